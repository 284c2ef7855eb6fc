"""What is put into the index of words: one document for each place at which words stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """The tokens of one place at which words stand, and whether it is hidden: said off the record."""

    claim: int
    subject: str
    row: int
    hidden: bool
    tokens: tuple[str, ...]
