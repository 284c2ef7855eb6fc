"""The stored copies of evidence that records still name."""

from __future__ import annotations

from sqlalchemy import Connection, Select, select

from claims.rules.redacted import FILE
from claims.store.schema import TABLES


def kept_files(connection: Connection) -> set[str]:
    """Return the SHA-256 of each file that evidence names, unless its copy was redacted."""
    evidence = TABLES["evidence"]
    named = select(evidence.c.sha256).where(evidence.c.sha256.is_not(None), evidence.c.uid.not_in(redacted_copies()))
    return set(connection.execute(named).scalars())


def redacted_copies() -> Select[tuple[str]]:
    """Return the statement that selects the uids of evidence whose stored copy was redacted."""
    redaction = TABLES["redaction"]
    return select(redaction.c.row_uid).where(redaction.c.subject == "evidence", redaction.c.field == FILE)
