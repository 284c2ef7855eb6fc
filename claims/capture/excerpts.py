"""The words of an article that anchor a claim, and whose words they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.capture.attribution.phrases import Span
from claims.capture.occasions import translated_words
from claims.capture.values import Excerpt
from claims.capture.words import Sort, Word
from claims.vocabulary import Wording

AROUND = 32
"""How many characters of the text stand before and after an excerpt."""
LONGEST = 240
"""The most characters in an excerpt."""


def excerpt_of(
    text: str, words: Sequence[Word], spans: Sequence[Span], *, speaks: bool, quoted: bool, translated: bool
) -> Excerpt:
    """Return the excerpt of a claim: the speaker's own words if there are any, else the longest stretch.

    ``speaks``: quotation marks hold the speaker's words.  ``quoted``: all is quoted.  ``translated``: the article is a
    translation.
    """
    runs = [run for first, end in spans for run in _quoted_runs(words, first, end)] if speaks else []
    first, end = max(runs or spans, key=lambda run: words[run[1] - 1].end - words[run[0]].start)
    wording = Wording.PARAPHRASE
    if runs:
        wording = Wording.DIRECT if quoted else Wording.PARTIAL
        around = text[words[0].start : words[-1].end]
        wording = Wording.TRANSLATED if translated or translated_words(around) else wording
    start, stop = words[first].start, words[end - 1].end
    if stop - start > LONGEST:
        near = (word.end for word in words[first:end] if word.end - start <= LONGEST)
        stop = max(near, default=start + LONGEST)
    while stop - 1 > start and text[stop - 1] in " ,;:.":
        stop -= 1
    return Excerpt(
        words=text[start:stop],
        start=start,
        end=stop,
        prefix=text[max(0, start - AROUND) : start],
        suffix=text[stop : stop + AROUND],
        wording=wording,
    )


def _quoted_runs(words: Sequence[Word], first: int, end: int) -> Iterator[Span]:
    """Yield runs of two words or more inside quotation marks, or of a long one."""
    start: int | None = None
    for place in range(first, end + 1):
        inside = place < end and words[place].quoted and words[place].sort is not Sort.QUOTE
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            if place - start >= 2 or len(words[start].text) > 3:
                yield start, place
            start = None
