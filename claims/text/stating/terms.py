"""The terms of a text: the roots of its words, with all names of a country as one term."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from claims.text.similarity.reading import Part, Word, words_of
from claims.text.stating.wordlists import CASED, EMPTY, PHRASES, PLACES, SAME

_UNSPACED = range(0x3040, 0xD7B0)
_SUFFIXES = tuple(
    "isation ization ations ation ments ment ions ion ings ing ers er ities ity ances ance ences ence als al ies ed "
    "es ly s e y".split()
)
_LEAST = 4
_ORDINALS = {name: number for number, name in enumerate("first second third fourth fifth".split(), 1)}


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text, and the names among them."""

    terms: frozenset[str]
    names: frozenset[str]
    borne: Mapping[str, str] = field(default_factory=dict)
    """For each word of a name but its last, the last: who writes "Trump" has named Donald Trump."""


@lru_cache(maxsize=4_096)
def terms_of(text: str) -> Terms:
    """Return the terms of a text: the roots of its words and names, without common words and amounts."""
    plain = _with_phrases(_with_places(text))
    terms: set[str] = set()
    names: set[str] = set()
    for word in words_of(plain):
        roots = list(_roots_of(word))
        terms.update(roots)
        if word.part is Part.NAME:
            names.update(roots)
    return Terms(frozenset(terms), frozenset(names), _borne(plain))


_RUN = re.compile(r"[A-Z][\w'’-]*[a-z][\w'’-]*(?:\s+[A-Z][\w'’-]*[a-z][\w'’-]*){1,3}")


def _borne(text: str) -> dict[str, str]:
    """Return for each word of a person's name, except the last, the last word; names of countries are left out."""
    borne: dict[str, str] = {}
    for run in _RUN.findall(text):
        *first, last = [root_of(word.key) for word in words_of(run) if word.part in (Part.WORD, Part.NAME)] or [""]
        if not COUNTRIES & {*first, last}:
            borne.update(dict.fromkeys(first, last))
    return borne


def _roots_of(word: Word) -> Iterator[str]:
    if word.part is Part.NAME and word.key[0].isdecimal():  # Pillar 2 is the second pillar
        yield f"#{word.key}"
    elif word.part is Part.AMOUNT and word.printed.casefold() in _ORDINALS:
        yield f"#{_ORDINALS[word.printed.casefold()]}"
    elif word.part not in (Part.WORD, Part.NAME):
        return
    elif ord(word.key[0]) in _UNSPACED:
        yield from (word.key[at : at + 2] for at in range(max(1, len(word.key) - 1)))
    elif word.key not in EMPTY:
        yield root_of(word.key)


@lru_cache(maxsize=16_384)
def root_of(word: str) -> str:
    """Return a word without its endings, so that those of one family are one: ``elect`` for `elections`."""
    if word in COUNTRIES:
        return word
    root, before = Word(word, word, Part.WORD).stem, ""
    while root != before:
        before = root
        for suffix in _SUFFIXES:
            if root.endswith(suffix) and len(root) - len(suffix) >= _LEAST:
                root = root.removesuffix(suffix)
                break
    return root


@cache
def same_terms() -> dict[str, frozenset[str]]:
    """Return for each root the roots of the same meaning in news."""
    grouped: dict[str, set[str]] = defaultdict(set)
    for group in SAME:
        roots = {root_of(word) for word in group}
        for root in roots:
            grouped[root] |= roots
    return {root: frozenset(roots) for root, roots in grouped.items()}


# Places and phrases

COUNTRIES = frozenset(PLACES.values())
"""The terms of countries."""


def _with_places(text: str) -> str:
    return _places().sub(_place, text)


@cache
def _places() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(PLACES, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)(?:[’']s(?!\w))?", re.IGNORECASE)


def _place(match: re.Match[str]) -> str:
    printed = match[0].removesuffix("’s").removesuffix("'s")
    name = printed.casefold()
    if name in CASED and not (printed.isupper() or (len(name) > 2 and printed[0].isupper())):
        return match[0]
    return PLACES[name].capitalize()


def _with_phrases(text: str) -> str:
    return _phrases().sub(lambda match: PHRASES[match[0].casefold()], text)


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, PHRASES))})\b", re.IGNORECASE)
