"""The lower level of the grammar: words that name a stretch of the calendar, such as "early next month".

Each rule is a pattern for the whole text and a function from its match to a Period, or to None if the rule does not
apply after all; the first rule that gives a period wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from claims.errors import BadValue
from claims.patterns import pattern_of
from claims.rules.windows.conventions import Part
from claims.rules.windows.phrases import MONTH, NUMBER, UNIT, WEEKDAY, YEAR, Context, number_of
from claims.rules.windows.stretches import (
    Period,
    day_period,
    days_after,
    days_period,
    decade_of,
    easter,
    half_of,
    month_of,
    months_after,
    part_of,
    quarter,
    season,
    week_of,
    week_of_month,
    year_period,
)
from claims.text.dates import WEEKDAYS, calendar_day, day_in_words, month_number, partial_date, weekday_number
from claims.vocabulary import Precision

Rule = Callable[[re.Match[str], Context], Period | None]

_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "winter": 4}
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 0,
    "final": 0,
}
_ORDINAL = "(?P<ordinal>" + "|".join(_ORDINALS) + ")"
_PARTS: dict[str, Part] = {"early": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late"}
_PARTS["end"] = "late"
_DAYS_AWAY = {"day after tomorrow": 2, "tomorrow": 1, "tomorrow night": 1, "yesterday": -1, "last night": -1}
_DAYS_AWAY |= dict.fromkeys(("today", "tonight", "now", "this morning", "this afternoon", "this evening"), 0)
_DAYS_AWAY |= {"day before yesterday": -2}
_HOLIDAYS = {"christmas eve": (12, 24), "christmas": (12, 25), "christmas day": (12, 25), "boxing day": (12, 26)}
_FROM_EASTER = {"good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1, "easter saturday": -1}
_HOLIDAYS |= {"new years eve": (12, 31), "new year": (1, 1), "new years": (1, 1), "new years day": (1, 1)}
_STEPS = {"this": 0, "current": 0, "this current": 0, "next": 1, "coming": 1, "this coming": 1, "following": 1}
_STEPS |= {"last": -1, "previous": -1, "past": -1}
_STEP = "(?P<step>" + "|".join(sorted(_STEPS, key=len, reverse=True)) + ")"
_NEAR = r"(?:(?P<near>this coming|this past|coming|this|next|last|past|previous) )?"
_OF_YEAR = rf"(?: (?:of |in )?(?P<year>{YEAR}))?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"


@lru_cache(maxsize=1024)  # the same few words are tried as a side of many ranges
def read_period(text: str, context: Context) -> Period | None:
    """Return the stretch of the calendar that tidied text names, or None if it is not understood.

    Raises BadValue for days and years that do not exist.
    """
    bare = text.removeprefix("the ")
    for pattern, rule in _rules():
        match = pattern.fullmatch(bare)
        period = rule(match, context) if match is not None else None
        if period is not None:
            return period
    return None


def read_whole(text: str, context: Context) -> Period | None:
    """Return the same as ``read_period``, and the present unit for a bare "year", "month" and so on."""
    if text == "new year":
        return year_period(_new_year_of(context))
    return read_period(f"this {text}" if text in {*_UNITS, *_SEASONS, "day"} else text, context)


def _new_year_of(context: Context) -> int:
    """Return the year of "the new year": the one to come, or the present one in January and of what has happened."""
    said = context.said
    return said.year if said.month == 1 or context.past else said.year + 1


def _year(match: re.Match[str], context: Context) -> int | None:
    """Return the year named in a match, else the context's year, if any."""
    text = match["year"]
    if text is None:
        return context.year
    if text.isdigit():
        return int(text)
    if text == "new year":
        return _new_year_of(context)
    return context.said.year + _STEPS.get(text.removeprefix("the ").split()[0], 0)


def _nearest(
    match: re.Match[str], context: Context, period_in: Callable[[int], Period], now_after: Callable[[Period], bool]
) -> Period | None:
    """Return the period in the year that the words name, or the nearest period if they name no year.

    ``period_in`` returns the period in a year, ``now_after`` whether a period is already over.
    """
    near, year, said = match["near"], _year(match, context), context.said
    if year is not None:
        return period_in(year) if near is None else None
    candidates = [period_in(said.year + step) for step in range(-2, 3)]
    if near == "next":
        return next(period for period in candidates if period.first > said).noting("next")
    if near in {"last", "past", "previous", "this past"}:
        return [period for period in candidates if period.last < said][-1].noting("next")
    if near == "this":
        return next((period for period in candidates if period.first <= said <= period.last), candidates[2])
    if context.past:
        return replace([period for period in candidates if period.first <= said][-1], year_assumed=True)
    nearest = next(period for period in candidates if not now_after(period))
    return replace(nearest, year_assumed=True)


def _iso(match: re.Match[str], context: Context) -> Period:
    """Read phrases such as: 2024, 2024-03, 2024-03-20, 20.03.2024, 2024-03-20T16:00."""
    named = partial_date(match[0])
    text = named.text.partition("T")[0]
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[text.count("-")]
    return Period(named.earliest, named.latest, text, text, precision)


def _days_away(match: re.Match[str], context: Context) -> Period:
    """Read phrases such as: today, tomorrow, the day after tomorrow, yesterday."""
    return day_period(days_after(context.said, _DAYS_AWAY[match[0]]))


def _weekday(match: re.Match[str], context: Context) -> Period:
    """Read phrases such as: Monday, this Monday, next Monday, last Monday."""
    near, said, number = match["near"], context.said, weekday_number(match["weekday"])
    if near in {"last", "past", "previous", "this past"}:
        return day_period(days_after(said, -((said.weekday() - number - 1) % 7 + 1))).noting("next")
    if near == "next":
        return day_period(days_after(said, (number - said.weekday() - 1) % 7 + 1)).noting("next")
    if near in {None, "this"} and context.past:
        return day_period(days_after(said, -((said.weekday() - number) % 7)))
    return day_period(days_after(said, (number - said.weekday()) % 7))


def _weekday_of_week(match: re.Match[str], context: Context) -> Period:
    """Read phrases such as: Tuesday next week, next week on Tuesday."""
    monday = days_after(context.said, 7 * _STEPS[match["step"]] - context.said.weekday())
    return day_period(days_after(monday, weekday_number(match["weekday"]))).noting("week")


def _weekday_with_date(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: Tuesday 9 April."""
    period = read_period(match["rest"], context)
    if period is None or period.precision is not Precision.DAY:
        return None
    number = weekday_number(match["weekday"])
    if period.first.weekday() != number:
        raise BadValue(
            f"{day_in_words(period.first)} is a {WEEKDAYS[period.first.weekday()]}, not a {WEEKDAYS[number]}; "
            "check the day and give the year"
        )
    return period


def _month_day(match: re.Match[str], context: Context) -> Period:
    """Read phrases such as: 10 April, April 10, 10 April 2025, 29 February."""
    month, day, year = month_number(match["month"]), int(match["day"]), _year(match, context)
    if year is not None:
        return day_period(calendar_day(year, month, day))
    if context.past:
        nearest = context.said.year - ((month, day) > (context.said.month, context.said.day))
    else:
        nearest = context.said.year + (month < context.said.month)
    if (month, day) == (2, 29):
        # At most eight years lie between two leap years (1896 and 1904).
        years = range(nearest, nearest - 9, -1) if context.past else range(nearest, nearest + 9)
        nearest = next(leap for leap in years if month_of(calendar_day(leap, 2, 1)).last.day > 28)
    return replace(day_period(calendar_day(nearest, month, day)), year_assumed=True)


def _day_of_month(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: the 15th."""
    number = int(match["day"])
    if not 1 <= number <= 31:
        return None
    month, step = context.said.replace(day=1), -1 if context.past else 1
    if (number > context.said.day) if context.past else (number < context.said.day):
        month = months_after(month, step)
    if month_of(month).last.day < number:
        month = months_after(month, step)
    return day_period(month.replace(day=number)).noting("day of month")


def _month(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: May, May 2025, next May, last May, May of next year."""
    number, opening = month_number(match["month"]), context.said.replace(day=1)
    return _nearest(
        match,
        context,
        lambda year: month_of(calendar_day(year, number, 1)),
        lambda month: month.last < opening,
    )


def _quarter(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: Q3 2024, 3Q 2024, the third quarter of next year."""
    named = match.groupdict()
    number = int(named["number"]) if named["number"] else _ORDINALS[named["ordinal"]] or 4
    period = _nearest(match, context, lambda year: quarter(year, number), lambda q: q.last < context.said)
    return None if period is None else period.noting("fiscal")


def _half_year(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: H2 2025, 2H 2025."""

    def half(year: int) -> Period:
        return half_of(year_period(year), int(match["number"])) or year_period(year)

    return _nearest(match, context, half, lambda period: period.last < context.said)


def _half(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: the second half of 2025, the first half of March."""
    whole = read_whole(match["rest"], context)
    return None if whole is None else half_of(whole, 2 if match["ordinal"] in {"second", "2nd", "last"} else 1)


def _season(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: spring 2025, next summer, this winter."""
    number = _SEASONS[match["season"]]
    return _nearest(match, context, lambda year: season(year, number), lambda period: period.last < context.said)


def _day_step(said: date, step: int) -> Period:
    return day_period(days_after(said, step))


def _week_step(said: date, step: int) -> Period:
    return week_of(days_after(said, 7 * step))


def _weekend_step(said: date, step: int) -> Period:
    week = _week_step(said, step)
    return days_period(days_after(week.first, 5), week.last, Precision.WEEK)


def _month_step(said: date, step: int) -> Period:
    return month_of(months_after(said.replace(day=1), step))


def _quarter_step(said: date, step: int) -> Period:
    year, index = divmod(said.year * 4 + (said.month - 1) // 3 + step, 4)
    return quarter(year, index + 1).noting("fiscal")


def _year_step(said: date, step: int) -> Period:
    return year_period(said.year + step)


def _decade_step(said: date, step: int) -> Period:
    return decade_of(said.year + 10 * step)


_UNITS: dict[str, Callable[[date, int], Period]] = {
    "week": _week_step,
    "weekend": _weekend_step,
    "month": _month_step,
    "quarter": _quarter_step,
    "year": _year_step,
    "decade": _decade_step,
}
"""For each unit, the function from a day and a number of steps to the unit that many steps from the day's own."""


def _unit(match: re.Match[str], context: Context) -> Period:
    """Read phrases such as: this week, next month, last quarter, this coming year, the day."""
    if match["unit"] == "weekend" and match["step"] in {"coming", "this coming"} and context.said.weekday() < 5:
        return _weekend_step(context.said, 0)
    if match["unit"] == "day":
        return _day_step(context.said, _STEPS[match["step"]])
    return _UNITS[match["unit"]](context.said, _STEPS[match["step"]])


def _weekend(match: re.Match[str], context: Context) -> Period:
    """Read phrases such as: at the weekend."""
    weekend = _weekend_step(context.said, 0)
    return _weekend_step(context.said, -1) if context.past and weekend.first > context.said else weekend


def _overnight(match: re.Match[str], context: Context) -> Period:
    """Read phrases such as: overnight."""
    first = days_after(context.said, -1) if context.past else context.said
    return days_period(first, days_after(first, 1), Precision.DAY)


def _week_after_next(match: re.Match[str], context: Context) -> Period:
    """Read phrases such as: the week after next, the year before last."""
    return _UNITS[match["unit"]](context.said, 2 if match["way"] == "after next" else -2)


def _decade(match: re.Match[str], context: Context) -> Period:
    """Read phrases such as: the 2030s."""
    return decade_of(int(match["decade"]))


def _holiday(match: re.Match[str], context: Context) -> Period:
    """Read phrases such as: Christmas, New Year's Eve 2025, Easter."""
    year, name = _year(match, context), match["holiday"]

    def day_in(year: int) -> date:
        if name in _FROM_EASTER:
            return days_after(easter(year), _FROM_EASTER[name])
        return calendar_day(year, *_HOLIDAYS[name])

    if year is not None:
        period = day_period(day_in(year))
    else:
        said = context.said
        if context.past:
            nearest = next(day for day in map(day_in, (said.year, said.year - 1)) if day <= said)
        else:
            nearest = next(day for day in map(day_in, range(said.year, 10001)) if day >= said)
        period = replace(day_period(nearest), year_assumed=True)
    return period.noting("Easter") if name in _FROM_EASTER else period


def _holidays(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: over Christmas, the Easter weekend, during the Christmas holidays of 2024."""
    day = read_period(f"{match['holiday']} {match['year'] or ''}".strip(), context)
    if day is None:
        return None
    before, after = (1, 1) if match["holiday"] == "christmas" else (2, 1)
    days = days_period(days_after(day.first, -before), days_after(day.first, after), Precision.DAY)
    return replace(days, notes=day.notes, year_assumed=day.year_assumed).noting("holidays")


def _new_year(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: in the new year."""
    period = part_of(year_period(_new_year_of(context)), "early")
    return None if period is None else replace(period, notes=()).noting("new year")


def _weekday_in_month(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: the first Tuesday in November, the last Friday of next month."""
    month = read_whole(match["rest"], context)
    if month is None or month.precision is not Precision.MONTH or month.first.month != month.last.month:
        return None
    number, count = weekday_number(match["weekday"]), _ORDINALS[match["ordinal"]]
    day = days_after(month.first, (number - month.first.weekday()) % 7 + 7 * (count - 1))
    if count == 0:
        day = days_after(month.last, -((month.last.weekday() - number) % 7))
    return replace(day_period(day), notes=month.notes, year_assumed=month.year_assumed)


def _day_in_month(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: the 15th of next month."""
    month = read_whole(match["rest"], context)
    if month is None or month.precision is not Precision.MONTH or month.first.month != month.last.month:
        return None
    return day_period(calendar_day(month.first.year, month.first.month, int(match["day"])))


def _weekday_beside(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: the Monday after Easter, the Friday before the May holiday, Monday week."""
    number = weekday_number(match["weekday"])
    if match["rest"] is None:
        return day_period(days_after(context.said, (number - context.said.weekday()) % 7 + 7))
    period = read_period(match["rest"], context)
    if period is None:
        return None
    if match["way"] == "before":
        day = days_after(period.first, -((period.first.weekday() - number - 1) % 7 + 1))
    else:
        day = days_after(period.last, (number - period.last.weekday() - 1) % 7 + 1)
    return replace(day_period(day), notes=period.notes, year_assumed=period.year_assumed)


def _counted_part(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: the first nine months of 2024, the last ten days of May."""
    whole = read_whole(match["rest"], context)
    if whole is None or "~" in whole.begins + whole.ends:
        return None
    first, last, amount = whole.first, whole.last, f"{match['count']} {match['unit']}"
    if match["which"] == "first":
        after = day_after_amount(amount, first)
        last = whole.last if after is None else days_after(after, -1)
    else:
        before = day_after_amount(amount, days_after(last, 1), -1)
        first = whole.first if before is None else before
    if first < whole.first or last > whole.last:
        return None
    text = (f"{first:%Y-%m}", f"{last:%Y-%m}") if match["unit"] == "month" else (first.isoformat(), last.isoformat())
    return replace(whole, first=first, last=last, begins=text[0], ends=text[1], whole=None)


def _day_beside(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: the day after Christmas, the week before Easter, a week on Friday."""
    named = match.groupdict()
    day = read_period(match["rest"], context)
    if day is None or day.precision is not Precision.DAY or day.first != day.last:
        return None
    sign = -1 if match["way"] == "before" else 1
    if named.get("unit_alone") == "day" or match["way"] in {"from", "on"}:
        moved = day_after_amount(named.get("amount") or f"one {named['unit_alone']}", day.first, sign)
        beside = None if moved is None else day_period(moved)
    else:
        amount = named.get("amount") or f"one {named['unit_alone']}"
        beside = counted_unit(amount, replace(context, said=day.first), sign)
    if beside is None:
        return None
    return replace(beside, notes=(*day.notes, *beside.notes), year_assumed=day.year_assumed)


def _part(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: early 2025, mid-March, late next week, the end of the year, early in the 2030s."""
    whole = read_whole(match["rest"], context)
    return None if whole is None else part_of(whole, _PARTS[match["part"]])


def _week_in_month(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: the first week of May."""
    month = read_whole(match["rest"], context)
    if month is None or month.precision is not Precision.MONTH or month.first.month != month.last.month:
        return None
    return week_of_month(month, _ORDINALS[match["ordinal"]])


def _week_of_day(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: the week of 8 April, the week beginning 8 April, the week ending 14 April."""
    day = read_period(match["rest"], context)
    if day is None or day.precision is not Precision.DAY:
        return None
    if match["what"] == "weekend":
        saturday = days_after(day.first, 5 - day.first.weekday())
        weekend = days_period(saturday, days_after(saturday, 1), Precision.WEEK)
        return replace(weekend, year_assumed=day.year_assumed)
    if match["how"] == "of":
        return replace(week_of(day.first), year_assumed=day.year_assumed)
    first = days_after(day.first, -6) if match["how"] == "ending" else day.first
    return days_period(first, days_after(first, 6), Precision.WEEK)


def _counted_away(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: in three years, ten days from now, two weeks ago, in ten days' time, in half a year."""
    return counted_unit(match["amount"], context, -1 if "back" in match.groupdict() else 1)


def _with_preposition(match: re.Match[str], context: Context) -> Period | None:
    """Read phrases such as: in May, on Monday, at the end of 2024, over the weekend."""
    if match["rest"] in {"new year", "new years", "christmas", "easter"} and match["how"] in {"over", "for", "across"}:
        return None  # those are several days, and of a new year nobody can say which
    return read_period(match["rest"], context)


AMOUNT = (
    rf"(?:(?P<count>{NUMBER})(?P<half> and a half)? (?P<unit>{UNIT})s?(?P<half_after> and a half)?"
    rf"|half (?:a |an )?(?P<halved>year|decade))"
)
"""A counted span: "ten days", "a year and a half", "half a year"."""

_AMOUNT = pattern_of(AMOUNT, re.ASCII)
_AROUND: dict[str, Callable[[date], Period]] = {
    "week": week_of,
    "month": month_of,
    "year": lambda day: year_period(day.year),
}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}


def amount_of(text: str) -> tuple[int, int, str] | None:
    """Return a counted span as (months, days, finest unit), or None if it cannot be counted in whole units.

    Hours are counted as days, part of a day as a whole day; "two and a half years" as months.
    """
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    if match["halved"]:
        return (6, 0, "month") if match["halved"] == "year" else (60, 0, "year")
    count, unit = number_of(match["count"]), match["unit"]
    if match["half"] or match["half_after"]:
        return (count * 12 + 6, 0, "month") if unit == "year" else None
    if unit == "hour":
        return 0, -(-count // 24), "hour"
    if unit in _DAYS_IN:
        return 0, count * _DAYS_IN[unit], "week" if unit == "fortnight" else unit
    return count * _MONTHS_IN[unit], 0, "month" if unit == "quarter" else "year" if unit == "decade" else unit


def counted_notes(text: str) -> tuple[str, ...]:
    """Return the short names of the conventions used to count a span."""
    return ("couple",) * ("couple" in text) + ("hours",) * ("hour" in text)


def day_after_amount(text: str, day: date, sign: int = 1) -> date | None:
    """Return the day a counted span after ``day``, or before it if ``sign`` is -1; None if the text is no such span."""
    amount = amount_of(text)
    if amount is None:
        return None
    months, days, _ = amount
    return days_after(months_after(day, sign * months), sign * days)


def counted_unit(text: str, context: Context, sign: int = 1) -> Period | None:
    """Return the year, month, week or day that a counted span leads to, or None.

    "In three years" names a year but no day in it: the result is never finer than the counted unit.
    """
    amount, day = amount_of(text), day_after_amount(text, context.said, sign)
    if amount is None or day is None or amount[2] == "hour":
        return None
    if amount[2] == "day":
        return day_period(day).noting(*counted_notes(text))
    period = _AROUND[amount[2]](day)
    return replace(period, begins=f"{period.begins}~", ends=f"{period.ends}~").noting("ago", *counted_notes(text))


_QUARTER = (
    r"(?:q(?P<number>[1-4])|(?P<ordinal>first|1st|second|2nd|third|3rd|fourth|4th|(?:last|final)(?= quarter )) quarter)"
)
_RULES: tuple[tuple[str, Rule], ...] = (
    (r"[1-9]\d{3}|\d+-\d{1,2}(?:-\d{1,2})?|\d{1,2}\. ?\d{1,2}\. ?\d{4}|\d{4}-\d\d-\d\dt\d\d:.*", _iso),
    (r"[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}|\d{1,2}-\d{1,2}-\d{4}", _iso),
    (r"(?P<decade>[1-9]\d\d0)s", _decade),
    ("|".join(_DAYS_AWAY), _days_away),
    (rf"{_NEAR}(?P<weekday>{WEEKDAY})", _weekday),
    (rf"(?P<weekday>{WEEKDAY})(?: of)? {_STEP} week", _weekday_of_week),
    (rf"{_STEP} week (?:on )?(?P<weekday>{WEEKDAY})", _weekday_of_week),
    (rf"(?:(?:this|this coming|next|last) )?(?P<weekday>{WEEKDAY})(?: on)? (?P<rest>.+)", _weekday_with_date),
    (rf"{_DAY}(?: of)? (?P<month>{MONTH}){_OF_YEAR}", _month_day),
    (rf"(?P<month>{MONTH}) {_DAY}{_OF_YEAR}", _month_day),
    (r"(?P<day>\d{1,2})(?:st|nd|rd|th)", _day_of_month),
    (rf"{_NEAR}(?P<month>{MONTH}){_OF_YEAR}", _month),
    (rf"{_NEAR}{_QUARTER}{_OF_YEAR}", _quarter),
    (rf"{_NEAR}(?P<number>[1-4])q{_OF_YEAR}", _quarter),
    (rf"{_NEAR}(?:h(?P<number>[12])){_OF_YEAR}", _half_year),
    (rf"{_NEAR}(?:(?P<number>[12])h){_OF_YEAR}", _half_year),
    (r"(?P<ordinal>first|1st|second|2nd|last) half (?:of |in )?(?P<rest>.+)", _half),
    (rf"{_NEAR}(?P<season>spring|summer|autumn|winter)(?:time)?{_OF_YEAR}", _season),
    (rf"{_STEP} (?P<unit>day|week|weekend|month|quarter|year|decade)", _unit),
    (r"(?P<unit>week|month|quarter|year) (?P<way>after next|before last)", _week_after_next),
    (r"weekend", _weekend),
    (r"overnight", _overnight),
    (r"(?:in|during) new year", _new_year),
    (rf"(?:over|during|across|for) (?P<holiday>christmas|easter){_OF_YEAR}", _holidays),
    (
        rf"(?:over |during |across |for )?(?P<holiday>christmas|easter) (?:weekend|holidays?|period|break){_OF_YEAR}",
        _holidays,
    ),
    (rf"{_DAY} of (?P<rest>.+)", _day_in_month),
    (rf"(?P<weekday>{WEEKDAY}) (?:week|(?P<way>after|following|before) (?P<rest>.+))", _weekday_beside),
    (rf"{_ORDINAL} (?P<weekday>{WEEKDAY}) (?:of|in) (?P<rest>.+)", _weekday_in_month),
    (
        rf"(?P<which>first|last|final) (?P<count>{NUMBER}) (?P<unit>day|week|month|year)s (?:of|in) (?P<rest>.+)",
        _counted_part,
    ),
    (rf"(?P<amount>{AMOUNT}) (?P<way>after|before|from|on) (?P<rest>.+)", _day_beside),
    (r"(?P<unit_alone>day|week|month|year) (?P<way>after|before|from|on) (?P<rest>.+)", _day_beside),
    (
        rf"(?P<holiday>{'|'.join(sorted({**_HOLIDAYS, **_FROM_EASTER}, key=len, reverse=True))}){_OF_YEAR}",
        _holiday,
    ),
    (
        r"(?:(?:towards?|around) )?(?P<part>early|start|mid|middle|late|end)(?: (?:of|in|on))? (?P<rest>.+)",
        _part,
    ),
    (r"(?P<ordinal>first|second|third|fourth|last|1st|2nd|3rd|4th) week (?:of|in) (?P<rest>.+)", _week_in_month),
    (r"(?P<what>weekend|week) (?P<how>of|beginning|starting|ending) (?P<rest>.+)", _week_of_day),
    (rf"in (?:another )?(?P<amount>{AMOUNT})(?: time)?", _counted_away),
    (rf"(?P<amount>{AMOUNT}) (?:from (?:now|today)|hence|away|later)", _counted_away),
    (rf"(?P<amount>{AMOUNT}) (?P<back>ago|earlier|back)", _counted_away),
    (r"(?P<how>in|on|at|during|over|for|across|of|within|inside) (?:course of )?(?P<rest>.+)", _with_preposition),
)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """Return the rules with their patterns compiled, which would slow down every import."""
    return tuple((re.compile(pattern, re.ASCII), rule) for pattern, rule in _RULES)
