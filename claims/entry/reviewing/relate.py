"""Relating two claims, withdrawing a relation, and recording that two claims do not contradict each other."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, or_, select
from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.rules.texts import clean
from claims.entry.work import Work
from claims.errors import BadUsage, Refused
from claims.reading.find import find
from claims.reading.identity import identities
from claims.store.schema import TABLES
from claims.store.tables import Relation
from claims.vocabulary import RelationKind, words

Pair = tuple[int, int]


def relate(
    session: Session, claim: str, kind: RelationKind, other: str, note: str | None, *, withdrawn: bool = False
) -> Made:
    """Record how one claim relates to another, or with ``withdrawn`` that it no longer does.

    Raises `Refused` when a claim is related to itself, when the relation is already recorded, or when there is nothing
    to withdraw.
    """
    work = Work(session)
    first, second = _two(session, claim, other)
    here, there = (_members(session, number) for number in (first, second))
    stands = standing_relations(session, here, kind, there)
    if stands and not withdrawn:
        raise Refused(f"claim #{first} {words(kind)} #{second} already")
    if withdrawn and not stands:
        raise Refused(f"there is no record that claim #{first} {words(kind)} #{second}")
    if set(here) & set(there) and not withdrawn:
        raise Refused(f"claims #{first} and #{second} are judged the same, and a claim cannot relate to itself")
    kept, no_longer = clean(note, "--note"), "no longer " if withdrawn else ""
    for a, b in stands or [(first, second)]:
        row = Relation(claim_id=a, kind=kind, other_id=b, note=kept, withdrawn=withdrawn)
        work.add(row, f"#{a} {no_longer}{words(kind)} #{b}")
    return work.result(claim=first)


def deny_contradiction(session: Session, claim: str, other: str, note: str | None) -> Made:
    """Record that two claims do not contradict each other, so that the question is not asked again.

    Raises `BadUsage` without a note, `Refused` when a contradiction is recorded, when this is already recorded, or when
    the claims are judged the same.
    """
    work = Work(session)
    note = clean(note, "--note")
    if note is None:
        raise BadUsage("give the reason with --note", part="--not")
    first, second = _two(session, claim, other)
    here, there = (_members(session, number) for number in (first, second))
    if set(here) & set(there):
        raise Refused(f"claims #{first} and #{second} are judged the same, and a claim cannot relate to itself")
    recorded = _newest(session, here, RelationKind.CONTRADICTS, there)
    for (a, b), withdrawn in recorded.items():
        if not withdrawn:
            raise Refused(
                f"claim #{a} is recorded as contradicting #{b}; withdraw that first: "
                f"claims relate {a} contradicts {b} --withdraw"
            )
    if recorded:
        raise Refused(f"claim #{first} is already recorded as not contradicting #{second}")
    row = Relation(claim_id=first, kind=RelationKind.CONTRADICTS, other_id=second, note=note, withdrawn=True)
    work.add(row, f"#{first} does not contradict #{second}")
    return work.result(claim=first)


def standing_relations(
    session: Session, here: Collection[int], kind: RelationKind, there: Collection[int]
) -> list[Pair]:
    """Return the pairs of claims that have a relation of this kind; contradictions count both ways."""
    return [pair for pair, withdrawn in _newest(session, here, kind, there).items() if not withdrawn]


def _two(session: Session, claim: str, other: str) -> Pair:
    first, second = (find(session.connection(), "claim", typed, part=typed) for typed in (claim, other))
    if first == second:
        raise Refused(f"claim #{first} cannot relate to itself; name two claims")
    return first, second


def _members(session: Session, number: int) -> tuple[int, ...]:
    return identities(session.connection()).members("claim", number)


def _newest(session: Session, here: Collection[int], kind: RelationKind, there: Collection[int]) -> dict[Pair, bool]:
    """Return every relation ever recorded between two groups of claims, and whether it was withdrawn."""
    table = TABLES["relation"]
    ways = [and_(table.c.claim_id.in_(here), table.c.other_id.in_(there))]
    if kind is RelationKind.CONTRADICTS:
        ways.append(and_(table.c.claim_id.in_(there), table.c.other_id.in_(here)))
    statement = select(table.c.claim_id, table.c.other_id, table.c.withdrawn).where(table.c.kind == kind, or_(*ways))
    rows = session.connection().execute(statement.order_by(table.c.entered_at, table.c.uid))
    return {(claim, other): withdrawn for claim, other, withdrawn in rows}
