"""The counts of appearances, claim by claim; the rules decide who each appearance credits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from heapq import heappush, heappushpop
from typing import NamedTuple

from claims.rules.sourcing.anonymity import (
    OF_APPEARANCES,
    OF_CLAIMS,
    Practice,
    Shape,
    Word,
    practices_of,
    practices_of_claim,
    voices_of,
)

MOST = 10
"""How many claims or appearances are listed for each practice."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Asserting appearances that are not withdrawn, and how many of them rest on unnamed people."""

    own: int = 0
    """The outlet's own reporting, without relays of others' reports."""
    own_unnamed: int = 0
    all: int = 0
    all_unnamed: int = 0

    def __add__(self, other: Cell) -> Cell:
        """Return the sum of both."""
        return Cell(
            self.own + other.own,
            self.own_unnamed + other.own_unnamed,
            self.all + other.all,
            self.all_unnamed + other.all_unnamed,
        )


class Assertion(NamedTuple):
    """An appearance that asserts a claim and was not entered wrongly."""

    id: int
    word: Word
    outlet: int | None
    month: str | None
    """The month of its article, as far as it is known."""
    first_day: date | None
    """The first possible day of its article."""
    off_record: bool
    retracted: bool
    asked: bool
    """Whether outlet and day fit the filters."""


class Counted:
    """The counts for all added claims."""

    def __init__(self) -> None:
        """Start with empty counts."""
        self.claims = 0
        """How many claims are asserted by an appearance that counts and fits the filters."""
        self.retracted = 0
        self.withheld = 0
        self.showing: dict[Practice, list[int]] = {practice: [] for practice in OF_CLAIMS}
        """The claims that show a practice, sorted by number once all are added."""
        self._sums: Counter[tuple[int | None, str | None, bool, bool]] = Counter()
        self._shapes: Counter[Shape] = Counter()
        self._newest: dict[Practice, list[tuple[date, int, int]]] = {practice: [] for practice in OF_APPEARANCES}

    def add(self, claim: int, assertions: Sequence[Assertion]) -> None:
        """Count a claim by its assertions; off-the-record and withdrawn ones are counted separately."""
        public = [assertion for assertion in assertions if not assertion.off_record]
        standing = [assertion for assertion in public if not assertion.retracted]
        self.withheld += sum(assertion.asked for assertion in assertions if assertion.off_record)
        self.retracted += sum(assertion.asked for assertion in public if assertion.retracted)
        asked = [assertion for assertion in standing if assertion.asked]
        for assertion in asked:
            self._count(claim, assertion)
        if not asked:
            return
        self.claims += 1
        if any(assertion.word.is_unnamed for assertion in asked):
            voices = voices_of(
                [assertion.word for assertion in standing], {assertion.word.article for assertion in public}
            )
            for practice in practices_of_claim(voices):
                self.showing[practice].append(claim)

    def _count(self, claim: int, assertion: Assertion) -> None:
        own, unnamed = assertion.word.is_own, assertion.word.is_unnamed
        self._sums[assertion.outlet, assertion.month, own, unnamed] += 1
        if own and unnamed:
            self._shapes[assertion.word.shape] += 1
            age = (assertion.first_day or date.min, assertion.id, claim)
            for practice in _shown_by(assertion.word.shape):
                newest = self._newest[practice]
                if len(newest) < MOST:
                    heappush(newest, age)
                else:
                    heappushpop(newest, age)

    def cells(self) -> Mapping[tuple[int | None, str | None], Cell]:
        """Return the counts by outlet and month."""
        sums: dict[tuple[int | None, str | None], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for (outlet, month, own, unnamed), count in self._sums.items():
            here = sums[outlet, month]
            for place, counts in enumerate((own, own and unnamed, True, unnamed)):
                here[place] += count * counts
        return {key: Cell(*counts) for key, counts in sums.items()}

    def practices(self) -> Mapping[Practice, int]:
        """Return how many appearances show each practice of appearances."""
        counts: Counter[Practice] = Counter()
        for shape, count in self._shapes.items():
            counts.update(dict.fromkeys(_shown_by(shape), count))
        return counts

    def newest(self) -> Mapping[Practice, list[tuple[int, int]]]:
        """Return the newest appearances that show each practice, each with its claim."""
        return {
            practice: [(number, claim) for _, number, claim in sorted(ages, reverse=True)]
            for practice, ages in self._newest.items()
        }


_shown_by = cache(practices_of)
