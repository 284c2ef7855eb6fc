"""The words by which a text is ranked against what is held: folded, with hashtags taken apart and numbers as values.

"4tn won" and "4 trillion won" have the same words, and so have "17 Feb" and "February 17".
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Protocol, cast

from claims.patterns import pattern_of
from claims.text.dates import MONTHS
from claims.text.searching import words_of
from claims.text.similarity.frequent import LITTLE_WORDS
from claims.text.similarity.wordlists import NUMBERS

_ADDRESS = pattern_of(r"(?:https?://|www\.|pic\.twitter\.com/)\S+", re.IGNORECASE)
_TAG = pattern_of(r"[#@](\w+)")
_JOINT = pattern_of(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z]{2})|_+")
_POSSESSIVE = pattern_of(r"['’]s\b", re.IGNORECASE)
_NUMBER = pattern_of(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
    r"(?:[ -]?(k|m|mn|bn|b|tn|hundred|thousand|million|billion|trillion))?\b(?!\.\d)",
    re.IGNORECASE,
)
_SCALES = {
    "hundred": 2,
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "tn": 12,
    "trillion": 12,
}
_MONTHS = {
    short: month
    for month in map(str.lower, MONTHS)
    if month != "may"  # a verb too
    for short in (month[:3], "sept" if month == "september" else month[:3])
}
_VALUES = {word: str(value) for word, value in NUMBERS.items() if value > 1 and word not in ("twice", "second")}
_COUNTED = pattern_of(
    rf"\b({'|'.join(sorted(NUMBERS, key=len, reverse=True))})(?=[ -](?:hundred|thousand|million|billion|trillion)\b)",
    re.IGNORECASE,
)
_ORDINALS = frozenset(("third", "fourth", "fifth"))


LONGEST = 2_000
"""Up to how many characters a text is remembered with its words."""


class _Stemmer(Protocol):
    """What we use of the library, which has no types."""

    def stemWord(self, word: str) -> str: ...


def ranked_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that count for ranking, in order: none of the commonest, each folded."""
    return _ranked_words(text) if len(text) <= LONGEST else _read_words(text)


@lru_cache(maxsize=128)
def _ranked_words(text: str) -> tuple[str, ...]:
    """Return the words of a text; while a question is answered, the likeliest statements are read several times."""
    return _read_words(text)


def _read_words(text: str) -> tuple[str, ...]:
    text = _ADDRESS.sub(" ", text)
    if "#" in text or "@" in text:
        text = _TAG.sub(lambda tag: f" {_JOINT.sub(' ', tag[1])} ", text)
    text = _COUNTED.sub(lambda word: str(NUMBERS[word[1].lower()]), text)
    if any(char.isdecimal() for char in text):
        text = _NUMBER.sub(_value, text)
    words = (_plain(word) for word in words_of(_POSSESSIVE.sub(" ", text)))
    return tuple(word for word in words if word not in LITTLE_WORDS)


def stem_of(word: str) -> str:
    """Return the English stem of a word (Snowball); other languages keep most of their endings."""
    return _stem(word)


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return _stemmer().stemWord(word)


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    import Stemmer  # takes 2 ms

    return cast(_Stemmer, Stemmer.Stemmer("english"))


def _plain(word: str) -> str:
    if word in _VALUES and word not in _ORDINALS:
        return _VALUES[word]
    return _MONTHS.get(word, word)


def _value(number: re.Match[str]) -> str:
    """Return a number as a word: its value in digits, with ``p`` for the point."""
    whole, rest, scale = number[1].replace(",", ""), number[2] or "", (number[3] or "").lower()
    if len(whole) > 15:
        return number[0]
    value = Decimal(whole + rest).scaleb(_SCALES.get(scale, 0)).normalize()
    return f" {value:f} ".replace(".", "p")
