"""Which claims may wait for somebody: one statement a reason, and what it costs grows with what is found.

Each statement looks at every claim by itself and is exact for it, as far as rows alone can tell.  Where they cannot,
it selects too much and never too little, and the rules (`claims.urgency`) decide: claims judged one with others,
what has been edited since the moment asked about, what a story rests on, what had been published by a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    exists,
    extract,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from claims.queries.dossier import View
from claims.queries.identity import Identities
from claims.queries.offrecord import is_off_record
from claims.queries.past import MANY, rows_of
from claims.queries.stories import story_scope
from claims.schema import TABLES
from claims.urgency import DAYS, Publication
from claims.vocabulary import (
    KINDS_WITH_OUTCOME,
    VERDICTS,
    CorrectionKind,
    Outcome,
    RelationKind,
    Stance,
    Status,
    Terms,
    Urgency,
    Weight,
    WindowRole,
)

CLAIM = TABLES["claim"]

Wanted = Select[Any]
"""A statement that selects the number of a claim, its weight, and since when it waits."""


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may wait for a reason."""

    claim: int
    kind: Urgency
    weight: Weight
    since: date | datetime
    sure: bool
    """Whether its weight and the rest of its place are known, as those of a claim alone and unedited are."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may wait, the stories that are about to be published by claim, and how many claims are left out."""

    found: tuple[Candidate, ...]
    publications: dict[int, tuple[Publication, ...]]
    more: bool
    """Whether there are more claims that nobody ever reviewed than were asked for."""
    secret: frozenset[int]
    """The claims that are known only off the record, unless the view asks for these."""


def candidates(
    connection: Connection, filters: QueueFilters, view: View, joined: Identities, most: int | None
) -> Candidates:
    """Return the claims that may wait; of those that nobody ever reviewed at most as many as asked for.

    Asked among certain claims, all of these may.
    """
    search = _Search(connection, filters, view, joined, most)
    return search.candidates() if filters.claims is None else search.named()


class _Search:
    """One question, put reason by reason."""

    def __init__(
        self, connection: Connection, filters: QueueFilters, view: View, joined: Identities, most: int | None
    ) -> None:
        self.connection, self.filters, self.view, self.joined, self.most = connection, filters, view, joined, most
        self.now = view.as_of or datetime.now(UTC)
        self.edited = self._edited("claim", ("kind", "weight"))
        groups = [members for (subject, _), members in joined.members_of.items() if subject == "claim"]
        self.twins = sorted(number for members in groups for number in members[1:])
        self.unsure = frozenset({*(number for members in groups for number in members), *self.edited})
        self.secret = self._secret()
        self.scope = self._scope()

    def candidates(self) -> Candidates:
        """Return what every statement finds, each claim under the number that stands for it."""
        published = self._published()
        statements: dict[Urgency, Wanted | CompoundSelect[Any]] = {
            Urgency.CORRECTED: self._corrected(),
            Urgency.OVERDUE: self._windows(date.min, self.view.today - timedelta(1)),
            Urgency.CONTESTED: union_all(self._denied(), *self._contradicted()),
            Urgency.MADE_APART: self._made_apart(),
            Urgency.STALE: self._stale(),
            Urgency.UNANSWERED: self._unanswered(),
            Urgency.PROPOSED: self._proposed(),
            Urgency.DUE: self._windows(self.view.today, self._horizon),
            Urgency.LOOK_AGAIN: self._look_again(),
        }
        found = [
            Candidate(number, Urgency.PUBLISHING, weight, one.on, sure=False)
            for number, (weight, stories) in published.items()
            for one in stories
        ]
        wanted = self.filters.kinds or tuple(Urgency)
        found = found if Urgency.PUBLISHING in wanted else []
        for kind in (kind for kind in statements if kind in wanted):
            rows = self.connection.execute(statements[kind]).all()
            found += (self._candidate(kind, *row) for row in rows if not self._is_secret(row[0]))
        if Urgency.CORRECTED in wanted:
            found += self._leaning()
        unreviewed = self._never_reviewed() if Urgency.UNREVIEWED in wanted else []
        return Candidates(
            found=(*found, *unreviewed),
            publications={number: stories for number, (_, stories) in published.items()},
            more=self.most is not None and len(unreviewed) > self.most,
            secret=self.secret,
        )

    def named(self) -> Candidates:
        """Return the claims among which it is asked, whatever they may wait for."""
        chosen = self.connection.execute(select(CLAIM.c.id).where(*self.scope)).scalars()
        numbers = dict.fromkeys(self._one(number) for number in chosen if not self._is_secret(number))
        stories = {number: stories for number, (_, stories) in self._published().items()}
        found = (Candidate(one, Urgency.UNREVIEWED, Weight.KEY, self.now, sure=False) for one in numbers)
        return Candidates(tuple(found), stories, more=False, secret=self.secret)

    def _candidate(self, kind: Urgency, number: int, weight: Weight, since: date | datetime) -> Candidate:
        return Candidate(self._one(number), kind, weight, since, sure=number not in self.unsure)

    def _is_secret(self, number: int) -> bool:
        """Return whether a claim alone is known only off the record; of claims judged one, those who read them say."""
        return number in self.secret and number not in self.unsure

    def _one(self, number: int) -> int:
        return self.joined.canonical("claim", number)

    # What the whole queue is narrowed to

    def _scope(self) -> list[ColumnElement[bool]]:
        """Return the conditions that hold for every claim, exact for what is no claim judged one with others."""
        filters, conditions = self.filters, [self._entered(CLAIM)]
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
        return [*conditions, self._exactly(*alone)] if alone else conditions

    def _exactly(self, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        """Return that conditions hold, or that they say nothing of the claim, as it is not alone or was edited."""
        if not self.unsure:
            return and_(true(), *conditions)
        return or_(CLAIM.c.id.in_(sorted(self.unsure)), and_(true(), *conditions))

    def _carried_by(self, outlet: int) -> ColumnElement[bool]:
        """Return that the outlet carried the claim on the record, or may have where an article was edited or joined."""
        appearance, article = _rows("appearance", "carrying"), _rows("article")
        of_outlet = article.c.outlet_id.in_(self.joined.members("outlet", outlet))
        unsure = {number for subject, number in self.joined.canonical_of if subject == "article"}
        unsure.update(self._edited("article", ("outlet_id",)))
        carried = (
            select(appearance.c.claim_id)
            .join(article, article.c.id == appearance.c.article_id)
            .where(or_(of_outlet, article.c.id.in_(sorted(unsure))), *self._on_record(appearance))
        )
        return CLAIM.c.id.in_(carried)

    def _is_with(self, reviewer: str) -> ColumnElement[bool]:
        """Return that somebody has taken the claim, or reviewed it last and nobody has taken it; case is no matter."""
        review = _rows("review", "last")
        last = _newest_value(review.c.entered_by, review, self._entered(review))
        holder = self._holder()
        return or_(_is_named(holder, reviewer), and_(holder.is_(None), _is_named(last, reviewer)))

    def _holder(self) -> ColumnElement[Any]:
        """Return who has taken the claim: the newest row says; null for nobody."""
        assignment = _rows("assignment")
        taken = case((assignment.c.taken, assignment.c.reviewer))
        return _newest_value(taken, assignment, self._entered(assignment))

    # Reasons

    def _wanted(self, since: ColumnElement[Any], rows: FromClause, of_claim: ColumnElement[int]) -> Wanted:
        """Return the statement that selects claims with rows of theirs, within the scope."""
        return select(CLAIM.c.id, CLAIM.c.weight, since).select_from(rows.join(CLAIM, CLAIM.c.id == of_claim))

    def _corrected(self) -> Wanted:
        correction, appearance, review = _rows("correction"), _rows("appearance"), _rows("review")
        decided = (review.c.claim_id == CLAIM.c.id, ~review.c.proposed, self._entered(review))
        before = exists().where(*decided, review.c.entered_at < correction.c.entered_at)
        since = exists().where(*decided, review.c.entered_at >= correction.c.entered_at)
        matters = or_(correction.c.kind != CorrectionKind.WRONG, before)
        rows = correction.join(appearance, appearance.c.id == correction.c.appearance_id)
        return self._wanted(correction.c.entered_at, rows, appearance.c.claim_id).where(
            *self.scope, self._entered(correction), *self._heard(appearance), self._exactly(matters, ~since)
        )

    def _leaning(self) -> list[Candidate]:
        """Return the claims for a review of which an article is evidence that had another claim's report corrected.

        The article is known by its number, by its address, or by having the claim from there.
        """
        correction, appearance, article = _rows("correction"), _rows("appearance"), _rows("article")
        review, evidence, relay = _rows("review"), _rows("evidence"), _rows("appearance", "relay")
        corrected = (
            select(appearance.c.claim_id, appearance.c.article_id, article.c.url, correction.c.entered_at.label("at"))
            .select_from(correction.join(appearance, appearance.c.id == correction.c.appearance_id))
            .join(article, article.c.id == appearance.c.article_id)
            .where(self._entered(correction), *self._heard(appearance))
            .subquery()
        )
        rows = evidence.join(review, review.c.id == evidence.c.review_id)
        below = corrected.join(relay, relay.c.relays_id == corrected.c.article_id)
        decided = (*self.scope, self._entered(review), ~review.c.proposed, review.c.entered_at < corrected.c.at)
        ways = (
            (rows.join(corrected, corrected.c.article_id == evidence.c.article_id)),
            (rows.join(corrected, corrected.c.url == evidence.c.url)),
            (rows.join(below, relay.c.article_id == evidence.c.article_id)),
        )
        statements = (
            self._wanted(corrected.c.at, way, review.c.claim_id).where(*decided, corrected.c.claim_id != CLAIM.c.id)
            for way in ways
        )
        found: Sequence[Any] = self.connection.execute(union_all(*statements)).all()
        return [
            Candidate(self._one(number), Urgency.CORRECTED, weight, since, sure=False)
            for number, weight, since in found
            if not self._is_secret(number)
        ]

    @property
    def _horizon(self) -> date:
        try:
            return self.view.today + timedelta(self.filters.days)
        except OverflowError:
            return date.max

    def _windows(self, first: date, last: date) -> Wanted:
        window = _rows("window")
        return self._wanted(window.c.latest, window, window.c.claim_id).where(
            *self.scope,
            window.c.latest.between(first, last),
            window.c.role == WindowRole.DUE,
            self._entered(window),
            self._exactly(self._pending(window), self._is_newest("window", window, "claim_id", "role")),
        )

    def _look_again(self) -> Wanted:
        window, review = _rows("window"), _rows("review")
        looked = exists().where(
            review.c.claim_id == CLAIM.c.id,
            ~review.c.proposed,
            self._entered(review),
            extract("epoch", review.c.entered_at) >= extract("epoch", window.c.review_on) - self._offset(),
        )
        return self._wanted(window.c.review_on, window, window.c.claim_id).where(
            *self.scope,
            window.c.review_on <= self.view.today,
            window.c.latest.is_(None),
            window.c.role == WindowRole.DUE,
            self._entered(window),
            self._exactly(self._pending(window), self._is_newest("window", window, "claim_id", "role"), ~looked),
        )

    def _offset(self) -> int:
        """Return how many seconds the newsroom's clock is ahead of UTC, the fewest of winter and summer."""
        days = (datetime(self.view.today.year, month, 1, tzinfo=UTC) for month in (1, 7))
        offsets = (day.astimezone(self.view.zone).utcoffset() or timedelta(0) for day in days)
        return int(min(offsets).total_seconds())

    def _pending(self, window: FromClause) -> ColumnElement[bool]:
        """Return that nobody has said yet what became of what is due, and that something is to come of the claim.

        The former is asked of the window's row, so that the claims of all that is settled need not be read.
        """
        review = _rows("review")
        given = (~review.c.proposed, review.c.outcome.is_not(None), self._entered(review))
        newest = self._is_newest("review", review, "claim_id", given="outcome")
        settled = exists().where(
            review.c.claim_id == window.c.claim_id, review.c.outcome != Outcome.PENDING, *given, newest
        )
        return and_(~settled, CLAIM.c.kind.in_(KINDS_WITH_OUTCOME))

    def _denied(self) -> Wanted:
        appearance = _rows("appearance")
        return self._wanted(appearance.c.entered_at, appearance, appearance.c.claim_id).where(
            *self.scope,
            appearance.c.stance == literal(Stance.DENIES, appearance.c.stance.type, literal_execute=True),
            *self._on_record(appearance, CorrectionKind.WRONG, CorrectionKind.RETRACTED),
            self._exactly(~self._settled_since(appearance.c.entered_at), ~self._superseded(CLAIM.c.id)),
        )

    def _contradicted(self) -> Iterable[Wanted]:
        """Yield the claims on either side of a contradiction of which the other side stands."""
        relation = _rows("relation")
        for here, other in (("claim_id", "other_id"), ("other_id", "claim_id")):
            against = relation.c[other]
            stands = and_(~self._settled_as_wrong(against), ~self._superseded(against))
            if self.twins:
                stands = or_(against.in_(sorted(self.unsure)), stands)
            if 0 < len(self.secret) <= MANY:
                stands = and_(against.not_in(sorted(self.secret - self.unsure)), stands)
            yield self._wanted(relation.c.entered_at, relation, relation.c[here]).where(
                *self.scope,
                relation.c.kind == RelationKind.CONTRADICTS,
                ~relation.c.withdrawn,
                self._entered(relation),
                self._is_newest("relation", relation, "claim_id", "kind", "other_id"),
                stands,
                self._exactly(~self._settled_since(relation.c.entered_at), ~self._superseded(CLAIM.c.id)),
            )

    def _settled_since(self, at: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Return that a verdict or an outcome stands that was given (or given again) since a moment."""
        return or_(
            *(
                exists().where(review.c.claim_id == CLAIM.c.id, review.c.entered_at >= at, settles, *newest)
                for review, settles, newest in (self._verdict(), self._outcome())
            )
        )

    def _verdict(self) -> tuple[FromClause, ColumnElement[bool], Sequence[ColumnElement[bool]]]:
        """Return reviews, that one of them gives a verdict, and that it is the one that stands."""
        review = _rows("review", "verdict")
        decided = (~review.c.proposed, self._entered(review))
        return review, review.c.status.in_(VERDICTS), (*decided, self._is_newest("review", review, "claim_id"))

    def _outcome(self) -> tuple[FromClause, ColumnElement[bool], Sequence[ColumnElement[bool]]]:
        review = _rows("review", "given")
        given = (~review.c.proposed, review.c.outcome.is_not(None), self._entered(review))
        settles = and_(review.c.outcome != Outcome.PENDING, CLAIM.c.kind.in_(KINDS_WITH_OUTCOME))
        newest = self._is_newest("review", review, "claim_id", given="outcome")
        return review, settles, (*given, newest)

    def _settled_as_wrong(self, number: ColumnElement[int]) -> ColumnElement[bool]:
        verdict, _, is_verdict = self._verdict()
        given, _, is_outcome = self._outcome()
        refuted = exists().where(verdict.c.claim_id == number, verdict.c.status == Status.REFUTED, *is_verdict)
        failed = exists().where(given.c.claim_id == number, given.c.outcome == Outcome.DID_NOT_OCCUR, *is_outcome)
        return or_(refuted, failed)

    def _superseded(self, number: ColumnElement[int]) -> ColumnElement[bool]:
        relation = _rows("relation", "superseding")
        return exists().where(
            relation.c.other_id == number,
            relation.c.kind == RelationKind.SUPERSEDES,
            ~relation.c.withdrawn,
            self._entered(relation),
            self._is_newest("relation", relation, "claim_id", "kind", "other_id"),
        )

    def _made_apart(self) -> Wanted:
        """Return the claims of which two reviews replaced the same one; whether anybody decided since, rules say."""
        review, other = _rows("review"), _rows("review", "other")
        apart = and_(
            other.c.claim_id == review.c.claim_id,
            other.c.id > review.c.id,
            other.c.proposed == review.c.proposed,
            func.coalesce(other.c.replaces_id, 0) == func.coalesce(review.c.replaces_id, 0),
            # Two who agree with the same review decided nothing apart.
            func.coalesce(other.c.agrees_with_id, -other.c.id) != func.coalesce(review.c.agrees_with_id, -review.c.id),
        )
        newest = _newest_by_claim(
            other.c.claim_id, other.c.entered_at, review.join(other, apart), self._entered(review), self._entered(other)
        )
        return self._wanted(newest.c.since, newest, newest.c.claim_id).where(*self.scope)

    def _stale(self) -> Wanted | CompoundSelect[Any]:
        appearance, (review, settles, newest) = _rows("appearance"), self._verdict()
        later = and_(appearance.c.claim_id == review.c.claim_id, appearance.c.entered_at > review.c.entered_at)
        alone = self._wanted(appearance.c.entered_at, review.join(appearance, later), review.c.claim_id).where(
            *self.scope, settles, *newest, *self._on_record(appearance)
        )
        if not self.twins:
            return alone
        # The verdict may be on one claim and the appearance be another's that was judged one with it.
        paired = self._wanted(review.c.entered_at, review, review.c.claim_id).where(
            *self.scope, settles, ~review.c.proposed, self._entered(review), CLAIM.c.id.in_(sorted(self.unsure))
        )
        return union_all(alone, paired)

    def _unanswered(self) -> Wanted:
        inquiry, reply = _rows("inquiry"), _rows("inquiry_reply")
        answered = exists().where(reply.c.inquiry_id == inquiry.c.id, self._entered(reply))
        return self._wanted(inquiry.c.reply_by, inquiry, inquiry.c.claim_id).where(
            *self.scope, inquiry.c.reply_by < self.now, self._entered(inquiry), ~answered
        )

    def _proposed(self) -> Wanted:
        """Return the proposals since which nobody has decided, of each person the newest (`claims.ladder.waiting`)."""
        review, later = _rows("review"), _rows("review", "since")
        since = exists().where(
            later.c.claim_id == review.c.claim_id,
            or_(~later.c.proposed, later.c.entered_by == review.c.entered_by),
            self._entered(later),
            _is_after(later, review),
        )
        return self._wanted(review.c.entered_at, review, review.c.claim_id).where(
            *self.scope, review.c.proposed, self._entered(review), self._exactly(~since)
        )

    def _never_reviewed(self) -> list[Candidate]:
        """Return claims that nobody ever reviewed, weight by weight, the first that were entered here first."""
        review = _rows("review")
        reviewed = exists().where(review.c.claim_id == CLAIM.c.id, self._entered(review))
        conditions = [*self.scope, ~reviewed]
        if self.twins:
            conditions.append(CLAIM.c.id.not_in(self.twins))
        most = None if self.most is None else self.most + 1 + len(self.secret)
        first = [
            select(CLAIM.c.id, CLAIM.c.weight, CLAIM.c.entered_at)
            .where(*conditions, CLAIM.c.weight == weight)
            .order_by(CLAIM.c.id)
            .limit(most)
            .subquery()
            for weight in Weight
        ]
        edited = select(CLAIM.c.id, CLAIM.c.weight, CLAIM.c.entered_at).where(
            *conditions, CLAIM.c.id.in_(sorted(self.edited))
        )
        rows = self.connection.execute(union_all(*(select(*one.c) for one in first), edited)).all()
        # Of a group the first claim's place is its own: whether another of them was reviewed, the rules find out.
        return [
            Candidate(number, Urgency.UNREVIEWED, weight, since, sure=number not in self.edited)
            for number, weight, since in rows
            if not self._is_secret(number)
        ]

    # Stories

    def _published(self) -> dict[int, tuple[Weight, tuple[Publication, ...]]]:
        """Return the claims without a verdict of the stories that go out today or later, with these stories."""
        days = self._publication_days()
        if not days:
            return {}
        member, (review, settles, newest) = _rows("claim_story"), self._verdict()
        settled = exists().where(review.c.claim_id == CLAIM.c.id, settles, *newest)
        statement = (
            select(CLAIM.c.id, CLAIM.c.weight, member.c.story_id, member.c.withdrawn)
            .select_from(member.join(CLAIM, CLAIM.c.id == member.c.claim_id))
            .where(
                *self.scope,
                member.c.story_id.in_(sorted(days)),
                self._entered(member),
                self._exactly(~settled),
            )
            .order_by(member.c.entered_at, member.c.uid)
        )
        newest_rows: dict[tuple[int, int], tuple[Weight, bool]] = {}
        rows = (row for row in self.connection.execute(statement) if not self._is_secret(row[0]))
        for number, weight, story, withdrawn in rows:
            newest_rows[number, self.joined.canonical("story", story)] = weight, withdrawn
        found: dict[int, tuple[Weight, tuple[Publication, ...]]] = {}
        for (number, story), (weight, withdrawn) in newest_rows.items():
            if not withdrawn:
                before = found.get(self._one(number), (weight, ()))[1]
                found[self._one(number)] = weight, tuple(dict.fromkeys((*before, days[story])))
        return found

    def _publication_days(self) -> dict[int, Publication]:
        """Return the stories that go out today or later, under the number of each that was judged one with another."""
        story = TABLES["story"]
        edited = self._edited("story", ("publishing_on",))
        chosen = or_(story.c.publishing_on >= self.view.today, story.c.id.in_(edited))
        rows = rows_of(self.connection, select(story).where(chosen), story, self.view.as_of)
        days: dict[int, Publication] = {}
        for row in sorted(rows, key=lambda row: row["id"], reverse=True):
            if row["publishing_on"] is not None and row["publishing_on"] >= self.view.today:
                one = Publication(row["slug"], row["publishing_on"])
                days.update(dict.fromkeys(self.joined.members("story", row["id"]), one))
        return days

    def _secret(self) -> frozenset[int]:
        """Return the claims known only off the record (as `only_off_record` has it), found from what is off it."""
        if self.view.confidential:
            return frozenset()
        appearance, other = _rows("appearance"), _rows("appearance", "other")
        on_record = exists().where(
            other.c.claim_id == appearance.c.claim_id, other.c.terms != Terms.OFF_RECORD, self._entered(other)
        )
        statement = select(appearance.c.claim_id).where(
            is_off_record(appearance), self._entered(appearance), ~on_record
        )
        return frozenset(self.connection.execute(statement).scalars())

    # Conditions on rows

    def _entered(self, table: FromClause) -> ColumnElement[bool]:
        return true() if self.view.as_of is None else table.c.entered_at <= self.view.as_of

    def _is_newest(self, name: str, row: FromClause, *keys: str, given: str | None = None) -> ColumnElement[bool]:
        """Return that no later row of a table has the same keys; of reviews, none that decides and has ``given``."""
        later = _rows(name, "later")
        same = [later.c[key] == row.c[key] for key in keys]
        if name == "review":
            same.append(~later.c.proposed)
        if given is not None:
            same.append(later.c[given].is_not(None))
        return ~exists().where(*same, self._entered(later), _is_after(later, row))

    def _heard(self, appearance: FromClause) -> tuple[ColumnElement[bool], ...]:
        """Return that an appearance had been entered and is not off the record, unless that is asked for."""
        entered = self._entered(appearance)
        return (entered,) if self.view.confidential else (entered, appearance.c.terms != Terms.OFF_RECORD)

    def _on_record(self, appearance: FromClause, *corrections: CorrectionKind) -> tuple[ColumnElement[bool], ...]:
        """Return the same, and that it was not corrected so: entered wrongly, if nothing else is said."""
        correction = _rows("correction", "marking")
        corrected = exists().where(
            correction.c.appearance_id == appearance.c.id,
            correction.c.kind.in_(corrections or (CorrectionKind.WRONG,)),
            self._entered(correction),
        )
        return *self._heard(appearance), ~corrected

    def _edited(self, subject: str, fields: Sequence[str]) -> list[int]:
        """Return the named things of which such a field was edited after the moment asked about, by number."""
        if self.view.as_of is None:
            return []
        revision, table = TABLES["revision"], TABLES[subject]
        later = select(revision.c.row_uid).where(
            revision.c.subject == subject, revision.c.field.in_(fields), revision.c.entered_at > self.view.as_of
        )
        return sorted(self.connection.execute(select(table.c.id).where(table.c.uid.in_(later))).scalars())


@cache
def _rows(name: str, role: str = "one") -> FromClause:
    """Return a table under a name of its own: what a condition looks at is not what the statement selects."""
    return TABLES[name].alias(f"{role}_{name}")


def _newest_value(value: ColumnElement[Any], rows: FromClause, *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return a value of the newest row of the claim that fits, by time of entry and uid."""
    return (
        select(value)
        .where(rows.c.claim_id == CLAIM.c.id, *conditions)
        .order_by(rows.c.entered_at.desc(), rows.c.uid.desc())
        .limit(1)
        .correlate(CLAIM)
        .scalar_subquery()
    )


def _newest_by_claim(
    claim: ColumnElement[int], at: ColumnElement[datetime], rows: FromClause, *conditions: ColumnElement[bool]
) -> FromClause:
    """Return the claims with rows that fit, and the time of the newest; by itself, so that it is not asked of all."""
    newest = func.max(at, type_=at.type).label("since")
    statement = select(claim.label("claim_id"), newest).select_from(rows).where(*conditions).group_by(claim)
    return statement.subquery()


def _is_after(later: FromClause, row: FromClause) -> ColumnElement[bool]:
    return or_(
        later.c.entered_at > row.c.entered_at,
        and_(later.c.entered_at == row.c.entered_at, later.c.uid > row.c.uid),
    )


def _is_named(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return that a column holds a name, in whatever case; the rules compare as the ladder does."""
    spelt = {name, name.strip(), name.casefold(), name.title(), name.upper()}
    return or_(func.lower(column) == name.strip().casefold(), column.in_(sorted(spelt)))
