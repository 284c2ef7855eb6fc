"""The rows behind a track record: only the columns that the rules of `claims.rules.trackrecord` need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, select, union

from claims.features.track.scope import TrackScope, label
from claims.reading.named_records import attribution_of
from claims.rules.ladder import ReviewResult
from claims.rules.sourcing import Footing, Key
from claims.rules.trackrecord import Days, Subject, says_only_possible
from claims.store.past import MANY, Record, entered_by, rows_by_id, rows_of, turned_off_record
from claims.store.schema import TABLES
from claims.vocabulary import (
    CorrectionKind,
    HedgeKind,
    Outcome,
    Terms,
    Treatment,
    WindowRole,
)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim and the numbers of its duplicates, itself first."""

    row: Record
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """What the rules need to know of an appearance."""

    footing: Footing
    possible: bool
    doubted: bool
    off_record: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """The other records, by number."""

    articles: Mapping[int, Record]
    days: Mapping[Key, Days]
    mine: set[int]
    outlets: Mapping[int, str]
    sources: Mapping[int, str]
    decisions: Mapping[int, list[ReviewResult]]
    windows: Mapping[tuple[int, WindowRole], Days]
    evidence: Mapping[int, set[str | None]]


class TrackRows:
    """Reads the rows of a scope, each table once."""

    def __init__(self, scope: TrackScope) -> None:
        """Take the scope of the track record."""
        self._whose, self._scope = scope, scope.claims
        self._connection, self._view, self._joined = scope.connection, scope.view, scope.joined

    def claims(self) -> dict[int, ClaimRow]:
        """Return the claims by canonical number."""
        claim = TABLES["claim"]
        columns = [claim.c[name] for name in ("id", "uid", "statement", "kind", "weight")]
        rows = rows_of(self._connection, select(*columns).where(claim.c.id.in_(self._scope)), claim, self._view.as_of)
        return {
            number: ClaimRow(members[0], tuple(row["id"] for row in members))
            for number, members in self._joined.gathered("claim", rows).items()
        }

    def appearances(self) -> dict[int, list[Carried]]:
        """Return the appearances of the claims that were not entered wrongly, by claim."""
        appearance = TABLES["appearance"]
        columns = [appearance.c[name] for name in _APPEARANCE]
        corrected = self._corrected()
        hedges = self._hedges()
        canonical = self._joined.canonical
        grouped: dict[int, list[Carried]] = defaultdict(list)
        inside = select(*columns).where(appearance.c.claim_id.in_(self._scope)).order_by(appearance.c.id)
        turned = turned_off_record(self._connection, self._view.as_of)
        for row in self._entered(inside, "appearance"):
            marks = corrected.get(row.id, ())
            if CorrectionKind.WRONG in marks:
                continue
            article = canonical("article", row.article_id)
            source = None if row.source_id is None else canonical("source", row.source_id)
            relays = None if row.relays_id is None else canonical("article", row.relays_id)
            made = Footing(
                key=row.id,
                article=article,
                attribution=row.attribution if source is None else attribution_of(row._mapping, self._sources[source]),
                source=source,
                stance=row.stance,
                relays=relays if relays != article else None,
                relay_basis=row.relay_basis if relays is not None and relays != article else None,
                stands=CorrectionKind.RETRACTED not in marks,
            )
            possible = says_only_possible(row.likelihood, hedges.get(row.id, ()))
            off_record = row.terms is Terms.OFF_RECORD or row.id in turned
            doubted = row.treatment in (Treatment.DOUBTS, Treatment.REJECTS)
            grouped[row.claim_id].append(Carried(made, possible, doubted, off_record))
        return grouped

    def _corrected(self) -> dict[int, set[CorrectionKind]]:
        """Return the corrections of withdrawn and wrong appearances, by number."""
        correction = TABLES["correction"]
        grouped: dict[int, set[CorrectionKind]] = defaultdict(set)
        for number, kind in self._of_appearances(correction, correction.c.kind):
            grouped[number].add(kind)
        return grouped

    def _hedges(self) -> dict[int, list[str | None]]:
        """Return the likelihood words of appearances, by number."""
        hedge = TABLES["hedge"]
        grouped: dict[int, list[str | None]] = defaultdict(list)
        for number, words in self._of_appearances(hedge, hedge.c.words, hedge.c.kind == HedgeKind.LIKELIHOOD):
            grouped[number].append(words)
        return grouped

    def _of_appearances(self, table: Any, value: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Iterator[Any]:
        appearance = TABLES["appearance"]
        inside = (
            select(table.c.appearance_id, value)
            .join(appearance, appearance.c.id == table.c.appearance_id)
            .where(appearance.c.claim_id.in_(self._scope), *conditions)
        )
        return self._entered(inside, table.name)

    def _entered(self, statement: Select[Any], name: str) -> Iterator[Any]:
        """Yield rows of an insert-only table, as far as they had been entered."""
        condition = entered_by(TABLES[name], self._view.as_of)
        result = self._connection.execute(statement if condition is None else statement.where(condition))
        for group in result.partitions(MANY):
            yield from group

    def facts(self) -> Facts:
        """Return the other records of the claims."""
        articles = self._articles()
        mine = self._signed() if self._whose.subject is Subject.REPORTER else self._published_by(articles)
        outlets = {self._joined.canonical("outlet", row["outlet_id"]) for row in articles.values() if row["outlet_id"]}
        if self._whose.subject is Subject.OUTLET:
            outlets = {self._whose.number}
        return Facts(
            articles=articles,
            days={number: (row["published_earliest"], row["published_latest"]) for number, row in articles.items()},
            mine=mine,
            outlets={
                number: label("outlet", row)
                for number, row in rows_by_id(self._connection, TABLES["outlet"], outlets, self._view.as_of).items()
            },
            sources={number: label("source", row) for number, row in self._sources.items()},
            decisions=self._decisions(),
            windows=self._windows(),
            evidence=self._evidence(),
        )

    def _articles(self) -> dict[int, Record]:
        """Return the articles that carry or originate the claims, with their canonical records."""
        appearance, article = TABLES["appearance"], TABLES["article"]
        inside = appearance.c.claim_id.in_(self._scope)
        wanted = union(
            select(appearance.c.article_id).where(inside),
            select(appearance.c.relays_id).where(inside, appearance.c.relays_id.is_not(None)),
        ).subquery()
        columns = [article.c[name] for name in _ARTICLE]
        chosen = select(*columns).where(article.c.id.in_(select(wanted.c[0])))
        return self._with_heads("article", rows_of(self._connection, chosen, article, self._view.as_of))

    @cached_property
    def _sources(self) -> dict[int, Record]:
        """The claims' sources, with their canonical records."""
        appearance, source = TABLES["appearance"], TABLES["source"]
        given = select(appearance.c.source_id).where(appearance.c.claim_id.in_(self._scope))
        columns = [source.c[name] for name in ("id", "uid", "slug", "named", "name", "described", "stated_count")]
        chosen = select(*columns).where(source.c.id.in_(given))
        return self._with_heads("source", rows_of(self._connection, chosen, source, self._view.as_of))

    def _with_heads(self, subject: str, rows: Sequence[Record]) -> dict[int, Record]:
        """Return rows by number, with the rows of their canonical records."""
        by_number = {row["id"]: row for row in rows}
        heads = {self._joined.canonical(subject, number) for number in by_number} - by_number.keys()
        return by_number | rows_by_id(self._connection, TABLES[subject], heads, self._view.as_of)

    def _published_by(self, articles: Mapping[int, Record]) -> set[int]:
        """Return the articles of the outlet by canonical number."""
        if self._whose.subject is not Subject.OUTLET:
            return set()
        heads = {self._joined.canonical("article", number) for number in articles}
        return {number for number in heads if articles[number]["outlet_id"] in self._whose.members}

    def _signed(self) -> set[int]:
        """Return the articles that the reporter signed, by the newest byline."""
        byline = TABLES["byline"]
        ordered = select(byline.c.article_id, byline.c.withdrawn).where(byline.c.reporter_id.in_(self._whose.members))
        newest = {
            self._joined.canonical("article", article): withdrawn
            for article, withdrawn in self._entered(ordered.order_by(byline.c.entered_at, byline.c.uid), "byline")
        }
        return {article for article, withdrawn in newest.items() if not withdrawn}

    def _decisions(self) -> dict[int, list[ReviewResult]]:
        """Return the reviews by claim."""
        review = TABLES["review"]
        columns = [review.c[name] for name in ("claim_id", "id", "uid", "entered_at", "status", "outcome", "proposed")]
        grouped: dict[int, list[ReviewResult]] = defaultdict(list)
        for claim, *values in self._entered(select(*columns).where(review.c.claim_id.in_(self._scope)), "review"):
            grouped[claim].append(ReviewResult(*values))
        return grouped

    def _windows(self) -> dict[tuple[int, WindowRole], Days]:
        """Return the newest window of each role by claim."""
        window = TABLES["window"]
        columns = [window.c[name] for name in ("claim_id", "role", "earliest", "latest")]
        inside = select(*columns).where(
            window.c.claim_id.in_(self._scope), window.c.role.in_((WindowRole.DUE, WindowRole.HAPPENED))
        )
        ordered = self._entered(inside.order_by(window.c.entered_at, window.c.uid), "window")
        return {(claim, role): (earliest, latest) for claim, role, earliest, latest in ordered}

    def _evidence(self) -> dict[int, set[str | None]]:
        """Return the days of evidence for early and late outcomes, by review."""
        review, evidence = TABLES["review"], TABLES["evidence"]
        inside = (
            select(evidence.c.review_id, evidence.c.published)
            .join(review, review.c.id == evidence.c.review_id)
            .where(
                review.c.claim_id.in_(self._scope),
                review.c.outcome.in_((Outcome.OCCURRED_EARLY, Outcome.OCCURRED_LATE)),
            )
        )
        grouped: dict[int, set[str | None]] = defaultdict(set)
        for number, published in self._entered(inside, "evidence"):
            grouped[number].add(published)
        return grouped


_APPEARANCE = (
    "id claim_id article_id attribution source_id terms stance treatment likelihood relays_id relay_basis"
).split()
_ARTICLE = "id uid outlet_id published published_earliest published_latest seen".split()
