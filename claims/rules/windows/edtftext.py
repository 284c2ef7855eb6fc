"""Windows typed in EDTF (ISO 8601-2): dates and intervals of levels 0 to 2, and sets of dates.

The library says whether a text is valid; the days are computed here.  Its bounds surprise: a winter ends on
31 December, an unknown end lies ten years away, and 1984-1X, which is valid, is an error.  What it does not take is
stored in a form that it does.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, tzinfo
from functools import lru_cache

from claims.errors import BadValue
from claims.patterns import pattern_of
from claims.rules.windows.stretches import (
    OPEN,
    Period,
    Span,
    coarser,
    day_period,
    decade_of,
    half_of,
    month_of,
    months_period,
    quarter,
    season,
    year_period,
    years_period,
)
from claims.text.dates import calendar_day, day_in_zone, partial_date
from claims.vocabulary import Precision

_MARK = "[~?%]?"
_PART = rf"-{_MARK}[\dX]{{2}}{_MARK}"
_DAY_TIME = r"\d{4}-\d\d-\d\dT[\d:.,]+(?:Z|[+-][\d:]+)?"
_DATE = rf"(?:{_DAY_TIME}|[1-9]\d{{3}}S\d|{_MARK}[1-9X][\dX]{{3}}{_MARK}(?:{_PART}(?:{_PART})?)?)"
_ITEM = rf"(?:{_DATE}(?:\.\.(?:{_DATE})?)?|\.\.{_DATE})"
_SHAPE = pattern_of(
    rf"{_DATE}|{_DATE}/(?:{_DATE}|\.\.)?|(?:\.\.)?/{_DATE}|[\[{{]{_ITEM}(?:, ?{_ITEM})*[\]}}]"
    r"|Y-?\d+(?:E\d+)?(?:S\d+)?|-\d{4}(?:-\d\d){0,2}",
)
_NO_LETTERS = frozenset("ABCDFGHIJKLMNOPQRUVW")
"""Letters that no EDTF text has; most words have one, and this is seen sooner."""
_PLAIN = pattern_of(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_PARTS = pattern_of(r"(?P<year>[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?")
_LAST_MOMENT = pattern_of(r"T24(?::?00)*(?:[.,]0+)?")
_MARKS = "~?%"


@lru_cache(maxsize=4096)  # a parse takes eight milliseconds, and few windows of a newsroom differ
def valid_edtf(text: str) -> bool:
    """Return whether the text is valid EDTF (ISO 8601-2, levels 0 to 2) by the edtf library."""
    # Imported here because it takes a tenth of a second, and only typed EDTF needs it.
    import pyparsing
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        # The library prints what it tried when it fails, which would get into the answer to a program.
        with contextlib.redirect_stdout(io.StringIO()):
            parse_edtf(text)
    except (EDTFParseException, pyparsing.ParseBaseException, ValueError, OverflowError, TypeError, AttributeError):
        return False
    return True


def looks_like_edtf(text: str) -> bool:
    """Return whether the text has the shape of an EDTF date, interval or set, valid or not."""
    upper = text.upper()
    return _NO_LETTERS.isdisjoint(upper) and _SHAPE.fullmatch(upper) is not None


def read_edtf(typed: str, zone: tzinfo | None = None) -> Span:
    """Return the span of an EDTF text; raises BadValue if it names no day between the years 1000 and 9999.

    An empty end (EDTF's "unknown") counts as open. A time with an offset is on the day that ``zone`` has then; without
    a zone it is on the day that is written.
    """
    text = typed.upper().replace(" ", "")
    if text[0] in "Y-":
        raise BadValue(f'"{typed}" lies outside the calendar; years go from 1000 to 9999')
    sides = list(_set_sides(text[1:-1], zone) if text[0] in "[{" else [_interval(text, zone)])
    firsts, lasts = [first for first, _ in sides], [last for _, last in sides]
    periods = [period for pair in sides for period in pair if period is not None]
    first = None if None in firsts else min(period.first for period in firsts if period)
    last = None if None in lasts else max(period.last for period in lasts if period)
    precision = periods[0].precision
    for period in periods:
        precision = coarser(precision, period.precision)
    notes = tuple(dict.fromkeys(note for period in periods for note in period.notes))
    begins = OPEN if first is None else min((p for p in firsts if p), key=lambda period: period.first).begins
    ends = OPEN if last is None else max((p for p in lasts if p), key=lambda period: period.last).ends
    whole = periods[0].whole if len(sides) == 1 and sides[0][0] is sides[0][1] else None
    return Span(first, last, begins, ends, precision, notes, whole=_kept(text) or whole)


def _kept(text: str) -> str | None:
    """Return the text if it can be stored as typed; a time may be on another day in the newsroom's zone."""
    if "T" in text or not (_PLAIN.fullmatch(text) or valid_edtf(text)):
        return None
    return text


def _interval(text: str, zone: tzinfo | None) -> tuple[Period | None, Period | None]:
    """Return the periods at the ends of a date or interval, None for an end that is open or unknown."""
    start, slash, end = text.partition("/")
    if not slash:
        alone = _moment_period(text, zone) if "T" in text else _period(text, zone)
        return alone, alone
    first = None if start in {"", OPEN} else _period(start, zone)
    return (first, None if end in {"", OPEN} else _period(end, zone))


def _set_sides(items: str, zone: tzinfo | None) -> Iterator[tuple[Period | None, Period | None]]:
    """Yield the ends of each member of a set: a date, or a range such as 2024-01..2024-03, perhaps open."""
    for item in items.split(","):
        start, dots, end = item.partition(OPEN)
        first = _period(start, zone) if start else None
        last = (_period(end, zone) if end else None) if dots else first
        if first is not None and last is not None and last.last < first.first:
            raise BadValue(f'"{item}" ends before it begins; put the earlier date first')
        yield first, last


def _period(side: str, zone: tzinfo | None) -> Period:
    """Return the period of an EDTF date; raises BadValue if the calendar has no such date."""
    if "T" in side:  # in an interval or a set, EDTF has no times
        return day_period(_moment_period(side, zone).first)
    bare = side.translate({ord(mark): None for mark in _MARKS})
    significant, _, digits = bare.partition("S")
    if digits:
        size = 10 ** max(4 - int(digits), 0)
        period = years_period(int(significant) // size * size, size)
    else:
        period = _unqualified(bare)
    if bare == side:
        return period
    mark = next(character for character in side if character in _MARKS)
    if period.precision in {Precision.SEASON, Precision.QUARTER}:
        period = replace(period, begins=f"{period.first:%Y-%m}", ends=f"{period.last:%Y-%m}")
    return replace(period, begins=period.begins + mark, ends=period.ends + mark, whole=None).noting("around")


def _moment_period(side: str, zone: tzinfo | None) -> Period:
    """Return the day of a time in the newsroom's zone, or as written without a zone or an offset."""
    if _LAST_MOMENT.search(side):
        return day_period(partial_date(side.partition("T")[0]).earliest)
    named = partial_date(side)
    day = day_in_zone(named.text, zone) or named.earliest
    period = day_period(day)
    return (
        replace(period, begins=named.text, ends=named.text, whole=named.text)
        if day == named.earliest
        else period.noting("zone")
    )


def _unqualified(text: str) -> Period:
    """Return the period of an EDTF date without a mark of doubt."""
    parts = _PARTS.fullmatch(text)
    if parts is None:
        raise BadValue(f'"{text}" is not valid EDTF (ISO 8601-2); write it like "2024-03/2024-05" or "2024-03-20/.."')
    if "X" in text:
        return _unspecified(text, parts["year"], parts["month"], parts["day"])
    year, month = int(parts["year"]), int(parts["month"] or 0)
    if parts["day"] is None and 21 <= month <= 41:
        return _coded(year, month)
    named = partial_date(text)
    if parts["day"]:
        return day_period(named.earliest)
    return month_of(named.earliest) if parts["month"] else year_period(named.earliest.year)


def _coded(year: int, code: int) -> Period:
    """Return a season, quarter, four months or half by its code (ISO 8601-2, 4.8).

    21 to 24 are seasons without a place, read as the northern ones; 25 to 28 are northern, 29 to 32 southern.
    """
    text = f"{year:04d}-{code}"
    if code <= 28:
        period = season(year, (code - 21) % 4 + 1)
        return period if code <= 24 else replace(period, begins=text, ends=text, notes=()).noting("code")
    if code <= 32:
        months = months_period(calendar_day(year, {29: 9, 30: 12, 31: 3, 32: 6}[code], 1), 3, Precision.SEASON)
        return replace(months, begins=text, ends=text).noting("code")
    if code <= 36:
        return quarter(year, code - 32).noting("fiscal")
    if code <= 39:
        return months_period(calendar_day(year, (code - 37) * 4 + 1, 1), 4, Precision.QUARTER).noting("code")
    return (half_of(year_period(year), code - 39) or year_period(year)).noting("code")


def _unspecified(text: str, year: str, month: str | None, day: str | None) -> Period:
    """Return the days from the first to the last that digits left open (X) can mean; raises BadValue for none."""
    if year[0] == "X":
        raise BadValue(f'"{text}" leaves the century open; give the first and the last year')
    if month is None and "X" not in year.rstrip("X"):
        known = year.rstrip("X")
        count = 10 ** (4 - len(known))
        return decade_of(int(known) * 10) if count == 10 else years_period(int(known) * count, count, year)
    first = next(_days(year, month, day, backwards=False), None)
    last = next(_days(year, month, day, backwards=True), None)
    if first is None or last is None:
        raise BadValue(f'"{text}" names no day of the calendar; give the first and the last day')
    precision = Precision.YEAR if "X" in year or "X" in (month or "") else Precision.MONTH
    begins = first.isoformat() if day else f"{first:%Y-%m}"
    ends = last.isoformat() if day else f"{last:%Y-%m}"
    return Period(first, last, begins, ends, precision)


def _days(year: str, month: str | None, day: str | None, *, backwards: bool) -> Iterator[date]:
    """Yield the first (last) day of each date that the digits can mean, from the first (last) on."""
    for number in _fitting(year, range(1000, 10000), backwards=backwards):
        for month_number in _fitting(month or "XX", range(1, 13), backwards=backwards):
            period = month_of(calendar_day(number, month_number, 1))
            for day_number in _fitting(day or "XX", range(1, period.last.day + 1), backwards=backwards):
                yield period.first.replace(day=day_number)


def _fitting(digits: str, numbers: range, *, backwards: bool) -> Iterator[int]:
    """Yield the numbers that the digits can mean, X being any."""
    for number in reversed(numbers) if backwards else numbers:
        if all(known in {"X", there} for known, there in zip(digits, f"{number:0{len(digits)}d}", strict=True)):
            yield number
