"""Deadlines: open claims with a day of their own, and inquiries that await a reply.

Off-the-record, sealed and private material is left out: calendars are copied to telephones and other servers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from sqlalchemy import ColumnElement, Executable, Table, func, or_, select

from claims.features.inquiries.read import InquiryFilters, inquiry_lines
from claims.reading.disclosed import Disclosed
from claims.reading.records import ClaimRecord, InquiryRecord, WindowRecord
from claims.reading.view import View
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.schema import CLAIM_NOW, TABLES
from claims.vocabulary import VERDICTS, Outcome, Status, WindowRole


class DeadlineKind(StrEnum):
    """The kind of a deadline."""

    DUE = "due"
    LOOK_AGAIN = "look_again"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline of a claim, or of an inquiry about it."""

    kind: DeadlineKind
    uid: str
    """The uid of the claim or of the inquiry: it stays when the day is moved."""
    when: date | datetime
    """The day, or the moment on the newsroom's clock."""
    claim: ClaimRecord
    window: WindowRecord | None
    inquiry: InquiryRecord | None
    entered: datetime
    changed: datetime
    """When anything that the deadline says was last entered or edited."""
    changes: int
    """How many entries and edits there were since it was first entered; it only grows."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """How many rows about a record there are, and when the newest was entered."""

    rows: int
    newest: datetime


def deadlines(disclosed: Disclosed, zone: tzinfo) -> Iterator[Deadline]:
    """Yield the deadlines by claim: its own, then the replies awaited, in the order of asking.

    A claim has one while it is open, without a verdict and with no outcome but ``pending``: its last day, or the day to
    look again. An inquiry has one until any reply is entered. Each part of the claims costs the same few statements.
    """
    awaited = _awaited(disclosed, zone)
    numbers = {*_open_claims(disclosed), *awaited}
    for part in chunks(disclosed.numbers_among(numbers), MANY):
        records = list(disclosed.claims_by_id(part))
        ledger = _ledger(disclosed, records)
        for record in records:
            kept = ledger[record.id]
            own = _own(record)
            if own is not None:
                kind, day, window = own
                yield Deadline(kind, record.uid, day, record, window, None, record.at, kept.newest, kept.rows)
            for inquiry in awaited.get(record.id, ()):
                assert inquiry.reply_by is not None
                when = _when(inquiry.reply_by, zone)
                changed = max(inquiry.at, kept.newest)
                yield Deadline(
                    DeadlineKind.REPLY, inquiry.uid, when, record, None, inquiry, inquiry.at, changed, kept.rows
                )


def is_open(status: Status, outcome: Outcome | None) -> bool:
    """Return whether a claim still waits for what its deadline is about."""
    return status not in VERDICTS and outcome in (None, Outcome.PENDING)


def _own(record: ClaimRecord) -> tuple[DeadlineKind, date, WindowRecord] | None:
    """Return the day of an open claim, if it has one."""
    due = next((window for window in record.windows if window.role is WindowRole.DUE), None)
    if due is None or not is_open(record.status, record.outcome):
        return None
    if due.latest is not None:
        return DeadlineKind.DUE, due.latest, due
    return None if due.review_on is None else (DeadlineKind.LOOK_AGAIN, due.review_on, due)


def _when(at: datetime, zone: tzinfo) -> date | datetime:
    """Return a deadline on the newsroom's clock; a day stays a day."""
    local = at.astimezone(zone)
    return local.date() if local.time() in (time.min, time.max) else local


def _open_claims(disclosed: Disclosed) -> set[int]:
    """Return the claims that may be open and have a day; judged duplicates are decided on their records."""
    window, now = TABLES["window"], CLAIM_NOW.c
    dated = window.c.role == WindowRole.DUE, or_(window.c.latest.is_not(None), window.c.review_on.is_not(None))
    kept = window.join(CLAIM_NOW, now.claim_id == window.c.claim_id)
    statement = select(now.claim_id, now.status, now.outcome).select_from(kept).where(*dated).distinct()
    return {
        number
        for number, status, outcome in disclosed.connection.execute(statement)
        if is_open(status, outcome) or len(disclosed.joined.members("claim", number)) > 1
    }


def _awaited(disclosed: Disclosed, zone: tzinfo) -> dict[int, list[InquiryRecord]]:
    """Return the inquiries with a deadline and without a reply, by the claim that they are shown under."""
    filters = InquiryFilters(story=disclosed.story)
    waiting = inquiry_lines(disclosed.connection, filters, View(zone=zone)).lines
    by_claim: dict[int, list[InquiryRecord]] = defaultdict(list)
    for line in sorted(waiting, key=lambda line: line.inquiry.id):
        if line.inquiry.reply_by is not None:
            by_claim[disclosed.joined.canonical("claim", line.claim)].append(line.inquiry)
    return by_claim


# What the ledger says of a deadline


def _ledger(disclosed: Disclosed, records: Iterable[ClaimRecord]) -> Mapping[int, _Kept]:
    """Return the entries about the words, the days, the stories and the standing of claims, counted by number."""
    records = list(records)
    owner = {member: record.id for record in records for member in disclosed.joined.members("claim", record.id)}
    kept = {record.id: _Kept(0, record.at) for record in records}
    for statement in _statements(owner):
        for claim, rows, newest in disclosed.connection.execute(statement):
            before = kept[owner[claim]]
            kept[owner[claim]] = _Kept(before.rows + rows, max(before.newest, newest))
    return kept


def _statements(claims: Iterable[int]) -> Iterator[Executable]:
    claim, revision, window = TABLES["claim"], TABLES["revision"], TABLES["window"]
    for part in chunks(sorted(claims), MANY):
        of_deadline = window.c.role == WindowRole.DUE
        yield _counted(window, window.c.claim_id, window.c.claim_id.in_(part), of_deadline)
        for name in ("review", "claim_story"):
            table = TABLES[name]
            yield _counted(table, table.c.claim_id, table.c.claim_id.in_(part))
        edited = revision.join(claim, claim.c.uid == revision.c.row_uid)
        yield (
            select(claim.c.id, func.count(), func.max(revision.c.entered_at))
            .select_from(edited)
            .where(revision.c.subject == "claim", claim.c.id.in_(part))
            .group_by(claim.c.id)
        )


def _counted(table: Table, owner: ColumnElement[int], *conditions: ColumnElement[bool]) -> Executable:
    return select(owner, func.count(), func.max(table.c.entered_at)).where(*conditions).group_by(owner)
