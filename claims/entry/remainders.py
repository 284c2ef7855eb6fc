"""Proving the rest of redacted records with digests of their own.

A redaction removes the salt of the record's digest, as the redacted text could otherwise be guessed and confirmed. A
new digest, with a new salt, covers the record's first version without the redacted fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import RowMapping, Table, select, update
from sqlmodel import Session

from claims.privacy.redaction import placeholder
from claims.store.ledger import References, canonical, chunks, digest
from claims.store.past import MANY
from claims.store.schema import NAMED_TABLES, TABLES
from claims.store.tables import Remainder, new_salt
from claims.store.versions import Revisions, holds_remainder, redacted, remainders_of, remaining, revisions_of


def hold(session: Session, uids: Mapping[str, Iterable[str]]) -> int:
    """Give redacted records, by table, a digest of their present rest; return how many needed one.

    A record whose digest covers exactly its rest keeps it. A digest that covers more loses its salt, so that fields
    redacted since cannot be guessed from it.
    """
    made = 0
    for name in TABLES:
        for part in chunks(sorted(set(uids.get(name, ()))), MANY):
            made += _hold(session, TABLES[name], part)
    return made


def hold_all(session: Session) -> int:
    """Give every redacted record a digest of its rest, unless it has one; return how many got one."""
    remainder, connection = TABLES["remainder"], session.connection()
    unheld: dict[str, list[str]] = {}
    for name, table in TABLES.items():
        if name != remainder.name:
            held = select(remainder.c.row_uid).where(remainder.c.subject == name)
            without = select(table.c.uid).where(table.c.salt.is_(None), table.c.uid.not_in(held))
            unheld[name] = list(connection.execute(without).scalars())
    return hold(session, unheld)


def _hold(session: Session, table: Table, uids: Sequence[str]) -> int:
    connection = session.connection()
    statement = select(table).where(table.c.uid.in_(uids), table.c.salt.is_(None))
    rows = connection.execute(statement).mappings().all()
    references = References(connection)
    references.learn(table, rows)
    revisions = revisions_of(connection, table.name, uids)
    redactions, standing = redacted(connection, uids), remainders_of(connection, table.name, uids)
    spent: list[int] = []
    made = 0
    for row in rows:
        now, edits = canonical(table, row, references), revisions.get(row["uid"], [])
        held = [rest_of for rest_of in standing.get(row["uid"], ()) if rest_of["salt"] is not None]
        true = [rest_of for rest_of in held if holds_remainder(table.name, now, edits, rest_of)]
        if not true:
            without = _gone(table, row, edits, redactions.get(row["uid"], ()))
            salt = new_salt()
            rest = digest(table.name, remaining(now, edits, without), salt)
            fields = " ".join(sorted(without))
            session.add(Remainder(subject=table.name, row_uid=row["uid"], without=fields, digest=rest, salt=salt))
            made += 1
        spent += [rest_of["id"] for rest_of in held if rest_of not in true]
    session.flush()
    remainder = TABLES["remainder"]
    for part in chunks(spent, MANY):
        connection.execute(update(remainder).where(remainder.c.id.in_(part)).values(salt=None))
    return made


def _gone(table: Table, row: RowMapping, edits: Revisions, fields: Iterable[str]) -> set[str]:
    """Return a record's redacted fields, in its present version or an earlier one."""
    edited = {edit["field"] for edit in edits} if table.name in NAMED_TABLES else set()
    return {
        name
        for name in fields
        if name in table.c and (name in edited or row[name] in (None, placeholder(table.name, name, row["uid"])))
    }


def by_table(keys: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the uids by table."""
    uids: dict[str, list[str]] = defaultdict(list)
    for name, uid in keys:
        uids[name].append(uid)
    return uids
