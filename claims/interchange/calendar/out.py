"""Deadlines as iCalendar (RFC 5545): a day is a day, and an hour is the newsroom's, for readers anywhere.

=================  ==========================================================================================
here               there
=================  ==========================================================================================
last day           `VEVENT` of that day, without an end: one day, whatever the reader's zone
day to look again  the same
reply wanted by    `VEVENT` at that hour, or of that day if only a day was entered
zone               moments are in UTC, and the newsroom's hour is in the description
record's uid       `UID`
ledger             `SEQUENCE` counts the entries and edits, `LAST-MODIFIED` and `DTSTAMP` have the newest
=================  ==========================================================================================

Equal records give equal files, except that a claim may have become overdue.  Zones by name
need their rules in the file, and readers differ on these: vobject cuts a folded list of days and is then an hour wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from claims.features.inquiries.words import when_phrase
from claims.interchange.calendar.deadlines import Deadline, DeadlineKind, deadlines
from claims.privacy.redaction import REDACTED
from claims.reading.disclosed import Disclosed
from claims.reading.view import View
from claims.render.phrases import shortened, standing_phrase, window_phrase
from claims.render.sheets import plain

if TYPE_CHECKING:
    from collections import Counter
    from typing import Protocol

    from icalendar import Event, Timezone
    from sqlalchemy import Connection

    class Request(Protocol):
        """The export that was requested."""

        connection: Connection
        story: int | None
        left_out: Counter[str]
        zone: tzinfo


PRODUCT = "-//claims//deadlines//EN"
TITLE = "Deadlines of claims"
LONGEST = 120
"""How many characters of a statement a calendar shows as an entry's title; the description has all of it."""

_TITLES = {DeadlineKind.DUE: "Due", DeadlineKind.LOOK_AGAIN: "Look again", DeadlineKind.REPLY: "Reply due"}


def ics_pieces(request: Request) -> Generator[bytes]:
    """Yield an iCalendar file; count omissions in ``request.left_out``."""
    disclosed = Disclosed(request.connection, request.story, View(zone=request.zone))
    request.left_out.update(disclosed.left_out())
    yield calendar(deadlines(disclosed, request.zone), request.zone)


def calendar(due: Iterable[Deadline], zone: tzinfo, address: Callable[[int], str] | None = None) -> bytes:
    """Return deadlines as an iCalendar file.

    ``address`` gives the address of a claim's page, by its number.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("PRODID", PRODUCT)
    made.add("VERSION", "2.0")
    made.add("NAME", TITLE)
    made.add("X-WR-CALNAME", TITLE)  # what most readers show instead
    made.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    entries = [_entry(deadline, zone, address) for deadline in due]
    for entry in entries:
        made.add_component(entry)
    if not entries:
        made.add_component(_utc())
    content: bytes = made.to_ical()
    return content


def _entry(deadline: Deadline, zone: tzinfo, address: Callable[[int], str] | None) -> Event:
    from icalendar import Event

    claim, when, entry = deadline.claim, deadline.when, Event()
    about = deadline.inquiry.whom or REDACTED if deadline.inquiry else claim.statement or REDACTED
    entry.add("UID", deadline.uid)
    entry.add("DTSTAMP", deadline.changed)
    entry.add("CREATED", deadline.entered)
    entry.add("LAST-MODIFIED", deadline.changed)
    entry.add("SEQUENCE", deadline.changes)
    entry.add("DTSTART", when.astimezone(UTC) if isinstance(when, datetime) else when)
    entry.add("SUMMARY", f"{_TITLES[deadline.kind]}: {shortened(plain(' '.join(about.split())), LONGEST)}")
    entry.add("DESCRIPTION", plain("\n".join(_lines(deadline, zone))))
    if claim.stories:
        entry.add("CATEGORIES", [plain(story) for story in claim.stories])
    if address is not None:
        entry.add("URL", address(claim.id))
    entry.add("TRANSP", "TRANSPARENT")  # nobody is busy because of a deadline
    return entry


def _utc() -> Timezone:
    """Return the zone that a calendar without entries has, because it must have some component."""
    from icalendar import Timezone, TimezoneStandard

    zone, standard = Timezone(), TimezoneStandard()
    zone.add("TZID", "UTC")
    standard.add("DTSTART", datetime(1970, 1, 1))  # noqa: DTZ001  an hour of the zone itself
    standard.add("TZOFFSETFROM", timedelta())
    standard.add("TZOFFSETTO", timedelta())
    zone.add_component(standard)
    return zone


def _lines(deadline: Deadline, zone: tzinfo) -> list[str]:
    """Return what the description says: the claim, how it stands, its window, its stories."""
    claim = deadline.claim
    lines = [f"#{claim.id} {' '.join((claim.statement or REDACTED).split())}", f"Status: {standing_phrase(claim)}"]
    if deadline.window is not None:
        window = " ".join(window_phrase(deadline.window).split())
        lines.append(window[:1].upper() + window[1:])
    if deadline.inquiry is not None and deadline.inquiry.reply_by is not None:
        lines.append(f"A reply is wanted by {when_phrase(deadline.inquiry.reply_by, zone)}")
    if claim.stories:
        lines.append(f"{'Story' if len(claim.stories) == 1 else 'Stories'}: {', '.join(claim.stories)}")
    return lines
