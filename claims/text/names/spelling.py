"""Whether two words of names can be the same: a short form, another spelling or transliteration, a typing error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from claims.patterns import pattern_of
from claims.text.names.wordlists import NOT_MISSPELLED, nations, short_forms

LONG = 5
"""Words of at least this many letters may differ in one letter."""

VERY_LONG = 8
"""Words of at least this many letters may differ in two letters."""

REMEMBERED = 16_000
"""How many words, and pairs of words, are remembered: as many as some thousand names have."""

_FORMS = short_forms()
_APART: dict[str, frozenset[int]] = {}
for _number, _words in enumerate(NOT_MISSPELLED):
    for _word in _words.split():
        _APART[_word] = _APART.get(_word, frozenset()) | {_number}
_NATIONS = frozenset(nations()[0])

_SOUNDS = [
    (pattern_of(old), new)
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

_DOUBLED = pattern_of(r"(.)\1+")
_UNSPACED = pattern_of(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+")


@lru_cache(maxsize=REMEMBERED)
def sound(word: str) -> str:
    """Return a word in its levelled form: "mueller" and "müller", casefolded and without accents, give ``muler``."""
    if not word.isascii() or not word.isalpha():
        return word
    for old, new in _SOUNDS:
        word = old.sub(new, word)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=REMEMBERED)
def can_be_same_part(word: str, other: str) -> bool:
    """Return whether two words, casefolded and without accents, can be the same word of a name."""
    if word == other:
        return True
    if not word.isascii() and _UNSPACED.fullmatch(word) and _UNSPACED.fullmatch(other):
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


class Parts:
    """Words of names, among which those that can be the same as another are found without a look at each."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words, casefolded and without accents."""
        self._words = frozenset(words)
        self._signs: dict[str, list[str]] = defaultdict(list)
        self._forms: dict[int, list[str]] = defaultdict(list)
        self._sounding: dict[str, list[str]] = defaultdict(list)
        self._long: dict[str, list[str]] = defaultdict(list)
        """Words in which a slip may be, by the first letter of their sounds."""
        self._heard: dict[str, list[str]] = defaultdict(list)
        """The sounds of those words, one for each."""
        for word in sorted(self._words):
            self._add(word)

    def _add(self, word: str) -> None:
        if _UNSPACED.fullmatch(word):
            for sign in set(word):
                self._signs[sign].append(word)
        if not word.isalpha():
            return
        heard = sound(word)
        self._sounding[heard].append(word)
        for form in _FORMS.get(word, ()):
            self._forms[form].append(word)
        if len(word) >= LONG:
            self._long[heard[:1]].append(word)
            self._heard[heard[:1]].append(heard)

    def sounding(self, heard: str) -> Sequence[str]:
        """Return the words with the sound ``heard``."""
        return self._sounding.get(heard, [])

    def like(self, word: str) -> set[str]:
        """Return the words that can be the same as ``word``, by `can_be_same_part`."""
        near = {other for sign in set(word) for other in self._signs.get(sign, [])}
        if word.isalpha():
            heard = sound(word)
            near.update(self._sounding.get(heard, []))
            near.update(other for form in _FORMS.get(word, ()) for other in self._forms.get(form, []))
            if len(word) >= LONG:
                near.update(self._slips(word, heard))
        same = {other for other in near if can_be_same_part(word, other)}
        return same | ({word} & self._words)

    def _slips(self, word: str, heard: str) -> Iterator[str]:
        """Yield the long words that are spelled, or sound, a letter or two apart."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        words = self._long.get(heard[:1], [])
        most = 2 if len(word) >= VERY_LONG else 1
        for other, _, _ in extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=None):
            yield other
        sounds = self._heard.get(heard[:1], [])
        for _, _, place in extract(heard, sounds, scorer=OSA.distance, score_cutoff=1, limit=None):
            yield words[place]
