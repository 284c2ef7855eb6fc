"""Two statements side by side: what they share, how they differ, and what that makes likely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from claims.text.dates import day_in_words
from claims.text.matching import match_key
from claims.text.similarity.reading import Part, Word, is_headline, words_of
from claims.text.similarity.wordlists import OPPOSING_PREFIXES, OPPOSITES
from claims.vocabulary import ClaimKind, a_or_an

SAME = 80.0
"""The likeness, in per cent, from which two statements are proposed as one."""

OPPOSED = 80.0
"""The likeness of all other words from which what differs is proposed as a contradiction."""

MISSPELT = 85.0
"""The likeness from which two words are taken for one, differently spelt."""

SEVERAL = 2
"""From how many words that each side has alone their amounts are taken to be of different things."""

_STEMS = frozenset(frozenset(Word(word, word, Part.WORD).stem for word in pair) for pair in OPPOSITES)

FEW = 3
"""How many differing words a reason names."""


class Proposed(StrEnum):
    """What is proposed of two claims, in the word of the decision."""

    DUPLICATE = "duplicate"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement, with its claim's kind and the last day on which it is due where these are known."""

    statement: str
    kind: ClaimKind | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is proposed of two claims, how alike their statements are in per cent, and why in words."""

    proposed: Proposed
    alike: int
    why: str


def likeness(one: Stated, other: Stated) -> Likeness | None:
    """Return what the wording of two statements makes likely; nothing when it makes nothing so.

    Names that take each other's place make it another claim.  What turns a statement (a negation, an opposite,
    another amount or day) makes a contradiction likely, and two turns make nothing likely.
    """
    capitals = not (is_headline(one.statement) or is_headline(other.statement))
    here, there = (words_of(side.statement, capitals=capitals) for side in (one, other))
    rest = _left_over(here, there)
    key = _key(one.statement)
    same = bool(key) and key == _key(other.statement)
    if not (same or _has_substance(here, rest[0])):
        return None
    if all(any(word.part is Part.NAME for word in side) for side in rest):
        return None
    turned = _turned(here, there, rest, (one.due, other.due))
    if turned is None:
        alike = 100.0 if same else _alike(_said(here), _said(there))
        alone = (rest[0] + _lacking(here, there), rest[1] + _lacking(there, here))
        reasons = [_same_but(*alone), _kinds(one, other)]
        return _likeness(Proposed.DUPLICATE, alike, SAME, reasons)
    opposites = {word for pair in _opposites(rest) for word in pair}
    kept = [[word for word in _content(side) if word not in opposites] for side in (here, there)]
    return _likeness(Proposed.CONTRADICTS, _alike(*kept), OPPOSED, [turned]) if turned else None


_key = lru_cache(maxsize=2048)(match_key)


def _likeness(proposed: Proposed, alike: float, least: float, reasons: Iterable[str | None]) -> Likeness | None:
    why = "; ".join(filter(None, reasons))
    return Likeness(proposed, int(alike), why) if alike >= least else None


def _turned(
    here: Sequence[Word],
    there: Sequence[Word],
    rest: tuple[list[Word], list[Word]],
    due: tuple[date | None, date | None],
) -> str | None:
    """Return what turns one statement into the other, in words; empty if turns cancel out, none if nothing does."""
    negations = [[word for word in side if word.part is Part.NEGATION] for side in (here, there)]
    opposites = _opposites(rest)
    amounts = [_lacking(here, there), _lacking(there, here)]
    reasons = []
    # Two negations are no yes: "No, it did not" denies as "it did not" does.
    one_denies = all(negations) is not any(negations)
    if one_denies or len(negations[0]) % 2 != len(negations[1]) % 2:
        longer = max(negations, key=len)
        reasons.append(f"the same but “{longer[-1].printed}”")
    reasons += [f"“{a.printed}” against “{b.printed}”" for a, b in opposites]
    if len(reasons) % 2 == 0 and reasons:
        return ""
    if all(amounts):
        if min(map(len, rest)) >= SEVERAL:
            return ""
        reasons.append(" against ".join(_quoted(side) for side in amounts))
    if not reasons and due[0] and due[1] and due[0] != due[1]:
        reasons.append(f"due until {day_in_words(due[0])} against {day_in_words(due[1])}")
    return "; ".join(reasons) or None


def _lacking(here: Sequence[Word], there: Sequence[Word]) -> list[Word]:
    """Return the amounts and days of one side that the other has not."""
    known = Counter(word.key for word in there if word.part is Part.AMOUNT)
    found = []
    for word in here:
        if word.part is Part.AMOUNT:
            known[word.key] -= 1
            if known[word.key] < 0:
                found.append(word)
    return found


def _left_over(here: Sequence[Word], there: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Return the words of content of each side that the other has in no spelling or ending."""
    left, waiting = _content(here), _content(there)
    for same in (_is_same_stem, _is_misspelt):
        left, waiting = _unmatched(left, waiting, same)
    return left, waiting


def _unmatched(
    here: Sequence[Word], there: Sequence[Word], same: Callable[[Word, Word], bool]
) -> tuple[list[Word], list[Word]]:
    left, waiting = [], list(there)
    for word in here:
        twin = next((other for other in waiting if same(word, other)), None)
        if twin is None:
            left.append(word)
        else:
            waiting.remove(twin)
    return left, waiting


def _is_same_stem(a: Word, b: Word) -> bool:
    return a.key == b.key or a.stem == b.stem


def _is_misspelt(a: Word, b: Word) -> bool:
    from rapidfuzz import fuzz

    long = min(len(a.key), len(b.key)) > 3
    return long and fuzz.ratio(a.key, b.key) >= MISSPELT and not _are_opposites(a, b)


def _opposites(rest: tuple[list[Word], list[Word]]) -> list[tuple[Word, Word]]:
    """Return the pairs of opposites among the words that each side has alone."""
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
    """Return the likeness of two sets of words, letter by letter, in whatever order they stand."""
    from rapidfuzz import fuzz

    return fuzz.ratio(*(" ".join(sorted(word.key for word in side)) for side in (here, there)))


def _has_substance(words: Sequence[Word], rest: Sequence[Word]) -> bool:
    """Return whether what is shared is enough to compare: two words, or four signs where words have no spaces."""
    shared = [word for word in _content(words) if word not in rest]
    return len(shared) > 1 or any(len(word.key) > 3 and ord(word.key[0]) >= 0x3040 for word in shared)


def _same_but(here: Sequence[Word], there: Sequence[Word]) -> str:
    """Return how two statements that are nearly the same differ, given what each has alone."""
    if not here and not there:
        return "the same words"
    if len(here) > FEW or len(there) > FEW:
        return "nearly the same words"
    if here and there:
        return f"the same but for {_quoted(here)} and {_quoted(there)}"
    return f"the same, and {_quoted(here or there)}"


def _quoted(words: Sequence[Word]) -> str:
    return "“" + " ".join(word.printed for word in words[:FEW]) + "”"


def _kinds(one: Stated, other: Stated) -> str | None:
    if one.kind is None or other.kind is None or one.kind is other.kind:
        return None
    return f"one is {a_or_an(one.kind)}, the other {a_or_an(other.kind)}"
