"""A changed value of any type is named, in a database with all kinds of records."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Table, select, text
from sqlalchemy.exc import DBAPIError

from claims.errors import Damaged
from claims.store import dialect
from claims.store.database import engine_for
from claims.store.ledger import chained, reference_targets
from claims.store.verification import verify

CHANGED = ("article", "window")
"""Tables that have values of every type, and references."""


def test_a_changed_value_of_any_type_is_named(case_url: str) -> None:
    engine = engine_for(case_url)
    changed = set()
    with engine.connect() as connection, connection.begin() as transaction:
        assert verify(connection).rows
        _drop_triggers(connection)
        for name in CHANGED:
            for column, number, value in _changes(connection, chained(name)):
                point = connection.begin_nested()
                try:
                    connection.execute(chained(name).update().where(chained(name).c.id == number).values(column))
                except DBAPIError:  # a constraint refuses it already
                    point.rollback()
                    continue
                with pytest.raises(Damaged, match=f"^{name} #{number} .* was changed after it was entered"):
                    verify(connection)
                point.rollback()
                changed.add(type(value))
        assert verify(connection).rows
        transaction.rollback()
    engine.dispose()
    assert {str, int, bool, datetime, date} <= changed


def _drop_triggers(connection: Connection) -> None:
    for name in CHANGED:
        on = f' ON "{name}"' if dialect.is_postgres(connection) else ""
        connection.execute(text(f"DROP TRIGGER {name}_keep{on}"))


def _changes(connection: Connection, table: Table) -> list[tuple[dict[str, Any], int, Any]]:
    """Return a change for the first value of each type in a table, the last of the rows that have it."""
    seen: set[tuple[type, bool]] = set()
    changes = []
    targets = reference_targets(table)
    for column in table.columns:
        if column.name in ("id", "uid", "salt"):
            continue
        held = select(table.c.id, column).where(column.is_not(None)).order_by(table.c.id.desc()).limit(1)
        row = connection.execute(held).first()
        if row is None or (type(row[1]), column.name in targets) in seen:
            continue
        seen.add((type(row[1]), column.name in targets))
        changes.append(({column.name: _other(row[1], column.type)}, row[0], row[1]))
    return changes


def _other(value: Any, kind: Any) -> Any:
    words = getattr(kind, "enum_class", None)
    if words is not None:
        return next(word for word in words if word is not value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value - 1 if value > 1 else value + 1
    return value + "x" if isinstance(value, str) else value + timedelta(days=1)
