"""A window in time as stored, made from words or from an editor's days."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from typing import Any

from claims.errors import BadValue
from claims.patterns import pattern_of
from claims.rules.windows.clocks import Clock, day_there
from claims.rules.windows.conventions import CONVENTIONS, FORMS
from claims.rules.windows.edtftext import looks_like_edtf, read_edtf
from claims.rules.windows.frames import floor_look_again, not_ahead, read_span
from claims.rules.windows.phrases import MONTH, NUMBER, UNIT, WEEKDAY, Context, tidied
from claims.rules.windows.stretches import OPEN, Span
from claims.text.dates import day_in_words, refuse_ambiguous_day
from claims.vocabulary import Precision, WindowBasis

LONGEST_WORDS = 200
"""The most characters in a window's words; a longer text is not a phrase about time."""


@dataclass(frozen=True, slots=True)
class Window:
    """A window in time.

    ``words`` as printed; ``said``, the day they were said; ``earliest`` and ``latest``, its first and last day, None
    where open; ``edtf``, the same in ISO 8601-2; ``precision``, the finest unit that the words name; ``basis``,
    whether the days follow from the words alone; ``review_on``, the day to look again at a window without a last day;
    ``understood``, a phrase that tells the user how the words were read.
    """

    words: str
    said: date | None
    earliest: date | None
    latest: date | None
    edtf: str
    precision: Precision
    basis: WindowBasis
    review_on: date | None
    understood: str


def read_window(words: str, said: date, *, past: bool = False, zone: tzinfo | None = None) -> Window:
    """Return the window that words mean if they were said on that day.

    With ``past`` they are about a past event: "in January" is the last January up to that day, not the next, and what
    would lie ahead is refused. ``zone`` is the newsroom's: a time in another zone is on the day it has there. Without
    it, a time is on the day that the words name.

    Raises BadValue, in a single sentence, if the words are not understood, name a day that does not exist or is
    ambiguous, or would end before they begin.  No day is ever made up.
    """
    span = _span_of_words(words, said, past, zone)
    if span.first is not None and span.last is not None and span.last < span.first:
        raise BadValue(
            f'"{_shown(words)}" would end on {day_in_words(span.last)}, before it begins on '
            f"{day_in_words(span.first)}; put the earlier date first or give the years"
        )
    return Window(
        words=words,
        said=said,
        earliest=span.first,
        latest=span.last,
        edtf=span.edtf,
        precision=span.precision,
        basis=WindowBasis.CONVENTION if span.notes else WindowBasis.STATED,
        review_on=span.look_again,
        understood=_understood(span.first, span.last, span.look_again, span.notes),
    )


def overruled(window: Window, earliest: date | None, latest: date | None) -> Window:
    """Return a window with an editor's days in place of its own; None leaves the window's own day.

    The basis becomes `editor`, and the EDTF text is rebuilt from the days.  Raises BadValue if the window would end
    before it begins, or has neither day.
    """
    if earliest is None and latest is None:
        return window
    return window_of_days(window.words, window.said, earliest or window.earliest, latest or window.latest)


def window_of_days(words: str, said: date | None, earliest: date | None, latest: date | None) -> Window:
    """Return an editor's window from a first to a last day; either may be open.

    Raises BadValue if both are open, or if the window would end before it begins.
    """
    if earliest is None and latest is None:
        raise BadValue("A window needs a first or a last day; give --due-earliest or --due-latest")
    if earliest is not None and latest is not None and latest < earliest:
        raise BadValue(
            f"The window would end on {day_in_words(latest)}, before it begins on {day_in_words(earliest)}; "
            "give the earlier day first"
        )
    review_on = floor_look_again(earliest, earliest, said) if earliest is not None and latest is None else None
    begins = OPEN if earliest is None else earliest.isoformat()
    ends = OPEN if latest is None else latest.isoformat()
    return Window(
        words=words,
        said=said,
        earliest=earliest,
        latest=latest,
        edtf=begins if begins == ends else f"{begins}/{ends}",
        precision=Precision.DAY,
        basis=WindowBasis.EDITOR,
        review_on=review_on,
        understood=_understood(earliest, latest, review_on, ("as the editor set it",)),
    )


def _span_of_words(words: str, said: date, past: bool, zone: tzinfo | None) -> Span:
    """Return the span that words mean; raises BadValue if they are not understood."""
    if len(words) > LONGEST_WORDS:
        raise BadValue(f"The words of a window have at most {LONGEST_WORDS} characters; give just the phrase")
    typed = words.strip()
    if looks_like_edtf(typed):
        typed_span = read_edtf(typed, zone)
        if not past:
            return _with_look_again(typed_span, said)
        not_ahead(typed_span, said)  # raises; what is typed as EDTF stays as typed
        return typed_span
    phrase = tidied(words)
    context = Context(said, past=past, timed=bool(phrase.clocks))
    span = read_span(phrase.text, context) if phrase.text else None
    if span is None and _ASIDE.search(words):
        return _span_of_words(_ASIDE.sub(" ", words), said, past, zone)
    if span is None:
        refuse_ambiguous_day(words)
        raise BadValue(_not_understood(words, timed=context.timed))
    if zone is not None and phrase.clocks and span.precision is Precision.DAY:
        span = _in_zone(span, said, phrase.clocks, zone)
    span = not_ahead(span, said) if past else span
    return _approximate(span, said) if phrase.approximate else span


def _in_zone(span: Span, said: date, clocks: tuple[Clock, ...], zone: tzinfo) -> Span:
    """Return a span whose named days are those of the newsroom's zone; the day it was said is that already."""
    zones = next((clock.zones for clock in reversed(clocks) if clock.zones), ())
    first, last = (replace(clock, zones=clock.zones or zones) for clock in (clocks[0], clocks[-1]))
    days: dict[str, Any] = {}
    for side, text, day, clock in (("first", span.begins, span.first, first), ("last", span.ends, span.last, last)):
        counted_from_said = side == "first" and day == said and span.begins != span.ends
        if day is not None and text == day.isoformat() and not counted_from_said:
            there = day_there(day, clock, zone)
            days |= {side: there, "begins" if side == "first" else "ends": there.isoformat()}
    moved = replace(span, **days, whole=None) if days else span
    if (moved.first, moved.last) == (span.first, span.last):
        return span
    moved = replace(moved, notes=(*moved.notes, CONVENTIONS["zone"]))
    return moved if span.look_again is None else _with_look_again(moved, said)


def _with_look_again(span: Span, said: date) -> Span:
    """Return a typed span, with a day to look again if it has no last day."""
    if span.first is None or span.last is not None:
        return span
    return replace(span, look_again=floor_look_again(span.first, span.first, said))


def _approximate(span: Span, said: date) -> Span:
    """Return a span with its ends marked as approximate (EDTF ``~``), except the day it was said."""
    own = {said.isoformat(), OPEN}
    begins, ends = (text if text in own or text.endswith("~") else f"{text}~" for text in (span.begins, span.ends))
    if begins == ends and span.precision is Precision.SEASON and span.first and span.last:
        # EDTF's season codes take no mark on their own in level 1; the months do.
        begins, ends = f"{span.first:%Y-%m}~", f"{span.last:%Y-%m}~"
    return replace(span, begins=begins, ends=ends, whole=None, notes=(*span.notes, CONVENTIONS["around"]))


def _understood(first: date | None, last: date | None, look_again: date | None, notes: tuple[str, ...]) -> str:
    """Return the words that show how a window was understood: its days, then the conventions used."""
    if first is not None and first == last:
        days = f"on {day_in_words(first)}"
    elif first is not None and last is not None:
        days = f"from {day_in_words(first)} until {day_in_words(last)}"
    elif first is not None:
        days = f"not before {day_in_words(first)}, no last day"
    else:
        days = f"until {day_in_words(last)}" if last is not None else "no days"
    again = () if look_again is None else (f"to be looked at again on {day_in_words(look_again)}",)
    return "; ".join((days, *again, *dict.fromkeys(notes)))


_ASIDE = pattern_of(r"\([^()]*\)")
_ANY_DAY = date(2024, 4, 1)
_COUNTED_FROM = pattern_of(
    rf"\b(?:(?:within|in) )?(?:{NUMBER}|few|several) (?:\w+ )?{UNIT}s? (?:after|before|from|following)\b(?! now| today)"
    rf"|\bwithin (?:{NUMBER} )?(?:\w+ )?{UNIT}s? of\b",
    re.ASCII | re.IGNORECASE,
)
_HAS_A_DAY = pattern_of(rf"\b(?:{MONTH}|{WEEKDAY}|{UNIT}s?|today|tomorrow)|\d{{4}}-\d\d", re.ASCII | re.IGNORECASE)


def _shown(words: str) -> str:
    """Return the words, short enough for a sentence."""
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"


def _not_understood(words: str, *, timed: bool = False) -> str:
    """Return the sentence for words that are not understood; ``timed`` if they name a time of day."""
    shown, days = _shown(words), "give the days with --due-earliest and --due-latest"
    counted = _COUNTED_FROM.search(words)
    if counted is not None:
        example = f"{counted[0]} 10 April"
        dated = read_span(tidied(example).text, Context(_ANY_DAY)) is not None
        how = f'write its day ("{example}"), or {days}' if dated else days
        return f'"{shown}" counts from an event whose day is not given; {how}'
    if timed and not _HAS_A_DAY.search(words):
        return f'"{shown}" names a time and no day; add the day, as in "5 p.m. on 22 March", or {days}'
    forms = ", ".join(f'"{form}"' for form in FORMS)
    return f'"{shown}" is not understood as a window in time; write it like {forms}, or {days}'
