"""Lists of claims by filters, in a fixed number of statements.

For the present, the list uses the kept columns of each claim (`claim_now`), and reads records only for filters that
these do not cover. For a past moment or a day of publication it reads the records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from claims.privacy.offrecord import only_off_record
from claims.reading.dossier import Dossier, with_duplicates
from claims.reading.identity import Identities, identities, on_record
from claims.reading.named_records import article_records
from claims.reading.records import (
    AppearanceRecord,
    ArticleRecord,
    ClaimRecord,
    EvidenceRecord,
    InquiryRecord,
    RelationRecord,
)
from claims.reading.stories import story_scope
from claims.reading.view import PRESENT, View
from claims.rules.ladder import is_overdue, rests_on_other_words
from claims.store.dialect import listed_numbers
from claims.store.past import MANY, Record, entered_by, rows_by_id, rows_of
from claims.store.schema import CLAIM_NOW, TABLES
from claims.vocabulary import Attribution, ClaimKind, Outcome, Status, Terms, Weight, WindowRole

FIRST_READ = 50
"""How many claims are read first if a limit is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters of a list; records are filtered by number, days are days of publication."""

    story: int | None = None
    statuses: tuple[Status, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    kinds: tuple[ClaimKind, ...] = ()
    weights: tuple[Weight, ...] = ()
    outlet: int | None = None
    reporter: int | None = None
    source: int | None = None
    attributions: tuple[Attribution, ...] = ()
    since: date | None = None
    until: date | None = None
    said: tuple[date, date] | None = None
    """The period in which it was said, or else published."""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A verdict or an outcome that waits for a second person."""

    id: int
    who: str
    at: datetime
    status: Status
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list."""

    id: int
    uid: str
    statement: str | None
    kind: ClaimKind
    weight: Weight
    status: Status
    outcome: Outcome | None
    appearances: int
    outlets: int
    first_published: str | None
    """The earliest known date of its articles: a day, a month or a year."""
    due: date | None
    overdue: bool
    at: datetime
    proposed: tuple[Proposal, ...] = ()
    """The proposals that wait for a second person, the oldest first."""
    on_other_words: bool = False
    """Whether the current verdict or outcome judged an earlier wording of the claim."""


def claim_lines(
    connection: Connection, filters: Filters, view: View = PRESENT, within: Sequence[int] | None = None
) -> list[ClaimLine]:
    """Return the claims that fit every filter, by number; duplicates appear as one, under the oldest.

    Claims known only off the record are left out unless the view includes them. ``within`` limits the search to these
    claim numbers.
    """
    return _Question(connection, filters, view).lines(within)


def first_lines(
    connection: Connection, filters: Filters, limit: int, view: View = PRESENT
) -> tuple[list[ClaimLine], bool]:
    """Return the first ``limit`` lines of `claim_lines`, and whether there are more.

    Claims are read in batches, each four times the last, so that the cost depends on what is listed.
    """
    question = _Question(connection, filters, view)
    scope, lines = question.scope(), dict[int, ClaimLine]()
    last, size = 0, max(limit + 5, FIRST_READ)
    while numbers := _numbers_after(connection, scope, last, size):
        lines |= {line.id: line for line in question.lines(numbers)}
        last, short = numbers[-1], len(numbers) < size
        # A claim may come with a later one that it was judged one with: its turn comes with its number.
        if short or sum(number <= last for number in lines) > limit:
            break
        size = min(4 * size, MANY)
    ordered = [lines[number] for number in sorted(lines)]
    return ordered[:limit], len(ordered) > limit


def _numbers_after(connection: Connection, scope: Select[tuple[int]], last: int, size: int) -> list[int]:
    number = scope.selected_columns[0]
    rows: Sequence[Any] = connection.execute(scope.where(number > last).order_by(number).limit(size)).all()
    return [row[0] for row in rows]


def scope_of(connection: Connection, filters: Filters, view: View = PRESENT) -> Select[tuple[int]]:
    """Return the statement that selects every claim that may fit the filters."""
    return _Question(connection, filters, view).scope()


class _Question:
    """The query, its moment, and the judgements that the view may show."""

    def __init__(self, connection: Connection, filters: Filters, view: View) -> None:
        judged = identities(connection, view.as_of)
        public = on_record(connection, judged)
        self.connection, self.view = connection, view
        self.joined = judged if view.confidential else public
        self.filters = _canonical(filters, self.joined)
        now = view.as_of is None and view.published_until is None
        # Kept columns are only for what may be shown on the record.
        self.is_kept = now and self.joined == public

    def scope(self) -> Select[tuple[int]]:
        """Return the statement that selects every claim that may fit."""
        return select(CLAIM_NOW.c.claim_id).where(*self._kept()) if self.is_kept else self._recorded()

    def lines(self, within: Sequence[int] | None) -> list[ClaimLine]:
        """Return the claims that fit, by number, from all claims or ``within`` some."""
        return self._lines_kept(within) if self.is_kept else self._lines_recorded(within)

    # As it is kept

    def _lines_kept(self, within: Sequence[int] | None) -> list[ClaimLine]:
        claim, conditions = TABLES["claim"], self._kept()
        if within is not None:
            conditions.append(_stands_for(select(CLAIM_NOW.c.claim_id).where(CLAIM_NOW.c.claim_id.in_(within))))
        named = (claim.c.uid, claim.c.statement, claim.c.kind, claim.c.weight, claim.c.entered_at)
        statement = select(CLAIM_NOW, *named).join(claim, claim.c.id == CLAIM_NOW.c.claim_id).where(*conditions)
        rows = self.connection.execute(statement.order_by(CLAIM_NOW.c.claim_id)).all()
        # Of a verdict that waits, and of words that are others by now, the records say more.
        recorded = {row.claim_id for row in rows if row.proposed_at or row.reworded_at}
        lines = {line.id: line for line in self._of_records(recorded)}
        rest = [row for row in rows if row.claim_id not in recorded]
        if _asks_of_appearances(self.filters, self.view):
            carried = self._carried_as_asked([row.claim_id for row in rest])
            rest = [row for row in rest if row.claim_id in carried]
        lines |= {row.claim_id: _line_kept(row, self.view) for row in rest}
        return [lines[number] for number in sorted(lines) if _fits(lines[number], self.filters)]

    def _carried_as_asked(self, numbers: Collection[int]) -> set[int]:
        """Return the claims where a single appearance fits all the filters on appearances."""
        if not numbers:
            return set()
        claim = TABLES["claim"]
        members = self.joined.all_members("claim", numbers)
        scope = select(claim.c.id).where(claim.c.id.in_(listed_numbers(self.connection, members)))
        read = _Listed(self.connection, scope, PRESENT, self.joined, self._carried("id"))
        return {record.id for record in read.claims() if _is_carried_as_asked(record.appearances, self.filters)}

    def _kept(self) -> list[ColumnElement[bool]]:
        """Return the conditions on the kept columns for claims that may fit."""
        now, filters, claim = CLAIM_NOW.c, self.filters, TABLES["claim"].alias("listed")
        conditions: list[ColumnElement[bool]] = [now.claim_id == now.stands_for_id]
        if not self.view.confidential:
            conditions.append(~now.confided)
        if filters.statuses:
            conditions.append(now.status.in_(filters.statuses))
        if filters.outcomes:
            conditions.append(now.outcome.in_(filters.outcomes))
        if filters.overdue:
            conditions.append(now.due_by < self.view.today)
        described = [
            claim.c[name].in_(words) for name, words in (("kind", filters.kinds), ("weight", filters.weights)) if words
        ]
        if described:
            conditions.append(now.claim_id.in_(select(claim.c.id).where(*described)))
        if filters.story is not None:
            conditions.append(_stands_for(story_scope(self.connection, filters.story, self.joined)))
        if _asks_of_appearances(filters, self.view):
            conditions.append(_stands_for(self._carried()))
        return conditions

    # As it is recorded

    def _lines_recorded(self, within: Sequence[int] | None) -> list[ClaimLine]:
        claim, scope = TABLES["claim"], self._recorded()
        if within is not None:
            scope = scope.where(claim.c.id.in_(within))
        chosen = select(claim.c.id).where(claim.c.id.in_(with_duplicates(self.connection, scope, self.joined)))
        if not self.view.confidential:
            chosen = chosen.where(~only_off_record("claim", self.view.as_of))
        return self._of_records(self.connection.execute(chosen).scalars().all())

    def _recorded(self) -> Select[tuple[int]]:
        """Return the statement that selects the claims worth reading; later edits are checked after reading."""
        claim, filters = TABLES["claim"], self.filters
        scope = select(claim.c.id)
        entered = entered_by(claim, self.view.as_of)
        scope = scope if entered is None else scope.where(entered)
        if filters.story is not None:
            of_story = story_scope(self.connection, filters.story, self.joined, self.view.as_of)
            scope = scope.where(claim.c.id.in_(of_story))
        if filters.overdue:
            window = TABLES["window"]
            passed = select(window.c.claim_id).where(window.c.role == WindowRole.DUE, window.c.latest < self.view.today)
            scope = scope.where(claim.c.id.in_(passed))
        for condition in _reviewed(filters):
            # Asked claim by claim, as there are more reviews than claims in a story.
            scope = scope.where(exists().where(TABLES["review"].c.claim_id == claim.c.id, condition))
        if _asks_of_appearances(filters, PRESENT):
            scope = scope.where(claim.c.id.in_(self._carried()))
        return scope

    def _of_records(self, numbers: Collection[int]) -> list[ClaimLine]:
        """Return the claims that fit, by their records."""
        if not numbers:
            return []
        claim, asks = TABLES["claim"], _asks_of_appearances(self.filters, self.view)
        members = self.joined.all_members("claim", numbers) if self.is_kept else numbers
        scope = select(claim.c.id).where(claim.c.id.in_(listed_numbers(self.connection, members)))
        records = _Listed(self.connection, scope, replace(self.view, confidential=False), self.joined).claims()
        return [
            line
            for line, record in ((_line_recorded(record), record) for record in records)
            if _fits(line, self.filters) and (not asks or _is_carried_as_asked(record.appearances, self.filters))
        ]

    def _carried(self, column: str = "claim_id") -> Select[tuple[int]]:
        """Return claims with an appearance that fits, or that is read under another record or in a past state.

        Their records decide whether a single appearance fits all the filters.
        """
        filters, appearance, article = self.filters, TABLES["appearance"], TABLES["article"]
        conditions: list[ColumnElement[bool]] = [appearance.c.terms != Terms.OFF_RECORD]
        if filters.source is not None:
            conditions.append(appearance.c.source_id.in_(self.joined.members("source", filters.source)))
        if filters.attributions:
            # An unnamed plural without a number is read as a collective.
            several = {Attribution.UNNAMED} if Attribution.COLLECTIVE in filters.attributions else set()
            conditions.append(appearance.c.attribution.in_({*filters.attributions} | several))
        of_article = self._of_articles()
        if of_article:
            judged = sorted(number for subject, number in self.joined.canonical_of if subject == "article")
            conditions.append(or_(and_(*of_article), article.c.id.in_(judged)))
        carrying = article.c.id == appearance.c.article_id
        return select(appearance.c[column]).join(article, carrying).where(*conditions)

    def _of_articles(self) -> list[ColumnElement[bool]]:
        """Return the conditions on the article; conditions on editable fields only for the present."""
        filters, article, byline = self.filters, TABLES["article"], TABLES["byline"]
        conditions: list[ColumnElement[bool]] = []
        if filters.reporter is not None:
            signed = byline.c.reporter_id.in_(self.joined.members("reporter", filters.reporter))
            conditions.append(article.c.id.in_(select(byline.c.article_id).where(signed)))
        if self.view.as_of is not None:
            return conditions
        if filters.outlet is not None:
            conditions.append(article.c.outlet_id.in_(self.joined.members("outlet", filters.outlet)))
        first = article.c.published_earliest
        if filters.since is not None:
            conditions.append(first >= filters.since)
        if filters.until is not None:
            conditions.append(first <= filters.until)
        if filters.said is not None:
            conditions.append(func.coalesce(TABLES["appearance"].c.said, first).between(*filters.said))
        return conditions


def _reviewed(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on a review, unless unreviewed claims may fit too."""
    review = TABLES["review"]
    if filters.statuses and Status.UNVERIFIED not in filters.statuses:
        yield review.c.status.in_(filters.statuses)
    if filters.outcomes and Outcome.PENDING not in filters.outcomes:
        yield review.c.outcome.in_(filters.outcomes)


def _canonical(filters: Filters, joined: Identities) -> Filters:
    """Return the filters with canonical numbers of records."""

    def standing(subject: str, number: int | None) -> int | None:
        return None if number is None else joined.canonical(subject, number)

    return replace(
        filters,
        story=standing("story", filters.story),
        outlet=standing("outlet", filters.outlet),
        reporter=standing("reporter", filters.reporter),
        source=standing("source", filters.source),
    )


def _stands_for(chosen: Select[tuple[int]]) -> ColumnElement[bool]:
    """Return the condition that a kept row is canonical for a selected claim."""
    member = CLAIM_NOW.alias("member")
    return CLAIM_NOW.c.claim_id.in_(select(member.c.stands_for_id).where(member.c.claim_id.in_(chosen)))


class _Listed(Dossier):
    """Claims with only the records that a list needs; with ``among``, only these appearances."""

    def __init__(
        self,
        connection: Connection,
        scope: Select[tuple[int]],
        view: View,
        joined: Identities,
        among: Select[tuple[int]] | None = None,
    ) -> None:
        self._among = among
        super().__init__(connection, scope, view, joined)

    def _appearances(self) -> list[Record]:
        if self._among is None:
            return super()._appearances()
        table = TABLES["appearance"]
        chosen = select(table).where(table.c.claim_id.in_(self.scope), table.c.id.in_(self._among))
        return rows_of(self.connection, chosen, table, self.view.as_of)

    def _of_appearances(self, name: str) -> list[Record]:
        return super()._of_appearances(name) if name == "correction" else []

    def _articles(self) -> dict[int, ArticleRecord]:
        numbers = {row[name] for row in self.appearance_rows for name in ("article_id", "relays_id")}
        numbers = {self.joined.canonical("article", number) for number in numbers if number is not None}
        rows = rows_by_id(self.connection, TABLES["article"], numbers, self.view.as_of)
        return article_records(self.connection, rows, self.joined, self.view.as_of)

    def _stories(self) -> dict[int, list[str]]:
        return {}

    def _evidence(self) -> dict[int, list[EvidenceRecord]]:
        return {}

    def _relations(self) -> dict[int, list[RelationRecord]]:
        return {}

    def _inquiries(self) -> dict[int, list[InquiryRecord]]:
        return {}

    def _assignments(self) -> dict[int, list[Record]]:
        return {}


def _line_kept(row: Any, view: View) -> ClaimLine:
    """Return the line of a claim from its kept columns."""
    return ClaimLine(
        id=row.claim_id,
        uid=row.uid,
        statement=row.statement,
        kind=row.kind,
        weight=row.weight,
        status=row.status,
        outcome=row.outcome,
        appearances=row.appearances,
        outlets=row.outlets,
        first_published=row.first_published,
        due=row.due_by,
        overdue=is_overdue(row.outcome, row.due_by, view.today),
        at=row.entered_at,
    )


def _line_recorded(record: ClaimRecord) -> ClaimLine:
    """Return the line of a claim from its records."""
    return ClaimLine(
        id=record.id,
        uid=record.uid,
        statement=record.statement,
        kind=record.kind,
        weight=record.weight,
        status=record.status,
        outcome=record.outcome,
        appearances=len(record.appearances),
        outlets=record.outlet_count,
        first_published=record.first_published,
        due=record.due.latest if record.due else None,
        overdue=record.overdue,
        at=record.at,
        proposed=tuple(
            Proposal(review.id, review.who, review.at, review.status, review.outcome) for review in record.waiting
        ),
        on_other_words=rests_on_other_words(record.reviews) is not None,
    )


def _fits(line: ClaimLine, filters: Filters) -> bool:
    return (
        (not filters.statuses or line.status in filters.statuses)
        and (not filters.outcomes or line.outcome in filters.outcomes)
        and (not filters.kinds or line.kind in filters.kinds)
        and (not filters.weights or line.weight in filters.weights)
        and (not filters.overdue or line.overdue)
    )


def _asks_of_appearances(filters: Filters, view: View) -> bool:
    """Return whether a filter applies to single appearances."""
    records = (filters.outlet, filters.reporter, filters.source)
    days = (filters.since, filters.until, filters.said, view.published_until)
    return bool(filters.attributions) or any(value is not None for value in (*records, *days))


def _is_carried_as_asked(appearances: Sequence[AppearanceRecord], filters: Filters) -> bool:
    """Return whether a single appearance fits all the filters on appearances."""
    return any(_is_as_asked(appearance, filters) for appearance in appearances)


def _is_as_asked(appearance: AppearanceRecord, filters: Filters) -> bool:
    article, source = appearance.article, appearance.source
    first = article.published_earliest
    said = appearance.said or first
    return (
        (filters.outlet is None or article.outlet_id == filters.outlet)
        and (filters.reporter is None or filters.reporter in article.reporter_ids)
        and (filters.source is None or (source is not None and source.id == filters.source))
        and (not filters.attributions or appearance.attribution in filters.attributions)
        and (filters.since is None or (first is not None and first >= filters.since))
        and (filters.until is None or (first is not None and first <= filters.until))
        and (filters.said is None or (said is not None and filters.said[0] <= said <= filters.said[1]))
    )
