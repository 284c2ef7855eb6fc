"""Words that name an event, and perhaps the day or period it falls in: "before Thursday's vote", "after the election".

The day is read and the event is not: an event without a day gives no last day until somebody enters its date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claims.patterns import pattern_of
from claims.rules.windows.conventions import EVENTS, LASTING
from claims.rules.windows.phrases import MONTH, UNIT, WEEKDAY, Context
from claims.rules.windows.stretches import Period

_FRAME = pattern_of(
    r"(?:(?P<how>not before|not until|as soon as|as early as|starting|beginning|effective|before|by|until|till|after"
    r"|later than|beyond|following|since|as of|from|at|during|on|in|for) )?(?P<rest>.+)"
)
_CORE = pattern_of(
    rf"{MONTH}|{WEEKDAY}|\d{{1,4}}|\d{{4}}-\d\d(?:-\d\d)?|[qh][1-4]|[1-4][qh]|[1-9]\d\d0s"
    r"|spring|summer|autumn|winter|weekends?|today|tonight|tomorrow|yesterday|christmas|easter",
)
"""Words that are of time wherever they stand."""

_ORDINAL = pattern_of(r"\d+(?:st|nd|rd|th)")
_UNIT_WORD = pattern_of(rf"{UNIT}s?")
_BEFORE_A_UNIT = frozenset("next last this coming following previous past of".split())
"""Words that make a unit a time: "next week's" summit, the "end of year" summit; but not "the month" of Ramadan."""

_LEFT, _RIGHT = 4, 2
"""How many words before and after those may belong to the name of the day: "the first week of" May, March "10th"."""

_CONNECTING = frozenset("on in of at for from to this next".split())
_CLAUSE = frozenset("he she it they we i you who which that what when if as than".split())
_NOT_AN_EVENT = frozenset(
    (
        "not never no every each any or and/or than per if unless daily weekly monthly annual yearly between to until"
        " till before after by since within beyond past around near towards despite without against over under least"
        " most more less about days weeks months years fiscal financial tax"
    ).split()
)
_NO_MORE_OF = _NOT_AN_EVENT - set("to over under against about towards around within less more".split())
_GOING_ON = frozenset("to and until till through".split())
"""Words that may not come after the name of a day, and those that may not come right after it: a range is no event."""

_LIMITS = frozenset("before by until till after following since beyond at during".split())
"""The words after which anything may be an event; elsewhere it has to be called one: not "in 2025 dollars"."""

_VERBLIKE = frozenset({"may", "march", "sat", "sun", "mon", "second"})
_CALLED_EVENTS = frozenset({*EVENTS, *LASTING})
_MOST_WORDS = 9
_VAGUE = pattern_of(rf"(?:before|by|until|till|during|at|after|following|since) .*\b(?:{'|'.join(EVENTS)})")


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event with the day or period that it falls in, and the word that places a claim beside it.

    ``how`` is empty if the words name just the event; with ``lasting`` the event fills the period.
    """

    how: str
    period: Period
    lasting: bool


def dated_event(text: str, context: Context, read: Callable[[str, Context], Period | None]) -> DatedEvent | None:
    """Return the event that tidied text names with its day, such as "before thursdays vote"; or None.

    ``read`` returns the period that a text is. Raises BadValue for days that do not exist.
    """
    framed = _FRAME.fullmatch(text)
    if framed is None:
        return None
    words = framed["rest"].split()
    core = _core(words)
    if not core:
        return None
    for start, stop in _segments(core, len(words)):
        before, named, after = words[:start], words[start:stop], words[stop:]
        if not _names_an_event(before, named, after, framed["how"] or ""):
            continue
        for attempt in _without_possessive(named):
            period = read(attempt, context)
            if period is not None:
                return DatedEvent(framed["how"] or "", period, lasting=bool(after) and after[-1] in LASTING)
    return None


def is_undated_event(text: str) -> bool:
    """Return whether tidied text depends on an event, and names no day or period for it."""
    return _VAGUE.fullmatch(text) is not None and not _core(text.split())


def _core(words: list[str]) -> list[int]:
    """Return the places of the words of time."""
    units = {
        place
        for place, (before, word) in enumerate(zip(["", *words], words, strict=False))
        if before in _BEFORE_A_UNIT and _UNIT_WORD.fullmatch(word)
    }
    return [place for place, word in enumerate(words) if place in units or _is_core(word)]


def _is_core(word: str) -> bool:
    return _CORE.fullmatch(word) is not None or (word.endswith("s") and _CORE.fullmatch(word[:-1]) is not None)


def _segments(core: list[int], count: int) -> Iterator[tuple[int, int]]:
    """Yield where the name of the day may begin and end, the longest first."""
    for left in range(min(_LEFT, core[0]), -1, -1):
        for right in range(min(_RIGHT, count - 1 - core[-1]), -1, -1):
            if (core[0] - left, core[-1] + 1 + right) != (0, count):
                yield core[0] - left, core[-1] + 1 + right


def _names_an_event(before: list[str], named: list[str], after: list[str], how: str) -> bool:
    """Return whether the words around the name of a day can be those of an event in it."""
    around = before + after
    if (
        named == ["weekend"]
        or not around
        or len(before) > _MOST_WORDS
        or len(after) > _MOST_WORDS
        or _NOT_AN_EVENT & set(before)
    ):
        return False
    if after and (after[0] in _GOING_ON or _NO_MORE_OF & set(after)):
        return False
    if any(word[0].isdigit() and not _ORDINAL.fullmatch(word) for word in around):
        return False
    connected = bool(before) and before[-1] in _CONNECTING
    if not connected and (_CLAUSE & set(before) or (named[0] in _VERBLIKE and not _is_event(after))):
        return False
    if before and not after and not connected and named[0] in _VERBLIKE:
        return False
    return how in _LIMITS or named[-1].endswith("s") or _is_event(around)


def _is_event(words: list[str]) -> bool:
    return any({word, word.removesuffix("s")} & _CALLED_EVENTS for word in words)


def _without_possessive(named: list[str]) -> Iterator[str]:
    """Yield the name of a day as it stands, and without the s of "Thursday's" (the apostrophe is gone)."""
    yield " ".join(named)
    if named[-1].endswith("s"):
        yield " ".join([*named[:-1], named[-1][:-1]])
