"""Whether a text is in the language that the rules read."""

from __future__ import annotations

from claims.patterns import pattern_of

LEAST_SHARE = 0.17
"""The least share of small English words in an English text; news prose has 0.3 and more, headlines fewer."""
ENOUGH = 400
"""How many words are looked at."""

_SMALL = frozenset(
    "the of and to that is was for on with as by at from it he she they his her their has have had were are been be "
    "which who will would said not but this its after more when than into there about out also what if could may one "
    "before because over while between against during under through its we you i or an".split()
)
_WORD = pattern_of(r"[^\W\d_]+")


def is_english(text: str) -> bool:
    """Return whether a text is in English, by the share of its small words; a text without words is."""
    words = [match.group().casefold() for match in _WORD.finditer(text[: ENOUGH * 12])][:ENOUGH]
    return not words or sum(word in _SMALL for word in words) >= LEAST_SHARE * len(words)
