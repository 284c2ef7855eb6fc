"""Deadlines as a calendar, read back by two programs that are not ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from sqlalchemy import event

from claims.interchange.calendar.deadlines import deadlines
from claims.reading.disclosed import Disclosed
from claims.settings import settings
from claims.store.database import engine_for, reading
from tests.cli.entering import done
from tests.conftest import Run
from tests.newsroom import Record, appearance, article, claim, enter, record

SECRET = "FRIDAYSIGNING"
DAYS: dict[str, Any] = {"kind": "prediction", "stories": ["dam"]}


def due(words: str, latest: str | None = None) -> dict[str, object]:
    days = {} if latest is None else {"latest": latest}
    return {"role": "due", "words": words, "said": "2024-03-19", **days}


CASE: list[Record] = [
    record("story", "dam", title="The dam"),
    *article("a", "Alpha", "2024-03-19"),
    claim("breaks", "The dam; it, breaks\\n soon — 坝", windows=[due("by Friday", "2024-03-22")], **DAYS),
    claim("some", "The dam holds", windows=[due("as soon as next month")], **DAYS),
    claim("never", "The dam is blue", **DAYS),
    claim("done", "The dam opened", windows=[due("on Monday", "2024-03-25")], **DAYS),
    claim("other", "Another story", kind="prediction", windows=[due("by May", "2024-04-30")]),
    *(appearance("a", claim=key) for key in ("breaks", "some", "never", "done", "other")),
    record("review", "r", claim="done", status="confirmed", outcome="occurred", note="seen", evidence=[
        {"kind": "primary_record", "url": "https://gov.example/1"}]),
]  # fmt: skip


def exported(run: Run, *options: str) -> str:
    answer = run("export", "--format", "ics", *options, "-")
    assert answer.exit_code == 0, answer.stderr
    return answer.stdout


def entries(text: str) -> dict[str, Any]:
    """The entries as icalendar reads them, by title; vobject must read the same."""
    calendar = icalendar.Calendar.from_ical(text)
    read: dict[str, Any] = {str(entry["SUMMARY"]): entry for entry in calendar.walk("VEVENT")}
    other = {entry.summary.value: entry for entry in getattr(vobject.readOne(text), "vevent_list", ())}
    assert read.keys() == other.keys()
    for title, entry in read.items():
        theirs = other[title]
        assert instant(entry["DTSTART"].dt) == instant(theirs.dtstart.value), title
        assert str(entry["DESCRIPTION"]) == theirs.description.value, title
        assert str(entry["UID"]) == theirs.uid.value, title
        assert str(entry["SEQUENCE"]) == theirs.sequence.value, title
    return read


def instant(when: date | datetime) -> date | datetime:
    assert not isinstance(when, datetime) or when.tzinfo is not None, "an hour without a zone is any hour"
    return when.astimezone(UTC) if isinstance(when, datetime) else when


@pytest.mark.engines("sqlite")
def test_open_claims_have_their_day(run: Run) -> None:
    enter(run.url, CASE)
    read = entries(exported(run))
    assert {title: entry["DTSTART"].dt for title, entry in read.items()} == {
        "Due: The dam; it, breaks\\n soon — 坝": date(2024, 3, 22),
        "Look again: The dam holds": date.fromisoformat(done(run, "show", 2)["windows"][0]["review_on"]),
        "Due: Another story": date(2024, 4, 30),
    }
    breaks = read["Due: The dam; it, breaks\\n soon — 坝"]
    assert "DTEND" not in breaks  # one day wherever it is read
    assert "unverified; pending, overdue" in breaks["DESCRIPTION"]
    assert "“by Friday”" in breaks["DESCRIPTION"]
    assert "Story: dam" in breaks["DESCRIPTION"]
    assert breaks["UID"] == done(run, "show", 1)["uid"]
    assert len(entries(exported(run, "--story", "dam"))) == 2


@pytest.mark.engines("sqlite")
def test_an_entry_stays_the_same_entry_when_its_day_moves(run: Run) -> None:
    enter(run.url, CASE)
    before = entries(exported(run))["Due: Another story"]
    done(run, "edit", 5, "--due-latest", "2024-05-31")
    after = entries(exported(run))["Due: Another story"]
    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt == date(2024, 5, 31)
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt
    assert after["DTSTAMP"].dt == after["LAST-MODIFIED"].dt
    assert after["CREATED"].dt == before["CREATED"].dt
    done(run, "edit", 5, "--weight", "background", "--reason", "aside")
    assert int(entries(exported(run))["Due: Another story"]["SEQUENCE"]) > int(after["SEQUENCE"])
    done(run, "review", 5, "--outcome", "void", "--note", "off", "--evidence", "https://gov.example/2",
         "--evidence-kind", "primary_record")  # fmt: skip
    assert "Due: Another story" not in entries(exported(run))


def test_what_stays_the_same_gives_the_same_file(run: Run) -> None:
    enter(run.url, CASE)
    assert exported(run) == exported(run)


ZONES = ("Europe/London", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "Etc/GMT+5")


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize("zone", ZONES)
def test_a_reply_is_due_at_the_newsrooms_hour(run: Run, zone: str) -> None:
    run = replace(run, environment={**run.environment, "CLAIMS_TZ": zone})
    enter(run.url, CASE)
    for whom, by in (("winter", "2027-01-15 17:30"), ("summer", "2027-07-15 17:30"), ("day", "2027-07-16")):
        done(run, "ask", 3, whom, "--reply-by", by)
    text = exported(run)
    read = entries(text)
    for whom, month in (("winter", 1), ("summer", 7)):
        wanted = datetime(2027, month, 15, 17, 30, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        assert instant(read[f"Reply due: {whom}"]["DTSTART"].dt) == wanted
    assert read["Reply due: day"]["DTSTART"].dt == date(2027, 7, 16)
    offset = datetime(2027, 7, 15, 17, 30, tzinfo=ZoneInfo(zone)).isoformat()[-6:]
    assert f"15 July 2027, 17:30 {offset}" in read["Reply due: summer"]["DESCRIPTION"]
    done(run, "answer", 1, "declined")
    assert "Reply due: winter" not in entries(exported(run))


@pytest.mark.engines("sqlite")
def test_a_newsroom_without_deadlines_has_a_calendar_all_the_same(run: Run) -> None:
    enter(run.url, [claim()])
    text = exported(run)
    assert entries(text) == {}
    assert len(icalendar.Calendar.from_ical(text).subcomponents) == 1  # RFC 5545 asks for a component


@pytest.mark.engines("sqlite")
def test_what_was_said_in_confidence_is_in_no_calendar(run: Run) -> None:
    enter(run.url, [
        *CASE,
        claim("off", f"{SECRET} statement", windows=[due(f"by {SECRET}", "2024-03-22")], **DAYS),
        appearance("a", claim="off", terms="off_record"),
    ])  # fmt: skip
    done(run, "ask", 6, f"{SECRET} whom", "--reply-by", "2027-01-15")
    done(run, "ask", 1, "the ministry", "--reply-by", "2027-01-15", "--question", f"Is it {SECRET}?")
    done(run, "duplicate", 6, 1, "--reason", SECRET)
    for options in ((), ("--story", "dam")):
        answer = run("export", "--format", "ics", *options, "-")
        assert SECRET not in answer.stdout + answer.stderr
        assert "the ministry" in answer.stdout
        assert "off the record" in answer.stderr


def test_any_number_of_deadlines_costs_the_same_statements(run: Run) -> None:
    counts = []
    for more in (1, 60):
        keys = [f"k{more}-{number}" for number in range(more)]
        story = record("story", f"s{more}", title=f"Story {more}")
        enter(run.url, [
            story, *article(f"a{more}", f"Outlet {more}"),
            *(claim(key, f"Claim {key}", kind="prediction", windows=[due("soon", "2024-05-01")]) for key in keys),
            *(record("appearance", key, claim=key, article=f"a{more}", attribution="unattributed") for key in keys),
        ])  # fmt: skip
        chosen = settings(run.url)
        statements: list[str] = []

        def note(*given: Any, into: list[str] = statements) -> None:
            into.append(given[2])

        engine = engine_for(chosen.database, read_only=True)
        event.listen(engine, "before_cursor_execute", note)
        with reading(chosen) as connection:
            assert len(list(deadlines(Disclosed(connection, None), UTC))) >= more
        event.remove(engine, "before_cursor_execute", note)
        counts.append(len(statements))
    assert counts[0] == counts[1]
