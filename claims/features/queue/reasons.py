"""Why claims may wait: one statement a reason, which selects claims, their weights, and since when.

Each statement looks at every claim by itself and is exact for it, as far as rows alone can tell.  Where they cannot,
it selects too much and never too little, and the rules (`claims.rules.urgency`) decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    exists,
    extract,
    func,
    literal,
    or_,
    select,
    union_all,
)

from claims.features.queue.rows import CLAIM, aliased, first_by_claim, is_after
from claims.features.queue.scope import Scope
from claims.store.past import MANY
from claims.store.schema import ARRIVAL
from claims.vocabulary import (
    KINDS_WITH_OUTCOME,
    VERDICTS,
    CorrectionKind,
    Outcome,
    RelationKind,
    Stance,
    Urgency,
    Weight,
    WindowRole,
)

Wanted = Select[Any] | CompoundSelect[Any]
"""A statement that selects the number of a claim, its weight, and since when it waits."""


@dataclass(frozen=True, slots=True)
class Level:
    """Claims of some weights, which come before or after all others, and how many of them are still missing."""

    weights: tuple[Weight, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What may still be among the first of the queue: claims found before, and any of some levels."""

    levels: tuple[Level, ...]
    found: tuple[int, ...]

    @property
    def weights(self) -> tuple[Weight, ...]:
        """Return the weights of which any claim may still be."""
        return tuple(weight for level in self.levels for weight in level.weights)


class Reasons:
    """The statements, within a scope, and narrowed to what may still be among the first if that is given."""

    def __init__(self, scope: Scope, narrowed: Narrowed | None = None) -> None:
        self.scope, self.narrowed, self.rows = scope, narrowed, scope.rows

    def statement(self, kind: Urgency) -> Wanted:
        """Return the statement for a reason that rows tell of a claim by itself."""
        return _STATEMENTS[kind](self)

    def leaning(self) -> Wanted:
        """Return the claims for a review of which an article is evidence that had another claim's report corrected.

        The article is known by its number, by its address, or by having the claim from there.
        """
        correction, appearance, article = aliased("correction"), aliased("appearance"), aliased("article")
        review, evidence, relay = aliased("review"), aliased("evidence"), aliased("appearance", "relay")
        corrected = (
            select(appearance.c.claim_id, appearance.c.article_id, article.c.url, correction.c.entered_at.label("at"))
            .select_from(correction.join(appearance, appearance.c.id == correction.c.appearance_id))
            .join(article, article.c.id == appearance.c.article_id)
            .where(self.rows.entered(correction), *self.rows.heard(appearance))
            .subquery()
        )
        rows = evidence.join(review, review.c.id == evidence.c.review_id)
        below = corrected.join(relay, relay.c.relays_id == corrected.c.article_id)
        decided = (self.rows.entered(review), ~review.c.proposed, review.c.entered_at < corrected.c.at)
        ways = (
            (rows.join(corrected, corrected.c.article_id == evidence.c.article_id)),
            (rows.join(corrected, corrected.c.url == evidence.c.url)),
            (rows.join(below, relay.c.article_id == evidence.c.article_id)),
        )
        return union_all(
            *(
                self._wanted(corrected.c.at, way, review.c.claim_id).where(*decided, corrected.c.claim_id != CLAIM.c.id)
                for way in ways
            )
        )

    def _wanted(self, since: ColumnElement[Any], rows: FromClause, of_claim: ColumnElement[int]) -> Select[Any]:
        """Return the statement that selects claims with rows of theirs, within the scope and what it is narrowed to."""
        return self._all(since, rows, of_claim).where(*self._narrowing(of_claim))

    def _all(self, since: ColumnElement[Any], rows: FromClause, of_claim: ColumnElement[int]) -> Select[Any]:
        statement = select(CLAIM.c.id, CLAIM.c.weight, since).select_from(rows.join(CLAIM, CLAIM.c.id == of_claim))
        return statement.where(*self.scope.conditions)

    def _narrowing(self, of_claim: ColumnElement[int]) -> list[ColumnElement[bool]]:
        if self.narrowed is None or set(self.narrowed.weights) == set(Weight):
            return []
        found = of_claim.in_(self.narrowed.found)
        return [or_(CLAIM.c.weight.in_(self.narrowed.weights), found) if self.narrowed.levels else found]

    # Days

    def _overdue(self) -> Wanted:
        return self._on_days(date.min, self.scope.view.today - timedelta(1))

    def _due(self) -> Wanted:
        return self._on_days(self.scope.view.today, self._horizon)

    @property
    def _horizon(self) -> date:
        try:
            return self.scope.view.today + timedelta(self.scope.filters.days)
        except OverflowError:
            return date.max

    def _on_days(self, first: date, last: date) -> Wanted:
        """Return the claims with a last day between two; where it is narrowed, those of as many days as are needed.

        A claim by itself has one window that stands, so that as many rows are as many claims.
        """
        window = aliased("window")
        every = self._all(window.c.latest, window, window.c.claim_id).where(*self._stands(window))
        if self.narrowed is None:
            return every.where(window.c.latest.between(first, last))
        parts = [every.where(window.c.latest.between(first, last), window.c.claim_id.in_(self.narrowed.found))]
        for level in self.narrowed.levels:
            others = CLAIM.c.weight.in_(level.weights), window.c.claim_id.not_in(self.narrowed.found)
            some = every.where(*others)
            enough = (
                some.with_only_columns(window.c.latest)
                .where(window.c.latest.between(first, last))
                .order_by(window.c.latest)
                .offset(level.missing + len(self.scope.secret) - 1)
                .limit(1)
                .correlate(None)
                .scalar_subquery()
            )
            parts.append(some.where(window.c.latest.between(first, func.coalesce(enough, last))))
        return union_all(*parts)

    def _look_again(self) -> Wanted:
        window, review = aliased("window"), aliased("review")
        looked = exists().where(
            review.c.claim_id == CLAIM.c.id,
            ~review.c.proposed,
            self.rows.entered(review),
            extract("epoch", review.c.entered_at) >= extract("epoch", window.c.review_on) - self._offset(),
        )
        return self._wanted(window.c.review_on, window, window.c.claim_id).where(
            window.c.review_on <= self.scope.view.today,
            window.c.latest.is_(None),
            *self._stands(window),
            self.scope.exactly(~looked),
        )

    def _stands(self, window: FromClause) -> tuple[ColumnElement[bool], ...]:
        """Return that a window says until when something is due, stands, and that nobody said what became of it."""
        newest = self.rows.is_newest("window", window, "claim_id", "role")
        is_due = (window.c.role == WindowRole.DUE, self.rows.entered(window))
        return *is_due, self.scope.exactly(self._pending(window), newest)

    def _pending(self, window: FromClause) -> ColumnElement[bool]:
        """Return that nobody has said yet what became of what is due, and that something is to come of the claim.

        The former is asked of the window's row, so that the claims of all that is settled need not be read.
        """
        review = aliased("review")
        given = (~review.c.proposed, review.c.outcome.is_not(None), self.rows.entered(review))
        newest = self.rows.is_newest("review", review, "claim_id", given="outcome")
        settled = exists().where(
            review.c.claim_id == window.c.claim_id, review.c.outcome != Outcome.PENDING, *given, newest
        )
        return and_(~settled, CLAIM.c.kind.in_(KINDS_WITH_OUTCOME))

    def _offset(self) -> int:
        """Return how many seconds the newsroom's clock is ahead of UTC, the fewest of winter and summer."""
        days = (datetime(self.scope.view.today.year, month, 1, tzinfo=UTC) for month in (1, 7))
        offsets = (day.astimezone(self.scope.view.zone).utcoffset() or timedelta(0) for day in days)
        return int(min(offsets).total_seconds())

    # What speaks against a claim

    def _corrected(self) -> Wanted:
        correction, appearance, review = aliased("correction"), aliased("appearance"), aliased("review")
        decided = (review.c.claim_id == CLAIM.c.id, ~review.c.proposed, self.rows.entered(review))
        before = exists().where(*decided, review.c.entered_at < correction.c.entered_at)
        since = exists().where(*decided, review.c.entered_at >= correction.c.entered_at)
        matters = or_(correction.c.kind != CorrectionKind.WRONG, before)
        rows = correction.join(appearance, appearance.c.id == correction.c.appearance_id)
        return self._wanted(correction.c.entered_at, rows, appearance.c.claim_id).where(
            self.rows.entered(correction), *self.rows.heard(appearance), self.scope.exactly(matters, ~since)
        )

    def _contested(self) -> Wanted:
        return union_all(self._denied(), *self._contradicted())

    def _denied(self) -> Wanted:
        appearance = aliased("appearance")
        return self._wanted(appearance.c.entered_at, appearance, appearance.c.claim_id).where(
            appearance.c.stance == literal(Stance.DENIES, appearance.c.stance.type, literal_execute=True),
            *self.rows.on_record(appearance, CorrectionKind.WRONG, CorrectionKind.RETRACTED),
            self.scope.exactly(~self.rows.settled_since(appearance.c.entered_at), ~self.rows.superseded(CLAIM.c.id)),
        )

    def _contradicted(self) -> Iterable[Wanted]:
        """Yield the claims on either side of a contradiction of which the other side stands."""
        relation = aliased("relation")
        for here, other in (("claim_id", "other_id"), ("other_id", "claim_id")):
            against = relation.c[other]
            stands = and_(~self.rows.settled_as_wrong(against), ~self.rows.superseded(against))
            if self.scope.twins:
                stands = or_(against.in_(sorted(self.scope.unsure)), stands)
            if 0 < len(self.scope.secret) <= MANY:
                stands = and_(against.not_in(sorted(self.scope.secret - self.scope.unsure)), stands)
            yield self._wanted(relation.c.entered_at, relation, relation.c[here]).where(
                relation.c.kind == RelationKind.CONTRADICTS,
                ~relation.c.withdrawn,
                self.rows.entered(relation),
                self.rows.is_newest("relation", relation, "claim_id", "kind", "other_id"),
                stands,
                self.scope.exactly(~self.rows.settled_since(relation.c.entered_at), ~self.rows.superseded(CLAIM.c.id)),
            )

    # Reviews

    def _reworded(self) -> Wanted:
        """Return the claims with what was decided or proposed whose statement was edited since, or came edited."""
        revision, review, since = aliased("revision"), aliased("review"), aliased("review", "since")
        settles = or_(review.c.proposed, review.c.status.in_(VERDICTS), review.c.outcome != Outcome.PENDING)
        settled = exists().where(review.c.claim_id == CLAIM.c.id, self.rows.entered(review), settles)
        decided = exists().where(
            ~since.c.proposed,
            since.c.claim_id == CLAIM.c.id,
            self.rows.entered(since),
            since.c.entered_at > revision.c.entered_at,
        )
        came = exists().where(ARRIVAL.c.uid == revision.c.uid)
        edited = CLAIM.c.uid == revision.c.row_uid
        statement = select(CLAIM.c.id, CLAIM.c.weight, revision.c.entered_at)
        return statement.select_from(revision.join(CLAIM, edited)).where(
            revision.c.subject == "claim",
            revision.c.field == "statement",
            self.rows.entered(revision),
            *self.scope.conditions,
            *self._narrowing(CLAIM.c.id),
            self.scope.exactly(settled, or_(~decided, came)),
        )

    def _made_apart(self) -> Wanted:
        """Return the claims of which two reviews replaced the same one and nobody decided on the later since."""
        review, other, since = aliased("review"), aliased("review", "other"), aliased("review", "since")
        apart = and_(
            other.c.claim_id == review.c.claim_id,
            # Told by the index alone, and of most claims that is all.
            other.c.id != review.c.id,
            is_after(other, review),
            other.c.proposed == review.c.proposed,
            func.coalesce(other.c.replaces_id, 0) == func.coalesce(review.c.replaces_id, 0),
            # Two who agree with the same review decided nothing apart.
            func.coalesce(other.c.agrees_with_id, -other.c.id) != func.coalesce(review.c.agrees_with_id, -review.c.id),
        )
        decided = exists().where(
            since.c.claim_id == review.c.claim_id,
            since.c.replaces_id == other.c.id,
            ~since.c.proposed,
            self.rows.entered(since),
        )
        conditions = [self.rows.entered(review), self.rows.entered(other), or_(other.c.proposed, ~decided)]
        # Asked of the rows, as they would be gathered by claim before they are narrowed.
        if self.narrowed is not None and not self.narrowed.levels:
            conditions.append(review.c.claim_id.in_(self.narrowed.found))
        first = first_by_claim(other.c.claim_id, other.c.entered_at, review.join(other, apart), *conditions)
        return self._wanted(first.c.since, first, first.c.claim_id)

    def _stale(self) -> Wanted:
        appearance = aliased("appearance")
        review, settles, newest = self.rows.verdict(joined=appearance)
        later = and_(appearance.c.claim_id == review.c.claim_id, appearance.c.entered_at > review.c.entered_at)
        alone = self._wanted(appearance.c.entered_at, review.join(appearance, later), review.c.claim_id).where(
            settles, *newest, *self.rows.on_record(appearance)
        )
        if not self.scope.twins:
            return alone
        # The verdict may be on one claim and the appearance be another's that was judged one with it.
        paired = self._wanted(review.c.entered_at, review, review.c.claim_id).where(
            settles, ~review.c.proposed, self.rows.entered(review), CLAIM.c.id.in_(sorted(self.scope.unsure))
        )
        return union_all(alone, paired)

    def _unanswered(self) -> Wanted:
        inquiry, reply = aliased("inquiry"), aliased("inquiry_reply")
        answered = exists().where(reply.c.inquiry_id == inquiry.c.id, self.rows.entered(reply))
        return self._wanted(inquiry.c.reply_by, inquiry, inquiry.c.claim_id).where(
            inquiry.c.reply_by < self.scope.now, self.rows.entered(inquiry), ~answered
        )

    def _proposed(self) -> Wanted:
        """Return the proposals since which nobody has decided, of each person the newest (`ladder.waiting`)."""
        review, later = aliased("review"), aliased("review", "since")
        since = exists().where(
            later.c.claim_id == review.c.claim_id,
            or_(~later.c.proposed, later.c.entered_by == review.c.entered_by),
            self.rows.entered(later),
            is_after(later, review),
        )
        return self._wanted(review.c.entered_at, review, review.c.claim_id).where(
            review.c.proposed, self.rows.entered(review), self.scope.exactly(~since)
        )


_STATEMENTS = {
    Urgency.CORRECTED: Reasons._corrected,
    Urgency.OVERDUE: Reasons._overdue,
    Urgency.CONTESTED: Reasons._contested,
    Urgency.REWORDED: Reasons._reworded,
    Urgency.MADE_APART: Reasons._made_apart,
    Urgency.STALE: Reasons._stale,
    Urgency.UNANSWERED: Reasons._unanswered,
    Urgency.PROPOSED: Reasons._proposed,
    Urgency.DUE: Reasons._due,
    Urgency.LOOK_AGAIN: Reasons._look_again,
}

FROM_ROWS = tuple(_STATEMENTS)
"""The reasons that rows tell of a claim by itself, what hurts most first."""
