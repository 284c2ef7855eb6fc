"""Where a text occurs, which fields were redacted, which copies were written; a fixed number of statements for each.

A redaction must miss nothing, so off-the-record entries are searched too.  Only the place is returned, never the text
or its surroundings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, literal, select

from claims.privacy.redaction import TEXTS, Sought, holds, readable, record_name
from claims.rules.redacted import KEPT
from claims.store.files.kept import kept_files, redacted_copies
from claims.store.ledger import chunks
from claims.store.past import MANY, Record
from claims.store.schema import (
    CLAIM_WORD,
    DEPARTURE,
    EVENT,
    GIST,
    GIST_COUNT,
    GIST_STEM,
    LOCAL,
    READS,
    SEARCH,
    SNAPSHOT_SAMPLE,
    TABLES,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a record: ``record`` as `claims redact` takes it, and ``of`` the record it belongs to."""

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
    """A column that holds a text but is not a record's content, such as who entered it."""

    what: str
    rows: int


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A backup, an export or a report: where it was written, who wrote it and when."""

    kind: str
    path: str | None
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What remains to be cleaned after redactions: tables that held the texts, and kept files by their SHA-256."""

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
    "snapshot": "article",
    "snapshot_timestamp": "snapshot",
}
"""The record that a record belongs to, by table."""


def places_of(connection: Connection, wanted: Sequence[Sought]) -> list[Place]:
    """Return every field that holds one of these texts, by table and number."""
    holding: list[tuple[str, Record, list[str]]] = []
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
                    holding.append((subject, dict(row), held))
    numbers = _numbers(connection, [row for subject, row, _ in holding if "row_uid" in row])
    return [
        Place(subject, row["id"], field, _parent(subject, row, numbers), row["entered_by"], row["entered_at"])
        for subject, row, fields in holding
        for field in fields
    ]


def staying(connection: Connection, wanted: Sequence[Sought]) -> list[Stays]:
    """Return the columns that hold one of these texts but are never redacted, such as who entered a record."""
    counts: dict[str, int] = defaultdict(int)
    columns = [("entered_by", table.c.entered_by) for table in TABLES.values()]
    columns += [("reviewer", TABLES["assignment"].c.reviewer), ("who did it", EVENT.c.who)]
    columns += [("the path of an export", DEPARTURE.c.path), ("the name of a user", LOCAL["account"].c.name)]
    columns += [("the login of a user", LOCAL["account_role"].c.login), ("who read it", READS.c.who)]
    for what, column in columns:
        for name, rows in connection.execute(select(column, func.count()).group_by(column)):
            if holds(name, wanted):
                counts[what] += rows
    return [Stays(what, rows) for what, rows in counts.items()]


def copies_since(connection: Connection, at: datetime | None = None) -> list[CopyLine]:
    """Return the copies written since ``at``, or all of them, oldest first."""
    copy = TABLES["copy"]
    noted = select(copy.c.kind, copy.c.path, copy.c.entered_by, copy.c.entered_at)
    left = select(literal("export"), DEPARTURE.c.path, DEPARTURE.c.who, DEPARTURE.c.at)
    if at is not None:
        noted, left = noted.where(copy.c.entered_at >= at), left.where(DEPARTURE.c.at >= at)
    lines = [CopyLine(*row) for statement in (noted, left) for row in connection.execute(statement)]
    return sorted(lines, key=lambda line: line.entered_at)


def leftovers(connection: Connection) -> Leftovers:
    """Return what may still have to be cleaned after redactions."""
    redaction = TABLES["redaction"]
    subjects = set(connection.execute(select(redaction.c.subject).distinct()).scalars())
    derived = (
        {table.name for table in (CLAIM_WORD, GIST, GIST_STEM, GIST_COUNT, SEARCH, SNAPSHOT_SAMPLE)}
        if subjects
        else set()
    )
    return Leftovers(tuple(sorted(subjects & TABLES.keys() | derived)), tuple(sorted(_unwanted_files(connection))))


def redacted_fields(connection: Connection, subject: str, uids: Iterable[str]) -> dict[str, set[str]]:
    """Return the redacted fields of these records, by uid."""
    redaction = TABLES["redaction"]
    fields: dict[str, set[str]] = defaultdict(set)
    for chunk in chunks(uids, MANY):
        statement = select(redaction.c.row_uid, redaction.c.field).where(
            redaction.c.subject == subject, redaction.c.row_uid.in_(chunk)
        )
        for uid, field in connection.execute(statement):
            fields[uid].add(field)
    return fields


def is_text(row: Mapping[Any, Any], field: str) -> bool:
    """Return whether a field holds typed text; the old and new values of a revision do so only for a text field."""
    return field not in ("old", "new") or row["field"] in TEXTS.get(row["subject"], ())


def _unwanted_files(connection: Connection) -> set[str]:
    """Return the SHA-256 of each redacted file that no other record names."""
    unwanted: set[str] = set()
    for subject, column in KEPT.items():
        table = TABLES[subject]
        gone = table.c.uid.in_(redacted_copies(subject))
        unwanted.update(connection.execute(select(table.c[column]).where(table.c[column].is_not(None), gone)).scalars())
    return unwanted - kept_files(connection)


def _numbers(connection: Connection, rows: Iterable[Record]) -> dict[tuple[str, str], int]:
    """Return the numbers of the records that revisions, redactions and the like refer to by uid."""
    uids: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["subject"] in TABLES and row["row_uid"]:
            uids[row["subject"]].add(row["row_uid"])
    numbers = {}
    for subject, of_subject in uids.items():
        table = TABLES[subject]
        for chunk in chunks(sorted(of_subject), MANY):
            pairs = connection.execute(select(table.c.uid, table.c.id).where(table.c.uid.in_(chunk)))
            numbers.update({(subject, uid): number for uid, number in pairs})
    return numbers


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
