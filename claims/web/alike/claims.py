"""Are these two claims one? The pairs that are proposed, and two claims side by side with their counts as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.entry.reviewing.judge import judge
from claims.errors import BadValue, ClaimsError, Refused
from claims.features.similar.proposing import claims_to_compare, proposals_for, shown_statements
from claims.privacy.confided import refuse_confided
from claims.reading.dossier import claim_named
from claims.reading.find import find
from claims.reading.records import ClaimRecord
from claims.reading.registers.offered import Offer, offers
from claims.text.references import number_in
from claims.text.similarity import Proposed
from claims.vocabulary import JudgementKind
from claims.web.alike.claims_showing import AlikeClaims, ClaimPair, ClaimTrial, claims_body, pair_body
from claims.web.chassis.page import Page
from claims.web.chassis.visit import Visit

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

LOOKED_AT = 25
"""For how many claims a page looks for others that are perhaps the same: each takes some statements."""


def queue(visit: Visit) -> Page:
    """List the claims that others are perhaps the same as, newest first, of a story or of all."""
    before = visit.asked("before")
    last = None if before is None else number_in(before)
    if before is not None and last is None:
        raise BadValue(f'"{before}" is not the number of a claim')

    def read(connection: Connection) -> tuple[AlikeClaims, list[Offer]]:
        return _alike(connection, visit, last), offers(connection, "story", most=100)

    alike, stories = visit.read(read)
    return Page("Are these two claims one?", claims_body(alike, stories, visit.asked("story") or ""))


def _alike(connection: Connection, visit: Visit, last: int | None) -> AlikeClaims:
    """Return the proposals on the newest claims before a number."""
    known = claims_to_compare(connection, visit.asked("story"), visit.question)
    numbers = [number for number in sorted(known, reverse=True) if last is None or number < last]
    looked = numbers[:LOOKED_AT]
    pairs: dict[frozenset[int], ClaimPair] = {}
    for number in looked:
        for proposal in proposals_for(connection, number, visit.question):
            if proposal.proposed is Proposed.DUPLICATE:
                pair = frozenset((number, proposal.id))
                pairs.setdefault(pair, ClaimPair(min(pair), max(pair), proposal.alike, proposal.why))
    statements = shown_statements(connection, sorted({number for pair in pairs for number in pair}))
    following = looked[-1] if len(numbers) > len(looked) else None
    return AlikeClaims(tuple(pairs.values()), statements, len(looked), following)


def compare(visit: Visit) -> Page:
    """Show two claims side by side, and what the counts would be if they were one."""
    first, second = visit.read(lambda connection: _both(connection, visit))
    if first.id == second.id:
        raise Refused(f"both are claim #{first.id} already")
    return Page(
        "Are these two claims one?", pair_body(first, second, _tried(visit, first.id, second.id)), heading=False
    )


def _both(connection: Connection, visit: Visit) -> tuple[ClaimRecord, ClaimRecord]:
    records = []
    for name in ("first", "second"):
        number = find(connection, "claim", visit.path[name])
        refuse_confided(connection, "claim", number, "claims show")
        records.append(claim_named(connection, str(number), visit.question))
    return records[0], records[1]


def _tried(visit: Visit, first: int, second: int) -> ClaimTrial:
    """Return what judging two claims the same would do; nothing of it is kept."""

    def as_one(session: Session) -> ClaimTrial:
        made = judge(session, "claim", JudgementKind.DUPLICATE, str(first), str(second), "a trial")
        session.flush()
        record = claim_named(session.connection(), str(made.made[-1].id), visit.question)
        return ClaimTrial(record, tuple(made.notices))

    try:
        return visit.tried(as_one)
    except ClaimsError as problem:
        return ClaimTrial(problem=problem)
