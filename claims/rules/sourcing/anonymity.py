"""What newsrooms' own rules say of unnamed sources, and which appearances and claims they bear on.

Values in, values out.  Two houses' rules are used, as they print them:

- The Associated Press, *AP News Values & Principles*, "Anonymous Sources": "Under AP's rules, material from anonymous
  sources may be used only if: 1. The material is information and not opinion or speculation, and is vital to the news
  report.  2. The information is not available except under the conditions of anonymity imposed by the source.  3. The
  source is reliable, and in a position to have accurate information."  (As excerpted by Quill, 9 April 2014.)  The
  reporter is to "explain in the story why the source requested anonymity".  (As quoted by Reason, 4 January 2005.)
- Reuters, *Handbook of Journalism*, "The Essentials of Reuters sourcing": "A named source is always preferable to an
  unnamed source.  We should never deliberately mislead in our sourcing, … or cite sources in the plural when we have
  only one.  Anonymous sources are the weakest sources."  And Reuters Editors, "Anonymous sources – Reuters rules",
  17 July 2008: "Two or more sources are better than one."

Whether a rule was broken cannot be told from outside: the editor may know who spoke and why.  What is found is that
the article shows what the rule is about.
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
    """A practice of which a rule speaks; the first two are of claims, the others of appearances."""

    NOBODY_NAMED = "nobody_named"
    ONE_ALONE = "one_alone"
    OPINION = "opinion"
    PLURAL = "plural"
    NO_REASON = "no_reason"
    SECOND_HAND = "second_hand"


OF_CLAIMS = (Practice.NOBODY_NAMED, Practice.ONE_ALONE)
"""The practices that are told of a claim, over all its appearances."""

OF_APPEARANCES = tuple(practice for practice in Practice if practice not in OF_CLAIMS)
"""The practices that are told of one appearance."""


@dataclass(frozen=True, slots=True)
class HouseRule:
    """A rule as its house prints it, and where."""

    house: str
    document: str
    section: str
    words: str
    url: str
    """A page that has these words: the house's own, or one that quotes it."""


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
"""The rule that names each practice, word for word."""

OUTLETS_OWN = frozenset(Attribution) - {Attribution.OUTLET}
"""The attributions by which an outlet can give a word of its own: all but another's report."""

WITH_A_NAME = frozenset(
    {
        Attribution.NAMED,
        Attribution.INSTITUTION,
        Attribution.DOCUMENT,
        Attribution.WITNESSED,
        Attribution.OWN_VOICE,
    }
)
"""The attributions that give somebody or something to hold to its word."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rules need to know of an appearance by itself."""

    attribution: Attribution
    """As it is read: an unnamed plural without a number is a collective."""
    opinion: bool = False
    stated_count: int | None = None
    reasoned: bool = False
    """Whether the article says why they are not named."""
    second_hand: bool = False


class Word(NamedTuple):
    """On whose word an article gives a claim by one appearance."""

    article: Key
    shape: Shape
    source: Key | None = None
    """The person or institution given as the origin."""
    upstream: Key | None = None
    """The article that it has the claim from (`upstream_of`)."""

    @property
    def is_own(self) -> bool:
        """Whether the outlet gives a word of its own by it, and does not pass another's report on."""
        return self.upstream is None and self.shape.attribution in OUTLETS_OWN

    @property
    def is_unnamed(self) -> bool:
        """Whether the article gives people without a name."""
        return self.shape.attribution in UNNAMED_ATTRIBUTIONS


@dataclass(frozen=True, slots=True)
class Voices:
    """Who stands behind a claim, counted over the appearances that assert it and stand."""

    named: int = 0
    """Appearances that give a person by name, an institution, a document, an observation or an own voice."""
    unnamed: int = 0
    """Appearances on unnamed people of whatever sort."""
    collective: int = 0
    sources: int = 0
    """How many different unnamed people or stated numbers of them have a record."""
    most: int = 0
    """The greatest number of people that one of these stands for, by what is stated."""
    nobody: int = 0
    """Appearances that give nobody, or another's report that nobody here has read for this claim."""


def is_opinion(kind: ClaimKind) -> bool:
    """Return whether a claim is opinion in the sense of AP's rule.

    A prediction or a position is information about what is planned or held, as long as somebody can know it.
    """
    return kind is ClaimKind.OPINION


def is_second_hand(proximity: Proximity) -> bool:
    """Return whether the speaker is known to have it from others."""
    return proximity is Proximity.SECOND_HAND


def upstream_of(relays: K | None, basis: RelayBasis | None) -> K | None:
    """Return the article that an appearance has the claim from; none where that is only suspected."""
    return None if basis is RelayBasis.SUSPECTED else relays


def voices_of(words: Sequence[Word], read: Collection[Key]) -> Voices:
    """Return who stands behind a claim, by the words of its appearances that assert it and stand.

    ``read`` are the articles whose appearances were read for this claim.  One whose appearance the outlet withdrew is
    among them: it had been read all the same, and leads where it led.
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
    """Return the practices that an appearance on unnamed people shows; none for any other appearance."""
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
    """Return the practices that a claim shows: all its voices are unnamed; or all of it is one unnamed person.

    For the second, nothing else may stand beside the one: an article that gives nobody may have it from somebody else.
    """
    if voices.named or not voices.unnamed:
        return frozenset()
    alone = not voices.collective and not voices.nobody and voices.sources == 1 and voices.most <= 1
    return frozenset({Practice.NOBODY_NAMED} | ({Practice.ONE_ALONE} if alone else set()))
