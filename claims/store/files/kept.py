"""The files that records still name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, select, union_all

from claims.rules.redacted import FILE, KEPT
from claims.store.schema import TABLES


def kept_files(connection: Connection) -> set[str]:
    """Return the SHA-256 of each file that evidence or a snapshot names, unless its copy was redacted."""
    return set(connection.execute(union_all(*map(_named, KEPT))).scalars())


def redacted_copies(subject: str) -> Select[tuple[str]]:
    """Return the statement that selects the uids of the records of a table whose kept file was redacted."""
    redaction = TABLES["redaction"]
    return select(redaction.c.row_uid).where(redaction.c.subject == subject, redaction.c.field == FILE)


def _named(subject: str) -> Select[Any]:
    table = TABLES[subject]
    name = table.c[KEPT[subject]]
    return select(name).where(name.is_not(None), table.c.uid.not_in(redacted_copies(subject)))
