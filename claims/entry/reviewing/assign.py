"""Taking a claim and dropping it: who of the newsroom is on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.work import Work
from claims.errors import Refused
from claims.features.queue.assignments import holder
from claims.reading.find import find
from claims.reading.identity import identities
from claims.reading.records import AssignmentRecord
from claims.rules.ladder import same_person
from claims.store.tables import Assignment
from claims.text.dates import day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Made):
    """Who is on a claim now, and who was before."""

    reviewer: str | None
    """Who has it; nobody after it was dropped."""
    since: datetime | None
    before: str | None
    """Who had it."""


def take(session: Session, claim: str, *, over: bool = False, zone: tzinfo = UTC) -> Assigned:
    """Record that the person who acts takes a claim, named by number or uid.

    Taking what one has is harmless, and nothing is recorded.  Raises `Refused` when somebody else has it and it is
    not to be taken ``over``; ``zone`` is the clock on which that is told.  Two who take it at once are asked one
    after the other, as everything that is written is, so that one of them has it and the other is refused.
    """
    work, who = Work(session), _who(session)
    number, now = _now(session, claim)
    if now is not None and same_person(now.reviewer, who):
        return _assigned(work, number, now, before=now.reviewer)
    if now is not None and not over:
        raise Refused(
            f"{now.reviewer} has taken claim #{number}, since {_moment(now.at, zone)}; "
            f"`claims take {number} --over` takes it over",
            part="CLAIM",
        )
    row = work.add(Assignment(claim_id=number, reviewer=who, taken=True), f"taken by {who}")
    assert row.entered_at is not None
    return _assigned(work, number, AssignmentRecord(who, row.entered_at), before=now.reviewer if now else None)


def drop(session: Session, claim: str, *, zone: tzinfo = UTC) -> Assigned:
    """Record that the person who acts is no longer on a claim; raises `Refused` when they are not."""
    work, who = Work(session), _who(session)
    number, now = _now(session, claim)
    if now is None:
        raise Refused(f"nobody has taken claim #{number}, so there is nothing to drop", part="CLAIM")
    if not same_person(now.reviewer, who):
        raise Refused(
            f"claim #{number} is not yours to drop: {now.reviewer} has taken it, since {_moment(now.at, zone)}",
            part="CLAIM",
        )
    work.add(Assignment(claim_id=number, reviewer=now.reviewer, taken=False), f"dropped by {who}")
    return _assigned(work, number, None, before=now.reviewer)


def _now(session: Session, claim: str) -> tuple[int, AssignmentRecord | None]:
    """Return the number of the claim that is meant, and who has it."""
    connection = session.connection()
    joined = identities(connection)
    number = joined.canonical("claim", find(connection, "claim", claim, part="CLAIM"))
    return number, holder(connection, number, joined)


def _assigned(work: Work, number: int, now: AssignmentRecord | None, before: str | None) -> Assigned:
    made = work.result(claim=number)
    return Assigned(
        claim=made.claim,
        made=made.made,
        notices=made.notices,
        reviewer=now.reviewer if now else None,
        since=now.at if now else None,
        before=before,
    )


def _who(session: Session) -> str:
    who: str = session.info["by"]
    return who.strip()


def _moment(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{day_in_words(local.date())}, {local:%H:%M} {local.isoformat()[-6:]}"
