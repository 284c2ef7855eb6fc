"""What rows of a table enter, and what came of entering them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from claims.entry.drafts import AppearanceDraft, ClaimDraft
from claims.vocabulary import EvidenceKind, Outcome, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDraft:
    """What a row says of where its claim stands: a status of ours, or what somebody else called it."""

    status: Status
    outcome: Outcome | None = None
    rating: str | None = None
    rated_by: str | None = None
    known: bool = True
    """Whether the rating stands in the table of ratings."""
    note: str | None = None
    evidence: str | None = None
    evidence_kind: EvidenceKind = EvidenceKind.REPORT


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDraft:
    """What one row of a table enters; ``content`` is the whole of it, in a fixed form."""

    line: int
    claim: ClaimDraft | None
    content: str
    given: frozenset[str] = frozenset()
    """The fields in which something stands."""
    claim_key: str | None = None
    article_key: str | None = None
    appearance_key: str | None = None
    appearance: AppearanceDraft | None = None
    rating: RatingDraft | None = None


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
