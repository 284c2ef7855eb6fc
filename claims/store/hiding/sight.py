"""Hiding the rows of closed stories from a person, in every statement that reads.

Each statement with a table that holds hidden rows gets a common table expression of the same name in front, which
leaves those rows out. So every list, count, search and refusal leaves them out, without code of its own. The upkeep of
the database (numbers, chains, the search index, the present state of claims) reads everything.

`claims.privacy.closed` decides which rows are hidden; it is loaded by name, since this layer may not import anything
above itself.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast
from weakref import WeakKeyDictionary

from claims.patterns import pattern_of
from claims.rules.rights import OVERSEEN, may_oversee
from claims.store.remembered import forget_all

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.rules.rights import Actor

HIDING = "claims.privacy.closed"
"""The module that says which rows are hidden from a person."""

SEES_ALL = "claims_sees_all"
"""The execution option of a statement that reads hidden rows too."""

EVERY_ROW = "hidden rows"
"""The name of the list that holds the uids of all hidden rows."""

_SIGHTS: WeakKeyDictionary[Connection, Sight] = WeakKeyDictionary()
"""The hidden rows of each open connection, until it is closed."""

_READS = pattern_of(r"\s*\(*\s*(?:SELECT|WITH)\b", re.IGNORECASE)
_WITH = pattern_of(r"\s*WITH\s+(?!RECURSIVE)", re.IGNORECASE)


@dataclass(slots=True)
class Sight:
    """What a connection leaves out: lists of numbers, and tables without their rows, as SQL."""

    lists: Mapping[str, str]
    """The text of each list by the name that conditions give it."""
    tables: Mapping[str, str]
    """The text of each table without its hidden rows, by name."""
    blank: Mapping[str, str]
    """The text of each table without the columns that the database keeps from the login, by name."""
    open: bool = False
    """Whether everything is seen for the moment."""


class Hiding(Protocol):
    """Says which rows are hidden."""

    def hidden_from(self, connection: Connection, acting: Actor) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Return the lists and the tables of `Sight` for a person; both are empty if the person sees everything."""


def limit(connection: Connection, acting: Actor, action: str) -> None:
    """Hide closed stories from the person until the connection is closed, except from an owner who oversees them."""
    held = _SIGHTS.pop(connection, None)
    blank = held.blank if held is not None else {}
    if blank:
        _SIGHTS[connection] = Sight({}, {}, blank)
    if action in OVERSEEN and may_oversee(acting):
        return
    lists, tables = cast(Hiding, import_module(HIDING)).hidden_from(connection, acting)
    if tables:
        _SIGHTS[connection] = Sight(lists, tables, blank)


def leave_blank(connection: Connection, tables: Mapping[str, str]) -> None:
    """Read the tables in these words until the connection is closed: without the columns kept from the login."""
    _SIGHTS[connection] = Sight({}, {}, tables)


def readable(connection: Connection, named: Callable[[str], str]) -> Callable[[str], str]:
    """Return a function that writes a table for FROM, without the columns kept from the login; ``named`` names it."""
    held = _SIGHTS.get(connection)
    blank = held.blank if held is not None else {}
    return lambda table: f'({blank[table]}) AS "{table}"' if table in blank else named(table)


def is_limited(connection: Connection) -> bool:
    """Return whether closed stories are hidden on this connection."""
    held = _SIGHTS.get(connection)
    return held is not None and bool(held.tables)


def sight_of(connection: Connection, person: str) -> Hashable:
    """Return a value that is the same for people who see the same; those from whom stories are closed are alone."""
    held = _SIGHTS.get(connection)
    if held is not None and held.tables:
        return person
    return () if held is None else tuple(sorted(held.blank.items()))


@contextmanager
def seeing_all(connection: Connection) -> Iterator[None]:
    """Read hidden rows too inside, for the upkeep of the database; the results may not be shown."""
    held = _SIGHTS.get(connection)
    if held is None or held.open:
        yield
        return
    held.open = True
    forget_all(connection)
    try:
        yield
    finally:
        held.open = False
        forget_all(connection)


def seen(connection: Connection, statement: str, options: Mapping[str, Any]) -> str:
    """Return a statement without the hidden rows."""
    held = _SIGHTS.get(connection)
    if held is None or held.open or options.get(SEES_ALL) or not _READS.match(statement):
        return statement
    tables = {**held.blank, **held.tables}
    mentioned = set(_names(frozenset(tables)).findall(statement))
    if not mentioned:
        return statement
    texts = {name: text for name, text in tables.items() if name in mentioned}
    inline = "" if _computed_once() else "NOT MATERIALIZED "
    parts = [f'"{name}" AS ({text})' for name, text in _lists(held.lists, texts.values())]
    parts += [f'"{name}" AS {inline}({text})' for name, text in texts.items()]
    front = f"WITH {', '.join(parts)}"
    more = _WITH.match(statement)
    return f"{front}, {statement[more.end() :]}" if more else f"{front} {statement}"


def _lists(known: Mapping[str, str], texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return the lists that texts refer to, directly or through other lists, each after the lists it needs."""
    named, wanted = [], list(texts)
    for name, text in reversed(list(known.items())):
        if any(f'"{name}"' in each for each in wanted):
            named.append((name, text))
            wanted.append(text)
    return named[::-1]


@lru_cache(maxsize=4)
def _names(tables: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(sorted(tables, key=len, reverse=True))})\b")


@lru_cache(maxsize=1)
def _computed_once() -> bool:
    """Return whether SQLite is too old for the hint against copying a table; old versions never copy."""
    return sqlite3.sqlite_version_info < (3, 35)


def hidden_uids(connection: Connection) -> frozenset[str]:
    """Return the uids of the rows hidden on this connection; they must not be shown."""
    held = _SIGHTS.get(connection)
    if held is None or not held.tables:
        return frozenset()
    parts = ", ".join(f'"{name}" AS ({text})' for name, text in held.lists.items())
    asked = f'WITH {parts} SELECT "uid" FROM "{EVERY_ROW}"'
    return frozenset(connection.exec_driver_sql(asked, execution_options={SEES_ALL: True}).scalars())
