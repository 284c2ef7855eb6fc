"""What is counted of appearances, claim by claim: the rules decide of each on whose word it is."""

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
"""How many claims or appearances are named for each practice."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Asserting appearances that stand, and how many of them rest on unnamed people."""

    own: int = 0
    """Those by which the outlet gives a word of its own: no relays of others' reports."""
    own_unnamed: int = 0
    all: int = 0
    all_unnamed: int = 0

    def __add__(self, other: Cell) -> Cell:
        """Return both together."""
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
    """As much of its article's date as a month needs."""
    first_day: date | None
    """The first day that its article can be of."""
    off_record: bool
    retracted: bool
    asked: bool
    """Whether outlet and day are those asked about."""


class Counted:
    """The counts over all claims that were added."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self.claims = 0
        """How many claims are asserted by an appearance that counts and is asked about."""
        self.retracted = 0
        self.withheld = 0
        self.showing: dict[Practice, list[int]] = {practice: [] for practice in OF_CLAIMS}
        """The claims that show a practice, by number once all are added."""
        self._sums: Counter[tuple[int | None, str | None, bool, bool]] = Counter()
        self._shapes: Counter[Shape] = Counter()
        self._newest: dict[Practice, list[tuple[date, int, int]]] = {practice: [] for practice in OF_APPEARANCES}

    def add(self, claim: int, assertions: Sequence[Assertion]) -> None:
        """Count a claim by its assertions, of which those off the record and those withdrawn are only noted."""
        public = [one for one in assertions if not one.off_record]
        standing = [one for one in public if not one.retracted]
        self.withheld += sum(one.asked for one in assertions if one.off_record)
        self.retracted += sum(one.asked for one in public if one.retracted)
        asked = [one for one in standing if one.asked]
        for one in asked:
            self._count(claim, one)
        if not asked:
            return
        self.claims += 1
        if any(one.word.is_unnamed for one in asked):
            voices = voices_of([one.word for one in standing], {one.word.article for one in public})
            for practice in practices_of_claim(voices):
                self.showing[practice].append(claim)

    def _count(self, claim: int, one: Assertion) -> None:
        own, unnamed = one.word.is_own, one.word.is_unnamed
        self._sums[one.outlet, one.month, own, unnamed] += 1
        if own and unnamed:
            self._shapes[one.word.shape] += 1
            age = (one.first_day or date.min, one.id, claim)
            for practice in _shown_by(one.word.shape):
                newest = self._newest[practice]
                if len(newest) < MOST:
                    heappush(newest, age)
                else:
                    heappushpop(newest, age)

    def cells(self) -> Mapping[tuple[int | None, str | None], Cell]:
        """Return what is counted by outlet and month."""
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
