"""Cells that no version of this program wrote: a value outside its vocabulary, a day that does not exist.

Cells are read as the engine stores them, without conversion, so that an odd cell can be named instead of breaking the
read. Texts are never repeated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Enum, Integer, Table

from claims.patterns import pattern_of
from claims.store import dialect
from claims.store.schema import (
    ARRIVAL,
    CHAIN,
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
    UtcDateTime,
)

UNREADABLE = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""The errors raised when a cell holds a value its column cannot hold."""

AT_ONCE = 1_000
"""How many rows are read at once."""

MOST = 40
"""The most characters shown of an odd value."""

HIGHEST = 2**31 - 1
"""The highest integer that both engines store."""

Wrong = Callable[[Any], str | None]
"""Returns the fault of a value that is not empty, in words that follow "claim #1: kind"."""


def odd_cells(connection: Connection) -> Iterator[str]:
    """Yield each cell with a value its column cannot hold: record, field and fault."""
    local = (*LOCAL.values(), READS, ARRIVAL, DEPARTURE)
    for table in (
        *TABLES.values(),
        EVENT,
        CHAIN,
        *local,
        CLAIM_WORD,
        GIST,
        GIST_STEM,
        GIST_COUNT,
        SEARCH,
        SNAPSHOT_SAMPLE,
    ):
        yield from _odd_cells_of(connection, table)


def _odd_cells_of(connection: Connection, table: Table) -> Iterator[str]:
    columns = [(column.name, _empty_allowed(column), _wrong(connection, column)) for column in table.columns]
    timed = [column.name for column in table.columns if isinstance(column.type, Date | UtcDateTime)]
    for rows in dialect.raw_rows(connection, table.name, [name for name, _, _ in columns], timed, AT_ONCE):
        for row in rows:
            for (name, empty_allowed, wrong), value in zip(columns, row, strict=True):
                empty = None if empty_allowed else "is empty, which it must not be"
                said = empty if value is None else wrong(value)
                if said is not None:
                    cells = dict(zip((column for column, _, _ in columns), row, strict=True))
                    yield f"{_record(table, cells)}: {name} {said}"


def _record(table: Table, row: Mapping[str, Any]) -> str:
    """Return a row's name in messages."""
    if table is EVENT:
        return f"event {_shown(row['seq'])}"
    if table is CHAIN:
        return f"the chain {_shown(row['replica'])}"
    if "id" in row:
        return f"{table.name} #{_shown(row['id'])}"
    return f"{table.name} of {_shown(row.get('uid') or row.get('claim_id'))}"


def _empty_allowed(column: Column[Any]) -> bool:
    from sqlmodel import SQLModel

    import claims.store.tables  # noqa: F401  (declares the tables)

    tables = SQLModel.metadata.tables
    known = tables.get(column.table.name)
    return known is not None and bool(known.c[column.name].nullable)


def _wrong(connection: Connection, column: Column[Any]) -> Wrong:
    """Return the check for a column's values."""
    kind = column.type
    if isinstance(kind, Enum):
        return _word_of(frozenset(kind.enums))
    if isinstance(kind, UtcDateTime):
        return _moment_on_server if dialect.is_postgres(connection) else _moment
    if isinstance(kind, Date):
        return _day
    if isinstance(kind, Boolean):
        return _yes_or_no
    if isinstance(kind, Integer):
        return _number
    if (column.table.name, column.name) in (("revision", "old"), ("revision", "new")):
        return _json
    return _rows if (column.table.name, column.name) == ("event", "rows") else _text


def _word_of(words: frozenset[str | None]) -> Wrong:
    def wrong(value: Any) -> str | None:
        return (
            None if value.__class__ is str and value in words else f"is {_shown(value)}, which is not in its vocabulary"
        )

    return wrong


def _text(value: Any) -> str | None:
    return None if value.__class__ is str else "is not text"


def _number(value: Any) -> str | None:
    if value.__class__ is int and 0 <= value <= HIGHEST:
        return None
    return f"is {_shown(value)}, which is not a number it can hold"


def _yes_or_no(value: Any) -> str | None:
    return None if value is True or value is False or value in (0, 1) else f"is {_shown(value)}, neither yes nor no"


_STORED_MOMENT = pattern_of(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")
_STORED_DAY = pattern_of(r"\d{4}-\d\d-\d\d")


def _moment(value: Any) -> str | None:
    with suppress(ValueError):
        if value.__class__ is str and _STORED_MOMENT.fullmatch(value):
            datetime.fromisoformat(value)
            return None
    return f"is {_shown(value)}, which is not a valid time"


def _moment_on_server(value: Any) -> str | None:
    return None if re.match(r"\d{4}-.*(?<!BC)$", str(value)) else f"is {_shown(value)}, which is not a valid time"


def _day(value: Any) -> str | None:
    with suppress(ValueError):
        if value.__class__ is str and _STORED_DAY.fullmatch(value):
            date.fromisoformat(value)
            return None
    return f"is {_shown(value)}, which is not a valid day"


def _json(value: Any) -> str | None:
    with suppress(*UNREADABLE):
        if value.__class__ is str and isinstance(json.loads(value), str | int | bool):
            return None
    return "cannot be read"


def _rows(value: Any) -> str | None:
    with suppress(*UNREADABLE):
        if value.__class__ is str and all(_names_a_row(entry) for entry in json.loads(value)):
            return None
    return "cannot be read: it lists no rows"


def _names_a_row(entry: Any) -> bool:
    return isinstance(entry, list) and len(entry) == 3 and all(isinstance(part, str) for part in entry)


def _shown(value: Any) -> str:
    """Return an odd value for messages: not a text, and no bytes."""
    if isinstance(value, bytes):
        return "bytes"
    return json.dumps(value[:MOST], ensure_ascii=False) if isinstance(value, str) else str(value)[:MOST]
