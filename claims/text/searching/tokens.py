"""From a text to the tokens by which it is found, made here once so that both engines find the same.

A token is a run of letters, digits and the marks that belong to them, without case and without accents, cut at 40
characters.  However an accented letter or a syllable is put together (Unicode Standard Annex 15), and whatever stands
in a word without being seen, it is the same token.  Signs of scripts that are written without spaces are taken in
pairs, and the last of a run alone: so each stands at the beginning of some token, and a run is found as a phrase of
its pairs.  Everything else parts tokens: an address, a decimal number or a name with an apostrophe becomes several
that stand side by side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LONGEST = 40
"""Characters that a token may have."""

MOST = 16_000
"""Tokens of one document; PostgreSQL keeps no position beyond 16,383."""

MOST_ALIKE = 255
"""How often one token of a document is kept; PostgreSQL keeps 256 positions of each."""

FILLER = "\ufffd"
"""Stands for a token that is not kept, so that those around it stay as far apart; no text gives it."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
    "\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u0fc6\u1000-\u109f\u1780-\u17d3\u20d0-\u20ff\ufe20-\ufe2f"
)
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+")
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003134f"
_RUN = re.compile(rf"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_SIGN = re.compile(f"[{_UNSPACED}]")
_PLAIN = re.compile(r"[a-z0-9]+")


_UNSEEN = re.compile("[\u00ad\u0640\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")
"""The soft hyphen, the sign that draws Arabic words out, joiners, and what chooses among the forms of a sign."""

_SQUEEZED = re.compile("[\u309f\u30ff\u3130-\u318f\u3200-\u33ff\uff66-\uffdc]")
"""Signs of such scripts of half the width, or several in one: each is another way to write what is taken in pairs."""

_ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart, and what they are written as by those whose keyboards lack them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and from where to where it stands in its text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text in order, each with the place that it has in the text as given."""
    if text.isascii():
        for plain in _PLAIN.finditer(text.lower()):
            yield Token(plain[0][:LONGEST], plain.start(), plain.end())
        return
    if not unicodedata.is_normalized("NFC", text) or _UNSEEN.search(text) or _SQUEEZED.search(text):
        composed, places = _composed(text)
        for token in _tokens(composed):
            yield Token(token.text, places[token.start][0], places[token.end - 1][1])
        return
    yield from _tokens(text)


def _tokens(text: str) -> Iterator[Token]:
    for word in _WORD.finditer(text):
        for run in _RUN.finditer(word[0]):
            start = word.start() + run.start()
            if is_unspaced(run[0]):
                last = len(run[0]) - 1
                for at in range(last + 1):
                    yield Token(_folded(run[0][at : at + 2]), start + at, start + min(at + 2, last + 1))
            else:
                folded = _folded(run[0])
                if folded:
                    yield Token(folded, start, start + len(run[0]))


def _composed(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text in composed form without what is not seen, and where each of its characters stood."""
    found: list[str] = []
    places: list[tuple[int, int]] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and (unicodedata.combining(text[end]) or _compose(text[start:end], text[end])):
            continue
        kept = _UNSEEN.sub("", _put_together(text[start:end]))
        found.append(kept)
        places += [(start, end)] * len(kept)
        start = end
    return "".join(found), places


def _compose(text: str, char: str) -> bool:
    """Return whether a character becomes a part of the one before it."""
    return len(_put_together(text + char)) <= len(_put_together(text))


def _put_together(text: str) -> str:
    return unicodedata.normalize("NFKC" if _SQUEEZED.match(text) else "NFC", text)


def words_of(text: str) -> tuple[str, ...]:
    """Return the tokens of a text without their places."""
    if text.isascii():
        return tuple([word[:LONGEST] for word in _PLAIN.findall(text.lower())])
    return tuple([token.text for token in tokens(text)])


def document(texts: Iterable[str | None]) -> list[str]:
    """Return the tokens of several texts one after the other, as they are indexed.

    Between two texts there is a gap, so that no phrase goes from one into the next.
    """
    found: list[str] = []
    for text in texts:
        if text:
            if found:
                found.append(FILLER)
            found += words_of(text)
    return found if len(found) <= MOST_ALIKE else _sparing(found)[:MOST]


def _sparing(words: Iterable[str]) -> list[str]:
    """Return words with a filler in the place of each that has been there too often."""
    seen: dict[str, int] = {}
    found = []
    for word in words:
        seen[word] = seen.get(word, 0) + 1
        found.append(word if seen[word] <= MOST_ALIKE else FILLER)
    return found


def marked(text: str, phrases: Sequence[tuple[Sequence[str], bool]]) -> list[tuple[int, int]]:
    """Return from where to where a text has what was asked for, in order and without overlaps.

    ``phrases`` are tokens that stand side by side, each with whether the last may go on.
    """
    found = list(tokens(text))
    places = []
    for phrase, goes_on in phrases:
        length = len(phrase)
        for at in range(len(found) - length + 1) if length else ():
            *first, last = found[at : at + length]
            fits = last.text.startswith(phrase[-1]) if goes_on else last.text == phrase[-1]
            if fits and all(one.text == wanted for one, wanted in zip(first, phrase, strict=False)):
                places.append((found[at].start, last.end))
    return _merged(sorted(places))


def _merged(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def is_unspaced(text: str) -> bool:
    """Return whether a text begins with a sign of a script that is written without spaces."""
    return _SIGN.match(text) is not None


def _folded(run: str) -> str:
    """Return a run without case and accents, cut."""
    if run.isascii():
        return run.lower()[:LONGEST]
    # Some letters have a small form only once they are decomposed, and some decompose only once they are small.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", run).casefold())
    kept = "".join(char for char in folded if not unicodedata.combining(char) and char.isalnum())
    return "".join(map(_digit, unicodedata.normalize("NFC", kept.translate(_ALIKE))))[:LONGEST]


def _digit(char: str) -> str:
    """Return a digit of any script as the one that everybody types, and any other character as it is."""
    return str(unicodedata.decimal(char)) if not char.isascii() and char.isdecimal() else char
