"""How a sentence differs from a claim that it states: by another figure or date, a negation, an opposite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.patterns import pattern_of
from claims.text.similarity import DifferenceKind as DifferenceKind
from claims.text.similarity.comparing import ended_in, says_ended
from claims.text.similarity.days import Date, dates_of, unpaired, without_dates
from claims.text.similarity.endings import Ending, about, endings
from claims.text.similarity.reading import Part, Word, words_of
from claims.text.similarity.wordlists import OPPOSITES, REPORTS
from claims.text.stating.terms import root_of, same_terms
from claims.text.stating.wordlists import EMPTY


@dataclass(frozen=True, slots=True)
class Difference:
    """The words of the sentence and of the claim, as printed; empty if one of them has no such word."""

    kind: DifferenceKind
    sentence: str
    claim: str


@dataclass(frozen=True, slots=True)
class _Figure:
    """An amount and its unit."""

    value: str
    unit: str
    printed: str


def differences(sentence: str, claim: str, *, alone: bool = True) -> tuple[Difference, ...]:
    """Return how a sentence differs from a claim that it states.

    Of a sentence of several clauses, the closest to the claim is compared; a date may also stand in another, if the
    claim is the only one (``alone``) that the sentence states, and a figure if it counts the same.
    """
    clause = _closest(sentence, words_of(claim))
    said = dates_of(clause) or (dates_of(sentence) if alone else ())
    return (
        *_dates(said, dates_of(claim)),
        *_figures(figures_of(sentence), figures_of(claim)),
        *_reversals(sentence, clause, claim),
    )


@dataclass(frozen=True, slots=True)
class Amounts:
    """The dates and figures of a text."""

    dates: tuple[Date, ...]
    figures: tuple[_Figure, ...]

    @property
    def terms(self) -> frozenset[str]:
        """``@date`` for dates, and for figures ``@`` before the root of the unit."""
        units = {f"@{figure.unit}" for figure in self.figures if figure.unit}
        return frozenset(units | ({"@date"} if self.dates else set()))

    def fits(self, term: str, other: Amounts) -> bool:
        """Return whether one of the dates, or of the figures of a unit, can be the other's."""
        if term == "@date":
            return any(date.fits(another) for date in self.dates for another in other.dates)
        mine, theirs = (
            {figure.value for figure in amounts.figures if f"@{figure.unit}" == term} for amounts in (self, other)
        )
        return bool(mine & theirs)


def amounts_of(text: str) -> Amounts:
    """Return the dates and figures of a text."""
    return Amounts(dates_of(text), figures_of(text))


# Dates


def _dates(said: Sequence[Date], claimed: Sequence[Date]) -> Iterator[Difference]:
    left, unsaid = unpaired(said, claimed, Date.fits)
    for date in unsaid:
        comparable = [other for other in left if other.is_comparable(date)]
        if comparable:
            yield Difference(DifferenceKind.DATE, _listed(other.printed for other in comparable), date.printed)


# Figures

_SIGNS = {"$": "DOLLAR", "€": "EURO", "£": "POUND", "¥": "YEN", "₹": "RUPEE", "%": "PERCENT"}
_SIGN_OF = {name: sign for sign, name in _SIGNS.items()}
_PERCENT = pattern_of(r"\bper\s+cent\b|\bpct\b|\bpercentage\b", re.IGNORECASE)
_SIGN = pattern_of(r"([$€£¥₹])\s?(\d[\d.,]*)(\s?(?:million|billion|trillion|thousand|mn|bn|tn|m|k)\b)?", re.IGNORECASE)
_NO_UNIT = frozenset("up about around some nearly almost over under new other further more fewer young senior".split())


@lru_cache(maxsize=4_096)
def figures_of(text: str) -> tuple[_Figure, ...]:
    """Return the amounts of a text, dates aside, each with its unit."""
    plain = _PERCENT.sub("percent", without_dates(text)).replace("%", f" {_SIGNS['%']} ")
    plain = _SIGN.sub(lambda match: f"{match[2]}{match[3] or ''} {_SIGNS[match[1]]}", plain)
    words = words_of(plain)
    figures = []
    for at, word in enumerate(words):
        if word.part is Part.AMOUNT and word.key[0].isdecimal() and not _is_ordinal(word):
            unit = _unit(words[at + 1 : at + 4])
            figures.append(_Figure(word.key, root_of(unit.key) if unit else "", _printed(word, unit)))
    return tuple(figures)


def _printed(number: Word, unit: Word | None) -> str:
    if unit is None:
        return number.printed
    sign = _SIGN_OF.get(unit.printed)
    if sign is None:
        return f"{number.printed} {unit.printed}"
    return f"{number.printed}%" if sign == "%" else f"{sign}{number.printed}"


def _is_ordinal(word: Word) -> bool:
    return word.printed.casefold() in ("first", "second", "third", "fourth", "fifth", "once") or (
        word.printed.casefold().endswith(("st", "nd", "rd", "th")) and word.printed[0].isdecimal()
    )


def _unit(following: Sequence[Word]) -> Word | None:
    """Return the unit of an amount: the first word after it, before any other amount."""
    for word in following:
        if word.part is Part.AMOUNT:
            return None
        if word.part in (Part.WORD, Part.NAME) and word.key not in _NO_UNIT:
            return word
    return None


def _figures(said: Sequence[_Figure], claimed: Sequence[_Figure]) -> Iterator[Difference]:
    left, unsaid = unpaired(said, claimed, lambda figure, other: figure.value == other.value)
    for figure in unsaid:
        comparable = [other for other in left if _counts_the_same(other, figure)]
        if comparable:
            said_instead = _listed(other.printed for other in comparable)
            yield Difference(DifferenceKind.FIGURE, said_instead, figure.printed)


def _counts_the_same(figure: _Figure, other: _Figure) -> bool:
    return figure.unit == other.unit or other.unit in same_terms().get(figure.unit, ())


# Negations and opposites

_CLAUSES = pattern_of(
    r"[,;:—–]\s+|\s+-\s+|\s+(?:but|although|though|while|whereas|because|since|until|unless|after|before|who|which)\s+"
)


def _reversals(sentence: str, clause: str, claim: str) -> Iterator[Difference]:
    here, near, there = words_of(sentence), words_of(clause), words_of(claim)
    opposites = _opposites(here, there)
    yield from _negations(here, near, there, opposites)
    for mine, theirs in opposites:
        yield Difference(DifferenceKind.OPPOSITE, mine.printed, theirs.printed)


def _negations(
    here: Sequence[Word], near: Sequence[Word], there: Sequence[Word], opposites: Sequence[tuple[Word, Word]]
) -> Iterator[Difference]:
    """Yield what only one denies, or says to have ended; ``near`` is the clause of the sentence that counts."""
    denied, said, anywhere = (_negated(words) for words in (there, near, here))
    ended, ended_there = ended_in(near, there, opposites)
    if ended or ended_there:
        only = says_ended(near, there, (said, denied), (ended, ended_there))
        if only and (ended or not (anywhere or endings(tuple(here)))) and _is_about(near, ended, there, ended_there):
            yield Difference(DifferenceKind.OPPOSITE, only if ended else "", "" if ended else only)
    elif len(denied) % 2 and not anywhere and not _means_no(here) and _names_any(here, denied):
        yield Difference(DifferenceKind.NEGATION, "", denied[-1][0])
    elif not denied and len(said) % 2 and not _means_no(there) and _names_any(there, said):
        yield Difference(DifferenceKind.NEGATION, said[-1][0], "")


def _is_about(
    near: Sequence[Word], ended: Sequence[Ending], there: Sequence[Word], ended_there: Sequence[Ending]
) -> bool:
    """Return whether one says of something that the other has that it ended."""
    for words, runs, others in ((near, ended, there), (there, ended_there, near)):
        roots = {root_of(word.key) for word in others if word.part in (Part.WORD, Part.NAME)}
        for run in runs:
            named = {root_of(word.key) for word in about(words, run) if word.key not in EMPTY}
            if any(root in roots or roots & same_terms().get(root, frozenset()) for root in named):
                return True
    return False


def _opposites(here: Sequence[Word], there: Sequence[Word]) -> list[tuple[Word, Word]]:
    """Return the pairs of opposites, one word of each text; no text has both."""
    keys, others = _roots(here), _roots(there)
    return [
        (keys[mine], others[theirs])
        for mine in keys
        for theirs in others
        if (frozenset((keys[mine].key, others[theirs].key)) in OPPOSITES or frozenset((mine, theirs)) in _OPPOSED)
        and theirs not in keys
        and mine not in others
    ]


_OPPOSED = frozenset(pair for words in OPPOSITES if len(pair := frozenset(root_of(word) for word in words)) == 2)
_NO = frozenset(
    root_of(word) for word in "refuse reject turn decline rule fail lack avoid stop against unlikely".split()
)


_WITH_A_NEGATION = frozenset(
    "longer more further any ever yet actually really currently true case correct accurate right".split()
).union(REPORTS)
"""Words that go with a negation: in “no longer in talks” and “it is not true that they talk” the talks are denied."""


def _negated(words: Sequence[Word]) -> list[tuple[str, str]]:
    """Return the negations of a text, each with the root of the word that it is about."""
    negations = []
    for at, word in enumerate(words):
        if word.part is Part.NEGATION:
            after = (other for other in words[at + 1 :] if other.part in (Part.WORD, Part.NAME))
            plain = (other for other in after if other.key not in EMPTY and other.key not in _WITH_A_NEGATION)
            about = next(plain, None)
            negations.append((word.printed, root_of(about.key) if about else ""))
    return negations


def _names_any(words: Sequence[Word], negated: Sequence[tuple[str, str]]) -> bool:
    """Return whether a text has the word that a negation denies, so that only the negation differs."""
    roots = {root_of(word.key) for word in words if word.part in (Part.WORD, Part.NAME)}
    return any(about in roots or roots & same_terms().get(about, frozenset()) for _, about in negated)


def _means_no(words: Sequence[Word]) -> bool:
    """Return whether a verb may deny without a negation: refused, ruled out, turned down."""
    return any(root_of(word.key) in _NO for word in words if word.part is Part.WORD)


def _roots(words: Sequence[Word]) -> dict[str, Word]:
    plain = (word for word in words if word.part is Part.WORD)
    return {root_of(word.key): word for word in plain if word.key not in EMPTY or len(word.key) > 4}


def _closest(sentence: str, claim: Sequence[Word]) -> str:
    """Return the clause of a sentence closest to a claim: a negation in another clause denies something else."""
    wanted = {root_of(word.key) for word in claim if word.part in (Part.WORD, Part.NAME) and word.key not in EMPTY}

    def shared(clause: str) -> int:
        return len(wanted & {root_of(word.key) for word in words_of(clause)})

    return max(_CLAUSES.split(sentence), key=shared, default=sentence)


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(parts))
