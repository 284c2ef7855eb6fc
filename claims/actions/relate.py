"""Relating two claims, and taking a relation back."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Session

from claims.actions.drafts import Made
from claims.actions.work import Work, clean
from claims.errors import Refused
from claims.queries.find import find
from claims.schema import TABLES
from claims.tables import Relation
from claims.vocabulary import RelationKind, words


def relate(
    session: Session, claim: str, kind: RelationKind, other: str, note: str | None, *, withdrawn: bool = False
) -> Made:
    """Record how one claim bears on another, or with ``withdrawn`` that it no longer does.

    Raises `Refused` when a claim is related to itself, when it is recorded already, or when there is nothing to
    take back.
    """
    work = Work(session)
    first, second = (find(session.connection(), "claim", typed, part=typed) for typed in (claim, other))
    if first == second:
        raise Refused(f"claim #{first} cannot bear on itself; name two claims")
    stands = _stands(session, first, kind, second)
    if stands is not None and not withdrawn:
        raise Refused(f"claim #{first} {words(kind)} #{second} already")
    if withdrawn and stands is None:
        raise Refused(f"it is not recorded that claim #{first} {words(kind)} #{second}")
    if stands is not None:
        first, second = stands
    row = Relation(claim_id=first, kind=kind, other_id=second, note=clean(note, "--note"), withdrawn=withdrawn)
    no_longer = "no longer " if withdrawn else ""
    work.add(row, f"#{first} {no_longer}{words(kind)} #{second}")
    return work.result(claim=first)


def _stands(session: Session, claim: int, kind: RelationKind, other: int) -> tuple[int, int] | None:
    """Return the two claims in the order in which the relation is recorded; none if it does not stand."""
    table = TABLES["relation"]
    ways = [(claim, other)] + ([(other, claim)] if kind is RelationKind.CONTRADICTS else [])
    for a, b in ways:
        statement = (
            select(table.c.withdrawn)
            .where(table.c.claim_id == a, table.c.kind == kind, table.c.other_id == b)
            .order_by(table.c.entered_at.desc(), table.c.uid.desc())
        )
        newest = session.connection().execute(statement).scalars().first()
        if newest is False:
            return a, b
    return None
