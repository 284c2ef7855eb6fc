"""What came late: records that had been entered by a moment in another database, and were not here yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from claims.reading.records import ClaimRecord
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.schema import ARRIVAL


@dataclass(frozen=True, slots=True)
class Late:
    """How many records came later than a moment by which they had been entered, and when the last one came."""

    records: int
    last: datetime


def came_late(connection: Connection, uids: Iterable[str], as_of: datetime | None) -> Late | None:
    """Return what of these records nobody here could know at ``as_of``; nothing for the present."""
    if as_of is None:
        return None
    count, last = 0, as_of
    for some in chunks(sorted(set(uids)), MANY):
        statement = select(func.count(), func.max(ARRIVAL.c.at)).where(ARRIVAL.c.uid.in_(some), ARRIVAL.c.at > as_of)
        found, newest = connection.execute(statement).one()
        count, last = count + found, max(last, newest or last)
    return Late(count, last) if count else None


def uids_behind(claims: Iterable[ClaimRecord]) -> set[str]:
    """Return the uids of claims and of what was said, decided and asked about them."""
    found: set[str] = set()
    for claim in claims:
        found.add(claim.uid)
        for some in (claim.appearances, claim.wrong_entries, claim.reviews, claim.inquiries):
            found.update(one.uid for one in some)
    return found
