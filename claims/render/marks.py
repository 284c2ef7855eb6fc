"""A mark for each status, so that statuses are told apart at a glance: by word, by mark, and in colour where it shows.

Lists, a claim's page, the queue and reports take it from here.  Marks stand before the word, never in its place.
"""

from __future__ import annotations

from typing import NamedTuple

from claims.vocabulary import Status, words


class Mark(NamedTuple):
    """How a status looks."""

    sign: str
    plain: str
    """What stands for it where the output's encoding does not have the sign."""
    colour: str
    """The name of a terminal's colour."""


MARKS: dict[Status, Mark] = {
    Status.UNVERIFIED: Mark("○", "o", "white"),
    Status.IN_REVIEW: Mark("◔", ".", "cyan"),
    Status.CORROBORATED: Mark("◑", "=", "blue"),
    Status.DISPUTED: Mark("≠", "/", "yellow"),
    Status.UNPROVEN: Mark("?", "?", "yellow"),
    Status.NOT_CHECKABLE: Mark("–", "-", "white"),
    Status.CONFIRMED: Mark("✓", "+", "green"),
    Status.PARTLY_CONFIRMED: Mark("≈", "~", "green"),
    Status.MISLEADING: Mark("!", "!", "magenta"),
    Status.REFUTED: Mark("✗", "x", "red"),
    Status.OUTDATED: Mark("†", "*", "magenta"),
}
"""The look of each status."""


def marked(status: Status) -> str:
    """Return a status with its mark, as it reads in a line: ``✓ confirmed``."""
    return f"{MARKS[status].sign} {words(status)}"


def with_mark(status: Status, told: str) -> str:
    """Return words about where a claim stands after the mark of its status."""
    return f"{MARKS[status].sign} {told}"
