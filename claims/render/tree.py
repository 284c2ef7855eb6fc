"""A tree of texts, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from claims.values import value


class Tone(Enum):
    """What a line's colour may repeat; the words always say it too."""

    PLAIN = auto()
    NAMED = auto()
    """A named origin."""
    UNNAMED = auto()
    """Unnamed people."""
    NOBODY = auto()
    """No source is given."""
    RETRACTED = auto()


@value
class Branch:
    """A text with others below it."""

    text: str
    below: Sequence[Branch] = ()
    tone: Tone = Tone.PLAIN
    drawn: bool = False
    """Whether a drawing of the chain says all that this text says, leaving aside the texts below it."""
