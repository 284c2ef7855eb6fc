"""An operation of the API: its address, what it takes, what it answers, and the function that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from claims.web.api.params import Json, Kind, Param
from claims.web.chassis.safety import MOST_BYTES as MOST_WITH_FILES
from claims.web.chassis.visit import Visit

MOST_BYTES = 1024 * 1024
"""How much JSON a request may carry, unless it may have files."""

LOOKING_BACK = (
    Param("as_of", 'The records as they stood then: "18:00 on 9 April 2024".', part="--as-of"),
    Param("published_until", "Leave out articles published after this day.", part="--published-until"),
)
"""What every reading operation takes."""

CONFIDENTIAL = Param("confidential", "Include off-the-record material.", Kind.FLAG, part="--confidential")


@dataclass(frozen=True)
class Reply:
    """An answer: the JSON of the command line, and what that says on the standard error."""

    value: Any
    remarks: tuple[str, ...] = ()
    more: bool = False
    """Whether there is more than the limit allows."""


Function = Callable[[Visit, Json], Reply]


@dataclass(frozen=True)
class Operation:
    """Something that the API does."""

    command: str
    """The command that does the same; roles and records of who reads go by its name."""
    address: str
    """Its address below ``/api``, with the words of `places` in braces."""
    about: str
    function: Function
    answers: str
    """The name of the schema of its answer."""
    params: tuple[Param, ...] = ()
    """What its address takes, if it reads, or its body, if it writes."""
    writes: bool = False
    lists: bool = False
    """Whether it answers with a list."""

    @property
    def name(self) -> str:
        """Its name, which is unique: ``outlet_show``."""
        return self.command.replace(" ", "_").replace("-", "_")

    @property
    def most_bytes(self) -> int:
        """How much JSON its body may have: more where that may hold files."""
        return MOST_WITH_FILES if any(param.kind is Kind.EVIDENCE for param in self.params) else MOST_BYTES

    @property
    def places(self) -> tuple[str, ...]:
        """The words in its address that name a record."""
        return tuple(part[1:-1] for part in self.address.split("/") if part.startswith("{"))


def reads(
    command: str, address: str, about: str, function: Function, answers: str, *params: Param, lists: bool = False
) -> Operation:
    """Return an operation that reads."""
    return Operation(command, address, about, function, answers, (*params, *LOOKING_BACK), lists=lists)


def writes(command: str, address: str, about: str, function: Function, answers: str, *params: Param) -> Operation:
    """Return an operation that enters something."""
    return Operation(command, address, about, function, answers, params, writes=True)
