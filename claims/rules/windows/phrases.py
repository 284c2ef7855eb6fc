"""Shared by both levels of the grammar: tidying of words, numbers, units, and the context of a phrase."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from claims.patterns import pattern_of
from claims.rules.windows.clocks import Clock, without_clocks
from claims.text.dates import MONTH_PATTERN, WEEKDAY_PATTERN

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBERS = {
    **{word: number for number, word in enumerate([*_ONES, "seventeen", "eighteen", "nineteen"], 1)},
    **_TENS,
    **{f"{ten} {unit}": value + n for ten, value in _TENS.items() for n, unit in enumerate(_ONES[:9], 1)},
    **dict.fromkeys(("a", "an", "another"), 1),
    **dict.fromkeys(("couple", "a couple"), 2),
    **dict.fromkeys(("half dozen", "half a dozen"), 6),
    **dict.fromkeys(("dozen", "a dozen"), 12),
    **dict.fromkeys(("hundred", "a hundred", "one hundred"), 100),
}
"""Numbers in words, as written in tidied text."""

_PLAIN_NUMBERS = sorted((word for word in NUMBERS if word.split()[0] not in _TENS), key=len, reverse=True)
NUMBER = rf"(?:\d{{1,4}}|(?:{'|'.join(_TENS)})(?: (?:{'|'.join(_ONES[:9])}))?|{'|'.join(_PLAIN_NUMBERS)})"
UNIT = r"(?:hour|day|week|fortnight|month|quarter|year|decade)"
YEAR = r"(?:[1-9]\d{3}|(?:(?:this|next|last|new|the next|the last) )?year)"
MONTH = MONTH_PATTERN.replace(r"\.?", "")
WEEKDAY = WEEKDAY_PATTERN.replace(r"\.?", "")

_ARTICLE = pattern_of(r"\bthe (?!(?:next|coming|following|past|last|previous)\b)", re.ASCII)
_FILLERS = pattern_of(
    r"\b(?:sometime|some time|some point|at some (?:point|stage)|possibly|hopefully|probably|perhaps|maybe|likely"
    r"|potentially|ideally|as (?:expected|planned|scheduled)|expected|scheduled|planned|slated|tentatively|currently"
    r"|originally|initially|either|only|just|back(?= in\b)|still) (?=.)",
    re.ASCII,
)
_CLOSELY = pattern_of(
    r"\b(?:right|shortly|immediately|soon|well|long|straight|directly|even|not long|some time|sometime)"
    r" (?=(?:before|after|following|prior|ahead)\b)|\b(?:right|somewhere) (?=(?:around|about)\b)",
    re.ASCII,
)
_OCLOCK = pattern_of(r"\bo['\N{RIGHT SINGLE QUOTATION MARK}]?clock\b", re.ASCII)
_HALF_DAY = pattern_of(r"(?<=\d)( ?[ap])\.m\b\.?", re.ASCII)
_DAY_PART = "(?:early |late |mid ?)?(?:morning|afternoon|evening|night|lunchtime|overnight)(?: hours)?"
_NAMED_DAY = rf"(?:{WEEKDAY}|tomorrow|yesterday|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {MONTH})"
_DAY_PARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (pattern_of(rf"\b({_NAMED_DAY}) {_DAY_PART}\b", re.ASCII), r"\1"),
    (pattern_of(rf"\b(?:in |on |during )?(?:the )?(?:{_DAY_PART}|(?:early|small|wee) hours) (?:of|on) (?=.)"), "on "),
    (
        pattern_of(rf"\b(?:early|later?)(?: on| in)? ((?:{WEEKDAY}|today|tonight|tomorrow|yesterday)\b)", re.ASCII),
        r"\1",
    ),
    (pattern_of(r"\b(early|later?) on (?=\d|the \d)", re.ASCII), ""),
    (
        pattern_of(
            r"\b(?:end|close) of (?:the )?(?:(?:business|working|trading|school)(?: day)?|day|play|trading|work)"
            rf"(?: on| of)? (?=(?:the )?{_NAMED_DAY}\b|today\b)",
            re.ASCII,
        ),
        "",
    ),
    (
        pattern_of(
            r"\b(?:end|close) of (?:the )?(?:(?:business|working|trading) day|business|day|play|trading)$", re.ASCII
        ),
        "today",
    ),
)
"""Words for a part of a day, each with the words for the whole day, in the order they are applied."""

_APPROXIMATE = pattern_of(
    r"\b(?:on or )?(?:around|about|approximately|roughly|circa)\b|\bsome (?=\d)|\bor so\b", re.ASCII
)

_PUNCTUATION = " .,:;?!-–—…~/'\"()[]"

_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}

_Replacement = str | Callable[[re.Match[str]], str]
_REWRITES: tuple[tuple[str, _Replacement], ...] = (
    (r"['\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}`]", ""),
    (r"\b(early|mid|late|end)[-\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}](?=\S)", r"\1 "),
    (r"[\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]", " – "),
    (r"[\N{HYPHEN}\N{NON-BREAKING HYPHEN}]", "-"),
    (r"(?<![\d/-])(\d{1,2})(?:, \d{1,2})+,? (?:and|or) (\d{1,2})\b(?![/-])", r"\1 to \2"),
    (r"[,\"“”„«»()!;]", " "),
    (r"\b(mid)(year|week|month|decade|summer|winter)\b", r"\1 \2"),
    (r"\b([1-9]\d{3})-([1-9]\d{3})\b", r"\1 to \2"),
    (r"\b(winter)((?: of)? [1-9]\d{3})[-/]\d{2,4}\b", r"\1\2"),
    (r" - | – ", " to "),
    (r"\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|thu|fri|sat|sun)\.", r"\1"),
    (r" & ", " and "),
    (rf"\b({MONTH}) (\d{{1,2}})[-/](?=\d{{1,2}}\b|{MONTH})", r"\1 \2 to "),
    (rf"(?<![\d/-])(\d{{1,2}})/(\d{{1,2}})(?= {MONTH})", r"\1 to \2"),
    (r"(?<=[a-z])-(?=\w)|(?<=\b[qh][1-4])-(?=\d)", " "),
    (r"\b([1-9]\d{3})[- ](q[1-4]|h[12])\b", r"\2 \1"),
    (r"\byears? end(?: of)? ([1-9]\d{3})\b", r"end of \1"),
    (r"\b(year|month|quarter|week|decade)s? end\b", r"end of \1"),
    (r"\b(\d{1,4})-(?=[a-z])", r"\1 "),
    (rf"(?<![\d-])(\d{{1,2}})-(\d{{1,2}})(?= {UNIT}| {MONTH})", r"\1 to \2"),
    (r"\b(couple) of\b", r"\1"),
    (
        (
            r"\b(?:a few|several|some|a number of|many|(?:a )?handful of|a matter of|countless|numerous|various"
            r"|multiple|(?:dozens|scores|tens|hundreds|thousands) of)(?= (?:more )?[a-z]+s\b)"
        ),
        "few",
    ),
    (rf"\b({NUMBER}) (?:to|and) ({NUMBER})(?= {UNIT}s)", r"\1 or \2"),
    (rf"\b(?:a|an|one) ({UNIT}) or (two|three)\b", r"one or \2 \1s"),
    (rf"\b(next|coming|following|last|past) ({UNIT}) or (two|three)\b", r"\1 one or \3 \2s"),
    (rf"\b({'|'.join(_ORDINALS)}) of (?={MONTH}\b)", lambda match: f"{_ORDINALS[match[1]]} "),
    (r"\bcalendar (?=year\b|quarter\b|month\b|week\b)", ""),
    (r"(?<!next )(?<!last )(?<!this )(?<!fiscal )(?<!financial )(?<!new )\byear (?=[1-9]\d{3}\b)", ""),
    (r"\bon or before\b|\bno later than\b|\bnot later than\b|\bat latest by\b", "by"),
    (r"\bon or after\b|\bno (?:earlier|sooner) than\b|\bnot (?:earlier|sooner) than\b", "not before"),
    (r"\b(?:prior to|ahead of|in advance of|in time for|in the run ?-?up to|in the lead ?-?up to)\b", "before"),
    (r"\b(?:autumn|fall)\b", "autumn"),
    (r"\bxmas\b", "christmas"),
    (r"\bturn of the year\b", "new year"),
    (r"\b(?:beginning|start|opening|first part)(?= of\b)", "start"),
    (r"\b(?:close|final part|last part|latter part|very end|tail end)(?= of\b)", "end"),
    (r"\bthroughout\b", "during"),
    (r"\bfrom now until\b", "by"),
    (r"\bupcoming\b", "coming"),
    (r"\b(?:on )?this side of\b", "before"),
    (r"\b(?:on )?(?:the )?eve of\b", "day before"),
    (rf"\b(?:overnight (?:from |on )?)?({WEEKDAY})(?: night)? (?:into|to) ({WEEKDAY})\b", r"\1 to \2"),
    (r"\b(?:not )?(?:until|till) (?=after\b)", ""),
)
"""Patterns for different ways of writing the same, with their replacements, in the order they are applied."""


@dataclass(frozen=True, slots=True)
class Context:
    """The context of a phrase.

    ``said`` is the day it was said, ``year`` the year of months and days that name no year.  With ``past`` the phrase
    is about a past event: a month or a day without a year is then the last, not the next.  ``timed`` tells that the
    words name a time of day: "before 5 p.m. on Friday" does not exclude Friday.
    """

    said: date
    year: int | None = None
    past: bool = False
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tidied words, whether they call themselves approximate, and the times of day that were taken out of them."""

    text: str
    approximate: bool
    clocks: tuple[Clock, ...] = ()


def tidied(words: str) -> Phrase:
    """Return words in lower case with single spaces, without articles, fillers, times of day and punctuation.

    Raises BadValue for a time of day that does not exist.
    """
    text = " ".join(words.lower().split()).strip(_PUNCTUATION.replace("(", "").replace(")", ""))
    text, clocks = without_clocks(_HALF_DAY.sub(r"\1m", _OCLOCK.sub("oclock", text)))
    text = text.strip(_PUNCTUATION)
    for pattern, replacement in _rewrites():
        text = pattern.sub(replacement, text)
    text = " ".join(text.split()).strip(_PUNCTUATION)
    for pattern, replacement in _DAY_PARTS:
        text = pattern.sub(replacement, text)
    text = _ARTICLE.sub("", text)
    text = _CLOSELY.sub("", _FILLERS.sub("", text))
    hazy = _APPROXIMATE.sub(" ", text)
    approximate = hazy != text and bool(hazy.strip())
    text = " ".join((hazy if approximate else text).split())
    text = _FILLERS.sub("", text)
    return Phrase(" ".join(text.split()).strip(_PUNCTUATION), approximate, clocks)


@cache
def _rewrites() -> tuple[tuple[re.Pattern[str], _Replacement], ...]:
    """Return the rewrites with their patterns compiled, which would slow down every import."""
    return tuple((re.compile(pattern, re.ASCII), replacement) for pattern, replacement in _REWRITES)


def number_of(text: str) -> int:
    """Return the value of a match of ``NUMBER``."""
    return int(text) if text.isdigit() else NUMBERS[text]
