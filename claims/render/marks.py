"""The marks that show a claim's status at a glance, in every format and on the terminal.

A mark never replaces the word, and a colour never replaces the mark, so readers who see no colours miss nothing.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from claims.vocabulary import Status, words


class Shade(NamedTuple):
    """A colour on each background: as RRGGBB on light and on dark pages, and by name on a terminal.

    Its contrast with the background is at least 4.5 to 1 (WCAG 2.2, 1.4.3).
    """

    light: str
    dark: str
    terminal: str
    """A colour of `click.style`."""


class Hue(Enum):
    """Statuses with similar meanings share a colour; the value is the name of a style."""

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
    """A character that the fonts of bare systems have (DejaVu Sans, Segoe UI Symbol, Apple Symbols)."""
    plain: str
    """Its stand-in if the output's encoding lacks the sign."""
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
    """Return a claim's status in words, after its mark: ``✓ confirmed; occurred``.

    ``text`` begins with the word of the status; by default it is that word alone.
    """
    return f"{MARKS[status].sign} {words(status) if text is None else text}"
