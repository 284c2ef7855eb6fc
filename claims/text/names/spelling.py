"""Whether two words of names can be the same: a short form, another spelling or transliteration, a typing error."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.text.names.wordlists import NOT_MISSPELLED, nations, short_forms

LONG = 5
"""Words of at least this many letters may differ in one letter."""

VERY_LONG = 8
"""Words of at least this many letters may differ in two letters."""

_FORMS = short_forms()
_APART: dict[str, frozenset[int]] = {}
for _number, _words in enumerate(NOT_MISSPELLED):
    for _word in _words.split():
        _APART[_word] = _APART.get(_word, frozenset()) | {_number}
_NATIONS = frozenset(nations()[0])

_SOUNDS = [
    (re.compile(old), new)
    for old, new in (
        ("tsch|tch", "ch"),
        ("sch", "sh"),
        ("chr", "kr"),
        ("cz", "ch"),
        ("([kgdt])h", r"\1"),
        ("ph", "f"),
        ("ck|q", "k"),
        ("c(?!h)", "k"),
        ("x", "ks"),
        ("ts|tz|z", "s"),
        ("w", "v"),
        ("ff?$", "v"),
        ("ee", "i"),
        ("ou|oo", "u"),
        ("[yj]", "i"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("ai", "ei"),
    )
]
"""Replacements, in order, that give all transliterations of a name the same form."""

_DOUBLED = re.compile(r"(.)\1+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return a word in its levelled form: "mueller" and "müller", casefolded and without accents, give ``muler``."""
    if not word.isascii() or not word.isalpha():
        return word
    for old, new in _SOUNDS:
        word = old.sub(new, word)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=200_000)
def can_be_same_part(word: str, other: str) -> bool:
    """Return whether two words, casefolded and without accents, can be the same word of a name."""
    if word == other:
        return True
    if _UNSPACED.fullmatch(word) and _UNSPACED.fullmatch(other):
        return word in other or other in word
    if not (word.isalpha() and other.isalpha()) or (word in _NATIONS and other in _NATIONS):
        return False
    if _FORMS.get(word, frozenset()) & _FORMS.get(other, frozenset()):
        return True
    if _APART.get(word, frozenset()) & _APART.get(other, frozenset()):
        return False
    heard, other_heard = sound(word), sound(other)
    return heard == other_heard or _is_slip(word, other, heard, other_heard)


def _is_slip(word: str, other: str, heard: str, other_heard: str) -> bool:
    """Return whether two long words differ only by a typing error, which hardly ever hits the first letter."""
    shortest = min(len(word), len(other))
    if shortest < LONG or heard[:1] != other_heard[:1] or abs(len(word) - len(other)) > 2:
        return False
    from rapidfuzz.distance import OSA

    most = 2 if shortest >= VERY_LONG else 1
    if OSA.distance(word, other, score_cutoff=most) <= most:
        return True
    return min(len(heard), len(other_heard)) > LONG and OSA.distance(heard, other_heard, score_cutoff=1) <= 1


@lru_cache(maxsize=50_000)
def part_keys(word: str) -> frozenset[str]:
    """Return a word's keys; two words that can be the same share at least one key."""
    keys = {word}
    if _UNSPACED.fullmatch(word):
        return frozenset({*word, word})
    if not word.isalpha():
        return frozenset(keys)
    heard = sound(word)
    keys |= {f"~{heard}", *(f"#{form}" for form in _FORMS.get(word, ()))}
    if len(word) >= LONG:
        shortened = _one_shorter(word)
        if len(word) >= VERY_LONG:
            shortened |= {each for begun in shortened for each in _one_shorter(begun)}
        keys |= {f"-{each}" for each in (word, *shortened)}
        keys |= {f"~{each}" for each in _one_shorter(heard)}
    return frozenset(keys)


def _one_shorter(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
