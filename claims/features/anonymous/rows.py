"""The appearances that assert claims, read claim by claim in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from claims.features.anonymous.counted import Assertion
from claims.features.anonymous.scope import AnonymousScope
from claims.reading.identity import with_duplicates
from claims.reading.named_records import standing_article
from claims.rules.sourcing.anonymity import Shape, Word, is_opinion, is_second_hand, upstream_of
from claims.rules.sourcing.described import attribution_read
from claims.rules.sourcing.published import articles_until
from claims.store.dialect import listed_numbers
from claims.store.past import Record, entered_by, rows_by_id, turned_off_record
from claims.store.schema import TABLES
from claims.vocabulary import Attribution, ClaimKind, CorrectionKind, Proximity, Stance, Terms

AT_ONCE = 5_000
"""How many rows are fetched at once."""


class AssertionRows:
    """Reads the appearances that assert the claims of a scope."""

    def __init__(self, scope: AnonymousScope) -> None:
        """Take the scope."""
        self._scope = scope
        self._turned = turned_off_record(scope.connection, scope.view.as_of)
        self._canonical = scope.joined.canonical_of
        self._wrong, self._retracted = self._marked(CorrectionKind.WRONG), self._marked(CorrectionKind.RETRACTED)
        self._articles = self._instead("article")
        self._sources = self._instead("source")
        self._kinds = self._instead("claim")

    def by_claim(self) -> Iterator[tuple[int, list[Assertion]]]:
        """Yield each claim with its assertions; claims judged the same come last and as one."""
        together: dict[int, list[Any]] = defaultdict(list)
        joined = self._scope.joined
        with self._scope.connection.execute(self._statement()) as rows:
            for number, group in groupby(rows, attrgetter("claim_id")):
                if ("claim", number) in joined.canonical_of:
                    together[joined.canonical("claim", number)] += group
                else:
                    yield number, self._assertions(number, list(group))
        for number, rows_of_group in together.items():
            yield number, self._assertions(number, rows_of_group)

    def _statement(self) -> Select[Any]:
        """Return the statement for all appearances in the view, with the fields for the rules, claim by claim."""
        appearance, article, source, claim = (TABLES[name] for name in ("appearance", "article", "source", "claim"))
        statement = (
            select(
                *(appearance.c[name] for name in _OF_APPEARANCE),
                article.c.outlet_id,
                article.c.published,
                article.c.published_earliest,
                article.c.published_latest,
                source.c.described,
                source.c.stated_count,
                claim.c.kind,
            )
            .join(article, article.c.id == appearance.c.article_id)
            .join(claim, claim.c.id == appearance.c.claim_id)
            .outerjoin(source, source.c.id == appearance.c.source_id)
            .order_by(appearance.c.claim_id, appearance.c.id)
        )
        conditions: list[ColumnElement[bool]] = [appearance.c.claim_id.in_(claims) for claims in self._meant()]
        entered = entered_by(appearance, self._scope.view.as_of)
        conditions += [] if entered is None else [entered]
        return statement.where(*conditions).execution_options(yield_per=AT_ONCE)

    def _meant(self) -> Iterator[Select[tuple[int]]]:
        """Yield statements that select claims; each selects every claim that may be in the scope."""
        scope, first = self._scope, TABLES["article"].c.published_earliest
        if scope.claims is not None:
            yield scope.claims
        asked: list[ColumnElement[bool]] = []
        if scope.outlet is not None:
            asked.append(TABLES["article"].c.outlet_id.in_(scope.joined.members("outlet", scope.outlet)))
        if scope.filters.since is not None:
            asked.append(first >= scope.filters.since)
        if scope.filters.until is not None:
            asked.append(first <= scope.filters.until)
        published = [] if scope.view.published_until is None else [first <= scope.view.published_until]
        for conditions in filter(None, (asked, published)):
            yield with_duplicates(scope.connection, self._carried_by(conditions), scope.joined)

    def _carried_by(self, conditions: Sequence[ColumnElement[bool]]) -> Select[tuple[int]]:
        """Return claims carried by articles that fit, or that are read in another state or under another number."""
        appearance, article = TABLES["appearance"], TABLES["article"]
        otherwise = article.c.id.in_(listed_numbers(self._scope.connection, set(self._articles)))
        carrying = article.c.id == appearance.c.article_id
        return select(appearance.c.claim_id).join(article, carrying).where(or_(and_(*conditions), otherwise))

    def _marked(self, kind: CorrectionKind) -> set[int]:
        """Return the appearances with a correction of this kind by the moment of the view."""
        appearance, correction = TABLES["appearance"], TABLES["correction"]
        marked = select(correction.c.appearance_id).where(correction.c.kind == kind)
        entered = entered_by(correction, self._scope.view.as_of)
        marked = marked if entered is None else marked.where(entered)
        if self._scope.claims is not None:
            inside = select(appearance.c.id).where(appearance.c.claim_id.in_(self._scope.claims))
            marked = marked.where(correction.c.appearance_id.in_(inside))
        return set(self._scope.connection.execute(marked).scalars())

    def _instead(self, subject: str) -> Mapping[int, Record]:
        """Return the records to read instead of others: joined records for their members, in their past state.

        This includes records that were edited after the moment of the view.
        """
        joined, view = self._scope.joined, self._scope.view
        numbers = {number for kind, number in joined.canonical_of if kind == subject}
        if view.as_of is not None:
            table, revision = TABLES[subject], TABLES["revision"]
            later = revision.c.subject == subject, revision.c.entered_at > view.as_of
            edited = select(table.c.id).where(table.c.uid.in_(select(revision.c.row_uid).where(*later)))
            numbers |= set(self._scope.connection.execute(edited).scalars())
        rows = rows_by_id(self._scope.connection, TABLES[subject], joined.all_members(subject, numbers), view.as_of)
        standing: dict[int, Record] = {}
        for number in numbers:
            members = [rows[member] for member in joined.members(subject, number) if member in rows]
            if members:
                standing[number] = standing_article(members) if subject == "article" else members[0]
        return standing

    def _assertions(self, claim: int, rows: Sequence[Any]) -> list[Assertion]:
        """Return the assertions of a claim, from all its appearances in the view."""
        kind: ClaimKind = self._kinds[claim]["kind"] if claim in self._kinds else rows[0].kind
        if self._scope.view.published_until is not None:
            rows = self._published(rows)
        asserting = [row for row in rows if row.stance is Stance.ASSERTS]
        if self._wrong:
            asserting = [row for row in asserting if row.id not in self._wrong]
        return [self._assertion(row, kind) for row in asserting]

    def _assertion(self, row: Any, kind: ClaimKind) -> Assertion:
        article_id, source_id = row.article_id, row.source_id
        outlet, published, first = row.outlet_id, row.published, row.published_earliest
        if article_id in self._articles:
            article = self._articles[article_id]
            outlet, published, first = article["outlet_id"], article["published"], article["published_earliest"]
        described, count = row.described, row.stated_count
        if source_id in self._sources:
            source = self._sources[source_id]
            described, count = source["described"], source["stated_count"]
        attribution = attribution_read(row.attribution, described, count)
        outlet = self._one("outlet", outlet)
        return Assertion(
            row.id,
            Word(
                self._one("article", article_id) or article_id,
                _shape(attribution, count, kind, bool(row.anonymity_reason), row.proximity),
                self._one("source", source_id),
                self._one("article", upstream_of(row.relays_id, row.relay_basis)),
            ),
            outlet,
            published[:7] if published else None,
            first,
            self._is_off_record(row),
            row.id in self._retracted,
            self._scope.asks(outlet, first),
        )

    def _one(self, subject: str, number: int | None) -> int | None:
        """Return the canonical number of a record, if there is any."""
        return number if number is None or not self._canonical else self._canonical.get((subject, number), number)

    def _is_off_record(self, row: Any) -> bool:
        """Return whether an appearance is off the record, or was marked so since the moment of the view."""
        return row.terms is Terms.OFF_RECORD or row.id in self._turned

    # What had been published

    def _published(self, rows: Sequence[Any]) -> list[Any]:
        """Return the appearances published by the day of the view, as `claim_record` does.

        An undated article counts once a published article relays it. Off-the-record relays do not date other articles.
        """
        public = self._until([row for row in rows if not self._is_off_record(row)])
        every = self._until(rows)
        return [row for row in rows if self._article(row) in (every if self._is_off_record(row) else public)]

    def _until(self, rows: Iterable[Any]) -> set[int]:
        assert self._scope.view.published_until is not None
        days, relays = {}, []
        for row in rows:
            number, article = self._article(row), self._articles.get(row.article_id)
            first, last = row.published_earliest, row.published_latest
            days[number] = (article["published_earliest"], article["published_latest"]) if article else (first, last)
            if row.relays_id is not None:
                relays.append((number, self._scope.joined.canonical("article", row.relays_id)))
        return articles_until(days, relays, self._scope.view.published_until)

    def _article(self, row: Any) -> int:
        return self._scope.joined.canonical("article", row.article_id)


_OF_APPEARANCE = (
    "id claim_id article_id attribution source_id stance terms proximity anonymity_reason relays_id relay_basis".split()
)


@cache
def _shape(
    attribution: Attribution, stated_count: int | None, kind: ClaimKind, reasoned: bool, proximity: Proximity
) -> Shape:
    """Return an appearance's shape for the rules, from the stored fields; there are few different ones."""
    return Shape(
        attribution=attribution,
        opinion=is_opinion(kind),
        stated_count=stated_count,
        reasoned=reasoned,
        second_hand=is_second_hand(proximity),
    )
