"""The result of entering a table's rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row was not entered."""

    line: int
    reason: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change in a row entered before, and the command that would record it."""

    line: int
    record: str
    id: int
    field: str
    old: str | None
    new: str | None
    command: str
    uid: str = ""


@dataclass(slots=True)
class Entered:
    """The result of entering rows: counts, problems, proposals and warnings."""

    rows: int = 0
    made: Counter[str] = field(default_factory=Counter)
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    """Entered rows that a person should look at again, and why."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Ratings missing from the table of ratings, and the number of reviews with each."""
    plurals: Counter[str] = field(default_factory=Counter)
    """Descriptions of unnamed people by a plural without a number, and the number of appearances with each."""

    def add(self, other: Entered) -> None:
        """Add another batch's result to this one."""
        self.rows += other.rows
        self.made += other.made
        self.skipped += other.skipped
        self.problems += other.problems
        self.proposals += other.proposals
        self.warnings += other.warnings
        self.unknown += other.unknown
        self.plurals += other.plurals
