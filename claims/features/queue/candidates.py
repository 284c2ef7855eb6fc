"""Which claims may wait for somebody, and no more of them than may be among the first that are asked for.

At present that is what is kept of every claim (`claim_now`), of which the rules say why it waits; what was known at
another moment is read from the records, claim by claim.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, or_, select, union, union_all

from claims.features.queue.scope import QueueFilters, Scope, aliased
from claims.reading.identity import Identities
from claims.reading.view import View
from claims.rules.urgency import Asked, Publication, Standing, waits
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
"""The columns that say since when a claim waits, for the reasons that do not depend on the clock."""

LEVELS = ((Weight.KEY, Weight.SUPPORTING), (Weight.BACKGROUND,))
"""Weights of which all claims come before those of the others, whatever they wait for
(`claims.rules.urgency.place`)."""

Reasoned = tuple[ColumnElement[bool], ColumnElement[Any] | None]
"""What holds of the claims that may wait for a reason, and since when they do."""

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
"""What is kept of a claim that says why it waits."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that waits for a reason, as far as what is kept of it tells."""

    claim: int
    kind: Urgency
    weight: Weight
    since: date | datetime


@dataclass(frozen=True, slots=True)
class Candidates:
    """What waits, what has to be read before that is known, and the stories that are about to be published by claim."""

    found: tuple[Candidate, ...]
    unsure: tuple[int, ...]
    """The claims of which only their records tell whether they wait, and for what."""
    leaning: frozenset[int]
    """The claims for a review of which an article is evidence that had another claim's report corrected."""
    publications: dict[int, tuple[Publication, ...]]
    more: bool
    """Whether there are more claims that nobody ever reviewed than were asked for; then others may be missing that
    come after as many as were asked for."""
    secret: frozenset[int]
    """The claims that are known only off the record, unless the view asks for these."""
    told: Identities
    """What people judged about records, as far as it says under which number each claim is told."""


def candidates(
    connection: Connection, filters: QueueFilters, view: View, joined: Identities, most: int | None
) -> Candidates:
    """Return the claims that may wait and be among the first ``most``; all of them if their number is to be told.

    That is where fewer were never reviewed than are asked for.  Asked among certain claims, or about another moment,
    all of these may wait.
    """
    search = _Search(connection, filters, view, joined, most)
    return search.kept() if filters.claims is None and _is_present(view) else search.to_read()


def _is_present(view: View) -> bool:
    return view.as_of is None and view.published_until is None


class _Search:
    """One question."""

    def __init__(
        self, connection: Connection, filters: QueueFilters, view: View, joined: Identities, most: int | None
    ) -> None:
        self.connection, self.filters, self.view, self.joined, self.most = connection, filters, view, joined, most
        self.scope = Scope(connection, filters, view, joined)
        self.asked = Asked(view.today, view.zone, filters.days)
        self.wanted = frozenset(filters.kinds or Urgency)

    def to_read(self) -> Candidates:
        """Return that every claim of the scope may wait, whatever for."""
        chosen = self.connection.execute(select(_CLAIM.c.id).where(*self.scope.of_claims())).scalars()
        numbers = dict.fromkeys(self._one(number) for number in chosen if not self.scope.is_secret(number))
        return Candidates(
            found=(),
            unsure=tuple(numbers),
            leaning=self._leaning(),
            publications=self._publications(),
            more=self.filters.claims is None and self._many_never_reviewed(),
            secret=self.scope.secret,
            told=self.scope.told,
        )

    def _many_never_reviewed(self) -> bool:
        """Return whether nobody had reviewed more claims by then than are asked for."""
        if self.most is None or Urgency.UNREVIEWED not in self.wanted:
            return False
        review = TABLES["review"]
        reviewed = select(review.c.claim_id)
        if self.view.as_of is not None:
            reviewed = reviewed.where(review.c.entered_at <= self.view.as_of)
        never = select(func.count()).select_from(_CLAIM).where(*self.scope.of_claims(), _CLAIM.c.id.not_in(reviewed))
        return self.connection.execute(never).scalar_one() > self.most

    def kept(self) -> Candidates:
        """Return what is kept of the claims that wait, each under the number that stands for it."""
        publications, leaning = self._publications(), self._leaning()
        unreviewed = self._never_reviewed() if Urgency.UNREVIEWED in self.wanted else []
        more = self.most is not None and len(unreviewed) > self.most
        unsure = dict.fromkeys(self._in_scope(self.scope.unsure))
        if Urgency.CORRECTED in self.wanted:
            unsure |= dict.fromkeys(self._in_scope(leaning))
        unknown = {*unsure, *self.scope.unsure}
        found = (
            Candidate(row.claim_id, kind, row.weight, since)
            for row in self._waiting([*unreviewed, *publications], limited=more)
            if row.claim_id not in unknown
            for kind, since in waits(_standing(row), self.asked, self.scope.now, publications.get(row.claim_id, ()))
            if kind in self.wanted
        )
        return Candidates(tuple(found), tuple(unsure), leaning, publications, more, self.scope.secret, self.scope.told)

    # What is kept

    def _in_scope(self, claims: Collection[int]) -> Sequence[int]:
        """Return the claims that stand for some and may fit the filters."""
        if not claims:
            return ()
        chosen = select(_CLAIM.c.id).where(*self.scope.of_claims(), _CLAIM.c.id.in_(sorted(claims)))
        return list(dict.fromkeys(map(self._one, self.connection.execute(chosen).scalars())))

    def _never_reviewed(self) -> Sequence[int]:
        """Return claims that nobody ever reviewed, weight by weight, the first that were entered here first."""
        first = [
            select(CLAIM_NOW.c.claim_id)
            .select_from(_WAITING)
            .where(*self.scope.of_rows, CLAIM_NOW.c.unreviewed_at.is_not(None), _CLAIM.c.weight == weight)
            .order_by(CLAIM_NOW.c.claim_id)
            .limit(None if self.most is None else self.most + 1)
            .subquery()
            for weight in Weight
        ]
        return self.connection.execute(union_all(*(select(one.c[0]) for one in first))).scalars().all()

    def _waiting(self, besides: Sequence[int], *, limited: bool) -> Iterator[Any]:
        """Yield what is kept of claims that wait; where it is limited, of each reason of as many as are needed.

        ``besides`` are claims that wait for what no column tells.
        """
        reasons = [one for kind, one in self._reasons().items() if kind in self.wanted]
        chosen = [select(CLAIM_NOW.c.claim_id).where(CLAIM_NOW.c.claim_id.in_(some)) for some in chunks(besides, MANY)]
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
        """Return the claims that have waited longest for a reason, one more than are asked for and all of equal age.

        What has waited longer for it comes before, or waits for something worse; so later ones come after all these.
        """
        fits = (*self.scope.of_rows, condition, _CLAIM.c.weight.in_(level))
        some = select(CLAIM_NOW.c.claim_id).select_from(_WAITING).where(*fits)
        if since is None:
            return some
        last = select(since).select_from(_WAITING).where(*fits).order_by(since).offset(self.most).limit(1)
        cut = last.correlate(None).scalar_subquery()
        return some.where(since <= func.coalesce(cut, since))

    def _reasons(self) -> dict[Urgency, Reasoned]:
        """Return, by reason, what holds of the claims that may wait for it, and since when they do if that is kept."""
        now, today = CLAIM_NOW.c, self.view.today
        pending = now.outcome == Outcome.PENDING
        found: dict[Urgency, Reasoned] = {
            kind: (now[column].is_not(None), now[column]) for kind, column in SINCE.items()
        }
        del found[Urgency.UNREVIEWED]
        looked = and_(now.look_again_on <= today, now.due_by.is_(None), pending)
        return found | {
            Urgency.OVERDUE: (and_(now.due_by < today, pending), now.due_by),
            Urgency.DUE: (and_(now.due_by.between(today, _days_after(today, self.filters.days)), pending), now.due_by),
            # Whether somebody looked since depends on the newsroom's clock: all of these are taken.
            Urgency.LOOK_AGAIN: (looked, None),
            Urgency.UNANSWERED: (now.reply_by < self.scope.now, now.reply_by),
        }

    # What is not kept

    def _leaning(self) -> frozenset[int]:
        """Return the claims for a review of which an article is evidence that had another claim's report corrected.

        The article is known by its number, by its address, or by having the claim from there.  Whether that matters,
        the rules say.
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

    def _publications(self) -> dict[int, tuple[Publication, ...]]:
        """Return the stories that go out today or later, by the claims in them."""
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
        found: dict[int, tuple[Publication, ...]] = {}
        for (number, story), withdrawn in newest.items():
            if not withdrawn:
                before = found.get(self._one(number), ())
                found[self._one(number)] = tuple(dict.fromkeys((*before, days[story])))
        return found

    def _publication_days(self) -> dict[int, Publication]:
        """Return the stories that go out today or later, under the number of each that was judged one with another."""
        story = TABLES["story"]
        edited = self.scope.edited_among("story", ("publishing_on",))
        chosen = or_(story.c.publishing_on >= self.view.today, story.c.id.in_(edited))
        rows = rows_of(self.connection, select(story).where(chosen), story, self.view.as_of)
        days: dict[int, Publication] = {}
        for row in sorted(rows, key=lambda row: row["id"], reverse=True):
            if row["publishing_on"] is not None and row["publishing_on"] >= self.view.today:
                one = Publication(row["slug"], row["publishing_on"])
                days.update(dict.fromkeys(self.joined.members("story", row["id"]), one))
        return days

    def _one(self, number: int) -> int:
        return self.scope.told.canonical("claim", number)


def _standing(row: Any) -> Standing:
    """Return where a claim stands, from what is kept of it."""
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
