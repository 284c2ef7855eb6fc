"""How the likely claims stand: verdict, outlets and independent origins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from claims.reading.dossier import claim_records
from claims.reading.identity import identities, identities_shown, on_record
from claims.reading.records import ClaimRecord, ReviewRecord
from claims.reading.view import View
from claims.rules.ladder import is_overdue, rests_on_other_words
from claims.rules.sourcing import Count
from claims.store.schema import CLAIM_NOW, TABLES
from claims.vocabulary import Outcome, Status

MANY = 20
"""With more appearances than this, origins are counted anew: the kept counts do not say which are estimates."""


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A claim that we hold, and how it stands."""

    id: int
    uid: str
    status: Status
    outcome: Outcome | None
    overdue: bool
    outlets: int
    independent: Count
    on_other_words: bool = False
    """Whether its verdict or outcome judged an earlier wording."""
    waiting: tuple[ReviewRecord, ...] = ()
    """The proposals that wait for a second person."""


def held_as(record: ClaimRecord) -> HeldClaim:
    """Return how a claim stands by its records."""
    return HeldClaim(
        id=record.id,
        uid=record.uid,
        status=record.status,
        outcome=record.outcome,
        overdue=record.overdue,
        outlets=record.outlet_count,
        independent=record.origins.independent,
        on_other_words=rests_on_other_words(record.reviews) is not None,
        waiting=record.waiting,
    )


def held(connection: Connection, numbers: Sequence[int], view: View) -> dict[int, HeldClaim]:
    """Return how these claims stand, by canonical number: as kept for the present, else by their records.

    The records also say what waits for a second person and judgements in other words.
    """
    claims = _kept(connection, numbers, view)
    rest = [number for number in numbers if number not in claims]
    return claims | _recorded(connection, rest, view) if rest else claims


def _kept(connection: Connection, numbers: Sequence[int], view: View) -> dict[int, HeldClaim]:
    joined = identities(connection)
    asks_more = view.confidential or view.public or view.trust_labels
    if view.as_of or view.published_until or asks_more or on_record(connection, joined) != joined:
        return {}
    claims = {}
    for row in connection.execute(_keeping(), {"numbers": list(numbers)}):
        if row.proposed_at is None and row.reworded_at is None and row.appearances <= MANY:
            overdue = is_overdue(row.outcome, row.due_by, view.today)
            count = Count(row.independent_at_least, row.independent_at_most, row.independent_at_most is None, False)
            claims[row.claim_id] = HeldClaim(
                row.claim_id, row.uid, row.status, row.outcome, overdue, row.outlets, count
            )
    return claims


@lru_cache(maxsize=1)
def _keeping() -> Select[Any]:
    """Return the statement for how claims stand; making it takes longer than answering it."""
    claim, now = TABLES["claim"], CLAIM_NOW.c
    columns = (
        now.claim_id,
        now.status,
        now.outcome,
        now.due_by,
        now.outlets,
        now.appearances,
        now.independent_at_least,
        now.independent_at_most,
        now.proposed_at,
        now.reworded_at,
    )
    chosen = (now.claim_id == now.stands_for_id, now.claim_id.in_(bindparam("numbers", expanding=True)))
    return select(claim.c.uid, *columns).join(claim, claim.c.id == now.claim_id).where(*chosen)


def _recorded(connection: Connection, numbers: Sequence[int], view: View) -> dict[int, HeldClaim]:
    claim, joined = TABLES["claim"], identities_shown(connection, view.as_of, confidential=view.confidential)
    wanted = sorted(joined.all_members("claim", numbers))
    records = claim_records(connection, select(claim.c.id).where(claim.c.id.in_(wanted)), view, joined)
    return {record.id: held_as(record) for record in records if record.id in numbers}
