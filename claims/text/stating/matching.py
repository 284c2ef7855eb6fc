"""Which claims a sentence states."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from claims.patterns import pattern_of
from claims.text.stating.differences import Amounts, Difference, amounts_of, differences
from claims.text.stating.terms import COUNTRIES, same_terms, terms_of

ENOUGH = 0.5
"""The least share of a claim's words, by weight, that a sentence must have; more for a short claim."""

FEW = 0.5
"""How much more, to be divided by the number of the claim's words."""

FEWEST = 2
"""How many of a claim's words must be in the sentence itself."""

NAMES = 1.5
"""What a name counts, against another word that is as rare."""

IN_OTHER_WORDS = 0.8
"""What a word counts if the sentence has another word of the same meaning."""

ANOTHER_AMOUNT = 0.4
"""What a date or a figure counts if the sentence has a different one: it may be wrong, or belong to another claim."""

NAMED_BEFORE = 0.7
"""What a name counts that only the paragraph so far, or the headline, has: "it" may stand for it."""

SAID_BEFORE = 0.4
"""What another word counts that only the paragraph so far has."""

NAMED_EARLIER = 0.4
"""What a name counts that only an earlier paragraph has."""

SHORT = 4
"""A claim of no more words than this needs its names in the same paragraph or the headline."""

ALMOST_ALL = 0.25
"""A word in more than this share of the claims is too common to identify one."""

MOST = 5
"""How many claims are proposed for a sentence."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, what its paragraph and the headline said before it, and what earlier paragraphs did."""

    text: str
    before: str = ""
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class Stating:
    """A claim that a sentence probably states."""

    claim: int
    share: float
    """The share of the claim's words that the sentence has, by weight: from `ENOUGH` to 1."""
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    """The terms of a sentence, with words of the same meaning, and the terms of the text before it."""

    said: frozenset[str]
    widened: frozenset[str]
    amounts: Amounts
    before: frozenset[str]
    earlier: frozenset[str]


class Statings:
    """The claims of a story, by their words."""

    def __init__(self, claims: Mapping[int, str]) -> None:
        """Take the statements, by the numbers of the claims."""
        self._claims = dict(claims)
        self._terms = {number: terms_of(statement) for number, statement in claims.items()}
        self._amounts = {number: amounts_of(statement) for number, statement in claims.items()}
        self._counted = {number: self._terms[number].terms | self._amounts[number].terms for number in claims}
        self._known = Counter(term for terms in self._counted.values() for term in terms)
        self._having: dict[str, set[int]] = defaultdict(set)
        for number, terms in self._counted.items():
            for term in terms:
                self._having[term].add(number)

    def of(self, passage: Passage) -> tuple[Stating, ...]:
        """Return the claims that a sentence probably states, the likeliest first."""
        amounts = amounts_of(passage.text)
        said = terms_of(passage.text).terms | amounts.terms
        before, earlier = _widened(terms_of(passage.before).terms), terms_of(passage.earlier).names
        context = _Context(said, _widened(said), amounts, before, earlier)
        likely = []
        for number in self._candidates(context.widened):
            share = self._share(number, context)
            if share >= ENOUGH + FEW / len(self._counted[number]):
                likely.append((number, share))
        likely.sort(key=lambda pair: (-pair[1], pair[0]))
        stated = self._apart(likely, context.widened)[:MOST]
        return tuple(
            Stating(number, round(share, 3), differences(passage.text, self._claims[number], alone=len(stated) == 1))
            for number, share in stated
        )

    def _candidates(self, said: frozenset[str]) -> set[int]:
        """Return the claims that share enough words with the sentence itself, one of them rare."""
        hits: Counter[int] = Counter()
        telling: set[int] = set()
        for term in said:
            for number in self._having.get(term, ()):
                hits[number] += 1
                if self._known[term] <= max(2, ALMOST_ALL * len(self._terms)) and term[0] not in "@#":
                    telling.add(number)
        return {number for number in telling if hits[number] >= min(FEWEST, len(self._counted[number]))}

    def _share(self, number: int, context: _Context) -> float:
        """Return the share of a claim's weight in a sentence; the text before it adds no more than it has."""
        terms = self._terms[number]
        whole = own = recalled = 0.0
        for term in self._counted[number]:
            weight = self._weight(number, term)
            whole += weight
            bearer = terms.borne.get(term)
            if term[0] == "@":
                if term in context.widened:
                    own += weight * (1 if context.amounts.fits(term, self._amounts[number]) else ANOTHER_AMOUNT)
            elif term in context.said or bearer in context.said:
                own += weight
            elif term in context.widened:
                own += IN_OTHER_WORDS * weight
            elif term in context.before or bearer in context.before:
                recalled += (NAMED_BEFORE if term in terms.names else SAID_BEFORE) * weight
            elif term in context.earlier and len(self._counted[number]) > SHORT:
                recalled += NAMED_EARLIER * weight
        return (own + min(own, recalled)) / whole if whole else 0.0

    def _apart(self, likely: Sequence[tuple[int, float]], said: frozenset[str]) -> list[tuple[int, float]]:
        """Leave out a claim if a likelier one has all of its words that are in the sentence."""
        kept: list[tuple[int, float]] = []
        for number, share in likely:
            words = self._counted[number] & said
            if not any(words <= _widened(self._counted[other]) and share < its for other, its in kept):
                kept.append((number, share))
        return kept

    def _weight(self, number: int, term: str) -> float:
        rarity = log(1 + len(self._terms) / self._known[term])
        return NAMES * rarity if term in self._terms[number].names else rarity


_QUOTED = frozenset('"“«„「')
_BYLINE = pattern_of(r"(?:By|Reporting by|Additional reporting by|Editing by)\s+.{1,80}", re.IGNORECASE)


def is_checkable(sentence: str) -> bool:
    """Return whether a sentence has a name, a figure, a date or a quotation, and is no question or byline."""
    if sentence.rstrip("\"'”’ ").endswith("?") or _BYLINE.fullmatch(sentence):
        return False
    _, _, rest = sentence.partition(" ")
    first = terms_of(sentence[: len(sentence) - len(rest)]).names & COUNTRIES
    amounts = amounts_of(sentence)
    return bool(first or terms_of(rest).names or amounts.dates or amounts.figures or _QUOTED.intersection(sentence))


def _widened(terms: frozenset[str]) -> frozenset[str]:
    """Return terms, and the terms that mean the same in news."""
    return terms.union(*(same_terms().get(term, ()) for term in terms))
