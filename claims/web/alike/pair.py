"""Two records side by side, and what a merge would make of them."""

from __future__ import annotations

from dataclasses import dataclass

from claims.errors import ClaimsError
from claims.reading.identity import Standing
from claims.web.registers.kinds import Line, Register


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, and the judgements of them."""

    register: Register
    numbers: tuple[int, int]
    records: tuple[Line, Line]
    joined: bool
    """Whether they appear as one already."""
    judged: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a merge would do: the record that both would appear as, with the notices; or why they cannot be one."""

    record: Line | None = None
    notices: tuple[str, ...] = ()
    problem: ClaimsError | None = None
