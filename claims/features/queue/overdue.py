"""How much is overdue: two counts, for monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, func, select

from claims.reading.view import View
from claims.store.schema import CLAIM_NOW
from claims.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many claims wait past a deadline; claims known only off the record are not counted."""

    claims: int
    """Claims whose last day has passed without an outcome."""
    replies: int
    """Claims with an inquiry whose deadline for a reply has passed."""


def overdue(connection: Connection, view: View) -> Overdue:
    """Return what is overdue at present, in one statement; closed stories count for those who may see them."""
    now = CLAIM_NOW.c
    late = and_(now.due_by < view.today, now.outcome == Outcome.PENDING)
    counts = select(
        func.count().filter(late).label("claims"),
        func.count().filter(now.reply_by < datetime.now(UTC)).label("replies"),
    ).where(now.claim_id == now.stands_for_id, ~now.confided)
    return Overdue(*connection.execute(counts).one())
