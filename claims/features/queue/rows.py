"""What the queue asks of rows: that they had been entered, stand, decide; as conditions for statements.

What a condition says of a row, it says of the row alone: claims judged one with others are looked at by the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, func, or_, select, true

from claims.reading.view import View
from claims.store.past import turned_off_record
from claims.store.schema import TABLES
from claims.vocabulary import KINDS_WITH_OUTCOME, VERDICTS, CorrectionKind, Outcome, RelationKind, Status, Terms

CLAIM = TABLES["claim"]


class RowConditions:
    """Conditions on rows as a view asks about them."""

    def __init__(self, connection: Connection, view: View) -> None:
        self.view = view
        self._turned = sorted(turned_off_record(connection, view.as_of))

    def entered(self, table: FromClause) -> ColumnElement[bool]:
        """Return that a row had been entered at the moment asked about."""
        return true() if self.view.as_of is None else table.c.entered_at <= self.view.as_of

    def is_newest(
        self, name: str, row: FromClause, *keys: str, given: str | None = None, joined: FromClause | None = None
    ) -> ColumnElement[bool]:
        """Return that no later row of a table has the same keys; of reviews, none that decides and has ``given``.

        Where rows with the same keys are ``joined``, it is asked only of what is left then.
        """
        later = aliased(name, "later")
        same = [later.c[key] == (row if joined is None else joined).c[key] for key in keys]
        if name == "review":
            same.append(~later.c.proposed)
        if given is not None:
            same.append(later.c[given].is_not(None))
        return ~exists().where(*same, self.entered(later), is_after(later, row))

    def heard(self, appearance: FromClause) -> tuple[ColumnElement[bool], ...]:
        """Return that an appearance had been entered and is not off the record, unless that is asked for."""
        entered = self.entered(appearance)
        if self.view.confidential:
            return (entered,)
        told = (entered, appearance.c.terms != Terms.OFF_RECORD)
        return (*told, appearance.c.id.not_in(self._turned)) if self._turned else told

    def on_record(self, appearance: FromClause, *corrections: CorrectionKind) -> tuple[ColumnElement[bool], ...]:
        """Return the same, and that it was not corrected so: entered wrongly, if nothing else is said."""
        correction = aliased("correction", "marking")
        corrected = exists().where(
            correction.c.appearance_id == appearance.c.id,
            correction.c.kind.in_(corrections or (CorrectionKind.WRONG,)),
            self.entered(correction),
        )
        return *self.heard(appearance), ~corrected

    def settled_since(self, at: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Return that a verdict or an outcome stands that was given (or given again) since a moment."""
        return or_(
            *(
                exists().where(review.c.claim_id == CLAIM.c.id, review.c.entered_at >= at, settles, *newest)
                for review, settles, newest in (self.verdict(), self.outcome())
            )
        )

    def verdict(
        self, joined: FromClause | None = None
    ) -> tuple[FromClause, ColumnElement[bool], Sequence[ColumnElement[bool]]]:
        """Return reviews, that one of them gives a verdict, and that it is the one that stands (`is_newest`)."""
        review = aliased("review", "verdict")
        decided = (~review.c.proposed, self.entered(review))
        newest = self.is_newest("review", review, "claim_id", joined=joined)
        return review, review.c.status.in_(VERDICTS), (*decided, newest)

    def outcome(self) -> tuple[FromClause, ColumnElement[bool], Sequence[ColumnElement[bool]]]:
        """Return reviews, that one of them says what became of the claim, and that it is the one that stands."""
        review = aliased("review", "given")
        given = (~review.c.proposed, review.c.outcome.is_not(None), self.entered(review))
        settles = and_(review.c.outcome != Outcome.PENDING, CLAIM.c.kind.in_(KINDS_WITH_OUTCOME))
        newest = self.is_newest("review", review, "claim_id", given="outcome")
        return review, settles, (*given, newest)

    def settled_as_wrong(self, number: ColumnElement[int]) -> ColumnElement[bool]:
        """Return that a claim was refuted, or that what it says did not come to be."""
        verdict, _, is_verdict = self.verdict()
        given, _, is_outcome = self.outcome()
        refuted = exists().where(verdict.c.claim_id == number, verdict.c.status == Status.REFUTED, *is_verdict)
        failed = exists().where(given.c.claim_id == number, given.c.outcome == Outcome.DID_NOT_OCCUR, *is_outcome)
        return or_(refuted, failed)

    def superseded(self, number: ColumnElement[int]) -> ColumnElement[bool]:
        """Return that another claim has taken a claim's place."""
        relation = aliased("relation", "superseding")
        return exists().where(
            relation.c.other_id == number,
            relation.c.kind == RelationKind.SUPERSEDES,
            ~relation.c.withdrawn,
            self.entered(relation),
            self.is_newest("relation", relation, "claim_id", "kind", "other_id"),
        )


@cache
def aliased(name: str, role: str = "one") -> FromClause:
    """Return a table under a name of its own: what a condition looks at is not what the statement selects."""
    return TABLES[name].alias(f"{role}_{name}")


def newest_value(value: ColumnElement[Any], rows: FromClause, *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return a value of the newest row of the claim that fits, by time of entry and uid."""
    return (
        select(value)
        .where(rows.c.claim_id == CLAIM.c.id, *conditions)
        .order_by(rows.c.entered_at.desc(), rows.c.uid.desc())
        .limit(1)
        .correlate(CLAIM)
        .scalar_subquery()
    )


def first_by_claim(
    claim: ColumnElement[int], at: ColumnElement[datetime], rows: FromClause, *conditions: ColumnElement[bool]
) -> FromClause:
    """Return the claims with rows that fit, and the time of the first; by itself, so that it is not asked of all."""
    first = func.min(at, type_=at.type).label("since")
    statement = select(claim.label("claim_id"), first).select_from(rows).where(*conditions).group_by(claim)
    return statement.subquery()


def is_after(later: FromClause, row: FromClause) -> ColumnElement[bool]:
    """Return that a row is later than another, by time of entry and uid."""
    return or_(
        later.c.entered_at > row.c.entered_at,
        and_(later.c.entered_at == row.c.entered_at, later.c.uid > row.c.uid),
    )


def is_named(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return that a column holds a name, in whatever case; the rules compare as the ladder does."""
    spelt = {name, name.strip(), name.casefold(), name.title(), name.upper()}
    return or_(func.lower(column) == name.strip().casefold(), column.in_(sorted(spelt)))
