"""The same text in two outlets: a reprint, whole or in part, or a report that was picked up.

    likeness(copy, original)

The measure is the share of sentences that stand in the other text.  A sentence stands there if most of its runs of
three words do, so a text may be cut, put in another order and lightly edited.  Each text is read once, which is quick
for many texts; the likeness of whole texts (rapidfuzz) falls with every paragraph that one leaves out, and MinHash
(datasketch) takes two texts without runs of words for alike.  Quotations do not count, because everybody who was there
has the same; nor do short sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from claims.patterns import pattern_of
from claims.text.matching import running_words
from claims.text.sentences import Sentence, sentences_of
from claims.vocabulary import ReprintExtent

RUN = 3
"""How many words make a run."""
SHORT = 7
"""Sentences of fewer words do not count: they may stand anywhere."""
STANDS = 0.6
"""The least share of a sentence's runs that stand in the other text."""
WHOLE = 0.85
"""The least share of the original's sentences in a whole reprint."""
PART = 0.34
"""The least share of a partial reprint's sentences that are the original's."""
FEWEST = 2
"""Fewer sentences in common say nothing."""

_QUOTED = pattern_of(r"“[^“”]{1,1500}”|\"[^\"\n]{1,1500}\"|«[^«»]{1,1500}»")

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a text stands in another: its sentences that do, of those that count, and the other way round."""

    common: int
    of_copy: int
    of_original: int
    original_in_copy: int
    """How many of the original's sentences stand in the copy."""

    @property
    def share(self) -> int:
        """The share of the copy's sentences that stand in the original, in per cent."""
        return round(100 * self.common / self.of_copy) if self.of_copy else 0

    @property
    def extent(self) -> ReprintExtent | None:
        """Whether the copy reprints all or part of the original; None if it has too little of it."""
        if self.common < FEWEST or not self.of_original:
            return None
        if self.original_in_copy >= max(FEWEST, WHOLE * self.of_original):
            return ReprintExtent.WHOLE
        return ReprintExtent.PART if self.common >= PART * self.of_copy else None

    @property
    def same(self) -> bool:
        """Whether the two are the same text, as good as: nearly all sentences of each stand in the other."""
        enough = self.common >= max(FEWEST, WHOLE * self.of_copy)
        return enough and self.original_in_copy >= max(FEWEST, WHOLE * self.of_original)

    @property
    def suspected(self) -> bool:
        """Whether the copy may have picked something up from the original."""
        return self.common >= FEWEST


class Printed:
    """A text with the runs of words of its sentences; it is read once."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text
        own = list(_own_sentences(text))
        self.places = [sentence for sentence, _ in own]
        """The sentences that count."""
        self.sentences = [runs for _, runs in own]
        self.runs = {run for runs in self.sentences for run in runs}

    @cached_property
    def all_sentences(self) -> list[Sentence]:
        """All sentences of the text, also quotations and short ones."""
        return sentences_of(self.text)

    def common_with(self, other: Printed) -> list[Sentence]:
        """Return its sentences that stand in another text."""
        pairs = zip(self.places, self.sentences, strict=True)
        return [sentence for sentence, runs in pairs if len(runs & other.runs) >= STANDS * len(runs)]

    def standing_in(self, other: Printed) -> int:
        """Return how many of its sentences stand in another text."""
        return len(self.common_with(other))


def time_of(published: str | None, day: date | None, article: int) -> tuple[date, str, int]:
    """Return what says which of two articles came first: the day, the time, and the number.

    An article without a day comes last, and of a day's articles those without a time.
    """
    return day or date.max, (published or "")[11:16] or "24:00", article


def likeness(copy: Printed, original: Printed) -> Likeness:
    """Return how much two texts have in common; a text without sentences that count has nothing in common."""
    return Likeness(
        common=copy.standing_in(original),
        of_copy=len(copy.sentences),
        of_original=len(original.sentences),
        original_in_copy=original.standing_in(copy),
    )


def _own_sentences(text: str) -> Iterator[tuple[Sentence, frozenset[Run]]]:
    """Yield each sentence that counts, with its runs."""
    quoted = _quotations(text)
    for sentence in sentences_of(text):
        words = running_words(sentence.text)
        if len(words) >= SHORT and not _is_quoted(sentence, quoted):
            yield sentence, frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _quotations(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _QUOTED.finditer(text)]


def _is_quoted(sentence: Sentence, quoted: Sequence[tuple[int, int]]) -> bool:
    """Return whether more than half of a sentence is quoted."""
    inside = sum(max(0, min(end, sentence.end) - max(start, sentence.start)) for start, end in quoted)
    return inside * 2 > sentence.end - sentence.start
