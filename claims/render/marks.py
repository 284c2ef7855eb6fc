"""The table of marks: how to tell a claim's status at a glance, in every format and on the terminal.

A mark never replaces its word, and a colour never its mark: a reader who sees no colours misses nothing.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from claims.vocabulary import Status, words


class Shade(NamedTuple):
    """A colour on each ground: as RRGGBB on light and on dark pages, and by its name on a terminal.

    Its contrast to the ground is 4.5 to 1 or more (WCAG 2.2, 1.4.3).
    """

    light: str
    dark: str
    terminal: str
    """A colour of `click.style`."""


class Hue(Enum):
    """Statuses that say something similar share a colour; the value is the name of a style."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    AT_WORK = "at-work"
    OPEN = "open"


SHADES = {
    Hue.RIGHT: Shade("1a6b2f", "7fd08f", "green"),
    Hue.PARTLY: Shade("8a3b00", "f0a46b", "yellow"),
    Hue.WRONG: Shade("a3171d", "ff9a93", "red"),
    Hue.AT_WORK: Shade("0b4f8a", "8fbcf3", "cyan"),
    Hue.OPEN: Shade("545d66", "a7afb7", "white"),
}


class Mark(NamedTuple):
    """How a status looks."""

    sign: str
    """One character, which the fonts of bare systems have (DejaVu Sans, Segoe UI Symbol, Apple Symbols)."""
    plain: str
    """Its stand-in where the output's encoding does not have the sign."""
    hue: Hue

    @property
    def colour(self) -> str:
        """The name of a terminal's colour."""
        return SHADES[self.hue].terminal


MARKS = {
    Status.UNVERIFIED: Mark("○", "o", Hue.OPEN),
    Status.IN_REVIEW: Mark("◔", ".", Hue.AT_WORK),
    Status.CORROBORATED: Mark("◑", "=", Hue.AT_WORK),
    Status.DISPUTED: Mark("≠", "/", Hue.PARTLY),
    Status.UNPROVEN: Mark("?", "?", Hue.OPEN),
    Status.NOT_CHECKABLE: Mark("–", "-", Hue.OPEN),
    Status.CONFIRMED: Mark("✓", "+", Hue.RIGHT),
    Status.PARTLY_CONFIRMED: Mark("≈", "~", Hue.PARTLY),
    Status.MISLEADING: Mark("!", "!", Hue.WRONG),
    Status.REFUTED: Mark("✗", "x", Hue.WRONG),
    Status.OUTDATED: Mark("†", "*", Hue.PARTLY),
}
"""The look of each status."""


def marked(status: Status, text: str | None = None) -> str:
    """Return what a report says of a claim, after the mark of its status: ``✓ confirmed; occurred``.

    ``text`` begins with the status's own word; by default it is that word alone.
    """
    return f"{MARKS[status].sign} {words(status) if text is None else text}"
