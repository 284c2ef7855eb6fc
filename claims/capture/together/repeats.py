"""The same claim in several articles of one story, by the words of its statements: proposed to a person.

Statements in nearly the same words are compared as everywhere (`claims.text.similarity`).  Articles on one event say
one thing in many words, so among them less is enough: two statements are likely one claim if each has a good part of
the other's rare words, rare among all proposals of the story.  The thresholds are round numbers; with them,
four in five proposals were right on twelve marked articles.  Less is enough where one article has picked up the other's
report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from claims.capture.together.values import End, Member, Repeat
from claims.capture.values import Proposal
from claims.text.similarity import Likeness, Proposed, Stated, likeness
from claims.text.similarity.asked import ranked_words, stem_of
from claims.text.similarity.comparing import are_of_others, shares_figure
from claims.text.similarity.reading import Word, words_of
from claims.text.stating.differences import differences
from claims.vocabulary import Stance

LEAST_SHARED = 2
"""How many stems two statements share at least to be compared."""

FREQUENT = 0.5
"""Stems that a larger share of all proposals has find no candidates."""

NEAR, NEAR_RELAYED, NEAR_FIGURE = 0.45, 0.35, 0.35
"""How much of their rare words two statements share (F1 by weight): at least, where one article has picked up the
other's report, and where they give one figure."""

WEIGHT = 9.0
"""How much the shared words weigh at least: two rare ones, or several of the story's own."""

STORY = 250
"""Among how many proposals words are taken to be rare, at least: among few every word is."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A proposal with the stems of its statement."""

    article: int
    key: str
    proposal: Proposal
    stems: frozenset[str]
    words: Sequence[Word] = field(compare=False)

    @property
    def stated(self) -> Stated:
        return Stated(self.proposal.statement, self.proposal.kind)


def repeats(members: Sequence[Member], relayed: Collection[tuple[int, int]] = ()) -> list[Repeat]:
    """Return the pairs of proposals in two articles that are likely one claim; the members are in order of time.

    ``relayed`` are pairs of an article and the report that it has picked up.  Of a statement and its parts, the likest
    is paired.
    """
    read = list(_read(members))
    having = Counter(stem for each in read for stem in each.stems)
    weights = {stem: _weight(count, len(read)) for stem, count in having.items()}
    near = {frozenset(pair) for pair in relayed}
    pairs = []
    for first, second in _candidates(read, having):
        least = NEAR_RELAYED if frozenset((first.article, second.article)) in near else NEAR
        alike = _likeness(first, second, weights, least)
        if alike is not None and alike.proposed is Proposed.DUPLICATE:
            ends = (first.article, first.key), (second.article, second.key)
            pairs.append(Repeat(first=ends[0], second=ends[1], alike=alike.alike, why=alike.why))
    return sorted(_best(pairs), key=lambda repeat: (repeat.first, repeat.second))


def _weight(having: int, proposals: int) -> float:
    """Return how much a stem tells that so many of a story's proposals have; the two that are compared do not count."""
    whole = max(STORY, proposals)
    count = 2 + max(0, having - 2) * whole / proposals
    return log((whole - count + 0.5) / (count + 0.5) + 1)


def _read(members: Sequence[Member]) -> Iterator[_Read]:
    for member in members:
        for key, proposal in member.proposals.items():
            stems = frozenset(map(stem_of, ranked_words(proposal.statement)))
            yield _Read(member.article, key, proposal, stems, words_of(proposal.statement))


def _candidates(read: Sequence[_Read], having: Mapping[str, int]) -> Iterator[tuple[_Read, _Read]]:
    """Yield the pairs of proposals of two articles that share enough stems."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(read):
        shared: Counter[int] = Counter()
        for stem in each.stems:
            shared.update(holders[stem])
        for other, count in sorted(shared.items()):
            if count >= LEAST_SHARED and read[other].article != each.article:
                yield read[other], each
        for stem in each.stems:
            if having[stem] <= max(4, FREQUENT * len(read)):
                holders[stem].append(number)


def _likeness(first: _Read, second: _Read, weights: Mapping[str, float], least: float) -> Likeness | None:
    """Return what two proposals are likely to be, None if they are not alike."""
    if Stance.DECLINES in (first.proposal.stance, second.proposal.stance):
        least = NEAR  # whoever says nothing says it in the same words
    common = first.stems & second.stems
    weight = sum(weights[stem] for stem in common)
    whole = sum(weights[stem] for side in (first, second) for stem in side.stems)
    near = 2 * weight / whole if whole else 0.0
    if near < min(least, NEAR_FIGURE):
        return None
    close = likeness(first.stated, second.stated)
    if close is not None:
        return close
    figure = near >= NEAR_FIGURE and shares_figure(first.words, second.words)
    if weight < WEIGHT or not (near >= least or figure) or _are_apart(first, second):
        return None
    return Likeness(Proposed.DUPLICATE, round(100 * near), "the same figure" if figure else "other words for the same")


def _are_apart(first: _Read, second: _Read) -> bool:
    """Return whether one reverses the other, or each has a name that the other lacks."""
    turned = differences(first.proposal.statement, second.proposal.statement)
    short = min(len(first.stems), len(second.stems)) < 6
    return bool(turned) or (short and are_of_others(first.words, second.words))


def _best(pairs: Sequence[Repeat]) -> Iterator[Repeat]:
    """Yield of all pairs between two sentences the likest: a whole and its parts are not paired more than once."""
    best: dict[tuple[End, End], Repeat] = {}
    for pair in pairs:
        ends = _whole(pair.first), _whole(pair.second)
        if ends not in best or pair.alike > best[ends].alike:
            best[ends] = pair
    yield from best.values()


def _whole(end: End) -> End:
    return end[0], end[1].partition("/")[0]
