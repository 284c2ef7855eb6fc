"""Rows as they were at a moment, by entry time.

Inserted rows exist from their entry time on. Named records are read as they are now, and later revisions are undone,
newest first. Confidentiality is not undone: an entry later corrected to off the record is off the record in the past
too.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Enum, Select, Table, bindparam, select
from sqlalchemy.types import Date

from claims.store.ledger import chunks, reference_targets
from claims.store.remembered import remembered
from claims.store.schema import NAMED_TABLES, TABLES
from claims.vocabulary import Terms

Record = dict[str, Any]

Numbers = Select[tuple[int]] | Sequence[int]
"""Rows by number: a statement that selects the numbers, or a few numbers, which makes the shorter statements."""

MANY = 5_000
"""The most rows that one statement lists by number."""


def entered_by(table: Table, as_of: datetime | None) -> ColumnElement[bool] | None:
    """Return the condition that a row was entered by ``as_of``, or None for the present."""
    return None if as_of is None else table.c.entered_at <= as_of


def rows_of(
    connection: Connection,
    statement: Select[Any],
    table: Table,
    as_of: datetime | None,
    turned: Collection[int] | None = None,
) -> list[Record]:
    """Return the rows of ``table`` that ``statement`` selects, with all columns, as they were at ``as_of``.

    ``turned`` is the result of `turned_off_record`, if read already.
    """
    condition = entered_by(table, as_of)
    if condition is not None:
        statement = statement.where(condition)
    answer = connection.execute(statement)
    columns = tuple(answer.keys())
    rows = [dict(zip(columns, row, strict=True)) for row in answer.all()]
    if table.name == "appearance" and as_of is not None:
        if turned is None:
            turned = turned_off_record(connection, as_of) if rows else set()
        return [{**row, "terms": Terms.OFF_RECORD} if row["id"] in turned else row for row in rows]
    return _undone(connection, table, rows, as_of) if as_of is not None and table.name in NAMED_TABLES else rows


def turned_off_record(connection: Connection, as_of: datetime | None) -> set[int]:
    """Return the entries in force at ``as_of`` that were later found to be off the record.

    Their present successors, perhaps after several corrections, are off the record.
    """
    if as_of is None:
        return set()
    correction, appearance = TABLES["correction"], TABLES["appearance"]
    made = select(correction.c.appearance_id, correction.c.successor_id, correction.c.entered_at, appearance.c.terms)
    made = made.join(appearance, appearance.c.id == correction.c.successor_id)
    rows = connection.execute(made).all()
    turned = {row.appearance_id for row in rows if row.terms is Terms.OFF_RECORD}
    while more := {row.appearance_id for row in rows if row.successor_id in turned} - turned:
        turned |= more
    return turned - {row.appearance_id for row in rows if row.entered_at <= as_of}


IN_ORDER_OF_ENTRY = ("entered_at", "uid")
"""The columns that order rows by their entry."""


def rows_among(
    connection: Connection,
    name: str,
    column: str,
    numbers: Iterable[int],
    as_of: datetime | None,
    order: tuple[str, ...] = IN_ORDER_OF_ENTRY,
) -> list[Record]:
    """Return the rows of a table with one of these numbers in a column, with all columns, as they were at ``as_of``.

    They are in order within each `MANY` numbers.
    """
    rows: list[Record] = []
    for part in chunks(sorted(set(numbers)), MANY):
        if as_of is None:
            rows += _read(connection, name, column, tuple(part), order)
        else:
            rows += rows_of(connection, _among(name, column, order).params(numbers=part), TABLES[name], as_of)
    return rows


def _read(
    connection: Connection, name: str, column: str, numbers: tuple[int, ...], order: tuple[str, ...]
) -> list[Record]:
    """Return rows of the present; those of a single record are remembered, for its page asks for them again."""

    def read() -> list[Record]:
        answer = connection.execute(_among(name, column, order), {"numbers": numbers})
        columns = tuple(answer.keys())
        return [dict(zip(columns, row, strict=True)) for row in answer.all()]

    # A large import would remember, and forget again, far more than it asks twice.
    if len(numbers) > 1 or connection.get_execution_options().get("claims_writes", False):
        return read()
    return list(remembered(connection, (name, column, order, numbers), frozenset({name}), read))


@cache
def _among(name: str, column: str, order: tuple[str, ...]) -> Select[Any]:
    """Return a statement that is made once: making it takes longer than SQLite needs to answer it."""
    table = TABLES[name]
    chosen = table.c[column].in_(bindparam("numbers", expanding=True))
    return select(table).where(chosen).order_by(*(table.c[each] for each in order))


def rows_by_id(
    connection: Connection, table: Table, ids: Iterable[int | None], as_of: datetime | None
) -> dict[int, Record]:
    """Return rows by number, as they were at ``as_of``; rows entered later are left out."""
    wanted = (number for number in ids if number is not None)
    return {row["id"]: row for row in rows_among(connection, table.name, "id", wanted, as_of, ("id",))}


def _undone(connection: Connection, table: Table, rows: list[Record], as_of: datetime | None) -> list[Record]:
    """Undo the revisions made after ``as_of``.

    A field gets the value of the newest revision until then, or else the old value of the oldest later revision. If two
    people edited separately, the next revision's old value may differ.
    """
    revision = TABLES["revision"]
    by_uid = {row["uid"]: row for row in rows}
    changes: dict[tuple[str, str], Mapping[Any, Any]] = {}
    of_table = revision.c.subject == table.name
    after = select(revision.c.row_uid).where(of_table, revision.c.entered_at > as_of)
    edited = by_uid.keys() & set(connection.execute(after).scalars()) if by_uid else ()
    for part in chunks(sorted(edited), MANY):
        of_these = select(revision).where(of_table, revision.c.row_uid.in_(part))
        later = connection.execute(
            of_these.where(revision.c.entered_at > as_of).order_by(revision.c.entered_at.desc(), revision.c.uid.desc())
        )
        undoing = {(row["row_uid"], row["field"]): {**row, "value": row["old"]} for row in later.mappings()}
        uids = sorted({uid for uid, _ in undoing})
        before = revision.c.row_uid.in_(uids), revision.c.entered_at <= as_of
        earlier = of_these.where(*before).order_by(revision.c.entered_at, revision.c.uid)
        for row in connection.execute(earlier).mappings() if uids else ():
            if (row["row_uid"], row["field"]) in undoing:
                undoing[row["row_uid"], row["field"]] = {**row, "value": row["new"]}
        changes |= undoing
    numbers = _numbers(connection, table, list(changes.values()))
    for change in changes.values():
        if change["field"] == "slug" and change["salt"] is None:
            continue  # redacted: the placeholder stays
        value = None if change["value"] is None else json.loads(change["value"])
        by_uid[change["row_uid"]][change["field"]] = _stored(table, change["field"], value, numbers)
    return rows


def _numbers(connection: Connection, table: Table, changes: Sequence[Mapping[Any, Any]]) -> dict[tuple[str, str], int]:
    """Return the numbers of the rows that values refer to by uid."""
    targets = reference_targets(table)
    wanted: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        if change["field"] in targets and change["value"] is not None:
            wanted[targets[change["field"]]].add(json.loads(change["value"]))
    numbers = {}
    for name, uids in wanted.items():
        target = TABLES[name]
        rows = connection.execute(select(target.c.uid, target.c.id).where(target.c.uid.in_(uids)))
        numbers.update({(name, uid): number for uid, number in rows})
    return numbers


def _stored(table: Table, field: str, old: Any, numbers: Mapping[tuple[str, str], int]) -> Any:
    """Return a revision's value as the database would return it."""
    if old is None:
        return None
    targets = reference_targets(table)
    if field in targets:
        return numbers.get((targets[field], old))
    kind = table.c[field].type
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class(old)
    if isinstance(kind, Date):
        return date.fromisoformat(old)
    return old
