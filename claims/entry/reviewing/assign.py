"""Taking a claim and dropping it: who in the newsroom is checking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.work import Work
from claims.errors import Refused
from claims.features.queue.assignments import holder
from claims.reading.records import AssignmentRecord
from claims.rules.ladder import same_person
from claims.store.tables import Assignment
from claims.text.dates import day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Made):
    """Who is checking a claim now, and who was before."""

    reviewer: str | None
    """Who has the claim; None after it was dropped."""
    since: datetime | None
    before: str | None
    """Who had the claim before."""


def take(session: Session, claim: str, *, over: bool = False, zone: tzinfo = UTC) -> Assigned:
    """Record that the acting person takes a claim, named by number or uid.

    Taking one's own claim records nothing. Raises `Refused` when somebody else has the claim, unless it is taken
    ``over``; ``zone`` is the clock of the message. If two people take it at once, the lock lets the first have it and
    refuses the second.
    """
    work, who = Work(session), _who(session)
    number, now = _now(work, claim)
    if now is not None and same_person(now.reviewer, who):
        return _assigned(work, number, now, before=now.reviewer)
    if now is not None and not over:
        raise Refused(
            f"{now.reviewer} has had claim #{number} since {_moment(now.at, zone)}; "
            f"take it over with `claims take {number} --over`",
            part="CLAIM",
        )
    row = work.add(Assignment(claim_id=number, reviewer=who, taken=True), f"taken by {who}")
    assert row.entered_at is not None
    return _assigned(work, number, AssignmentRecord(who, row.entered_at), before=now.reviewer if now else None)


def drop(session: Session, claim: str, *, zone: tzinfo = UTC) -> Assigned:
    """Record that the acting person no longer has a claim; raises `Refused` if they do not have it."""
    work, who = Work(session), _who(session)
    number, now = _now(work, claim)
    if now is None:
        raise Refused(f"claim #{number} is not taken, so there is nothing to drop", part="CLAIM")
    if not same_person(now.reviewer, who):
        raise Refused(
            f"claim #{number} is not yours to drop: {now.reviewer} has had it since {_moment(now.at, zone)}",
            part="CLAIM",
        )
    work.add(Assignment(claim_id=number, reviewer=now.reviewer, taken=False), f"dropped by {who}")
    return _assigned(work, number, None, before=now.reviewer)


def _now(work: Work, claim: str) -> tuple[int, AssignmentRecord | None]:
    """Return the claim's number and who has it."""
    number = work.canonical("claim", claim, "CLAIM")
    return number, holder(work.connection, number, work.joined)


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
