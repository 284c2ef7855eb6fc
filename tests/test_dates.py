"""Partial dates and moments: what is accepted, what is refused and in which words."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import BadValue
from claims.text.dates import calendar_day, day_in_words, moment, partial_date

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2024, 4, 9, 22, 30, tzinfo=UTC)  # half past midnight of the 10th in Berlin


@pytest.mark.parametrize(
    ("typed", "text", "earliest", "latest"),
    [
        ("2024", "2024", "2024-01-01", "2024-12-31"),
        ("1000", "1000", "1000-01-01", "1000-12-31"),
        ("9999", "9999", "9999-01-01", "9999-12-31"),
        ("2024-03", "2024-03", "2024-03-01", "2024-03-31"),
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02", "2023-02-01", "2023-02-28"),
        ("9999-12", "9999-12", "9999-12-01", "9999-12-31"),
        ("2024-03-20", "2024-03-20", "2024-03-20", "2024-03-20"),
        (" 2024-3-5 ", "2024-03-05", "2024-03-05", "2024-03-05"),
        ("2024/03/20", "2024-03-20", "2024-03-20", "2024-03-20"),
        ("2024-03-20T16:00:00+04:00", "2024-03-20T16:00:00+04:00", "2024-03-20", "2024-03-20"),
        ("2024-03-20T16:00+0400", "2024-03-20T16:00:00+04:00", "2024-03-20", "2024-03-20"),
        ("2024-03-20 16:00-03:30", "2024-03-20T16:00:00-03:30", "2024-03-20", "2024-03-20"),
        ("2024-03-20t23:59:58z", "2024-03-20T23:59:58Z", "2024-03-20", "2024-03-20"),
        ("2024-03-20T16:00:00.123Z", "2024-03-20T16:00:00Z", "2024-03-20", "2024-03-20"),
        ("2024-03-20T16:00:00+00:00", "2024-03-20T16:00:00Z", "2024-03-20", "2024-03-20"),
        ("2024-03-20 16:00", "2024-03-20T16:00:00", "2024-03-20", "2024-03-20"),
        ("20 March 2024", "2024-03-20", "2024-03-20", "2024-03-20"),
        ("20th of March, 2024", "2024-03-20", "2024-03-20", "2024-03-20"),
        ("March 20, 2024", "2024-03-20", "2024-03-20", "2024-03-20"),
        ("MAR. 20 2024.", "2024-03-20", "2024-03-20", "2024-03-20"),
        ("Sept 5, 2024", "2024-09-05", "2024-09-05", "2024-09-05"),
        ("March 2024", "2024-03", "2024-03-01", "2024-03-31"),
        ("20.03.2024", "2024-03-20", "2024-03-20", "2024-03-20"),
        ("3.4.2024", "2024-04-03", "2024-04-03", "2024-04-03"),
        ("20/03/2024", "2024-03-20", "2024-03-20", "2024-03-20"),
        ("03/20/2024", "2024-03-20", "2024-03-20", "2024-03-20"),
        ("04/04/2024", "2024-04-04", "2024-04-04", "2024-04-04"),
    ],
)
def test_partial_date(typed: str, text: str, earliest: str, latest: str) -> None:
    found = partial_date(typed)
    assert (found.text, found.earliest.isoformat(), found.latest.isoformat()) == (text, earliest, latest)
    assert parse_edtf(found.text)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("2024-02-30", "There is no 30 February 2024; February 2024 has 29 days"),
        ("29 February 2023", "February 2023 has 28 days"),
        ("31.04.2024", "April 2024 has 30 days"),
        ("2024-00", "no month 0"),
        ("2024-13", "no month 13"),
        ("2024-03-00", "There is no 0 March 2024"),
        ("03/04/2024", "more than one day"),
        ("3-4-2024", "more than one day"),
        ("03/04/24", "more than one day"),
        ("13/14/2024", "neither 13 nor 14 can be a month"),
        ("0999", "between 1000 and 9999"),
        ("999", "between 1000 and 9999"),
        ("10000", "between 1000 and 9999"),
        ("20240320", "between 1000 and 9999"),
        ("1 May 12024", "between 1000 and 9999"),
        ("last Tuesday", "not understood as a date"),
        ("10 April", "not understood as a date"),
        ("2024-03-20T24:00", "not a time of day"),
        ("2024-03-20T16:60", "not a time of day"),
        ("2024-03-20T16:00+15:00", "an offset that does not exist"),
        ("2024-03-20T16:00+14:30", "an offset that does not exist"),
        ("٢٠٢٤", "not understood as a date"),
    ],
)
def test_partial_date_refuses_in_one_sentence(typed: str, says: str) -> None:
    with pytest.raises(BadValue, match=says) as caught:
        partial_date(typed)
    assert "\n" not in str(caught.value)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day: date) -> None:
    spellings = (day.isoformat(), day_in_words(day), f"{day.day}.{day.month}.{day.year}", f"{day:%Y/%m/%d}")
    assert {partial_date(spelling).earliest for spelling in spellings} == {day}
    month = partial_date(day.isoformat()[:7])
    assert month.earliest <= day <= month.latest
    assert (month.latest + timedelta(days=1)).day == 1 if month.latest < date.max else True


@given(st.text() | st.from_regex(r"\d{1,5}[-/. ]\d{1,2}[-/. ]\d{1,5}([ T]\d\d:\d\d)?", fullmatch=True))
def test_partial_date_raises_nothing_but_bad_value(text: str) -> None:
    try:
        found = partial_date(text)
    except BadValue:
        return
    assert found.earliest <= found.latest
    assert parse_edtf(found.text)


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2024-04-09", "2024-04-09T21:59:59.999999"),
        ("9 April 2024", "2024-04-09T21:59:59.999999"),
        ("2024-01-09", "2024-01-09T22:59:59.999999"),
        ("2024-04-09 18:00", "2024-04-09T16:00:00"),
        ("2024-04-09T18:00", "2024-04-09T16:00:00"),
        ("2024-04-09T18:00:30.5", "2024-04-09T16:00:30.500000"),
        ("18:00 on 9 April 2024", "2024-04-09T16:00:00"),
        ("at 18:00, April 9, 2024", "2024-04-09T16:00:00"),
        ("9 April 2024 at 18:00", "2024-04-09T16:00:00"),
        ("9 August 2024, 18:00", "2024-08-09T16:00:00"),
        ("6pm on 9 April 2024", "2024-04-09T16:00:00"),
        ("9 April 2024 6:30 p.m.", "2024-04-09T16:30:00"),
        ("12am on 9 April 2024", "2024-04-08T22:00:00"),
        ("12 pm on 9 April 2024", "2024-04-09T10:00:00"),
        ("2024-04-09T18:00Z", "2024-04-09T18:00:00"),
        ("2024-04-09 18:00 UTC", "2024-04-09T18:00:00"),
        ("2024-04-09T18:00+09:30", "2024-04-09T08:30:00"),
        ("18:00 -05:00 on 9 April 2024", "2024-04-09T23:00:00"),
        ("now", "2024-04-09T22:30:00"),
        ("today", "2024-04-10T21:59:59.999999"),
        ("yesterday", "2024-04-09T21:59:59.999999"),
        ("yesterday at 18:00", "2024-04-09T16:00:00"),
    ],
)
def test_moment(typed: str, utc: str) -> None:
    found = moment(typed, BERLIN, now=NOW)
    assert found == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert found.tzinfo is UTC


def test_a_moment_that_clocks_show_twice_is_the_later_one() -> None:
    # Clocks went back from 03:00 to 02:00 in Berlin on 27 October 2024: 02:30 was 00:30 and 01:30 UTC.
    assert moment("2024-10-27 02:30", BERLIN) == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)
    # Beirut puts its clocks back at midnight, so 23:59 on 26 October 2024 comes twice and the day ends with the second.
    assert moment("2024-10-26", ZoneInfo("Asia/Beirut")) == datetime(2024, 10, 26, 21, 59, 59, 999999, tzinfo=UTC)


def test_a_moment_that_clocks_leave_out_is_counted_as_if_they_had_not_been_put_forward() -> None:
    # Clocks went forward from 02:00 to 03:00 in Berlin on 31 March 2024, at 01:00 UTC.
    assert moment("2024-03-31 02:30", BERLIN) == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "empty"),
        ("18:00", "time without a day"),
        ("6pm", "time without a day"),
        ("2024-04", "names no day"),
        ("2024", "names no day"),
        ("2024-04 18:00", "names no day"),
        ("25:00 on 9 April 2024", "not a time of day"),
        ("13pm on 9 April 2024", "from 1 to 12"),
        ("2024-02-30 18:00", "There is no 30 February 2024"),
        ("03/04/2024 18:00", "more than one day"),
        ("the other day", "not understood as a moment"),
        ("9999-12-31T23:00-05:00", "outside the calendar"),
    ],
)
def test_moment_refuses(typed: str, says: str) -> None:
    with pytest.raises(BadValue, match=says):
        moment(typed, BERLIN, now=NOW)


@given(st.text(), st.sampled_from([UTC, BERLIN, timezone(timedelta(hours=-12)), ZoneInfo("Pacific/Apia")]))
def test_moment_raises_nothing_but_bad_value(text: str, zone: timezone | ZoneInfo) -> None:
    with suppress(BadValue):
        assert moment(text, zone).tzinfo is UTC


@given(st.dates(date(1001, 1, 1), date(9998, 1, 1)), st.times())
def test_a_time_with_its_offset_is_read_back(day: date, clock: time) -> None:
    aware = datetime.combine(day, clock, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    assert moment(aware.isoformat(), BERLIN) == aware


def test_calendar_day_names_the_length_of_the_month() -> None:
    with pytest.raises(BadValue, match="February 1900 has 28 days"):
        calendar_day(1900, 2, 29)
    with pytest.raises(BadValue, match="outside the calendar"):
        calendar_day(10000, 1, 1)
