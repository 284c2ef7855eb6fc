"""Days and moments as people type them: partial dates to store, and moments to read the records at.

Dates are never guessed.  An ambiguous day (03/04/2024) is refused, and a month or a year stays without a day.
The stored form is EDTF level 0, which is ISO 8601-1's profile in ISO 8601-2:2019 (and at the Library of
Congress): ``2024``, ``2024-03``, ``2024-03-20``, ``2024-03-20T16:00:00+04:00``.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from claims.errors import BadValue
from claims.patterns import pattern_of
from claims.values import value

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The months in English; ``calendar.month_name`` would follow the locale."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The weekdays in English, in the order of ``date.weekday()``."""

MONTH_PATTERN = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
"""A regular expression for a month's name or usual abbreviation, in lower case."""

WEEKDAY_PATTERN = r"(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?\b\.?"
"""A regular expression for a weekday's name or usual abbreviation, in lower case."""

_HOW_TO_TYPE = 'write it like "2024", "2024-03", "2024-03-20", "2024-03-20T16:00+04:00" or "20 March 2024"'
_HOW_TO_TYPE_A_MOMENT = 'write it like "2024-04-09", "2024-04-09 18:00", "18:00 on 9 April 2024" or "now"'

_OFFSET = r"(?P<offset>z|utc|gmt|[+-]\d{2}(?::?\d{2})?)"
_CLOCK = rf"(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:[.,](?P<fraction>\d+))?)?(?: ?{_OFFSET})?"
_CLOCK_12 = rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}}))? ?(?P<half>[ap])\.?m\b\.?(?: ?{_OFFSET})?"

_ISO = pattern_of(r"(?P<year>\d+)(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?", re.ASCII)
_SLASHED_YEAR_FIRST = pattern_of(r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})", re.ASCII)
_DOTTED = pattern_of(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})", re.ASCII)
_SLASHED = pattern_of(
    r"(?<![\d/-])(?P<a>\d{1,2})(?P<between>[/-])(?P<b>\d{1,2})(?P=between)(?P<year>\d{4}|\d{2})(?![\d/-])", re.ASCII
)
_DAY_NAMED = pattern_of(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH_PATTERN}),? (?P<year>\d+)", re.ASCII
)
_MONTH_NAMED = pattern_of(
    rf"(?P<month>{MONTH_PATTERN})(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?)?,? (?:of )?(?P<year>\d{{3,}})", re.ASCII
)
_WITH_TIME = pattern_of(rf"(?P<date>\d{{4}}-\d{{2}}-\d{{2}})(?:t| ){_CLOCK}", re.ASCII)
_TIME_LAST = pattern_of(rf"(?P<date>.*?[^ ,])(?:t(?=\d)|,? at |,? ){_CLOCK}", re.ASCII)
_TIME_LAST_12 = pattern_of(rf"(?P<date>.*?[^ ,])(?:,? at |,? ){_CLOCK_12}", re.ASCII)
_TIME_FIRST = pattern_of(rf"(?:at )?{_CLOCK}(?:,? on |,? )(?P<date>.+)", re.ASCII)
_TIME_FIRST_12 = pattern_of(rf"(?:at )?{_CLOCK_12}(?:,? on |,? )(?P<date>.+)", re.ASCII)
_TIME_ALONE = pattern_of(rf"(?:{_CLOCK})|(?:\d{{1,2}} ?[ap]m)", re.ASCII)


@value
class PartialDate:
    """A date that may have only a year, or a year and a month.

    ``text`` is EDTF level 0 (ISO 8601-2); ``earliest`` and ``latest`` are the first and last day it can mean, as
    calendar days of the place (an offset does not shift them).
    """

    text: str
    earliest: date
    latest: date


def partial_date(text: str) -> PartialDate:
    """Return the day, month or year that a user typed.

    Takes ISO forms (year; year and month; day; day and time with or without offset) and a few English forms.
    Raises BadValue, in a single sentence, for anything else, for days that do not exist and for ambiguous days
    (03/04/2024).
    """
    tidy = _tidied(text)
    if not tidy:
        raise BadValue(f"The date is empty; {_HOW_TO_TYPE}")
    timed = _WITH_TIME.fullmatch(tidy)
    if timed is not None:
        day = _named_day(timed["date"]).earliest
        clock = _clock_time(timed, text)
        return PartialDate(f"{day.isoformat()}T{clock.isoformat('seconds').replace('+00:00', 'Z')}", day, day)
    return _named_day(tidy, text)


def day_in_zone(text: str, zone: tzinfo | None) -> date | None:
    """Return the day that ``zone`` has at a time stored as text; None for a text without an offset, or without a zone.

    Raises BadValue at the ends of the calendar.
    """
    if zone is None or "T" not in text:
        return None
    at = datetime.fromisoformat(text)
    return None if at.tzinfo is None else _in_utc(at, UTC, text).astimezone(zone).date()


def beginning(text: str, zone: tzinfo) -> datetime:
    """Return the moment from which something is wanted, aware and in UTC; a day alone means its beginning in ``zone``.

    Raises as `moment`.
    """
    at = moment(text, zone)
    local = at.astimezone(zone)
    return at if local.time() != time.max else datetime.combine(local.date(), time.min, zone).astimezone(UTC)


def moment(text: str, zone: tzinfo, *, now: datetime | None = None) -> datetime:
    """Return the moment that a user typed, aware and in UTC.

    A day alone means its end in ``zone`` (23:59:59.999999): the records *on* a day are the records when it was over.  A
    time without an offset is on the clock of ``zone``.  When clocks are put back and show a time twice, the later time
    counts, for the same reason; when they are put forward and skip a time, it counts as if they had not been.  ``now``
    (aware) is the reference for "now", "today" and "yesterday"; default the present.  Raises BadValue, in a single
    sentence, if the text is not a moment.
    """
    tidy = _tidied(text)
    if not tidy:
        raise BadValue(f"The moment is empty; {_HOW_TO_TYPE_A_MOMENT}")
    present = datetime.now(UTC) if now is None else now.astimezone(UTC)
    if tidy == "now":
        return present
    if _TIME_ALONE.fullmatch(tidy):
        raise BadValue(f'"{_shown(text)}" is a time without a day; {_HOW_TO_TYPE_A_MOMENT}')
    for pattern in (_TIME_LAST, _TIME_LAST_12, _TIME_FIRST, _TIME_FIRST_12):
        timed = pattern.fullmatch(tidy)
        if timed is not None:
            day = _whole_day(timed["date"], text, present.astimezone(zone).date())
            return _in_utc(datetime.combine(day, _clock_time(timed, text)), zone, text)
    day = _whole_day(tidy, text, present.astimezone(zone).date())
    return _in_utc(datetime.combine(day, time.max), zone, text)


def calendar_day(year: int, month: int, day: int) -> date:
    """Return a day of the calendar; raises BadValue, naming the month's length, if the day does not exist."""
    if not 1 <= year <= 9999:
        raise BadValue(f"The year {year} lies outside the calendar; years go from 1000 to 9999")
    if not 1 <= month <= 12:
        raise BadValue(f"There is no month {month}; months go from 1 to 12")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        name = MONTHS[month - 1]
        raise BadValue(f"There is no {day} {name} {year}; {name} {year} has {length} days")
    return date(year, month, day)


def day_in_words(day: date) -> str:
    """Return a day as people read it: ``20 March 2024``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation in lower case, as matched by ``MONTH_PATTERN``."""
    return next(number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3]))


def weekday_number(name: str) -> int:
    """Return 0 (Monday) to 6 for a weekday's name or abbreviation, as matched by ``WEEKDAY_PATTERN``."""
    return next(number for number, weekday in enumerate(WEEKDAYS) if weekday.lower().startswith(name[:3]))


def refuse_ambiguous_day(text: str) -> None:
    """Raise BadValue if ``text`` is an ambiguous day in digits, such as 03/04/2024."""
    slashed = _SLASHED.search(text)
    if slashed is None or (len(slashed["year"]) == 4 and len(_readings(slashed)) == 1):
        return
    raise BadValue(
        f'"{slashed[0]}" can be read as more than one day; write the month as a word ("3 April 2024") or as 2024-04-03'
    )


def _tidied(text: str) -> str:
    """Return the text in lower case, with single spaces and plain dashes, without a full stop at the end."""
    plain = text.replace("\N{MINUS SIGN}", "-").replace("\N{NON-BREAKING HYPHEN}", "-")
    return " ".join(plain.lower().split()).rstrip(".,;")


def _shown(text: str) -> str:
    """Return the typed text, short enough for a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"


def _named_day(tidy: str, typed: str | None = None) -> PartialDate:
    """Return the year, month or day in tidied text; raises BadValue."""
    typed = tidy if typed is None else typed
    for pattern in (_ISO, _SLASHED_YEAR_FIRST, _DOTTED, _DAY_NAMED, _MONTH_NAMED):
        match = pattern.fullmatch(tidy)
        if match is not None:
            return _from_parts(match, typed)
    slashed = _SLASHED.fullmatch(tidy)
    if slashed is not None:
        refuse_ambiguous_day(tidy)
        day = _readings(slashed).pop()
        return PartialDate(day.isoformat(), day, day)
    raise BadValue(f'"{_shown(typed)}" is not understood as a date; {_HOW_TO_TYPE}')


def _readings(slashed: re.Match[str]) -> set[date]:
    """Return the days that two numbers and a year can mean, day first or month first; empty for a two-digit year.

    Raises BadValue if neither number can be a month, or the day does not exist.
    """
    a, b, year = int(slashed["a"]), int(slashed["b"]), int(slashed["year"])
    if len(slashed["year"]) == 2:
        return set()
    orders = {(month, day) for month, day in ((b, a), (a, b)) if 1 <= month <= 12}
    if not orders:
        raise BadValue(f'"{slashed[0]}" is not a day: neither {a} nor {b} can be a month; write it like 2024-03-20')
    return {calendar_day(year, month, day) for month, day in orders}


def _from_parts(match: re.Match[str], typed: str) -> PartialDate:
    """Return the date of a match with ``year`` and perhaps ``month`` (number or name) and ``day``."""
    parts = match.groupdict()
    if not (len(parts["year"]) == 4 and parts["year"][0] != "0"):
        raise BadValue(f'"{_shown(typed)}" has no year between 1000 and 9999; {_HOW_TO_TYPE}')
    year = int(parts["year"])
    if not parts.get("month"):
        return PartialDate(f"{year}", date(year, 1, 1), date(year, 12, 31))
    name = parts["month"]
    month = int(name) if name.isdigit() else month_number(name)
    if not parts.get("day"):
        first = calendar_day(year, month, 1)
        last = first.replace(day=calendar.monthrange(year, month)[1])
        return PartialDate(f"{year}-{month:02d}", first, last)
    day = calendar_day(year, month, int(parts["day"]))
    return PartialDate(day.isoformat(), day, day)


def _whole_day(text: str, typed: str, today: date) -> date:
    """Return the single day that the text names, including "today" and "yesterday"; raises BadValue."""
    if text == "today":
        return today
    if text == "yesterday":
        return today - timedelta(days=1)
    try:
        named = _named_day(text)
    except BadValue as error:
        if "not understood" in str(error):
            raise BadValue(f'"{_shown(typed)}" is not understood as a moment; {_HOW_TO_TYPE_A_MOMENT}') from None
        raise
    if named.earliest != named.latest:
        raise BadValue(f'"{_shown(typed)}" names no day; {_HOW_TO_TYPE_A_MOMENT}')
    return named.earliest


def _clock_time(match: re.Match[str], typed: str) -> time:
    """Return the time of day of a match of a clock pattern, aware if it has an offset; raises BadValue."""
    parts = match.groupdict()
    hour, minute, second = int(parts["hour"]), int(parts["minute"] or 0), int(parts.get("second") or 0)
    half = parts.get("half")
    if half is not None and not 1 <= hour <= 12:
        raise BadValue(f'"{_shown(typed)}" is not a time of day; hours with am or pm go from 1 to 12')
    if half is not None:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise BadValue(f'"{_shown(typed)}" is not a time of day; times go from 00:00 to 23:59')
    microsecond = int(f"{parts.get('fraction') or '0':0<6.6}")
    return time(hour, minute, second, microsecond, tzinfo=_offset(parts["offset"], typed))


def _offset(offset: str | None, typed: str) -> timezone | None:
    """Return the zone of an offset such as ``z``, ``+04:00``, ``+0400`` or ``+04``; raises BadValue."""
    if offset is None:
        return None
    if offset in {"z", "utc", "gmt"}:
        return UTC
    digits = offset[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    # The widest offsets in use are -12:00 and +14:00 (tz database), which is also EDTF's limit.
    if hours > 14 or minutes > 59 or (hours == 14 and minutes):
        raise BadValue(f'"{_shown(typed)}" has an offset that does not exist; offsets go from -12:00 to +14:00')
    size = timedelta(hours=hours, minutes=minutes)
    return timezone(-size if offset[0] == "-" else size) if size else UTC


def _in_utc(local: datetime, zone: tzinfo, typed: str) -> datetime:
    """Return a local time in UTC, the later of the two if the zone's clock is ambiguous (see ``moment``)."""
    try:
        if local.tzinfo is not None:
            return local.astimezone(UTC)
        # In a fold, fold=1 is the later; in a gap, fold=0 is (PEP 495).  The maximum is right for both.
        return max(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    except OverflowError:
        raise BadValue(f'"{_shown(typed)}" lies outside the calendar; {_HOW_TO_TYPE_A_MOMENT}') from None
