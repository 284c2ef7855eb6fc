"""Inserting many rows at once, in each engine's fastest way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from claims.store.columns import columns_of, each_once, is_empty, is_plain
from claims.store.dialect import is_postgres
from claims.store.hiding.sight import SEES_ALL
from claims.store.remembered import forget
from claims.store.servers.problems import as_sqlalchemy

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

TOGETHER = (400, 50)
"""How many rows an SQLite statement inserts: as many of the first as there are, then of the second, then the rest.

SQLite builds the value lists of the CHECK constraints, and Python binds a statement, once for each statement. Few
different lengths, as each is a statement to prepare.
"""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows with their numbers; omitted columns are null.

    A server's own counter is moved past the new numbers.
    """
    filled = {name: column for name, column in columns_of(rows).items() if not is_empty(column)}
    if is_postgres(connection):
        _copy(connection, table, {name: _as_stored(column, _server_value) for name, column in filled.items()})
    else:
        _insert(connection, table, {name: _as_stored(column, _sqlite_value) for name, column in filled.items()})


def _as_stored(column: Sequence[Any], convert: Any) -> Sequence[Any]:
    values = tuple(column)
    return values if is_plain(values) else each_once(values, convert)


def _insert(connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    driver: Any = connection.connection.driver_connection
    rows = list(zip(*columns.values(), strict=True))
    marks = f"({', '.join('?' * len(columns))})"
    into = f'INSERT INTO "{table.name}" ({_listed(columns)}) VALUES '
    for together, parts in _parts(rows, driver.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) // len(columns)):
        values = [tuple(chain.from_iterable(part)) for part in parts]
        connection.exec_driver_sql(into + ", ".join([marks] * together), values if len(values) > 1 else values[0])


def _parts(rows: Sequence[Any], most: int) -> Iterator[tuple[int, list[Sequence[Any]]]]:
    """Yield the rows in parts of few lengths, each length with its parts; no part is longer than ``most``."""
    begun = 0
    for length in (*(min(length, most) for length in TOGETHER), 0):
        together = length or len(rows) - begun
        count = (len(rows) - begun) // together if together else 0
        if count:
            yield together, [rows[begun + at * together : begun + (at + 1) * together] for at in range(count)]
            begun += count * together


def _copy(connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    forget(connection, table.name)
    driver: Any = connection.connection.driver_connection
    statement = f'COPY "{table.name}" ({_listed(columns)}) FROM STDIN'
    with as_sqlalchemy(connection, statement), driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in zip(*columns.values(), strict=True):
            copy.write_row(row)
    if "id" in columns:
        # Counted forward and never set: a right to set it would be one to break everybody's numbers.
        counter = f"pg_get_serial_sequence('{table.name}', 'id')::regclass"
        beyond = f"coalesce(pg_sequence_last_value({counter}), 0) + 1"
        connection.exec_driver_sql(
            f'SELECT count(nextval({counter})) FROM generate_series({beyond}, (SELECT max(id) FROM "{table.name}"))',
            execution_options={SEES_ALL: True},
        )


def _listed(names: Mapping[str, object]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _sqlite_value(value: Any) -> Any:
    """Return a value as SQLAlchemy stores it on SQLite: days in ISO form, moments in UTC without offset."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return _sqlite_moment(value)
    return value.isoformat() if isinstance(value, date) else value


@lru_cache(maxsize=64)  # one moment for all rows of a transaction
def _sqlite_moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _server_value(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
