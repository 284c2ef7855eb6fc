"""Walking every event chain, and comparing each record with its digest in the chain."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, select
from sqlalchemy.exc import SQLAlchemyError

from claims.errors import BadValue, Damaged
from claims.store import dialect
from claims.store.cells import UNREADABLE, odd_cells
from claims.store.checking.timestamps import stamps_in
from claims.store.checking.unchanged import AT_ONCE, Unchanged
from claims.store.granting.unread import read_in_part
from claims.store.hiding.sight import is_limited, seeing_all
from claims.store.ledger import (
    CHUNK,
    GENESIS,
    References,
    Written,
    canonical,
    chained,
    chunks,
    digest,
    digests_of,
    event_hash,
)
from claims.store.schema import ARRIVAL, CHAIN, EVENT, LOCAL, TABLES
from claims.store.servers import problems
from claims.store.versions import follows, holds_remainder, redacted, remainders_of, revisions_of, undone

EVENTS_AT_ONCE = 20
"""How many events are read at once; an import's each list thousands of rows."""

SHORTEST_HEAD = 16
"""The fewest characters of a noted head that are accepted."""


@dataclass(frozen=True, slots=True)
class Noted:
    """The position of a head noted elsewhere in its chain."""

    hash: str
    chain: str
    """The name of the database that wrote the chain."""
    event: int
    """The number of its event; 0 for the head of a chain without events."""
    since: int
    """The number of events written after it."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of a walk that found everything in order."""

    events: int | None
    rows: int | None
    redacted: int | None
    """The counts; None if a story is closed to the user."""
    head: str
    """The hash of our own chain's last event, which covers everything written here."""
    elsewhere: Mapping[str, str]
    """The same for each chain written elsewhere, by its database's name."""
    unguarded: int = 0
    """The number of redacted records without a digest of their rest."""
    noted: Noted | None = None
    """The position of the noted head, if one was given to check."""
    timestamps: int = 0
    """The number of timestamps of snapshots that hold."""
    timestamps_unchecked: int = 0
    """The number of timestamps that could not be checked, because the library is not installed."""
    unread: tuple[str, ...] = ()
    """The tables whose rows could not be compared, because the server keeps columns of them from the login."""


def verify(
    connection: Connection, walked: Callable[[int], object] = lambda events: None, *, noted: str | None = None
) -> Verification:
    """Walk every chain from its first event, comparing each row with its digest.

    Returns the counts; ``walked`` is called with each small number of events. ``noted`` is a head noted elsewhere, or
    at least its first 16 characters: it must be in one of the chains. Rows that the login does not read whole are only
    looked for, and their tables named. Raises `Damaged` for the first changed, missing,
    added or reordered row, for a timestamp that does not hold, and `BadValue` for an invalid head.
    """
    wanted = None if noted is None else _head_typed(noted)
    limited = is_limited(connection)
    with seeing_all(connection):
        verification = _verified(connection, walked, wanted)
    # How much there is of a closed story is nobody else's business.
    return replace(verification, events=None, rows=None, redacted=None, unguarded=0) if limited else verification


def _verified(connection: Connection, walked: Callable[[int], object], noted: str | None) -> Verification:
    try:
        verification = _Walk(connection).along_all(walked, noted)
        stamps = stamps_in(connection)
        return replace(verification, timestamps=stamps.verified, timestamps_unchecked=stamps.unchecked)
    except (*UNREADABLE, SQLAlchemyError) as error:
        if problems.is_refusal(error):
            raise
        odd = next(odd_cells(connection), None)
        if odd is None:
            raise
        raise Damaged(f"{odd}: it was changed after it was entered") from error


def head_at(connection: Connection, as_of: datetime | None = None) -> str | None:
    """Return the hash of the newest event by a moment (by default now), which later shows whether events were cut off.

    It belongs to our own chain or, before our first event, to the chain written last. None if nothing was written by
    then.
    """
    statement = select(EVENT.c.hash).join(CHAIN, CHAIN.c.replica == EVENT.c.replica)
    if as_of is not None:
        statement = statement.where(EVENT.c.at <= as_of)
    newest = statement.order_by(CHAIN.c.ours.desc(), EVENT.c.at.desc(), EVENT.c.id.desc()).limit(1)
    return connection.execute(newest).scalar_one_or_none()


def noted_head(connection: Connection, noted: str) -> Noted:
    """Return the position of a head, or of its beginning, in a chain; raises `Damaged` if it is in none."""
    heads = {head.replica: head for head in connection.execute(select(CHAIN.c.replica, CHAIN.c.seq, CHAIN.c.ours))}
    if GENESIS.startswith(noted):
        own = next(head for head in heads.values() if head.ours)
        return Noted(GENESIS, own.replica, 0, own.seq)
    columns = EVENT.c.hash, EVENT.c.replica, EVENT.c.seq
    event = connection.execute(select(*columns).where(EVENT.c.hash.startswith(noted)).limit(1)).first()
    if event is None or event.replica not in heads:
        raise Damaged(
            f"the noted head, {noted[:SHORTEST_HEAD]}…, is in no chain of this database: its newest events were cut "
            "off, or this is another database"
        )
    return Noted(event.hash, event.replica, event.seq, heads[event.replica].seq - event.seq)


def _head_typed(noted: str) -> str:
    """Return a typed head without spaces; raises `BadValue`."""
    typed = "".join(noted.split()).casefold()
    if not SHORTEST_HEAD <= len(typed) <= len(GENESIS) or set(typed) - set("0123456789abcdef"):
        raise BadValue(
            f"that is not a chain's head: give its 64 characters, or at least the first {SHORTEST_HEAD}", part="--head"
        )
    return typed


class _Walk:
    """One walk along all chains of a database."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.unchanged = Unchanged(connection)
        self.counted: dict[str, int] = defaultdict(int)
        self.redacted = self.unguarded = 0
        self.numbers: dict[str, tuple[int, int, int]] = {}
        """By table: the highest number before the current event, that event, and the highest number so far."""
        self.unread = read_in_part(connection, (*TABLES, *LOCAL))
        self.joined = connection.execute(select(ARRIVAL.c.uid).limit(1)).first() is not None

    def along_all(self, walked: Callable[[int], object], noted: str | None) -> Verification:
        connection = self.connection
        heads = connection.execute(select(CHAIN).order_by(CHAIN.c.ours.desc(), CHAIN.c.replica)).mappings().all()
        if sum(bool(head["ours"]) for head in heads) != 1:
            raise Damaged("not exactly one event chain is marked as this database's own: `ours` was changed")
        self._refuse_events_of_no_chain([head["replica"] for head in heads])
        events = sum(self._along(head, walked) for head in heads)
        self._refuse_added_rows()
        own, *others = heads
        elsewhere = {head["replica"]: head["hash"] for head in others}
        return Verification(
            events,
            sum(count for name, count in self.counted.items() if name not in self.unread),
            self.redacted,
            own["hash"],
            elsewhere,
            self.unguarded,
            None if noted is None else noted_head(connection, noted),
            unread=tuple(sorted(self.unread)),
        )

    def _refuse_events_of_no_chain(self, replicas: Sequence[str]) -> None:
        statement = select(EVENT.c.seq, EVENT.c.replica).where(EVENT.c.replica.not_in(replicas)).limit(1)
        stray = self.connection.execute(statement).first()
        if stray is not None:
            raise Damaged(f"event {stray.seq} belongs to chain {str(stray.replica)[:8]}, whose head is missing")

    def _along(self, head: RowMapping, walked: Callable[[int], object]) -> int:
        """Walk one chain and return its number of events."""
        waiting: list[tuple[int, Written]] = []
        events = 0
        for event in _events_in_order(self.connection, head):
            seq = event["seq"]
            waiting += [(seq, Written(*row)) for row in json.loads(event["rows"])]
            events += 1
            if len(waiting) >= AT_ONCE:
                self._compare(waiting, ours=head["ours"])
                waiting = []
            walked(1)
        self._compare(waiting, ours=head["ours"])
        return events

    def _compare(self, written: Sequence[tuple[int, Written]], *, ours: bool) -> None:
        by_table: dict[str, list[tuple[int, Written]]] = defaultdict(list)
        for entry in written:
            by_table[entry[1].table].append(entry)
        references = References(self.connection)  # only of these rows, so that memory is bounded
        for name, of_table in by_table.items():
            if name not in TABLES and name not in LOCAL:
                raise Damaged(f"event {of_table[0][0]} lists rows of “{name}”, which this program does not know")
            if name in LOCAL and not ours:  # who may use another database stays there; a copied file brings it along
                of_table = self._there(chained(name), of_table)
            self.counted[name] += len(of_table)
            for part in chunks(of_table, AT_ONCE):
                numbers = self._numbers([row for _, row in part], chained(name), references)
                if ours:
                    self._compare_numbers(name, part, numbers)

    def _there(self, table: Table, written: Sequence[tuple[int, Written]]) -> list[tuple[int, Written]]:
        """Return the rows that this database has."""
        there: set[str] = set()
        for part in chunks([row.uid for _, row in written], CHUNK):
            there |= set(self.connection.execute(select(table.c.uid).where(table.c.uid.in_(part))).scalars())
        return [(seq, row) for seq, row in written if row.uid in there]

    def _numbers(self, written: Sequence[Written], table: Table, references: References) -> dict[str, int]:
        """Return the numbers of rows by uid, compared with their digests where the login reads the table whole."""
        if table.name in self.unread:
            uids = [row.uid for row in written]
            there = dialect.rows_with(self.connection, table.name, ("uid", "id"), "uid", uids)
            known = {row[0]: row[1] for row in there}
            for row in written:
                if row.uid not in known:
                    raise _missing(table, row)
            return known
        numbers, rest = self.unchanged.compare(table, written, references)
        for closer in chunks(rest, CHUNK):
            numbers |= {uid: row["id"] for uid, row in self._compare_rows(closer, table).items()}
        return numbers

    def _compare_rows(self, written: Sequence[Written], table: Table) -> dict[str, RowMapping]:
        """Compare rows with their digests and return them by uid."""
        connection = self.connection
        uids = [row.uid for row in written]
        by_uid = {row["uid"]: row for row in connection.execute(select(table).where(table.c.uid.in_(uids))).mappings()}
        references = References(connection)
        references.learn(table, list(by_uid.values()))
        revisions = revisions_of(connection, table.name, uids)
        unsalted = [uid for uid, row in by_uid.items() if row["salt"] is None]
        if unsalted:
            self._compare_redacted(table, [by_uid[uid] for uid in unsalted], references, revisions)
        unedited = [stored for uid, stored in by_uid.items() if stored["salt"] is not None and not revisions.get(uid)]
        now_digests = digests_of(table, unedited, references)
        digest_now = {stored["uid"]: now for stored, now in zip(unedited, now_digests, strict=True)}
        for row in written:
            stored = by_uid.get(row.uid)
            if stored is None:
                raise _missing(table, row)
            if stored["salt"] is None:
                continue
            edits = revisions.get(row.uid)
            if edits:
                now = canonical(table, stored, references)
                held = digest(table.name, undone(now, edits), stored["salt"])
                untouched = held == row.digest and follows(connection, table, now, edits)
            else:
                untouched = digest_now[row.uid] == row.digest
            if not untouched:
                raise _changed(table, stored)
        return by_uid

    def _compare_redacted(
        self,
        table: Table,
        rows: Sequence[RowMapping],
        references: References,
        revisions: Mapping[str, Sequence[RowMapping]],
    ) -> None:
        """Compare the rest of redacted records with their remainders."""
        connection = self.connection
        if table.name == "remainder":
            self._compare_spent(table, rows)
            return
        uids = [row["uid"] for row in rows]
        redactions, remainders = redacted(connection, uids), remainders_of(connection, table.name, uids)
        for row in rows:
            if row["uid"] not in redactions:
                raise _changed(table, row)
            self.redacted += 1
            left = remainders.get(row["uid"])
            if left is None:
                self.unguarded += 1
                continue
            now, edits = canonical(table, row, references), revisions.get(row["uid"], [])
            standing = [remainder for remainder in left if remainder["salt"] is not None]
            if not (
                standing
                and follows(connection, table, now, edits)
                and all(holds_remainder(table.name, now, edits, remainder) for remainder in standing)
            ):
                raise _changed(table, row)

    def _compare_spent(self, table: Table, rows: Sequence[RowMapping]) -> None:
        """Accept a digest without a salt only if another digest has replaced it."""
        standing = select(table.c.row_uid).where(
            table.c.row_uid.in_([row["row_uid"] for row in rows]), table.c.salt.is_not(None)
        )
        instead = set(self.connection.execute(standing).scalars())
        for row in rows:
            if row["row_uid"] not in instead:
                raise _changed(table, row)

    def _compare_numbers(self, name: str, part: Sequence[tuple[int, Written]], numbers: Mapping[str, int]) -> None:
        """Refuse a number not higher than the numbers of all earlier events: later entries always have higher numbers.

        Rows from elsewhere are left out: their numbers are from their arrival.
        """
        came: set[str] = set()
        if self.joined:
            came = {uid for (uid,) in dialect.rows_with(self.connection, ARRIVAL.name, ["uid"], "uid", list(numbers))}
        before, present, highest = self.numbers.get(name, (0, 0, 0))
        for seq, row in part:
            if row.uid in came:
                continue
            if seq != present:
                before, present = highest, seq
            number = numbers[row.uid]
            if number <= before:
                raise Damaged(
                    f"{name} #{number} ({row.uid}) was entered after #{before} but has a lower number: "
                    "record numbers were swapped"
                )
            highest = max(highest, number)
        self.numbers[name] = before, present, highest

    def _refuse_added_rows(self) -> None:
        """Refuse rows that no event covers: a table has more rows than were ever entered."""
        for name, table in (*TABLES.items(), *LOCAL.items()):
            stored = self.connection.execute(select(func.count()).select_from(table)).scalar_one()
            if stored != self.counted.get(name, 0):
                raise Damaged(f"{name} {_first_added(self.connection, table)} was added without an event")


def _missing(table: Table, row: Written) -> Damaged:
    return Damaged(f"{table.name} {row.uid} is missing: it was entered and is no longer there")


def _changed(table: Table, row: Mapping[Any, Any]) -> Damaged:
    return Damaged(f"{table.name} #{row['id']} ({row['uid']}) was changed after it was entered")


def _events_in_order(connection: Connection, head: RowMapping) -> Iterator[RowMapping]:
    """Yield a chain's events; refuse a gap, a changed event, and a head that does not match the last event."""
    statement = select(EVENT).where(EVENT.c.replica == head["replica"]).order_by(EVENT.c.seq)
    previous, seq, number, at = GENESIS, 0, 0, head["at"]
    with connection.execute(statement.execution_options(stream_results=True, max_row_buffer=EVENTS_AT_ONCE)) as events:
        for row in events.mappings():
            seq += 1
            if row["seq"] != seq:
                raise Damaged(f"event {seq} is missing: the chain continues with event {row['seq']}")
            if row["previous"] != previous:
                raise Damaged(f"event {seq} does not follow the event before it: events were reordered or replaced")
            if event_hash(row) != row["hash"]:
                raise Damaged(f"event {seq} ({row['what']}, by {row['who']}) was changed after it was written")
            if row["id"] <= number:
                raise Damaged(f"event {seq} does not have its own number: event numbers were swapped")
            previous, number, at = row["hash"], row["id"], row["at"]
            yield row
    if seq > head["seq"]:
        raise Damaged(f"event {head['seq'] + 1} was added: the chain ends with event {head['seq']}")
    if (seq, previous) != (head["seq"], head["hash"]):
        raise Damaged(f"the chain ends with event {seq}, but event {head['seq']} was written: events are missing")
    if at != head["at"]:
        raise Damaged(f"the chain's head has another date than its last event, {seq}: the head was changed")


def _first_added(connection: Connection, table: Table) -> str:
    entered = {
        uid
        for rows in connection.execute(select(EVENT.c.rows)).scalars()
        for name, uid, _ in json.loads(rows)
        if name == table.name
    }
    for number, uid in connection.execute(select(table.c.id, table.c.uid).order_by(table.c.id)):
        if uid not in entered:
            return f"#{number} ({uid})"
    return "rows"
