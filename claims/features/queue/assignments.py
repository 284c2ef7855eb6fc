"""Who is on a claim."""

from __future__ import annotations

from sqlalchemy import Connection, select

from claims.reading.identity import Identities, identities
from claims.reading.records import AssignmentRecord
from claims.store.schema import TABLES


def holder(connection: Connection, claim: int, joined: Identities | None = None) -> AssignmentRecord | None:
    """Return the current assignment of a claim or of a claim judged the same, or None."""
    assignment = TABLES["assignment"]
    members = (joined or identities(connection)).members("claim", claim)
    statement = (
        select(assignment)
        .where(assignment.c.claim_id.in_(members))
        .order_by(assignment.c.entered_at.desc(), assignment.c.uid.desc())
        .limit(1)
    )
    row = connection.execute(statement).mappings().first()
    return AssignmentRecord(row["reviewer"], row["entered_at"]) if row and row["taken"] else None


def holders(connection: Connection, joined: Identities) -> dict[int, AssignmentRecord]:
    """Return the current assignment of every claim that somebody has taken, by the number that represents the claim."""
    assignment = TABLES["assignment"]
    newest: dict[int, AssignmentRecord | None] = {}
    for row in connection.execute(select(assignment).order_by(assignment.c.entered_at, assignment.c.uid)).mappings():
        record = AssignmentRecord(row["reviewer"], row["entered_at"]) if row["taken"] else None
        newest[joined.canonical("claim", row["claim_id"])] = record
    return {number: record for number, record in sorted(newest.items()) if record is not None}
