"""Track records: how verdicts and outcomes are scored, how far a share of few claims can be trusted, and who was first.

Two questions are kept apart, because a claim can be right when reported and still not come true.  *Right when reported*
follows the verdict: confirmed held; partly confirmed held in part, in a column of its own and never as half a hit;
refuted and misleading did not hold.  Outdated (Snopes: later events made the first rating irrelevant) was right when it
was reported, so it held.  *Came true* follows the outcome of predictions, intentions and conditionals: a claim that
occurred on time or early came true; late has a column of its own; void does not count.

Never scored: a claim that its origin called only possible, because no result would prove it wrong (ICD 203 gives these
words no number), or gave even odds or less, for the same reason; a claim its origin withdrew; a claim the article
itself doubted or rejected; opinions; and claims that are not settled.

Shares come with Wilson's score interval (E. B. Wilson, JASA 22, 1927; recommended for small samples by Brown, Cai and
DasGupta, Statistical Science 16, 2001).  Values in, values out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from math import sqrt
from statistics import NormalDist, median

from claims.rules.sourcing.chains import is_ending
from claims.rules.sourcing.relays import by_article, is_relay, names_a_source, relayers
from claims.rules.sourcing.values import Footing, Key
from claims.vocabulary import (
    KINDS_WITH_OUTCOME,
    LIKELIHOOD_WORDS,
    VERDICTS,
    Attribution,
    ClaimKind,
    Likelihood,
    Outcome,
    Stance,
    Status,
)

CONFIDENCE = 0.95
"""The confidence level of the intervals."""

FEWEST = 5
"""The fewest settled claims that a share may rest on.

The sign test sets it: four hits out of four can still be a coin's luck (½⁴ = 6 %); five out of five is below the
customary 5 % (½⁵ = 3 %).
"""


# What a claim counts as


class Subject(StrEnum):
    """The kind of record that a track record is about."""

    OUTLET = "outlet"
    REPORTER = "reporter"
    SOURCE = "source"


class Said(StrEnum):
    """How an origin gave a claim."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    DOUBTED = "doubted"
    WITHDRAWN = "withdrawn"


class Score(StrEnum):
    """What a claim counts as; only the first four enter a share."""

    HELD = "held"
    LATE = "late"
    IN_PART = "in_part"
    NOT_HELD = "not_held"
    VOID = "void"
    OPEN = "open"
    POSSIBLE = "possible"
    DOUBTED = "doubted"
    WITHDRAWN = "withdrawn"
    OPINION = "opinion"


COUNTED = (Score.HELD, Score.LATE, Score.IN_PART, Score.NOT_HELD)
"""The scores that enter a share."""

_RIGHT = {
    Status.CONFIRMED: Score.HELD,
    Status.OUTDATED: Score.HELD,
    Status.PARTLY_CONFIRMED: Score.IN_PART,
    Status.MISLEADING: Score.NOT_HELD,
    Status.REFUTED: Score.NOT_HELD,
}
_CAME_TRUE = {
    Outcome.PENDING: Score.OPEN,
    Outcome.OCCURRED: Score.HELD,
    Outcome.OCCURRED_EARLY: Score.HELD,
    Outcome.OCCURRED_LATE: Score.LATE,
    Outcome.PARTLY_OCCURRED: Score.IN_PART,
    Outcome.DID_NOT_OCCUR: Score.NOT_HELD,
    Outcome.VOID: Score.VOID,
}
_ASIDE = {
    Said.POSSIBLE: Score.POSSIBLE,
    Said.DOUBTED: Score.DOUBTED,
    Said.WITHDRAWN: Score.WITHDRAWN,
}
_NO_BETTER_THAN_EVEN = frozenset(
    {
        Likelihood.POSSIBLE,
        Likelihood.ROUGHLY_EVEN,
        Likelihood.UNLIKELY,
        Likelihood.VERY_UNLIKELY,
        Likelihood.ALMOST_NO_CHANCE,
    }
)


def right_when_reported(kind: ClaimKind, status: Status, said: Said) -> Score:
    """Return a claim's score by its verdict: was it right when it was reported?"""
    if said in (Said.WITHDRAWN, Said.DOUBTED):
        return _ASIDE[said]
    if kind is ClaimKind.OPINION:
        return Score.OPINION
    if status not in VERDICTS:
        return Score.OPEN
    return _ASIDE.get(said, _RIGHT[status])


def came_true(kind: ClaimKind, outcome: Outcome | None, said: Said) -> Score | None:
    """Return a claim's score by its outcome, or None for a kind of claim that has no outcome."""
    if kind not in KINDS_WITH_OUTCOME:
        return None
    if said in (Said.WITHDRAWN, Said.DOUBTED):
        return _ASIDE[said]
    score = _CAME_TRUE[outcome or Outcome.PENDING]
    return score if score in (Score.OPEN, Score.VOID) else _ASIDE.get(said, score)


def says_only_possible(likelihood: Likelihood | None, hedges: Collection[str | None] = ()) -> bool:
    """Return whether an appearance calls a claim only possible, or gives it even odds or less.

    The recorded likelihood decides; without it, the words of the hedges do, by the published table.
    """
    if likelihood is not None:
        return likelihood in _NO_BETTER_THAN_EVEN
    if not hedges:
        return False
    mapped = (LIKELIHOOD_WORDS.get((words or "").strip().casefold()) for words in hedges)
    return any(band in _NO_BETTER_THAN_EVEN for band in mapped)


# Where a claim originates


@dataclass(frozen=True, slots=True)
class Word:
    """An article that a claim originates in, with its attribution there."""

    article: Key
    footing: Key
    """The appearance that shows it: the article's own, or a relay of it if the article is unread."""
    attribution: Attribution | None
    """None if the article is unread and its relays do not say."""
    source: Key | None
    stands: bool
    """False once the article has withdrawn the claim."""


def own_words(footings: Sequence[Footing]) -> tuple[Word, ...]:
    """Return the articles that a claim originates in, from all footings that assert it.

    These are the articles where chains of relays end, including unread articles that others relay; relays and reprints
    add nothing.  An article that credits "another outlet's report" without naming it is not an origin.
    """
    stated = [footing for footing in footings if footing.stance is Stance.ASSERTS]
    read = by_article(stated)
    words = (_word(footing) for footing in stated if is_ending(footing, read))
    return tuple(word for word in words if word is not None)


def _word(footing: Footing) -> Word | None:
    """Return the origin that a footing at the end of a chain shows, or None."""
    if not is_relay(footing, suspected=False):
        if footing.attribution is Attribution.OUTLET:
            return None
        return Word(footing.article, footing.key, footing.attribution, footing.source, footing.stands)
    if not footing.stands or footing.relays is None:  # a withdrawn relay says nothing about the article it relayed
        return None
    if names_a_source(footing):
        return Word(footing.relays, footing.key, footing.attribution, footing.source, True)
    return Word(footing.relays, footing.key, None, None, True)


def how_said(words: Sequence[Word], possible: Collection[Key], doubted: Collection[Key] = ()) -> Said:
    """Return how an origin gave a claim, from all its words; ``possible`` and ``doubted`` hold keys of footings."""
    standing = [word.footing for word in words if word.stands]
    if not standing:
        return Said.WITHDRAWN
    if all(footing in doubted for footing in standing):
        return Said.DOUBTED
    return Said.POSSIBLE if all(footing in possible for footing in standing) else Said.ASSERTED


# Shares


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval: ``lower <= part / of <= upper``."""

    part: int
    of: int
    lower: float
    upper: float

    @property
    def value(self) -> float:
        """The share itself."""
        return self.part / self.of


def wilson(part: int, of: int, confidence: float = CONFIDENCE) -> Share:
    """Return the share of ``part`` in ``of`` with Wilson's score interval.

    Raises ValueError unless ``0 <= part <= of`` and ``of`` is at least 1.
    """
    if not 0 <= part <= of or of < 1:
        raise ValueError(f"{part} of {of} is not a share")
    z = _normal_quantile(confidence)
    share, shrink = part / of, 1 + z * z / of
    middle = (share + z * z / (2 * of)) / shrink
    half = z / shrink * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    # By algebra the bounds are 0 and 1 at the ends; floating point misses them by a hair.
    return Share(
        part,
        of,
        0.0 if part == 0 else min(max(0.0, middle - half), share),
        1.0 if part == of else max(min(1.0, middle + half), share),
    )


@cache
def _normal_quantile(confidence: float) -> float:
    """Return how many standard deviations either side of the mean hold this part of a normal distribution."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims have each score."""

    held: int = 0
    late: int = 0
    in_part: int = 0
    not_held: int = 0

    @property
    def settled(self) -> int:
        """How many claims are counted."""
        return self.held + self.late + self.in_part + self.not_held

    @property
    def share(self) -> Share | None:
        """The share that held in full and on time; None if there are too few to judge."""
        return wilson(self.held, self.settled) if self.settled >= FEWEST else None

    @property
    def share_in_part(self) -> Share | None:
        """The share that held at least in part, or late; None if there are too few to judge."""
        return wilson(self.settled - self.not_held, self.settled) if self.settled >= FEWEST else None


def tally(scores: Iterable[Score | None]) -> Tally:
    """Return how often each counted score occurs."""
    listed = list(scores)
    return Tally(**{score.value: listed.count(score) for score in COUNTED})


# Early and late


Days = tuple[date | None, date | None]
"""The first and the last possible day; None if unknown."""


def days_off(outcome: Outcome | None, due: Days, day: date) -> int | None:
    """Return how many days early or late something came, counted from the nearer end of its due window.

    None if it was neither, if the window has no days, or if ``day`` does not fit the outcome.
    """
    first, last = due
    if outcome is Outcome.OCCURRED_EARLY:
        edge = first or last
        off = None if edge is None else (edge - day).days
    elif outcome is Outcome.OCCURRED_LATE:
        edge = last or first
        off = None if edge is None else (day - edge).days
    else:
        return None
    return off if off is not None and off > 0 else None


@dataclass(frozen=True, slots=True)
class Timing:
    """How many days early, or late, claims came."""

    claims: int
    known: int
    """For how many of them the days are known."""
    median: float | None
    least: int | None
    most: int | None


def timing(days: Sequence[int | None]) -> Timing:
    """Return the median and the range of the days, with a count of all and of the known."""
    known = [count for count in days if count is not None]
    if not known:
        return Timing(len(days), 0, None, None, None)
    return Timing(len(days), len(known), median(known), min(known), max(known))


# Who was first


class Place(StrEnum):
    """When an outlet or a reporter carried a claim, compared with all others."""

    ALONE = "alone"
    FIRST = "first"
    SAME_DAY = "same_day"
    LATER = "later"
    UNCLEAR = "unclear"


def place(footings: Sequence[Footing], own: Collection[Key], days: Mapping[Key, Days]) -> Place:
    """Return when the articles ``own`` carried a claim, compared with all other standing footings that assert it.

    An article is never older than the article it relays, so an article that leads back to ``own`` is never earlier,
    however it is dated.  First means: its last possible day is before the first possible day of every other article.
    If an undated article, or an article dated only by month, leaves that open, the place is unclear.
    """
    stated = [footing for footing in footings if footing.stance is Stance.ASSERTS and footing.stands]
    cited = (footing.relays for footing in stated if footing.relays is not None and is_relay(footing, suspected=False))
    every = {footing.article for footing in stated}.union(cited)
    ours, others = every.intersection(own), every.difference(own)
    if not others:
        return Place.ALONE
    below = relayers(stated, suspected=False)
    earlier, rivals = ours - _leading_back(below, others), others - _leading_back(below, ours)
    if not earlier:
        return Place.LATER if rivals else Place.UNCLEAR
    if not rivals:
        return Place.FIRST
    return _compared(_first_day(earlier, days), _first_day(rivals, days))


def _compared(ours: Days, theirs: Days) -> Place:
    """Return how our first day compares with theirs, as far as the bounds of both tell."""
    if ours[1] is not None and theirs[0] is not None and ours[1] < theirs[0]:
        return Place.FIRST
    if theirs[1] is not None and ours[0] is not None and theirs[1] < ours[0]:
        return Place.LATER
    same = ours[0] is not None and ours[0] == ours[1] == theirs[0] == theirs[1]
    return Place.SAME_DAY if same else Place.UNCLEAR


def _first_day(articles: Iterable[Key], days: Mapping[Key, Days]) -> Days:
    """Return the earliest and latest possible day of the first of these articles."""
    known = [days.get(article, (None, None)) for article in articles]
    firsts, lasts = [first for first, _ in known if first], [last for _, last in known if last]
    return (min(firsts) if len(firsts) == len(known) else None, min(lasts, default=None))


def _leading_back(below: Mapping[Key, Sequence[Footing]], start: Iterable[Key]) -> set[Key]:
    """Return the articles that picked the claim up from any article in ``start``, directly or not."""
    queue = deque(start)
    reached: set[Key] = set()
    while queue:
        for footing in below.get(queue.popleft(), ()):
            if footing.article not in reached:
                reached.add(footing.article)
                queue.append(footing.article)
    return reached
