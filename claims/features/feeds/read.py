"""What a feed holds, and a stamp that changes whenever an answer may: so that asking again costs next to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, func, select

from claims.features.reach.read import corrections_reach
from claims.features.reach.records import Reached
from claims.reading.view import View
from claims.store.ledger import own_head
from claims.store.schema import CLAIM_NOW, TABLES

MOST = 50
"""How many corrections a feed holds."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The newest event, the day, and the overdue replies: together they decide every answer about the present."""

    replica: str
    event: str
    at: datetime | None
    """When the newest event was entered; None before the first."""
    day: date
    late: int
    """How many claims have a reply that is overdue: that comes with the hour, without any event."""


def stamp(connection: Connection, view: View) -> Stamp:
    """Return the stamp of the present, in two statements."""
    head = own_head(connection)
    late = select(func.count()).select_from(CLAIM_NOW).where(CLAIM_NOW.c.reply_by <= datetime.now(UTC))
    return Stamp(head["replica"], head["hash"], head["at"], view.today, connection.execute(late).scalar_one())


def newest_corrections(connection: Connection, view: View) -> list[Reached]:
    """Return the newest corrections with their reach, the newest first, in a fixed number of statements.

    Corrections of off-the-record appearances are left out.
    """
    correction, appearance = TABLES["correction"], TABLES["appearance"]
    newest = (
        select(correction.c.id)
        .join(appearance, appearance.c.id == correction.c.appearance_id)
        .order_by(correction.c.entered_at.desc(), correction.c.uid.desc())
        .limit(MOST)
    )
    numbers = list(connection.execute(newest).scalars())
    place = {number: rank for rank, number in enumerate(numbers)}
    reached = corrections_reach(connection, numbers, view) if numbers else []
    return sorted(reached, key=lambda each: place[each.correction.id])
