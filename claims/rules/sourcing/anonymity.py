"""What newsrooms' own rules say about unnamed sources, and which appearances and claims they concern.

Values in, values out.  The rules are those of two houses, as printed:

- The Associated Press, *AP News Values & Principles*, "Anonymous Sources": "Under AP's rules, material from anonymous
  sources may be used only if: 1. The material is information and not opinion or speculation, and is vital to the news
  report.  2. The information is not available except under the conditions of anonymity imposed by the source.  3. The
  source is reliable, and in a position to have accurate information."  (As excerpted by Quill, 9 April 2014.)  The
  reporter is to "explain in the story why the source requested anonymity".  (As quoted by Reason, 4 January 2005.)
- Reuters, *Handbook of Journalism*, "The Essentials of Reuters sourcing": "A named source is always preferable to an
  unnamed source.  We should never deliberately mislead in our sourcing, … or cite sources in the plural when we have
  only one.  Anonymous sources are the weakest sources."  And Reuters Editors, "Anonymous sources – Reuters rules",
  17 July 2008: "Two or more sources are better than one."

An outsider cannot tell whether a rule was broken: the editor may know who spoke and why.  This module only finds
articles that show the practice a rule is about.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

from claims.rules.sourcing.values import Key
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, Attribution, ClaimKind, Proximity, RelayBasis

K = TypeVar("K", int, str, Key)


class Practice(StrEnum):
    """A practice that a rule is about; the first two concern claims, the others appearances."""

    NOBODY_NAMED = "nobody_named"
    ONE_ALONE = "one_alone"
    OPINION = "opinion"
    PLURAL = "plural"
    NO_REASON = "no_reason"
    SECOND_HAND = "second_hand"


OF_CLAIMS = (Practice.NOBODY_NAMED, Practice.ONE_ALONE)
"""The practices of a whole claim, over all its appearances."""

OF_APPEARANCES = tuple(practice for practice in Practice if practice not in OF_CLAIMS)
"""The practices of a single appearance."""


@dataclass(frozen=True, slots=True)
class HouseRule:
    """A rule as its house prints it, and where it is printed."""

    house: str
    document: str
    section: str
    words: str
    url: str
    """A page with these words: the house's own, or a page that quotes it."""


_AP = ("AP", "News Values & Principles", "Anonymous Sources")
_AP_URL = "https://www.quillmag.com/2014/04/09/guidelines-on-anonymous-sources/"
_REUTERS = ("Reuters", "Handbook of Journalism", "The Essentials of Reuters sourcing")
_REUTERS_URL = "https://handbook.reuters.com/index.php?title=The_Essentials_of_Reuters_sourcing"

RULES: dict[Practice, HouseRule] = {
    Practice.NOBODY_NAMED: HouseRule(
        *_REUTERS, "A named source is always preferable to an unnamed source.", _REUTERS_URL
    ),
    Practice.ONE_ALONE: HouseRule(
        "Reuters",
        "Reuters Editors",
        "Anonymous sources – Reuters rules, 17 July 2008",
        "Two or more sources are better than one.",
        "http://blogs.reuters.com/reuters-editors/2008/07/17/anonymous-sources-reuters-rules/",
    ),
    Practice.OPINION: HouseRule(
        *_AP,
        "The material is information and not opinion or speculation, and is vital to the news report.",
        _AP_URL,
    ),
    Practice.PLURAL: HouseRule(
        *_REUTERS,
        "We should never deliberately mislead in our sourcing, … or cite sources in the plural when we have only one.",
        _REUTERS_URL,
    ),
    Practice.NO_REASON: HouseRule(
        *_AP,
        "explain in the story why the source requested anonymity",
        "https://reason.com/2005/01/04/shooing-anonymice/",
    ),
    Practice.SECOND_HAND: HouseRule(
        *_AP, "The source is reliable, and in a position to have accurate information.", _AP_URL
    ),
}
"""The rule about each practice, word for word."""

OUTLETS_OWN = frozenset(Attribution) - {Attribution.OUTLET}
"""Attributions to the outlet's own reporting: every attribution except another outlet's report."""

WITH_A_NAME = frozenset(
    {
        Attribution.NAMED,
        Attribution.INSTITUTION,
        Attribution.DOCUMENT,
        Attribution.WITNESSED,
        Attribution.OWN_VOICE,
    }
)
"""Attributions to somebody or something that can be held to account."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rules need to know about an appearance by itself."""

    attribution: Attribution
    """With an unnamed plural without a number as a collective (rule 8)."""
    opinion: bool = False
    stated_count: int | None = None
    reasoned: bool = False
    """Whether the article says why it does not name them."""
    second_hand: bool = False


class Word(NamedTuple):
    """On whose word an article gives a claim by one appearance."""

    article: Key
    shape: Shape
    source: Key | None = None
    """The person or institution given as the origin."""
    upstream: Key | None = None
    """The article that the claim was picked up from (`upstream_of`)."""

    @property
    def is_own(self) -> bool:
        """Whether the outlet reports the claim itself and does not pass another's report on."""
        return self.upstream is None and self.shape.attribution in OUTLETS_OWN

    @property
    def is_unnamed(self) -> bool:
        """Whether the article attributes the claim to unnamed people."""
        return self.shape.attribution in UNNAMED_ATTRIBUTIONS


@dataclass(frozen=True, slots=True)
class Voices:
    """Who stands behind a claim, counted over the appearances that assert it and stand."""

    named: int = 0
    """Appearances attributed to a named person, an institution, a document, an observation or an own voice."""
    unnamed: int = 0
    """Appearances attributed to unnamed people of any sort."""
    collective: int = 0
    sources: int = 0
    """How many records of unnamed people there are."""
    most: int = 0
    """The largest stated number of people in these records."""
    nobody: int = 0
    """Appearances that name no source, or only another outlet's report that nobody here has read for this claim."""


def is_opinion(kind: ClaimKind) -> bool:
    """Return whether a claim is opinion in the sense of AP's rule.

    A prediction or a position is not: it is information about a plan or a view, as long as somebody can know it.
    """
    return kind is ClaimKind.OPINION


def is_second_hand(proximity: Proximity) -> bool:
    """Return whether the speaker is on record as knowing it from others."""
    return proximity is Proximity.SECOND_HAND


def upstream_of(relays: K | None, basis: RelayBasis | None) -> K | None:
    """Return the article that an appearance picked the claim up from; none if that is only suspected."""
    return None if basis is RelayBasis.SUSPECTED else relays


def voices_of(words: Sequence[Word], read: Collection[Key]) -> Voices:
    """Return who stands behind a claim, given the words of its appearances that assert it and stand.

    ``read`` holds the articles that were read for this claim, including those whose outlet withdrew the report: a
    withdrawn report was read all the same, so a relay of it is not a relay of something unread.
    """
    unnamed = [word for word in words if word.is_unnamed]
    alone = {word.source for word in unnamed if word.shape.attribution is Attribution.UNNAMED}
    rest = [word for word in words if not word.is_unnamed and word.shape.attribution not in WITH_A_NAME]
    return Voices(
        named=len(words) - len(unnamed) - len(rest),
        unnamed=len(unnamed),
        collective=sum(word.shape.attribution is Attribution.COLLECTIVE for word in unnamed),
        sources=len(alone - {None}),
        most=max((word.shape.stated_count or 0 for word in unnamed), default=0),
        nobody=sum(word.upstream is None or word.upstream not in read for word in rest),
    )


def practices_of(shape: Shape) -> frozenset[Practice]:
    """Return the practices of an appearance that rests on unnamed people; empty for any other appearance."""
    if shape.attribution not in UNNAMED_ATTRIBUTIONS:
        return frozenset()
    numbered = shape.stated_count is not None
    unnumbered = not numbered and shape.attribution is Attribution.COLLECTIVE
    held = {
        Practice.OPINION: shape.opinion,
        Practice.PLURAL: unnumbered,
        Practice.NO_REASON: not shape.reasoned,
        Practice.SECOND_HAND: shape.second_hand,
    }
    return frozenset(practice for practice, shows in held.items() if shows)


def practices_of_claim(voices: Voices) -> frozenset[Practice]:
    """Return the practices of a claim: only unnamed voices, or a single unnamed person alone.

    The second does not apply if any article names no source: that article may have a different source.
    """
    if voices.named or not voices.unnamed:
        return frozenset()
    alone = not voices.collective and not voices.nobody and voices.sources == 1 and voices.most <= 1
    return frozenset({Practice.NOBODY_NAMED} | ({Practice.ONE_ALONE} if alone else set()))
