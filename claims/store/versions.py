"""A record's first version, which its digest covers, and the remainder after a redaction.

A named record is edited in place: its first version is recovered by undoing its revisions. A redaction removes fields
from every version, and with them the salt of the record's digest. The rest has a digest of its own: of the first
version without the redacted fields (`claims.store.tables.Remainder`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from claims.rules.redacted import placeholder
from claims.store.ledger import digest, reference_targets
from claims.store.schema import NAMED_TABLES, TABLES

Revisions = Sequence[Mapping[Any, Any]]
"""The edits of one named record, newest first."""


def revisions_of(connection: Connection, table: str, uids: Sequence[str]) -> dict[str, list[RowMapping]]:
    """Return the edits of named records by uid, newest first; empty for other records."""
    if table not in NAMED_TABLES:
        return {}
    revision = TABLES["revision"]
    statement = (
        select(revision)
        .where(revision.c.subject == table, revision.c.row_uid.in_(uids))
        .order_by(revision.c.entered_at.desc(), revision.c.uid.desc())
    )
    revisions: dict[str, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(statement).mappings():
        revisions[row["row_uid"]].append(row)
    return revisions


def undone(content: Mapping[str, Any], revisions: Revisions) -> dict[str, Any]:
    """Return a named record's canonical content before ``revisions``."""
    past = dict(content)
    for revision in revisions:
        old = None if revision["old"] is None else json.loads(revision["old"])
        if old is None:
            past.pop(revision["field"], None)
        else:
            past[revision["field"]] = old
    return past


def remaining(content: Mapping[str, Any], revisions: Revisions, without: Iterable[str]) -> dict[str, Any]:
    """Return a record's first version without the redacted fields."""
    gone = set(without)
    return {name: value for name, value in undone(content, revisions).items() if name not in gone}


def holds_remainder(table: str, content: Mapping[str, Any], revisions: Revisions, remainder: Mapping[Any, Any]) -> bool:
    """Return whether the rest of a redacted record matches its remainder, and the redacted fields are empty."""
    without = remainder["without"].split()
    edited = {revision["field"] for revision in revisions}
    empty = all(
        content.get(name) in (None, placeholder(table, name, content["uid"])) for name in without if name not in edited
    )
    return empty and digest(table, remaining(content, revisions, without), remainder["salt"]) == remainder["digest"]


def follows(connection: Connection, table: Table, content: Mapping[str, Any], revisions: Revisions) -> bool:
    """Return whether each revised field has the value of its newest revision.

    Earlier revisions need not lead up to it: if two people edited separately, both began with the same value.
    """
    newest: dict[str, Mapping[Any, Any]] = {}
    for revision in revisions:
        newest.setdefault(revision["field"], revision)
    return all(_stands(connection, table, content, revision) for revision in newest.values())


def _stands(connection: Connection, table: Table, content: Mapping[str, Any], newest: Mapping[Any, Any]) -> bool:
    field = newest["field"]
    value = content.get(field)
    new = None if newest["new"] is None else json.loads(newest["new"])
    if value == new:
        return True
    if new is None:
        slug = placeholder(table.name, field, content["uid"])
        return value == slug and "new" in redacted(connection, [newest["uid"]]).get(newest["uid"], ())
    # An export of a story, or one without confidential material, may lack the record a field referred to.
    target = reference_targets(table).get(field)
    if value is not None or target is None:
        return False
    there = TABLES[target]
    return connection.execute(select(there.c.id).where(there.c.uid == str(new))).first() is None


def redacted(connection: Connection, uids: Sequence[str]) -> dict[str, set[str]]:
    """Return the redacted fields of records, by uid."""
    fields: dict[str, set[str]] = defaultdict(set)
    if uids:
        redaction = TABLES["redaction"]
        statement = select(redaction.c.row_uid, redaction.c.field).where(redaction.c.row_uid.in_(uids))
        for uid, field in connection.execute(statement):
            fields[uid].add(field)
    return fields


def remainders_of(connection: Connection, subject: str, uids: Sequence[str]) -> dict[str, list[RowMapping]]:
    """Return the remainders of redacted records, by uid, including those no longer in force."""
    remainders: dict[str, list[RowMapping]] = defaultdict(list)
    if uids:
        remainder = TABLES["remainder"]
        statement = select(remainder).where(remainder.c.subject == subject, remainder.c.row_uid.in_(uids))
        for row in connection.execute(statement.order_by(remainder.c.id)).mappings():
            remainders[row["row_uid"]].append(row)
    return remainders
