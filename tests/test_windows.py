"""The grammar of windows: the worked cases, a long table of phrases, and what must hold for every phrase."""

from __future__ import annotations

import calendar
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from edtf import parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.errors import BadValue
from claims.rules.windows import (
    CONVENTIONS,
    FORMS,
    PARTS,
    VAGUE,
    Window,
    overruled,
    read_window,
    valid_edtf,
    window_of_days,
)
from claims.vocabulary import Precision, WindowBasis

SAID = date(2024, 3, 20)  # a Wednesday
TOKYO, LONDON, NEW_YORK = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("cases").joinpath("deadlines.json").read_text("utf-8")
)


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@pytest.mark.parametrize("case", CASES, ids=[case["words"] for case in CASES])
def test_worked_case(case: dict[str, Any]) -> None:
    window = read_window(case["words"], date.fromisoformat(case["said"]))
    assert (iso(window.earliest), iso(window.latest), window.edtf) == (case["earliest"], case["latest"], case["edtf"])
    if "review_on" in case:
        assert iso(window.review_on) == case["review_on"]
    if str(case.get("note", "")).startswith("convention"):
        assert window.basis is WindowBasis.CONVENTION
    assert parse_edtf(window.edtf)


# Words said on Wednesday 20 March 2024, and their EDTF, first and last day where EDTF alone does not give them,
# and whether a convention was needed.
CLOSED = """
today                                    | 2024-03-20               | 2024-03-20 | 2024-03-20 | stated
tonight                                  | 2024-03-20               | 2024-03-20 | 2024-03-20 | stated
tomorrow                                 | 2024-03-21               | 2024-03-21 | 2024-03-21 | stated
the day after tomorrow                   | 2024-03-22               | 2024-03-22 | 2024-03-22 | stated
yesterday                                | 2024-03-19               | 2024-03-19 | 2024-03-19 | stated
last night                               | 2024-03-19               | 2024-03-19 | 2024-03-19 | stated
on Monday                                | 2024-03-25               | 2024-03-25 | 2024-03-25 | stated
on Wednesday                             | 2024-03-20               | 2024-03-20 | 2024-03-20 | stated
this Friday                              | 2024-03-22               | 2024-03-22 | 2024-03-22 | stated
next Tuesday                             | 2024-03-26               | 2024-03-26 | 2024-03-26 | convention
next Wednesday                           | 2024-03-27               | 2024-03-27 | 2024-03-27 | convention
last Thursday                            | 2024-03-14               | 2024-03-14 | 2024-03-14 | convention
last Wednesday                           | 2024-03-13               | 2024-03-13 | 2024-03-13 | convention
Tuesday next week                        | 2024-03-26               | 2024-03-26 | 2024-03-26 | convention
Tuesday, April 9                         | 2024-04-09               | 2024-04-09 | 2024-04-09 | stated
on Monday morning                        | 2024-03-25               | 2024-03-25 | 2024-03-25 | stated
on Monday at 6pm                         | 2024-03-25               | 2024-03-25 | 2024-03-25 | stated
18:00 on 9 April 2024                    | 2024-04-09               | 2024-04-09 | 2024-04-09 | stated
this weekend                             | 2024-03-23/2024-03-24    | 2024-03-23 | 2024-03-24 | stated
this week                                | 2024-03-18/2024-03-24    | 2024-03-18 | 2024-03-24 | convention
next week                                | 2024-03-25/2024-03-31    | 2024-03-25 | 2024-03-31 | convention
the week after next                      | 2024-04-01/2024-04-07    | 2024-04-01 | 2024-04-07 | convention
later this week                          | 2024-03-20/2024-03-24    | 2024-03-20 | 2024-03-24 | convention
early next week                          | 2024-03-25/2024-03-26~   | 2024-03-25 | 2024-03-26 | convention
the week of 9 April                      | 2024-04-08/2024-04-14    | 2024-04-08 | 2024-04-14 | convention
the first week of May                    | 2024-05-01/2024-05-07    | 2024-05-01 | 2024-05-07 | convention
the last week of March                   | 2024-03-25/2024-03-31    | 2024-03-25 | 2024-03-31 | convention
this month                               | 2024-03                  | 2024-03-01 | 2024-03-31 | stated
last month                               | 2024-02                  | 2024-02-01 | 2024-02-29 | stated
by the end of the month                  | 2024-03-20/2024-03       | 2024-03-20 | 2024-03-31 | stated
by next month                            | 2024-03-20/2024-04       | 2024-03-20 | 2024-04-30 | convention
mid-March                                | 2024-03-11~/2024-03-20~  | 2024-03-11 | 2024-03-20 | convention
early March                              | 2024-03-01/2024-03-10~   | 2024-03-01 | 2024-03-10 | convention
late February 2024                       | 2024-02-21~/2024-02-29   | 2024-02-21 | 2024-02-29 | convention
at the end of April                      | 2024-04-21~/2024-04-30   | 2024-04-21 | 2024-04-30 | convention
the first half of March                  | 2024-03-01/2024-03-15    | 2024-03-01 | 2024-03-15 | convention
March                                    | 2024-03                  | 2024-03-01 | 2024-03-31 | stated
in January                               | 2025-01                  | 2025-01-01 | 2025-01-31 | stated
last November                            | 2023-11                  | 2023-11-01 | 2023-11-30 | convention
this past November                       | 2023-11                  | 2023-11-01 | 2023-11-30 | convention
last March                               | 2023-03                  | 2023-03-01 | 2023-03-31 | convention
next March                               | 2025-03                  | 2025-03-01 | 2025-03-31 | convention
May of next year                         | 2025-05                  | 2025-05-01 | 2025-05-31 | stated
in September 2021                        | 2021-09                  | 2021-09-01 | 2021-09-30 | stated
this quarter                             | 2024-01/2024-03          | 2024-01-01 | 2024-03-31 | convention
next quarter                             | 2024-04/2024-06          | 2024-04-01 | 2024-06-30 | convention
last quarter                             | 2023-10/2023-12          | 2023-10-01 | 2023-12-31 | convention
Q3 2024                                  | 2024-07/2024-09          | 2024-07-01 | 2024-09-30 | convention
2024-Q3                                  | 2024-07/2024-09          | 2024-07-01 | 2024-09-30 | convention
3Q 2024                                  | 2024-07/2024-09          | 2024-07-01 | 2024-09-30 | convention
Q1                                       | 2024-01/2024-03          | 2024-01-01 | 2024-03-31 | convention
in the first quarter of 2025             | 2025-01/2025-03          | 2025-01-01 | 2025-03-31 | convention
in the final quarter of the year         | 2024-10/2024-12          | 2024-10-01 | 2024-12-31 | convention
from Q2 to Q4 2025                       | 2025-04/2025-12          | 2025-04-01 | 2025-12-31 | convention
in the second half of 2025               | 2025-07/2025-12          | 2025-07-01 | 2025-12-31 | convention
H2 2025                                  | 2025-07/2025-12          | 2025-07-01 | 2025-12-31 | convention
1H 2025                                  | 2025-01/2025-06          | 2025-01-01 | 2025-06-30 | convention
late in the second half of 2025          | 2025-11~/2025-12         | 2025-11-01 | 2025-12-31 | convention
spring 2025                              | 2025-21                  | 2025-03-01 | 2025-05-31 | convention
fall 2025                                | 2025-23                  | 2025-09-01 | 2025-11-30 | convention
winter 2024-25                           | 2024-24                  | 2024-12-01 | 2025-02-28 | convention
winter 2023                              | 2023-24                  | 2023-12-01 | 2024-02-29 | convention
next summer                              | 2024-22                  | 2024-06-01 | 2024-08-31 | convention
last summer                              | 2023-22                  | 2023-06-01 | 2023-08-31 | convention
early summer 2025                        | 2025-06~                 | 2025-06-01 | 2025-06-30 | convention
before the summer                        | 2024-03-20/2024-05-31    | 2024-03-20 | 2024-05-31 | convention
this year                                | 2024                     | 2024-01-01 | 2024-12-31 | stated
next year                                | 2025                     | 2025-01-01 | 2025-12-31 | stated
later this year                          | 2024-03-20/2024          | 2024-03-20 | 2024-12-31 | stated
earlier this year                        | 2024/2024-03-20          | 2024-01-01 | 2024-03-20 | stated
by year-end                              | 2024-03-20/2024          | 2024-03-20 | 2024-12-31 | stated
by year-end 2025                         | 2024-03-20/2025          | 2024-03-20 | 2025-12-31 | stated
by end-2025                              | 2024-03-20/2025          | 2024-03-20 | 2025-12-31 | stated
before the end of 2025                   | 2024-03-20/2025          | 2024-03-20 | 2025-12-31 | stated
by the start of 2025                     | 2024-03-20/2025-01-01    | 2024-03-20 | 2025-01-01 | stated
at the start of 2025                     | 2025-01/2025-03~         | 2025-01-01 | 2025-03-31 | convention
early in the year                        | 2024-01/2024-03~         | 2024-01-01 | 2024-03-31 | convention
mid-2025                                 | 2025-06~/2025-07~        | 2025-06-01 | 2025-07-31 | convention
by mid-2025                              | 2024-03-20/2025-07~      | 2024-03-20 | 2025-07-31 | convention
late 2024                                | 2024-10~/2024-12         | 2024-10-01 | 2024-12-31 | convention
early to mid-2025                        | 2025-01/2025-07~         | 2025-01-01 | 2025-07-31 | convention
sometime in 2025                         | 2025                     | 2025-01-01 | 2025-12-31 | stated
around June 2025                         | 2025-06~                 | 2025-06-01 | 2025-06-30 | convention
around spring 2025                       | 2025-03~/2025-05~        | 2025-03-01 | 2025-05-31 | convention
by around June                           | 2024-03-20/2024-06~      | 2024-03-20 | 2024-06-30 | convention
by Christmas                             | 2024-03-20/2024-12-25    | 2024-03-20 | 2024-12-25 | stated
before Christmas                         | 2024-03-20/2024-12-24    | 2024-03-20 | 2024-12-24 | stated
by New Year's Eve                        | 2024-03-20/2024-12-31    | 2024-03-20 | 2024-12-31 | stated
by Easter                                | 2024-03-20/2024-03-31    | 2024-03-20 | 2024-03-31 | convention
Easter 2025                              | 2025-04-20               | 2025-04-20 | 2025-04-20 | convention
within 30 days                           | 2024-03-20/2024-04-19    | 2024-03-20 | 2024-04-19 | stated
within two weeks                         | 2024-03-20/2024-04-03    | 2024-03-20 | 2024-04-03 | stated
within 48 hours                          | 2024-03-20/2024-03-22    | 2024-03-20 | 2024-03-22 | convention
within two to three weeks                | 2024-03-20/2024-04-10    | 2024-03-20 | 2024-04-10 | stated
over the next 14 months                  | 2024-03-20/2025-05-20    | 2024-03-20 | 2025-05-20 | stated
in the next five years                   | 2024-03-20/2029-03-20    | 2024-03-20 | 2029-03-20 | stated
over the next year                       | 2024-03-20/2025-03-20    | 2024-03-20 | 2025-03-20 | stated
over the past three months               | 2023-12-20/2024-03-20    | 2023-12-20 | 2024-03-20 | stated
in ten days' time                        | 2024-03-30               | 2024-03-30 | 2024-03-30 | stated
in ten days’ time                        | 2024-03-30               | 2024-03-30 | 2024-03-30 | stated
three days ago                           | 2024-03-17               | 2024-03-17 | 2024-03-17 | stated
in two weeks                             | 2024-04-01~/2024-04-07~  | 2024-04-01 | 2024-04-07 | convention
in a couple of weeks                     | 2024-04-01~/2024-04-07~  | 2024-04-01 | 2024-04-07 | convention
two weeks ago                            | 2024-03-04~/2024-03-10~  | 2024-03-04 | 2024-03-10 | convention
in twenty-four months                    | 2026-03~                 | 2026-03-01 | 2026-03-31 | convention
in a year and a half                     | 2025-09~                 | 2025-09-01 | 2025-09-30 | convention
in half a year                           | 2024-09~                 | 2024-09-01 | 2024-09-30 | convention
in three years                           | 2027~                    | 2027-01-01 | 2027-12-31 | convention
in two or three years                    | 2026~/2027~              | 2026-01-01 | 2027-12-31 | convention
a year ago                               | 2023~                    | 2023-01-01 | 2023-12-31 | convention
by 2030                                  | 2024-03-20/2030          | 2024-03-20 | 2030-12-31 | convention
before 2030                              | 2024-03-20/2029          | 2024-03-20 | 2029-12-31 | convention
before May 2025                          | 2024-03-20/2025-04       | 2024-03-20 | 2025-04-30 | convention
before 5 May                             | 2024-03-20/2024-05-04    | 2024-03-20 | 2024-05-04 | stated
until 2026                               | 2024-03-20/2026          | 2024-03-20 | 2026-12-31 | convention
through June 2025                        | 2024-03-20/2025-06       | 2024-03-20 | 2025-06-30 | stated
no later than 5 May                      | 2024-03-20/2024-05-05    | 2024-03-20 | 2024-05-05 | stated
at the latest by 5 May                   | 2024-03-20/2024-05-05    | 2024-03-20 | 2024-05-05 | stated
by 5 May at the latest                   | 2024-03-20/2024-05-05    | 2024-03-20 | 2024-05-05 | stated
on or before 5 May                       | 2024-03-20/2024-05-05    | 2024-03-20 | 2024-05-05 | stated
as late as June                          | 2024-03-20/2024-06       | 2024-03-20 | 2024-06-30 | convention
between March and May 2025               | 2025-03/2025-05          | 2025-03-01 | 2025-05-31 | stated
from March to May 2025                   | 2025-03/2025-05          | 2025-03-01 | 2025-05-31 | stated
March–May 2025                           | 2025-03/2025-05          | 2025-03-01 | 2025-05-31 | stated
between 3 and 5 April                    | 2024-04-03/2024-04-05    | 2024-04-03 | 2024-04-05 | stated
April 3-5, 2024                          | 2024-04-03/2024-04-05    | 2024-04-03 | 2024-04-05 | stated
May 5-June 10                            | 2024-05-05/2024-06-10    | 2024-05-05 | 2024-06-10 | stated
from November to February                | 2024-11/2025-02          | 2024-11-01 | 2025-02-28 | stated
between November and February 2025       | 2024-11/2025-02          | 2024-11-01 | 2025-02-28 | stated
between November and February 2027       | 2026-11/2027-02          | 2026-11-01 | 2027-02-28 | stated
20 December to 5 January                 | 2024-12-20/2025-01-05    | 2024-12-20 | 2025-01-05 | stated
between now and the end of May           | 2024-03-20/2024-05       | 2024-03-20 | 2024-05-31 | stated
2024-2026                                | 2024/2026                | 2024-01-01 | 2026-12-31 | stated
by the end of 2024 or early 2025         | 2024-03-20/2025-03~      | 2024-03-20 | 2025-03-31 | convention
April or May 2025                        | 2025-04/2025-05          | 2025-04-01 | 2025-05-31 | stated
late April or early May 2025             | 2025-04-21~/2025-05-10~  | 2025-04-21 | 2025-05-10 | convention
this year or next                        | 2024/2025                | 2024-01-01 | 2025-12-31 | stated
31 March or 1 April                      | 2024-03-31/2024-04-01    | 2024-03-31 | 2024-04-01 | stated
April 10                                 | 2024-04-10               | 2024-04-10 | 2024-04-10 | stated
the 10th of April                        | 2024-04-10               | 2024-04-10 | 2024-04-10 | stated
10 April 2024                            | 2024-04-10               | 2024-04-10 | 2024-04-10 | stated
14-Mar-2024                              | 2024-03-14               | 2024-03-14 | 2024-03-14 | stated
March 2                                  | 2024-03-02               | 2024-03-02 | 2024-03-02 | stated
February 2                               | 2025-02-02               | 2025-02-02 | 2025-02-02 | stated
the 15th                                 | 2024-04-15               | 2024-04-15 | 2024-04-15 | convention
29 February                              | 2028-02-29               | 2028-02-29 | 2028-02-29 | stated
20.03.2024                               | 2024-03-20               | 2024-03-20 | 2024-03-20 | stated
2024-04-10                               | 2024-04-10               | 2024-04-10 | 2024-04-10 | stated
2024-03/2024-05                          | 2024-03/2024-05          | 2024-03-01 | 2024-05-31 | stated
2024-03-20T16:00                         | 2024-03-20T16:00:00      | 2024-03-20 | 2024-03-20 | stated
2024~                                    | 2024~                    | 2024-01-01 | 2024-12-31 | convention
2024-21                                  | 2024-21                  | 2024-03-01 | 2024-05-31 | convention
2024-35                                  | 2024-35                  | 2024-07-01 | 2024-09-30 | convention
202x                                     | 202X                     | 2020-01-01 | 2029-12-31 | stated
20XX                                     | 20XX                     | 2000-01-01 | 2099-12-31 | stated
the 2030s                                | 203X                     | 2030-01-01 | 2039-12-31 | stated
by the 2030s                             | 2024-03-20/2039          | 2024-03-20 | 2039-12-31 | convention
in the early 2030s                       | 2030/2033~               | 2030-01-01 | 2033-12-31 | convention
mid-2030s                                | 2034~/2036~              | 2034-01-01 | 2036-12-31 | convention
mid-decade                               | 2024~/2026~              | 2024-01-01 | 2026-12-31 | convention
by the end of the decade                 | 2024-03-20/2029          | 2024-03-20 | 2029-12-31 | stated
in 2022                                  | 2022                     | 2022-01-01 | 2022-12-31 | stated
Hopefully, by “May 2025”.                | 2024-03-20/2025-05       | 2024-03-20 | 2025-05-31 | convention
by the Dec. 15 deadline                  | 2024-03-20/2024-12-15    | 2024-03-20 | 2024-12-15 | stated
by the fast approaching 15 April deadline | 2024-03-20/2024-04-15   | 2024-03-20 | 2024-04-15 | stated
by the deadline of 15 April              | 2024-03-20/2024-04-15    | 2024-03-20 | 2024-04-15 | stated
before Thursday's vote                   | 2024-03-20/2024-03-21    | 2024-03-20 | 2024-03-21 | convention
before Thursday’s vote                   | 2024-03-20/2024-03-21    | 2024-03-20 | 2024-03-21 | convention
ahead of the 10 April visit              | 2024-03-20/2024-04-10    | 2024-03-20 | 2024-04-10 | convention
until Tuesday's runoff                   | 2024-03-20/2024-03-26    | 2024-03-20 | 2024-03-26 | stated
before a crucial summit next week        | 2024-03-20/2024-03-31    | 2024-03-20 | 2024-03-31 | convention
before next month's summit               | 2024-03-20/2024-04       | 2024-03-20 | 2024-04-30 | convention
before the US election in November       | 2024-03-20/2024-11       | 2024-03-20 | 2024-11-30 | convention
before the November election             | 2024-03-20/2024-11       | 2024-03-20 | 2024-11-30 | convention
before the G7 summit in June             | 2024-03-20/2024-06       | 2024-03-20 | 2024-06-30 | convention
before parliament returns in September   | 2024-03-20/2024-09       | 2024-03-20 | 2024-09-30 | convention
before the summer recess                 | 2024-03-20/2024-22       | 2024-03-20 | 2024-08-31 | convention
at their meeting on Nov. 18              | 2024-11-18               | 2024-11-18 | 2024-11-18 | stated
during next week's visit to Beijing      | 2024-03-25/2024-03-31    | 2024-03-25 | 2024-03-31 | convention
Thursday's vote                          | 2024-03-21               | 2024-03-21 | 2024-03-21 | stated
in the new year                          | 2025-01/2025-03~         | 2025-01-01 | 2025-03-31 | convention
early in the new year                    | 2025-01/2025-03~         | 2025-01-01 | 2025-03-31 | convention
in January of the new year               | 2025-01                  | 2025-01-01 | 2025-01-31 | stated
later in the new year                    | 2025                     | 2025-01-01 | 2025-12-31 | stated
before the new year                      | 2024-03-20/2024-12-31    | 2024-03-20 | 2024-12-31 | stated
over Christmas                           | 2024-12-24/2024-12-26    | 2024-12-24 | 2024-12-26 | convention
over the Easter weekend                  | 2024-03-29/2024-04-01    | 2024-03-29 | 2024-04-01 | convention
by Good Friday                           | 2024-03-20/2024-03-29    | 2024-03-20 | 2024-03-29 | convention
within a year or two                     | 2024-03-20/2026-03-20    | 2024-03-20 | 2026-03-20 | stated
in the next year or two                  | 2024-03-20/2026-03-20    | 2024-03-20 | 2026-03-20 | stated
in a week or two                         | 2024-03-25~/2024-04-07~  | 2024-03-25 | 2024-04-07 | convention
over the next decade                     | 2024-03-20/2034-03-20    | 2024-03-20 | 2034-03-20 | stated
in 48 hours                              | 2024-03-20/2024-03-22    | 2024-03-20 | 2024-03-22 | convention
Dec. 10-12                               | 2024-12-10/2024-12-12    | 2024-12-10 | 2024-12-12 | stated
10 to 12 December                        | 2024-12-10/2024-12-12    | 2024-12-10 | 2024-12-12 | stated
10/11 December                           | 2024-12-10/2024-12-11    | 2024-12-10 | 2024-12-11 | stated
April 3, 4 and 5                         | 2024-04-03/2024-04-05    | 2024-04-03 | 2024-04-05 | stated
12 - 31 July                             | 2024-07-12/2024-07-31    | 2024-07-12 | 2024-07-31 | stated
the first of May                         | 2024-05-01               | 2024-05-01 | 2024-05-01 | stated
the first Tuesday in November            | 2024-11-05               | 2024-11-05 | 2024-11-05 | stated
on the last Friday of next month         | 2024-04-26               | 2024-04-26 | 2024-04-26 | stated
in the first nine months of 2025         | 2025-01/2025-09          | 2025-01-01 | 2025-09-30 | stated
in the third quarter of calendar year 2025 | 2025-07/2025-09        | 2025-07-01 | 2025-09-30 | convention
the weekend of 6 April                   | 2024-04-06/2024-04-07    | 2024-04-06 | 2024-04-07 | stated
a week from Friday                       | 2024-03-29               | 2024-03-29 | 2024-03-29 | stated
the day after Christmas                  | 2024-12-26               | 2024-12-26 | 2024-12-26 | stated
within 30 days of 10 April               | 2024-04-10/2024-05-10    | 2024-04-10 | 2024-05-10 | convention
at 5 p.m. EDT on Friday                  | 2024-03-22               | 2024-03-22 | 2024-03-22 | stated
before 5 p.m. on Friday                  | 2024-03-20/2024-03-22    | 2024-03-20 | 2024-03-22 | stated
no later than 12 noon on April 15        | 2024-03-20/2024-04-15    | 2024-03-20 | 2024-04-15 | stated
midnight Tuesday                         | 2024-03-26               | 2024-03-26 | 2024-03-26 | stated
at a 1630 GMT meeting on Sunday          | 2024-03-24               | 2024-03-24 | 2024-03-24 | stated
between 2 p.m. and 4 p.m. on Friday      | 2024-03-22               | 2024-03-22 | 2024-03-22 | stated
at 00:00 (22:00 GMT) on Friday           | 2024-03-22               | 2024-03-22 | 2024-03-22 | stated
late on Thursday                         | 2024-03-21               | 2024-03-21 | 2024-03-21 | stated
in the early hours of Saturday           | 2024-03-23               | 2024-03-23 | 2024-03-23 | stated
by close of business on Friday           | 2024-03-20/2024-03-22    | 2024-03-20 | 2024-03-22 | stated
overnight                                | 2024-03-20/2024-03-21    | 2024-03-20 | 2024-03-21 | stated
overnight Thursday into Friday           | 2024-03-21/2024-03-22    | 2024-03-21 | 2024-03-22 | stated
sometime between April 7-22              | 2024-04-07/2024-04-22    | 2024-04-07 | 2024-04-22 | stated
by the deadlines of July 8 and 9         | 2024-03-20/2024-07-09    | 2024-03-20 | 2024-07-09 | stated
at the April 17th school board meeting   | 2024-04-17               | 2024-04-17 | 2024-04-17 | stated
within the first quarter of 2025         | 2025-01/2025-03          | 2025-01-01 | 2025-03-31 | convention
over the upcoming two weeks              | 2024-03-20/2024-04-03    | 2024-03-20 | 2024-04-03 | stated
next Tuesday, 26 March                   | 2024-03-26               | 2024-03-26 | 2024-03-26 | stated
right around the middle of November      | 2024-11-11~/2024-11-20~  | 2024-11-11 | 2024-11-20 | convention
in Q4 2024 (from October to December)    | 2024-10/2024-12          | 2024-10-01 | 2024-12-31 | convention
on the eve of the 10 April vote          | 2024-04-09               | 2024-04-09 | 2024-04-09 | stated
this side of Christmas                   | 2024-03-20/2024-12-24    | 2024-03-20 | 2024-12-24 | stated
the Monday after Easter                  | 2024-04-01               | 2024-04-01 | 2024-04-01 | convention
Monday week                              | 2024-04-01               | 2024-04-01 | 2024-04-01 | stated
on the 15th of next month                | 2024-04-15               | 2024-04-15 | 2024-04-15 | stated
the coming weekend                       | 2024-03-23/2024-03-24    | 2024-03-23 | 2024-03-24 | stated
in the 12 months to June 2025            | 2024-07/2025-06          | 2024-07-01 | 2025-06-30 | stated
the three weeks ending 5 April           | 2024-03-16/2024-04-05    | 2024-03-16 | 2024-04-05 | stated
"""

# Words without a last day, with their EDTF, first day and the day to look again.
OPEN_ENDED = """
as soon as next month     | 2024-04/..    | 2024-04-01 | 2024-05-01
as early as March         | 2024-03/..    | 2024-03-01 | 2024-04-01
by May at the earliest    | 2024-05/..    | 2024-05-01 | 2024-06-01
at the earliest in May    | 2024-05/..    | 2024-05-01 | 2024-06-01
no earlier than 5 May     | 2024-05-05/.. | 2024-05-05 | 2024-05-06
on or after 5 May         | 2024-05-05/.. | 2024-05-05 | 2024-05-06
not before 2025           | 2025/..       | 2025-01-01 | 2026-01-01
not until the 2030s       | 2030/..       | 2030-01-01 | 2031-01-01
from 1 June               | 2024-06-01/.. | 2024-06-01 | 2024-06-02
from June onwards         | 2024-06/..    | 2024-06-01 | 2024-07-01
May 2025 or later         | 2025-05/..    | 2025-05-01 | 2025-06-01
from the start of 2025    | 2025/..       | 2025-01-01 | 2026-01-01
after May 2025            | 2025-06/..    | 2025-06-01 | 2025-07-01
after 2030                | 2031/..       | 2031-01-01 | 2032-01-01
after 10 April            | 2024-04-11/.. | 2024-04-11 | 2024-04-12
after the summer          | 2024-09-01/.. | 2024-09-01 | 2024-12-01
from 2022                 | 2022/..       | 2022-01-01 | 2024-04-19
in at least two years     | 2026~/..      | 2026-01-01 | 2027-01-01
since 2022                | 2022/..       | 2022-01-01 |
since November            | 2023-11/..    | 2023-11-01 |
very shortly              | 2024-03-20/.. | 2024-03-20 | 2024-04-03
soon                      | 2024-03-20/.. | 2024-03-20 | 2024-04-19
in the coming days        | 2024-03-20/.. | 2024-03-20 | 2024-03-27
in the coming weeks       | 2024-03-20/.. | 2024-03-20 | 2024-04-19
in the coming months      | 2024-03-20/.. | 2024-03-20 | 2024-06-19
a few weeks               | 2024-03-20/.. | 2024-03-20 | 2024-04-19
within the next few days  | 2024-03-20/.. | 2024-03-20 | 2024-03-27
in several months         | 2024-03-20/.. | 2024-03-20 | 2024-06-19
in the near future        | 2024-03-20/.. | 2024-03-20 | 2024-06-19
eventually                | 2024-03-20/.. | 2024-03-20 | 2025-03-20
at some point             | 2024-03-20/.. | 2024-03-20 | 2025-03-20
in the current session    | 2024-03-20/.. | 2024-03-20 | 2024-06-19
soon or next year         | 2024-03-20/.. | 2024-03-20 | 2024-04-19
2024-04-10/..             | 2024-04-10/.. | 2024-04-10 | 2024-04-11
until at least 2027       | 2027/..       | 2027-01-01 | 2028-01-01
at least until the spring | 2024-21/..    | 2024-03-01 | 2024-06-01
until May at the earliest | 2024-05/..    | 2024-05-01 | 2024-06-01
through at least June     | 2024-07/..    | 2024-07-01 | 2024-08-01
in two years or more      | 2026~/..      | 2026-01-01 | 2027-01-01
as early as the new year  | 2025-01-01/.. | 2025-01-01 | 2025-01-02
after Tuesday's meeting   | 2024-03-26/.. | 2024-03-26 | 2024-03-27
after the vote on Tuesday | 2024-03-26/.. | 2024-03-26 | 2024-03-27
after next month's summit | 2024-04/..    | 2024-04-01 | 2024-05-01
after the summer recess   | 2024-09-01/.. | 2024-09-01 | 2024-12-01
not until after June      | 2024-07/..    | 2024-07-01 | 2024-08-01
as soon as Thursday's vote | 2024-03-21/.. | 2024-03-21 | 2024-03-22
after 5pm on Friday       | 2024-03-22/.. | 2024-03-22 | 2024-03-23
since Tuesday's meeting   | 2024-03-19/.. | 2024-03-19 |
sooner rather than later  | 2024-03-20/.. | 2024-03-20 | 2024-06-19
at a later date           | 2024-03-20/.. | 2024-03-20 | 2024-06-19
before the 119th Congress | 2024-03-20/.. | 2024-03-20 | 2024-06-19
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


CLOSED_ROWS = rows(CLOSED)
OPEN_ROWS = rows(OPEN_ENDED)
PHRASES = [row[0] for row in CLOSED_ROWS + OPEN_ROWS] + [case["words"] for case in CASES]


@pytest.mark.parametrize(("words", "edtf", "earliest", "latest", "basis"), CLOSED_ROWS, ids=[r[0] for r in CLOSED_ROWS])
def test_phrase_with_a_last_day(words: str, edtf: str, earliest: str, latest: str, basis: str) -> None:
    window = read_window(words, SAID)
    found = (window.edtf, iso(window.earliest), iso(window.latest), window.basis.value, window.review_on)
    assert found == (edtf, earliest, latest, basis, None)
    assert (window.words, window.said) == (words, SAID)


@pytest.mark.parametrize(("words", "edtf", "earliest", "review_on"), OPEN_ROWS, ids=[row[0] for row in OPEN_ROWS])
def test_phrase_without_a_last_day(words: str, edtf: str, earliest: str, review_on: str) -> None:
    window = read_window(words, SAID)
    assert (window.edtf, iso(window.earliest), window.latest) == (edtf, earliest, None)
    assert (iso(window.review_on) or "") == review_on


def test_a_floor_whose_period_is_over_is_looked_at_again_a_month_later() -> None:
    assert read_window("as soon as March 2024", date(2024, 3, 31)).review_on == date(2024, 4, 1)
    assert read_window("as soon as March 2024", date(2024, 4, 1)).review_on == date(2024, 5, 1)


@pytest.mark.parametrize("words", ["a few weeks ago", "recently", "in recent years"])
def test_a_vague_past_has_no_first_day(words: str) -> None:
    window = read_window(words, SAID)
    assert (window.earliest, window.latest, window.edtf) == (None, SAID, "../2024-03-20")
    assert window.precision is Precision.VAGUE


@pytest.mark.parametrize(
    ("words", "said", "earliest", "latest"),
    [
        ("within one month", "2024-01-31", "2024-01-31", "2024-02-29"),
        ("within one month", "2023-01-31", "2023-01-31", "2023-02-28"),
        ("within one year", "2024-02-29", "2024-02-29", "2025-02-28"),
        ("within four years", "2024-02-29", "2024-02-29", "2028-02-29"),
        ("over the past month", "2024-03-31", "2024-02-29", "2024-03-31"),
        ("next month", "2024-01-31", "2024-02-01", "2024-02-29"),
        ("next month", "2024-12-31", "2025-01-01", "2025-01-31"),
        ("last month", "2024-01-01", "2023-12-01", "2023-12-31"),
        ("next quarter", "2024-12-31", "2025-01-01", "2025-03-31"),
        ("next week", "2024-12-30", "2025-01-06", "2025-01-12"),
        ("tomorrow", "2024-02-28", "2024-02-29", "2024-02-29"),
        ("this winter", "2024-01-15", "2023-12-01", "2024-02-29"),
        ("in winter", "2024-02-29", "2023-12-01", "2024-02-29"),
        ("next summer", "2024-06-01", "2025-06-01", "2025-08-31"),
        ("last summer", "2024-08-31", "2023-06-01", "2023-08-31"),
        ("next Monday", "2024-03-25", "2024-04-01", "2024-04-01"),
        ("last Monday", "2024-03-25", "2024-03-18", "2024-03-18"),
        ("on Monday", "2024-03-25", "2024-03-25", "2024-03-25"),
        ("December 31", "2024-12-31", "2024-12-31", "2024-12-31"),
        ("29 February", "2023-03-01", "2024-02-29", "2024-02-29"),
        ("29 February", "1896-03-01", "1904-02-29", "1904-02-29"),
        ("the 31st", "2024-04-01", "2024-05-31", "2024-05-31"),
        ("by Christmas", "2024-12-26", "2024-12-26", "2025-12-25"),
        ("in 14 months", "2024-12-31", "2026-02-01", "2026-02-28"),
        ("later this year", "2024-12-31", "2024-12-31", "2024-12-31"),
        ("Easter", "2024-04-01", "2025-04-20", "2025-04-20"),
    ],
)
def test_edges_of_the_calendar(words: str, said: str, earliest: str, latest: str) -> None:
    window = read_window(words, date.fromisoformat(said))
    assert (iso(window.earliest), iso(window.latest)) == (earliest, latest)


@pytest.mark.parametrize(
    ("words", "precision"),
    [
        ("by Friday", Precision.DAY),
        ("next week", Precision.WEEK),
        ("within two weeks", Precision.WEEK),
        ("early next month", Precision.MONTH),
        ("Q3", Precision.QUARTER),
        ("by the summer", Precision.SEASON),
        ("early 2025", Precision.YEAR),
        ("from May 2025 to 2027", Precision.YEAR),
        ("soon", Precision.VAGUE),
    ],
)
def test_precision_is_the_unit_that_the_words_name(words: str, precision: Precision) -> None:
    assert read_window(words, SAID).precision is precision


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "not understood"),
        ("...", "not understood"),
        ("the", "not understood"),
        ("when the war ends", "not understood"),
        ("when pigs fly", "not understood"),
        ("every Monday", "not understood"),
        ("within 10 working days", "not understood"),
        ("in fiscal 2025", "not understood"),
        ("2024/25", "not understood"),
        ("5", "not understood"),
        ("month", "not understood"),
        ("or", "not understood"),
        ("between May and", "not understood"),
        ("May or", "not understood"),
        ("../..", "not understood"),
        ("30 February", "There is no 30 February"),
        ("by February 30, 2025", "There is no 30 February 2025"),
        ("31 April 2025", "April 2025 has 30 days"),
        ("29 February 2025", "February 2025 has 28 days"),
        ("2024-02-30", "There is no 30 February 2024"),
        ("2024-02-30/2024-05", "There is no 30 February 2024"),
        ("2024-13", "no month 13"),
        ("by 03/04/2024", "more than one day"),
        ("03/04/2024", "more than one day"),
        ("Monday 9 April", "9 April 2024 is a Tuesday, not a Monday"),
        ("by May 2023", "before it was said"),
        ("before 2024", "before it was said"),
        ("from 2026 to 2025", "before it begins"),
        ("2025-03/2024-05", "before it begins"),
        ("since 2025", "still in the future"),
        ("in 9000 years", "outside the calendar"),
        ("x" * 201, "at most 200 characters"),
        ("over the new year", "not understood"),
        ("by the end of the next fiscal year", "not understood"),
        ("after Ramadan", "not understood"),
        ("by Thanksgiving", "not understood"),
        ("in 2025 dollars", "not understood"),
        ("by when he may resign", "not understood"),
        ("before 50 lawmakers vote", "not understood"),
        ("before the bank holiday weekend", "not understood"),
        ("by 4/5", "not understood"),
        ("within 30 days of signing", "counts from an event"),
        ("two weeks after the vote", "counts from an event"),
        ("within days of the vote", "counts from an event whose day is not given; give the days"),
        ("within 10 business days of closing", "counts from an event whose day is not given; give the days"),
        ("within 30 days of signing", r'write its day \("within 30 days of 10 April"\)'),
        ("at 9:30 GMT", "names a time and no day"),
        ("by 5 p.m.", "names a time and no day"),
        ("25 p.m. on Friday", "not a time of day"),
        ("at 24:30 on Friday", "not a time of day"),
        ("2024-02-3X", "no day of the calendar"),
        ("XXXX-12-XX", "leaves the century open"),
        ("Y170000002", "outside the calendar"),
        ("-1985", "outside the calendar"),
        ("[2024-05..2024-03]", "before it begins"),
        ("[..]", "not understood"),
    ],
)
def test_refused_in_one_sentence(words: str, says: str) -> None:
    with pytest.raises(BadValue, match=says) as caught:
        read_window(words, SAID)
    assert "\n" not in str(caught.value)


def test_the_sentence_for_words_not_understood_says_what_to_do() -> None:
    with pytest.raises(BadValue) as caught:
        read_window("once in a blue moon", SAID)
    assert all(hint in str(caught.value) for hint in (*FORMS, "--due-earliest", "--due-latest", "once in a blue moon"))
    assert all(read_window(form, SAID) for form in FORMS)


@pytest.mark.parametrize(
    ("words", "understood"),
    [
        ("April 10", "on 10 April 2024"),
        (
            "by the end of 2024 or early 2025",
            "from 20 March 2024 until 31 March 2025; early in a year is read as its first quarter",
        ),
        ("as soon as next month", "not before 1 April 2024, no last day; to be looked at again on 1 May 2024"),
        ("../2024-05", "until 31 May 2024"),
    ],
)
def test_what_was_understood(words: str, understood: str) -> None:
    assert read_window(words, SAID).understood == understood


def test_every_convention_used_is_shown_and_every_one_published_is_used() -> None:
    shown = {note for words in PHRASES for note in read_window(words, SAID).understood.split("; ")[1:]}
    further = [
        "late 2030s",
        "2024-25",
        "early in H2 2025",
        "mid-H1 2025",
        "late Q3",
        "mid-Q3",
        "mid next week",
        "late next week",
    ]
    shown |= {note for words in further for note in read_window(words, SAID).understood.split("; ")[1:]}
    shown |= set(read_window("11 p.m. EDT on Friday", SAID, zone=TOKYO).understood.split("; ")[1:])
    assert {note for note in shown if not note.startswith("to be looked at again")} == set(CONVENTIONS.values())


def test_every_published_vague_word_is_read_as_published() -> None:
    for days, phrases in VAGUE:
        for phrase in phrases:
            window = read_window(phrase, SAID)
            assert (window.latest, window.review_on) == (None, SAID + timedelta(days=days)), phrase
            assert window.basis is WindowBasis.CONVENTION


def test_no_vague_word_is_published_twice() -> None:
    phrases = [phrase for _, group in VAGUE for phrase in group]
    assert len(phrases) == len(set(phrases))


def test_parts_of_a_period_do_not_overlap() -> None:
    for shape, parts in PARTS.items():
        (_, early), (mid, mid_end), (late, _) = parts["early"], parts["mid"], parts["late"]
        assert early <= mid < mid_end <= late, shape


DAYS = st.dates(min_value=date(1010, 1, 1), max_value=date(9000, 12, 31))
WORDS = """
    by before from to between and or until the next last this in on at early mid late end start of 2 3 14 2025 2030s
    march may april summer winter q3 h2 week weeks month months year years day decade decades quarters fortnights
    hours coming several handful dozens of away from now ago back past within more at least monday friday soon
    around few couple half first 10th quarter since after within over ago now as soon as at the earliest 2024-05 30
    31 february
""".split()
SOUP = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)


def check(window: Window) -> None:
    """Hold a window to what must be true of every window."""
    assert window.earliest is not None or window.latest is not None
    if window.earliest is not None and window.latest is not None:
        assert window.earliest <= window.latest
        assert window.review_on is None
    assert parse_edtf(window.edtf)
    assert valid_edtf(window.edtf)
    assert (".." in window.edtf) == (window.earliest is None or window.latest is None)
    if window.review_on is not None and window.said is not None:
        assert window.review_on > window.said
    assert window.understood


@given(st.sampled_from(PHRASES), DAYS)
def test_every_window_is_in_order_and_valid_edtf(words: str, said: date) -> None:
    try:
        window = read_window(words, said)
    except BadValue:
        assume(False)
    check(window)


@given(SOUP, DAYS)
def test_any_order_of_known_words_gives_a_sound_window_or_bad_value(words: str, said: date) -> None:
    try:
        window = read_window(words, said)
    except BadValue:
        return
    check(window)


@given(st.text() | SOUP | st.from_regex(r"[0-9X.\-/~?%T:]{1,24}", fullmatch=True), st.dates())
def test_nothing_but_bad_value_is_raised(words: str, said: date) -> None:
    try:
        window = read_window(words, said)
    except BadValue:
        return
    assert window.words == words


@given(st.sampled_from(PHRASES), st.sampled_from(["upper", "title", "spaces", "quotes", "full stop"]))
def test_case_space_and_punctuation_around_do_not_matter(words: str, change: str) -> None:
    changed = {
        "upper": words.upper(),
        "title": words.title(),
        "spaces": f"\t{'  '.join(words.split(' '))}\n ",
        "quotes": f"“{words}”",
        "full stop": f"{words}." if not words.endswith(".") else words,
    }[change]
    # EDTF is to be typed bare: a full stop or quotes make it something else.
    assume(change not in {"quotes", "full stop"} or not words[0].isdigit())
    assert days_of(read_window(changed, SAID)) == days_of(read_window(words, SAID))


def days_of(window: Window) -> tuple[date | None, date | None, str, date | None, WindowBasis]:
    return window.earliest, window.latest, window.edtf, window.review_on, window.basis


RELATIVE = [
    "this month", "next month", "last month", "early next month", "later this year", "by the end of this year",
    "mid next year", "next quarter", "next summer", "last November", "in three years", "two months ago", "since May",
    "over the next 14 months", "within two years", "as soon as next month", "by mid-March", "between April and June",
]  # fmt: skip


@given(st.sampled_from(RELATIVE), st.dates(date(1600, 1, 1), date(2400, 12, 31)), st.integers(1, 200))
def test_relative_words_keep_their_shape_when_said_so_many_years_later(words: str, said: date, years: int) -> None:
    assume((said.month, said.day) != (2, 29))
    try:
        here = read_window(words, said)
    except BadValue:
        with pytest.raises(BadValue):
            read_window(words, said.replace(year=said.year + years))
        return
    there = read_window(words, said.replace(year=said.year + years))
    assert (there.precision, there.basis) == (here.precision, here.basis)
    for one, other in ((here.earliest, there.earliest), (here.latest, there.latest)):
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert (other.year - one.year, other.month) == (years, one.month)
            # Only the last day of February differs between years.
            assert other.day == one.day or {one.day, other.day} == {28, 29}


@given(st.sampled_from(PHRASES), DAYS)
def test_no_day_is_made_up(words: str, said: date) -> None:
    """Every end is the day it was said, a day counted from it, or an edge of what the words name."""
    assume(not any(unit in words for unit in ("day", "week", "hour", "Tuesday", "few")))
    assume(not any(character.isdigit() for character in words.replace("2025", "").replace("2030", "")))
    try:
        window = read_window(words, said)
    except BadValue:
        return
    if window.precision in {Precision.DAY, Precision.VAGUE, Precision.WEEK}:
        return
    edges = {1, 10, 11, 15, 16, 20, 21, said.day}
    for day in (window.earliest, window.latest):
        if day is not None:
            length = calendar.monthrange(day.year, day.month)[1]
            assert day.day in edges | {length} or said.day > length


def test_an_editor_overrules_one_end_or_both() -> None:
    window = read_window("very shortly", SAID)
    closed = overruled(window, None, date(2024, 4, 30))
    assert (closed.earliest, closed.latest, closed.edtf) == (SAID, date(2024, 4, 30), "2024-03-20/2024-04-30")
    assert (closed.basis, closed.review_on, closed.words) == (WindowBasis.EDITOR, None, "very shortly")
    both = overruled(window, date(2024, 4, 1), date(2024, 4, 1))
    assert (both.edtf, both.understood) == ("2024-04-01", "on 1 April 2024; as the editor set it")
    later = overruled(window, date(2024, 5, 1), None)
    assert (later.edtf, later.latest, later.review_on) == ("2024-05-01/..", None, date(2024, 5, 2))
    assert overruled(window, None, None) == window
    with pytest.raises(BadValue, match="before it begins"):
        overruled(window, None, date(2024, 3, 19))
    with pytest.raises(BadValue, match="before it begins"):
        overruled(window, date(2024, 5, 1), date(2024, 4, 30))


@given(st.none() | DAYS, st.none() | DAYS, st.none() | DAYS)
def test_window_of_days(said: date | None, earliest: date | None, latest: date | None) -> None:
    if earliest is None and latest is None:
        with pytest.raises(BadValue, match="--due-earliest"):
            window_of_days("", said, earliest, latest)
        return
    if earliest is not None and latest is not None and latest < earliest:
        with pytest.raises(BadValue, match="before it begins"):
            window_of_days("", said, earliest, latest)
        return
    window = window_of_days("words", said, earliest, latest)
    assert (window.words, window.said, window.earliest, window.latest) == ("words", said, earliest, latest)
    assert (window.basis, window.precision) == (WindowBasis.EDITOR, Precision.DAY)
    assert (window.review_on is None) == (latest is not None)
    check(window)


@pytest.mark.parametrize(
    ("text", "valid"),
    [("2024-04/..", True), ("2024-21", True), ("202X", True), ("2024-02-30", False), ("2024-Q1", False), ("", False)],
)
def test_valid_edtf(text: str, valid: bool) -> None:
    assert valid_edtf(text) is valid


def test_reading_a_window_loads_nothing_heavy() -> None:
    code = (
        "import sys, datetime; from claims.rules.windows import read_window; "
        "read_window('by the end of 2024 or early 2025', datetime.date(2024, 3, 20)); "
        "read_window('2024-03-20', datetime.date(2024, 3, 20)); "
        "print(sorted({'click', 'sqlalchemy', 'sqlmodel', 'pydantic', 'edtf', 'dateutil'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("words", "said", "earliest", "latest"),
    [
        ("in January", "2024-02-02", "2024-01-01", "2024-01-31"),
        ("in February", "2024-02-02", "2024-02-01", "2024-02-02"),
        ("in March", "2024-02-02", "2023-03-01", "2023-03-31"),
        ("on Thursday", "2024-02-02", "2024-02-01", "2024-02-01"),
        ("Friday", "2024-02-02", "2024-02-02", "2024-02-02"),
        ("10 April", "2024-03-02", "2023-04-10", "2023-04-10"),
        ("29 February", "2023-03-01", "2020-02-29", "2020-02-29"),
        ("the 15th", "2024-03-02", "2024-02-15", "2024-02-15"),
        ("the 31st", "2024-03-02", "2024-01-31", "2024-01-31"),
        ("at Christmas", "2024-03-02", "2023-12-25", "2023-12-25"),
        ("in the summer", "2024-03-02", "2023-06-01", "2023-08-31"),
        ("last month", "2024-03-02", "2024-02-01", "2024-02-29"),
        ("in September 2021", "2024-03-02", "2021-09-01", "2021-09-30"),
    ],
)
def test_what_has_happened_lies_behind(words: str, said: str, earliest: str, latest: str) -> None:
    window = read_window(words, date.fromisoformat(said), past=True)
    assert (window.earliest, window.latest) == (date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize("words", ["before the US election", "at the next election", "during Kishida's state visit"])
def test_an_event_without_a_date_gives_no_last_day(words: str) -> None:
    window = read_window(words, date(2024, 3, 19))
    assert (window.earliest, window.latest) == (date(2024, 3, 19), None)
    assert window.review_on == date(2024, 6, 18)
    assert window.precision is Precision.VAGUE


@pytest.mark.parametrize(
    ("words", "said", "earliest", "latest"),
    [
        ("over the weekend", "2024-03-20", "2024-03-16", "2024-03-17"),
        ("over the weekend", "2024-03-23", "2024-03-23", "2024-03-23"),
        ("this Friday", "2024-03-20", "2024-03-15", "2024-03-15"),
        ("this week", "2024-03-20", "2024-03-18", "2024-03-20"),
        ("this year", "2024-03-20", "2024-01-01", "2024-03-20"),
        ("in the new year", "2024-02-20", "2024-01-01", "2024-02-20"),
        ("overnight", "2024-03-20", "2024-03-19", "2024-03-20"),
        ("by Friday", "2024-03-20", None, "2024-03-15"),
        ("by March 10", "2024-03-20", None, "2024-03-10"),
        ("before 2020", "2024-03-20", None, "2019-12-31"),
        ("before the US election", "2024-03-20", None, "2024-03-20"),
        ("before Tuesday's vote", "2024-03-20", None, "2024-03-19"),
        ("at Tuesday's meeting", "2024-03-20", "2024-03-19", "2024-03-19"),
        ("after 10 March", "2024-03-20", "2024-03-11", "2024-03-20"),
        ("after the May election", "2024-03-20", "2023-05-01", "2024-03-20"),
        ("since 2019", "2024-03-20", "2019-01-01", None),
        ("between March and May", "2024-03-20", "2023-03-01", "2023-05-31"),
        ("between January and March", "2024-03-20", "2024-01-01", "2024-03-20"),
        ("Dec. 10-12", "2024-03-20", "2023-12-10", "2023-12-12"),
        ("in 2023 or 2024", "2024-03-20", "2023-01-01", "2024-03-20"),
        ("48 hours ago", "2024-03-20", "2024-03-18", "2024-03-20"),
        ("2024", "2024-03-20", "2024-01-01", "2024-12-31"),
        ("2024-03-10/..", "2024-03-20", "2024-03-10", None),
    ],
)
def test_what_has_happened_ends_when_it_was_said(
    words: str, said: str, earliest: str | None, latest: str | None
) -> None:
    window = read_window(words, date.fromisoformat(said), past=True)
    assert (iso(window.earliest), iso(window.latest)) == (earliest, latest)
    assert window.review_on is None
    check(window)


@pytest.mark.parametrize(
    "words",
    [
        *("tomorrow", "next week", "in 2025", "10 April 2025", "in three weeks", "within 30 days", "later this month"),
        *("soon", "in the coming days", "by May 2025 at the earliest", "2025", "2024-04/..", "over the next decade"),
    ],
)
def test_what_has_happened_is_refused_where_it_would_lie_ahead(words: str) -> None:
    with pytest.raises(BadValue, match="cannot lie ahead"):
        read_window(words, SAID, past=True)


@given(st.sampled_from(PHRASES), DAYS)
def test_nothing_that_has_happened_lies_ahead(words: str, said: date) -> None:
    try:
        window = read_window(words, said, past=True)
    except BadValue:
        return
    assert window.earliest is None or window.earliest <= said
    if not window.words[0].isdigit():  # EDTF stays as it was typed
        assert window.latest is None or window.latest <= said
    assert window.review_on is None


# Typed as EDTF, and its first and last day; what the library refuses is stored in another form.
EDTF = """
[..2024-03-20]                  |            | 2024-03-20 |
[2024-03-20..]                  | 2024-03-20 |            |
[2024-03,2024-05]               | 2024-03-01 | 2024-05-31 |
{2024-01, 2024-03}              | 2024-01-01 | 2024-03-31 | {2024-01,2024-03}
[1667,1668,1670..1672]          | 1667-01-01 | 1672-12-31 |
{..1983-12-31,1984-10..1984-11} |            | 1984-11-30 |
[2024-03-20]                    | 2024-03-20 | 2024-03-20 | 2024-03-20
2024-24                         | 2024-12-01 | 2025-02-28 |
2024-25                         | 2024-03-01 | 2024-05-31 |
2024-28                         | 2024-12-01 | 2025-02-28 |
2024-29                         | 2024-09-01 | 2024-11-30 |
2024-30                         | 2024-12-01 | 2025-02-28 |
2024-38                         | 2024-05-01 | 2024-08-31 |
2024-41                         | 2024-07-01 | 2024-12-31 |
2024-21~                        | 2024-03-01 | 2024-05-31 | 2024-03~/2024-05~
2024-03~                        | 2024-03-01 | 2024-03-31 |
2004-06~-11                     | 2004-06-11 | 2004-06-11 |
?2004-06-~11                    | 2004-06-11 | 2004-06-11 |
1984?/2004~                     | 1984-01-01 | 2004-12-31 |
../2024                         |            | 2024-12-31 |
/2024                           |            | 2024-12-31 |
2024/                           | 2024-01-01 |            |
2024-XX-12                      | 2024-01-12 | 2024-12-12 |
2024-XX-31                      | 2024-01-31 | 2024-12-31 |
2024-02-2X                      | 2024-02-20 | 2024-02-29 |
2024-03-XX                      | 2024-03-01 | 2024-03-31 |
2024-1X                         | 2024-10-01 | 2024-12-31 | 2024-10/2024-12
2024-1X-05                      | 2024-10-05 | 2024-12-05 |
2024-XX/2025                    | 2024-01-01 | 2025-12-31 | 2024-01/2025
156X-12-25                      | 1560-12-25 | 1569-12-25 |
20X4                            | 2004-01-01 | 2094-12-31 |
1950S2                          | 1900-01-01 | 1999-12-31 |
2004-06-~01/2004-06-~20         | 2004-06-01 | 2004-06-20 |
2024-33/2024-34                 | 2024-01-01 | 2024-06-30 | 2024-01/2024-06
2024-03-20T24:00:00             | 2024-03-20 | 2024-03-20 | 2024-03-20
2024-03-20T10:00/2024-03-22T10:00 | 2024-03-20 | 2024-03-22 | 2024-03-20/2024-03-22
"""
EDTF_ROWS = rows(EDTF)


@pytest.mark.parametrize(("text", "earliest", "latest", "stored"), EDTF_ROWS, ids=[row[0] for row in EDTF_ROWS])
def test_what_is_typed_as_edtf(text: str, earliest: str, latest: str, stored: str) -> None:
    window = read_window(text, SAID)
    assert (iso(window.earliest) or "", iso(window.latest) or "") == (earliest, latest)
    assert window.edtf == (stored or text)
    assert valid_edtf(window.edtf)


@given(st.sampled_from([*PHRASES, *(row[0] for row in EDTF_ROWS)]), DAYS)
def test_the_edtf_of_a_window_has_its_days(words: str, said: date) -> None:
    try:
        window = read_window(words, said)
    except BadValue:
        return
    again = read_window(window.edtf, said)
    assert (again.earliest, again.latest, again.edtf) == (window.earliest, window.latest, window.edtf)


def test_no_reading_of_edtf_prints_anything(capsys: pytest.CaptureFixture[str]) -> None:
    valid_edtf.cache_clear()
    for text in ("1984-1X", "/..", "../", "2024-0X"):
        assert not valid_edtf(text)
    assert capsys.readouterr().out == ""


MOVING = [
    *("tomorrow", "on Monday", "next Friday", "this month", "early next month", "by the end of the week", "next year"),
    *("within 30 days", "in three weeks", "in two years", "over the next decade", "by Christmas", "in the new year"),
    *("before Thursday's vote", "by the Dec. 15 deadline", "in the first half of next year", "by mid-March", "in May"),
    *("at 5 p.m. on Friday", "until at least next year", "Dec. 10-12", "the first Tuesday in November", "Q3"),
    *("the week after Easter", "a week from Friday", "as soon as next month", "by the end of the decade"),
]


@given(st.sampled_from(MOVING), st.dates(date(1600, 1, 1), date(2400, 12, 31)), st.integers(0, 800))
def test_words_said_later_never_mean_earlier_days(words: str, said: date, days: int) -> None:
    try:
        here, there = read_window(words, said), read_window(words, said + timedelta(days=days))
    except BadValue:  # a limit that has just passed may be this year's or the next, and is refused
        assume(False)
    for former, later in ((here.earliest, there.earliest), (here.latest, there.latest)):
        assert (former is None) == (later is None)
        assert former is None or later is None or former <= later


@pytest.mark.parametrize(
    ("words", "zone", "earliest", "latest"),
    [
        ("at 5 p.m. EDT on Friday", TOKYO, "2024-03-23", "2024-03-23"),
        ("at 5 p.m. EDT on Friday", LONDON, "2024-03-22", "2024-03-22"),
        ("at 5 p.m. on Friday", TOKYO, "2024-03-22", "2024-03-22"),
        ("at 11 p.m. local time on Friday", TOKYO, "2024-03-22", "2024-03-22"),
        ("by 5 p.m. ET Friday", TOKYO, "2024-03-20", "2024-03-23"),
        ("at 02:00 GMT on Friday", NEW_YORK, "2024-03-21", "2024-03-21"),
        ("by midnight GMT on Friday", LONDON, "2024-03-20", "2024-03-22"),
        ("at 23:30 Moscow time on 10 April", TOKYO, "2024-04-11", "2024-04-11"),
        ("between 22:00 and 23:30 UTC on Friday", TOKYO, "2024-03-23", "2024-03-23"),
        ("after 23:00 UTC on Friday", TOKYO, "2024-03-23", None),
        ("11 p.m. UTC+5:30 on Friday", TOKYO, "2024-03-23", "2024-03-23"),
        ("5 p.m. CST on Friday", NEW_YORK, "2024-03-22", "2024-03-22"),
        ("11 p.m. EDT next week", TOKYO, "2024-03-25", "2024-03-31"),
        ("2024-03-20T23:30:00-05:00", TOKYO, "2024-03-21", "2024-03-21"),
        ("2024-03-20T23:30:00+09:00", TOKYO, "2024-03-20", "2024-03-20"),
    ],
)
def test_a_time_in_another_zone_is_on_the_newsrooms_day(
    words: str, zone: ZoneInfo, earliest: str, latest: str | None
) -> None:
    window = read_window(words, SAID, zone=zone)
    assert (iso(window.earliest), iso(window.latest)) == (earliest, latest)
    check(window)


def test_a_zone_that_can_be_several_is_refused_where_the_day_depends_on_it() -> None:
    with pytest.raises(BadValue, match="more than one time zone; write the offset"):
        read_window("11 p.m. CST on Friday", SAID, zone=NEW_YORK)
