"""A tree of texts, as a report hands it to whatever draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto


class Tone(Enum):
    """What a colour may repeat of a line; the words always say it too."""

    PLAIN = auto()
    NAMED = auto()
    """An origin with a name to hold to its word."""
    UNNAMED = auto()
    """People whom nobody names."""
    NOBODY = auto()
    """No source is given."""
    RETRACTED = auto()


@dataclass(frozen=True, slots=True)
class Branch:
    """A text with others below it."""

    text: str
    below: Sequence[Branch] = ()
    tone: Tone = Tone.PLAIN
    drawn: bool = False
    """Whether a drawing of the same chain says all that the text says; what hangs below is another matter."""
