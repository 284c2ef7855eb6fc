"""Late arrivals: records entered by a moment in another database, but not yet in this one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, select

from claims.reading.records import ClaimRecord
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.schema import ARRIVAL
from claims.values import value


@value
class Late:
    """How many records arrived after a moment although they had been entered by then, and when the last one did."""

    records: int
    last: datetime


def came_late(connection: Connection, uids: Iterable[str], as_of: datetime | None) -> Late | None:
    """Return which of these records were still unknown here at ``as_of``; empty for the present."""
    if as_of is None:
        return None
    count, last = 0, as_of
    for part in chunks(sorted(set(uids)), MANY):
        statement = select(func.count(), func.max(ARRIVAL.c.at)).where(ARRIVAL.c.uid.in_(part), ARRIVAL.c.at > as_of)
        late, newest = connection.execute(statement).one()
        count, last = count + late, max(last, newest or last)
    return Late(count, last) if count else None


def uids_behind(claims: Iterable[ClaimRecord]) -> set[str]:
    """Return the uids of claims and of their appearances, reviews and inquiries."""
    uids: set[str] = set()
    for claim in claims:
        uids.add(claim.uid)
        for records in (claim.appearances, claim.wrong_entries, claim.reviews, claim.inquiries):
            uids.update(member.uid for member in records)
    return uids
