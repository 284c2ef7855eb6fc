"""Claims in full, read in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select, union

from claims.catalogue import CLAIM, CORRECTION, EVIDENCE, HEDGE, RELATION, REVIEW, WINDOW
from claims.errors import NotFound
from claims.privacy.confided import all_confided
from claims.privacy.offrecord import confided_articles, kept_from_public, off_record_since
from claims.reading.chain_view import facts, footing
from claims.reading.find import find
from claims.reading.identity import Identities, identities, identities_shown, on_record
from claims.reading.inquiry_records import inquiry_records
from claims.reading.named_records import NamedRows, article_records, source_records
from claims.reading.records import (
    AppearanceRecord,
    ArticleRecord,
    AssignmentRecord,
    ClaimRecord,
    CorrectionRecord,
    EvidenceRecord,
    HedgeRecord,
    InquiryRecord,
    RelationRecord,
    ReviewRecord,
    SourceRecord,
    WindowRecord,
    values_of,
)
from claims.reading.review_facts import Rewordings, proved
from claims.reading.view import PRESENT, View
from claims.rules.ladder import entry_order, is_overdue, made_apart, newest_outcome
from claims.rules.sourcing import Key, Ruling, SourceFacts, Sourcing
from claims.rules.sourcing.described import attribution_read
from claims.rules.sourcing.published import articles_until
from claims.store.past import Numbers, Record, rows_among, rows_by_id, rows_of
from claims.store.schema import TABLES
from claims.values import value
from claims.vocabulary import (
    CorrectionKind,
    JudgementKind,
    Terms,
    WindowRole,
)

T = TypeVar("T")


def claim_record(connection: Connection, number: int, view: View = PRESENT) -> ClaimRecord | None:
    """Return a claim in full, or None if it had not been entered by then."""
    joined = identities_shown(connection, view.as_of, confidential=view.confidential)
    records = claim_records(connection, joined.members("claim", number), view, joined)
    return next((record for record in records if record.id == joined.canonical("claim", number)), None)


def claim_named(connection: Connection, reference: str, view: View = PRESENT) -> ClaimRecord:
    """Return the claim that ``reference`` names (number, uid or the beginning of a uid).

    Raises `NotFound`, also for a claim that had not been entered by ``view.as_of``, and `Ambiguous`.
    """
    return claim_numbered(connection, find(connection, "claim", reference), view)


def claim_numbered(connection: Connection, number: int, view: View = PRESENT) -> ClaimRecord:
    """Return the claim of this number, which there is; raises `NotFound` if it was not entered by ``view.as_of``."""
    record = claim_record(connection, number, view)
    if record is None:
        claim = TABLES["claim"]
        entered = connection.execute(select(claim.c.entered_at).where(claim.c.id == number)).scalar_one()
        raise NotFound(
            f"claim #{number} had not been entered by {_shown_moment(view.as_of or entered, view.zone)}; "
            f"it was entered on {_shown_moment(entered, view.zone)}"
        )
    return record


def _shown_moment(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat(sep=" ", timespec="seconds")


def claim_records(
    connection: Connection,
    scope: Numbers,
    view: View = PRESENT,
    joined: Identities | None = None,
    dossier: type[Dossier] | None = None,
) -> list[ClaimRecord]:
    """Return the claims in ``scope``, by number, in full.

    Claims judged duplicates appear as one, under the oldest; the scope must include all of them. ``dossier`` is the
    class that reads them, if not everything is needed.
    """
    joined = joined or identities(connection, view.as_of)
    shown = joined if view.confidential else on_record(connection, joined, public=view.public)
    return (dossier or Dossier)(connection, scope, view, shown).claims()


def relation_rows(connection: Connection, claims: Numbers, as_of: datetime | None) -> list[Record]:
    """Return the relations between these claims and any others, in order of entry."""
    if not isinstance(claims, Select):
        either = [
            row
            for column in ("claim_id", "other_id")
            for row in rows_among(connection, "relation", column, claims, as_of)
        ]
        return sorted({row["id"]: row for row in either}.values(), key=lambda row: (row["entered_at"], row["uid"]))
    relation = TABLES["relation"]
    touching = relation.c.claim_id.in_(claims) | relation.c.other_id.in_(claims)
    statement = select(relation).where(touching).order_by(relation.c.entered_at, relation.c.uid)
    return rows_of(connection, statement, relation, as_of)


def _off_record_since(appearances: Iterable[AppearanceRecord]) -> set[int]:
    """Return the wrong entries whose replacement is off the record."""
    off = {appearance.id for appearance in appearances if appearance.terms is Terms.OFF_RECORD}
    replaced = [
        (appearance.id, correction.successor_id)
        for appearance in appearances
        for correction in appearance.corrections
        if correction.successor_id
    ]
    return off_record_since(replaced, off)


def on_background(appearance: AppearanceRecord) -> bool:
    """Return whether the source did not agree to be printed (`kept_from_public`)."""
    return kept_from_public(appearance.terms, named=appearance.source is not None and appearance.source.named)


class Dossier:
    """Loads the rows once, then puts the claims together."""

    left_out: frozenset[str] = frozenset()
    """The tables of parts that are not read."""
    named: NamedRows | None = None
    """Where the rows of named records are read, if not here."""

    def __init__(self, connection: Connection, scope: Numbers, view: View, joined: Identities) -> None:
        """Take the claims, the view, and the judgements that the view may show."""
        self.connection, self.scope, self.view, self.joined = connection, scope, view, joined
        self.few = () if isinstance(scope, Select) else tuple(sorted(set(scope)))
        """The claims by number, if these are known: the rows behind them are then read by number too."""
        self.appearance_rows = self._appearances()
        self.articles = self._articles()
        self.sources = self._sources()
        self.rulings = source_and_outlet_rulings(joined)

    def claims(self) -> list[ClaimRecord]:
        """Return the claims, by number."""
        rows = self._of("claim", "id", self.scope)
        self.rewordings = Rewordings(self.connection, self.scope, self.view.as_of, self.joined)
        return self._records(rows)

    def _records(self, rows: Iterable[Record]) -> list[ClaimRecord]:
        parts = _Parts(
            stories=self._read("claim_story", self._stories),
            windows=self._windows(),
            appearances=self._appearance_records(),
            reviews=self._reviews(),
            relations=self._read("relation", self._relations),
            inquiries=self._read("inquiry", self._inquiries),
            assignments=self._read("assignment", self._assignments),
        )
        return [self._claim(members, parts) for members in self.joined.gathered("claim", rows).values()]

    def _read(self, name: str, parts: Callable[[], dict[int, list[T]]]) -> dict[int, list[T]]:
        return {} if name in self.left_out else parts()

    def _claim(self, members: list[Record], parts: _Parts) -> ClaimRecord:
        row = members[0]
        numbers = [member["id"] for member in members]
        appearances = [appearance for number in numbers for appearance in parts.appearances.get(number, ())]
        shown, withheld, background = self._shown(appearances)
        mistaken = set() if self.view.confidential else _off_record_since(appearances)
        standing = [appearance for appearance in shown if not _is_wrong(appearance)]
        windows = _first_of_role(_all(parts.windows, numbers))
        related: list[RelationRecord] = _all(parts.relations, numbers)
        given = [(number, review) for number in numbers for review in parts.reviews.get(number, ())]
        judged = self.rewordings.with_statements(members, given)
        reviews = tuple(sorted(judged, key=entry_order))
        due = next((window.latest for window in windows if window.role is WindowRole.DUE), None)
        trust_labels = self.view.trust_labels
        return ClaimRecord(
            id=row["id"],
            uid=row["uid"],
            condition_claim_id=row["condition_claim_id"],
            **values_of(CLAIM, row),
            who=row["entered_by"],
            at=row["entered_at"],
            stories=tuple(dict.fromkeys(_all(parts.stories, numbers))),
            windows=windows,
            appearances=tuple(sorted(standing, key=_order)),
            wrong_entries=tuple(
                appearance for appearance in shown if _is_wrong(appearance) and appearance.id not in mistaken
            ),
            withheld=withheld,
            background=background,
            reviews=reviews,
            relations=tuple(
                {(relation.kind, relation.incoming, relation.claim_id): relation for relation in related}.values()
            ),
            sourcing=Sourcing(
                lambda: [footing(appearance) for appearance in standing], self.facts, self.rulings, trust_labels
            ),
            overdue=is_overdue(newest_outcome(row["kind"], reviews), due, self.view.today),
            duplicates=tuple(numbers[1:]),
            inquiries=tuple(
                sorted(_all(parts.inquiries, numbers), key=lambda inquiry: (inquiry.asked_at or inquiry.at, inquiry.id))
            ),
            assigned=_standing_assignment(_all(parts.assignments, numbers)),
        )

    def _shown(self, appearances: Sequence[AppearanceRecord]) -> tuple[list[AppearanceRecord], int, int]:
        """Return the appearances that this view may show, and how many are off the record and on background."""
        asked = list(appearances)
        if self.view.published_until is not None:
            asked = published_until(asked, self.view.published_until)
        if self.view.confidential:
            return asked, 0, 0
        withheld = sum(appearance.terms is Terms.OFF_RECORD for appearance in asked)
        background = sum(self.view.public and on_background(appearance) for appearance in asked)
        open_ = [
            appearance
            for appearance in appearances
            if appearance.terms is not Terms.OFF_RECORD and not (self.view.public and on_background(appearance))
        ]
        if self.view.published_until is not None:
            open_ = published_until(open_, self.view.published_until)
        return open_, withheld, background

    # Rows

    def _of(self, name: str, column: str, within: Numbers) -> list[Record]:
        """Return the rows of a table with one of these numbers in a column, in order of entry.

        An empty list is asked too: the number of statements is always the same.
        """
        if not isinstance(within, Select):
            return rows_among(self.connection, name, column, within or (0,), self.view.as_of)
        table = TABLES[name]
        statement = select(table).where(table.c[column].in_(within)).order_by(table.c.entered_at, table.c.uid)
        return rows_of(self.connection, statement, table, self.view.as_of)

    def _numbered(self, name: str, numbers: Collection[int | None]) -> dict[int, Record]:
        within = [number for number in numbers if number is not None]
        return {row["id"]: row for row in self._of(name, "id", within)}

    def _select(self, name: str, column: str = "claim_id") -> list[Record]:
        return self._of(name, column, self.few or self.scope)

    def _of_appearances(self, name: str) -> list[Record]:
        if name in self.left_out:
            return []
        if self.few:
            return self._of(name, "appearance_id", [row["id"] for row in self.appearance_rows])
        appearance = TABLES["appearance"]
        return self._of(name, "appearance_id", select(appearance.c.id).where(appearance.c.claim_id.in_(self.scope)))

    @cached_property
    def _review_rows(self) -> list[Record]:
        return self._select("review")

    @cached_property
    def _inquiry_rows(self) -> list[Record]:
        return [] if "inquiry" in self.left_out else self._select("inquiry")

    @cached_property
    def _evidence_rows(self) -> list[Record]:
        if "evidence" in self.left_out:
            return []
        review = TABLES["review"]
        within: Numbers = select(review.c.id).where(review.c.claim_id.in_(self.scope))
        if self.few:
            within = [row["id"] for row in self._review_rows]
        return sorted(self._of("evidence", "review_id", within), key=lambda row: row["id"])

    def _appearances(self) -> list[Record]:
        return self._select("appearance")

    def _articles(self) -> dict[int, ArticleRecord]:
        """Return the articles that carry the claims, the articles they relay, and the articles that are evidence."""
        article = TABLES["article"]
        if self.few:
            rows = self._numbered("article", self._article_numbers())
        else:
            chosen = select(article).where(article.c.id.in_(self._article_selection()))
            rows = {row["id"]: row for row in rows_of(self.connection, chosen, article, self.view.as_of)}
        elsewhere = {self.joined.canonical("article", number) for number in rows} - rows.keys()
        rows |= rows_by_id(self.connection, article, elsewhere, self.view.as_of)
        return article_records(self.connection, rows, self.joined, self.view.as_of)

    def _article_numbers(self) -> set[int | None]:
        numbers = {row[name] for row in self.appearance_rows for name in ("article_id", "relays_id")}
        return numbers | {row["article_id"] for row in self._evidence_rows}

    def _article_selection(self) -> Select[tuple[int]]:
        appearance, review, evidence = TABLES["appearance"], TABLES["review"], TABLES["evidence"]
        reviewed = select(review.c.id).where(review.c.claim_id.in_(self.scope))
        wanted = union(
            select(appearance.c.article_id).where(appearance.c.claim_id.in_(self.scope)),
            select(appearance.c.relays_id).where(appearance.c.claim_id.in_(self.scope)),
            select(evidence.c.article_id).where(evidence.c.review_id.in_(reviewed)),
        ).subquery()
        return select(wanted.c[0])

    def _sources(self) -> dict[int, SourceRecord]:
        records = source_records(self.connection, self._source_rows(), self.joined, self.view.as_of, self.named)
        self.facts: dict[Key, SourceFacts] = {number: facts(record) for number, record in records.items()}
        return records

    def _source_rows(self) -> dict[int, Record]:
        appearance, inquiry, source = TABLES["appearance"], TABLES["inquiry"], TABLES["source"]
        if self.few:
            numbers = {row["source_id"] for row in (*self.appearance_rows, *self._inquiry_rows)}
            return self._numbered("source", numbers)
        wanted = union(
            select(appearance.c.source_id).where(appearance.c.claim_id.in_(self.scope)),
            select(inquiry.c.source_id).where(inquiry.c.claim_id.in_(self.scope)),
        )
        chosen = select(source).where(source.c.id.in_(wanted))
        return {row["id"]: row for row in rows_of(self.connection, chosen, source, self.view.as_of)}

    # Records

    def _appearance_records(self) -> dict[int, list[AppearanceRecord]]:
        hedges: dict[int, list[HedgeRecord]] = defaultdict(list)
        for row in self._of_appearances("hedge"):
            hedges[row["appearance_id"]].append(HedgeRecord(**values_of(HEDGE, row)))
        corrections: dict[int, list[CorrectionRecord]] = defaultdict(list)
        for row in self._of_appearances("correction"):
            corrections[row["appearance_id"]].append(_correction(row))
        by_claim: dict[int, list[AppearanceRecord]] = defaultdict(list)
        for row in self.appearance_rows:
            by_claim[row["claim_id"]].append(
                self._appearance(row, hedges.get(row["id"], ()), corrections.get(row["id"], ()))
            )
        return by_claim

    def _appearance(
        self, row: Record, hedges: Iterable[HedgeRecord], corrections: Iterable[CorrectionRecord]
    ) -> AppearanceRecord:
        source = row["source_id"]
        attribution, *printed = _AS_PRINTED(row)
        given = self.sources[self.joined.canonical("source", source)] if source is not None else None
        if given is not None:
            attribution = attribution_read(attribution, given.described, given.stated_count)
        return AppearanceRecord(
            row["id"],
            row["uid"],
            row["claim_id"],
            self._article(row["article_id"]),
            given,
            tuple(hedges),
            None if row["relays_id"] is None else self._article(row["relays_id"]),
            tuple(corrections),
            row["entered_by"],
            row["entered_at"],
            attribution,
            *printed,
        )

    def _article(self, number: int) -> ArticleRecord:
        return self.articles[self.joined.canonical("article", number)]

    def _stories(self) -> dict[int, list[str]]:
        story = TABLES["story"]
        rows = self._select("claim_story")
        newest = {(row["claim_id"], self.joined.canonical("story", row["story_id"])): row for row in rows}
        stories = rows_by_id(self.connection, story, (number for _, number in newest), self.view.as_of)
        by_claim: dict[int, list[str]] = defaultdict(list)
        for (claim, number), row in newest.items():
            if not row["withdrawn"] and number in stories:
                by_claim[claim].append(stories[number]["slug"])
        return by_claim

    def _windows(self) -> dict[int, list[WindowRecord]]:
        newest = {(row["claim_id"], row["role"]): row for row in self._select("window")}
        by_claim: dict[int, list[WindowRecord]] = defaultdict(list)
        for (claim, _), row in sorted(newest.items(), key=lambda item: (item[0][0], item[0][1].value)):
            by_claim[claim].append(WindowRecord(id=row["id"], **values_of(WINDOW, row)))
        return by_claim

    def _reviews(self) -> dict[int, list[ReviewRecord]]:
        rows = self._review_rows
        evidence = self._read("evidence", self._evidence)
        by_claim: dict[int, list[ReviewRecord]] = defaultdict(list)
        for row in rows:
            by_claim[row["claim_id"]].append(
                ReviewRecord(
                    id=row["id"],
                    uid=row["uid"],
                    **values_of(REVIEW, row),
                    replaces_id=row["replaces_id"],
                    made_apart=False,
                    evidence=tuple(evidence.get(row["id"], ())),
                    who=row["entered_by"],
                    at=row["entered_at"],
                    agrees_with_id=row["agrees_with_id"],
                )
            )
        together: dict[int, list[ReviewRecord]] = defaultdict(list)
        for claim, reviews in by_claim.items():
            together[self._one(claim)] += reviews
        proofs = proved(self.connection, together.values())
        for claim, reviews in by_claim.items():
            apart = made_apart(reviews)
            by_claim[claim] = [
                replace(
                    review,
                    made_apart=review.id in apart,
                    proved_by=proofs[review.uid].proved if review.uid in proofs else None,
                    entered_as=proofs[review.uid].name if review.uid in proofs else None,
                )
                for review in reviews
            ]
        return by_claim

    def _evidence(self) -> dict[int, list[EvidenceRecord]]:
        rows = self._evidence_rows
        articles = {row["article_id"] for row in rows if row["article_id"] is not None}
        hidden = set() if self.view.confidential else confided_articles(self.connection, articles)
        by_review: dict[int, list[EvidenceRecord]] = defaultdict(list)
        for row in rows:
            if row["article_id"] in hidden:
                continue
            article = None if row["article_id"] is None else self._article(row["article_id"])
            by_review[row["review_id"]].append(
                EvidenceRecord(id=row["id"], article=article, **values_of(EVIDENCE, row))
            )
        return by_review

    def _relations(self) -> dict[int, list[RelationRecord]]:
        claim = TABLES["claim"]
        rows = relation_rows(self.connection, self.few or self.scope, self.view.as_of)
        newest = {(row["claim_id"], row["kind"], row["other_id"]): row for row in rows}
        others = {self._one(number) for row in rows for number in (row["claim_id"], row["other_id"])}
        hidden = set() if self.view.confidential else others & all_confided(self.connection).claims
        claims = rows_by_id(self.connection, claim, others - hidden, self.view.as_of)
        by_claim: dict[int, list[RelationRecord]] = defaultdict(list)
        for row in newest.values():
            if row["withdrawn"]:
                continue
            for here, other, incoming in (
                (row["claim_id"], self._one(row["other_id"]), False),
                (row["other_id"], self._one(row["claim_id"]), True),
            ):
                if other in claims and other != self._one(here):
                    by_claim[here].append(
                        RelationRecord(
                            id=row["id"],
                            incoming=incoming,
                            claim_id=other,
                            statement=claims[other]["statement"],
                            **values_of(RELATION, row, "withdrawn"),
                        )
                    )
        return by_claim

    def _inquiries(self) -> dict[int, list[InquiryRecord]]:
        rows = self._inquiry_rows
        if self.few and not rows:
            return {}
        return inquiry_records(self.connection, self.scope, rows, self.sources, self.joined, self.view)

    def _assignments(self) -> dict[int, list[Record]]:
        by_claim: dict[int, list[Record]] = defaultdict(list)
        for row in self._select("assignment"):
            by_claim[row["claim_id"]].append(row)
        return by_claim

    def _one(self, claim: int) -> int:
        return self.joined.canonical("claim", claim)


_FIELDS = AppearanceRecord.__match_args__
_AS_PRINTED = itemgetter(*_FIELDS[_FIELDS.index("attribution") :])
"""The values of an appearance's row that its record takes over as they are, beginning with the attribution."""


@value
class _Parts:
    """The rows that belong to claims, by the claim's number."""

    stories: Mapping[int, list[str]]
    windows: Mapping[int, list[WindowRecord]]
    appearances: Mapping[int, list[AppearanceRecord]]
    reviews: Mapping[int, list[ReviewRecord]]
    relations: Mapping[int, list[RelationRecord]]
    inquiries: Mapping[int, list[InquiryRecord]]
    assignments: Mapping[int, list[Record]]


def source_and_outlet_rulings(joined: Identities) -> tuple[Ruling, ...]:
    """Return the judgements about sources, and outlets judged distinct, for the count."""
    return tuple(
        Ruling(judgement.kind, judgement.a, judgement.b)
        if judgement.subject == "source"
        else Ruling(
            judgement.kind, joined.canonical("outlet", judgement.a), joined.canonical("outlet", judgement.b), "outlet"
        )
        for judgement in joined.standing
        if judgement.subject == "source" or (judgement.subject == "outlet" and judgement.kind is JudgementKind.DISTINCT)
    )


def published_until(appearances: Sequence[AppearanceRecord], day: date) -> list[AppearanceRecord]:
    """Return the appearances published by ``day``, by the rule of `articles_until`."""
    days = {
        appearance.article.id: (appearance.article.published_earliest, appearance.article.published_latest)
        for appearance in appearances
    }
    relays = [
        (appearance.article.id, appearance.relays.id) for appearance in appearances if appearance.relays is not None
    ]
    kept = articles_until(days, relays, day)
    return [appearance for appearance in appearances if appearance.article.id in kept]


def _standing_assignment(rows: Sequence[Record]) -> AssignmentRecord | None:
    """Return who has taken a claim: the newest row says, by time of entry and uid."""
    newest = max(rows, key=lambda row: (row["entered_at"], row["uid"]), default=None)
    return AssignmentRecord(newest["reviewer"], newest["entered_at"]) if newest and newest["taken"] else None


def _correction(row: Record) -> CorrectionRecord:
    return CorrectionRecord(
        id=row["id"],
        **values_of(CORRECTION, row),
        who=row["entered_by"],
        at=row["entered_at"],
        successor_id=row["successor_id"],
    )


def _is_wrong(appearance: AppearanceRecord) -> bool:
    corrections = appearance.corrections
    return bool(corrections) and any(correction.kind is CorrectionKind.WRONG for correction in corrections)


def _first_of_role(windows: Sequence[WindowRecord]) -> tuple[WindowRecord, ...]:
    """Return a window for each role, from the oldest of the duplicates that has it."""
    first = {window.role: window for window in reversed(windows)}
    return tuple(first[role] for role in sorted(first, key=lambda role: role.value))


def _order(appearance: AppearanceRecord) -> tuple[date, int]:
    return (appearance.article.published_earliest or date.max, appearance.id)


def _all(parts: Mapping[int, Sequence[Any]], numbers: Iterable[int]) -> list[Any]:
    return [part for number in numbers for part in parts.get(number, ())]
