"""Finding an excerpt in a text that may have changed, as a W3C TextQuoteSelector: its words, and those around it.

    Searched(text).place_of(Quote("will close", prefix="the bridge ", suffix=" by June"))

The exact words come first, then the same words set differently (`claims.text.versions.folding`), then similar words.
Where the words stand several times, the words around them decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from claims.text.versions.folding import Folded, fold, folded

LIKE = ((16, 90.0), (40, 80.0), (10**9, 72.0))
"""The least likeness, in per cent, of similar words, by the most characters of the excerpt: a few match anywhere."""
BETWEEN = 55.0
"""The least likeness, in per cent, of words that stand between the same prefix and the same suffix."""
AROUND = 32
"""How many characters around the excerpt are compared."""
LONGEST = 2_000
"""Longer excerpts are found exactly or not at all."""
LARGEST = 2_000_000
"""In longer texts, only exact words are found: nothing that a newsroom prints is longer."""
SEVERAL = 1_000
"""At most so many places with the same words are compared."""


class Match(StrEnum):
    """How an excerpt was found: the same words, the same words set differently, or similar words."""

    EXACT = "exact"
    FOLDED = "folded"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Quote:
    """An excerpt and the words around it; only the excerpt is needed."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text, ``text[start:end]``, and its likeness to the excerpt in per cent."""

    start: int
    end: int
    match: Match
    alike: int


class Searched:
    """A text to look for excerpts in; it is folded once."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.text)

    def holds(self, quote: Quote) -> bool:
        """Return whether an excerpt stands there in its own words, however they are set."""
        words = folded(quote.exact)
        return bool(words) and (quote.exact in self.text or words in self._folded.text)

    def place_of(self, quote: Quote) -> Place | None:
        """Return where an excerpt stands, or None; an excerpt without words stands nowhere."""
        if not folded(quote.exact):
            return None
        exact = self._exact(quote)
        if exact is not None or len(self.text) > LARGEST:
            return exact
        return self._set_differently(quote) or self._similar(quote)

    def _exact(self, quote: Quote) -> Place | None:
        starts = list(_occurrences(self.text, quote.exact))
        if not starts:
            return None
        size, prefix, suffix = len(quote.exact), folded(quote.prefix), folded(quote.suffix)

        def around(start: int) -> int:
            before = folded(self.text[max(0, start - 2 * AROUND) : start])
            return _context(before, folded(self.text[start + size : start + size + 2 * AROUND]), prefix, suffix)

        start = starts[0] if len(starts) == 1 else max(starts, key=around)
        return Place(start, start + size, Match.EXACT, 100)

    def _set_differently(self, quote: Quote) -> Place | None:
        words, text = folded(quote.exact), self._folded.text
        starts = [at for at in _occurrences(text, words) if self._folded.whole(at, at + len(words))]
        if not starts:
            return None
        prefix, suffix = folded(quote.prefix), folded(quote.suffix)

        def around(start: int) -> int:
            end = start + len(words)
            before = text[max(0, start - 2 * AROUND) : start].strip()
            return _context(before, text[end : end + 2 * AROUND].strip(), prefix, suffix)

        start = starts[0] if len(starts) == 1 else max(starts, key=around)
        return Place(*self._folded.span(start, start + len(words)), Match.FOLDED, 100)

    def _similar(self, quote: Quote) -> Place | None:
        if len(quote.exact) > LONGEST:
            return None
        return self._between(quote) or self._anywhere(quote)

    def _between(self, quote: Quote) -> Place | None:
        """Return the stretch between the excerpt's prefix and suffix, if it is like the excerpt."""
        from rapidfuzz import fuzz

        words, text = folded(quote.exact), self._folded.text
        prefix, suffix = folded(quote.prefix)[-AROUND:], folded(quote.suffix)[:AROUND]
        if len(prefix) < AROUND // 4 or len(suffix) < AROUND // 4:
            return None
        best: tuple[float, int, int] | None = None
        for begin in _occurrences(text, prefix):
            start = begin + len(prefix)
            end = text.find(suffix, start, start + 3 * len(words) + 2 * AROUND)
            if end > start:
                alike = fuzz.ratio(words, text[start:end].strip())
                if alike >= BETWEEN and (best is None or alike > best[0]):
                    best = (alike, start, end)
        return None if best is None else self._place(best[0], best[1], best[2])

    def _anywhere(self, quote: Quote) -> Place | None:
        from rapidfuzz import fuzz

        words, text = folded(quote.exact), self._folded.text
        least = next(alike for most, alike in LIKE if len(words) <= most)
        if len(text) < len(words) / 2:  # the search would look for the text in the excerpt
            return None
        aligned = fuzz.partial_ratio_alignment(words, text, score_cutoff=least)
        if aligned is None or aligned.score < least or aligned.dest_end <= aligned.dest_start:
            return None
        return self._place(aligned.score, *_whole_words(text, aligned.dest_start, aligned.dest_end))

    def _place(self, alike: float, start: int, end: int) -> Place:
        text = self._folded.text
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        # Not the same words, however like: 100 is kept for those.
        return Place(*self._folded.span(start, end), Match.SIMILAR, min(99, int(alike)))


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    for _ in range(SEVERAL):
        if start < 0:
            return
        yield start
        start = text.find(words, start + 1)


def _context(before: str, after: str, prefix: str, suffix: str) -> int:
    """Return how many characters before and after a place are those of the prefix and the suffix."""
    return _shared(reversed(before), reversed(prefix)) + _shared(iter(after), iter(suffix))


def _shared(characters: Iterator[str], others: Iterator[str]) -> int:
    count = 0
    for one_side, other_side in zip(characters, others, strict=False):
        if one_side != other_side:
            break
        count += 1
    return count


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch with the words that it cuts at its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1 : end].isalnum():
        end += 1
    return start, end
