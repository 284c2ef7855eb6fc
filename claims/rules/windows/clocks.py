"""Times of day in the words of a window, and the zones they are in: "5 p.m. EDT", "1630 GMT", "midnight".

A window has days, so a time matters in two ways: "before 5 p.m. on Friday" includes Friday, and a time with a zone may
be on another day where the newsroom is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import cache

from claims.errors import BadValue
from claims.patterns import pattern_of
from claims.text.dates import day_in_words

_OFFSETS = """
    utc 0 gmt 0 wet 0 west 60 cet 60 cest 120 eet 120 eest 180 msk 180 trt 180 gst 240 pkt 300 npt 345 ict 420 wib 420
    sgt 480 hkt 480 pht 480 awst 480 jst 540 kst 540 acst 570 aest 600 acdt 630 aedt 660 nzst 720 nzdt 780
    sast 120 wat 60 cat 120 eat 180 art -180 brt -180 clt -240 cot -300 pet -300 adt -180 edt -240 est -300 cdt -300
    mdt -360 mst -420 pdt -420 pst -480 akdt -480 akst -540 hst -600
""".split()
_MINUTES: dict[str, tuple[int, ...]] = {
    name: (int(minutes),) for name, minutes in zip(_OFFSETS[::2], _OFFSETS[1::2], strict=True)
}
_MINUTES |= {"ist": (330, 120, 60), "bst": (60, 360), "cst": (-360, 480), "ast": (-240, 180)}
"""Minutes east of Greenwich by abbreviation; several where one abbreviation stands for several zones."""

_PLACES = {
    "america/new_york": ("et", "eastern", "new york", "washington"),
    "america/chicago": ("ct", "central", "chicago"),
    "america/denver": ("mt", "mountain"),
    "america/los_angeles": ("pt", "pacific", "los angeles"),
    "europe/london": ("uk", "london", "british"),
    "europe/paris": ("paris", "central european"),
    "europe/brussels": ("brussels",),
    "europe/berlin": ("berlin",),
    "europe/kyiv": ("kyiv",),
    "europe/moscow": ("moscow",),
    "asia/shanghai": ("beijing",),
    "asia/tokyo": ("tokyo", "japan"),
    "asia/kolkata": ("indian",),
    "australia/sydney": ("sydney",),
}
"""Zones by the words before "time"; those of two letters stand alone."""

_ZONE_OF = {words: zone for zone, names in _PLACES.items() for words in names}
_SPELLED = "|".join(sorted((name for name in _ZONE_OF if len(name) > 2), key=len, reverse=True))
_SHORT = "|".join(["et", "ct", "mt", "pt", *_MINUTES])
_ZONE = (
    rf"(?P<zone>(?:utc|gmt) ?[+-] ?\d{{1,2}}(?::?\d{{2}})?|[+-]\d{{2}}:?\d{{2}}|(?:{_SHORT}|z)\b"
    rf"|(?:{_SPELLED}|uk)(?: (?:standard|daylight|summer|mean))? time\b|greenwich mean time\b|(?:eastern|pacific)\b)"
)
_TIME = (
    r"(?:(?P<twelve>\d{1,2})(?:[:.](?P<past>\d{2}))? ?(?P<half>[ap])m\b"
    r"|(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?: ?(?:hours|hrs|h)\b)?"
    r"|(?P<word>12 noon|noon|midday|12 midnight|midnight)\b"
    r"|(?P<oclock>\d{1,2}) oclock\b|(?P<digits>[0-2]\d[0-5]\d) ?(?=(?:hours|hrs|gmt|utc)\b)(?:hours\b|hrs\b)?"
    r"|(?P<dotted>\d{1,2}\.\d{2}) ?(?=(?:gmt|utc|[cew]es?t|bst|ist|[jk]st|hrs|hours)\b)(?:hours\b|hrs\b)?)"
)
_CLOCK = pattern_of(rf"(?<![\w.:/-]){_TIME}(?: ?,? ?(?:local(?: time)?\b|{_ZONE}))?", re.ASCII)
_ASIDE = pattern_of(r"\((?=[^)]*\d)[^)]*\b(?:gmt|utc|[cew]es?t|[ecmp][sd]?t|bst|ist|[jk]st|time)\)", re.ASCII)
_BETWEEN = pattern_of("(?:between |from )?\0(?: ?,?(?: and | to | until | through | thru | ?- ?| or ))\0", re.ASCII)
_AT = pattern_of("(?:\\bat |\\bof )?\0(?: sharp| exactly)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, and the zones that its words can mean; no zone if they name none."""

    at: time
    zones: tuple[tzinfo, ...]
    words: str


def without_clocks(text: str) -> tuple[str, tuple[Clock, ...]]:
    """Return tidied text without its times of day, and the times in order; raises BadValue for an impossible time."""
    clocks: list[Clock] = []

    def kept(match: re.Match[str]) -> str:
        clocks.append(_clock(match))
        return "\0"

    bare = _CLOCK.sub(kept, _ASIDE.sub(" ", text))
    if not clocks:
        return text, ()
    return " ".join(_AT.sub(" ", _BETWEEN.sub("\0", bare)).split()), tuple(clocks)


def day_there(day: date, clock: Clock, zone: tzinfo) -> date:
    """Return the day that a zone has at a time on a day; raises BadValue if the clock's zone can be several.

    Midnight belongs to the day that it ends (AP), so a minute before it counts.
    """
    if not clock.zones:
        return day
    days = {_moved(day, clock.at, there, zone) for there in clock.zones}
    if len(days) > 1:
        raise BadValue(
            f'"{clock.words}" can be in more than one time zone; write the offset, as in "{clock.at:%H:%M} UTC+5:30"'
        )
    return days.pop()


def _moved(day: date, at: time, there: tzinfo, here: tzinfo) -> date:
    """Return the day here at a time there; raises BadValue at the ends of the calendar."""
    try:
        return datetime.combine(day, at, there).astimezone(here).date()
    except OverflowError:
        raise BadValue(f"The time on {day_in_words(day)} lies outside the calendar; give the days") from None


def _clock(match: re.Match[str]) -> Clock:
    """Return the clock of a match of ``_CLOCK``; raises BadValue for a time that does not exist."""
    named = match.groupdict()
    hour, minute = int(named["hour"] or named["oclock"] or 0), int(named["minute"] or named["past"] or 0)
    digits = (named["digits"] or named["dotted"] or "").replace(".", "").rjust(4, "0")
    if named["digits"] or named["dotted"]:
        hour, minute = int(digits[:2]), int(digits[2:])
    if named["twelve"]:
        hour = int(named["twelve"])
        if not 1 <= hour <= 12:
            raise BadValue(f'"{match[0].strip()}" is not a time of day; hours with am or pm go from 1 to 12')
        hour = hour % 12 + (12 if named["half"] == "p" else 0)
    if named["word"]:
        hour, minute = (23, 59) if named["word"].endswith("midnight") else (12, 0)
    if (hour, minute) == (24, 0):
        hour, minute = 23, 59
    if hour > 23 or minute > 59:
        raise BadValue(f'"{match[0].strip()}" is not a time of day; times go from 00:00 to 23:59')
    return Clock(time(hour, minute), _zones(named["zone"]), match[0].strip())


def _zones(words: str | None) -> tuple[tzinfo, ...]:
    """Return the zones that words such as "edt", "eastern time" and "utc+4" can mean."""
    if words is None:
        return ()
    if words in _MINUTES:
        return tuple(timezone(timedelta(minutes=minutes)) for minutes in _MINUTES[words])
    signed = re.search(r"([+-]) ?(\d{1,2}):?(\d{2})?$", words)
    if signed is not None:
        size = timedelta(hours=int(signed[2]), minutes=int(signed[3] or 0))
        if size > timedelta(hours=14):
            raise BadValue(f'"{words}" is no offset of a time zone; offsets go from -12:00 to +14:00')
        return (timezone(-size if signed[1] == "-" else size),)
    if words in {"z", "greenwich mean time"}:
        return (timezone(timedelta()),)
    if words == "british summer time":
        return (timezone(timedelta(hours=1)),)
    return (_zone_of(re.sub(r"(?: (?:standard|daylight|summer|mean))? time$", "", words)),)


@cache
def _zone_of(words: str) -> tzinfo:
    """Return the zone of a place's words. Its rules are loaded here because few windows name one."""
    from zoneinfo import ZoneInfo

    area, _, city = _ZONE_OF[words].partition("/")
    return ZoneInfo(f"{area.title()}/{city.title()}")
