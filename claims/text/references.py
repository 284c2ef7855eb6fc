"""How people name a record by its number: ``12``, ``#12``, ``article:12``."""

from __future__ import annotations

from claims.patterns import pattern_of

HIGHEST = 2**31 - 1
"""The highest number that a record can have."""

_NUMBER = pattern_of(r"#?(0|[1-9][0-9]{0,17})")


def number_in(typed: str) -> int | None:
    """Return the number that a text is (``12``, ``#12``), or None for a name.

    A number has no leading zeros: ``007`` is a name. A number too high for any record becomes the highest.
    """
    number = _NUMBER.fullmatch(typed.strip())
    return None if number is None else min(int(number[1]), HIGHEST)


def after_kind(subject: str, typed: str) -> str:
    """Return what follows the kind of record in ``article:7``, or else the whole text."""
    kind, colon, rest = typed.partition(":")
    return rest.strip() if colon and kind.strip().casefold() == subject else typed


def names_an_article(typed: str) -> bool:
    """Return whether a text names an article by the word before it: ``article:7``."""
    return after_kind("article", typed) != typed
