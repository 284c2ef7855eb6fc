"""What changed for a person: what others entered about the claims that the person works on."""

from __future__ import annotations

from sqlalchemy import Connection, select

from claims.features.changes.read import Changes, changes_after
from claims.features.queue.assignments import holders
from claims.privacy.offrecord import off_record_replies
from claims.reading.identity import Identities
from claims.reading.view import View
from claims.rules.ladder import same_person
from claims.store.schema import TABLES


def changes_for(connection: Connection, who: str, after: int, view: View) -> Changes:
    """Return what others entered, after an event, about claims that a person took, entered, reviewed or asked about.

    It holds nothing confidential, and no off-the-record reply.
    """

    def concerned(connection: Connection, joined: Identities) -> set[int]:
        taken = {claim for claim, held in holders(connection, joined).items() if same_person(held.reviewer, who)}
        return taken | {joined.canonical("claim", claim) for claim in _entered_by(connection, who)}

    new = changes_after(connection, after, view, concerned)
    secret = off_record_replies(connection, select(TABLES["claim"].c.id)) if new.changes else {}
    hidden = {f"reply #{number}" for number in secret}
    changes = (change for change in new.changes if change.entry.record not in hidden)
    return Changes(tuple(change for change in changes if not same_person(change.entry.who, who)), new.event)


def _entered_by(connection: Connection, who: str) -> set[int]:
    """Return the claims that a person entered, reviewed, asked about, or entered an appearance of."""
    claims: set[int] = set()
    for name, column in (("claim", "id"), ("appearance", "claim_id"), ("review", "claim_id"), ("inquiry", "claim_id")):
        table = TABLES[name]
        names = connection.execute(select(table.c.entered_by).distinct()).scalars()
        mine = [entered for entered in names if same_person(entered, who)]
        claims |= set(connection.execute(select(table.c[column]).where(table.c.entered_by.in_(mine))).scalars())
    return claims
