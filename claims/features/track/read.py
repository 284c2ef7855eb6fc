"""The results of claims that originated at an outlet, with a reporter or with a source.

An outlet may have carried tens of thousands of claims, so this takes a fixed number of statements, each limited to the
subject's claims, and reads only the columns that the rules of `claims.rules.trackrecord` need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from claims.features.track.rows import Carried, ClaimRow, Facts, TrackRows
from claims.features.track.scope import NO_FILTERS, TrackFilters, TrackScope, label
from claims.reading.identity import Identities
from claims.reading.view import PRESENT, View
from claims.rules.ladder import ReviewResult, entry_order, newest_outcome, newest_status
from claims.rules.sourcing import Footing
from claims.rules.sourcing.published import articles_until
from claims.rules.trackrecord import (
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
)
from claims.vocabulary import (
    Attribution,
    ClaimKind,
    Outcome,
    Reliability,
    Stance,
    Status,
    Weight,
    WindowRole,
)


@dataclass(frozen=True, slots=True)
class OwnWord:
    """An article where a claim originated, and its source."""

    appearance: int
    article: int
    outlet: str | None
    published: str | None
    read: bool
    """Whether the article was read for this claim."""
    attribution: Attribution | None
    source: str | None
    """The source's name for a sentence."""
    stands: bool


@dataclass(frozen=True, slots=True)
class TrackedClaim:
    """A claim that the subject carried, and its scores."""

    id: int
    uid: str
    statement: str | None
    kind: ClaimKind
    weight: Weight
    status: Status
    outcome: Outcome | None
    words: tuple[OwnWord, ...]
    """Where it originated with the subject; empty if the subject relays others."""
    others: int
    """How many articles elsewhere it also originated in."""
    said: Said | None
    right: Score | None
    """Its score by verdict; None if it did not originate here."""
    came: Score | None
    """Its score by outcome; None also for kinds of claims without outcomes."""
    days: int | None
    """How many days early or late it came true."""
    place: Place
    published: str | None
    """When the subject first published it, if known."""
    day: Days = (None, None)

    @property
    def originated(self) -> bool:
        """Whether it originated with the subject."""
        return bool(self.words)

    @property
    def attributions(self) -> tuple[Attribution | None, ...]:
        """The sorts of attribution here; None for an unknown one."""
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
    """The people, parts and documents that count with an institution."""
    claims: tuple[TrackedClaim, ...]
    """By number: claims that originated here and claims relayed from others."""
    denied: tuple[int, ...]
    """The claims that a source denies, which no other count includes."""
    undated: int
    """How many claims were left out of a period because the subject's first article is undated."""
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

    A claim originates with an outlet or a reporter if their article did not take it from another report, and with a
    source if a chain of relays ends there. Records judged the same count as one. Off-the-record appearances are never
    read. Raises `NotFound` (also for a record entered after ``view.as_of``), `Ambiguous`, and `Refused` for a source
    known only off the record.
    """
    scope = TrackScope(connection, subject, reference, filters, view)
    reader = TrackRows(scope)
    rows, facts = reader.appearances(), reader.facts()
    results = [
        _of_claim(scope, claim, [row for number in claim.members for row in rows.get(number, ())], facts)
        for claim in reader.claims().values()
    ]
    tracked = [(result.tracked, result.spoke) for result in results if result.tracked is not None]
    kept = [(carried, spoke) for carried, spoke in tracked if scope.fits(carried.day)]
    return TrackRecord(
        subject=scope.subject,
        id=scope.number,
        uid=scope.row["uid"],
        name=label(scope.subject, scope.row),
        reliability=scope.row["reliability"] if scope.subject is Subject.OUTLET else None,
        with_people=scope.with_people({source for _, spoke in kept for source in spoke}),
        claims=tuple(carried for carried, _ in kept),
        denied=tuple(result.claim for result in results if result.denied),
        undated=sum(scope.fits(carried.day) is None for carried, _ in tracked),
        withheld=sum(result.withheld for result in results),
    )


@dataclass(frozen=True, slots=True)
class _Result:
    """The result for a claim."""

    claim: int
    tracked: TrackedClaim | None
    spoke: frozenset[int]
    """The subject's sources for the claim."""
    denied: bool
    withheld: int


def _of_claim(scope: TrackScope, claim: ClaimRow, rows: Sequence[Carried], facts: Facts) -> _Result:
    """Return a claim's result in the subject's record."""
    until = scope.view.published_until
    shown = _until([row for row in rows if not row.off_record], facts, until)
    secret = [row.footing for row in _until(rows, facts, until) if row.off_record]
    stated = [row for row in shown if row.footing.stance is Stance.ASSERTS]
    footings = [row.footing for row in stated]
    words = own_words(footings)
    own = [word for word in words if _is_own(scope, word, facts)]
    carrying = _carrying(scope, footings, own, facts)
    denials = [row.footing for row in shown if row.footing.stance is Stance.DENIES and row.footing.stands]
    return _Result(
        claim=claim.row["id"],
        tracked=_tracked(scope, claim, stated, words, own, carrying, facts) if carrying else None,
        spoke=frozenset(int(word.source) for word in own if word.source is not None) & scope.sources,
        denied=any(voice.source in scope.sources and _in_period(scope, voice, facts) for voice in denials),
        withheld=sum(_touches(scope, row, facts) and _in_period(scope, row, facts) for row in secret),
    )


def _in_period(scope: TrackScope, footing: Footing, facts: Facts) -> bool:
    """Return whether an appearance may be in the period."""
    return scope.fits(facts.days[int(footing.article)]) is not False


def _until(rows: Sequence[Carried], facts: Facts, day: date | None) -> Sequence[Carried]:
    """Return the appearances published by a day, by the rule of `articles_until`."""
    if day is None:
        return rows
    days = {int(row.footing.article): facts.days[int(row.footing.article)] for row in rows}
    relays = [(int(row.footing.article), int(row.footing.relays)) for row in rows if row.footing.relays is not None]
    kept = articles_until(days, relays, day)
    return [row for row in rows if row.footing.article in kept]


def _touches(scope: TrackScope, footing: Footing, facts: Facts) -> bool:
    """Return whether an appearance is the subject's own."""
    return footing.source in scope.sources or footing.article in facts.mine


def _is_own(scope: TrackScope, word: Word, facts: Facts) -> bool:
    """Return whether the subject is the origin in this attribution."""
    return word.source in scope.sources if scope.subject is Subject.SOURCE else word.article in facts.mine


def _carrying(scope: TrackScope, footings: Sequence[Footing], own: Sequence[Word], facts: Facts) -> set[int]:
    """Return the subject's articles where the claim originated, or else its relays."""
    origins = {int(word.article) for word in own}
    return origins or {
        int(footing.article) for footing in footings if footing.stands and _touches(scope, footing, facts)
    }


def _tracked(
    scope: TrackScope,
    claim: ClaimRow,
    stated: Sequence[Carried],
    words: Sequence[Word],
    own: Sequence[Word],
    carrying: set[int],
    facts: Facts,
) -> TrackedClaim:
    """Return a claim that the subject carried, with its scores."""
    decisions = [decision for number in claim.members for decision in facts.decisions.get(number, ())]
    kind: ClaimKind = claim.row["kind"]
    status, outcome = newest_status(decisions), newest_outcome(kind, decisions)
    said = _said(scope.subject, stated, own) if own else None
    first = min(carrying, key=lambda article: (facts.days[article][0] or date.max, article))
    return TrackedClaim(
        id=claim.row["id"],
        uid=claim.row["uid"],
        statement=claim.row["statement"],
        kind=kind,
        weight=claim.row["weight"],
        status=status,
        outcome=outcome,
        words=_own_words(scope.joined, own, facts),
        others=len({word.article for word in words if word.stands} - carrying),
        said=said,
        right=right_when_reported(kind, status, said) if said else None,
        came=came_true(kind, outcome, said) if said else None,
        days=_days_off(claim, outcome, decisions, facts),
        place=_place(scope, stated, own, carrying, facts),
        published=(facts.articles[first]["published"] or "").split("T")[0] or None,
        day=facts.days[first],
    )


def _said(subject: Subject, stated: Sequence[Carried], own: Sequence[Word]) -> Said:
    """Return how the subject stated a claim; an article's doubts do not count against its source."""
    possible = {row.footing.key for row in stated if row.possible}
    doubted = {row.footing.key for row in stated if row.doubted} if subject is not Subject.SOURCE else ()
    return how_said(own, possible, doubted)


def _place(
    scope: TrackScope, stated: Sequence[Carried], own: Sequence[Word], carrying: set[int], facts: Facts
) -> Place:
    """Return when the subject carried a claim, compared with others; any article of an outlet or reporter counts."""
    every = carrying if scope.subject is Subject.SOURCE else facts.mine
    footings = [row.footing for row in stated]
    if own and not any(word.stands for word in own):  # withdrawn since; it had been there all the same
        taken = {word.footing for word in own}
        footings = [replace(footing, stands=True) if footing.key in taken else footing for footing in footings]
    return place(footings, every, facts.days)


def _own_words(joined: Identities, own: Iterable[Word], facts: Facts) -> tuple[OwnWord, ...]:
    """Return the subject's attributions with the names of articles and sources, the earliest first."""
    results = []
    for word in sorted(own, key=lambda word: (facts.days[int(word.article)][0] or date.max, int(word.footing))):
        row = facts.articles[int(word.article)]
        outlet = None if row["outlet_id"] is None else joined.canonical("outlet", row["outlet_id"])
        results.append(
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
    return tuple(results)


def _days_off(claim: ClaimRow, outcome: Outcome | None, decisions: Sequence[ReviewResult], facts: Facts) -> int | None:
    """Return how many days early or late something happened, if its day is known.

    The day is the recorded day of the event; without one, the day of the evidence for the current outcome, if it is all
    from the same day. The day of the review only says when we wrote it down.
    """
    if outcome not in (Outcome.OCCURRED_EARLY, Outcome.OCCURRED_LATE):
        return None
    due = facts.windows.get((claim.row["id"], WindowRole.DUE), (None, None))
    first, last = facts.windows.get((claim.row["id"], WindowRole.HAPPENED), (None, None))
    day = first if first is not None and first == last else None
    if first is None and last is None:
        day = _evidence_day(outcome, decisions, facts)
    return None if day is None else days_off(outcome, due, day)


def _evidence_day(outcome: Outcome, decisions: Sequence[ReviewResult], facts: Facts) -> date | None:
    """Return the day of all the evidence for an outcome, since the last review with another outcome."""
    settling: list[ReviewResult] = []
    given = (decision for decision in decisions if decision.outcome and not decision.proposed)
    for decision in sorted(given, key=entry_order):
        settling = [*settling, decision] if decision.outcome is outcome else []
    days = {_whole_day(day) for decision in settling for day in facts.evidence.get(decision.id, ())} - {None}
    return days.pop() if len(days) == 1 else None


def _whole_day(text: str | None) -> date | None:
    """Return a stored date if it is a whole day."""
    try:
        return date.fromisoformat((text or "").split("T")[0])
    except ValueError:
        return None
