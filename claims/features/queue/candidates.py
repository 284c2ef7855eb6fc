"""The claims that may wait for somebody, no more of them than the first page of the queue needs.

For the present, the rules read the kept columns of each claim (`claim_now`). For another moment, each claim's records
are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, or_, select, union, union_all

from claims.features.queue.edited import changed_articles
from claims.features.queue.scope import QueueFilters, Scope, aliased
from claims.reading.identity import Identities
from claims.reading.view import View
from claims.rules.urgency import ArticleChange, Asked, Publication, Standing, waits
from claims.store.ledger import chunks
from claims.store.past import MANY, rows_of
from claims.store.schema import CLAIM_NOW, TABLES
from claims.vocabulary import Outcome, Urgency, Weight

__all__ = ["SINCE", "Candidate", "Candidates", "QueueFilters", "candidates"]

SINCE = {
    Urgency.CORRECTED: "corrected_at",
    Urgency.CONTESTED: "contested_at",
    Urgency.REWORDED: "reworded_at",
    Urgency.MADE_APART: "made_apart_at",
    Urgency.STALE: "stale_at",
    Urgency.PROPOSED: "proposed_at",
    Urgency.UNREVIEWED: "unreviewed_at",
}
"""The columns with the moment since which a claim waits, for reasons that do not depend on the clock."""

LEVELS = ((Weight.KEY, Weight.SUPPORTING), (Weight.BACKGROUND,))
"""Groups of weights, in order: all claims of a group come before the next, whatever they wait for
(`claims.rules.urgency.place`)."""

Reasoned = tuple[ColumnElement[bool], ColumnElement[Any] | None]
"""The condition for claims that may wait for a reason, and since when they wait."""

_CLAIM = TABLES["claim"]
_WAITING = CLAIM_NOW.join(_CLAIM, _CLAIM.c.id == CLAIM_NOW.c.claim_id)
_KEPT = (
    _CLAIM.c.weight,
    *(
        CLAIM_NOW.c[name]
        for name in "claim_id status outcome due_by look_again_on reviewed_at reply_by rests_on".split()
    ),
    *(CLAIM_NOW.c[column] for column in SINCE.values()),
)
"""The kept columns that say why a claim waits."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that waits for a reason, by its kept columns."""

    claim: int
    kind: Urgency
    weight: Weight
    since: date | datetime


@dataclass(frozen=True, slots=True)
class Candidates:
    """The claims that wait, the claims that must be read first, and the stories about to be published, by claim."""

    waiting: tuple[Candidate, ...]
    unsure: tuple[int, ...]
    """Claims whose records must be read to know whether they wait, and for what."""
    leaning: frozenset[int]
    """Claims reviewed on the evidence of an article whose report of another claim was corrected."""
    publications: dict[int, tuple[Publication, ...]]
    more: bool
    """Whether more claims were never reviewed than were requested; others that come after the requested number may be
    missing."""
    secret: frozenset[int]
    """Claims known only off the record; empty if the view includes them."""
    numbering: Identities
    """The judgements that decide the number that each claim is shown by."""
    changes: Mapping[int, tuple[ArticleChange, ...]] = field(default_factory=dict)
    """The changes of articles that took an excerpt away, by claim."""


def candidates(
    connection: Connection, filters: QueueFilters, view: View, joined: Identities, most: int | None
) -> Candidates:
    """Return the claims that may be among the first ``most`` that wait.

    They are all the waiting claims if fewer than ``most`` were never reviewed: then the total is known. For certain
    claims, or for another moment, every claim may wait.
    """
    search = _Search(connection, filters, view, joined, most)
    return search.kept() if filters.claims is None and _is_present(view) else search.to_read()


def _is_present(view: View) -> bool:
    return view.as_of is None and view.published_until is None


class _Search:
    """A search for the claims that may wait."""

    def __init__(
        self, connection: Connection, filters: QueueFilters, view: View, joined: Identities, most: int | None
    ) -> None:
        self.connection, self.filters, self.view, self.joined, self.most = connection, filters, view, joined, most
        self.scope = Scope(connection, filters, view, joined)
        self.asked = Asked(view.today, view.zone, filters.days)
        self.wanted = frozenset(filters.kinds or Urgency)

    def to_read(self) -> Candidates:
        """Return every claim of the scope, since any of them may wait."""
        chosen = self.connection.execute(select(_CLAIM.c.id).where(*self.scope.of_claims())).scalars()
        numbers = dict.fromkeys(self._one(number) for number in chosen if not self.scope.is_secret(number))
        return Candidates(
            waiting=(),
            unsure=tuple(numbers),
            leaning=self._leaning(),
            publications=self._publications(),
            more=self.filters.claims is None and self._many_never_reviewed(),
            secret=self.scope.secret,
            numbering=self.scope.numbering,
            changes=self._changes(),
        )

    def _many_never_reviewed(self) -> bool:
        """Return whether more claims were unreviewed at that moment than were requested."""
        if self.most is None or Urgency.UNREVIEWED not in self.wanted:
            return False
        review = TABLES["review"]
        reviewed = select(review.c.claim_id)
        if self.view.as_of is not None:
            reviewed = reviewed.where(review.c.entered_at <= self.view.as_of)
        never = select(func.count()).select_from(_CLAIM).where(*self.scope.of_claims(), _CLAIM.c.id.not_in(reviewed))
        return self.connection.execute(never).scalar_one() > self.most

    def kept(self) -> Candidates:
        """Return the kept reasons of the waiting claims, each under the claim's canonical number."""
        publications, leaning, changes = self._publications(), self._leaning(), self._changes()
        unreviewed = self._never_reviewed() if Urgency.UNREVIEWED in self.wanted else []
        more = self.most is not None and len(unreviewed) > self.most
        unsure = dict.fromkeys(self._in_scope(self.scope.unsure))
        if Urgency.CORRECTED in self.wanted:
            unsure |= dict.fromkeys(self._in_scope(leaning))
        if Urgency.ARTICLE_CHANGED in self.wanted:
            unsure |= dict.fromkeys(self._in_scope(changes))
        unknown = {*unsure, *self.scope.unsure}
        kept = (
            Candidate(row.claim_id, kind, row.weight, since)
            for row in self._waiting([*unreviewed, *publications], limited=more)
            if row.claim_id not in unknown
            for kind, since in waits(_standing(row), self.asked, self.scope.now, publications.get(row.claim_id, ()))
            if kind in self.wanted
        )
        return Candidates(
            tuple(kept), tuple(unsure), leaning, publications, more, self.scope.secret, self.scope.numbering, changes
        )

    # What is kept

    def _in_scope(self, claims: Collection[int]) -> Sequence[int]:
        """Return the canonical numbers of these claims, as far as they may fit the filters."""
        if not claims:
            return ()
        chosen = select(_CLAIM.c.id).where(*self.scope.of_claims(), _CLAIM.c.id.in_(sorted(claims)))
        return list(dict.fromkeys(map(self._one, self.connection.execute(chosen).scalars())))

    def _never_reviewed(self) -> Sequence[int]:
        """Return claims that were never reviewed, by weight, the first entered first."""
        first = [
            select(CLAIM_NOW.c.claim_id)
            .select_from(_WAITING)
            .where(*self.scope.of_rows, CLAIM_NOW.c.unreviewed_at.is_not(None), _CLAIM.c.weight == weight)
            .order_by(CLAIM_NOW.c.claim_id)
            .limit(None if self.most is None else self.most + 1)
            .subquery()
            for weight in Weight
        ]
        return self.connection.execute(union_all(*(select(query.c[0]) for query in first))).scalars().all()

    def _waiting(self, besides: Sequence[int], *, limited: bool) -> Iterator[Any]:
        """Yield the kept columns of waiting claims; if limited, only the first of each reason.

        ``besides`` are claims that wait for a reason that no column has.
        """
        reasons = [reason for kind, reason in self._reasons().items() if kind in self.wanted]
        chosen = [
            select(CLAIM_NOW.c.claim_id).where(CLAIM_NOW.c.claim_id.in_(group)) for group in chunks(besides, MANY)
        ]
        if limited:
            chosen += [self._first(condition, since, level) for condition, since in reasons for level in LEVELS]
        else:
            chosen += [select(CLAIM_NOW.c.claim_id).where(condition) for condition, _ in reasons]
        if chosen:
            numbers = union(*chosen).subquery()
            wanted = CLAIM_NOW.c.claim_id.in_(select(numbers.c[0]))
            statement = select(*_KEPT).select_from(_WAITING).where(*self.scope.of_rows, wanted)
            yield from self.connection.execute(statement)

    def _first(
        self, condition: ColumnElement[bool], since: ColumnElement[Any] | None, level: Sequence[Weight]
    ) -> Select[Any]:
        """Return the claims that have waited longest for a reason: one more than requested, and all of the same age.

        A claim that has waited longer comes earlier, unless it waits for something more urgent, so the rest come after
        these.
        """
        fits = (*self.scope.of_rows, condition, _CLAIM.c.weight.in_(level))
        claims = select(CLAIM_NOW.c.claim_id).select_from(_WAITING).where(*fits)
        if since is None:
            return claims
        last = select(since).select_from(_WAITING).where(*fits).order_by(since).offset(self.most).limit(1)
        cut = last.correlate(None).scalar_subquery()
        return claims.where(since <= func.coalesce(cut, since))

    def _reasons(self) -> dict[Urgency, Reasoned]:
        """Return, by reason, the condition for claims that may wait for it, and since when if that is kept."""
        now, today = CLAIM_NOW.c, self.view.today
        pending = now.outcome == Outcome.PENDING
        by_reason: dict[Urgency, Reasoned] = {
            kind: (now[column].is_not(None), now[column]) for kind, column in SINCE.items()
        }
        del by_reason[Urgency.UNREVIEWED]
        looked = and_(now.look_again_on <= today, now.due_by.is_(None), pending)
        return by_reason | {
            Urgency.OVERDUE: (and_(now.due_by < today, pending), now.due_by),
            Urgency.DUE: (and_(now.due_by.between(today, _days_after(today, self.filters.days)), pending), now.due_by),
            # Whether somebody looked since depends on the newsroom's clock: all of these are taken.
            Urgency.LOOK_AGAIN: (looked, None),
            Urgency.UNANSWERED: (now.reply_by < self.scope.now, now.reply_by),
        }

    # What is not kept

    def _leaning(self) -> frozenset[int]:
        """Return claims reviewed on the evidence of an article whose report of another claim was corrected.

        The article counts if it has the same number or address, or relays the corrected article. The rules decide
        whether it matters.
        """
        correction, appearance, article = aliased("correction"), aliased("appearance"), aliased("article")
        review, evidence, relay = aliased("review"), aliased("evidence"), aliased("appearance", "relay")
        corrected = (
            select(appearance.c.claim_id, appearance.c.article_id, article.c.url, correction.c.entered_at.label("at"))
            .select_from(correction.join(appearance, appearance.c.id == correction.c.appearance_id))
            .join(article, article.c.id == appearance.c.article_id)
            .subquery()
        )
        rows = evidence.join(review, review.c.id == evidence.c.review_id)
        below = corrected.join(relay, relay.c.relays_id == corrected.c.article_id)
        ways: tuple[FromClause, ...] = (
            rows.join(corrected, corrected.c.article_id == evidence.c.article_id),
            rows.join(corrected, corrected.c.url == evidence.c.url),
            rows.join(below, relay.c.article_id == evidence.c.article_id),
        )
        decided = (~review.c.proposed, review.c.entered_at < corrected.c.at, corrected.c.claim_id != review.c.claim_id)
        chosen = union(*(select(review.c.claim_id).select_from(way).where(*decided) for way in ways))
        numbers = self.connection.execute(chosen).scalars()
        return frozenset(self._one(number) for number in numbers if not self.scope.is_secret(number))

    def _changes(self) -> dict[int, tuple[ArticleChange, ...]]:
        """Return the changes of articles that took an excerpt away, by the canonical number of the claim."""
        by_claim: dict[int, tuple[ArticleChange, ...]] = {}
        for number, changes in changed_articles(self.connection, self.view, self.joined).items():
            if not self.scope.is_secret(number):
                by_claim[self._one(number)] = (*by_claim.get(self._one(number), ()), *changes)
        return by_claim

    def _publications(self) -> dict[int, tuple[Publication, ...]]:
        """Return the stories that are published today or later, by their claims."""
        days = self._publication_days()
        if not days:
            return {}
        member = TABLES["claim_story"]
        rows = select(member).where(member.c.story_id.in_(sorted(days)))
        rows = rows.order_by(member.c.entered_at, member.c.uid)
        newest: dict[tuple[int, int], bool] = {}
        for row in rows_of(self.connection, rows, member, self.view.as_of):
            if not self.scope.is_secret(row["claim_id"]):
                newest[row["claim_id"], self.joined.canonical("story", row["story_id"])] = row["withdrawn"]
        by_claim: dict[int, tuple[Publication, ...]] = {}
        for (number, story), withdrawn in newest.items():
            if not withdrawn:
                before = by_claim.get(self._one(number), ())
                by_claim[self._one(number)] = tuple(dict.fromkeys((*before, days[story])))
        return by_claim

    def _publication_days(self) -> dict[int, Publication]:
        """Return the stories that are published today or later, by each number of theirs."""
        story = TABLES["story"]
        edited = self.scope.edited_among("story", ("publishing_on",))
        chosen = or_(story.c.publishing_on >= self.view.today, story.c.id.in_(edited))
        rows = rows_of(self.connection, select(story).where(chosen), story, self.view.as_of)
        days: dict[int, Publication] = {}
        for row in sorted(rows, key=lambda row: row["id"], reverse=True):
            if row["publishing_on"] is not None and row["publishing_on"] >= self.view.today:
                publication = Publication(row["slug"], row["publishing_on"])
                days.update(dict.fromkeys(self.joined.members("story", row["id"]), publication))
        return days

    def _one(self, number: int) -> int:
        return self.scope.numbering.canonical("claim", number)


def _standing(row: Any) -> Standing:
    """Return a claim's standing from its kept columns."""
    lasting = ((kind, getattr(row, column)) for kind, column in SINCE.items())
    return Standing(
        status=row.status,
        outcome=row.outcome,
        latest=row.due_by,
        review_on=row.look_again_on,
        reviewed=row.reviewed_at,
        reply_by=row.reply_by,
        rests_on=row.rests_on,
        lasting=tuple((kind, since) for kind, since in lasting if since is not None),
    )


def _days_after(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max
