"""How much was reported and decided when: appearances, first appearances of claims, reviews and settlements by day.

The database does the counting, because there may be a million appearances. Only articles that were judged the same as
others, or edited since the moment of the view, are read separately. The number of statements is fixed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, or_, select

from claims.privacy.offrecord import off_record_at, only_off_record
from claims.privacy.redaction import redacted_name
from claims.reading.find import find, outlet_asked_about
from claims.reading.identity import identities_shown
from claims.reading.stories import story_scope
from claims.reading.view import PRESENT, View
from claims.store.past import Record, entered_by, rows_by_id
from claims.store.schema import TABLES
from claims.vocabulary import VERDICTS, CorrectionKind, Outcome

Day = str | None
"""A day of publication as far as it is known: `2024-03-20`, `2024-03`, `2024`, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendFilters:
    """The filters; an article counts by the first possible day of its date, a review by its day of entry."""

    story: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None


NO_FILTERS = TrendFilters()


@dataclass(frozen=True, slots=True)
class Trend:
    """The counts by day."""

    appearances: Mapping[Day, int]
    """Appearances of claims, by the day of publication."""
    claims: Mapping[Day, int]
    """Claims, by the day of their first appearance (in the outlet, if the filters name one)."""
    reviews: Mapping[date, int]
    """Reviews by day of entry on the newsroom's clock, without proposals."""
    settled: Mapping[date, int]
    """Claims that got a verdict or an outcome, by the day of the review."""
    withheld: int
    """How many off-the-record appearances were left out."""
    story: str | None = None
    outlet: str | None = None


def trend(connection: Connection, filters: TrendFilters = NO_FILTERS, view: View = PRESENT) -> Trend:
    """Return how much was reported and decided when, on the record.

    Appearances that were entered wrongly are left out. Appearances that an outlet withdrew later count, because they
    were published. With an outlet, or a day of publication, only reviews of the claims that appear there count. Raises
    `NotFound` and `Ambiguous` for the story and the outlet.
    """
    return _Reading(connection, filters, view).result()


class _Reading:
    """Counts by day, in the database where possible."""

    def __init__(self, connection: Connection, filters: TrendFilters, view: View) -> None:
        self.connection, self.filters, self.view = connection, filters, replace(view, confidential=False)
        self.joined = identities_shown(connection, view.as_of, confidential=False)
        self.off_record = off_record_at(connection, TABLES["appearance"], view.as_of)
        self.story = None if filters.story is None else find(connection, "story", filters.story, part="--story")
        self.outlet = outlet_asked_about(connection, filters.outlet)

    def result(self) -> Trend:
        appearances, withheld = self._appearances()
        reviews, settled = self._decisions()
        return Trend(
            appearances=appearances,
            claims=Counter(first for first in self.first.values() if self._within(_first_day(first))),
            reviews=reviews,
            settled=settled,
            withheld=withheld,
            story=None if self.story is None else self._name("story", "title", self.story),
            outlet=None if self.outlet is None else self._name("outlet", "name", self.outlet),
        )

    # Which rows

    @cached_property
    def scope(self) -> Select[tuple[int]] | None:
        """The claims of the story, if the filters name a story."""
        if self.story is None:
            return None
        return story_scope(self.connection, self.joined.canonical("story", self.story), self.joined, self.view.as_of)

    @cached_property
    def apart(self) -> ColumnElement[bool] | None:
        """The condition for articles that are read separately; None if there are no such articles."""
        article, revision = TABLES["article"], TABLES["revision"]
        conditions: list[ColumnElement[bool]] = []
        members = {
            number for (kind, _), group in self.joined.members_of.items() if kind == "article" for number in group
        }
        if members:
            conditions.append(article.c.id.in_(sorted(members)))
        if self.view.as_of is not None:
            later = select(revision.c.row_uid).where(
                revision.c.subject == "article", revision.c.entered_at > self.view.as_of
            )
            conditions.append(article.c.uid.in_(later))
        return or_(*conditions) if conditions else None

    def _counted(self, statement: Select[Any], *, apart: bool) -> Select[Any]:
        """Return a statement over appearances that count; ``apart`` selects the separately read articles."""
        appearance, article, correction = TABLES["appearance"], TABLES["article"], TABLES["correction"]
        wrong = self._entered(select(correction.c.appearance_id), "correction").where(
            correction.c.kind == CorrectionKind.WRONG
        )
        statement = statement.join(article, article.c.id == appearance.c.article_id)
        statement = self._entered(statement, "appearance").where(appearance.c.id.not_in(wrong))
        if self.scope is not None:
            statement = statement.where(appearance.c.claim_id.in_(self.scope))
        if apart:
            return statement if self.apart is None else statement.where(self.apart)
        if self.apart is not None:
            statement = statement.where(~self.apart)
        if self.outlet is not None:
            statement = statement.where(article.c.outlet_id.in_(self.joined.members("outlet", self.outlet)))
        if self.view.published_until is not None:
            statement = statement.where(article.c.published_earliest <= self.view.published_until)
        return statement

    def _entered(self, statement: Select[Any], table: str) -> Select[Any]:
        condition = entered_by(TABLES[table], self.view.as_of)
        return statement if condition is None else statement.where(condition)

    def _within(self, day: date | None) -> bool:
        """Return whether a day is in the period of the filters; an unknown day is if there is no period."""
        since, until = self.filters.since, self.filters.until
        if since is None and until is None:
            return True
        return day is not None and (since is None or day >= since) and (until is None or day <= until)

    def _article_day(self, row: Record) -> tuple[bool, Day]:
        """Return whether a separately read article fits the filters, and its day."""
        outlet = None if row["outlet_id"] is None else self.joined.canonical("outlet", row["outlet_id"])
        if self.outlet is not None and outlet != self.joined.canonical("outlet", self.outlet):
            return False, None
        until, first = self.view.published_until, row["published_earliest"]
        return until is None or (first is not None and first <= until), (row["published"] or "")[:10] or None

    # Appearances and claims

    def _appearances(self) -> tuple[Counter[Day], int]:
        """Return the appearances by day, and how many off-the-record ones were left out."""
        appearance, hidden, day = TABLES["appearance"], self.off_record, _day()
        result: Counter[Day] = Counter()
        withheld = 0
        together = self._counted(select(day, hidden, func.count()).select_from(appearance), apart=False)
        rows: list[tuple[Day, bool, int]] = [
            (first or None, off, number)
            for first, off, number in self.connection.execute(together.group_by(day, hidden))
        ]
        rows += [(first, off, number) for first, off, number in self._apart_appearances(hidden)]
        for first, off, number in rows:
            if not self._within(_first_day(first)):
                continue
            if off:
                withheld += number
            else:
                result[first] += number
        return result, withheld

    def _apart_appearances(self, hidden: ColumnElement[bool]) -> Iterator[tuple[Day, bool, int]]:
        if self.apart is None:
            return
        appearance = TABLES["appearance"]
        columns = appearance.c.article_id, hidden
        statement = self._counted(select(*columns, func.count()).select_from(appearance), apart=True)
        rows = self.connection.execute(statement.group_by(*columns)).all()
        days = self._days([number for number, _, _ in rows])
        for article, off, number in rows:
            asked, day = days[article]
            if asked:
                yield day, off, number

    def _days(self, articles: Sequence[int]) -> dict[int, tuple[bool, Day]]:
        """Return for each article whether it fits the filters, and its day, from its canonical record."""
        canonical = {number: self.joined.canonical("article", number) for number in articles}
        records = rows_by_id(self.connection, TABLES["article"], canonical.values(), self.view.as_of)
        nowhere: Record = {"outlet_id": None, "published": None, "published_earliest": None}
        return {
            number: self._article_day(records.get(canonical_number, nowhere))
            for number, canonical_number in canonical.items()
        }

    @cached_property
    def first(self) -> dict[int, Day]:
        """The day of each claim's first appearance; an exact day wins over a vaguer date that may mean the same day."""
        appearance, day = TABLES["appearance"], _day()
        whole = case((func.length(day) == 10, day))
        columns = appearance.c.claim_id, func.min(day), func.min(whole)
        statement = self._counted(select(*columns).select_from(appearance), apart=False)
        statement = statement.where(~self.off_record).group_by(appearance.c.claim_id)
        days: dict[int, set[str]] = defaultdict(set)
        for claim, *group in self.connection.execute(statement):
            days[self.joined.canonical("claim", claim)].update(day for day in group if day)
        for claim, earliest in self._apart_first():
            days[self.joined.canonical("claim", claim)].update([earliest] if earliest else [])
        return {claim: _first_of(members) for claim, members in days.items()}

    def _apart_first(self) -> Iterator[tuple[int, Day]]:
        if self.apart is None:
            return
        appearance = TABLES["appearance"]
        statement = select(appearance.c.claim_id, appearance.c.article_id).select_from(appearance).distinct()
        rows = self.connection.execute(self._counted(statement, apart=True).where(~self.off_record)).all()
        days = self._days([article for _, article in rows])
        yield from ((claim, days[article][1]) for claim, article in rows if days[article][0])

    # Reviews

    def _decisions(self) -> tuple[Counter[date], Counter[date]]:
        """Return the reviews by day, and the claims that they settled."""
        reviews: Counter[date] = Counter()
        settled: Counter[date] = Counter()
        standing: dict[int, tuple[bool, bool]] = {}
        for number, at, status, outcome in self.connection.execute(self._reviews()):
            claim = self.joined.canonical("claim", number)
            if self._narrow and claim not in self.first:
                continue
            day = at.astimezone(self.view.zone).date()
            before = standing.get(claim, (False, False))
            came = before[1] if outcome is None else outcome is not Outcome.PENDING
            standing[claim] = status in VERDICTS, came
            if self._within(day):
                reviews[day] += 1
                settled[day] += any(standing[claim]) and not any(before)
        return reviews, +settled

    @property
    def _narrow(self) -> bool:
        """Whether the filters limit where claims appear."""
        return self.outlet is not None or self.view.published_until is not None

    def _reviews(self) -> Select[Any]:
        """Return the statement that reads the decided reviews, the oldest first."""
        review, claim = TABLES["review"], TABLES["claim"]
        columns = review.c.claim_id, review.c.entered_at, review.c.status, review.c.outcome
        decided: Select[Any] = select(*columns).join(claim, claim.c.id == review.c.claim_id).where(~review.c.proposed)
        statement = self._entered(decided, "review").where(~only_off_record("claim", self.view.as_of))
        if self.scope is not None:
            statement = statement.where(review.c.claim_id.in_(self.scope))
        return statement.order_by(review.c.entered_at, review.c.uid)

    def _name(self, subject: str, column: str, number: int) -> str:
        canonical = self.joined.canonical(subject, number)
        row = rows_by_id(self.connection, TABLES[subject], [canonical], self.view.as_of).get(canonical)
        name: str | None = row[column] or row["slug"] if row else None
        return name or redacted_name(subject, canonical)


def _day() -> ColumnElement[Any]:
    """Return the SQL for an article's day of publication, as far as it is known."""
    return func.substr(TABLES["article"].c.published, 1, 10)


def _first_of(days: set[str]) -> Day:
    """Return the earliest day; an exact day wins over a vaguer date that may mean the same day."""
    if not days:
        return None
    first = min(days)
    return min((day for day in days if len(day) == 10 and day.startswith(first)), default=first)


def _first_day(day: Day) -> date | None:
    """Return the first possible day of a date."""
    if day is None:
        return None
    return date.fromisoformat(day + "-01" * (3 - len(day.split("-"))))
