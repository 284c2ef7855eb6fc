"""What came of entering the rows of a table."""

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
    """A row that reads otherwise than what was entered from it, and the command that would say so."""

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
    """What entering rows did."""

    rows: int = 0
    made: Counter[str] = field(default_factory=Counter)
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    """What a person should look at again of rows that were entered."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Ratings that stand in no table, and how many reviews have them."""
    plurals: Counter[str] = field(default_factory=Counter)
    """Descriptions of unnamed people that are plurals without a number, and how many appearances give them."""

    def add(self, other: Entered) -> None:
        """Count another batch with this one."""
        self.rows += other.rows
        self.made += other.made
        self.skipped += other.skipped
        self.problems += other.problems
        self.proposals += other.proposals
        self.warnings += other.warnings
        self.unknown += other.unknown
        self.plurals += other.plurals
