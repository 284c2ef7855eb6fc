"""The upper level of the grammar: words that place a claim before, in or after a stretch of the calendar.

"By", "until", "before", "from", "between … and …", "within …", "as soon as …", and words that name no last day.
As in `periods`, each rule is a pattern for the whole text and a function; the first rule that gives a span wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from claims.errors import BadValue
from claims.patterns import pattern_of
from claims.rules.windows.conventions import (
    CONVENTIONS,
    EVENT_LOOK_AGAIN,
    FEW_LOOK_AGAIN,
    FLOOR_LONGEST_LOOK_AGAIN,
    FLOOR_OVERDUE_LOOK_AGAIN,
    VAGUE,
)
from claims.rules.windows.events import dated_event, is_undated_event
from claims.rules.windows.periods import (
    AMOUNT,
    amount_of,
    counted_notes,
    counted_unit,
    day_after_amount,
    read_period,
    read_whole,
)
from claims.rules.windows.phrases import NUMBER, UNIT, YEAR, Context
from claims.rules.windows.stretches import (
    OPEN,
    Period,
    Span,
    coarser,
    day_period,
    days_after,
    following,
    following_text,
    preceding_text,
    span_of,
    united,
)
from claims.text.dates import day_in_words
from claims.vocabulary import Precision

Rule = Callable[[re.Match[str], Context], Span | None]
Reader = Callable[[str, Context], Span | None]

_LOOK_AGAIN_AFTER = {phrase: days for days, phrases in VAGUE for phrase in phrases}
_START = pattern_of(r"(?:(?:very )?(?:start|beginning) )(?:of |in )?(?P<rest>.+)", re.ASCII)
_END = pattern_of(r"(?:end )(?:of |in )?(?P<rest>.+)", re.ASCII)
_SIDES = pattern_of(r"(?P<one>.+?) (?:to|and|or) (?P<other>.+)", re.ASCII)
_NAMES_ITS_YEAR = pattern_of(rf".*\b{YEAR}", re.ASCII)
_PRECISION_OF_UNIT = {"hour": Precision.DAY, "day": Precision.DAY, "week": Precision.WEEK}
_PRECISION_OF_UNIT |= {"month": Precision.MONTH, "year": Precision.YEAR}


@lru_cache(maxsize=1024)
def read_span(text: str, context: Context) -> Span | None:
    """Return the span that tidied text means, or None if it is not understood.

    Raises BadValue for days that do not exist and for spans that would end before they begin.
    """
    vague = _vague(text.replace("the ", "").replace(" a ", " "), context)
    if vague is not None:
        return vague
    for pattern, rule in _rules():
        match = pattern.fullmatch(text)
        span = rule(match, context) if match is not None else None
        if span is not None:
            return span
    period = read_period(text, context)
    return _at_event(text, context) if period is None else span_of(period)


def not_ahead(span: Span, said: date) -> Span:
    """Return the span of what has happened, which ends at the latest on the day it was said.

    Raises BadValue if the words lie ahead of that day as a whole.
    """
    if span.first is not None and span.first > said:
        raise BadValue(f"{_AHEAD} {day_in_words(span.first)} lies after {day_in_words(said)}, when it was said; {_HOW}")
    if span.last is not None and span.last <= said:
        return span
    if span.last is None and span.precision is not Precision.VAGUE and span.look_again is None:
        return span  # it has gone on since then
    return replace(span, last=said, ends=said.isoformat(), whole=None, look_again=None)


_AFTER = frozenset({"after", "following", "later than", "beyond"})
_FLOORS = _AFTER | {"from", "not before", "not until", "as of", "as soon as", "as early as", "starting", "beginning"}
_AHEAD = "What has happened cannot lie ahead:"
_HOW = "check the day, give the year, or use --due for what is still to come"


def floor_look_again(first: date, period_end: date, said: date | None) -> date:
    """Return the day to look again at a window with a first day and no last day.

    It is the day after the named period, at most a year after its start.  If that day had passed when the words were
    said, it is a month after they were said.
    """
    look = min(days_after(period_end, 1), days_after(first, FLOOR_LONGEST_LOOK_AGAIN))
    return look if said is None or look > said else days_after(said, FLOOR_OVERDUE_LOOK_AGAIN)


def _from_said(context: Context, last: date, ends: str, precision: Precision, notes: tuple[str, ...]) -> Span:
    """Return the span from the day the words were said until ``last``; raises BadValue if that day had passed.

    Raises BadValue, too, for what has happened, which no such span can be.
    """
    if context.past:
        raise BadValue(f"{_AHEAD} these words count from {day_in_words(context.said)}, when it was said, on; {_HOW}")
    if last < context.said:
        raise BadValue(
            f"That would end on {day_in_words(last)}, before it was said on {day_in_words(context.said)}; "
            "give the year or the days (--due-earliest, --due-latest)"
        )
    return Span(context.said, last, context.said.isoformat(), ends, precision, notes)


def _until(context: Context, period: Period, last: date, ends: str) -> Span:
    """Return the span that a limit ends: from the day it was said, or from any day for what has happened."""
    if context.past:
        if last > context.said:
            last, ends = context.said, context.said.isoformat()
        span = Span(None, last, OPEN, ends, period.precision, period.notes)
    else:
        span = _from_said(context, last, ends, period.precision, period.notes)
    return replace(span, year_assumed=period.year_assumed)


def _open_from_said(context: Context, days: int) -> Span:
    """Return a span without a last day, to be looked at again this many days after the words were said.

    Raises BadValue for what has happened.
    """
    said = context.said
    if context.past:
        raise BadValue(f"{_AHEAD} these words name a time after {day_in_words(said)}, when it was said; {_HOW}")
    return Span(
        said,
        None,
        said.isoformat(),
        OPEN,
        Precision.VAGUE,
        (CONVENTIONS["look again"],),
        look_again=days_after(said, days),
    )


def _floor_at(period: Period, context: Context) -> Span:
    """Return the span that starts on the first day of a period and stays open."""
    return Span(
        period.first,
        None,
        period.begins,
        OPEN,
        period.precision,
        period.notes,
        year_assumed=period.year_assumed,
        look_again=floor_look_again(period.first, period.last, context.said),
    )


def _vague(text: str, context: Context) -> Span | None:
    """Read phrases such as: very shortly, in the near future."""
    days = _LOOK_AGAIN_AFTER.get(text)
    return None if days is None else _open_from_said(context, days)


def _at_event(text: str, context: Context) -> Span | None:
    """Read phrases such as: before Thursday's vote, after the summit on 10 April, before the US election."""
    event = dated_event(text, replace(context, past=True) if text.startswith("since ") else context, _stretch)
    if event is None:
        if not is_undated_event(text):
            return None
        if context.past:
            said = context.said
            return Span(None, said, OPEN, said.isoformat(), Precision.VAGUE)
        return _open_from_said(context, EVENT_LOOK_AGAIN)
    period = event.period
    if event.how == "before":
        return _until(context, period.noting("event"), period.last, period.ends)
    if event.how in {"by", "until", "till"}:
        limit = period if period.precision is Precision.DAY else period.noting("by")
        return _until(context, limit, period.last, period.ends)
    if event.how in _AFTER and event.lasting:
        return _after_period(period, context)
    if event.how in _FLOORS:
        return _floor_at(period.noting("event"), context)
    if event.how == "since":
        return Span(period.first, None, period.begins, OPEN, period.precision, period.notes)
    return span_of(period)


def _few(match: re.Match[str], context: Context) -> Span:
    """Read phrases such as: within a few weeks, in the coming months."""
    return _open_from_said(context, FEW_LOOK_AGAIN[match["unit"]])


def _few_ago(match: re.Match[str], context: Context) -> Span:
    """Read phrases such as: a few weeks ago, in recent days: up to the day it was said, from an unknown day."""
    said = context.said
    return Span(None, said, OPEN, said.isoformat(), Precision.VAGUE)


def _upper_limit(text: str, context: Context) -> Period | None:
    """Return the period whose last day is the limit: 2024 for "the end of 2024", 1 May for "the start of May"."""
    end, start = _END.fullmatch(text), _START.fullmatch(text)
    if end is not None:
        return read_whole(end["rest"], context)
    if start is not None:
        whole = read_whole(start["rest"], context)
        return None if whole is None else replace(day_period(whole.first), notes=whole.notes)
    period = read_period(text, context)
    if period is None or period.precision is Precision.DAY:
        return period
    return period.noting("by")


def _lower_limit(text: str, context: Context) -> Period | None:
    """Return the period whose first day is the limit: May for "the start of May"."""
    start = _START.fullmatch(text)
    return read_whole(start["rest"], context) if start is not None else read_period(text, context)


def _by(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: by May 2025, until 2026, by the end of this year, at the latest by 5 May."""
    period = _upper_limit(match["rest"], context)
    return None if period is None else _until(context, period, period.last, period.ends)


def _through(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: through June 2025; "through" itself includes the period."""
    span = _by(match, context)
    return None if span is None else replace(span, notes=tuple(n for n in span.notes if n != CONVENTIONS["by"]))


def _before(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: before 2030, before the summer, before the end of the year."""
    end = _END.fullmatch(match["rest"])
    if end is not None:
        return _by(match, context)
    period = _lower_limit(match["rest"], context)
    if period is None:
        return None
    if period.precision is not Precision.DAY:
        period = period.noting("before")
    elif context.timed:
        return _until(context, period, period.last, period.ends)
    return _until(context, period, days_after(period.first, -1), preceding_text(period))


def _floor(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: as soon as next month, not before May, from 1 June, by May at the earliest."""
    period = _lower_limit(match["rest"], context)
    return None if period is None else _floor_at(period, context)


def _after(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: after May, after 10 April: from the next month, day and so on."""
    start = _START.fullmatch(match["rest"])
    if start is not None:
        return _floor(match, context)
    period = _upper_limit(match["rest"], context)
    if period is None:
        return None
    if context.timed and period.precision is Precision.DAY:
        return _floor_at(period, context)
    return _after_period(period, context)


def _after_period(period: Period, context: Context) -> Span:
    """Return the span that starts on the day after a period and stays open."""
    first = days_after(period.last, 1)
    return Span(
        first,
        None,
        following_text(period),
        OPEN,
        period.precision,
        tuple(note for note in period.notes if note != CONVENTIONS["by"]),
        year_assumed=period.year_assumed,
        look_again=floor_look_again(first, following(period), context.said),
    )


def _since(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: since 2022: it has begun and continues, so there is nothing to wait for."""
    period = _lower_limit(match["rest"], context)
    if period is None:
        return None
    if period.year_assumed and period.first > context.said:
        period = _lower_limit(match["rest"], replace(context, year=period.first.year - 1)) or period
    if period.first > context.said:
        raise BadValue(
            f'"since" cannot begin on {day_in_words(period.first)}, which was still in the future; check the date'
        )
    return Span(period.first, None, period.begins, OPEN, period.precision, period.notes)


def _within(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: within 30 days, over the next 14 months, in the next year."""
    text = match["amount"]
    amount, last = amount_of(text), day_after_amount(text, context.said)
    if amount is None or last is None:
        return None
    notes = tuple(CONVENTIONS[name] for name in counted_notes(text))
    return _from_said(context, last, last.isoformat(), _PRECISION_OF_UNIT[amount[2]], notes)


def _within_one(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: within the next month, over the coming year."""
    text = f"one {match['unit']}"
    amount, last = amount_of(text), day_after_amount(text, context.said)
    if amount is None or last is None:
        return None
    return _from_said(context, last, last.isoformat(), _PRECISION_OF_UNIT[amount[2]], ())


def _within_of(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: within 30 days of 10 April, within two weeks of Friday's vote."""
    text = match["amount"]
    amount, day = amount_of(text), read_period(match["rest"], context)
    if day is None:
        event = dated_event(match["rest"], context, _stretch)
        day = None if event is None else event.period
    if amount is None or day is None or day.precision is not Precision.DAY:
        return None
    last = day_after_amount(text, day.first) or day.last
    notes = (*day.notes, *(CONVENTIONS[name] for name in ("after an event", *counted_notes(text))))
    return Span(day.first, last, day.begins, last.isoformat(), _PRECISION_OF_UNIT[amount[2]], notes)


def _amount_to(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: in the 12 months to June 2025, the three weeks ending 5 April."""
    amount, period = amount_of(match["amount"]), read_period(match["rest"], context)
    after = None if period is None else day_after_amount(match["amount"], days_after(period.last, 1), -1)
    if amount is None or period is None or after is None:
        return None
    precision = coarser(_PRECISION_OF_UNIT[amount[2]], period.precision)
    begins = f"{after:%Y-%m}" if after.day == 1 and period.precision is not Precision.DAY else after.isoformat()
    return Span(after, period.last, begins, period.ends, precision, period.notes, year_assumed=period.year_assumed)


def _hours(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: in 48 hours."""
    return _within(match, context)


def _hours_ago(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: 48 hours ago."""
    return _past(match, context)


def _at_least_until(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: until at least 2027, at least until the spring: a floor at the day it names."""
    period = _lower_limit(match["rest"], context)
    return None if period is None else _floor_at(period.noting("at least"), context)


def _at_least_through(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: through at least 2027: a floor at the day after the period it names."""
    period = _upper_limit(match["rest"], context)
    return None if period is None else _after_period(period.noting("at least"), context)


def _past(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: over the past three weeks, in the last two years."""
    named = match.groupdict()
    text = named.get("amount") or f"one {named['unit']}"
    amount, first = amount_of(text), day_after_amount(text, context.said, -1)
    if amount is None or first is None:
        return None
    said, notes = context.said, tuple(CONVENTIONS[name] for name in counted_notes(text))
    return Span(first, said, first.isoformat(), said.isoformat(), _PRECISION_OF_UNIT[amount[2]], notes)


def _at_least(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: not for at least two years, in no less than three months."""
    period = counted_unit(match["amount"], context)
    return None if period is None else _floor_at(period, context)


def _later_in(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: later this year, the rest of the month."""
    period = read_whole(match["rest"], context)
    if period is None or period.last < context.said:
        return None
    if period.first > context.said:
        return span_of(period)
    return _from_said(context, period.last, period.ends, period.precision, period.notes)


def _earlier_in(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: earlier this year."""
    period = read_whole(match["rest"], context)
    if period is None or period.first > context.said:
        return None
    if period.last < context.said:
        return span_of(period)
    said = context.said
    return Span(period.first, said, period.begins, said.isoformat(), period.precision, period.notes)


def _stretch(text: str, context: Context) -> Period | None:
    """Return the period that a text is, or the days of a range such as "july 8 and 9"; or None."""
    period = read_period(text, context)
    sides = None if period is not None else _SIDES.fullmatch(text)
    span = None if sides is None else _range(sides, context)
    if span is None or span.first is None or span.last is None:
        return period
    return Period(
        span.first, span.last, span.begins, span.ends, span.precision, span.notes, year_assumed=span.year_assumed
    )


def _range(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: between March and May 2025, from 3 to 5 April, late 2024 to early 2025."""
    pair = _pair(match["one"], match["other"], context, _range_start, _range_end)
    if pair is None:
        return None
    earlier, later = pair
    if earlier.first is None or later.last is None:
        return None
    if later.last < earlier.first:
        raise BadValue(
            f"That would end on {day_in_words(later.last)}, before it begins on {day_in_words(earlier.first)}; "
            "put the earlier date first or give the years"
        )
    return Span(
        earlier.first,
        later.last,
        earlier.begins,
        later.ends,
        coarser(earlier.precision, later.precision),
        tuple(dict.fromkeys(earlier.notes + later.notes)),
        year_assumed=earlier.year_assumed,
    )


def _range_start(text: str, context: Context) -> Span | None:
    period = _lower_limit(text, context)
    return None if period is None else span_of(period)


def _range_end(text: str, context: Context) -> Span | None:
    period = _upper_limit(text, context)
    if period is None:
        return None
    return replace(span_of(period), notes=tuple(note for note in period.notes if note != CONVENTIONS["by"]))


def _either(match: re.Match[str], context: Context) -> Span | None:
    """Read phrases such as: by the end of 2024 or early 2025, in two or three years; the span covers both."""
    if {"or", "and", "and/or"} & set(match["other"].split()):
        return None
    pair = _pair(match["one"], match["other"], context, read_span, read_span)
    return None if pair is None else united(*pair)


def _pair(left: str, right: str, context: Context, read_left: Reader, read_right: Reader) -> tuple[Span, Span] | None:
    """Return both sides of a range or choice, each completed from the other: "3 to 5 April", "this year or next"."""
    later = _completed(right, _prefixed(left, right), context, read_right)
    earlier = _completed(left, _suffixed(left, right), context, read_left)
    if earlier is None or later is None:
        return None
    if earlier.year_assumed and _inherits_year(earlier, later, right):
        earlier = _in_year_of(later, left, right, context, read_left) or earlier
    if later.last is None or earlier.first is None or later.last >= earlier.first:
        return earlier, later
    if context.past and earlier.year_assumed:
        # The nearest March lies behind the nearest May, and what has happened is read backwards.
        before = replace(context, said=later.last)
        return _completed(left, _suffixed(left, right), before, read_left) or earlier, later
    if later.year_assumed:
        after = replace(context, said=earlier.first)
        later = _completed(right, _prefixed(left, right), after, read_right) or later
    return earlier, later


def _completed(text: str, ellipses: list[str], context: Context, read: Reader) -> Span | None:
    """Return the span of a side as written, or else of its first completion that is understood."""
    return next((span for attempt in (text, *ellipses) if (span := read(attempt, context)) is not None), None)


def _suffixed(left: str, right: str) -> list[str]:
    """Return completions of the left side with ever shorter endings of the right: "3 April" for "3" and "5 April"."""
    words = right.split()
    return [f"{left} {' '.join(words[n:])}" for n in range(1, len(words))]


def _prefixed(left: str, right: str) -> list[str]:
    """Return completions of the right side from the left: "April 5" for "April 3" and "5"."""
    words = left.split()
    led = [f"{' '.join(words[:n])} {right}" for n in range(len(words) - 1, 0, -1)]
    return led + [f"{right} {' '.join(words[n:])}" for n in range(1, len(words))]


def _inherits_year(earlier: Span, later: Span, right: str) -> bool:
    """Return whether the left side takes the right side's year: "March" and "May 2025"."""
    names_year = _NAMES_ITS_YEAR.fullmatch(right) is not None
    return not later.year_assumed and names_year and earlier.precision is later.precision


def _in_year_of(later: Span, left: str, right: str, context: Context, read: Reader) -> Span | None:
    """Return the left side in the year of the right side, or a year earlier if it would otherwise come later."""
    if later.last is None:
        return None
    for year in (later.last.year, later.last.year - 1):
        span = _completed(left, _suffixed(left, right), replace(context, year=year), read)
        if span is not None and span.first is not None and span.first <= later.last:
            return span
    return None


_UNTIL = r"(?:up )?(?:until|till|til|to)|up to"
_FLOORED = r"as soon as|as early as|not before|not until|from|starting|beginning|effective|as of|(?:at )?earliest"
_NEXT = r"(?:the )?(?:next|coming|following)"
_LAST = r"(?:the )?(?:last|past|previous)"
_DURING = r"(?:within|in|over|during|for|inside|across)"
_NO_MORE = r"within|inside|in less than|less than|in under|under|in no more than|in at most|up to|in up to|for up to"
_SHORT_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)"
_RULES: tuple[tuple[str, Rule], ...] = (
    (rf"(?:not )?(?:at least (?:{_UNTIL})|(?:{_UNTIL}) at least)(?: in| on)? (?P<rest>.+)", _at_least_until),
    (r"(?:at least (?:through|thru)|(?:through|thru) at least) (?P<rest>.+)", _at_least_through),
    (r"(?:not )?(?:by |in |on |at |from |until |till )*(?P<rest>.+?)(?: at)? (?:earliest|soonest)", _floor),
    (
        r"(?:by |from |in |on |at |until |till )?(?P<rest>.+?) (?:onwards?|on|and beyond|or (?:later|after|beyond))",
        _floor,
    ),
    (r"(?:by |in |on )*(?P<rest>.+?) (?:at latest|or (?:earlier|sooner|before))", _by),
    (r"at latest(?: by| in| on)? (?P<rest>.+)", _by),
    (rf"(?:{_DURING} )?(?:{_NEXT} )?few (?:more )?(?P<unit>{UNIT})s(?: time| from now| away)?", _few),
    (r"(?:in|over|during|within) (?:recent|last few|past few|the last few|the past few) \w+|recently", _few_ago),
    (rf"few {UNIT}s (?:ago|earlier|back)", _few_ago),
    (rf"(?:{_DURING} )?{_NEXT} (?P<unit>{UNIT})s", _few),
    (rf"(?:within|in|over) (?P<unit>{UNIT})s", _few),
    (rf"(?P<unit>{UNIT})s (?:away|from now)", _few),
    (rf"(?:{_DURING} )?(?P<amount>{AMOUNT}) (?:to|through|until|ending|ended)(?: in| on)? (?P<rest>.+)", _amount_to),
    (r"between (?P<one>.+?) and (?P<other>.+)", _range),
    (r"(?:from |between )?(?P<one>.+?) (?:to|until|till|through|thru|up to) (?P<other>.+)", _range),
    (r"(?P<one>.+?) (?:or|and|and/or) (?P<other>.+)", _either),
    (rf"(?:{_FLOORED})(?: as| in| on)? (?P<rest>.+?)(?: on| onwards?)?", _floor),
    (r"(?:any time |sometime )?(?:after|later than|following|beyond) (?P<rest>.+)", _after),
    (r"(?:ever )?since (?P<rest>.+)", _since),
    (rf"(?:{_DURING} )?{_NEXT} (?P<amount>{AMOUNT})", _within),
    (rf"(?:{_NO_MORE}) (?:{_NEXT} )?(?P<amount>{AMOUNT})(?: from now)?", _within),
    (rf"{_DURING} the (?:next|coming|following) {_SHORT_UNIT}", _within_one),
    (rf"(?:{_DURING} )?{_LAST} (?P<amount>(?!half){NUMBER} {UNIT}s)", _past),
    (rf"(?:over|during|within|in) the (?:last|past|previous) {_SHORT_UNIT}", _past),
    (rf"(?:within|in|inside) (?P<amount>{AMOUNT}) (?:of|from|after|following) (?P<rest>.+)", _within_of),
    (rf"(?:in|for) (?P<amount>{NUMBER} hours?)(?: time)?", _hours),
    (rf"(?P<amount>{NUMBER} hours?) (?:ago|earlier|back)", _hours_ago),
    (rf"(?:in|for) (?P<amount>{AMOUNT}) or (?:more|longer)", _at_least),
    (rf"(?:not )?(?:for|in) (?:at least|more than|no less than|another) (?P<amount>{AMOUNT})", _at_least),
    (rf"not for (?P<amount>{AMOUNT})", _at_least),
    (rf"(?:by|as late as|latest|{_UNTIL}) (?:in |on |at )?(?P<rest>.+)", _by),
    (r"(?:through|thru) (?P<rest>.+)", _through),
    (r"before (?P<rest>.+)", _before),
    (r"(?:later|rest of|remainder of|for rest of|during rest of)(?: in| on)? (?P<rest>.+)", _later_in),
    (r"earlier(?: in| on)? (?P<rest>.+)", _earlier_in),
)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """Return the rules with their patterns compiled, which would slow down every import."""
    return tuple((re.compile(pattern, re.ASCII), rule) for pattern, rule in _RULES)
