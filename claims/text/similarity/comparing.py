"""Comparing two statements: shared words, differences, and whether to propose a duplicate or a contradiction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from claims.patterns import pattern_of
from claims.text.dates import MONTHS, WEEKDAYS, day_in_words
from claims.text.matching import match_key
from claims.text.similarity.days import Date, dates_of, unpaired, without_dates
from claims.text.similarity.endings import Ending, endings, hint_at_an_end
from claims.text.similarity.reading import Part, Word, is_headline, words_of
from claims.text.similarity.wordlists import MONEY, OPPOSING_PREFIXES, OPPOSITES
from claims.vocabulary import ClaimKind, a_or_an

SAME = 80.0
"""The least likeness, in per cent, for proposing that two statements are the same claim."""

OPPOSED = 80.0
"""The least likeness of all other words for proposing that a difference is a contradiction."""

MISSPELT = 85.0
"""The least likeness for taking two words as spellings of the same word."""

LONGEST_NAME = 4
"""The most words of a name that replaces another."""

SEVERAL = 2
"""With this many words of its own on each side, differing amounts are taken to measure different things."""

_STEMS = frozenset(frozenset(Word(word, word, Part.WORD).stem for word in pair) for pair in OPPOSITES)

_CALENDAR = frozenset(name.casefold() for name in (*MONTHS, *WEEKDAYS))
_YEAR = pattern_of(r"(?:19|20)\d\d")

FEW = 3
"""The most differing words in a reason."""


class Proposed(StrEnum):
    """The proposal about two claims, named like the decision it asks for."""

    DUPLICATE = "duplicate"
    CONTRADICTS = "contradicts"
    DIFFERS = "differs"
    """The same but for a name: the same claim if both are of one person or thing, and else another."""


class DifferenceKind(StrEnum):
    """In what two statements differ."""

    DATE = "date"
    FIGURE = "figure"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement, with its claim's kind and last due day, if known."""

    statement: str
    kind: ClaimKind | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """A proposal about two claims, the likeness of their statements in per cent, and the reason in words."""

    proposed: Proposed
    alike: int
    why: str
    differs: DifferenceKind | None = None
    """What differs, if they are therefore not proposed as the same."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """Why two statements contradict each other, in words, and by what kind of difference."""

    why: str
    kind: DifferenceKind


def likeness(stated: Stated, other: Stated) -> Likeness | None:
    """Return the proposal that the wording of two statements suggests, or None.

    If a name replaces another, the claims are different.  A reversal (a negation, an opposite, another amount or day)
    suggests a contradiction; two reversals cancel out and suggest neither proposal.
    """
    capitals = not (is_headline(stated.statement) or is_headline(other.statement))
    here, there = (words_of(side.statement, capitals=capitals) for side in (stated, other))
    rest = _left_over(here, there)
    key = _key(stated.statement)
    same = bool(key) and key == _key(other.statement)
    if not (same or _has_substance(here, rest[0])):
        return None
    if all(any(word.part is Part.NAME for word in side) for side in rest):
        return None
    turned = _turned(stated, other, (here, there), rest)
    if turned is None:
        alike = 100.0 if same else _alike(_said(here), _said(there))
        alone = (rest[0] + _lacking(here, there), rest[1] + _lacking(there, here))
        why = "; ".join(filter(None, [_same_but(*alone), _kinds(stated, other)]))
        return Likeness(Proposed.DUPLICATE, int(alike), why) if alike >= SAME else None
    turning = {word for pair in _opposites(rest) for word in pair}
    turning |= {word for side in (here, there) for ending in endings(side) for word in ending}
    kept = [[word for word in _content(side) if word not in turning] for side in (here, there)]
    alike = _alike(*kept)
    if not turned.why or alike < OPPOSED:
        return None
    return Likeness(Proposed.CONTRADICTS, int(alike), turned.why, turned.kind)


_key = lru_cache(maxsize=2048)(match_key)


def _turned(
    stated: Stated,
    other: Stated,
    words: tuple[Sequence[Word], Sequence[Word]],
    rest: tuple[list[Word], list[Word]],
) -> Reversal | None:
    """Return how two statements contradict each other; without words if that cancels out, None if they do not."""
    here, there = words
    negations = [[word for word in side if word.part is Part.NEGATION] for side in words]
    opposites = _opposites(rest)
    ended = ended_in(here, there, opposites)
    reasons = []
    # Two negations do not always make a yes: "No, it did not" denies just as "it did not" does.
    one_denies = all(negations) is not any(negations)
    if any(ended):
        reasons += [f"only one says “{said}”" for said in [says_ended(here, there, negations, ended)] if said]
    elif one_denies or len(negations[0]) % 2 != len(negations[1]) % 2:
        longer = max(negations, key=len)
        reasons.append(f"the same except “{longer[-1].printed}”")
    kind = DifferenceKind.NEGATION if reasons and not any(ended) else DifferenceKind.OPPOSITE
    reasons += [f"“{a.printed}” against “{b.printed}”" for a, b in opposites]
    if len(reasons) % 2 == 0 and reasons:
        return Reversal("", kind)
    changed = _changed(stated, other, [_lacking(here, there), _lacking(there, here)])
    if changed is not None:
        if min(map(len, rest)) >= SEVERAL:
            return Reversal("", kind)
        return Reversal("; ".join([*reasons, changed.why]), kind if reasons else changed.kind)
    if not reasons:
        return due_apart(stated.due, other.due)
    return Reversal("; ".join(reasons), kind)


def ended_in(
    here: Sequence[Word], there: Sequence[Word], opposites: Iterable[tuple[Word, Word]]
) -> tuple[list[Ending], list[Ending]]:
    """Return the verbs of both sides that say that something ended; opposites of each other are counted elsewhere."""
    opposed = {word for pair in opposites for word in pair}
    ours, theirs = ([run for run in endings(tuple(side)) if opposed.isdisjoint(run)] for side in (here, there))
    return ours, theirs


def says_ended(
    here: Sequence[Word],
    there: Sequence[Word],
    negations: Sequence[Sequence[object]],
    ended: Sequence[Sequence[Ending]],
) -> str:
    """Return the verb by which only one side says that something ended (“called off”), or nothing.

    A negation and a verb cancel out: “did not stop”, “failed to stop”.
    """
    counts = [bool(denied) + len(runs) for denied, runs in zip(negations, ended, strict=True)]
    if counts[0] % 2 == counts[1] % 2:
        return ""
    if any(not count and hint_at_an_end(side) for count, side in zip(counts, (here, there), strict=True)):
        return ""
    run = (ended[0] or ended[1] if counts[0] > counts[1] else ended[1] or ended[0])[-1]
    return " ".join(word.printed for word in run)


def _changed(stated: Stated, other: Stated, lacking: Sequence[Sequence[Word]]) -> Reversal | None:
    """Return the date or figure that two statements give differently; ``lacking`` are the amounts that one lacks."""
    dates = unpaired(dates_of(stated.statement), dates_of(other.statement), Date.fits)
    moved = moved_day(*dates)
    if moved is not None and moved[0].is_of_another_day(moved[1]):
        return Reversal(f"“{moved[0].printed}” against “{moved[1].printed}”", DifferenceKind.DATE)
    if not all(lacking) or (not any(dates) and _are_of_one_date(stated, other, lacking)):
        return None
    of_calendar = all(_is_of_calendar(word) for side in lacking for word in side)
    kind = DifferenceKind.DATE if moved or of_calendar else DifferenceKind.FIGURE
    return Reversal(" against ".join(_quoted(side) for side in lacking), kind)


def _are_of_one_date(stated: Stated, other: Stated, lacking: Sequence[Sequence[Word]]) -> bool:
    """Return whether the amounts are only parts of dates that can be one: “5 April” and “April 2024”."""
    for side, given in zip((stated.statement, other.statement), lacking, strict=True):
        figures = Counter(word.key for word in words_of(without_dates(side)) if word.part is Part.AMOUNT)
        if any(figures[word.key] for word in given):
            return False
    return True


def moved_day(ours: Sequence[Date], theirs: Sequence[Date]) -> tuple[Date, Date] | None:
    """Return the first date of each side that the other gives differently, if both name parts of one kind."""
    return next(((date, other) for date in ours for other in theirs if date.is_comparable(other)), None)


def due_apart(due: date | None, other: date | None) -> Reversal | None:
    """Return that two claims are due on different days, if both are due on some day."""
    if due is None or other is None or due == other:
        return None
    return Reversal(f"due until {day_in_words(due)} against {day_in_words(other)}", DifferenceKind.DATE)


def _is_of_calendar(amount: Word) -> bool:
    return amount.key in _CALENDAR or bool(_YEAR.fullmatch(amount.printed))


def shares_figure(here: Sequence[Word], there: Sequence[Word]) -> bool:
    """Return whether both give one figure that hardly happens twice: of three digits or more, and no year."""
    figures = [
        {word.key for word in side if word.part is Part.AMOUNT and len(word.key) > 2 and not _is_of_calendar(word)}
        for side in (here, there)
    ]
    return bool(figures[0] & figures[1])


def are_of_others(here: Sequence[Word], there: Sequence[Word]) -> bool:
    """Return whether each gives a name that the other lacks."""
    return all(any(word.part is Part.NAME for word in side) for side in _left_over(here, there))


def replaced_name(here: Sequence[Word], there: Sequence[Word]) -> tuple[str, str] | None:
    """Return the name of each, as printed, if they are the same but for one name in the place of another."""
    if abs(sum(map(_counts, here)) - sum(map(_counts, there))) >= LONGEST_NAME:
        return None  # one has more words left over than a name has
    rest = [[word for word in side if word.key not in MONEY] for side in _left_over(here, there)]
    if not all(rest) or any(word.part is not Part.NAME for side in rest for word in side):
        return None
    denied = [sum(word.part is Part.NEGATION for word in side) % 2 for side in (here, there)]
    if denied[0] != denied[1] or (_lacking(here, there) and _lacking(there, here)):
        return None
    if any(
        len(side) > LONGEST_NAME or not _is_a_run(side, words) for side, words in zip(rest, (here, there), strict=True)
    ):
        return None
    name, other = (" ".join(word.printed for word in side) for side in rest)
    return name, other


def _counts(word: Word) -> bool:
    """Return whether a word is compared, and no sign of money."""
    return word.part in (Part.WORD, Part.NAME) and word.key not in MONEY


def _is_a_run(side: Sequence[Word], words: Sequence[Word]) -> bool:
    """Return whether these words stand side by side, so that they can be one name."""
    places = [place for place, word in enumerate(words) if any(word is each for each in side)]
    return places[-1] - places[0] == len(side) - 1


def _lacking(here: Sequence[Word], there: Sequence[Word]) -> list[Word]:
    """Return the amounts and days in ``here`` that ``there`` lacks."""
    known = Counter(word.key for word in there if word.part is Part.AMOUNT)
    missing = []
    for word in here:
        if word.part is Part.AMOUNT:
            known[word.key] -= 1
            if known[word.key] < 0:
                missing.append(word)
    return missing


def _left_over(here: Sequence[Word], there: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Return the content words of each side that the other lacks in any spelling or ending."""
    left, waiting = _content(here), _content(there)
    for same in (_is_same_stem, _is_misspelt):
        waiting, left = unpaired(waiting, left, same)
    return left, waiting


def _is_same_stem(a: Word, b: Word) -> bool:
    return a.key == b.key or a.stem == b.stem


def _is_misspelt(a: Word, b: Word) -> bool:
    from rapidfuzz import fuzz

    long = min(len(a.key), len(b.key)) > 3
    return long and fuzz.ratio(a.key, b.key) >= MISSPELT and not _are_opposites(a, b)


def _opposites(rest: tuple[list[Word], list[Word]]) -> list[tuple[Word, Word]]:
    """Return the pairs of opposites among the words that only one side has."""
    return [(a, b) for a in rest[0] for b in rest[1] if _are_opposites(a, b)]


def _are_opposites(a: Word, b: Word) -> bool:
    if frozenset((a.key, b.key)) in OPPOSITES or frozenset((a.stem, b.stem)) in _STEMS:
        return True
    short, long = sorted((a.key, b.key), key=len)
    return len(short) > 3 and long.removesuffix(short) in OPPOSING_PREFIXES


def _content(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.part in (Part.WORD, Part.NAME)]


def _said(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.part is not Part.FILLER]


def _alike(here: Iterable[Word], there: Iterable[Word]) -> float:
    """Return the likeness of two sets of words, letter by letter, in any order."""
    from rapidfuzz import fuzz

    return fuzz.ratio(*(" ".join(sorted(word.key for word in side)) for side in (here, there)))


def _has_substance(words: Sequence[Word], rest: Sequence[Word]) -> bool:
    """Return whether the statements share enough to compare: two words, or four characters without spaces."""
    shared = [word for word in _content(words) if word not in rest]
    return len(shared) > 1 or any(len(word.key) > 3 and ord(word.key[0]) >= 0x3040 for word in shared)


def _same_but(here: Sequence[Word], there: Sequence[Word]) -> str:
    """Return in words how two nearly identical statements differ, given the words that only one has."""
    if not here and not there:
        return "the same words"
    if len(here) > FEW or len(there) > FEW:
        return "nearly the same words"
    if here and there:
        return f"the same except {_quoted(here)} and {_quoted(there)}"
    return f"the same except {_quoted(here or there)}"


def _quoted(words: Sequence[Word]) -> str:
    return "“" + " ".join(word.printed for word in words[:FEW]) + "”"


def _kinds(stated: Stated, other: Stated) -> str | None:
    if stated.kind is None or other.kind is None or stated.kind is other.kind:
        return None
    return f"one is {a_or_an(stated.kind)}, the other {a_or_an(other.kind)}"
