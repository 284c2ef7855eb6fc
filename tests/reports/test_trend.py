"""Counts over time: the periods in which days lie, and what is known too vaguely for them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.features.trend.read import Trend
from claims.features.trend.words import Period, first_day, key_of, label_of, last_day, periods, with_gaps
from claims.vocabulary import PeriodLength, TrendCount

DAY, WEEK, MONTH = PeriodLength
days = st.dates(date(1, 1, 8), date(9999, 12, 31))
lengths = st.sampled_from(PeriodLength)


def found(appearances: dict[str | None, int], reviews: dict[date, int] | None = None) -> Trend:
    return Trend(appearances, {}, reviews or {}, {}, 0)


@given(days, lengths)
def test_a_day_lies_in_its_period_and_in_no_other(day: date, by: PeriodLength) -> None:
    first = first_day(day, by)
    last = last_day(first, by)
    assert first <= day <= last
    assert first_day(first, by) == first_day(last, by) == first
    if last < date.max:
        assert first_day(last + timedelta(days=1), by) == last + timedelta(days=1)


@given(days, days, lengths)
def test_periods_have_one_key_if_and_only_if_they_are_one(one: date, other: date, by: PeriodLength) -> None:
    together = first_day(one, by) == first_day(other, by)
    assert (key_of(first_day(one, by), by) == key_of(first_day(other, by), by)) is together


@given(
    st.dictionaries(
        st.one_of(st.none(), days.map(date.isoformat), st.just("2024"), st.just("2024-03")), st.integers(1, 9)
    ),
    lengths,
)
def test_nothing_is_lost_and_nothing_invented(counted: dict[str | None, int], by: PeriodLength) -> None:
    made = periods(found(counted), by)
    assert sum(one.counts[TrendCount.APPEARANCES] for one in made) == sum(counted.values())
    firsts = [one.first for one in made if one.first]
    assert firsts == sorted(set(firsts))
    assert [one.exact for one in made] == sorted((one.exact for one in made), reverse=True), "vague dates come last"


def test_a_month_has_its_place_among_months_and_none_among_days() -> None:
    counted: dict[str | None, int] = {"2024-03": 2, "2024-03-20": 3, "2024": 1, None: 4}
    told = {by: [(label_of(one, by), one.counts[TrendCount.APPEARANCES]) for one in periods(found(counted), by)]
            for by in PeriodLength}  # fmt: skip
    assert told == {
        DAY: [("20 March 2024", 3), ("2024, no month", 1), ("March 2024, no day", 2), ("no date", 4)],
        WEEK: [("week of 18 March 2024", 3), ("2024, no month", 1), ("March 2024, no week", 2), ("no date", 4)],
        MONTH: [("March 2024", 5), ("2024, no month", 1), ("no date", 4)],
    }


def test_reviews_stand_beside_appearances() -> None:
    (one,) = periods(found({"2024-12-30": 1}, {date(2025, 1, 5): 2}), WEEK)
    assert (one.key, one.first, one.last) == ("2025-W01", date(2024, 12, 30), date(2025, 1, 5))
    assert one.counts == {TrendCount.APPEARANCES: 1, TrendCount.CLAIMS: 0, TrendCount.REVIEWS: 2, TrendCount.SETTLED: 0}


@pytest.mark.parametrize(("by", "later"), [(DAY, "2024-03-05"), (WEEK, "2024-03-29"), (MONTH, "2024-07-01")])
def test_periods_with_nothing_are_told(by: PeriodLength, later: str) -> None:
    made = periods(found({"2024-03-01": 1, later: 1, None: 1}), by)
    drawn = list(with_gaps(made, by, 3))
    assert [type(one) for one in drawn] == [Period] * 6
    empty = [one for one in drawn if isinstance(one, Period) and not any(one.counts.values())]
    assert [one.first for one in empty] == sorted(one.first for one in empty if one.first)
    assert list(with_gaps(made, by, 2)) == [made[0], 3, made[1], made[2]]
