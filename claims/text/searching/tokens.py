"""From a text to its search tokens, made here once so that both engines find the same.

A token is a run of letters, digits and their marks, folded as everywhere (`claims.text.letters`), cut at 40 characters.
An abbreviation with dots is a single token, the same as without.  Characters of scripts without spaces are
taken in pairs, and the last of a run alone: so every character begins a token, and a run matches as a phrase of its
pairs.  All other characters separate tokens: an address, a decimal number or a name with an apostrophe becomes several
tokens side by side.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from claims.patterns import pattern_of
from claims.text.letters import DOTTED, PLAIN_SIGNS, may_be_dotted, plain, undotted, without_dots
from claims.values import value

LONGEST = 40
"""The most characters in a token."""

MOST = 16_000
"""The most tokens in a document; PostgreSQL keeps no position beyond 16,383."""

MOST_ALIKE = 255
"""The most occurrences of a token in a document; PostgreSQL keeps 256 positions of each."""

FILLER = "\ufffd"
"""Replaces a dropped token, so that its neighbours keep their distance; never the token of a text."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
    "\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u0fc6\u1000-\u109f\u1780-\u17d3\u20d0-\u20ff\ufe20-\ufe2f"
)
_WORD = pattern_of(rf"{DOTTED}|(?:[^\W_]|[{_MARKS}])+")
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003134f"
_RUN = pattern_of(rf"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_SIGN = pattern_of(f"[{_UNSPACED}]")
_PLAIN = pattern_of(r"[a-z0-9]+")
_PLAIN_OR_DOTTED = pattern_of(rf"{DOTTED}|[A-Za-z0-9]+")


_UNSEEN = pattern_of("[\u00ad\u0640\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")
"""Invisible characters: the soft hyphen, the Arabic tatweel, joiners and variation selectors."""

_SQUEEZED = pattern_of("[\u309f\u30ff\u3130-\u318f\u3200-\u33ff\uff66-\uffdc]")
"""Half-width and squared characters of these scripts: other encodings of characters that are taken in pairs."""


@value
class Token:
    """A token, with its start and end in the text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text in order, each with its place in the original text."""
    if text.isascii():
        for word in _PLAIN_OR_DOTTED.finditer(text) if may_be_dotted(text) else _PLAIN.finditer(text.lower()):
            yield Token(without_dots(word[0]).lower()[:LONGEST], word.start(), word.end())
        return
    if not unicodedata.is_normalized("NFC", text) or _UNSEEN.search(text) or _SQUEEZED.search(text):
        composed, places = _composed(text)
        for token in _tokens(composed):
            yield Token(token.text, places[token.start][0], places[token.end - 1][1])
        return
    yield from _tokens(text)


def _tokens(text: str) -> Iterator[Token]:
    for word in _WORD.finditer(text):
        if "." in word[0]:
            yield Token(_folded(without_dots(word[0])), word.start(), word.end())
            continue
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
    """Return a text in composed form without invisible characters, and the original place of each character."""
    composed: list[str] = []
    places: list[tuple[int, int]] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and (unicodedata.combining(text[end]) or _compose(text[start:end], text[end])):
            continue
        kept = _UNSEEN.sub("", _put_together(text[start:end]))
        composed.append(kept)
        places += [(start, end)] * len(kept)
        start = end
    return "".join(composed), places


def _compose(text: str, char: str) -> bool:
    """Return whether a character merges with the text before it."""
    return len(_put_together(text + char)) <= len(_put_together(text))


def _put_together(text: str) -> str:
    return unicodedata.normalize("NFKC" if _SQUEEZED.match(text) else "NFC", text)


@lru_cache(maxsize=512)  # the documents of a claim's appearances repeat its statement and their sources
def words_of(text: str) -> tuple[str, ...]:
    """Return the tokens of a text without their places."""
    if text.isascii():
        words = undotted(text).translate(PLAIN_SIGNS).split()
        return tuple(words if max(map(len, words), default=0) <= LONGEST else [word[:LONGEST] for word in words])
    return tuple([token.text for token in tokens(text)])


def document(texts: Iterable[str | None]) -> list[str]:
    """Return the tokens of several texts in order, as they are indexed.

    A filler separates two texts, so that no phrase matches across them.
    """
    words: list[str] = []
    for text in texts:
        if text:
            if words:
                words.append(FILLER)
            words += words_of(text)
    return words if len(words) <= MOST_ALIKE else _sparing(words)[:MOST]


def _sparing(words: Iterable[str]) -> list[str]:
    """Return words with a filler in place of every occurrence above `MOST_ALIKE`."""
    seen: dict[str, int] = {}
    kept = []
    for word in words:
        seen[word] = seen.get(word, 0) + 1
        kept.append(word if seen[word] <= MOST_ALIKE else FILLER)
    return kept


def marked(text: str, phrases: Sequence[tuple[Sequence[str], bool]]) -> list[tuple[int, int]]:
    """Return the places (start, end) of all matches in a text, in order and without overlaps.

    ``phrases`` holds sequences of tokens, each with whether the last token may be only a beginning.
    """
    in_text = list(tokens(text))
    places = []
    for phrase, goes_on in phrases:
        length = len(phrase)
        for at in range(len(in_text) - length + 1) if length else ():
            *first, last = in_text[at : at + length]
            fits = last.text.startswith(phrase[-1]) if goes_on else last.text == phrase[-1]
            if fits and all(token.text == wanted for token, wanted in zip(first, phrase, strict=False)):
                places.append((in_text[at].start, last.end))
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
    """Return whether a text begins with a character of a script without spaces."""
    return _SIGN.match(text) is not None


def _folded(run: str) -> str:
    """Return a run in the form compared, cut to `LONGEST`."""
    if run.isascii():
        return run.lower()[:LONGEST]
    return "".join(filter(str.isalnum, plain(run)))[:LONGEST]
