"""Ranking what is held by how likely it is what a text is about: values in, values out.

Each word of the text counts by its rarity among our claims (BM25 over stems: Robertson and Zaragoza 2009), the words
that everybody uses count less, and synonyms less. Words that are not the same may share most of their letters
(*Iran*, *Iranian*; *#prayforamazonia*, *Amazon*): each run of four letters carries its part of a word's weight. At
last, what the best ten share counts a little for the others (pseudo-relevance feedback). What each of these gave is in
`benchmarks/README.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from claims.text.names.wordlists import nations
from claims.text.similarity.asked import stem_of
from claims.text.similarity.frequent import COMMON_WORDS, SYNONYMS

COMMON = 0.7
"""What a word counts that everybody uses."""

SYNONYM = 0.3
"""What a synonym counts, of the word that the text has."""

SATURATION, LENGTH, AVERAGE = 1.2, 0.4, 12
"""How soon a repeated word stops counting (k1), how much long claims lose (b), and from how many words on."""

RUN = 4
"""How many letters are compared together, where words are not the same."""

SPREAD = 0.75
"""A word's weight is spread over its runs of letters: each has its share, of their number to this power."""

BEST, SHARED, FED_BACK = 10, 10, 0.3
"""How many of the best are looked at for words that they share, how many such words count, and how much."""

MOST_WORDS = 64
"""How many different words of a text are looked up; of a longer text, the rarest in our claims."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a text: as they are with their stems, and what each stem counts before its rarity is known."""

    stems: Mapping[str, str]
    weights: Mapping[str, float]
    synonyms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rank:
    """What a claim reached, how much of the text it covers in per cent, and the stems of the text that it has."""

    claim: int
    score: int
    covers: int
    shared: tuple[str, ...]


def asked(words: Iterable[str]) -> Asked:
    """Return the words of a text (`ranked_words`) with what they count."""
    stems: dict[str, str] = {}
    weights: dict[str, float] = {}
    for word in words:
        stem = stems.setdefault(word, stem_of(word))
        weights[stem] = max(weights.get(stem, 0.0), COMMON if word in COMMON_WORDS else 1.0)
    synonyms: dict[str, float] = {}
    for stem, weight in weights.items():
        for other in _synonyms().get(stem, ()):
            if other not in weights:
                synonyms[other] = max(synonyms.get(other, 0.0), SYNONYM * weight)
    return Asked(stems, weights, synonyms)


def rarity(having: int, claims: int) -> float:
    """Return how much a word tells that so many of all claims have (Robertson and Spärck Jones)."""
    return log((claims - having + 0.5) / (having + 0.5) + 1)


def ranked(
    question: Asked,
    having: Mapping[str, int],
    claims: int,
    words: Mapping[int, Sequence[str]],
    count: Callable[[Sequence[str]], Mapping[str, int]],
) -> list[Rank]:
    """Return the claims, given by number with their words, the likeliest first.

    ``having`` says how many of all ``claims`` have each stem of the question, and ``count`` of other stems.
    Scores are whole numbers, so that every machine gives the same order; claims of the same score are in the order of
    their numbers.
    """
    values = _Values(question, having, claims)
    read = {claim: values.read(each) for claim, each in words.items()}
    by_score = sorted(read, key=lambda claim: (-read[claim].score, claim))
    values.feed_back([read[claim] for claim in by_score[:BEST]], count)
    whole = values.read(tuple(question.stems)).score or 1.0
    ranks = [
        Rank(
            claim,
            round(1_000 * (each.score + values.fed_back(each))),
            min(100, round(100 * each.score / whole)),
            each.shared,
        )
        for claim, each in read.items()
    ]
    return sorted(ranks, key=lambda rank: (-rank.score, rank.claim))


@dataclass(frozen=True, slots=True)
class _Read:
    """A claim's words as a question sees them."""

    words: Sequence[str]
    spare: float
    score: float
    shared: tuple[str, ...]


class _Values:
    """What each word of a claim is worth for a question; most claims share words, so each is looked at once."""

    def __init__(self, question: Asked, having: Mapping[str, int], claims: int) -> None:
        self.having, self.claims = having, claims
        self.exact = {
            stem: weight * rarity(having.get(stem, 0), claims)
            for stem, weight in (*question.weights.items(), *question.synonyms.items())
        }
        self.runs: dict[str, float] = {}
        for word, stem in question.stems.items():
            runs = _form_of(word)[1]
            part = self.exact[stem] / len(runs) ** SPREAD
            for run in runs:
                self.runs[run] = max(self.runs.get(run, 0.0), part)
        self.own = frozenset(question.weights)
        self.is_apart = self.runs.keys().isdisjoint
        self.often: dict[int, tuple[float, tuple[float, ...]]] = {}
        self.looked: dict[str, tuple[str, float] | None] = {}
        self.stems: dict[str, str] = {}
        self.partly: dict[str, float] = {}
        self.common: dict[str, float] = {}
        self.common_words: dict[str, str] = {}

    def read(self, words: Sequence[str]) -> _Read:
        """Return a claim's stems, and its score before feedback."""
        often = self.often.get(len(words))
        if often is None:
            spare = SATURATION * (1 - LENGTH + LENGTH * len(words) / AVERAGE)
            counted = (count * (SATURATION + 1) / (count + spare) for count in range(1, 5))
            often = self.often[len(words)] = (spare, (0.0, *counted))
        spare, times = often
        looked, exact = self.looked, self.exact
        partial: dict[str, int] = {}
        shared: dict[str, int] = {}
        for word in words:
            known = looked[word] if word in looked else self._look(word)
            if known is None:
                continue
            stem, partly = known
            if partly:
                partial[word] = partial.get(word, 0) + 1
            if stem in exact:
                shared[stem] = shared.get(stem, 0) + 1
        total = 0.0
        for word, count in partial.items():
            total += self.partly[word] * (times[count] if count < 4 else times[4])
        for stem, count in shared.items():
            total += exact[stem] * (times[count] if count < 4 else times[4])
        return _Read(words, spare, total, tuple([stem for stem in shared if stem in self.own]))

    def _look(self, word: str) -> tuple[str, float] | None:
        """Return a word's stem, and what its runs of letters are worth; None for a word that is worth nothing."""
        stem, own = _form_of(word)
        known = None
        if not self.is_apart(own):
            runs = self.runs
            partly = self.partly[word] = sum([runs[run] for run in own if run in runs])
            known = (stem, partly)
        elif stem in self.exact:
            known = (stem, 0.0)
        self.looked[word], self.stems[word] = known, stem
        return known

    def feed_back(self, best: Sequence[_Read], count: Callable[[Sequence[str]], Mapping[str, int]]) -> None:
        """Note the words that the best claims share, by how many of them have each."""
        counts: dict[str, int] = {}
        for each in best:
            for stem in {self.stems[word] for word in each.words}:
                counts[stem] = counts.get(stem, 0) + 1
        several = sorted(stem for stem, times in counts.items() if times > 1)
        having = {**count([stem for stem in several if stem not in self.having]), **self.having}
        worth = {
            stem: FED_BACK * counts[stem] / len(best) * rarity(having[stem], self.claims)
            for stem in several
            if stem in having
        }
        self.common = dict(sorted(worth.items(), key=lambda item: (-item[1], item[0]))[:SHARED])
        self.common_words = {word: stem for word, stem in self.stems.items() if stem in self.common}

    def fed_back(self, each: _Read) -> float:
        """Return what a claim is worth by the words that the best share."""
        common = self.common_words
        times: dict[str, int] = {}
        for word in each.words:
            if word in common:
                stem = common[word]
                times[stem] = times.get(stem, 0) + 1
        worth = 0.0
        for stem, count in times.items():
            worth += self.common[stem] * count * (SATURATION + 1) / (count + each.spare)
        return worth


@lru_cache(maxsize=65_536)
def _form_of(word: str) -> tuple[str, tuple[str, ...]]:
    """Return a word's stem and its runs of letters: both are remembered, as claims share most words."""
    return stem_of(word), runs_of(word)


def runs_of(word: str) -> tuple[str, ...]:
    """Return the runs of letters of a word, with marks for its beginning and end."""
    marked = f"^{word}$"
    return tuple(dict.fromkeys(marked[at : at + RUN] for at in range(max(1, len(marked) - RUN + 1))))


@lru_cache(maxsize=1)
def _synonyms() -> Mapping[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    of_nations: dict[str, set[str]] = {}
    for form, nation in nations()[0].items():
        if "_" not in form:
            of_nations.setdefault(nation, set()).add(form)
    for group in (*SYNONYMS, *of_nations.values()):
        stems = {stem_of(word) for word in group}
        for stem in stems:
            groups.setdefault(stem, set()).update(stems - {stem})
    return {stem: frozenset(others) for stem, others in groups.items()}
