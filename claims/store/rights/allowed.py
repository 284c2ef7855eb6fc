"""What each role may read and write in the tables of a database, from the catalogue and the table of rights.

A login needs no more than the program writes for a person of its role: it adds rows to the tables that its commands
write, changes the fields of named records, and keeps derived tables in step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from claims.catalogue import RECORDS
from claims.rules.rights import CONFIDENTIAL, ROLES, ROWS, WRITES
from claims.store.schema import (
    ARRIVAL,
    CHAIN,
    CLAIM_NOW,
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
)
from claims.values import value
from claims.vocabulary import Role

VERSION = "alembic_version"
"""The table with the schema's version."""

VIEWS = ("v_appearances", "v_chains", "v_claims", "v_sources")
"""The views for analysts, which hold nothing confidential."""

DERIVED = frozenset(
    table.name for table in (CLAIM_NOW, CLAIM_WORD, GIST, GIST_STEM, GIST_COUNT, SNAPSHOT_SAMPLE, SEARCH)
)
"""The tables that are computed from the records, and anew by `claims db reindex`."""

ENTERED: Mapping[str, Role] = {
    **dict.fromkeys(RECORDS, WRITES["log"]),
    **{name: least for name, (least, _) in ROWS.items()},
    # Where a copy of open records went.
    "copy": WRITES["report story"],
    "departure": WRITES["export"],
    # A redacted record's rest, and records of another database.
    "remainder": WRITES["redact"],
    "arrival": WRITES["import --records"],
    "chain": WRITES["import --records"],
    "account_password": WRITES["user password"],
    "access": WRITES["access"],
    "access_end": WRITES["user revoke"],
    "confidential_read": min(CONFIDENTIAL.values(), key=ROLES.index),
    "event": Role.READER,
}
"""The least role that adds rows to a table."""

KEPT_FROM: Mapping[tuple[str, str], Role] = {
    ("account_password", "hash"): Role.OWNER,
    ("access", "secret"): Role.OWNER,
    ("sealed", "recipients"): CONFIDENTIAL["source unseal"],
    ("sealed", "ciphertext"): CONFIDENTIAL["source unseal"],
    ("appearance", "private_note"): CONFIDENTIAL["show --confidential"],
    **{(READS.name, column.name): CONFIDENTIAL["user reads"] for column in READS.columns if column.name != "id"},
}
"""The least role that reads a column, where not everybody does."""

_HEAD = ("seq", "at", "hash")
"""What an event changes in the head of its chain."""

_EVERY_TABLE = (*TABLES, *LOCAL, *DERIVED, *(table.name for table in (EVENT, CHAIN, READS, ARRIVAL, DEPARTURE)))


@value
class Right:
    """One right: to do ``verb`` (SELECT, INSERT, UPDATE, DELETE) with a table, or with some of its columns."""

    verb: str
    table: str
    columns: tuple[str, ...] = ()
    """The columns; none for the whole table."""


DESK_RIGHTS = (Right("SELECT", VERSION), *(Right("SELECT", name) for name in LOCAL))
"""What a desk's login reads before it knows who asks: who may sign in, and how."""


@cache
def rights_of(role: Role) -> tuple[Right, ...]:
    """Return everything that a role may do with the tables of a database."""
    reads = [Right("SELECT", name) for name in (VERSION, *VIEWS)]
    return (*reads, *(right for name in _EVERY_TABLE for right in _rights_in(name, role)))


def least_for(verb: str, table: str, columns: Collection[str] = ()) -> Role | None:
    """Return the least role that may do something with a table, in all of these columns; None if none may."""
    return next(
        (role for role in ROLES if any(_covers(right, verb, table, columns) for right in rights_of(role))), None
    )


def _covers(right: Right, verb: str, table: str, columns: Collection[str]) -> bool:
    whole = not right.columns
    return (right.verb, right.table) == (verb, table) and (whole or set(columns) <= set(right.columns))


def tables() -> tuple[str, ...]:
    """Return the names of all tables, and of the views for analysts."""
    return (VERSION, *VIEWS, *_EVERY_TABLE)


def reads_in_part(role: Role) -> Mapping[str, Collection[str]]:
    """Return the columns that a role does not read, by table."""
    kept: dict[str, set[str]] = {}
    for (table, column), least in KEPT_FROM.items():
        if not _reaches(role, least):
            kept.setdefault(table, set()).add(column)
    return kept


def numbered() -> tuple[str, ...]:
    """Return the tables whose rows the server numbers."""
    return tuple(name for name in _EVERY_TABLE if "id" in columns_of_table(name))


@cache
def columns_of_table(name: str) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    others = {table.name: table for table in _OTHERS}
    table = TABLES[name] if name in TABLES else LOCAL[name] if name in LOCAL else others[name]
    return tuple(column.name for column in table.columns)


_OF_CLAIMS = (CLAIM_NOW, CLAIM_WORD, GIST, GIST_STEM, GIST_COUNT)
_OTHERS = (EVENT, CHAIN, READS, ARRIVAL, DEPARTURE, SNAPSHOT_SAMPLE, SEARCH, *_OF_CLAIMS)


def _rights_in(name: str, role: Role) -> Iterator[Right]:
    kept = reads_in_part(role).get(name, ())
    yield Right(
        "SELECT", name, tuple(column for column in columns_of_table(name) if column not in kept) if kept else ()
    )
    if name in DERIVED:
        if _reaches(role, WRITES["log"]):
            yield from (Right(verb, name) for verb in ("INSERT", "UPDATE", "DELETE"))
        return
    if _reaches(role, ENTERED[name]):
        yield Right("INSERT", name)
    changed = changeable(name, role)
    if changed:
        yield Right("UPDATE", name, changed)


def changeable(name: str, role: Role) -> tuple[str, ...]:
    """Return the columns of a table that a role changes: fields of named records, and texts that it redacts."""
    if name == CHAIN.name:
        return _HEAD
    record = RECORDS.get(name)
    if record is None:
        return ()
    fields = [field.column for field in record.columns] if record.is_named and _reaches(role, WRITES["edit"]) else []
    if _reaches(role, WRITES["redact"]):
        fields += ["salt", *(column for column in record.redactable if column not in fields)]
    return tuple(fields)


def _reaches(role: Role, least: Role) -> bool:
    return ROLES.index(role) >= ROLES.index(least)
