"""What became of the claims that originated at an outlet, with a reporter or with a source.

Read leanly, for an outlet may have carried tens of thousands of claims: a fixed number of statements, each over the
claims of that subject alone, and no more of a row than the rules of `claims.trackrecord` ask for.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Integer, Select, bindparam, select, union

from claims.errors import NotFound
from claims.ladder import newest_outcome, newest_status
from claims.queries.dossier import PRESENT, View, articles_until
from claims.queries.find import find
from claims.queries.identity import Identities
from claims.queries.offrecord import identities_shown
from claims.queries.past import MANY, Record, entered_by, rows_by_id, rows_of
from claims.queries.stories import story_scope
from claims.schema import TABLES
from claims.sourcing import Footing, Key
from claims.trackrecord import (
    Days,
    Place,
    Said,
    Score,
    Subject,
    Word,
    came_true,
    days_off,
    how_said,
    own_words,
    place,
    right_when_reported,
    says_only_possible,
)
from claims.vocabulary import (
    Attribution,
    ClaimKind,
    CorrectionKind,
    HedgeKind,
    Outcome,
    Reliability,
    SourceKind,
    Stance,
    Status,
    Terms,
    Treatment,
    Weight,
    WindowRole,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackFilters:
    """What a track record is narrowed to; days are those on which the subject first published a claim."""

    since: date | None = None
    until: date | None = None
    story: str | None = None
    alone: bool = False
    """Of an institution, only what it said itself: not its people, parts and documents."""


NO_FILTERS = TrackFilters()


@dataclass(frozen=True, slots=True)
class OwnWord:
    """One article in which a claim originated, and on whose word it gave it."""

    appearance: int
    article: int
    outlet: str | None
    published: str | None
    read: bool
    """Whether the article was read here for this claim."""
    attribution: Attribution | None
    source: str | None
    """How its source is called in a sentence."""
    stands: bool


@dataclass(frozen=True, slots=True)
class TrackedClaim:
    """A claim that the subject carried, and what it counts as."""

    id: int
    uid: str
    statement: str | None
    kind: ClaimKind
    weight: Weight
    status: Status
    outcome: Outcome | None
    words: tuple[OwnWord, ...]
    """Where it originated with the subject; none if the subject has it from others."""
    others: int
    """In how many articles it originated elsewhere."""
    said: Said | None
    right: Score | None
    """What it counts as by its verdict; nothing for a claim that did not originate here."""
    came: Score | None
    """What it counts as by its outcome; nothing too for a claim in which nothing is to come."""
    days: int | None
    """By how many days it came early or late."""
    place: Place
    published: str | None
    """When the subject first published it, as far as that is known."""
    day: Days = (None, None)

    @property
    def originated(self) -> bool:
        """Whether it originated with the subject."""
        return bool(self.words)

    @property
    def attributions(self) -> tuple[Attribution | None, ...]:
        """On whose word it was given here, each sort once; nothing for one is that it is not known."""
        return tuple(dict.fromkeys(word.attribution for word in self.words))


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """A subject with the claims that it carried."""

    subject: Subject
    id: int
    uid: str
    name: str
    reliability: Reliability | None
    """The letter that an editor gave an outlet."""
    with_people: tuple[str, ...]
    """Of an institution, the people, parts and documents whose words are counted as its own."""
    claims: tuple[TrackedClaim, ...]
    """By number; those that originated here and those that it has from others."""
    denied: tuple[int, ...]
    """The claims that a source denies; they are counted nowhere else."""
    undated: int
    """How many claims were left out because nobody knows when the subject published them, where days were asked for."""
    withheld: int
    """How many off-the-record appearances were left out."""


def track_record(
    connection: Connection,
    subject: Subject,
    reference: str,
    filters: TrackFilters = NO_FILTERS,
    view: View = PRESENT,
) -> TrackRecord:
    """Return the track record of the outlet, reporter or source that ``reference`` names.

    A claim originated with an outlet or a reporter whose article has it from nobody else's report, and with a source
    at which a chain of relays ends; records judged one count as one.  Off-the-record appearances are never read.
    Raises `NotFound` (also for what had not been entered by ``view.as_of``) and `Ambiguous`.
    """
    return _Reading(connection, subject, reference, filters, view).record()


class _Reading:
    """Reads the rows once, then judges claim by claim."""

    def __init__(
        self, connection: Connection, subject: Subject, reference: str, filters: TrackFilters, view: View
    ) -> None:
        self.connection, self.subject, self.filters, self.view = connection, subject, filters, view
        self.joined = identities_shown(connection, view.as_of, confidential=view.confidential)
        self.number = self.joined.canonical(subject, find(connection, subject, reference, part=reference))
        self.row = self._subject_row(reference)
        self.scope = self._scope()

    def record(self) -> TrackRecord:
        rows, facts = self._appearances(), self._facts()
        found = [
            _of_claim(self, claim, [row for one in claim.members for row in rows.get(one, ())], facts)
            for claim in self._claims().values()
        ]
        tracked = [(one.tracked, one.spoke) for one in found if one.tracked is not None]
        kept = [(one, spoke) for one, spoke in tracked if self.fits(one.day)]
        return TrackRecord(
            subject=self.subject,
            id=self.number,
            uid=self.row["uid"],
            name=_label(self.subject, self.row),
            reliability=self.row["reliability"] if self.subject is Subject.OUTLET else None,
            with_people=self._with_people({source for _, spoke in kept for source in spoke}),
            claims=tuple(one for one, _ in kept),
            denied=tuple(one.claim for one in found if one.denied),
            undated=sum(self.fits(one.day) is None for one, _ in tracked),
            withheld=sum(one.withheld for one in found),
        )

    def fits(self, day: Days) -> bool | None:
        """Return whether a day may lie in the period asked for; nothing if it is not known and a period is."""
        since, until = self.filters.since, self.filters.until
        if since is None and until is None:
            return True
        first, last = day
        if first is None or last is None:
            return None
        return (since is None or last >= since) and (until is None or first <= until)

    # The subject, and the claims to be read

    def _subject_row(self, reference: str) -> Record:
        row = rows_by_id(self.connection, TABLES[self.subject], [self.number], self.view.as_of).get(self.number)
        if row is None:
            raise NotFound(
                f'the {self.subject} "{reference}" had not been entered by then; leave out --as-of or give a later one'
            )
        return row

    @cached_property
    def members(self) -> tuple[int, ...]:
        """The subject and the records judged one with it."""
        return self.joined.members(self.subject, self.number)

    @cached_property
    def sources(self) -> frozenset[int]:
        """The sources whose words count as the subject's, each by the number of the record that stands for it."""
        if self.subject is not Subject.SOURCE:
            return frozenset()
        if self.filters.alone or self.row["kind"] is not SourceKind.INSTITUTION:
            return frozenset({self.number})
        return frozenset(self._below())

    def _below(self) -> set[int]:
        """Return an institution and everybody and everything that belongs to it, at whatever depth.

        The whole tree is read at once: who belongs to whom is small beside what they said, and its depth is open.
        """
        source = TABLES["source"]
        columns = [source.c[name] for name in ("id", "uid", *_ABOVE)]
        below: dict[int, set[int]] = defaultdict(set)
        for row in rows_of(self.connection, select(*columns), source, self.view.as_of):
            for name in _ABOVE:
                if row[name] is not None:
                    below[self.joined.canonical("source", row[name])].add(self.joined.canonical("source", row["id"]))
        found, waiting = {self.number}, [self.number]
        while waiting:
            fresh = below[waiting.pop()] - found
            found |= fresh
            waiting += fresh
        return found

    def _with_people(self, spoke: set[int]) -> tuple[str, ...]:
        """Return what the others are called whose words were counted as an institution's."""
        rows = rows_by_id(self.connection, TABLES["source"], spoke - {self.number}, self.view.as_of)
        return tuple(_label("source", rows[one]) for one in sorted(rows))

    def _scope(self) -> Select[tuple[int]]:
        """Return the statement that selects the claims to be read: those with an appearance that touches the subject.

        What the past or a judgement has otherwise is sifted afterwards.
        """
        appearance, claim = TABLES["appearance"], TABLES["claim"]
        if self.subject is Subject.SOURCE:
            touching = [appearance.c.source_id.in_(_literal(self.joined.all_members("source", self.sources)))]
        else:
            mine = self._articles_of_subject()
            touching = [appearance.c.article_id.in_(mine), appearance.c.relays_id.in_(mine)]
        kept: list[ColumnElement[bool]] = []
        if self.filters.story is not None:
            story = find(self.connection, "story", self.filters.story, part="--story")
            kept.append(appearance.c.claim_id.in_(story_scope(self.connection, story, self.joined, self.view.as_of)))
        found = union(*(select(appearance.c.claim_id).where(condition, *kept) for condition in touching)).subquery()
        scope = select(found.c.claim_id)
        twins = self._twins(scope)
        if not twins:
            return scope
        both = union(scope, select(claim.c.id).where(claim.c.id.in_(_literal(twins)))).subquery()
        return select(both.c[0])

    def _twins(self, scope: Select[tuple[int]]) -> set[int]:
        """Return the claims that were judged one with claims of the scope."""
        paired = _joined_members(self.joined, "claim")
        if not paired:
            return set()
        claim = TABLES["claim"]
        there = select(claim.c.id).where(claim.c.id.in_(_literal(paired)), claim.c.id.in_(scope))
        return {twin for one in self.connection.execute(there).scalars() for twin in paired[one]}

    def _articles_of_subject(self) -> Select[tuple[int]]:
        """Return the statement that selects the articles that are, or once were, the outlet's or the reporter's.

        Of articles judged one all are, when one is.
        """
        article, byline = TABLES["article"], TABLES["byline"]
        if self.subject is Subject.REPORTER:
            mine: Select[tuple[int]] = select(byline.c.article_id).where(byline.c.reporter_id.in_(self.members))
        else:
            mine = self._ever(article.c.outlet_id, "outlet")
        paired = _joined_members(self.joined, "article")
        if not paired:
            return mine
        there = select(article.c.id).where(article.c.id.in_(_literal(paired)), article.c.id.in_(mine))
        twins = {twin for one in self.connection.execute(there).scalars() for twin in paired[one]}
        both = union(mine, select(article.c.id).where(article.c.id.in_(_literal(twins)))).subquery()
        return select(both.c[0])

    def _ever(self, column: Column[Any], target: str) -> Select[tuple[int]]:
        """Return the statement that selects the rows of which a column names the subject, or did before an edit."""
        table = column.table
        now = select(table.c.id).where(column.in_(self.members))
        if self.view.as_of is None:
            return now
        revision, subject = TABLES["revision"], TABLES[target]
        uids = self.connection.execute(select(subject.c.uid).where(subject.c.id.in_(self.members))).scalars()
        before = (
            select(table.c.id)
            .join(revision, revision.c.row_uid == table.c.uid)
            .where(
                revision.c.subject == table.name,
                revision.c.field == column.name,
                revision.c.old.in_([json.dumps(uid) for uid in uids]),
            )
        )
        ever = union(now, before).subquery()
        return select(ever.c[0])

    # Rows

    def _claims(self) -> dict[int, _Claim]:
        """Return the claims by the number of the one that stands for them."""
        claim = TABLES["claim"]
        columns = [claim.c[name] for name in ("id", "uid", "statement", "kind", "weight")]
        rows = rows_of(self.connection, select(*columns).where(claim.c.id.in_(self.scope)), claim, self.view.as_of)
        return {
            number: _Claim(members[0], tuple(row["id"] for row in members))
            for number, members in self.joined.gathered("claim", rows).items()
        }

    def _appearances(self) -> dict[int, list[_Row]]:
        """Return the appearances of the claims that were not entered wrongly, by claim."""
        appearance = TABLES["appearance"]
        columns = [appearance.c[name] for name in _APPEARANCE]
        corrected = self._corrected()
        hedges = self._hedges()
        canonical = self.joined.canonical
        found: dict[int, list[_Row]] = defaultdict(list)
        inside = select(*columns).where(appearance.c.claim_id.in_(self.scope)).order_by(appearance.c.id)
        for one in self._entered(inside, "appearance"):
            marks = corrected.get(one.id, ())
            if CorrectionKind.WRONG in marks:
                continue
            article = canonical("article", one.article_id)
            relays = None if one.relays_id is None else canonical("article", one.relays_id)
            made = Footing(
                key=one.id,
                article=article,
                attribution=one.attribution,
                source=None if one.source_id is None else canonical("source", one.source_id),
                stance=one.stance,
                relays=relays if relays != article else None,
                relay_basis=one.relay_basis if relays is not None and relays != article else None,
                stands=CorrectionKind.RETRACTED not in marks,
            )
            possible = says_only_possible(one.likelihood, hedges.get(one.id, ()))
            doubted = one.treatment in (Treatment.DOUBTS, Treatment.REJECTS)
            found[one.claim_id].append(_Row(made, possible, doubted, one.terms is Terms.OFF_RECORD))
        return found

    def _corrected(self) -> dict[int, set[CorrectionKind]]:
        """Return what became of appearances that were withdrawn or entered wrongly, by number."""
        correction = TABLES["correction"]
        found: dict[int, set[CorrectionKind]] = defaultdict(set)
        for number, kind in self._of_appearances(correction, correction.c.kind):
            found[number].add(kind)
        return found

    def _hedges(self) -> dict[int, list[str | None]]:
        """Return the words by which appearances say how likely something is, by number."""
        hedge = TABLES["hedge"]
        found: dict[int, list[str | None]] = defaultdict(list)
        for number, words in self._of_appearances(hedge, hedge.c.words, hedge.c.kind == HedgeKind.LIKELIHOOD):
            found[number].append(words)
        return found

    def _of_appearances(self, table: Any, value: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Iterator[Any]:
        appearance = TABLES["appearance"]
        inside = (
            select(table.c.appearance_id, value)
            .join(appearance, appearance.c.id == table.c.appearance_id)
            .where(appearance.c.claim_id.in_(self.scope), *conditions)
        )
        return self._entered(inside, table.name)

    def _entered(self, statement: Select[Any], name: str) -> Iterator[Any]:
        """Yield rows of a table that is only added to, as far as they had been entered."""
        condition = entered_by(TABLES[name], self.view.as_of)
        found = self.connection.execute(statement if condition is None else statement.where(condition))
        for some in found.partitions(MANY):
            yield from some

    def _facts(self) -> _Facts:
        articles = self._articles()
        mine = self._signed() if self.subject is Subject.REPORTER else self._published_by(articles)
        outlets = {self.joined.canonical("outlet", row["outlet_id"]) for row in articles.values() if row["outlet_id"]}
        if self.subject is Subject.OUTLET:
            outlets = {self.number}
        return _Facts(
            articles=articles,
            days={number: (row["published_earliest"], row["published_latest"]) for number, row in articles.items()},
            mine=mine,
            outlets={
                number: _label("outlet", row)
                for number, row in rows_by_id(self.connection, TABLES["outlet"], outlets, self.view.as_of).items()
            },
            sources={number: _label("source", row) for number, row in self._source_rows().items()},
            decisions=self._decisions(),
            windows=self._windows(),
            evidence=self._evidence(),
        )

    def _articles(self) -> dict[int, Record]:
        """Return the articles that carry the claims and those relayed, with those that stand for them."""
        appearance, article = TABLES["appearance"], TABLES["article"]
        inside = appearance.c.claim_id.in_(self.scope)
        wanted = union(
            select(appearance.c.article_id).where(inside),
            select(appearance.c.relays_id).where(inside, appearance.c.relays_id.is_not(None)),
        ).subquery()
        columns = [article.c[name] for name in _ARTICLE]
        chosen = select(*columns).where(article.c.id.in_(select(wanted.c[0])))
        return self._with_heads("article", rows_of(self.connection, chosen, article, self.view.as_of))

    def _source_rows(self) -> dict[int, Record]:
        """Return the sources that are given for the claims, with those that stand for them."""
        appearance, source = TABLES["appearance"], TABLES["source"]
        given = select(appearance.c.source_id).where(appearance.c.claim_id.in_(self.scope))
        columns = [source.c[name] for name in ("id", "uid", "slug", "named", "name", "described")]
        chosen = select(*columns).where(source.c.id.in_(given))
        return self._with_heads("source", rows_of(self.connection, chosen, source, self.view.as_of))

    def _with_heads(self, subject: str, rows: Sequence[Record]) -> dict[int, Record]:
        """Return rows by number, with those of the records that stand for them."""
        found = {row["id"]: row for row in rows}
        heads = {self.joined.canonical(subject, number) for number in found} - found.keys()
        return found | rows_by_id(self.connection, TABLES[subject], heads, self.view.as_of)

    def _published_by(self, articles: Mapping[int, Record]) -> set[int]:
        """Return the articles of the outlet, each by the number of the one that stands for it."""
        if self.subject is not Subject.OUTLET:
            return set()
        heads = {self.joined.canonical("article", number) for number in articles}
        return {number for number in heads if articles[number]["outlet_id"] in self.members}

    def _signed(self) -> set[int]:
        """Return the articles that the reporter signed and by the newest byline still does."""
        byline = TABLES["byline"]
        ordered = select(byline.c.article_id, byline.c.withdrawn).where(byline.c.reporter_id.in_(self.members))
        newest = {
            self.joined.canonical("article", article): withdrawn
            for article, withdrawn in self._entered(ordered.order_by(byline.c.entered_at, byline.c.uid), "byline")
        }
        return {article for article, withdrawn in newest.items() if not withdrawn}

    def _decisions(self) -> dict[int, list[_Decision]]:
        """Return the reviews by claim."""
        review = TABLES["review"]
        columns = [review.c[name] for name in ("claim_id", "uid", "entered_at", "status", "outcome", "proposed", "id")]
        found: dict[int, list[_Decision]] = defaultdict(list)
        for claim, *values in self._entered(select(*columns).where(review.c.claim_id.in_(self.scope)), "review"):
            found[claim].append(_Decision(*values))
        return found

    def _windows(self) -> dict[tuple[int, WindowRole], Days]:
        """Return the newest window of each role by claim."""
        window = TABLES["window"]
        columns = [window.c[name] for name in ("claim_id", "role", "earliest", "latest")]
        inside = select(*columns).where(
            window.c.claim_id.in_(self.scope), window.c.role.in_((WindowRole.DUE, WindowRole.HAPPENED))
        )
        ordered = self._entered(inside.order_by(window.c.entered_at, window.c.uid), "window")
        return {(claim, role): (earliest, latest) for claim, role, earliest, latest in ordered}

    def _evidence(self) -> dict[int, set[str | None]]:
        """Return the days of the evidence for what came early or late, by review."""
        review, evidence = TABLES["review"], TABLES["evidence"]
        inside = (
            select(evidence.c.review_id, evidence.c.published)
            .join(review, review.c.id == evidence.c.review_id)
            .where(
                review.c.claim_id.in_(self.scope),
                review.c.outcome.in_((Outcome.OCCURRED_EARLY, Outcome.OCCURRED_LATE)),
            )
        )
        found: dict[int, set[str | None]] = defaultdict(set)
        for number, published in self._entered(inside, "evidence"):
            found[number].add(published)
        return found


_ABOVE = ("institution_id", "part_of_id", "issuer_id")
_APPEARANCE = (
    "id claim_id article_id attribution source_id terms stance treatment likelihood relays_id relay_basis"
).split()
_ARTICLE = "id uid outlet_id published published_earliest published_latest seen".split()


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim and the numbers of those that were judged one with it, itself first."""

    row: Record
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """What the rules need to know of an appearance."""

    footing: Footing
    possible: bool
    doubted: bool
    off_record: bool


@dataclass(frozen=True, slots=True)
class _Decision:
    """What the rules need to know of a review."""

    uid: str
    at: datetime
    status: Status
    outcome: Outcome | None
    proposed: bool
    id: int


@dataclass(frozen=True, slots=True)
class _Facts:
    """What stands beside the appearances, by number."""

    articles: Mapping[int, Record]
    days: Mapping[Key, Days]
    mine: set[int]
    outlets: Mapping[int, str]
    sources: Mapping[int, str]
    decisions: Mapping[int, list[_Decision]]
    windows: Mapping[tuple[int, WindowRole], Days]
    evidence: Mapping[int, set[str | None]]


@dataclass(frozen=True, slots=True)
class _Found:
    """What one claim gives."""

    claim: int
    tracked: TrackedClaim | None
    spoke: frozenset[int]
    """The sources of the subject from which it has the claim."""
    denied: bool
    withheld: int


def _of_claim(reading: _Reading, claim: _Claim, rows: Sequence[_Row], facts: _Facts) -> _Found:
    """Return what a claim is in the record of the subject."""
    until = reading.view.published_until
    shown = _until([row for row in rows if not row.off_record], facts, until)
    secret = [row.footing for row in _until(rows, facts, until) if row.off_record]
    stated = [row for row in shown if row.footing.stance is Stance.ASSERTS]
    footings = [row.footing for row in stated]
    words = own_words(footings)
    own = [word for word in words if _is_own(reading, word, facts)]
    carrying = _carrying(reading, footings, own, facts)
    denials = [row.footing for row in shown if row.footing.stance is Stance.DENIES and row.footing.stands]
    return _Found(
        claim=claim.row["id"],
        tracked=_tracked(reading, claim, stated, words, own, carrying, facts) if carrying else None,
        spoke=frozenset(int(word.source) for word in own if word.source is not None) & reading.sources,
        denied=any(one.source in reading.sources and _in_period(reading, one, facts) for one in denials),
        withheld=sum(_touches(reading, one, facts) and _in_period(reading, one, facts) for one in secret),
    )


def _in_period(reading: _Reading, footing: Footing, facts: _Facts) -> bool:
    """Return whether an appearance may be of the period asked for."""
    return reading.fits(facts.days[int(footing.article)]) is not False


def _until(rows: Sequence[_Row], facts: _Facts, day: date | None) -> Sequence[_Row]:
    """Return the appearances that had been published by a day, as `articles_until` has it."""
    if day is None:
        return rows
    days = {int(row.footing.article): facts.days[int(row.footing.article)] for row in rows}
    relays = [(int(row.footing.article), int(row.footing.relays)) for row in rows if row.footing.relays is not None]
    kept = articles_until(days, relays, day)
    return [row for row in rows if row.footing.article in kept]


def _touches(reading: _Reading, footing: Footing, facts: _Facts) -> bool:
    """Return whether an appearance is the subject's own."""
    return footing.source in reading.sources or footing.article in facts.mine


def _is_own(reading: _Reading, word: Word, facts: _Facts) -> bool:
    """Return whether a claim originates with the subject by a word."""
    return word.source in reading.sources if reading.subject is Subject.SOURCE else word.article in facts.mine


def _carrying(reading: _Reading, footings: Sequence[Footing], own: Sequence[Word], facts: _Facts) -> set[int]:
    """Return the articles by which the subject carried a claim: where it originated, else where it repeats others."""
    found = {int(word.article) for word in own}
    return found or {int(one.article) for one in footings if one.stands and _touches(reading, one, facts)}


def _tracked(
    reading: _Reading,
    claim: _Claim,
    stated: Sequence[_Row],
    words: Sequence[Word],
    own: Sequence[Word],
    carrying: set[int],
    facts: _Facts,
) -> TrackedClaim:
    """Return a claim that the subject carried, with what it counts as."""
    decisions = [one for number in claim.members for one in facts.decisions.get(number, ())]
    kind: ClaimKind = claim.row["kind"]
    status, outcome = newest_status(decisions), newest_outcome(kind, decisions)
    said = _said(reading.subject, stated, own) if own else None
    first = min(carrying, key=lambda one: (facts.days[one][0] or date.max, one))
    return TrackedClaim(
        id=claim.row["id"],
        uid=claim.row["uid"],
        statement=claim.row["statement"],
        kind=kind,
        weight=claim.row["weight"],
        status=status,
        outcome=outcome,
        words=_told(reading.joined, own, facts),
        others=len({word.article for word in words if word.stands} - carrying),
        said=said,
        right=right_when_reported(kind, status, said) if said else None,
        came=came_true(kind, outcome, said) if said else None,
        days=_days_off(claim, outcome, decisions, facts),
        place=_place(reading, stated, own, carrying, facts),
        published=(facts.articles[first]["published"] or "").split("T")[0] or None,
        day=facts.days[first],
    )


def _said(subject: Subject, stated: Sequence[_Row], own: Sequence[Word]) -> Said:
    """Return how the subject gave a claim; what an article does with it is no matter of its source's."""
    possible = {row.footing.key for row in stated if row.possible}
    doubted = {row.footing.key for row in stated if row.doubted} if subject is not Subject.SOURCE else ()
    return how_said(own, possible, doubted)


def _place(reading: _Reading, stated: Sequence[_Row], own: Sequence[Word], carrying: set[int], facts: _Facts) -> Place:
    """Return when the subject carried a claim, beside all others: by any of an outlet's or a reporter's articles."""
    every = carrying if reading.subject is Subject.SOURCE else facts.mine
    footings = [row.footing for row in stated]
    if own and not any(word.stands for word in own):  # withdrawn since; it had been there all the same
        taken = {word.footing for word in own}
        footings = [replace(one, stands=True) if one.key in taken else one for one in footings]
    return place(footings, every, facts.days)


def _told(joined: Identities, own: Iterable[Word], facts: _Facts) -> tuple[OwnWord, ...]:
    """Return the words of the subject with what their articles and sources are called, the earliest first."""
    found = []
    for word in sorted(own, key=lambda one: (facts.days[int(one.article)][0] or date.max, int(one.footing))):
        row = facts.articles[int(word.article)]
        outlet = None if row["outlet_id"] is None else joined.canonical("outlet", row["outlet_id"])
        found.append(
            OwnWord(
                appearance=int(word.footing),
                article=int(word.article),
                outlet=None if outlet is None else facts.outlets.get(outlet),
                published=(row["published"] or "").split("T")[0] or None,
                read=word.attribution is not None and row["seen"],
                attribution=word.attribution,
                source=None if word.source is None else facts.sources.get(int(word.source)),
                stands=word.stands,
            )
        )
    return tuple(found)


def _days_off(claim: _Claim, outcome: Outcome | None, decisions: Sequence[_Decision], facts: _Facts) -> int | None:
    """Return by how many days something came early or late, where the day on which it came is known.

    That is the day for which it was recorded as having happened; without one, the day of the evidence for the outcome
    that stands, if all of it is of one day.  The day of the review is only that of our writing.
    """
    if outcome not in (Outcome.OCCURRED_EARLY, Outcome.OCCURRED_LATE):
        return None
    due = facts.windows.get((claim.row["id"], WindowRole.DUE), (None, None))
    first, last = facts.windows.get((claim.row["id"], WindowRole.HAPPENED), (None, None))
    day = first if first is not None and first == last else None
    if first is None and last is None:
        day = _evidence_day(outcome, decisions, facts)
    return None if day is None else days_off(outcome, due, day)


def _evidence_day(outcome: Outcome, decisions: Sequence[_Decision], facts: _Facts) -> date | None:
    """Return the one day of the evidence with which an outcome was first given, since it last was another."""
    settling: list[_Decision] = []
    for one in sorted(
        (one for one in decisions if one.outcome and not one.proposed), key=lambda one: (one.at, one.uid)
    ):
        settling = [*settling, one] if one.outcome is outcome else []
    days = {_whole_day(text) for one in settling for text in facts.evidence.get(one.id, ())} - {None}
    return days.pop() if len(days) == 1 else None


def _whole_day(text: str | None) -> date | None:
    """Return a day that is stored whole."""
    try:
        return date.fromisoformat((text or "").split("T")[0])
    except ValueError:
        return None


def _joined_members(joined: Identities, subject: str) -> dict[int, tuple[int, ...]]:
    """Return all records of a kind that were judged one with others, each with all of its group."""
    return {one: members for (kind, _), members in joined.members_of.items() if kind == subject for one in members}


def _literal(numbers: Iterable[int]) -> Any:
    """Return numbers for ``IN`` as they stand, for a database takes only so many parameters."""
    return bindparam(None, sorted(numbers), type_=Integer(), expanding=True, literal_execute=True, unique=True)


def _label(subject: str, row: Record) -> str:
    """Return what a record is called in a sentence; somebody unnamed in quotation marks, as printed."""
    name = row["name"] or (row["described"] if subject == "source" else None) or row["slug"]
    return f"“{name}”" if subject == "source" and not row["named"] else str(name)
