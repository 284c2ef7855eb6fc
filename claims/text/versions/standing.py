"""The fate of an excerpt between two versions of its article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claims.text.versions.anchors import Match, Place, Quote, Searched
from claims.text.versions.folding import folded


class Standing(StrEnum):
    """Where an excerpt stands in the later of two versions, against the earlier."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"
    """It stands in the later version alone."""
    ABSENT = "absent"
    """It stands in neither."""


LOST = frozenset({Standing.CHANGED, Standing.GONE})
"""What puts the claims that rest on an excerpt in doubt."""


@dataclass(frozen=True, slots=True)
class Traced:
    """An excerpt in two versions: its place in each, and what became of it; it moved only where told so."""

    standing: Standing
    old: Place | None
    new: Place | None


def traced(quote: Quote, old: Searched, new: Searched) -> Traced:
    """Return an excerpt's places in two versions, without telling whether it moved.

    Words that are set differently are the same words.
    """
    before, after = old.place_of(quote), new.place_of(quote)
    if before is not None and before.match is Match.SIMILAR:
        # The earlier version had other words than the excerpt: they are what may have changed.
        after = new.place_of(Quote(old.text[before.start : before.end], quote.prefix, quote.suffix)) or after
    if before is None or after is None:
        standing = Standing.ABSENT if before is after else Standing.NEW if before is None else Standing.GONE
        return Traced(standing, before, after)
    same = folded(old.text[before.start : before.end]) == folded(new.text[after.start : after.end])
    return Traced(Standing.UNCHANGED if same else Standing.CHANGED, before, after)
