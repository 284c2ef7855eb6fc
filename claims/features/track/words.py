"""A track record in numbers: the scores of the claims of an outlet, a reporter or a source. Values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from claims.features.track.read import TrackedClaim, TrackRecord
from claims.features.track.scope import NO_FILTERS, TrackFilters
from claims.rules.trackrecord import Place, Score, Tally, Timing, tally, timing
from claims.vocabulary import Attribution, ClaimKind, Outcome, Status

Row = Attribution | ClaimKind | None
"""What a table is broken down by; None where the attribution is unknown."""


@dataclass(frozen=True, slots=True)
class TrackAsked:
    """The question that the report answers."""

    at: datetime
    """The moment that the records are read for."""
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
    """The scores of the claims that originated here, by verdict or by outcome."""

    all: Tally
    by_attribution: tuple[TrackRow, ...]
    by_kind: tuple[TrackRow, ...]
    of: dict[Score, tuple[TrackedClaim, ...]]
    """The claims behind every number."""
    articles: int
    """How many articles the counted claims come from."""


@dataclass(frozen=True, slots=True)
class TrackReport:
    """The content of a track record, before formatting."""

    record: TrackRecord
    asked: TrackAsked
    originated: tuple[TrackedClaim, ...]
    relayed: tuple[TrackedClaim, ...]
    """Claims that the subject took from others, who are credited."""
    right: Scored
    came: Scored
    early: Timing
    late: Timing
    places: dict[Place, tuple[TrackedClaim, ...]]
    """When the subject carried the claims that originated with it, compared with others."""

    @property
    def with_outcome_alone(self) -> tuple[TrackedClaim, ...]:
        """Claims that have an outcome and no verdict."""
        settled = {Score.HELD, Score.LATE, Score.IN_PART, Score.NOT_HELD, Score.VOID, Score.POSSIBLE}
        return tuple(claim for claim in self.originated if claim.right is Score.OPEN and claim.came in settled)

    @property
    def unsettled(self) -> tuple[TrackedClaim, ...]:
        """Claims that have neither a verdict nor an outcome."""
        return tuple(
            claim for claim in self.originated if claim.right is Score.OPEN and claim.came in (None, Score.OPEN)
        )

    @property
    def outdated(self) -> tuple[TrackedClaim, ...]:
        """Claims that were right when reported and are now outdated."""
        return tuple(claim for claim in self.right.of[Score.HELD] if claim.status is Status.OUTDATED)

    @property
    def shared(self) -> tuple[TrackedClaim, ...]:
        """Settled claims that originated elsewhere too."""
        counted = (claim for score in _COUNTED for claim in self.right.of[score])
        return tuple(sorted((claim for claim in counted if claim.others), key=lambda claim: claim.id))


_COUNTED = (Score.HELD, Score.LATE, Score.IN_PART, Score.NOT_HELD)


def track_report(record: TrackRecord, asked: TrackAsked) -> TrackReport:
    """Return the numbers of a track record."""
    originated = tuple(claim for claim in record.claims if claim.originated)
    return TrackReport(
        record=record,
        asked=asked,
        originated=originated,
        relayed=tuple(claim for claim in record.claims if not claim.originated),
        right=_scored(originated, lambda claim: claim.right),
        came=_scored([claim for claim in originated if claim.came], lambda claim: claim.came),
        early=_timing(originated, Outcome.OCCURRED_EARLY, Score.HELD),
        late=_timing(originated, Outcome.OCCURRED_LATE, Score.LATE),
        places={place: tuple(claim for claim in originated if claim.place is place) for place in Place},
    )


def _scored(claims: Sequence[TrackedClaim], of: Callable[[TrackedClaim], Score | None]) -> Scored:
    """Return the scores of claims; a claim with two sorts of attribution is in the rows of both."""
    counted = [claim for claim in claims if of(claim) in _COUNTED]
    return Scored(
        all=tally(map(of, claims)),
        by_attribution=_rows((*Attribution, None), claims, lambda claim: claim.attributions, of),
        by_kind=_rows(ClaimKind, claims, lambda claim: (claim.kind,), of),
        of={score: tuple(claim for claim in claims if of(claim) is score) for score in Score},
        articles=len({word.article for claim in counted for word in claim.words if word.stands}),
    )


def _rows(
    sorts: Iterable[Row],
    claims: Sequence[TrackedClaim],
    sorts_of: Callable[[TrackedClaim], Sequence[Row]],
    of: Callable[[TrackedClaim], Score | None],
) -> tuple[TrackRow, ...]:
    """Return a row for every sort that has claims."""
    by_sort: dict[Row, list[TrackedClaim]] = {sort: [] for sort in sorts}
    for claim in claims:
        for sort in sorts_of(claim):
            by_sort[sort].append(claim)
    return tuple(TrackRow(sort, len(group), tally(map(of, group))) for sort, group in by_sort.items() if group)


def _timing(claims: Sequence[TrackedClaim], outcome: Outcome, score: Score) -> Timing:
    """Return how many days early or late the counted claims came."""
    return timing([claim.days for claim in claims if claim.outcome is outcome and claim.came is score])
