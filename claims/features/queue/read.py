"""The fact-checker's queue: the claims that wait for somebody, the most urgent first, each with all its reasons.

For the present it takes a fixed number of statements. Some read the kept columns of the claims
(`claims.features.queue.candidates`), only as far as the first page needs. The others read the full records of those
claims (`claims.reading.dossier`), and the rules (`claims.rules.urgency`) decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from claims.features.queue.candidates import Candidate, Candidates, QueueFilters, candidates
from claims.features.reach.read import reaches
from claims.reading.dossier import Dossier, claim_records
from claims.reading.identity import Identities, identities
from claims.reading.records import ArticleRecord, ClaimRecord
from claims.reading.view import PRESENT, View
from claims.rules.ladder import ReviewResult, newest_outcome, newest_status, same_person
from claims.rules.sourcing import End, EndKind
from claims.rules.urgency import (
    Appearance,
    ArticleChange,
    Asked,
    Contradiction,
    Correction,
    Facts,
    Leaning,
    Place,
    Publication,
    Reason,
    Unanswered,
    is_unmapped,
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
"""How many claims a set of statements reads."""


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A waiting claim in full, with every reason, the most urgent first."""

    claim: ClaimRecord
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """The claims that wait, the most urgent first."""

    lines: tuple[QueueLine, ...]
    more: int | None
    """How many more wait; None if the number is unknown."""
    hidden: int
    """How many claims were left out because they are known only off the record."""


def claim_queue(
    connection: Connection,
    filters: QueueFilters,
    view: View = PRESENT,
    limit: int | None = None,
    *,
    in_words: bool = False,
) -> Queue:
    """Return at most ``limit`` of the waiting claims that fit every filter; duplicates appear as one, under the oldest.

    Claims known only off the record are left out and counted, unless the view includes them. ``in_words``, they are
    only to be listed with why they wait: articles are read of claims whose reasons name an appearance, and neither
    evidence nor hedges.
    """
    joined = identities(connection, view.as_of)
    # The statements do not decide what had been published by a day, so none of them may stop early.
    most = limit if view.published_until is None else None
    possible = candidates(connection, filters, view, joined, most)
    places = _in_order(possible.waiting)
    reading = _Reading(connection, filters, view, possible, briefly=limit is not None, in_words=in_words)
    lines: list[tuple[Place, QueueLine]] = []
    passed, read, unsure = 0, 0, list(possible.unsure)
    # One round is enough unless many claims are unsure, or candidates turn out not to fit.
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
    guessed = possible.more or view.published_until is not None
    return Queue(shown, None if left and guessed else left, len(possible.secret))


def waiting_claim(connection: Connection, number: int, filters: QueueFilters, view: View = PRESENT) -> QueueLine | None:
    """Return a claim if it waits and fits the filters, or None."""
    queue = claim_queue(connection, replace(filters, claims=(number,)), view)
    return next(iter(queue.lines), None)


def lasting_reasons(
    connection: Connection, records: Sequence[ClaimRecord], joined: Identities
) -> dict[int, tuple[Reason, ...]]:
    """Return why claims wait at present, by number, for reasons that do not depend on the clock.

    Corrections of other claims' reports are not among them. ``joined`` are the judgements on the record.
    """
    none_kept = Candidates((), (), frozenset(), {}, more=False, secret=frozenset(), numbering=joined)
    reading = _Reading(connection, QueueFilters(), PRESENT, none_kept)
    others, made = reading.others(records), reading.made_at(records)
    return {record.id: lasting(reading.facts(record, others, made)) for record in records}


def _in_order(waiting: Iterable[Candidate]) -> list[Place]:
    """Return the places of the waiting claims, in order."""
    of_claim: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in waiting:
        of_claim[candidate.claim].append(candidate)
    return sorted(
        place(candidates[0].weight, ((candidate.kind, candidate.since) for candidate in candidates), number)
        for number, candidates in of_claim.items()
    )


def _wanted(lines: Sequence[tuple[Place, QueueLine]], places: Sequence[Place], limit: int | None) -> int:
    """Return how many more claims to read to fill the places before the next candidate."""
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
        possible: Candidates,
        *,
        briefly: bool = False,
        in_words: bool = False,
    ) -> None:
        """Take the query; ``briefly``, claims of a past moment are read in full only once they are shown.

        ``in_words``, they are read in full only if that is needed to say why they wait.
        """
        # Articles are read if the query needs them.
        of_articles = view.published_until is not None or filters.outlet is not None or filters.claims is not None
        may_be_brief = not of_articles and not possible.changes
        brief = _InWords if in_words else _Briefly if briefly and view.as_of is not None else None
        self._brief: type[Dossier] | None = brief if may_be_brief else None
        self.connection, self.filters, self.view, self.possible, self.joined = (
            connection,
            filters,
            view,
            possible,
            possible.numbering,
        )
        self.asked = Asked(view.today, view.zone, filters.days)
        self.outlet = None if filters.outlet is None else self.joined.canonical("outlet", filters.outlet)

    def lines(self, numbers: Sequence[int]) -> list[tuple[Place, QueueLine]]:
        """Return the claims that wait and fit the filters, each with its place in the queue."""
        lines = []
        for group in chunks(numbers, AT_ONCE):
            records = self._open(self._to_decide(group))
            others = self.others(records)
            made = self.made_at(records)
            leaning = self._leaning(records)
            for record in (record for record in records if self._fits(record)):
                facts = replace(self.facts(record, others, made), leaning=leaning.get(record.id, ()))
                why = reasons(facts, self.asked)
                if why and (not self.filters.kinds or any(reason.kind in self.filters.kinds for reason in why)):
                    lines.append((self._place(record, why), QueueLine(record, why)))
        return lines

    def _to_decide(self, numbers: Collection[int]) -> list[ClaimRecord]:
        """Return claims with the fields that decide why they wait."""
        if self._brief is None:
            return self._records(numbers)
        # Claims about to be published, and claims that depend on others' reports, need their full records.
        known = {
            number for number in numbers if number in self.possible.publications or number in self.possible.leaning
        }
        brief = self._records([number for number in numbers if number not in known], self._brief)
        return [*self._records(known), *brief]

    def whole(self, lines: Sequence[QueueLine]) -> tuple[QueueLine, ...]:
        """Return the lines with their claims in full, as far as that is needed."""
        if self._brief is None:
            return tuple(lines)
        needed = [line for line in lines if self._brief is not _InWords or _names_an_appearance(line)]
        numbers = [number for line in needed for number in (line.claim.id, *line.claim.duplicates)]
        records = {record.id: record for record in self._open(self._records(numbers))}
        return tuple(replace(line, claim=records.get(line.claim.id, line.claim)) for line in lines)

    def _place(self, record: ClaimRecord, why: Sequence[Reason]) -> Place:
        """Return a claim's place in the queue, by the reasons that the filters ask for."""
        kinds = self.filters.kinds
        waits = ((reason.kind, reason.since) for reason in why if not kinds or reason.kind in kinds)
        return place(record.weight, waits, record.id)

    def _fits(self, record: ClaimRecord) -> bool:
        """Return whether a claim fits the filters that can only be checked on its full record."""
        if self.view.published_until is not None and not record.appearances:
            return False
        if self.outlet is not None and all(
            appearance.article.outlet_id != self.outlet for appearance in record.appearances
        ):
            return False
        if self.filters.unassigned and record.assigned is not None:
            return False
        return self.filters.reviewer is None or _is_with(record, self.filters.reviewer)

    def _records(self, numbers: Iterable[int], dossier: type[Dossier] = Dossier) -> list[ClaimRecord]:
        members = sorted(self.joined.all_members("claim", numbers))
        return claim_records(self.connection, members, self.view, self.joined, dossier) if members else []

    def _open(self, records: Sequence[ClaimRecord]) -> list[ClaimRecord]:
        """Return the claims on the record; joined claims take the words of a member on the record."""
        secret, shown = self.possible.secret, []
        for record in records:
            members = (record.id, *record.duplicates)
            known = [number for number in members if number not in secret]
            if record.id not in secret:
                shown.append(record)
            elif known:
                shown.append(self._under(record, known[0]))
        return shown

    def _under(self, record: ClaimRecord, number: int) -> ClaimRecord:
        """Return a claim under another of its numbers, in that entry's words."""
        row = rows_by_id(self.connection, TABLES["claim"], [number], self.view.as_of)[number]
        duplicates = tuple(duplicate for duplicate in record.duplicates if duplicate != number)
        return replace(record, id=number, uid=row["uid"], statement=row["statement"], duplicates=duplicates)

    # Facts

    def facts(self, record: ClaimRecord, others: Mapping[int, _Other], made: Mapping[int, datetime]) -> Facts:
        """Return the facts for the rules; ``others`` are the contradicting claims, ``made`` when that was recorded."""
        due = next((window for window in record.windows if window.role is WindowRole.DUE), None)
        publications = self._publications(record)
        return Facts(
            kind=record.kind,
            logged=record.at,
            reviews=record.reviews,
            apart=frozenset(review.id for review in record.reviews if review.made_apart),
            unmapped=frozenset(review.id for review in record.reviews if is_unmapped(review.status, review.rating)),
            latest=due.latest if due else None,
            review_on=due.review_on if due else None,
            rests_on=rests_on_now(record) if publications else None,
            publications=publications,
            corrections=[
                Correction(correction.id, appearance.id, correction.kind, correction.at)
                for appearance in (*record.appearances, *record.wrong_entries)
                for correction in appearance.corrections
            ],
            appearances=[
                Appearance(
                    appearance.id, appearance.at, appearance.stance is Stance.DENIES and not appearance.retracted
                )
                for appearance in record.appearances
            ],
            contradictions=[
                Contradiction(relation.claim_id, made[relation.id], other.status, other.outcome, other.superseded)
                for relation in record.contradicted_by
                if (other := others.get(relation.claim_id)) is not None
            ],
            superseded=any(
                relation.kind is RelationKind.SUPERSEDES and relation.incoming for relation in record.relations
            ),
            unanswered=[
                Unanswered(inquiry.id, inquiry.reply_by)
                for inquiry in record.inquiries
                if inquiry.is_overdue and inquiry.reply_by is not None
            ],
            reworded=given.reworded_at if (given := reworded(record.reviews)) else None,
            changes=self._changes(record),
        )

    def _leaning(self, records: Sequence[ClaimRecord]) -> dict[int, list[Leaning]]:
        """Return the corrections of other claims' reports that may affect decisions, by the claim decided."""
        asked = [record for record in records if self.filters.claims is not None or record.id in self.possible.leaning]
        reached = reaches(self.connection, asked, self.view, self.joined) if asked else {}
        return {
            number: [
                Leaning(
                    reached_by.correction.id, reached_by.appearance.id, reached_by.claim.id, reached_by.correction.at
                )
                for reached_by in (leaning.reached for leaning in reach.leaning if leaning.flagged)
            ]
            for number, reach in reached.items()
        }

    def _changes(self, record: ClaimRecord) -> list[ArticleChange]:
        """Return the changes of its articles, as far as the view shows the appearances."""
        changes = self.possible.changes.get(self.joined.canonical("claim", record.id), ())
        shown = {appearance.id for appearance in record.appearances}
        return [change for change in changes if change.appearance in shown]

    def _publications(self, record: ClaimRecord) -> tuple[Publication, ...]:
        """Return the stories with this claim that are about to be published."""
        return self.possible.publications.get(self.joined.canonical("claim", record.id), ())

    def made_at(self, records: Sequence[ClaimRecord]) -> dict[int, datetime]:
        """Return when each contradiction was recorded, by the relation's number."""
        relation = TABLES["relation"]
        wanted = [relation_to.id for record in records for relation_to in record.contradicted_by]
        return {row["id"]: row["entered_at"] for row in rows_by_id(self.connection, relation, wanted, None).values()}

    def others(self, records: Sequence[ClaimRecord]) -> dict[int, _Other]:
        """Return the standing of the contradicting claims, without those known only off the record."""
        numbers = sorted({relation.claim_id for record in records for relation in record.contradicted_by})
        members = self.joined.all_members("claim", numbers)
        rows = rows_by_id(self.connection, TABLES["claim"], numbers, self.view.as_of)
        reviews = self._of_claims("review", members)
        superseding = self._of_claims("relation", members, "other_id")
        standing = {}
        for number in (number for number in numbers if number in rows):
            same = self.joined.members("claim", number)
            given = [_result(row) for member in same for row in reviews.get(member, ())]
            if not self.possible.secret.issuperset(same):
                standing[number] = _Other(
                    newest_status(given),
                    newest_outcome(rows[number]["kind"], given),
                    _is_superseded(row for member in same for row in superseding.get(member, ())),
                )
        return standing

    def _of_claims(self, name: str, claims: Iterable[int], column: str = "claim_id") -> dict[int, list[Record]]:
        """Return a table's rows by claim, in the order of entry."""
        table = TABLES[name]
        by_claim: dict[int, list[Record]] = defaultdict(list)
        for group in chunks(sorted(claims), MANY):
            statement = select(table).where(table.c[column].in_(group)).order_by(table.c.entered_at, table.c.uid)
            for row in rows_of(self.connection, statement, table, self.view.as_of):
                by_claim[row[column]].append(row)
        return by_claim


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
"""A stand-in for every article of a claim that is read only to decide why it waits."""


class _Briefly(Dossier):
    """Claims with only what decides why they wait: no articles, evidence, hedges or stories."""

    left_out = frozenset({"hedge", "claim_story", "evidence"})

    def _articles(self) -> dict[int, ArticleRecord]:
        return {}

    def _article(self, number: int) -> ArticleRecord:
        return UNREAD_ARTICLE


class _InWords(_Briefly):
    """Claims with only what says why they wait, unless a reason names an appearance."""

    left_out = frozenset({"hedge", "evidence"})


def _names_an_appearance(line: QueueLine) -> bool:
    return any(reason.appearance is not None for reason in line.reasons)


@dataclass(frozen=True, slots=True)
class _Other:
    """The standing of a claim that contradicts another."""

    status: Status
    outcome: Outcome | None
    superseded: bool


def _result(row: Record) -> ReviewResult:
    return ReviewResult(row["id"], row["uid"], row["entered_at"], row["status"], row["outcome"], row["proposed"])


def _is_superseded(rows: Iterable[Record]) -> bool:
    newest = {(row["claim_id"], row["kind"]): row for row in rows}
    return any(kind is RelationKind.SUPERSEDES and not row["withdrawn"] for (_, kind), row in newest.items())


def _is_with(record: ClaimRecord, reviewer: str) -> bool:
    """Return whether the reviewer has taken a claim, or reviewed it last and the claim is unassigned."""
    if record.assigned is not None:
        return same_person(record.assigned.reviewer, reviewer)
    return bool(record.reviews) and same_person(record.reviews[-1].who, reviewer)


def rests_on_now(record: ClaimRecord) -> RestsOn | None:
    """Return what a claim rests on, if that is too little (`claims.rules.urgency.rests_on`)."""
    named = {appearance.source.id for appearance in record.appearances if appearance.source and appearance.source.named}

    def is_unnamed(end: End) -> bool:
        return end.kind in (EndKind.PERSON, EndKind.COLLECTIVE) and not named & {end.source, *end.joined}

    return rests_on(record.origins, [is_unnamed(end) for end in record.origins.ends])
