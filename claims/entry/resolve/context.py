"""What finding and making records needs of whatever enters them: one entry at the keyboard, or a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, or_, select

from claims.errors import Ambiguous
from claims.reading.find import described
from claims.reading.identity import Identities
from claims.store.ledger import chunks
from claims.store.schema import TABLES

AT_ONCE = 400
"""How many keys one statement looks up."""

Json = dict[str, Any]

Stored = Mapping[Any, Any]
"""A row as it is stored."""

_ABSENT: Any = object()


class Entering(Protocol):
    """An entry, or a batch of entries, under way."""

    numbers: bool
    """Whether a number means a record of this database: typed it does, in a file of somebody else's it does not."""

    @property
    def connection(self) -> Connection:
        """The connection of the transaction."""

    @property
    def joined(self) -> Identities:
        """What people judged to be one."""

    @property
    def at(self) -> datetime:
        """When it counts as entered."""

    def insert(self, table: str, values: Mapping[str, Any], *, uid: str | None = None, label: str | None = None) -> int:
        """Add a row and return its number; with a label it is listed among what was made."""

    def insert_words(self, claim: int, words: frozenset[str]) -> None:
        """Add the words by which a claim's statement is found."""

    def waiting(self, table: str, number: int) -> bool:
        """Return whether a row is about to be inserted."""

    def change(self, table: str, known: Any, more: Json) -> None:
        """Fill in columns of a record that is remembered, and of its row."""

    def on_undo(self, undo: Callable[[], object]) -> None:
        """Have something done when the entry is refused after all."""

    def notice(self, sentence: str) -> None:
        """Keep a sentence that whoever enters this should see."""

    def notice_alike(self, subject: str, name: str, made: int) -> None:
        """Have records looked for whose names are like that of a new one."""

    def notice_plural(self, source: int, described: str) -> None:
        """Say that an unnamed plural without a number counts as a collective."""

    def uid_of(self, subject: str, *parts: str) -> str | None:
        """Return the uid that a new record has where it is from; none if it gets one of its own."""


def put(entering: Entering, known: dict[Any, Any], key: Any, value: Any) -> None:
    """Remember something, unless the entry with which it came is refused."""
    before = known.get(key, _ABSENT)
    known[key] = value
    entering.on_undo(lambda: known.pop(key, None) if before is _ABSENT else known.__setitem__(key, before))


def include(entering: Entering, known: set[int], value: int) -> None:
    """Remember a number among others, unless the entry with which it came is refused."""
    if value not in known:
        known.add(value)
        entering.on_undo(lambda: known.discard(value))


def ambiguous(entering: Entering, subject: str, typed: str, numbers: Iterable[int], part: str) -> Ambiguous:
    """Return the problem that a name fits several records, those that wait to be inserted among them."""
    wanted = sorted(numbers)
    stored = [number for number in wanted if not entering.waiting(subject, number)]
    shown = described(entering.connection, subject, stored) if stored else []
    shown += [f"one that is new here ({typed})"] * (len(wanted) - len(stored))
    hint = "name one by its number" if entering.numbers else "judge which are one, or give each a name of its own"
    return Ambiguous(subject, typed, shown, part=part, hint=hint)


def rows_where(connection: Connection, table: str, column: str, keys: Iterable[Any], *columns: str) -> Sequence[Stored]:
    """Return the rows of a table that have one of some keys, in all columns or in those that are named."""
    return rows_with(connection, table, {column: keys}, *columns)


def rows_with(connection: Connection, table: str, keys: Mapping[str, Iterable[Any]], *columns: str) -> Sequence[Stored]:
    """Return the rows of a table that have one of some keys in one of some columns, each once.

    It takes one statement for few keys, and for many a number that depends on how many they are alone.
    """
    wanted = TABLES[table]
    chosen = select(*(wanted.c[name] for name in dict.fromkeys(("id", *columns)))) if columns else select(wanted)
    asked = {name: sorted({key for key in some if key is not None}) for name, some in keys.items()}
    asked = {name: some for name, some in asked.items() if some}
    if sum(map(len, asked.values())) <= AT_ONCE:
        conditions = [wanted.c[name].in_(some) for name, some in asked.items()]
        return connection.execute(chosen.where(or_(*conditions))).mappings().all() if conditions else []
    found: dict[int, Stored] = {}
    for name, values in asked.items():
        for part in chunks(values, AT_ONCE):
            rows = connection.execute(chosen.where(wanted.c[name].in_(part))).mappings()
            found.update((row["id"], row) for row in rows)
    return list(found.values())


def grouped(rows: Iterable[Stored], column: str) -> dict[Any, list[Stored]]:
    """Return rows by what they have in a column."""
    found: dict[Any, list[Stored]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found
