"""Canonical rows, their digests, and the event chain that protects them.

A digest is the SHA-256 of a row's random salt and its canonical form: JSON with sorted keys, references as uids, nulls
omitted. An event holds the digests of the rows that a transaction inserted and the hash of the previous event. Edits of
named records are rows too (revisions), so a named record's digest covers its first version (`claims.store.versions`).
`claims.store.verification` walks the chain.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, lru_cache
from hashlib import sha256 as _sha256
from itertools import repeat
from json.encoder import encode_basestring as _text
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select

from claims.errors import DatabaseUnusable
from claims.store import dialect
from claims.store.columns import Column, columns_of, each_once, is_empty, is_text
from claims.store.schema import CHAIN, EVENT, LOCAL, TABLES
from claims.store.waiting.listening import announce_event

T = TypeVar("T")

GENESIS = "0" * 64
"""The hash before the first event."""

CHUNK = 400
"""How many rows are read at once when the chain is walked."""

_NOT_CONTENT = frozenset({"id", "salt"})


class Written(NamedTuple):
    """A row as an event lists it."""

    table: str
    uid: str
    digest: str


Uids = Mapping[str, Mapping[int, str]]
"""The uids of rows, by table and number."""


class References:
    """Looks up the uids of rows that other rows refer to, table by table, and remembers them."""

    def __init__(self, connection: Connection, known: Uids | None = None) -> None:
        """Take the connection to look up on, and the uids already known."""
        self._connection = connection
        self._uids: dict[str, dict[int, str]] = defaultdict(dict)
        self._uids.update({table: dict(uids) for table, uids in (known or {}).items()})

    def learn(self, table: Table, rows: Sequence[Mapping[Any, Any]]) -> None:
        """Look up every unknown uid that ``rows`` of ``table`` refer to."""
        self.learn_columns(table, columns_of(rows))

    def learn_columns(self, table: Table, columns: Mapping[str, Column]) -> None:
        """Look up every unknown uid that the columns of rows of ``table`` refer to."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for name, target in reference_targets(table).items():
            wanted[target] |= set(columns.get(name, ())) - {None} - self._uids[target].keys()
        for target, ids in wanted.items():
            if ids:
                uids = dialect.rows_with(self._connection, target, ("id", "uid"), "id", sorted(ids), sees_all=True)
                self._uids[target].update((number, uid) for number, uid in uids)

    def remember(self, table: str, numbers: Iterable[int], uids: Iterable[str]) -> None:
        """Take uids that were read already, with the numbers of their rows."""
        self._uids[table].update(zip(numbers, uids, strict=True))

    def uid(self, table: str, number: int) -> str:
        """Return the uid of a row; its bare number if the row is missing, so that the digest differs."""
        return self._uids[table].get(number) or f"missing:{number}"


@cache
def reference_targets(table: Table) -> Mapping[str, str]:
    """Return the columns of ``table`` that refer to rows, each with the name of the other table."""
    return {column.name: key.target_fullname.split(".")[0] for column in table.columns for key in column.foreign_keys}


@cache
def _content_columns(table: Table) -> tuple[tuple[str, str | None], ...]:
    """Return the digested columns of ``table``, each with the name of the table it refers to, if any."""
    targets = reference_targets(table)
    return tuple((column.name, targets.get(column.name)) for column in table.columns if column.name not in _NOT_CONTENT)


def plain(value: Any) -> Any:
    """Return a stored value as JSON: enums by value, moments in UTC, days in ISO form."""
    if value.__class__ is str:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def canonical(table: Table, row: Mapping[Any, Any], references: References) -> dict[str, Any]:
    """Return a row's content in its digested form, which is the same in every database."""
    return {
        name: plain(value) if target is None else references.uid(target, value)
        for name, target in _content_columns(table)
        if (value := row.get(name)) is not None
    }


def _canonical_texts(table: Table, columns: Mapping[str, Column], count: int, references: References) -> Sequence[str]:
    """Return `compact` of `canonical` of each of ``count`` rows, made column by column."""
    pieces: list[Sequence[str | None]] = []
    gaps = False
    for name, target in sorted(_content_columns(table)):
        column = columns.get(name, ())
        if not is_empty(column):
            gaps = gaps or None in column
            pieces.append(_pieces(f"{compact(name)}:", target, column, references))
    if not pieces:
        return ["{}"] * count
    of_rows: Iterable[Iterable[Any]] = zip(*pieces, strict=True)
    return [f"{{{','.join(filter(None, of_row) if gaps else of_row)}}}" for of_row in of_rows]


def _pieces(key: str, target: str | None, column: Column, references: References) -> Sequence[str | None]:
    """Return the members of JSON objects that a column's values make, None for None."""
    if target is not None:
        named = {number: key + _text(references.uid(target, number)) for number in set(column) - {None}}
        return list(map(named.get, column))
    if is_text(column):
        return [key + _text(text) for text in column]
    if set(map(type, column)) <= _TEXT_OR_NONE:
        return [None if text is None else key + _text(text) for text in column]
    return each_once(column, lambda value: None if value is None else key + _compact_value(value))


_TEXT_OR_NONE = frozenset({str, type(None)})


@lru_cache(maxsize=4096, typed=True)  # words of a vocabulary, days, and the one moment of a transaction
def _compact_value(value: Any) -> str:
    return compact(plain(value))


def compact(value: Any) -> str:
    """Return JSON with sorted keys, without spaces, in plain Unicode."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(table: str, content: Mapping[Any, Any], salt: str) -> str:
    """Return the SHA-256 of a row's salt and canonical content, in hexadecimal."""
    return _sha256(f"{salt}\n{table}\n{compact(content)}".encode()).hexdigest()


def digests_of(
    table: Table, rows: Sequence[Mapping[Any, Any]], references: References, *, learn: bool = False
) -> list[str]:
    """Return the `digest` of each salted row of a table; with ``learn`` the uids they refer to are looked up first."""
    columns = columns_of(rows)
    if learn:
        references.learn_columns(table, columns)
    return column_digests(table, columns, len(rows), references)


def column_digests(table: Table, columns: Mapping[str, Column], count: int, references: References) -> list[str]:
    """Return the `digest` of each of ``count`` salted rows of a table from their columns, with all references known."""
    texts = _canonical_texts(table, columns, count, references)
    salted = zip(columns.get("salt", ()), texts, strict=True)
    return [_sha256(f"{salt}\n{table.name}\n{text}".encode()).hexdigest() for salt, text in salted]


def event_hash(event: Mapping[Any, Any]) -> str:
    """Return an event's SHA-256 in hexadecimal; it covers all earlier events too."""
    held = {name: plain(event[name]) for name in ("replica", "seq", "at", "who", "what", "rows", "previous")}
    if event.get("proved") is not None:  # events of older programs have none
        held["proved"] = event["proved"]
    return _sha256(compact(held).encode()).hexdigest()


def digests(
    connection: Connection,
    rows: Mapping[str, Sequence[Mapping[Any, Any]]],
    known: Uids | None = None,
    first: Mapping[tuple[str, str], Mapping[str, Any]] | None = None,
) -> list[Written]:
    """Return an event's list of newly inserted rows, by table.

    ``known`` are uids that need no look-up. ``first`` is the canonical content, by table and uid,
    of the first versions of rows that came with edits; their digests cover the first versions.
    """
    references = References(connection, known)
    written: list[Written] = []
    for name, of_table in rows.items():
        of_rows = digests_of(chained(name), of_table, references, learn=True)
        if first:
            earlier = ((first.get((name, row["uid"])), row["salt"]) for row in of_table)
            of_rows = [
                now if before is None else digest(name, before, salt)
                for now, (before, salt) in zip(of_rows, earlier, strict=True)
            ]
        uids = [row["uid"] for row in of_table]
        written += map(Written, repeat(name), uids, of_rows)
    return written


def chained(name: str) -> Table:
    """Return a table whose rows are in the event chain; raises `KeyError` for any other."""
    return TABLES[name] if name in TABLES else LOCAL[name]


def own_head(connection: Connection) -> RowMapping:
    """Return the head of our own chain."""
    return connection.execute(select(CHAIN).where(CHAIN.c.ours)).mappings().one()


def locked_head(
    connection: Connection, *, lock: bool, here: str, along: Sequence[ColumnElement[Any]] = ()
) -> tuple[RowMapping, RowMapping]:
    """Return the head of our own chain, and a row with the columns read ``along``.

    With ``lock`` the head is locked until this transaction ends.

    ``here`` is the database's location. A copied database is a different one from then on: if our chain was last
    written elsewhere, it is kept and a new chain begins. So two copies that are used separately never write two events
    with the same number, and can be merged again.
    """
    statement = select(CHAIN, *along).where(CHAIN.c.ours)
    statement = statement.with_for_update() if lock else statement
    head = connection.execute(statement).mappings().first()
    if head is None:  # somebody else has just begun our chain here, and the awaited head is no longer ours
        head = connection.execute(statement).mappings().first()
    if head is None:
        raise DatabaseUnusable(
            "no event chain in the database is marked as its own; run `claims db verify` for details, and restore a "
            "backup"
        )
    if head["place"] == place_of(head["replica"], here):
        return head, head
    _begin_here(connection, head, here)
    return own_head(connection), head


def place_of(replica: str, here: str) -> str:
    """Return an id, in hexadecimal, of the location where a chain is written; it does not reveal the location."""
    return _sha256(f"{replica}\n{here}".encode()).hexdigest()


def _begin_here(connection: Connection, head: RowMapping, here: str) -> None:
    replica = str(uuid4())
    begun = {"replica": replica, "place": place_of(replica, here)}
    own = CHAIN.update().where(CHAIN.c.id == head["id"])
    if head["seq"] == 0:
        connection.execute(own.values(begun))
        return
    connection.execute(own.values(ours=False))
    connection.execute(CHAIN.insert().values(ours=True, seq=0, at=head["at"], hash=GENESIS, **begun))


def append_event(
    connection: Connection,
    head: RowMapping,
    *,
    at: datetime,
    who: str,
    what: str,
    written: Sequence[Written],
    proved: str | None = None,
) -> str:
    """Add one event for this transaction's rows to our chain, whose ``head`` is locked, and return its hash."""
    event = {
        "replica": head["replica"],
        "seq": head["seq"] + 1,
        "at": at,
        "who": who,
        "proved": proved,
        "what": what,
        "rows": _listed(written),
        "previous": head["hash"],
    }
    event["hash"] = event_hash(event)
    number = connection.execute(EVENT.insert().values(**event)).inserted_primary_key
    announce_event(connection, number[0] if number else 0)
    connection.execute(
        CHAIN.update().where(CHAIN.c.id == head["id"]).values(seq=event["seq"], at=at, hash=event["hash"])
    )
    return str(event["hash"])


def _listed(written: Sequence[Written]) -> str:
    """Return `compact` of the rows that an event lists; names of tables and digests need no escapes."""
    rows = [f'["{table}",{_text(uid)},"{digested}"]' for table, uid, digested in written]
    return f"[{','.join(rows)}]"


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield ``items`` in lists of at most ``size``."""
    chunk: list[T] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
