"""Whether two words of names can be one word: a short form, another spelling or transliteration, a slip of the keys."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.text.names.wordlists import NOT_MISSPELLED, nations, short_forms

LONG = 5
"""Letters from which a word may be one letter off."""

VERY_LONG = 8
"""Letters from which a word may be two letters off."""

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
"""How letters are levelled, in order, so that transliterations of one name read the same."""

_DOUBLED = re.compile(r"(.)\1+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return a word with its letters levelled: "müller", casefolded and bare, and "mueller" both give ``muler``."""
    if not word.isascii() or not word.isalpha():
        return word
    for old, new in _SOUNDS:
        word = old.sub(new, word)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=200_000)
def can_be_same_part(one: str, other: str) -> bool:
    """Return whether two words, casefolded and without accents, can be the same word of a name."""
    if one == other:
        return True
    if _UNSPACED.fullmatch(one) and _UNSPACED.fullmatch(other):
        return one in other or other in one
    if not (one.isalpha() and other.isalpha()) or (one in _NATIONS and other in _NATIONS):
        return False
    if _FORMS.get(one, frozenset()) & _FORMS.get(other, frozenset()):
        return True
    if _APART.get(one, frozenset()) & _APART.get(other, frozenset()):
        return False
    heard, there = sound(one), sound(other)
    return heard == there or _is_slip(one, other, heard, there)


def _is_slip(one: str, other: str, heard: str, there: str) -> bool:
    """Return whether a slip tells two long words apart; the first letter is hardly ever the wrong one."""
    shortest = min(len(one), len(other))
    if shortest < LONG or heard[:1] != there[:1] or abs(len(one) - len(other)) > 2:
        return False
    from rapidfuzz.distance import OSA

    most = 2 if shortest >= VERY_LONG else 1
    if OSA.distance(one, other, score_cutoff=most) <= most:
        return True
    return min(len(heard), len(there)) > LONG and OSA.distance(heard, there, score_cutoff=1) <= 1


@lru_cache(maxsize=50_000)
def part_keys(word: str) -> frozenset[str]:
    """Return keys such that two words that can be the same share at least one."""
    found = {word}
    if _UNSPACED.fullmatch(word):
        return frozenset({*word, word})
    if not word.isalpha():
        return frozenset(found)
    heard = sound(word)
    found |= {f"~{heard}", *(f"#{form}" for form in _FORMS.get(word, ()))}
    if len(word) >= LONG:
        shortened = _one_shorter(word)
        if len(word) >= VERY_LONG:
            shortened |= {each for begun in shortened for each in _one_shorter(begun)}
        found |= {f"-{each}" for each in (word, *shortened)}
        found |= {f"~{each}" for each in _one_shorter(heard)}
    return frozenset(found)


def _one_shorter(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
