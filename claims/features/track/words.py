"""A track record in numbers: what the claims of an outlet, a reporter or a source count as.  Values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from claims.features.track.read import TrackedClaim, TrackRecord
from claims.features.track.scope import NO_FILTERS, TrackFilters
from claims.rules.trackrecord import Place, Score, Tally, Timing, tally, timing
from claims.vocabulary import Attribution, ClaimKind, Outcome, Status

Row = Attribution | ClaimKind | None
"""By what a table is broken down; nothing where it is not known on whose word a claim was given."""


@dataclass(frozen=True, slots=True)
class TrackAsked:
    """The question that the report answers."""

    at: datetime
    """The moment of the records as read."""
    zone: tzinfo
    past: bool = False
    """Whether the user chose that moment; otherwise it is now."""
    published_until: date | None = None
    filters: TrackFilters = NO_FILTERS


@dataclass(frozen=True, slots=True)
class TrackRow:
    """The claims of one sort."""

    of: Row
    originated: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Scored:
    """What the claims that originated here count as, by one of the two questions."""

    all: Tally
    by_attribution: tuple[TrackRow, ...]
    by_kind: tuple[TrackRow, ...]
    of: dict[Score, tuple[TrackedClaim, ...]]
    """The claims behind every number."""
    articles: int
    """From how many articles those stem that are counted."""


@dataclass(frozen=True, slots=True)
class TrackReport:
    """All that a track record says, before it is put into a format."""

    record: TrackRecord
    asked: TrackAsked
    originated: tuple[TrackedClaim, ...]
    relayed: tuple[TrackedClaim, ...]
    """Claims that the subject has from others, to whom they are credited."""
    right: Scored
    came: Scored
    early: Timing
    late: Timing
    places: dict[Place, tuple[TrackedClaim, ...]]
    """When the subject carried the claims that originated with it, beside all others."""

    @property
    def with_outcome_alone(self) -> tuple[TrackedClaim, ...]:
        """Claims of which an outcome is known and that have no verdict."""
        settled = {Score.HELD, Score.LATE, Score.IN_PART, Score.NOT_HELD, Score.VOID, Score.POSSIBLE}
        return tuple(one for one in self.originated if one.right is Score.OPEN and one.came in settled)

    @property
    def unsettled(self) -> tuple[TrackedClaim, ...]:
        """Claims that have neither a verdict nor an outcome."""
        return tuple(one for one in self.originated if one.right is Score.OPEN and one.came in (None, Score.OPEN))

    @property
    def outdated(self) -> tuple[TrackedClaim, ...]:
        """Claims that held when they were reported and hold no longer."""
        return tuple(one for one in self.right.of[Score.HELD] if one.status is Status.OUTDATED)

    @property
    def shared(self) -> tuple[TrackedClaim, ...]:
        """Settled claims that originated elsewhere too."""
        counted = (one for score in _COUNTED for one in self.right.of[score])
        return tuple(sorted((one for one in counted if one.others), key=lambda one: one.id))


_COUNTED = (Score.HELD, Score.LATE, Score.IN_PART, Score.NOT_HELD)


def track_report(record: TrackRecord, asked: TrackAsked) -> TrackReport:
    """Return the numbers of a track record."""
    originated = tuple(claim for claim in record.claims if claim.originated)
    return TrackReport(
        record=record,
        asked=asked,
        originated=originated,
        relayed=tuple(claim for claim in record.claims if not claim.originated),
        right=_scored(originated, lambda one: one.right),
        came=_scored([one for one in originated if one.came], lambda one: one.came),
        early=_timing(originated, Outcome.OCCURRED_EARLY, Score.HELD),
        late=_timing(originated, Outcome.OCCURRED_LATE, Score.LATE),
        places={place: tuple(one for one in originated if one.place is place) for place in Place},
    )


def _scored(claims: Sequence[TrackedClaim], of: Callable[[TrackedClaim], Score | None]) -> Scored:
    """Return what claims count as; one given on two sorts of word stands in the rows of both."""
    counted = [claim for claim in claims if of(claim) in _COUNTED]
    return Scored(
        all=tally(map(of, claims)),
        by_attribution=_rows((*Attribution, None), claims, lambda one: one.attributions, of),
        by_kind=_rows(ClaimKind, claims, lambda one: (one.kind,), of),
        of={score: tuple(one for one in claims if of(one) is score) for score in Score},
        articles=len({word.article for one in counted for word in one.words if word.stands}),
    )


def _rows(
    sorts: Iterable[Row],
    claims: Sequence[TrackedClaim],
    sorts_of: Callable[[TrackedClaim], Sequence[Row]],
    of: Callable[[TrackedClaim], Score | None],
) -> tuple[TrackRow, ...]:
    """Return a row for every sort of which there are claims."""
    by_sort: dict[Row, list[TrackedClaim]] = {sort: [] for sort in sorts}
    for claim in claims:
        for sort in sorts_of(claim):
            by_sort[sort].append(claim)
    return tuple(TrackRow(sort, len(group), tally(map(of, group))) for sort, group in by_sort.items() if group)


def _timing(claims: Sequence[TrackedClaim], outcome: Outcome, score: Score) -> Timing:
    """Return by how many days the claims that are counted came early, or late."""
    return timing([claim.days for claim in claims if claim.outcome is outcome and claim.came is score])
