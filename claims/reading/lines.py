"""A claim's line in a list, and the filters of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from claims.vocabulary import Attribution, ClaimKind, Outcome, Status, Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters of a list; records are filtered by number, days are days of publication."""

    story: int | None = None
    statuses: tuple[Status, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    kinds: tuple[ClaimKind, ...] = ()
    weights: tuple[Weight, ...] = ()
    outlet: int | None = None
    reporter: int | None = None
    source: int | None = None
    article: int | None = None
    attributions: tuple[Attribution, ...] = ()
    since: date | None = None
    until: date | None = None
    said: tuple[date, date] | None = None
    """The period when it was said, or else published."""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A verdict or an outcome that waits for a second person."""

    id: int
    who: str
    at: datetime
    status: Status
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list."""

    id: int
    uid: str
    statement: str | None
    kind: ClaimKind
    weight: Weight
    status: Status
    outcome: Outcome | None
    appearances: int
    outlets: int
    first_published: str | None
    """The earliest known date of its articles: a day, a month or a year."""
    due: date | None
    overdue: bool
    at: datetime
    proposed: tuple[Proposal, ...] = ()
    """The proposals that wait for a second person, the oldest first."""
    on_other_words: bool = False
    """Whether the current verdict or outcome judged an earlier wording of the claim."""
