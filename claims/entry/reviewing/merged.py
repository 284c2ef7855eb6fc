"""What merging a file brought: new rows, conflicts, and what stays as it was."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of a named record that was edited here and there, neither edit knowing the other."""

    subject: str
    id: int
    field: str
    here: str | None
    there: str | None
    stands: str | None


@dataclass(frozen=True, slots=True)
class PolicyThere:
    """A policy that a file brought along: what it is there, who set it so, and what it is here from now on."""

    name: str
    value: str
    who: str
    here: str


@dataclass(slots=True)
class Merged:
    """The result of merging a file."""

    made: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    events: int = 0
    unproved: bool = False
    """Whether the file's chains were left out, because rows of theirs had come here by an incomplete export."""
    conflicts: list[Conflict] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """The fields here that an unproved file would have redacted, as `redact` takes them; they stay."""
    policies: list[PolicyThere] = field(default_factory=list)
    """The file's policies that differ here; those of a file for an empty database all hold here."""
