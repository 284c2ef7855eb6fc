"""The parts of a report, before formatting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from claims.render.graph import ChainGraph
from claims.render.marks import marked
from claims.render.tree import Branch
from claims.vocabulary import Status

FORM = "claims-report/1"
"""The beginning of the line that identifies a copy of a report."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of the report (level 1) or of a part."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Sentences, each under its topic."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers: the first columns are words, the others numbers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    """How many columns are words."""
    statuses: tuple[Status, ...] = ()
    """The status of each row, for the mark and colour of its cell; empty for rows without a status."""
    status_column: int = 0
    """Which column has the status, from 0."""

    def status_of(self, row: int, column: int) -> Status | None:
        """Return the status that a cell shows, if it shows one."""
        return self.statuses[row] if self.statuses and column == self.status_column else None


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim's status: the words in its colour, and the words after them."""

    status: Status
    text: str
    """Begins with the word of the status: ``confirmed; occurred``."""
    rest: str = ""
    """Who decided it, when and why, in the same sentence, with its leading space or comma."""

    @property
    def marked(self) -> str:
        """The mark and the words: ``✓ confirmed; occurred``."""
        return marked(self.status, self.text)


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """A claim with the lines about it."""

    number: int
    statement: str
    lines: tuple[str, ...]
    chains: tuple[Branch, ...] = ()
    compact: bool = False
    """Whether it is in a list."""
    standing: Standing | None = None
    """Its status, shown before all lines; None if the lines are not about the claim itself."""
    graph: ChainGraph | None = None
    """The chains again, for formats that draw: origins, articles, and each article's upstream."""


@dataclass(frozen=True, slots=True)
class SettledPart:
    """A settled claim in the list of settled claims."""

    number: int
    statement: str
    standing: Standing
    by: str
    evidence: tuple[str, ...]
    earlier: str
    """Earlier decisions; empty without any."""
    why: str = ""
    """The reasons, if the report shows them; else empty."""

    @property
    def verdict(self) -> str:
        """The claim's status, in words without a mark."""
        return self.standing.text


@dataclass(frozen=True, slots=True)
class SettledList:
    """All settled claims."""

    rows: tuple[SettledPart, ...]


class Happening(StrEnum):
    """A kind of event in a story."""

    APPEARANCE = "appearance"
    REVIEW = "review"
    DEADLINE = "deadline"
    INQUIRY = "inquiry"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Moment:
    """An event in a story, past or coming, with its place in time."""

    kind: Happening
    when: str
    """The day in words, as exactly as it is known."""
    earliest: date | None
    latest: date | None
    """Its last possible day; None for a window without one."""
    claims: tuple[int, ...]
    """The numbers of the claims that it concerns."""
    text: str
    """What happened, without the day."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened in a story, in order."""

    moments: tuple[Moment, ...]


Part = Heading | Paragraph | Facts | Table | ClaimPart | SettledList | Timeline


def claim_places(parts: Iterable[Part]) -> dict[int, ClaimPart | SettledPart]:
    """Return each claim's main place, by its number: with its chain, else in a list, else its first."""
    places: dict[int, ClaimPart | SettledPart] = {}
    for part in parts:
        held = part.rows if isinstance(part, SettledList) else (part,) if isinstance(part, ClaimPart) else ()
        for place in held:
            if place.number not in places or _fullness(place) > _fullness(places[place.number]):
                places[place.number] = place
    return places


def _fullness(place: ClaimPart | SettledPart) -> int:
    if isinstance(place, SettledPart):
        return 0
    return 3 if place.chains else 2 if place.compact else 1
