"""Looking at an exchange file before a row of it is taken in: every line is one, and a complete file proves its rows.

A complete file holds chains of events, and these the digest of each row.  Both are walked as
`claims.store.verification` walks a database: an event or a row that was changed, left out, added or moved is named.
What whoever made the file anew could make anew is beyond this: all of it, or its newest events with their rows.

Rows and events are read one at a time.  Between them an index stands in a file of its own that has no name, with uids
and digests and never a text.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from functools import cache
from typing import IO, Any, NoReturn

from sqlalchemy import Boolean, Column, Date, Enum, Integer, Table

from claims.errors import BadValue
from claims.interchange.exchange.form import Checked
from claims.privacy.redaction import placeholder
from claims.reading.exchange import Line
from claims.store.cells import HIGHEST, UNREADABLE
from claims.store.ledger import GENESIS, compact, digest, event_hash, reference_targets
from claims.store.schema import LOCAL, NAMED_TABLES, TABLES, UtcDateTime
from claims.store.versions import holds_remainder, undone

_AT_ONCE = 1_000
_EVENT = {"replica": str, "seq": int, "at": str, "who": str, "what": str, "rows": str, "previous": str, "hash": str}


def prove(file: Checked, advance: Callable[[int], object] = lambda count: None) -> None:
    """Read an exchange file through and check it; call ``advance`` every few lines.

    Raises `BadValue`, which names the record, for a malformed row or event, and in a complete file for any record that
    its chains contradict.
    """
    try:
        with closing(_Proof(file)) as proof:
            proof.run(advance)
    except BadValue as problem:
        raise BadValue(f"{file.path} cannot be taken in, and nothing of it was: {problem}", part="FILE") from problem


class _Proof:
    """One file that is read through."""

    def __init__(self, file: Checked) -> None:
        self.file = file
        self.index = sqlite3.connect("", isolation_level=None)
        self.index.executescript(_INDEX)
        self.lines: IO[bytes] = file.path.open("rb")
        self.rows: list[tuple[str, str, str | None, int]] = []
        self.entered = 0
        self.replica, self.seq, self.previous = "", 0, GENESIS

    def close(self) -> None:
        self.lines.close()
        self.index.close()

    def run(self, advance: Callable[[int], object]) -> None:
        proved, events = self.file.complete, False
        for number, (offset, line) in enumerate(self._lines(), 1):
            if "event" in line:
                if proved and not events:
                    self._end_rows()
                events = True
                self._take_event(_event(line["event"]))
            elif events:
                raise BadValue("a row stands behind the events; export it again")
            else:
                self._take_row(offset, line)
            if number % _AT_ONCE == 0:
                advance(_AT_ONCE)
        if proved:
            self._end_rows()
            if self.entered != self._count():
                self._refuse_added()

    def _lines(self) -> Iterator[tuple[int, Line]]:
        with self.file.path.open("rb") as lines:
            offset = len(next(lines))
            for _ in range(self.file.rows + self.file.events):
                stored = next(lines)
                yield offset, _parsed(stored)
                offset += len(stored)

    # Rows

    def _take_row(self, offset: int, line: Line) -> None:
        table, row, salt = _row(line, salted=self.file.complete)
        if not self.file.complete:
            return
        uid = row["uid"]
        self.rows.append((table.name, uid, None if salt is None else digest(table.name, row, salt), offset))
        if table.name in _ABOUT:
            about = (table.name, row["subject"], row["row_uid"], row.get("field"), offset)
            self.index.execute("INSERT INTO about VALUES (?, ?, ?, ?, ?)", about)
        if len(self.rows) == _AT_ONCE:
            self._write_rows()

    def _write_rows(self) -> None:
        try:
            self.index.executemany("INSERT INTO held VALUES (?, ?, ?, ?)", self.rows)
        except sqlite3.IntegrityError:
            raise BadValue("a row stands in it twice; export it again") from None
        self.rows.clear()

    def _end_rows(self) -> None:
        """Find the first versions of edited records, and compare the remains of redacted ones."""
        if self.rows:
            self._write_rows()
        edited = self.index.execute(
            "SELECT DISTINCT held.name, held.uid FROM about JOIN held ON held.name = about.subject "
            "AND held.uid = about.row_uid WHERE about.name = 'revision' AND held.digest IS NOT NULL"
        ).fetchall()
        for name, uid in edited:
            line = self._line(name, uid)
            edits = self._edits(name, uid)
            self._refuse_unless_follows(name, line["row"], edits)
            first = digest(name, undone(line["row"], edits), line["salt"])
            self.index.execute("UPDATE held SET digest = ? WHERE name = ? AND uid = ?", (first, name, uid))
        emptied = "SELECT name, uid FROM held WHERE digest IS NULL AND name <> 'remainder'"
        for name, uid in self.index.execute(emptied).fetchall():
            self._compare_redacted(name, uid)

    def _compare_redacted(self, name: str, uid: str) -> None:
        if not self._lines_about("redaction", name, uid):
            raise _changed(name, uid)
        remainders = self._lines_about("remainder", name, uid)
        if not remainders:  # it was redacted before there were such digests
            return
        row, edits = self._line(name, uid)["row"], self._edits(name, uid)
        self._refuse_unless_follows(name, row, edits)
        standing = [
            {**remainder["row"], "salt": remainder["salt"]} for remainder in remainders if remainder["salt"] is not None
        ]
        if not standing or not all(holds_remainder(name, row, edits, remainder) for remainder in standing):
            raise _changed(name, uid)

    def _refuse_unless_follows(self, name: str, row: Mapping[str, Any], edits: Sequence[Mapping[str, Any]]) -> None:
        newest: dict[str, Mapping[str, Any]] = {}
        for edit in edits:
            newest.setdefault(edit["field"], edit)
        for field, edit in newest.items():
            value, new = row.get(field), None if edit["new"] is None else json.loads(edit["new"])
            if value != new and not (new is None and value == placeholder(name, field, row["uid"])):
                raise _changed(name, row["uid"])

    def _edits(self, name: str, uid: str) -> list[dict[str, Any]]:
        """Return the edits of a named thing, newest first."""
        rows = [line["row"] for line in self._lines_about("revision", name, uid)]
        edits = [{"old": None, "new": None, **row} for row in rows]
        return sorted(edits, key=lambda edit: (edit["entered_at"], edit["uid"]), reverse=True)

    def _lines_about(self, kind: str, name: str, uid: str) -> list[Line]:
        lines = self.index.execute(
            "SELECT place FROM about WHERE subject = ? AND row_uid = ? AND name = ?", (name, uid, kind)
        )
        return [self._at(place) for (place,) in lines.fetchall()]

    def _line(self, name: str, uid: str) -> Line:
        held = self.index.execute("SELECT place FROM held WHERE name = ? AND uid = ?", (name, uid))
        return self._at(held.fetchone()[0])

    def _at(self, offset: int) -> Line:
        self.lines.seek(offset)
        line: Line = json.loads(self.lines.readline())
        return line

    # Events

    def _take_event(self, event: Mapping[str, Any]) -> None:
        if event["replica"] != self.replica:
            if event["replica"] < self.replica:
                raise BadValue("its chains of events do not stand in their order; export it again")
            self.replica, self.seq, self.previous = event["replica"], 0, GENESIS
        self.seq += 1
        named = f"event {event['seq']} of {self.replica[:8]}"
        if event["seq"] != self.seq or event["previous"] != self.previous:
            raise BadValue(f"{named} does not continue the event before it: events were left out, added or reordered")
        if event_hash(event) != event["hash"]:
            raise BadValue(f"{named} was changed after it was written")
        self.previous = event["hash"]
        if self.file.complete:
            self._compare(named, event["rows"])

    def _compare(self, named: str, rows: str) -> None:
        """Compare the rows of one event with the digests that stand in it."""
        for name, uid, entered in _named_rows(named, rows):
            if name in LOCAL:  # who may use the other database stays there
                continue
            held = self.index.execute("SELECT digest FROM held WHERE name = ? AND uid = ?", (name, uid)).fetchone()
            if held is None:
                raise BadValue(f"{name} {uid} is missing: it was entered with {named} and is not in the file")
            if held[0] is not None and held[0] != entered:
                raise _changed(name, uid)
            self.entered += 1

    def _count(self) -> int:
        return int(self.index.execute("SELECT count(*) FROM held").fetchone()[0])

    def _refuse_added(self) -> NoReturn:
        entered: dict[str, set[str]] = defaultdict(set)
        for _, line in self._lines():
            if "event" in line:
                for name, uid, _ in json.loads(line["event"]["rows"]):
                    entered[name].add(uid)
        for name, uid in self.index.execute("SELECT name, uid FROM held"):
            if uid not in entered[name]:
                raise BadValue(f"{name} {uid} was added: no event of the file speaks of it")
        raise BadValue("a row of it was entered twice, by its events; export it again")


_ABOUT = frozenset({"revision", "redaction", "remainder"})
"""Tables whose rows are about a row of another."""

_INDEX = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384;
    CREATE TABLE held (name TEXT, uid TEXT, digest TEXT, place INTEGER, PRIMARY KEY (name, uid)) WITHOUT ROWID;
    CREATE TABLE about (name TEXT, subject TEXT, row_uid TEXT, field TEXT, place INTEGER);
    CREATE INDEX about_row ON about (subject, row_uid);
    BEGIN;
"""


def _changed(name: str, uid: str) -> BadValue:
    return BadValue(f"{name} {uid} was changed after it was entered")


# What a line is


def _parsed(stored: bytes) -> Line:
    try:
        line = json.loads(stored)
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict):
        raise BadValue("it has a line that is not a record; export it again")
    return line


def _row(line: Line, *, salted: bool) -> tuple[Table, dict[str, Any], str | None]:
    """Return the table, the row and the salt of a line; raises `BadValue` when it is no row."""
    name, row, salt = line.get("table"), line.get("row"), line.get("salt")
    if not isinstance(name, str) or name not in TABLES:
        raise BadValue(f"it has rows of “{str(name)[:40]}”, which this program does not know")
    if not isinstance(row, dict) or not isinstance(row.get("uid"), str):
        raise BadValue(f"it has a row of {name} without a uid; export it again")
    if not (salt is None or (isinstance(salt, str) and len(salt) == 32 and salt.isascii())) or salted > (
        "salt" in line
    ):
        raise BadValue(f"{name} {row['uid'][:40]}: its salt is damaged")
    columns = _columns(name)
    for field, value in row.items():
        if field not in columns or not columns[field](value):
            raise BadValue(f"{name} {row['uid'][:40]}: {field[:40]} holds what it cannot hold")
    for field in _needed(name):
        if field not in row:
            raise BadValue(f"{name} {row['uid'][:40]}: {field} is empty, which it never is")
    if name == "revision" and not _is_edit(row):
        raise BadValue(f"{name} {row['uid'][:40]} is not an edit of a field that this program knows")
    return TABLES[name], row, salt


def _is_edit(row: Mapping[str, Any]) -> bool:
    """Return whether an edit is of a field that there is, and its values could stand in that."""
    columns = _columns(row["subject"]) if row["subject"] in NAMED_TABLES else {}
    if row["field"] not in columns:
        return False
    for value in (row.get("old"), row.get("new")):
        try:
            if value is not None and not columns[row["field"]](json.loads(value)):
                return False
        except (ValueError, RecursionError):
            return False
    return True


@cache
def _columns(name: str) -> Mapping[str, Callable[[Any], bool]]:
    """Return, for each field of a table, what says whether a value can stand in it."""
    table = TABLES[name]
    targets = reference_targets(table)
    return {
        column.name: _is_text(36) if column.name in targets else _holds(name, column)
        for column in table.columns
        if column.name not in ("id", "salt")
    }


@cache
def _needed(name: str) -> tuple[str, ...]:
    """Return the fields of a table that are never empty."""
    return tuple(
        column.name for column in _declared(name).columns if not column.nullable and column.name not in ("id", "salt")
    )


def _declared(name: str) -> Table:
    from sqlmodel import SQLModel

    import claims.store.tables  # noqa: F401  (declares the tables)

    return SQLModel.metadata.tables[name]


def _holds(name: str, column: Column[Any]) -> Callable[[Any], bool]:
    kind = column.type
    if isinstance(kind, Enum):
        words = frozenset(kind.enums)
        return lambda value: isinstance(value, str) and value in words
    if isinstance(kind, UtcDateTime):
        return _is_moment
    if isinstance(kind, Date):
        return _is_day
    if isinstance(kind, Boolean):
        return lambda value: isinstance(value, bool)
    if isinstance(kind, Integer):
        return lambda value: isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= HIGHEST
    return _is_text(getattr(_declared(name).c[column.name].type, "length", None))


def _is_text(length: int | None) -> Callable[[Any], bool]:
    def is_text(value: Any) -> bool:
        try:
            return isinstance(value, str) and bool(value.encode() or True) and (length is None or len(value) <= length)
        except UnicodeEncodeError:
            return False

    return is_text


def _is_moment(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).utcoffset() is not None
    except (TypeError, ValueError):
        return False


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def _event(event: Any) -> Mapping[str, Any]:
    """Return an event; raises `BadValue` when it cannot be read."""
    if not isinstance(event, dict) or event.keys() - {"proved"} != _EVENT.keys():
        raise BadValue("one of its events is damaged; export it again")
    if any(event[name].__class__ is not kind for name, kind in _EVENT.items()) or not _is_moment(event["at"]):
        raise BadValue("one of its events is damaged; export it again")
    texts = ("who", "what", "rows", *(["proved"] if "proved" in event else ()))
    if not all(_is_text(None)(event[name]) for name in texts) or event["seq"] > HIGHEST:
        raise BadValue("one of its events is damaged; export it again")
    return event


def _named_rows(named: str, rows: str) -> list[tuple[str, str, str]]:
    try:
        parsed = [(name, uid, entered) for name, uid, entered in json.loads(rows)]
        compact(parsed).encode()
    except UNREADABLE:
        raise BadValue(f"{named} lists no rows; export it again") from None
    return parsed
