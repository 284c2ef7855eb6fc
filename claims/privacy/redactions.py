"""Where a text stands, what was redacted, and which copies were written; each in a fixed number of statements.

A redaction must forget nothing: what is off the record is searched too, and only the place of a text is given, never
the text or what stands around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, literal, select

from claims.privacy.redaction import FILE, TEXTS, Sought, holds, readable, record_name
from claims.store.files.kept import kept_files
from claims.store.ledger import chunks
from claims.store.past import MANY, Record
from claims.store.schema import CLAIM_WORD, DEPARTURE, EVENT, SEARCH, TABLES


@dataclass(frozen=True, slots=True)
class Place:
    """A field of one record: ``record`` as `claims redact` takes it, and ``of`` what it belongs to."""

    subject: str
    id: int
    field: str
    of: str | None
    entered_by: str
    entered_at: datetime

    @property
    def record(self) -> str:
        """The record as `claims redact` takes it."""
        return record_name(self.subject, self.id)


@dataclass(frozen=True, slots=True)
class Stays:
    """What holds a text and is no content of a record: who entered or did something."""

    what: str
    rows: int


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A backup, an export or a report that was written: where, by whom, when."""

    kind: str
    path: str | None
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What redactions have left to be cleaned: tables in which texts stood, and kept files by their SHA-256."""

    tables: tuple[str, ...]
    files: tuple[str, ...]


_PARENTS = {
    "outlet_alias": "outlet",
    "appearance": "claim",
    "hedge": "appearance",
    "window": "claim",
    "correction": "appearance",
    "relation": "claim",
    "review": "claim",
    "inquiry": "claim",
    "inquiry_reply": "inquiry",
}
"""To what a record belongs, by table."""


def places_of(connection: Connection, wanted: Sequence[Sought]) -> list[Place]:
    """Return every field that holds one of these texts, by table and number."""
    found: list[tuple[str, Record, list[str]]] = []
    for subject, fields in TEXTS.items():
        table = TABLES[subject]
        statement = select(table).order_by(table.c.id).execution_options(yield_per=MANY)
        with connection.execute(statement) as rows:
            for row in rows.mappings():
                held = [
                    name
                    for name in fields
                    if row[name] and is_text(row, name) and holds(readable(subject, name, row[name]), wanted)
                ]
                if held:
                    found.append((subject, dict(row), held))
    numbers = _numbers(connection, [row for subject, row, _ in found if "row_uid" in row])
    return [
        Place(subject, row["id"], field, _parent(subject, row, numbers), row["entered_by"], row["entered_at"])
        for subject, row, fields in found
        for field in fields
    ]


def staying(connection: Connection, wanted: Sequence[Sought]) -> list[Stays]:
    """Return what holds one of these texts and is no content: the names of those who entered something."""
    found: dict[str, int] = defaultdict(int)
    columns = [("entered_by", table.c.entered_by) for table in TABLES.values()]
    columns += [("reviewer", TABLES["assignment"].c.reviewer), ("who did it", EVENT.c.who)]
    columns.append(("the path of an export", DEPARTURE.c.path))
    for what, column in columns:
        for name, rows in connection.execute(select(column, func.count()).group_by(column)):
            if holds(name, wanted):
                found[what] += rows
    return [Stays(what, rows) for what, rows in found.items()]


def copies_since(connection: Connection, at: datetime | None = None) -> list[CopyLine]:
    """Return the copies that were written after a moment (all of them, without one), the oldest first."""
    copy = TABLES["copy"]
    noted = select(copy.c.kind, copy.c.path, copy.c.entered_by, copy.c.entered_at)
    left = select(literal("export"), DEPARTURE.c.path, DEPARTURE.c.who, DEPARTURE.c.at)
    if at is not None:
        noted, left = noted.where(copy.c.entered_at >= at), left.where(DEPARTURE.c.at >= at)
    found = [CopyLine(*row) for statement in (noted, left) for row in connection.execute(statement)]
    return sorted(found, key=lambda one: one.entered_at)


def leftovers(connection: Connection) -> Leftovers:
    """Return what may still have to be cleaned after redactions."""
    redaction = TABLES["redaction"]
    subjects = set(connection.execute(select(redaction.c.subject).distinct()).scalars())
    derived = {CLAIM_WORD.name, SEARCH.name} if subjects else set()
    return Leftovers(tuple(sorted(subjects & TABLES.keys() | derived)), tuple(sorted(_unwanted_files(connection))))


def redacted_fields(connection: Connection, subject: str, uids: Iterable[str]) -> dict[str, set[str]]:
    """Return which fields of some records were redacted, by uid."""
    redaction = TABLES["redaction"]
    found: dict[str, set[str]] = defaultdict(set)
    for some in chunks(uids, MANY):
        statement = select(redaction.c.row_uid, redaction.c.field).where(
            redaction.c.subject == subject, redaction.c.row_uid.in_(some)
        )
        for uid, field in connection.execute(statement):
            found[uid].add(field)
    return found


def is_text(row: Mapping[Any, Any], field: str) -> bool:
    """Return whether a field of a record holds what somebody typed; the values of a revision may be anything."""
    return field not in ("old", "new") or row["field"] in TEXTS.get(row["subject"], ())


def _unwanted_files(connection: Connection) -> set[str]:
    """Return the SHA-256 of each kept file that was redacted and that no other evidence names."""
    evidence, redaction = TABLES["evidence"], TABLES["redaction"]
    gone = select(redaction.c.row_uid).where(redaction.c.subject == "evidence", redaction.c.field == FILE)
    named = select(evidence.c.sha256).where(evidence.c.sha256.is_not(None))
    return set(connection.execute(named.where(evidence.c.uid.in_(gone))).scalars()) - kept_files(connection)


def _numbers(connection: Connection, rows: Iterable[Record]) -> dict[tuple[str, str], int]:
    """Return the numbers of the records to which revisions, redactions and the like refer by uid."""
    uids: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["subject"] in TABLES and row["row_uid"]:
            uids[row["subject"]].add(row["row_uid"])
    found = {}
    for subject, some in uids.items():
        table = TABLES[subject]
        for part in chunks(sorted(some), MANY):
            pairs = connection.execute(select(table.c.uid, table.c.id).where(table.c.uid.in_(part)))
            found.update({(subject, uid): number for uid, number in pairs})
    return found


def _parent(subject: str, row: Record, numbers: dict[tuple[str, str], int]) -> str | None:
    if "row_uid" in row:
        number = numbers.get((row["subject"], row["row_uid"]))
        field = f" {row['field']}" if "field" in row else ""
        return None if number is None else record_name(row["subject"], number) + field
    if subject == "evidence":
        over = "review" if row["review_id"] else "correction"
        return record_name(over, row[f"{over}_id"]) if row[f"{over}_id"] else None
    if subject == "judgement":
        return str(row["subject"])
    parent = _PARENTS.get(subject)
    return record_name(parent, row[f"{parent}_id"]) if parent else None
