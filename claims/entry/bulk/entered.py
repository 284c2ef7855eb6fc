"""The result of entering a table's rows, and the changes that rows entered before have had since."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from claims.catalogue.imported import FIELDS
from claims.entry.drafts import ReviewDraft
from claims.errors import ClaimsError, Several
from claims.values import value


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row was not entered."""

    line: int
    reason: str
    part: str | None = None


def refused(line: int, error: ClaimsError) -> Problem:
    """Return why a row was not entered: every problem that is known, with the table's fields in place of options."""
    first, *others = error.problems if isinstance(error, Several) else (error,)
    named = [f"{field}: {in_fields(str(other))}" if (field := field_of(other.part)) else str(other) for other in others]
    return Problem(line, "; ".join([in_fields(str(first)), *named]), field_of(first.part))


def field_of(part: str | None) -> str | None:
    """Return the table's field for an option of the command line."""
    return None if part is None else part.removeprefix("--").replace("-", "_")


def in_fields(sentence: str) -> str:
    """Return a sentence with a table's fields in place of options: ``stated_count`` for ``--stated-count``."""

    def named(match: re.Match[str]) -> str:
        field = field_of(match[0])
        return field if field in FIELDS else match[0]

    return re.sub(r"--[a-z][a-z-]*[a-z]", named, sentence)


@value
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
    applied: bool = False
    """Whether it was entered, because that was asked for."""
    refused: str | None = None
    """Why it was not entered although that was asked for."""


Place = tuple[str, int, str]
"""A field of a record: the record's table and number, and the field."""


@value
class Change:
    """A proposal with what applying it needs."""

    proposal: Proposal
    value: Any = None
    """The value for the record's field, as a draft holds it."""
    review: ReviewDraft | None = None
    """The whole review to enter, for a change of a review."""
    claim: int | None = None
    """The claim of that review."""
    after: str | None = None
    """The uid of the review that it follows."""
    held: str | None = None
    """Why a table may not change it."""

    @property
    def place(self) -> Place:
        """The field that would change."""
        return self.proposal.record, self.proposal.id, self.proposal.field


@dataclass(slots=True)
class Entered:
    """The result of entering rows: counts, problems, proposals and warnings."""

    rows: int = 0
    made: Counter[str] = field(default_factory=Counter)
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    """What rows entered before have had changed since."""
    unchanged: dict[Place, int] = field(default_factory=dict)
    """Fields of records that a row gives as they are here, each with the first line."""
    off_record: int = 0
    """How many changes concern records known only off the record; they are not shown."""
    warnings: list[Problem] = field(default_factory=list)
    """Entered rows that a person should look at again, and why."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Ratings missing from the table of ratings, and the number of reviews with each."""
    plurals: Counter[str] = field(default_factory=Counter)
    """Descriptions of unnamed people by a plural without a number, and the number of appearances with each."""

    @property
    def proposals(self) -> list[Proposal]:
        """The changes as they are shown: each once, with the first line that has it."""
        first = {(*change.place, change.proposal.new): change.proposal for change in reversed(self.changes)}
        return list(reversed(first.values()))

    def add(self, other: Entered) -> None:
        """Add another batch's result to this one."""
        self.rows += other.rows
        self.made += other.made
        self.skipped += other.skipped
        self.problems += other.problems
        self.changes += other.changes
        self.unchanged = {**other.unchanged, **self.unchanged}
        self.off_record += other.off_record
        self.warnings += other.warnings
        self.unknown += other.unknown
        self.plurals += other.plurals
