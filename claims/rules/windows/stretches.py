"""Stretches of the calendar: days, weeks, months, quarters, seasons, years, decades, and spans made of them.

A stretch carries its EDTF text (ISO 8601-2, level 1) beside its days, because "2025-05" says more than
"2025-05-01/2025-05-31": that a month was named and not two days.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import MINYEAR, date, timedelta

from claims.errors import BadValue
from claims.rules.windows.conventions import CONVENTIONS, PARTS, Part, Shape
from claims.text.dates import calendar_day
from claims.vocabulary import Precision

OPEN = ".."
"""EDTF's mark for an end that is open (ISO 8601-2)."""

_COARSENESS = tuple(Precision)
_SHAPE_OF_MONTHS: dict[int, Shape] = {120: "decade", 12: "year", 6: "half", 3: "quarter", 1: "month"}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch with a first and a last day, as the words name it.

    ``begins`` and ``ends`` are the EDTF texts of its ends, equal when one text names the whole; ``whole`` is a
    text for it which cannot stand at an end.  ``precision`` is the finest unit named, parts of it
    counted as the unit itself.  ``notes`` are the conventions used.  ``year_assumed`` tells that the words left the
    year open and that it is the nearest to come.
    """

    first: date
    last: date
    begins: str
    ends: str
    precision: Precision
    notes: tuple[str, ...] = ()
    whole: str | None = None
    year_assumed: bool = False

    def noting(self, *names: str) -> Period:
        """Return the period with conventions added, by their short names."""
        return replace(self, notes=self.notes + tuple(CONVENTIONS[name] for name in names))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch that may be open at either end: the meaning of a whole phrase.

    The fields are those of a period; ``look_again`` is the day to look again when there is no last day.
    """

    first: date | None
    last: date | None
    begins: str
    ends: str
    precision: Precision
    notes: tuple[str, ...] = ()
    whole: str | None = None
    year_assumed: bool = False
    look_again: date | None = None

    @property
    def edtf(self) -> str:
        """The span as a single EDTF text."""
        if self.whole is not None:
            return self.whole
        return self.begins if self.begins == self.ends else f"{self.begins}/{self.ends}"


def span_of(period: Period) -> Span:
    """Return a period as a span."""
    return Span(
        period.first,
        period.last,
        period.begins,
        period.ends,
        period.precision,
        period.notes,
        period.whole,
        period.year_assumed,
    )


def days_after(day: date, days: int) -> date:
    """Return the day that many days later (earlier when negative); raises BadValue outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise BadValue("That lies outside the calendar; years go from 1000 to 9999") from None


def months_after(day: date, months: int) -> date:
    """Return the same day of a later (earlier) month, or the month's last day where it has no such day.

    31 January and a month is 28 or 29 February; 29 February and a year is 28 February.  Raises BadValue outside
    the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = calendar_day(year, month + 1, 1)
    return first.replace(day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_period(day: date) -> Period:
    """Return one day."""
    return Period(day, day, day.isoformat(), day.isoformat(), Precision.DAY)


def days_period(first: date, last: date, precision: Precision) -> Period:
    """Return the days from ``first`` to ``last``, named together by words of the given precision."""
    return Period(first, last, first.isoformat(), last.isoformat(), precision)


def week_of(day: date) -> Period:
    """Return the week of the day, Monday to Sunday (ISO 8601-1)."""
    monday = days_after(day, -day.weekday())
    return days_period(monday, days_after(monday, 6), Precision.WEEK).noting("week")


def month_of(day: date) -> Period:
    """Return the month of the day."""
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    text = f"{day.year:04d}-{day.month:02d}"
    return Period(day.replace(day=1), last, text, text, Precision.MONTH)


def months_period(first: date, count: int, precision: Precision) -> Period:
    """Return ``count`` whole months, starting with the month of the day ``first``."""
    opening, closing = month_of(first), month_of(months_after(first.replace(day=1), count - 1))
    return Period(opening.first, closing.last, opening.begins, closing.ends, precision)


def quarter(year: int, number: int) -> Period:
    """Return quarter 1 to 4 of a calendar year.

    It is written as its months: EDTF's codes 33 to 36 are level 2 and cannot stand in an interval.
    """
    return months_period(calendar_day(year, number * 3 - 2, 1), 3, Precision.QUARTER)


def year_period(year: int) -> Period:
    """Return a calendar year."""
    return Period(calendar_day(year, 1, 1), calendar_day(year, 12, 31), f"{year:04d}", f"{year:04d}", Precision.YEAR)


def years_period(first: int, count: int, whole: str | None = None) -> Period:
    """Return ``count`` calendar years from ``first``; ``whole`` is an EDTF text for all of them, if any."""
    opening, closing = year_period(first), year_period(first + count - 1)
    return Period(opening.first, closing.last, opening.begins, closing.ends, Precision.YEAR, whole=whole)


def decade_of(year: int) -> Period:
    """Return the ten years that differ only in the last digit (EDTF ``203X``)."""
    return years_period(year // 10 * 10, 10, f"{year // 10:03d}X")


def season(year: int, number: int) -> Period:
    """Return spring (1) to winter (4) of a year; a year's winter begins in its December.

    The EDTF codes 21 to 24 name seasons without saying where; the months are the meteorological ones of the north.
    """
    text = f"{year:04d}-{20 + number}"
    months = months_period(calendar_day(year, number * 3, 1), 3, Precision.SEASON)
    return replace(months, begins=text, ends=text).noting("season")


def easter(year: int) -> date:
    """Return Western Easter Sunday of a year (the anonymous Gregorian computus: Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    g = (8 * b + 13) // 25
    h = (19 * a + b - b // 4 - g + 15) % 30
    m = (a + 11 * h) // 319
    weekday = (2 * (b % 4) + 2 * (c // 4) - c % 4 - h + m + 32) % 7
    month, day = divmod(h - m + weekday + 114, 31)
    return calendar_day(year, month, day + 1)


def part_of(period: Period, part: Part) -> Period | None:
    """Return the early, mid or late part of a period by convention, or None if it is too short.

    Ends set by the convention rather than the calendar are approximate in EDTF (``~``).
    """
    shape = _shape(period)
    if shape is None:
        return None
    start, stop = PARTS[shape][part]
    units = _units(period, shape)
    chosen = units[start:stop]
    fuzzy_start, fuzzy_end = start > 0, stop < len(units)
    if chosen[0].begins == chosen[-1].ends:
        fuzzy_start = fuzzy_end = True
    return replace(
        _joined(chosen, period),
        begins=chosen[0].begins + "~" * fuzzy_start,
        ends=chosen[-1].ends + "~" * fuzzy_end,
    ).noting(f"{part} {shape}")


def half_of(period: Period, number: int) -> Period | None:
    """Return the first (1) or second (2) half of a decade, year or month, or None when halving it is not usual."""
    shape = _shape(period)
    if shape is None or shape not in {"decade", "year", "month"}:
        return None
    units = _units(period, shape)
    cut = 15 if shape == "month" else len(units) // 2
    half = _joined(units[:cut] if number == 1 else units[cut:], period)
    if shape == "month":
        return half.noting("half")
    return half.noting("fiscal") if shape == "year" else half


def week_of_month(month: Period, number: int) -> Period:
    """Return the 1st to 4th seven days of a month, or its last seven (0)."""
    first = days_after(month.last, -6) if number == 0 else days_after(month.first, 7 * (number - 1))
    return replace(
        days_period(first, days_after(first, 6), Precision.WEEK), notes=month.notes, year_assumed=month.year_assumed
    ).noting("week of month")


def following(period: Period) -> date:
    """Return the last day of the equally long stretch after a period: for a month, that of the month after."""
    after = days_after(period.last, 1)
    months = _whole_months(period)
    if months is not None:
        return days_after(months_after(after, months), -1)
    return days_after(after, (period.last - period.first).days)


def preceding_text(period: Period) -> str:
    """Return the EDTF text of the year, month or day that ends just before a period, in the period's own unit."""
    before = days_after(period.first, -1)
    if period.precision is Precision.YEAR and period.first.timetuple().tm_yday == 1:
        return f"{before.year:04d}"
    if _whole_months(period) is not None and period.precision is not Precision.SEASON:
        return month_of(before).ends
    return before.isoformat()


def following_text(period: Period) -> str:
    """Return the EDTF text of the year, month or day that begins just after a period, in the period's own unit."""
    after = days_after(period.last, 1)
    if period.precision is Precision.YEAR and after.timetuple().tm_yday == 1:
        return f"{after.year:04d}"
    if _whole_months(period) is not None and period.precision is not Precision.SEASON:
        return month_of(after).begins
    return after.isoformat()


def coarser(precision: Precision, other: Precision) -> Precision:
    """Return the coarser of two precisions."""
    return max(precision, other, key=_COARSENESS.index)


def earliest_end(*ends: tuple[date | None, str]) -> tuple[date | None, str]:
    """Return the earliest of several (day, EDTF text); a missing day counts as earliest."""
    return min(ends, key=lambda end: end[0] or date(MINYEAR, 1, 1))


def united(span: Span, other: Span) -> Span:
    """Return the span from the earlier start to the later end of both, open where either is open."""
    first, begins = earliest_end((span.first, span.begins), (other.first, other.begins))
    last, ends = span.last, span.ends
    if last is not None and (other.last is None or other.last > last):
        last, ends = other.last, other.ends
    looks = [look for look in (span.look_again, other.look_again) if look is not None]
    return Span(
        first,
        last,
        begins,
        ends,
        coarser(span.precision, other.precision),
        tuple(dict.fromkeys(span.notes + other.notes)),
        year_assumed=span.year_assumed,
        look_again=max(looks) if looks and last is None else None,
    )


def _whole_months(period: Period) -> int | None:
    """Return the number of calendar months in a period, or None if these are not whole months."""
    if period.first.day != 1 or month_of(period.last).last != period.last:
        return None
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def _shape(period: Period) -> Shape | None:
    """Return the kind of a period by its length, or None for a period without parts."""
    if period.precision is Precision.DAY or "~" in period.begins + period.ends:
        return None
    months = _whole_months(period)
    if months is not None:
        return _SHAPE_OF_MONTHS.get(months)
    return "week" if (period.last - period.first).days == 6 else None


def _units(period: Period, shape: Shape) -> list[Period]:
    """Return the years of a decade, the months of a year, half or quarter, or the days of a month or week."""
    if shape == "decade":
        return [year_period(year) for year in range(period.first.year, period.last.year + 1)]
    if shape in {"month", "week"}:
        length = (period.last - period.first).days + 1
        return [day_period(days_after(period.first, n)) for n in range(length)]
    return [month_of(months_after(period.first, n)) for n in range(_whole_months(period) or 0)]


def _joined(units: list[Period], named: Period) -> Period:
    """Return consecutive units as a single period, with the precision and notes of the period that was named."""
    return replace(
        named,
        first=units[0].first,
        last=units[-1].last,
        begins=units[0].begins,
        ends=units[-1].ends,
        whole=None,
    )
