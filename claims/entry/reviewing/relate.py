"""Relating two claims, taking a relation back, and recording that two claims do not contradict each other."""

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
    """Record how one claim bears on another, or with ``withdrawn`` that it no longer does.

    Raises `Refused` when a claim is related to itself, when it is recorded already, or when there is nothing to
    take back.
    """
    work = Work(session)
    first, second = _two(session, claim, other)
    here, there = (_members(session, number) for number in (first, second))
    stands = standing_relations(session, here, kind, there)
    if stands and not withdrawn:
        raise Refused(f"claim #{first} {words(kind)} #{second} already")
    if withdrawn and not stands:
        raise Refused(f"it is not recorded that claim #{first} {words(kind)} #{second}")
    if set(here) & set(there) and not withdrawn:
        raise Refused(f"claim #{first} and #{second} are judged one, and no claim bears on itself")
    kept, no_longer = clean(note, "--note"), "no longer " if withdrawn else ""
    for a, b in stands or [(first, second)]:
        row = Relation(claim_id=a, kind=kind, other_id=b, note=kept, withdrawn=withdrawn)
        work.add(row, f"#{a} {no_longer}{words(kind)} #{b}")
    return work.result(claim=first)


def deny_contradiction(session: Session, claim: str, other: str, note: str | None) -> Made:
    """Record that two claims do not contradict each other, so that nobody is asked again.

    Raises `BadUsage` without a note, `Refused` when it stands that they do, when this is recorded already, or when
    they are one.
    """
    work = Work(session)
    note = clean(note, "--note")
    if note is None:
        raise BadUsage("say why they do not contradict each other: --note", part="--not")
    first, second = _two(session, claim, other)
    here, there = (_members(session, number) for number in (first, second))
    if set(here) & set(there):
        raise Refused(f"claim #{first} and #{second} are judged one, and no claim bears on itself")
    recorded = _newest(session, here, RelationKind.CONTRADICTS, there)
    for (a, b), withdrawn in recorded.items():
        if not withdrawn:
            raise Refused(
                f"it is recorded that claim #{a} contradicts #{b}; take that back: "
                f"claims relate {a} contradicts {b} --withdraw"
            )
    if recorded:
        raise Refused(f"it is recorded already that claim #{first} does not contradict #{second}")
    row = Relation(claim_id=first, kind=RelationKind.CONTRADICTS, other_id=second, note=note, withdrawn=True)
    work.add(row, f"#{first} does not contradict #{second}")
    return work.result(claim=first)


def standing_relations(
    session: Session, here: Collection[int], kind: RelationKind, there: Collection[int]
) -> list[Pair]:
    """Return which of some claims bear in this way on which of others; contradictions go both ways."""
    return [pair for pair, withdrawn in _newest(session, here, kind, there).items() if not withdrawn]


def _two(session: Session, claim: str, other: str) -> Pair:
    first, second = (find(session.connection(), "claim", typed, part=typed) for typed in (claim, other))
    if first == second:
        raise Refused(f"claim #{first} cannot bear on itself; name two claims")
    return first, second


def _members(session: Session, number: int) -> tuple[int, ...]:
    return identities(session.connection()).members("claim", number)


def _newest(session: Session, here: Collection[int], kind: RelationKind, there: Collection[int]) -> dict[Pair, bool]:
    """Return whether each relation that was ever recorded between two groups of claims is taken back."""
    table = TABLES["relation"]
    ways = [and_(table.c.claim_id.in_(here), table.c.other_id.in_(there))]
    if kind is RelationKind.CONTRADICTS:
        ways.append(and_(table.c.claim_id.in_(there), table.c.other_id.in_(here)))
    statement = select(table.c.claim_id, table.c.other_id, table.c.withdrawn).where(table.c.kind == kind, or_(*ways))
    rows = session.connection().execute(statement.order_by(table.c.entered_at, table.c.uid))
    return {(claim, other): withdrawn for claim, other, withdrawn in rows}
