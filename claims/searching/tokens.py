"""From a text to the tokens by which it is found, made here once so that both engines find the same.

A token is a run of letters, digits and the marks that belong to them, without case and without accents, cut at 40
characters.  Signs of scripts that are written without spaces are taken in pairs, and the last of a run alone: so
each stands at the beginning of some token, and a run is found as a phrase of its pairs.  Everything else parts
tokens: an address, a decimal number or a name with an apostrophe becomes several that stand side by side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and from where to where it stands in its text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text in order, each with the place that it has in the text as given."""
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


@lru_cache(maxsize=512)  # a statement stands in a document for each article that carries it
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
    # Some letters have a small form only once they are decomposed, and some decompose only once they are small.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", run).casefold())
    kept = "".join(char for char in folded if not unicodedata.combining(char) and char.isalnum())
    return unicodedata.normalize("NFC", kept)[:LONGEST]
