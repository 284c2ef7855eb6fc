"""The fact-checker's queue: the claims that wait for somebody, what hurts most first, each with all its reasons.

At present a number of statements that does not grow with the records: those that ask what is kept of the claims
(`claims.features.queue.candidates`, which looks no further than for what may be among the first that are asked for),
then what `claims.reading.dossier` reads for the claims that come out, of which the rules (`claims.rules.urgency`)
decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from claims.features.queue.candidates import Candidate, Candidates, QueueFilters, candidates
from claims.features.reach.read import reaches
from claims.reading.dossier import Dossier, claim_records
from claims.reading.identity import Identities, identities
from claims.reading.records import ArticleRecord, ClaimRecord, EvidenceRecord
from claims.reading.view import PRESENT, View
from claims.rules.ladder import newest_outcome, newest_status, same_person
from claims.rules.sourcing import End, EndKind
from claims.rules.urgency import (
    Appearance,
    Asked,
    Contradiction,
    Correction,
    Facts,
    Leaning,
    Place,
    Publication,
    Reason,
    Unanswered,
    lasting,
    place,
    reasons,
    rests_on,
    reworded,
)
from claims.store.ledger import chunks
from claims.store.past import MANY, Record, rows_by_id, rows_of
from claims.store.schema import TABLES
from claims.vocabulary import ArticleKind, Basis, Outcome, RelationKind, RestsOn, Stance, Status, WindowRole

__all__ = ["Queue", "QueueFilters", "QueueLine", "claim_queue", "waiting_claim"]

AT_ONCE = 1_000
"""How many claims are read in one set of statements."""


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A claim that waits, with all that stands behind it and every reason, what hurts most first."""

    claim: ClaimRecord
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """The claims that wait, what hurts most first."""

    lines: tuple[QueueLine, ...]
    more: int | None
    """How many more wait; none where it is only known that there are more."""
    hidden: int
    """How many claims were left out because they are known only off the record."""


def claim_queue(connection: Connection, filters: QueueFilters, view: View = PRESENT, limit: int | None = None) -> Queue:
    """Return the claims that wait and fit every filter, at most ``limit``; duplicates come as one, under the oldest.

    Claims known only off the record are left out and counted, unless the view asks for them.
    """
    joined = identities(connection, view.as_of)
    # What had been published by a day is not decided in the statements, so that none of them may stop early.
    most = limit if view.published_until is None else None
    found = candidates(connection, filters, view, joined, most)
    places = _in_order(found.found)
    reading = _Reading(connection, filters, view, found, briefly=limit is not None)
    lines: list[tuple[Place, QueueLine]] = []
    passed, read, unsure = 0, 0, list(found.unsure)
    # Once is enough, but where much is unsure, or what is kept put claims here that do not fit: then again.
    while unsure or (places and _wanted(lines, places, limit)):
        wanted = min(AT_ONCE, max(read, _wanted(lines, places, limit))) if places and len(unsure) < AT_ONCE else 0
        read += wanted
        new = reading.lines([*unsure[:AT_ONCE], *(number for *_, number in places[:wanted])])
        lines = sorted([*lines, *new], key=lambda line: line[0])
        unsure, places = unsure[AT_ONCE:], places[wanted:]
        passed += len(lines) - len(lines[:limit])
        lines = lines[:limit]
    shown = reading.whole([line for _, line in lines])
    left = passed + len(places)
    guessed = found.more or view.published_until is not None
    return Queue(shown, None if left and guessed else left, len(found.secret))


def waiting_claim(connection: Connection, number: int, filters: QueueFilters, view: View = PRESENT) -> QueueLine | None:
    """Return one claim if it waits and fits the filters; nothing if it no longer does."""
    found = claim_queue(connection, replace(filters, claims=(number,)), view)
    return next(iter(found.lines), None)


def lasting_reasons(
    connection: Connection, records: Sequence[ClaimRecord], joined: Identities
) -> dict[int, tuple[Reason, ...]]:
    """Return why claims wait at present, by number, for reasons that do not depend on the clock.

    What decisions lean on of other claims is not among them.  ``joined`` is what people judged on the record.
    """
    found = Candidates((), (), frozenset(), {}, more=False, secret=frozenset(), told=joined)
    reading = _Reading(connection, QueueFilters(), PRESENT, found)
    others, made = reading.others(records), reading.made_at(records)
    return {record.id: lasting(reading.facts(record, others, made)) for record in records}


def _in_order(found: Iterable[Candidate]) -> list[Place]:
    """Return the places of the claims that wait, in order."""
    of_claim: dict[int, list[Candidate]] = defaultdict(list)
    for one in found:
        of_claim[one.claim].append(one)
    return sorted(
        place(some[0].weight, ((one.kind, one.since) for one in some), number) for number, some in of_claim.items()
    )


def _wanted(lines: Sequence[tuple[Place, QueueLine]], places: Sequence[Place], limit: int | None) -> int:
    """Return how many more claims have to be read: as many as are missing of those before the next one's place."""
    if limit is None:
        return AT_ONCE
    return min(AT_ONCE, max(0, limit - sum(here < places[0] for here, _ in lines)))


class _Reading:
    """Reads claims and decides why each waits."""

    def __init__(
        self,
        connection: Connection,
        filters: QueueFilters,
        view: View,
        found: Candidates,
        *,
        briefly: bool = False,
    ) -> None:
        """Take what is asked; ``briefly``: of a past moment claims are read in full only once they are shown."""
        # Where articles matter to what is asked, they are read.
        of_articles = view.published_until is not None or filters.outlet is not None or filters.claims is not None
        self._is_brief = briefly and view.as_of is not None and not of_articles
        self.connection, self.filters, self.view, self.found, self.joined = connection, filters, view, found, found.told
        self.asked = Asked(view.today, view.zone, filters.days)
        self.outlet = None if filters.outlet is None else self.joined.canonical("outlet", filters.outlet)

    def lines(self, numbers: Sequence[int]) -> list[tuple[Place, QueueLine]]:
        """Return those of some claims that wait and fit, each with its place in the queue."""
        found = []
        for some in chunks(numbers, AT_ONCE):
            records = self._open(self._to_decide(some))
            others = self.others(records)
            made = self.made_at(records)
            leaning = self._leaning(records)
            for record in (record for record in records if self._fits(record)):
                facts = replace(self.facts(record, others, made), leaning=leaning.get(record.id, ()))
                why = reasons(facts, self.asked)
                if why and (not self.filters.kinds or any(one.kind in self.filters.kinds for one in why)):
                    found.append((self._place(record, why), QueueLine(record, why)))
        return found

    def _to_decide(self, numbers: Collection[int]) -> list[ClaimRecord]:
        """Return some claims with what is needed to decide why they wait."""
        if not self._is_brief:
            return self._records(numbers)
        # On what a claim rests that is about to be published, and what leans on others, all records say.
        told = {number for number in numbers if number in self.found.publications or number in self.found.leaning}
        brief = self._records([number for number in numbers if number not in told], _Briefly)
        return [*self._records(told), *brief]

    def whole(self, lines: Sequence[QueueLine]) -> tuple[QueueLine, ...]:
        """Return lines, each with all that stands behind its claim."""
        if not self._is_brief:
            return tuple(lines)
        numbers = [number for line in lines for number in (line.claim.id, *line.claim.duplicates)]
        records = {record.id: record for record in self._open(self._records(numbers))}
        return tuple(replace(line, claim=records[line.claim.id]) for line in lines)

    def _place(self, record: ClaimRecord, why: Sequence[Reason]) -> Place:
        """Return a claim's place in the queue, for the reasons asked for."""
        kinds = self.filters.kinds
        waits = ((one.kind, one.since) for one in why if not kinds or one.kind in kinds)
        return place(record.weight, waits, record.id)

    def _fits(self, record: ClaimRecord) -> bool:
        """Return whether a claim fits the filters that could not be decided for all before."""
        if self.view.published_until is not None and not record.appearances:
            return False
        if self.outlet is not None and all(one.article.outlet_id != self.outlet for one in record.appearances):
            return False
        if self.filters.unassigned and record.assigned is not None:
            return False
        return self.filters.reviewer is None or _is_with(record, self.filters.reviewer)

    def _records(self, numbers: Iterable[int], dossier: type[Dossier] = Dossier) -> list[ClaimRecord]:
        claim = TABLES["claim"]
        members = sorted(self.joined.all_members("claim", numbers))
        scope = select(claim.c.id).where(claim.c.id.in_(members))
        return claim_records(self.connection, scope, self.view, self.joined, dossier) if members else []

    def _open(self, records: Sequence[ClaimRecord]) -> list[ClaimRecord]:
        """Return the claims without those known only off the record, joined ones in words that are not."""
        secret, found = self.found.secret, []
        for record in records:
            members = (record.id, *record.duplicates)
            known = [number for number in members if number not in secret]
            if record.id not in secret:
                found.append(record)
            elif known:
                found.append(self._under(record, known[0]))
        return found

    def _under(self, record: ClaimRecord, number: int) -> ClaimRecord:
        """Return a claim under another of the numbers that it was logged as, in the words of that."""
        row = rows_by_id(self.connection, TABLES["claim"], [number], self.view.as_of)[number]
        duplicates = tuple(one for one in record.duplicates if one != number)
        return replace(record, id=number, uid=row["uid"], statement=row["statement"], duplicates=duplicates)

    # Facts

    def facts(self, record: ClaimRecord, others: Mapping[int, _Other], made: Mapping[int, datetime]) -> Facts:
        """Return what the rules need to know of a claim, given where others stand and when that was recorded."""
        due = next((window for window in record.windows if window.role is WindowRole.DUE), None)
        publications = self._publications(record)
        return Facts(
            kind=record.kind,
            logged=record.at,
            reviews=record.reviews,
            apart=frozenset(one.id for one in record.reviews if one.made_apart),
            latest=due.latest if due else None,
            review_on=due.review_on if due else None,
            rests_on=rests_on_now(record) if publications else None,
            publications=publications,
            corrections=[
                Correction(correction.id, one.id, correction.kind, correction.at)
                for one in (*record.appearances, *record.wrong_entries)
                for correction in one.corrections
            ],
            appearances=[
                Appearance(one.id, one.at, one.stance is Stance.DENIES and not one.retracted)
                for one in record.appearances
            ],
            contradictions=[
                Contradiction(one.claim_id, made[one.id], other.status, other.outcome, other.superseded)
                for one in record.contradicted_by
                if (other := others.get(one.claim_id)) is not None
            ],
            superseded=any(one.kind is RelationKind.SUPERSEDES and one.incoming for one in record.relations),
            unanswered=[
                Unanswered(one.id, one.reply_by)
                for one in record.inquiries
                if one.is_overdue and one.reply_by is not None
            ],
            reworded=given.reworded_at if (given := reworded(record.reviews)) else None,
        )

    def _leaning(self, records: Sequence[ClaimRecord]) -> dict[int, list[Leaning]]:
        """Return on which corrections of other claims' appearances decisions may rest, by the claim decided on."""
        asked = [one for one in records if self.filters.claims is not None or one.id in self.found.leaning]
        found = reaches(self.connection, asked, self.view, self.joined) if asked else {}
        return {
            number: [
                Leaning(one.correction.id, one.appearance.id, one.claim.id, one.correction.at)
                for one in (leaning.reached for leaning in reach.leaning if leaning.flagged)
            ]
            for number, reach in found.items()
        }

    def _publications(self, record: ClaimRecord) -> tuple[Publication, ...]:
        """Return the stories of a claim that go out."""
        return self.found.publications.get(self.joined.canonical("claim", record.id), ())

    def made_at(self, records: Sequence[ClaimRecord]) -> dict[int, datetime]:
        """Return when it was recorded that claims contradict each other, by the relation's number."""
        relation = TABLES["relation"]
        wanted = [one.id for record in records for one in record.contradicted_by]
        return {row["id"]: row["entered_at"] for row in rows_by_id(self.connection, relation, wanted, None).values()}

    def others(self, records: Sequence[ClaimRecord]) -> dict[int, _Other]:
        """Return where the claims stand that contradict others; none that is known only off the record."""
        numbers = sorted({one.claim_id for record in records for one in record.contradicted_by})
        members = self.joined.all_members("claim", numbers)
        rows = rows_by_id(self.connection, TABLES["claim"], numbers, self.view.as_of)
        reviews = self._of_claims("review", members)
        superseding = self._of_claims("relation", members, "other_id")
        found = {}
        for number in (number for number in numbers if number in rows):
            same = self.joined.members("claim", number)
            given = [_Given(row) for one in same for row in reviews.get(one, ())]
            if not self.found.secret.issuperset(same):
                found[number] = _Other(
                    newest_status(given),
                    newest_outcome(rows[number]["kind"], given),
                    _is_superseded(row for one in same for row in superseding.get(one, ())),
                )
        return found

    def _of_claims(self, name: str, claims: Iterable[int], column: str = "claim_id") -> dict[int, list[Record]]:
        """Return the rows about some claims, by claim, in the order of entry."""
        table = TABLES[name]
        found: dict[int, list[Record]] = defaultdict(list)
        for some in chunks(sorted(claims), MANY):
            statement = select(table).where(table.c[column].in_(some)).order_by(table.c.entered_at, table.c.uid)
            for row in rows_of(self.connection, statement, table, self.view.as_of):
                found[row[column]].append(row)
        return found


UNREAD_ARTICLE = ArticleRecord(
    id=0,
    uid="",
    outlet_id=None,
    outlet=None,
    reprint_of_id=None,
    reporter_ids=(),
    reporters=(),
    outlet_basis=Basis.STATED,
    kind=ArticleKind.ARTICLE,
    title=None,
    url=None,
    published=None,
    published_earliest=None,
    published_latest=None,
    published_basis=Basis.STATED,
    language=None,
    seen=False,
    reprint_extent=None,
    note=None,
)
"""What stands for every article of a claim of which it is only decided why it waits."""


class _Briefly(Dossier):
    """Claims with no more than says why they wait: nothing of their articles, evidence, hedges and stories."""

    def _articles(self) -> dict[int, ArticleRecord]:
        return {}

    def _article(self, number: int) -> ArticleRecord:
        return UNREAD_ARTICLE

    def _of_appearances(self, name: str) -> list[Record]:
        return super()._of_appearances(name) if name == "correction" else []

    def _stories(self) -> dict[int, list[str]]:
        return {}

    def _evidence(self) -> dict[int, list[EvidenceRecord]]:
        return {}


@dataclass(frozen=True, slots=True)
class _Other:
    """Where a claim stands that contradicts another."""

    status: Status
    outcome: Outcome | None
    superseded: bool


class _Given:
    """What a row says that a review gave."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.uid: str = row["uid"]
        self.at: datetime = row["entered_at"]
        self.status: Status = row["status"]
        self.outcome: Outcome | None = row["outcome"]
        self.proposed: bool = row["proposed"]


def _is_superseded(rows: Iterable[Record]) -> bool:
    newest = {(row["claim_id"], row["kind"]): row for row in rows}
    return any(kind is RelationKind.SUPERSEDES and not row["withdrawn"] for (_, kind), row in newest.items())


def _is_with(record: ClaimRecord, reviewer: str) -> bool:
    """Return whether somebody has taken a claim, or reviewed it last and nobody has taken it."""
    if record.assigned is not None:
        return same_person(record.assigned.reviewer, reviewer)
    return bool(record.reviews) and same_person(record.reviews[-1].who, reviewer)


def rests_on_now(record: ClaimRecord) -> RestsOn | None:
    """Return on what a claim rests if that is too little (`claims.rules.urgency.rests_on`)."""
    named = {one.source.id for one in record.appearances if one.source and one.source.named}

    def is_unnamed(end: End) -> bool:
        return end.kind in (EndKind.PERSON, EndKind.COLLECTIVE) and not named & {end.source, *end.joined}

    return rests_on(record.origins, [is_unnamed(end) for end in record.origins.ends])
