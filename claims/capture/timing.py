"""Words about time in a sentence: which they are, what window they mean, and the day in place of `on Thursday`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from claims.capture.values import TimeWords
from claims.errors import BadValue
from claims.patterns import pattern_of
from claims.rules.windows import Window, read_window
from claims.text.dates import MONTHS, day_in_words
from claims.vocabulary import ClaimKind, Precision, WindowRole

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Aug\.|Sept\.|Sep\.|Oct\.|Nov\.|Dec\.)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a few|several|a couple of)"
_UNIT = r"(?:days?|weeks?|months?|years?|hours?|decades?)"
_DATE = (
    rf"(?:{_WEEKDAY},? )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d))"
    rf"(?:,? {_YEAR})?"
)
_NEAR = r"(?:next|last|this|the coming|the following|the current|coming|this coming)"
_STRETCH = (
    rf"(?:{_DATE}|(?:early |late |mid-|mid |the (?:end|start|beginning|middle|first half|second half) of |early in |"
    rf"later |later in |the (?:first|second|third|fourth|final) (?:quarter|half) of )?"
    rf"(?:{_MONTH}(?: {_YEAR})?|{_NEAR} (?:week|weekend|month|year|quarter|spring|summer|autumn|winter|fall|decade|"
    rf"{_WEEKDAY}|{_MONTH})|the year|the month|the week|{_YEAR}|(?:spring|summer|autumn|winter)(?: of)? {_YEAR})"
    rf"|(?:{_NEAR} )?{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?|today|tomorrow|yesterday|tonight)"
)
_FRAME = (
    r"(?:by|before|until|till|after|since|from|in|on|during|over|within|as soon as|as early as|no later than|"
    r"not before|at|for|around|about|through|throughout|between|starting|beginning|later in|late|early)"
)
_TIME = pattern_of(
    rf"\b(?:(?:(?i:{_FRAME}) )?(?:{_FRAME} )?{_STRETCH}(?: (?:or|and|to|until) (?:{_FRAME} )?{_STRETCH})?"
    rf"|(?:in|within|over|for|during) (?:the )?(?:next|coming|past|last|previous|"
    rf"first )?\s?(?:{_NUMBER} )?{_UNIT}(?: time)?"
    rf"|{_NUMBER} {_UNIT} ago|(?:very )?shortly|soon|as soon as possible|imminently|"
    rf"in the (?:very )?near (?:term|future)"
    rf"|in due course|(?:in|during|before the end of) the current (?:session|term)|at the (?:end|"
    rf"start) of {_STRETCH})\b",
)
_RELATIVE = pattern_of(
    rf"\b(?P<on>on |On )?(?P<day>(?:(?:next|last|this) )?{_WEEKDAY}(?: (?:morning|afternoon|evening|"
    rf"night))?|today|yesterday|"
    rf"tomorrow|tonight)\b(?P<own>['’]s\b)?"
    rf"|\b(?P<part>early |late |mid-)?(?P<near>(?:[Nn]ext|[Ll]ast|this|the current|the following) (?:month|year|"
    rf"week|{_MONTH}))\b",
)
_FUTURE = pattern_of(
    r"\b(?:will|would|won't|wouldn't|shall|going to|expected|expects?|due|set to|plans?|planned|aims?|aiming|hopes?|"
    r"hoped|could|(?-i:may)|might|to be|is to|are to|upcoming|next|coming|likely|intends?|scheduled|possible)\b",
    re.IGNORECASE,
)
_PAST = pattern_of(r"\b(?:was|were|had|did|said|\w{2,}ed)\b", re.IGNORECASE)
_DUE_KINDS = frozenset({ClaimKind.PREDICTION, ClaimKind.INTENTION, ClaimKind.CONDITIONAL})


_SCHEDULED = pattern_of(
    r"\b(?:opens?|closes?|starts?|begins?|ends?|launch(?:es)?|returns?|meets?|votes?|resumes?|expires?|takes? effect|"
    r"goes? on sale|comes? into force|kicks? off|arrives?)\b(?: [\w’'-]+){0,6}? "
    rf"(?:(?:in|on|from|by|until) (?:early |late |mid-)?(?:{_MONTH}|{_WEEKDAY})|next \w+|tomorrow)\b",
    re.IGNORECASE,
)


def is_scheduled(words: str) -> bool:
    """Return whether words in the present give a day to come: `Tunnel opens in May`."""
    return _SCHEDULED.search(words) is not None and _PAST.search(words) is None


def is_ahead(words: str) -> bool:
    """Return whether words speak of the future."""
    return _FUTURE.search(words) is not None or is_scheduled(words)


def time_words(words: str, offset: int, kind: ClaimKind, said: date | None) -> tuple[TimeWords, ...]:
    """Return the words about time in a stretch that begins at an offset of its text, with the windows that they mean.

    Only words that the grammar of windows understands are kept; without a day on which they were said the words are
    kept and no window is read.
    """
    ahead = kind in _DUE_KINDS or is_ahead(words)
    times: list[TimeWords] = []
    for match in _TIME.finditer(words):
        phrase = match.group().strip()
        start = offset + match.start() + (len(match.group()) - len(match.group().lstrip()))
        window = None
        if said is not None:
            window = _window(phrase, said, past=not ahead and not _ends_ahead(phrase, words))
            if window is None:
                continue
        role = _role(kind, window, said, ahead=ahead)
        times.append(TimeWords(role=role, words=phrase, start=start, end=start + len(phrase), window=window))
    return tuple(times)


def _ends_ahead(phrase: str, words: str) -> bool:
    """Return whether a phrase ends in the future though no verb says so: `by the end of this year`, `travel this week`.

    A day by which something is to be done is not over, nor is the present week, unless a verb is in the past.
    """
    low = phrase.casefold()
    return low.startswith(("by ", "before ", "until ")) or (low.startswith("this ") and not _PAST.search(words))


def _role(kind: ClaimKind, window: Window | None, said: date | None, *, ahead: bool) -> WindowRole:
    over = window is not None and said is not None and window.latest is not None and window.latest < said
    if over:
        return WindowRole.HAPPENED
    if window is not None and said is not None and window.latest is not None and window.latest > said:
        return WindowRole.DUE
    if kind in _DUE_KINDS:
        return WindowRole.DUE
    return WindowRole.DUE if ahead else WindowRole.HAPPENED


@lru_cache(maxsize=1024)  # an article repeats its words about time
def _window(phrase: str, said: date, *, past: bool) -> Window | None:
    try:
        return read_window(phrase, said, past=past)
    except BadValue:
        return None


def said_on(words: str, published: date | None) -> date | None:
    """Return the day in words like `on Thursday` beside a verb of saying, None without one."""
    if published is None:
        return None
    match = _RELATIVE.search(words)
    if match is None or not match.group("day"):
        return None
    window = _window(match.group("day"), published, past=True)
    return window.earliest if window is not None and window.earliest == window.latest else None


def with_days(statement: str, published: date | None, *, ahead: bool) -> str:
    """Return a statement with dates in place of `on Thursday`, `next month` and the like."""
    if published is None:
        return statement

    def dated(match: re.Match[str]) -> str:
        words = match.group("day") or match.group("near")
        words = words[0].lower() + words[1:] if words.startswith(("Last ", "Next ")) else words
        coming = ahead and not _is_over(statement, match.start(), match.end())
        window = _window(words, published, past=not coming and not words.startswith("next"))
        if window is None or window.earliest is None or window.latest is None:
            return match.group()
        before = statement[: match.start()].rstrip().casefold()
        if match.group("own") and window.precision is Precision.DAY:
            day = _as_date(window, words, " the", has_on=False, part="")
            return f"the {day}"  # "today's meeting"
        return _as_date(window, words, before, has_on=bool(match.group("on")), part=match.group("part") or "")

    return _RELATIVE.sub(dated, statement)


_OVER = pattern_of(
    r"\b(?:was|were|had|did|\w{2,}ed|said|told|met|came|went|began|took|made|held|won|left|fell|broke)\b"
)
_BOUNDS = pattern_of(r"[,;:—–(]| (?:and|but|which|who|that|when|while|after|before|because|if) ")


def _is_over(statement: str, start: int, end: int) -> bool:
    """Return whether the clause around a day tells of the past: `was posted online on Tuesday`."""
    first = max((match.end() for match in _BOUNDS.finditer(statement, 0, start)), default=0)
    after = _BOUNDS.search(statement, end)
    clause = statement[first : after.start() if after else len(statement)]
    return _OVER.search(clause) is not None and not is_ahead(clause)


def _as_date(window: Window, words: str, before: str, *, has_on: bool, part: str) -> str:
    """Return a window's days as they read in a sentence."""
    first = window.earliest
    assert first is not None
    placed = before.endswith(
        (" by", " before", " until", " since", " in", " on", " of", " as", " early", " late", " from", " after", " for",
         " during", " between", " and", " or", " at", "’s", "'s", " the", " a", " an", " that", " this", " its",
         " their")
    ) or before in {"by", "before", "in", "on", "since", "early", "late"}  # fmt: skip
    if window.precision is Precision.DAY:
        placed = placed and not before.endswith((" early", " late"))
        text = day_in_words(first)
        return f"on {text}" if has_on or not placed else text
    if window.precision is Precision.MONTH:
        text = f"{MONTHS[first.month - 1]} {first.year}"
    elif window.precision is Precision.YEAR:
        text = str(first.year)
    elif window.precision is Precision.WEEK:
        text = f"the week of {day_in_words(first)}"
    else:
        return words
    return f"{part}{text}" if placed else f"in {part}{text}"


def ranges(words: str) -> Iterator[tuple[int, int]]:
    """Yield where words about time stand."""
    for match in _TIME.finditer(words):
        yield match.span()
