"""Words that were written together taken apart into words that our claims have: *fyrefestival*, *cornflakes*.

Hashtags in small letters, and names run together, are in no claim as they are. The fewest parts are taken, and among
those the most frequent.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from claims.text.similarity.asked import stem_of
from claims.text.similarity.frequent import LITTLE_WORDS

LEAST, LONGEST, SHORTEST = 7, 30, 3
"""How many letters a word has that is taken apart, at least and at most, and how many each part at least."""

MOST_PARTS = 4
"""The most parts of a word."""

LITTLE = 1 / 3
"""How many of all claims are taken to have a word that is left out of ranking."""


def may_be_parted(word: str) -> bool:
    """Return whether a word that no claim has is worth taking apart."""
    return LEAST <= len(word) <= LONGEST and word.isalpha() and word.isascii()


def possible_parts(word: str) -> set[str]:
    """Return everything in a word that may be a part of it."""
    return {
        word[start:end] for start in range(len(word) - SHORTEST + 1) for end in range(start + SHORTEST, len(word) + 1)
    } - {word}


def parts_of(word: str, having: Mapping[str, int], claims: int) -> tuple[str, ...]:
    """Return the parts of a word that count for ranking; nothing if it cannot be taken apart.

    ``having`` says how many of all ``claims`` have each stem of the possible parts.
    """
    best: dict[int, tuple[int, float, tuple[str, ...]]] = {len(word): (0, 0.0, ())}
    for start in range(len(word) - SHORTEST, -1, -1):
        for end in range(start + SHORTEST, len(word) + 1):
            part = word[start:end]
            known = claims * LITTLE if part in LITTLE_WORDS else having.get(stem_of(part), 0)
            if not known or end not in best:
                continue
            many, rare, following = best[end]
            made = (many + 1, rare + log(claims / known), (part, *following))
            best[start] = min(best.get(start, made), made)
    whole = best.get(0)
    if whole is None or not 1 < whole[0] <= MOST_PARTS:
        return ()
    return tuple(part for part in whole[2] if part not in LITTLE_WORDS)
