"""Taking a claim and dropping it: who in the newsroom is checking it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from sqlalchemy import select
from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.work import Work
from claims.errors import NotFound, Refused
from claims.features.queue.assignments import holder, holders
from claims.privacy.offrecord import only_off_record
from claims.reading.records import AssignmentRecord
from claims.rules.ladder import name_key, same_person
from claims.store.schema import TABLES
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


class Had(Refused):
    """Somebody else has the claim."""

    def __init__(self, fact: str, remedy: str) -> None:
        """Say the ``fact``, and the ``remedy`` as a command."""
        super().__init__(f"{fact}; {remedy}", part="CLAIM")
        self.fact = fact


def take(session: Session, claim: str, *, over: bool = False, zone: tzinfo = UTC) -> Assigned:
    """Record that the acting person takes a claim, named by number or uid.

    Taking one's own claim records nothing. Raises `Had` when somebody else has the claim, unless it is taken
    ``over``; ``zone`` is the clock of the message. If two people take it at once, the lock lets the first have it and
    refuses the second.
    """
    work, who = Work(session), _who(session)
    number, now = _now(work, claim)
    if now is not None and same_person(now.reviewer, who):
        return _assigned(work, number, now, before=now.reviewer)
    if now is not None and not over:
        raise Had(
            f"{now.reviewer} has had claim #{number} since {_moment(now.at, zone)}",
            f"take it over with `claims take {number} --over`",
        )
    row = work.add(Assignment(claim_id=number, reviewer=who, taken=True), f"taken by {who}")
    assert row.entered_at is not None
    return _assigned(work, number, AssignmentRecord(who, row.entered_at), before=now.reviewer if now else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Made):
    """The claims that one person took over from another."""

    claims: tuple[int, ...]
    """Their numbers, without those known only off the record."""
    unlisted: int
    """How many more are known only off the record."""
    reviewer: str
    before: str


def take_from(session: Session, name: str) -> HandedOver:
    """Record that the acting person takes over every claim that the person ``name`` has.

    Raises `NotFound` if nobody of that name has a claim, and `Refused` if the acting person is that person.
    """
    work, who = Work(session), _who(session)
    if same_person(name, who):
        raise Refused(f"{who} already has these claims; name the person whose claims you take over", part="--from")
    everyone = holders(work.connection, work.joined)
    theirs = {number: record for number, record in everyone.items() if same_person(record.reviewer, name)}
    if not theirs:
        raise NotFound(_nobody(name, everyone.values()), part="--from")
    for number in theirs:
        values = {"claim_id": number, "reviewer": who, "taken": True}
        work.insert("assignment", values, label=f"taken by {who}")
    listed = _listed(work, theirs)
    made = work.result()
    return HandedOver(
        made=made.made,
        notices=made.notices,
        claims=listed,
        unlisted=len(theirs) - len(listed),
        reviewer=who,
        before=next(iter(theirs.values())).reviewer,
    )


def _listed(work: Work, numbers: Iterable[int]) -> tuple[int, ...]:
    """Return a number for each claim that is not known only off the record, in order."""
    members = {number: work.joined.members("claim", number) for number in numbers}
    claim = TABLES["claim"]
    every = [member for group in members.values() for member in group]
    query = select(claim.c.id).where(claim.c.id.in_(every), only_off_record("claim", None))
    secret = frozenset(work.connection.execute(query).scalars())
    known = ([each for each in (number, *group) if each not in secret] for number, group in members.items())
    return tuple(sorted(numbers[0] for numbers in known if numbers))


def _nobody(name: str, everyone: Iterable[AssignmentRecord]) -> str:
    """Return that a person has no claim, and who has any."""
    names = sorted({name_key(record.reviewer): record.reviewer for record in everyone}.values(), key=name_key)
    others = f"claims are with {', '.join(names)}" if names else "nobody has taken a claim"
    return f'"{name.strip()}" has taken no claim; {others}'


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
