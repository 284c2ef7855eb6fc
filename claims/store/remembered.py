"""Values read once in a transaction and remembered until a table they depend on is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

from claims.patterns import pattern_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")

_WRITES = pattern_of(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|COPY)\s+"?(\w+)', re.IGNORECASE)
_HELD = "claims_remembered"


class _Held:
    """The remembered values of one transaction, each with the tables it depends on."""

    def __init__(self, transaction: object) -> None:
        self.transaction = transaction
        self.things: dict[Hashable, tuple[frozenset[str], Any]] = {}


def remembered(connection: Connection, name: Hashable, tables: frozenset[str], read: Callable[[], T]) -> T:
    """Return the result of ``read``, called once in a transaction as long as none of ``tables`` is written.

    Outside a transaction nothing is remembered, as others may write before the next question.
    """
    transaction = connection.get_transaction()
    if transaction is None:
        return read()
    held = connection.info.get(_HELD)
    if held is None or held.transaction is not transaction:
        held = connection.info[_HELD] = _Held(transaction)
    if name not in held.things:
        held.things[name] = tables, read()
    value: T = held.things[name][1]
    return value


def forget_written(connection: Connection, statement: str) -> None:
    """Forget the values that depend on the table a statement writes, if it writes."""
    held = connection.info.get(_HELD)
    if held is None or not held.things or statement[:6].upper() == "SELECT":
        return
    written = _WRITES.match(statement)
    if written is not None:
        forget(connection, written[1])


def forget_all(connection: Connection) -> None:
    """Forget every value."""
    connection.info.pop(_HELD, None)


def forget(connection: Connection, table: str) -> None:
    """Forget the values that depend on a table."""
    held = connection.info.get(_HELD)
    if held is not None:
        held.things = {name: kept for name, kept in held.things.items() if table not in kept[0]}
