"""Passages that a search found: where each stands, and the part around its first match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.catalogue import APPEARANCE, ARTICLE, CLAIM, EVIDENCE, REVIEW, SOURCE

if TYPE_CHECKING:
    from claims.reading.searching.search import Passage

AROUND = 70
"""How many characters of a passage are shown on either side of a match."""

MOST = 3
"""How many passages of a claim are shown, its statement apart."""

_RECORDS = {"appearance": (APPEARANCE, SOURCE, ARTICLE), "review": (REVIEW, EVIDENCE), "claim": (CLAIM,)}
PLACES = {
    field.passage or field.name: field.called if place == "claim" else f"{field.called}, {place}"
    for place, records in _RECORDS.items()
    for record in records
    for field in record
    if field.searched
}
"""The place of a passage, by the field; each of them can have notes."""


def around(passage: Passage) -> tuple[str, list[tuple[int, int]]]:
    """Return the part of a passage around its first match, and the places of the matches in it."""
    start = max(0, passage.marks[0][0] - AROUND)
    end = min(len(passage.text), passage.marks[0][1] + AROUND)
    before, after = "…" if start else "", "…" if end < len(passage.text) else ""
    shift = len(before) - start
    marks = [(first + shift, last + shift) for first, last in passage.marks if first >= start and last <= end]
    return f"{before}{passage.text[start:end]}{after}", marks
