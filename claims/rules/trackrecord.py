"""Track records: what a verdict and an outcome count for, what a share of few is worth, and who was first.

Two questions are kept apart, for one claim can be right and not come true.  *Right when reported* is read off the
verdict: confirmed held; partly confirmed held in part, which is a column of its own and never half a hit; refuted
and misleading did not hold.  Outdated (Snopes: what happened later has made the first rating irrelevant) was right
when it was reported, and held.  *Came true* is read off the outcome of predictions, intentions and conditionals:
what occurred when it was said to, or early, came true; what occurred late came late, a column of its own; void
counts for nothing.

Never scored: what its origin said only to be possible, for neither end would show it wrong (ICD 203 gives such words
no number), and what it gave even odds or less, by the same reasoning; what it withdrew; what the article itself
doubted or rejected; opinions; and all that is not settled.

Shares come with Wilson's score interval (E. B. Wilson, JASA 22, 1927; recommended for few by Brown, Cai and DasGupta,
Statistical Science 16, 2001).  Values in, values out.
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
"""How sure the intervals are."""

FEWEST = 5
"""From how many settled claims on a share is given.

The sign test sets it: with four, even a record without a miss is no proof against a coin (½⁴ = 6 %); with five it
is one (3 %, below the customary 5 %).
"""


# What a claim counts as


class Subject(StrEnum):
    """Whose track record it is."""

    OUTLET = "outlet"
    REPORTER = "reporter"
    SOURCE = "source"


class Said(StrEnum):
    """How its origin gave a claim."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    DOUBTED = "doubted"
    WITHDRAWN = "withdrawn"


class Score(StrEnum):
    """What a claim counts as; only the first four are counted in a share."""

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
"""The scores that a share is of."""

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
    """Return what a claim counts as by its verdict: was it right when it was reported?"""
    if said in (Said.WITHDRAWN, Said.DOUBTED):
        return _ASIDE[said]
    if kind is ClaimKind.OPINION:
        return Score.OPINION
    if status not in VERDICTS:
        return Score.OPEN
    return _ASIDE.get(said, _RIGHT[status])


def came_true(kind: ClaimKind, outcome: Outcome | None, said: Said) -> Score | None:
    """Return what a claim counts as by its outcome; nothing for a kind in which nothing is to come."""
    if kind not in KINDS_WITH_OUTCOME:
        return None
    if said in (Said.WITHDRAWN, Said.DOUBTED):
        return _ASIDE[said]
    found = _CAME_TRUE[outcome or Outcome.PENDING]
    return found if found in (Score.OPEN, Score.VOID) else _ASIDE.get(said, found)


def says_only_possible(likelihood: Likelihood | None, hedges: Collection[str | None] = ()) -> bool:
    """Return whether an appearance says no more than that something may be, or gives it even odds or less.

    The likelihood that was recorded decides; without one, the words of its hedges do, by the published table.
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
    """An article that has a claim from nobody else's report, and on whose word it gives it."""

    article: Key
    footing: Key
    """The appearance that tells: its own, or one that relays it where nobody here has read it."""
    attribution: Attribution | None
    """None where nobody here has read the article and those who relay it do not say."""
    source: Key | None
    stands: bool
    """False once the article withdrew it."""


def own_words(footings: Sequence[Footing]) -> tuple[Word, ...]:
    """Return the words of the articles in which a claim originates, from all of its footings that assert it.

    These are the articles at which chains of relays end, an unread one that others relay among them; relays and
    reprints add nothing.  Whoever credits "another outlet's report" without saying whose is not its origin.
    """
    stated = [footing for footing in footings if footing.stance is Stance.ASSERTS]
    read = by_article(stated)
    found = (_word(footing) for footing in stated if is_ending(footing, read))
    return tuple(word for word in found if word is not None)


def _word(footing: Footing) -> Word | None:
    """Return the word that an ending footing tells of, if it does."""
    if not is_relay(footing, suspected=False):
        if footing.attribution is Attribution.OUTLET:
            return None
        return Word(footing.article, footing.key, footing.attribution, footing.source, footing.stands)
    if not footing.stands or footing.relays is None:  # a relay that was withdrawn says nothing of what it relayed
        return None
    if names_a_source(footing):
        return Word(footing.relays, footing.key, footing.attribution, footing.source, True)
    return Word(footing.relays, footing.key, None, None, True)


def how_said(words: Sequence[Word], possible: Collection[Key], doubted: Collection[Key] = ()) -> Said:
    """Return how an origin gave a claim, from all its words; the two collections hold footings."""
    standing = [word.footing for word in words if word.stands]
    if not standing:
        return Said.WITHDRAWN
    if all(one in doubted for one in standing):
        return Said.DOUBTED
    return Said.POSSIBLE if all(one in possible for one in standing) else Said.ASSERTED


# Shares


@dataclass(frozen=True, slots=True)
class Share:
    """A share with the interval that holds it: ``lower <= part / of <= upper``."""

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
        raise ValueError(f"{part} of {of} is no share")
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
    """Return how many standard deviations from the middle hold so much of a normal distribution."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims count as what."""

    held: int = 0
    late: int = 0
    in_part: int = 0
    not_held: int = 0

    @property
    def settled(self) -> int:
        """How many are counted at all."""
        return self.held + self.late + self.in_part + self.not_held

    @property
    def share(self) -> Share | None:
        """The share that held in full, and in time; nothing where there are too few to judge."""
        return wilson(self.held, self.settled) if self.settled >= FEWEST else None

    @property
    def share_in_part(self) -> Share | None:
        """The share that held at least in part, or late; nothing where there are too few to judge."""
        return wilson(self.settled - self.not_held, self.settled) if self.settled >= FEWEST else None


def tally(scores: Iterable[Score | None]) -> Tally:
    """Return how many of some scores are of each kind that is counted."""
    listed = list(scores)
    return Tally(**{score.value: listed.count(score) for score in COUNTED})


# Early and late


Days = tuple[date | None, date | None]
"""The first and the last day that something can be of; nothing where that is not known."""


def days_off(outcome: Outcome | None, due: Days, day: date) -> int | None:
    """Return by how many days something came early or late, from the nearer end of the window in which it was due.

    Nothing for what was neither, for a window without days, and where the day does not bear the outcome out.
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
    """By how many days some claims came early, or late."""

    claims: int
    known: int
    """Of how many of them the days are known."""
    median: float | None
    least: int | None
    most: int | None


def timing(days: Sequence[int | None]) -> Timing:
    """Return the median and the range of days; those that are not known are counted."""
    known = [one for one in days if one is not None]
    if not known:
        return Timing(len(days), 0, None, None, None)
    return Timing(len(days), len(known), median(known), min(known), max(known))


# Who was first


class Place(StrEnum):
    """When somebody carried a claim, beside all others who did."""

    ALONE = "alone"
    FIRST = "first"
    SAME_DAY = "same_day"
    LATER = "later"
    UNCLEAR = "unclear"


def place(footings: Sequence[Footing], own: Collection[Key], days: Mapping[Key, Days]) -> Place:
    """Return when the articles ``own`` carried a claim, beside all others with standing footings that assert it.

    An article is no older than what it relays, so what leads back to ``own`` is never before it, however it is dated.
    First means that the last day that it can be of is before the first day of every other; where an undated article,
    or one known only to the month, leaves that open it is unclear.
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
    """Return which of two first days is the earlier, given what is known of each."""
    if ours[1] is not None and theirs[0] is not None and ours[1] < theirs[0]:
        return Place.FIRST
    if theirs[1] is not None and ours[0] is not None and theirs[1] < ours[0]:
        return Place.LATER
    same = ours[0] is not None and ours[0] == ours[1] == theirs[0] == theirs[1]
    return Place.SAME_DAY if same else Place.UNCLEAR


def _first_day(articles: Iterable[Key], days: Mapping[Key, Days]) -> Days:
    """Return the bounds between which the first of some articles appeared."""
    known = [days.get(one, (None, None)) for one in articles]
    firsts, lasts = [first for first, _ in known if first], [last for _, last in known if last]
    return (min(firsts) if len(firsts) == len(known) else None, min(lasts, default=None))


def _leading_back(below: Mapping[Key, Sequence[Footing]], start: Iterable[Key]) -> set[Key]:
    """Return the articles that have it from any of some articles, directly or not."""
    queue = deque(start)
    found: set[Key] = set()
    while queue:
        for footing in below.get(queue.popleft(), ()):
            if footing.article not in found:
                found.add(footing.article)
                queue.append(footing.article)
    return found
