"""The published conventions for reading words as days, as tables that the documentation prints.

A window that rests on a convention, not on its words alone, says so: its basis is `convention`, and the user sees the
convention's sentence.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

Part = Literal["early", "mid", "late"]
Shape = Literal["decade", "year", "half", "quarter", "month", "week"]

CONVENTIONS = MappingProxyType(
    {
        "early decade": "early in a decade is read as its first four years",
        "mid decade": "the middle of a decade is read as its fifth to seventh year",
        "late decade": "late in a decade is read as its last three years",
        "early year": "early in a year is read as its first quarter",
        "mid year": "the middle of a year is read as June and July",
        "late year": "late in a year, or its end, is read as its last quarter",
        "early half": "early in a half-year is read as its first two months",
        "mid half": "the middle of a half-year is read as its third and fourth month",
        "late half": "late in a half-year, or its end, is read as its last two months",
        "early quarter": "early in a quarter or season is read as its first month",
        "mid quarter": "the middle of a quarter or season is read as its second month",
        "late quarter": "late in a quarter or season, or its end, is read as its last month",
        "early month": "early in a month is read as its first ten days",
        "mid month": "the middle of a month is read as its 11th to 20th day",
        "late month": "late in a month, or its end, is read as its days from the 21st",
        "early week": "early in a week is read as Monday and Tuesday",
        "mid week": "the middle of a week is read as Wednesday",
        "late week": "late in a week, or its end, is read as Thursday to Sunday",
        "half": "half of a month ends or begins after the 15th day",
        "week of month": "the weeks of a month are its first seven days and so on, the last its last seven",
        "by": "“by” and “until” include the period they name",
        "before": "“before” excludes the period it names",
        "event": "an event may be late in its day or period: “before” it includes that, and “after” it begins there",
        "after an event": "time “within” or “of” a day is counted from that day on",
        "new year": "“in the new year” is read as the first quarter of the year to come, in January of the present one",
        "code": "25 to 41 after a year are EDTF's codes of seasons, quarters and halves, and two years are 2025/2026",
        "holidays": "“over Christmas” is read as 24 to 26 December, “over Easter” as Good Friday to Easter Monday",
        "at least": "“at least until” names no last day",
        "week": "a week runs from Monday to Sunday",
        "season": "seasons are the northern ones, spring beginning on 1 March and winter on 1 December",
        "fiscal": "quarters and halves follow the calendar year",
        "next": "“next” and “last” with a weekday, month or season mean the nearest, not counting the present",
        "day of month": "a day without a month is the next day with that number",
        "ago": "a number of years, months or weeks away is read as that whole year, month or week",
        "around": "“around” adds no days and is marked as approximate",
        "couple": "a couple is read as two",
        "hours": "hours are counted as days, and part of a day as a whole day",
        "zone": "a time in another zone is on the day that the newsroom's zone has then",
        "Easter": "Easter is the Western one",
        "look again": "the words name no last day, and the day to look again is taken from a table",
    }
)
"""Every convention by its short name, with the sentence shown when it was used."""

PARTS: MappingProxyType[Shape, MappingProxyType[Part, tuple[int, int]]] = MappingProxyType(
    {
        "decade": MappingProxyType({"early": (0, 4), "mid": (4, 7), "late": (7, 10)}),
        "year": MappingProxyType({"early": (0, 3), "mid": (5, 7), "late": (9, 12)}),
        "half": MappingProxyType({"early": (0, 2), "mid": (2, 4), "late": (4, 6)}),
        "quarter": MappingProxyType({"early": (0, 1), "mid": (1, 2), "late": (2, 3)}),
        "month": MappingProxyType({"early": (0, 10), "mid": (10, 20), "late": (20, 31)}),
        "week": MappingProxyType({"early": (0, 2), "mid": (2, 3), "late": (3, 7)}),
    }
)
"""What early, mid and late mean: for each period a slice (from, up to) of the years, months or days in it.

The parts of a month, quarter and so on meet; in a year they need not.  Mid-year is June and July, the two months around
its middle: a delivery promised for mid-2025 is late in August, and "by mid-2025" cannot mean September.
"""

VAGUE: tuple[tuple[int, tuple[str, ...]], ...] = (
    (7, ("immediately", "imminently", "imminent", "any day", "any day now", "any minute", "any moment", "momentarily")),
    (7, ("at once", "without delay", "as soon as possible", "asap", "within hours", "within days", "in days")),
    (7, ("in coming days", "in coming hours", "in next few days", "within few days", "in few days", "days away")),
    (14, ("very shortly", "very soon", "any time now", "really soon", "quite soon", "pretty soon")),
    (30, ("shortly", "soon", "before long", "later", "later on", "presently", "promptly", "swiftly", "quickly")),
    (30, ("in short order", "in next few weeks", "within weeks", "in weeks", "in coming weeks", "weeks away")),
    (30, ("in very near term", "in very near future")),
    (91, ("in near future", "in immediate future", "in short term", "in near term", "in due course")),
    (91, ("in coming months", "within months", "in months", "in next few months", "months away", "at later date")),
    (91, ("sooner rather than later", "sooner than later", "as soon as practicable", "at earliest opportunity")),
    (91, ("in current session", "this session", "in this session", "in next session", "next session")),
    (91, ("at later stage",)),
    (91, ("in current parliament", "in this parliament", "when time is right", "when conditions allow")),
    (182, ("in foreseeable future", "in medium term", "in mid term")),
    (365, ("eventually", "one day", "some day", "someday", "at some point", "at some stage", "sooner or later")),
    (365, ("ultimately", "in future", "in long term", "in long run", "in coming years", "in years", "within years")),
    (365, ("in next few years", "years away", "in end", "in course of time", "sometime", "some time")),
)
"""Words that name no last day, with the days until the claim is looked at again ("the" is left out)."""

FEW_LOOK_AGAIN = MappingProxyType(
    {
        "hour": 7,
        "day": 7,
        "week": 30,
        "fortnight": 30,
        "month": 91,
        "quarter": 182,
        "year": 365,
        "decade": 365,
    }
)
"""The same for every uncounted span ("a few weeks", "several months", "the coming years"), by its unit."""

EVENTS = (
    "anniversary announcement appeal appearance auction ballot ballots break briefing budget ceremony conference"
    " congress convention cutoff date deadline debate decision election elections event expiration expiry final finale"
    " game games hearing holiday holidays inauguration kickoff launch match meeting meetings midterms negotiations"
    " opening parliament poll polls primaries primary recess referendum release review ruling runoff season sentencing"
    " session sitting summit talks target term trial trip verdict visit visits vote votes voting"
).split()
"""Words that name an event, not a day: "before the US election" has no last day until somebody enters the date."""

LASTING = "break holiday holidays period recess season semester session sitting term vacation".split()
"""Events that fill the period named with them: "after the summer recess" is after the summer."""

EVENT_LOOK_AGAIN = 91
"""Days until a claim is looked at again, if its window depends on an event without a date."""

FLOOR_OVERDUE_LOOK_AGAIN = 30
"""Days until a floor is looked at again, if its own day to look again had passed when it was said."""

FLOOR_LONGEST_LOOK_AGAIN = 365
"""A floor is looked at again when the period it names is over, but at most this many days after its start."""

FORMS = (
    "10 April 2024",
    "by May 2025",
    "early next month",
    "in the second half of 2025",
    "between March and May 2025",
    "within 30 days",
    "as soon as next month",
    "2024-03/2024-05",
)
"""Examples of words that are understood, for help and error messages."""
