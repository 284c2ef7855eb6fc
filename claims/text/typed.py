"""Values that people type: dates, days, hedges, and moments of asking and replying; ``part`` is the option or field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from claims.errors import BadValue, blaming
from claims.text.dates import moment, partial_date
from claims.vocabulary import HedgeKind

Given = Mapping[str, Any]
"""Typed values, by the name of the option or of the form's field."""


def typed_date(text: str, part: str | None = None) -> str:
    """Return the text if it is a day, a month, a year, or a word for nothing; raises `claims.errors.BadValue`."""
    try:
        partial_date(text)
    except BadValue as error:
        from claims.text.names.namesakes import is_no_name

        if is_no_name(text):
            return text
        raise BadValue(str(error), part=part) from error
    return text


def typed_day(text: str, part: str | None = None) -> date:
    """Return the day that was typed; raises `claims.errors.BadValue`, for a month or a year alone too."""
    try:
        partial = partial_date(text)
    except BadValue as error:
        raise BadValue(str(error), part=part) from error
    if partial.earliest != partial.latest:
        raise BadValue(f'"{text}" is not a day; write it like 2024-03-20', part=part)
    return partial.earliest


def typed_hedge(text: str, part: str | None = None) -> tuple[HedgeKind, str]:
    """Return the kind of a hedge and its words; raises `claims.errors.BadValue`."""
    kind, colon, said = text.partition(":")
    if not colon or kind.strip().casefold() not in list(HedgeKind) or not said.strip():
        raise BadValue(
            f'"{text}" is not a hedge; write its kind and its words, like likelihood:could '
            f"(the kinds are {', '.join(HedgeKind)})",
            part=part,
        )
    return HedgeKind(kind.strip().casefold()), said.strip()


def asked_from(typed: str, zone: tzinfo) -> datetime:
    """Return when we asked; a day alone means its beginning, so that a reply of the same day came after it."""
    with blaming("--asked"):
        at = moment(typed, zone).astimezone(zone)
    return datetime.combine(at.date(), time.min, tzinfo=zone) if at.time() == time.max else at


def replied_until(typed: str, zone: tzinfo) -> datetime:
    """Return when a reply came; a day alone means its end, and today means just now."""
    with blaming("--at"):
        at = moment(typed, zone).astimezone(zone)
    now = datetime.now(UTC).astimezone(zone)
    return now if at.time() == time.max and at.date() == now.date() else at


def deadline(typed: str, asked_at: datetime | None, zone: tzinfo) -> datetime:
    """Return the deadline for a reply: a moment, the end of a day, or a time after asking."""
    now = datetime.now(UTC).astimezone(zone)
    tidy = " ".join(typed.lower().split())
    later = _LATER.fullmatch(tidy)
    if later is not None:
        count, start = int(later[1]) if later[1].isdecimal() else 1, (asked_at or now).astimezone(zone)
        if later[2] == "hour":
            return start + timedelta(hours=count)
        day = start.date() + timedelta(days=count * (7 if later[2] == "week" else 1))
        return datetime.combine(day, time.max, tzinfo=zone)
    tomorrow = (now + timedelta(days=1)).date().isoformat()
    with blaming("--reply-by"):
        return moment(re.sub(r"\btomorrow\b", tomorrow, tidy), zone)


_LATER = re.compile(r"(?:in|within) (\d{1,3}|an?|one) (hour|day|week)s?", re.ASCII)
