"""What the registers need to find or add records: a single entry or a batch in progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import partial
from typing import Any, Protocol

from sqlalchemy import Connection, or_, select

from claims.errors import Ambiguous
from claims.reading.find import described
from claims.reading.identity import Identities
from claims.store.ledger import chunks
from claims.store.schema import TABLES

AT_ONCE = 2_000
"""The most keys in one statement."""

Json = dict[str, Any]

Stored = Mapping[Any, Any]
"""A row as stored."""

_ABSENT: Any = object()


class Entering(Protocol):
    """An entry, or a batch of entries, in progress."""

    numbers: bool
    """Whether numbers mean records of this database: true for typed entries, false for another database's file."""

    @property
    def connection(self) -> Connection:
        """The connection of the transaction."""

    @property
    def joined(self) -> Identities:
        """The records that people judged the same."""

    @property
    def at(self) -> datetime:
        """The entry time."""

    @property
    def by(self) -> str:
        """The author of the rows."""

    @property
    def zone(self) -> tzinfo:
        """The newsroom's time zone."""

    def insert(self, table: str, values: Mapping[str, Any], *, uid: str | None = None, label: str | None = None) -> int:
        """Add a row and return its number; a row with a label is listed in the result."""

    def insert_words(self, claim: int, words: frozenset[str]) -> None:
        """Add a claim's search words."""

    def waiting(self, table: str, number: int) -> bool:
        """Return whether a row is queued for insertion."""

    def change(self, table: str, known: Any, more: Json) -> None:
        """Fill in columns of a remembered record and of its row."""

    def on_undo(self, undo: Callable[[], object]) -> None:
        """Call this function if the entry is refused after all."""

    def notice(self, sentence: str) -> None:
        """Keep a notice for the person who enters this."""

    def notice_alike(self, subject: str, name: str, made: int) -> None:
        """Look for records with names similar to a new record's."""

    def notice_plural(self, source: int, described: str) -> None:
        """Say that an unnamed plural without a number counts as a collective."""

    def uid_of(self, subject: str, *parts: str) -> str | None:
        """Return a new record's uid as its origin defines it, or None for a new uid."""


def put(entering: Entering, known: dict[Any, Any], key: Any, value: Any) -> None:
    """Remember a value, unless its entry is refused."""
    before = known.get(key, _ABSENT)
    known[key] = value
    entering.on_undo(partial(known.pop, key, None) if before is _ABSENT else partial(known.__setitem__, key, before))


def include(entering: Entering, known: set[int], value: int) -> None:
    """Remember a number in a set, unless its entry is refused."""
    if value not in known:
        known.add(value)
        entering.on_undo(partial(known.discard, value))


def ambiguous(entering: Entering, subject: str, typed: str, numbers: Iterable[int], part: str) -> Ambiguous:
    """Return the error that a name fits several records, including new ones."""
    wanted = sorted(numbers)
    stored = [number for number in wanted if not entering.waiting(subject, number)]
    shown = described(entering.connection, subject, stored) if stored else []
    shown += [f"a new one ({typed})"] * (len(wanted) - len(stored))
    hint = "choose one by its number" if entering.numbers else "say which are the same, or give each its own name"
    return Ambiguous(subject, typed, shown, part=part, hint=hint)


def rows_where(connection: Connection, table: str, column: str, keys: Iterable[Any], *columns: str) -> Sequence[Stored]:
    """Return the rows of a table with one of these keys: all columns, or only the named ones."""
    return rows_with(connection, table, {column: keys}, *columns)


def rows_with(connection: Connection, table: str, keys: Mapping[str, Iterable[Any]], *columns: str) -> Sequence[Stored]:
    """Return the rows of a table with one of the keys in one of the columns, each row once.

    Few keys take one statement; for many, the number of statements depends only on the number of keys.
    """
    wanted = TABLES[table]
    chosen = select(*(wanted.c[name] for name in dict.fromkeys(("id", *columns)))) if columns else select(wanted)
    asked = {name: sorted({key for key in keys_of if key is not None}) for name, keys_of in keys.items()}
    asked = {name: values for name, values in asked.items() if values}
    if sum(map(len, asked.values())) <= AT_ONCE:
        conditions = [wanted.c[name].in_(values) for name, values in asked.items()]
        return connection.execute(chosen.where(or_(*conditions))).mappings().all() if conditions else []
    rows_by_id: dict[int, Stored] = {}
    for name, values in asked.items():
        for part in chunks(values, AT_ONCE):
            rows = connection.execute(chosen.where(wanted.c[name].in_(part))).mappings().all()
            rows_by_id.update((row["id"], row) for row in rows)
    return list(rows_by_id.values())


def grouped(rows: Iterable[Stored], column: str) -> dict[Any, list[Stored]]:
    """Return rows by their value in a column."""
    groups: dict[Any, list[Stored]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
