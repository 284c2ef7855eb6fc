"""Which claims may wait for somebody, and no more of them than may be among the first that are asked for.

One statement a reason (`claims.features.queue.reasons`), what hurts most first.  As soon as enough claims are found of
which rows alone can tell, what hurts less is asked of these only: it decides which of them comes first, and of others
it would say only that they come later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, exists, or_, select, union_all

from claims.features.queue.reasons import FROM_ROWS, Level, Narrowed, Reasons, Wanted
from claims.features.queue.rows import CLAIM, aliased
from claims.features.queue.scope import QueueFilters, Scope
from claims.reading.identity import Identities
from claims.reading.view import View
from claims.rules.urgency import Publication
from claims.store.past import rows_of
from claims.store.schema import TABLES
from claims.vocabulary import Urgency, Weight

__all__ = ["Candidate", "Candidates", "QueueFilters", "candidates"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may wait for a reason."""

    claim: int
    kind: Urgency
    weight: Weight
    since: date | datetime
    sure: bool
    """Whether its weight and the rest of its place are known, as those of a claim alone and unedited are."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may wait, the stories that are about to be published by claim, and how many claims are left out."""

    found: tuple[Candidate, ...]
    publications: dict[int, tuple[Publication, ...]]
    more: bool
    """Whether there are more claims that nobody ever reviewed than were asked for; then others may be missing that
    come after as many as were asked for."""
    secret: frozenset[int]
    """The claims that are known only off the record, unless the view asks for these."""


def candidates(
    connection: Connection, filters: QueueFilters, view: View, joined: Identities, most: int | None
) -> Candidates:
    """Return the claims that may wait and be among the first ``most``; all of them if their number is to be told.

    That is where fewer were never reviewed than are asked for.  Asked among certain claims, all of these may wait.
    """
    search = _Search(connection, filters, view, joined, most)
    return search.candidates() if filters.claims is None else search.named()


class _Search:
    """One question, put reason by reason."""

    def __init__(
        self, connection: Connection, filters: QueueFilters, view: View, joined: Identities, most: int | None
    ) -> None:
        self.connection, self.filters, self.joined, self.most = connection, filters, joined, most
        self.scope = Scope(connection, filters, view, joined)
        self.rows = self.scope.rows

    def candidates(self) -> Candidates:
        """Return what every statement finds, each claim under the number that stands for it."""
        wanted = self.filters.kinds or tuple(Urgency)
        published = self._published()
        unreviewed = self._never_reviewed() if Urgency.UNREVIEWED in wanted else []
        found = [
            Candidate(number, Urgency.PUBLISHING, weight, one.on, sure=False)
            for number, (weight, stories) in published.items()
            for one in stories
            if Urgency.PUBLISHING in wanted
        ]
        found += self._leaning() if Urgency.CORRECTED in wanted else []
        more = self.most is not None and len(unreviewed) > self.most
        first = self._first(unreviewed, found) if more else None
        for kind in (kind for kind in FROM_ROWS if kind in wanted):
            reasons = Reasons(self.scope, None if first is None else first.narrowed())
            rows = self._found(reasons.statement(kind), kind)
            found += rows
            if first is not None:
                first.add(rows)
        return Candidates(
            found=(*found, *unreviewed),
            publications={number: stories for number, (_, stories) in published.items()},
            more=more,
            secret=self.scope.secret,
        )

    def named(self) -> Candidates:
        """Return the claims among which it is asked, whatever they may wait for."""
        chosen = self.connection.execute(select(CLAIM.c.id).where(*self.scope.conditions)).scalars()
        numbers = dict.fromkeys(self._one(number) for number in chosen if not self.scope.is_secret(number))
        stories = {number: stories for number, (_, stories) in self._published().items()}
        now = self.scope.now
        found = (Candidate(one, Urgency.UNREVIEWED, Weight.KEY, now, sure=False) for one in numbers)
        return Candidates(tuple(found), stories, more=False, secret=self.scope.secret)

    def _first(self, unreviewed: Iterable[Candidate], found: Iterable[Candidate]) -> _First | None:
        """Return what narrows the search; nothing where statements may find more than the filters let through."""
        if self.most is None or self.filters.outlet is not None or self.filters.reviewer is not None:
            return None
        first = _First(self.most, unreviewed, self.scope.unsure)
        first.add(found)
        return first

    def _found(self, statement: Wanted, kind: Urgency) -> list[Candidate]:
        rows: Sequence[Any] = self.connection.execute(statement).all()
        return [
            # Which words an edit found and left, the rules compare.
            Candidate(
                self._one(number),
                kind,
                weight,
                since,
                sure=number not in self.scope.unsure and kind is not Urgency.REWORDED,
            )
            for number, weight, since in rows
            if not self.scope.is_secret(number)
        ]

    def _leaning(self) -> list[Candidate]:
        """Return the claims for which what was corrected is evidence; whether that matters, the rules say."""
        return [replace(one, sure=False) for one in self._found(Reasons(self.scope).leaning(), Urgency.CORRECTED)]

    def _one(self, number: int) -> int:
        return self.joined.canonical("claim", number)

    def _never_reviewed(self) -> list[Candidate]:
        """Return claims that nobody ever reviewed, weight by weight, the first that were entered here first."""
        review = aliased("review")
        reviewed = exists().where(review.c.claim_id == CLAIM.c.id, self.rows.entered(review))
        conditions = [*self.scope.conditions, ~reviewed]
        if self.scope.twins:
            conditions.append(CLAIM.c.id.not_in(self.scope.twins))
        most = None if self.most is None else self.most + 1 + len(self.scope.secret)
        first = [
            select(CLAIM.c.id, CLAIM.c.weight, CLAIM.c.entered_at)
            .where(*conditions, CLAIM.c.weight == weight)
            .order_by(CLAIM.c.id)
            .limit(most)
            .subquery()
            for weight in Weight
        ]
        edited = select(CLAIM.c.id, CLAIM.c.weight, CLAIM.c.entered_at).where(
            *conditions, CLAIM.c.id.in_(sorted(self.scope.edited))
        )
        rows = self.connection.execute(union_all(*(select(*one.c) for one in first), edited)).all()
        # Of a group the first claim's place is its own: whether another of them was reviewed, the rules find out.
        return [
            Candidate(number, Urgency.UNREVIEWED, weight, since, sure=number not in self.scope.edited)
            for number, weight, since in rows
            if not self.scope.is_secret(number)
        ]

    # Stories

    def _published(self) -> dict[int, tuple[Weight, tuple[Publication, ...]]]:
        """Return the claims without a verdict of the stories that go out today or later, with these stories."""
        days = self._publication_days()
        if not days:
            return {}
        member, (review, settles, newest) = aliased("claim_story"), self.rows.verdict()
        settled = exists().where(review.c.claim_id == CLAIM.c.id, settles, *newest)
        statement = (
            select(CLAIM.c.id, CLAIM.c.weight, member.c.story_id, member.c.withdrawn)
            .select_from(member.join(CLAIM, CLAIM.c.id == member.c.claim_id))
            .where(
                *self.scope.conditions,
                member.c.story_id.in_(sorted(days)),
                self.rows.entered(member),
                self.scope.exactly(~settled),
            )
            .order_by(member.c.entered_at, member.c.uid)
        )
        newest_rows: dict[tuple[int, int], tuple[Weight, bool]] = {}
        rows = (row for row in self.connection.execute(statement) if not self.scope.is_secret(row[0]))
        for number, weight, story, withdrawn in rows:
            newest_rows[number, self.joined.canonical("story", story)] = weight, withdrawn
        found: dict[int, tuple[Weight, tuple[Publication, ...]]] = {}
        for (number, story), (weight, withdrawn) in newest_rows.items():
            if not withdrawn:
                before = found.get(self._one(number), (weight, ()))[1]
                found[self._one(number)] = weight, tuple(dict.fromkeys((*before, days[story])))
        return found

    def _publication_days(self) -> dict[int, Publication]:
        """Return the stories that go out today or later, under the number of each that was judged one with another."""
        story = TABLES["story"]
        edited = self.scope.edited_among("story", ("publishing_on",))
        chosen = or_(story.c.publishing_on >= self.scope.view.today, story.c.id.in_(edited))
        rows = rows_of(self.connection, select(story).where(chosen), story, self.scope.view.as_of)
        days: dict[int, Publication] = {}
        for row in sorted(rows, key=lambda row: row["id"], reverse=True):
            if row["publishing_on"] is not None and row["publishing_on"] >= self.scope.view.today:
                one = Publication(row["slug"], row["publishing_on"])
                days.update(dict.fromkeys(self.joined.members("story", row["id"]), one))
        return days


LEVELS = ((Weight.KEY, Weight.SUPPORTING), (Weight.BACKGROUND,))
"""Weights of which all claims come before those of the others, whatever they wait for
(`claims.rules.urgency.place`)."""

COUNTED = (Urgency.OVERDUE, Urgency.DUE)
"""The reasons of which rows tell exactly which claims by themselves wait for them, one row each."""


class _First:
    """What may still be among the first of the queue, while reasons are looked for from what hurts most."""

    def __init__(self, most: int, unreviewed: Iterable[Candidate], unsure: frozenset[int]) -> None:
        self._most, self._unsure, self._found = most, unsure, set(unsure)
        self._counted: list[set[int]] = [set() for _ in LEVELS]
        self._unreviewed = self._by_level(unreviewed)

    def add(self, some: Iterable[Candidate]) -> None:
        """Take in what was found for a reason."""
        found = list(some)
        self._found.update(one.claim for one in found)
        for counted, new in zip(
            self._counted, self._by_level(one for one in found if one.kind in COUNTED), strict=True
        ):
            counted |= new

    def narrowed(self) -> Narrowed:
        """Return the levels of which claims are missing, one more than are asked for, and all that was found."""
        before, levels = 0, []
        for weights, counted, unreviewed in zip(LEVELS, self._counted, self._unreviewed, strict=True):
            missing = self._most + 1 - before - len(counted)
            if missing > 0:
                levels.append(Level(weights, missing))
            before += len(counted | unreviewed)
        return Narrowed(tuple(levels), tuple(sorted(self._found)))

    def _by_level(self, some: Iterable[Candidate]) -> list[set[int]]:
        """Return the claims of which rows alone can tell, level by level."""
        sure = [one for one in some if one.sure and one.claim not in self._unsure]
        return [{one.claim for one in sure if one.weight in weights} for weights in LEVELS]
