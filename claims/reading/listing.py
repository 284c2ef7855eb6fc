"""Lists of claims by filters, in a fixed number of statements.

For the present, the list uses the kept columns of each claim (`claim_now`), and reads records only for filters that
these do not cover. For a past moment or a day of publication it reads the records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from claims.privacy.offrecord import only_off_record
from claims.reading.identity import Identities, identities, on_record, with_duplicates
from claims.reading.lines import ClaimLine, Filters
from claims.reading.stories import story_scope
from claims.reading.view import PRESENT, View
from claims.rules.ladder import is_overdue
from claims.store.dialect import listed_numbers
from claims.store.past import MANY, entered_by
from claims.store.schema import CLAIM_NOW, TABLES
from claims.vocabulary import Attribution, Outcome, Status, Terms, WindowRole

FIRST_READ = 50
"""How many claims are read first if a limit is set."""


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
        from claims.reading import listed

        claim = TABLES["claim"]
        members = self.joined.all_members("claim", numbers)
        scope = select(claim.c.id).where(claim.c.id.in_(listed_numbers(self.connection, members)))
        read = listed.ListedClaims(self.connection, scope, PRESENT, self.joined, self._carried("id"))
        return {record.id for record in read.claims() if listed.is_carried_as_asked(record.appearances, self.filters)}

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
        from claims.reading import listed

        claim, asks = TABLES["claim"], _asks_of_appearances(self.filters, self.view)
        members = self.joined.all_members("claim", numbers) if self.is_kept else numbers
        scope = select(claim.c.id).where(claim.c.id.in_(listed_numbers(self.connection, members)))
        view = replace(self.view, confidential=False)
        records = listed.ListedClaims(self.connection, scope, view, self.joined).claims()
        return [
            line
            for line, record in ((listed.line_of(record), record) for record in records)
            if _fits(line, self.filters) and (not asks or listed.is_carried_as_asked(record.appearances, self.filters))
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
        if filters.article is not None:
            conditions.append(article.c.id.in_(self.joined.members("article", filters.article)))
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
        article=standing("article", filters.article),
    )


def _stands_for(chosen: Select[tuple[int]]) -> ColumnElement[bool]:
    """Return the condition that a kept row is canonical for a selected claim."""
    member = CLAIM_NOW.alias("member")
    return CLAIM_NOW.c.claim_id.in_(select(member.c.stands_for_id).where(member.c.claim_id.in_(chosen)))


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
    records = (filters.outlet, filters.reporter, filters.source, filters.article)
    days = (filters.since, filters.until, filters.said, view.published_until)
    return bool(filters.attributions) or any(asked is not None for asked in (*records, *days))
