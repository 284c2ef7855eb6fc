"""Holding what is left of redacted records by digests of their own.

The salt of a record's digest goes with what is redacted, so that nobody can find out by trying what that was.  A new
digest, under a new salt, is of the record's first version without the fields that went.
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
    """Hold what is left of some redacted records, given by table, as they stand; return how many were not held.

    Those whose digest is of what is left are held already.  A digest that is of more loses its salt, so that nothing
    which went since can be found out by it.
    """
    made = 0
    for name in TABLES:
        for some in chunks(sorted(set(uids.get(name, ()))), MANY):
            made += _hold(session, TABLES[name], some)
    return made


def hold_all(session: Session) -> int:
    """Hold what is left of every redacted record that has no such digest, and return how many had none."""
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
        held = [one for one in standing.get(row["uid"], ()) if one["salt"] is not None]
        true = [one for one in held if holds_remainder(table.name, now, edits, one)]
        if not true:
            without = _gone(table, row, edits, redactions.get(row["uid"], ()))
            salt = new_salt()
            rest = digest(table.name, remaining(now, edits, without), salt)
            fields = " ".join(sorted(without))
            session.add(Remainder(subject=table.name, row_uid=row["uid"], without=fields, digest=rest, salt=salt))
            made += 1
        spent += [one["id"] for one in held if one not in true]
    session.flush()
    remainder = TABLES["remainder"]
    for some in chunks(spent, MANY):
        connection.execute(update(remainder).where(remainder.c.id.in_(some)).values(salt=None))
    return made


def _gone(table: Table, row: RowMapping, edits: Revisions, fields: Iterable[str]) -> set[str]:
    """Return the fields of a record that went, in its present version or in one before."""
    edited = {edit["field"] for edit in edits} if table.name in NAMED_TABLES else set()
    return {
        name
        for name in fields
        if name in table.c and (name in edited or row[name] in (None, placeholder(table.name, name, row["uid"])))
    }


def by_table(keys: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return uids by the table of each."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, uid in keys:
        found[name].append(uid)
    return found
