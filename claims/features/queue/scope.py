"""What the whole queue is narrowed to: filters, the claims of which rows alone cannot tell, and what is secret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, or_, select, true

from claims.features.queue.rows import CLAIM, RowConditions, aliased, is_named, newest_value
from claims.privacy.offrecord import is_off_record, only_off_record
from claims.reading.identity import Identities
from claims.reading.stories import story_scope
from claims.reading.view import View
from claims.rules.urgency import DAYS
from claims.store.schema import TABLES
from claims.vocabulary import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilters:
    """What the queue is narrowed to; numbers of records where records are meant."""

    story: int | None = None
    outlet: int | None = None
    reviewer: str | None = None
    """Claims that this person has taken, and those that they reviewed last and nobody has taken."""
    unassigned: bool = False
    kinds: tuple[Urgency, ...] = ()
    """Claims that wait for one of these reasons, if any is given."""
    days: int = DAYS
    """How many days ahead what comes due is looked for."""
    claims: tuple[int, ...] | None = None
    """Among which claims, if not all."""


class Scope:
    """What is asked, and of which claims rows alone can tell.

    ``unsure`` are the claims judged one with others, and those edited since the moment asked about; ``twins`` those
    for which another stands; ``secret`` those known only off the record, unless the view asks for these.
    """

    def __init__(self, connection: Connection, filters: QueueFilters, view: View, joined: Identities) -> None:
        self.connection, self.filters, self.view, self.joined = connection, filters, view, joined
        self.now = view.as_of or datetime.now(UTC)
        self.rows = RowConditions(connection, view)
        self.edited = self.edited_among("claim", ("kind", "weight"))
        groups = [members for (subject, _), members in joined.members_of.items() if subject == "claim"]
        self.twins = sorted(number for members in groups for number in members[1:])
        self.unsure = frozenset({*(number for members in groups for number in members), *self.edited})
        self.secret = self._secret()
        self.conditions = self._conditions()

    def _conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions that hold for every claim, exact for what is no claim judged one with others."""
        filters, conditions = self.filters, [self.rows.entered(CLAIM)]
        if filters.story is not None:
            members = story_scope(self.connection, filters.story, self.joined, self.view.as_of)
            conditions.append(CLAIM.c.id.in_(members))
        if filters.claims is not None:
            conditions.append(CLAIM.c.id.in_(self.joined.all_members("claim", filters.claims)))
        alone = []
        if filters.outlet is not None:
            alone.append(self._carried_by(filters.outlet))
        if filters.reviewer is not None:
            alone.append(self._is_with(filters.reviewer))
        if filters.unassigned:
            alone.append(self._holder().is_(None))
        return [*conditions, self.exactly(*alone)] if alone else conditions

    def exactly(self, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        """Return that conditions hold, or that they say nothing of the claim, as it is not alone or was edited."""
        if not self.unsure:
            return and_(true(), *conditions)
        return or_(CLAIM.c.id.in_(sorted(self.unsure)), and_(true(), *conditions))

    def _carried_by(self, outlet: int) -> ColumnElement[bool]:
        """Return that the outlet carried the claim on the record, or may have where an article was edited or joined."""
        appearance, article = aliased("appearance", "carrying"), aliased("article")
        of_outlet = article.c.outlet_id.in_(self.joined.members("outlet", outlet))
        unsure = {number for subject, number in self.joined.canonical_of if subject == "article"}
        unsure.update(self.edited_among("article", ("outlet_id",)))
        carried = (
            select(appearance.c.claim_id)
            .join(article, article.c.id == appearance.c.article_id)
            .where(or_(of_outlet, article.c.id.in_(sorted(unsure))), *self.rows.on_record(appearance))
        )
        return CLAIM.c.id.in_(carried)

    def _is_with(self, reviewer: str) -> ColumnElement[bool]:
        """Return that somebody has taken the claim, or reviewed it last and nobody has taken it; case is no matter."""
        review = aliased("review", "last")
        last = newest_value(review.c.entered_by, review, self.rows.entered(review))
        holder = self._holder()
        return or_(is_named(holder, reviewer), and_(holder.is_(None), is_named(last, reviewer)))

    def _holder(self) -> ColumnElement[Any]:
        """Return who has taken the claim: the newest row says; null for nobody."""
        assignment = aliased("assignment")
        taken = case((assignment.c.taken, assignment.c.reviewer))
        return newest_value(taken, assignment, self.rows.entered(assignment))

    def _secret(self) -> frozenset[int]:
        """Return the claims known only off the record, found from what is off it."""
        if self.view.confidential:
            return frozenset()
        appearance = TABLES["appearance"]
        off = select(appearance.c.claim_id).where(is_off_record(appearance))
        secret = select(CLAIM.c.id).where(CLAIM.c.id.in_(off), only_off_record("claim", self.view.as_of))
        return frozenset(self.connection.execute(secret).scalars())

    def is_secret(self, number: int) -> bool:
        """Return whether a claim alone is known only off the record; of claims judged one, those who read them say."""
        return number in self.secret and number not in self.unsure

    def edited_among(self, subject: str, fields: Sequence[str]) -> list[int]:
        """Return the named things of which such a field was edited after the moment asked about, by number."""
        if self.view.as_of is None:
            return []
        revision, table = TABLES["revision"], TABLES[subject]
        later = select(revision.c.row_uid).where(
            revision.c.subject == subject, revision.c.field.in_(fields), revision.c.entered_at > self.view.as_of
        )
        return sorted(self.connection.execute(select(table.c.id).where(table.c.uid.in_(later))).scalars())
