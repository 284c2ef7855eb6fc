"""The documents of the search index: one for each passage of text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """The tokens of one passage, and whether it is hidden because it was said off the record."""

    claim: int
    subject: str
    row: int
    hidden: bool
    tokens: tuple[str, ...]
