"""The form of a line in an exchange file: a row or an event, each value of the kind that its column holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Integer
from sqlalchemy.types import Date

from claims.parsing import is_storable
from claims.store.ledger import reference_targets
from claims.store.schema import EVENT, TABLES, UtcDateTime

LARGEST = 2**31 - 1
"""The largest whole number that both engines hold in a column."""

_ALWAYS = frozenset({"uid", "entered_at", "entered_by"})
"""What every row says, redacted ones too."""


def refuse_malformed(line: object) -> None:
    """Raise `ValueError`, with the fault, for a line that holds neither a row nor an event.

    Rows of unknown tables pass; the receiver decides about them.
    """
    if not isinstance(line, Mapping):
        raise ValueError("it is not an object")
    if "event" in line:
        _refuse_columns("event", line["event"], {column.name: column for column in EVENT.columns}, {})
        return
    name = line.get("table")
    if not isinstance(name, str):
        raise ValueError("it says of no table that its row is of it")
    salt = line.get("salt")
    if salt is not None and not is_storable(salt):
        raise ValueError("its salt is not text")
    if name in TABLES:
        table = TABLES[name]
        columns = {column.name: column for column in table.columns if column.name != "salt"}
        _refuse_columns(name, line.get("row"), columns, reference_targets(table))


def _refuse_columns(name: str, row: object, columns: Mapping[str, Column[Any]], references: Mapping[str, str]) -> None:
    if not isinstance(row, Mapping):
        raise ValueError(f"its {name} is not an object")
    for field in row:
        if field not in columns:
            raise ValueError(f'a row of "{name}" has no "{field}"')
    for field, column in columns.items():
        value = row.get(field)
        if value is None:
            if field in _ALWAYS or (not column.nullable and field != "id"):
                raise ValueError(f'"{field}" of a row of "{name}" is missing')
        elif field in references:
            if not is_storable(value):
                raise ValueError(f'"{field}" of a row of "{name}" is not a uid')
        elif not _fits(column, value):
            raise ValueError(f'"{field}" of a row of "{name}" has a value that it cannot have')


def _fits(column: Column[Any], value: object) -> bool:
    """Return whether a value other than null fits a column, in the form rows travel in."""
    kind = column.type
    if isinstance(kind, Boolean):
        return isinstance(value, bool)
    if isinstance(kind, Integer):
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST
    if not is_storable(value):
        return False
    words = getattr(kind, "enum_class", None)
    if words is not None:
        return value in list(words)
    if isinstance(kind, UtcDateTime):
        return _is_moment(value)
    if isinstance(kind, Date):
        return _is_day(value)
    return True


def _is_moment(text: str) -> bool:
    try:
        moment = datetime.fromisoformat(text)
        moment.astimezone()
    except (ValueError, OverflowError, OSError):
        return False
    return moment.tzinfo is not None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
