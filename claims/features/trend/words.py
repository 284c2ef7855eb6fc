"""Counts over time, by day, week or month. Values in, values out.

A date known to the month counts in its month; in a table of days or weeks it has a row of its own. Weeks are ISO 8601
weeks, Monday to Sunday.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from claims.features.trend.read import Day, Trend
from claims.reading.view import View
from claims.render.phrases import counted, date_phrase, moment_phrase, quoted, sentence
from claims.text.dates import MONTHS, day_in_words
from claims.vocabulary import PeriodLength, TrendCount

Json = dict[str, Any]


TITLES = {
    TrendCount.APPEARANCES: "appearances",
    TrendCount.CLAIMS: "new claims",
    TrendCount.REVIEWS: "reviews",
    TrendCount.SETTLED: "settled",
}
"""The heading of each measure."""


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week or month with its counts, or a vaguer date."""

    key: str | None
    """`2024-03-20`, `2024-W12` or `2024-03`; of a vaguer date the known part, None if there is no date."""
    first: date | None
    """The first day; None for a vaguer date."""
    last: date | None
    counts: Mapping[TrendCount, int]

    @property
    def exact(self) -> bool:
        """Whether it is a whole period, not a vaguer date."""
        return self.first is not None


def periods(trend: Trend, by: PeriodLength) -> tuple[Period, ...]:
    """Return the periods with counts, in order; vaguer dates come last, then undated counts."""
    counts: dict[tuple[str | None, date | None], Counter[TrendCount]] = {}
    by_day: Iterable[tuple[TrendCount, Mapping[Any, int]]] = (
        (TrendCount.APPEARANCES, trend.appearances),
        (TrendCount.CLAIMS, trend.claims),
        (TrendCount.REVIEWS, trend.reviews),
        (TrendCount.SETTLED, trend.settled),
    )
    for measure, days in by_day:
        for day, number in days.items():
            place = _place(day.isoformat() if isinstance(day, date) else day, by)
            counts.setdefault(place, Counter())[measure] += number
    made = [
        Period(
            key,
            first,
            None if first is None else last_day(first, by),
            {measure: count[measure] for measure in TrendCount},
        )
        for (key, first), count in counts.items()
        if any(count.values())
    ]
    return tuple(
        sorted(
            made, key=lambda period: (not period.exact, period.first or date.max, period.key is None, period.key or "")
        )
    )


def _place(day: Day, by: PeriodLength) -> tuple[str | None, date | None]:
    """Return the key and the first day of a date's period; no first day if the date is too vague."""
    if day is None or len(day) < (7 if by is PeriodLength.MONTH else 10):
        return day, None
    first = first_day(date.fromisoformat(day if len(day) == 10 else f"{day}-01"), by)
    return key_of(first, by), first


def first_day(day: date, by: PeriodLength) -> date:
    """Return the first day of a day's period."""
    if by is PeriodLength.MONTH:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if by is PeriodLength.WEEK else day


def last_day(first: date, by: PeriodLength) -> date:
    """Return the last day of the period that begins with a day."""
    if by is PeriodLength.MONTH:
        return first.replace(day=monthrange(first.year, first.month)[1])
    return first + min(timedelta(days=6), date.max - first) if by is PeriodLength.WEEK else first


def key_of(first: date, by: PeriodLength) -> str:
    """Return a period in ISO 8601."""
    if by is PeriodLength.WEEK:
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}"
    return first.isoformat()[: 7 if by is PeriodLength.MONTH else 10]


def label_of(period: Period, by: PeriodLength) -> str:
    """Return a period in words: ``20 March 2024``, ``week of 18 March 2024``, ``March 2024, no day``, ``no date``."""
    if period.key is None:
        return "no date"
    if period.first is None:
        missing = "month" if len(period.key) == 4 else by.value
        return f"{date_phrase(period.key)}, no {missing}"
    if by is PeriodLength.MONTH:
        return f"{MONTHS[period.first.month - 1]} {period.first.year}"
    return day_in_words(period.first) if by is PeriodLength.DAY else f"week of {day_in_words(period.first)}"


def with_gaps(result: Sequence[Period], by: PeriodLength, most: int) -> Iterator[Period | int]:
    """Yield the periods with the empty ones between them; a gap of more than ``most`` is yielded as a number."""
    before: Period | None = None
    for period in result:
        missing = 0 if before is None else _between(before, period, by)
        if missing > most:
            yield missing
        elif before is not None:
            yield from _empty(before, missing, by)
        yield period
        before = period


def _between(period: Period, other: Period, by: PeriodLength) -> int:
    """Return how many periods there are between two."""
    if period.first is None or other.first is None:
        return 0
    if by is PeriodLength.MONTH:
        return (other.first.year - period.first.year) * 12 + other.first.month - period.first.month - 1
    return (other.first - period.first).days // (7 if by is PeriodLength.WEEK else 1) - 1


def _empty(before: Period, number: int, by: PeriodLength) -> Iterator[Period]:
    """Yield empty periods after a period."""
    last = before.last
    for _ in range(number if last else 0):
        first = (last or date.max) + timedelta(days=1)
        last = last_day(first, by)
        yield Period(key_of(first, by), first, last, dict.fromkeys(TrendCount, 0))


def gap_phrase(number: int, by: PeriodLength) -> str:
    """Return how many periods are empty: ``… 4 months with nothing``."""
    return f"… {counted(number, by.value)} with nothing"


def asked_sentence(
    trend: Trend, by: PeriodLength, at: datetime, view: View, since: date | None, until: date | None
) -> str:
    """Return the question that the counts answer, with the moment and its offset."""
    phrases = [f"by {by}, {'as recorded by' if view.as_of else 'as recorded now,'} {moment_phrase(at, view.zone)}"]
    if trend.story:
        phrases.append(f"only claims of the story {quoted(trend.story)}")
    if trend.outlet:
        phrases.append(f"only articles of {trend.outlet}, and reviews of the claims that they carry")
    if since or until:
        first = f" from {day_in_words(since)}" if since else ""
        last = f" until {day_in_words(until)}" if until else ""
        phrases.append(f"only items published or entered{first}{last}, so undated items are left out")
    if view.published_until:
        phrases.append(f"only articles published by {day_in_words(view.published_until)}")
    return sentence("; ".join(phrases))


def left_out_sentence(trend: Trend) -> str | None:
    """Return how many off-the-record appearances were left out, if any were."""
    return f"Left out: {counted(trend.withheld, 'appearance')} off the record." if trend.withheld else None


def trend_json(
    trend: Trend,
    group: Iterable[Period],
    by: PeriodLength,
    counts: Sequence[TrendCount],
    since: date | None,
    until: date | None,
) -> Json:
    """Return the counts as values for JSON, without the fields of the view."""
    rows = list(group)
    return {
        "by": by,
        "story": trend.story,
        "outlet": trend.outlet,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "total": {count.value: sum(period.counts[count] for period in rows) for count in counts},
        "withheld": trend.withheld,
        "periods": [period_json(row, counts) for row in rows],
    }


def period_json(period: Period, counts: Sequence[TrendCount]) -> Json:
    """Return a period as values for JSON, which are also a row of the CSV."""
    return {
        "period": period.key,
        "first_day": period.first.isoformat() if period.first else None,
        "last_day": period.last.isoformat() if period.last else None,
        **{count.value: period.counts[count] for count in counts},
    }
