"""A window in time as stored, made from words or from an editor's days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from claims.errors import BadValue
from claims.rules.windows.conventions import CONVENTIONS, FORMS
from claims.rules.windows.edtftext import looks_like_edtf, read_edtf
from claims.rules.windows.frames import floor_look_again, read_span
from claims.rules.windows.phrases import Context, tidied
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


def read_window(words: str, said: date, *, past: bool = False) -> Window:
    """Return the window that words mean if they were said on that day.

    With ``past`` they are about a past event: "in January" is the last January up to that day, not the next.

    Raises BadValue, in a single sentence, if the words are not understood, name a day that does not exist or is
    ambiguous, or would end before they begin.  No day is ever made up.
    """
    span = _span_of_words(words, said, past)
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


def _span_of_words(words: str, said: date, past: bool) -> Span:
    """Return the span that words mean; raises BadValue if they are not understood."""
    if len(words) > LONGEST_WORDS:
        raise BadValue(f"The words of a window have at most {LONGEST_WORDS} characters; give just the phrase")
    typed = words.strip()
    if looks_like_edtf(typed):
        return _with_look_again(read_edtf(typed), said)
    phrase = tidied(words)
    span = read_span(phrase.text, Context(said, past=past)) if phrase.text else None
    if span is None:
        refuse_ambiguous_day(words)
        raise BadValue(_not_understood(words))
    return _approximate(span, said) if phrase.approximate else span


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


def _shown(words: str) -> str:
    """Return the words, short enough for a sentence."""
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"


def _not_understood(words: str) -> str:
    """Return the sentence for words that are not understood."""
    forms = ", ".join(f'"{form}"' for form in FORMS)
    return (
        f'"{_shown(words)}" is not understood as a window in time; write it like {forms}, '
        "or give the days with --due-earliest and --due-latest"
    )
