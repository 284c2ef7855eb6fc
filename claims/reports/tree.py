"""A tree of texts, as a report hands it to whatever draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Branch:
    """A text with others below it."""

    text: str
    below: Sequence[Branch] = ()
