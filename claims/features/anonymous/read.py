"""How much rests on unnamed people, by outlet and month, and which practices that shows.

Counted by the database, for there may be a million appearances: of a group of rows that are alike in all that matters
one row comes back.  Only claims that touch records judged one, edited since the moment asked about, or of uncertain
day where days are asked about, are read row by row.  The number of statements does not depend on what there is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import (
    Connection,
    select,
)

from claims.features.anonymous.counted import Counted
from claims.features.anonymous.rows import ReadRows
from claims.features.anonymous.scope import NO_FILTERS, AnonymousFilters, AnonymousScope, Kind
from claims.privacy.redaction import redacted_name
from claims.reading.dossier import claim_records
from claims.reading.records import AppearanceRecord, ClaimRecord
from claims.reading.view import PRESENT, View
from claims.rules.sourcing.anonymity import OF_APPEARANCES, OF_CLAIMS, Practice, Shape, practices_of, practices_of_claim
from claims.store.past import Record, rows_by_id
from claims.store.schema import TABLES
from claims.vocabulary import (
    UNNAMED_ATTRIBUTIONS,
    RelayBasis,
    Stance,
)

MOST = 10
"""How many claims or appearances are named for each practice."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Asserting appearances that stand, and how many of them rest on unnamed people."""

    own: int = 0
    """Those by which the outlet gives a word of its own: no relays of others' reports."""
    own_unnamed: int = 0
    all: int = 0
    all_unnamed: int = 0

    def __add__(self, other: Cell) -> Cell:
        """Return both together."""
        return Cell(
            self.own + other.own,
            self.own_unnamed + other.own_unnamed,
            self.all + other.all,
            self.all_unnamed + other.all_unnamed,
        )


@dataclass(frozen=True, slots=True)
class OutletMonth:
    """What one outlet published in one month."""

    outlet_id: int | None
    outlet: str | None
    month: str | None
    """`2024-03`; only the year where no more is known; nothing for an article without a date."""
    cell: Cell


@dataclass(frozen=True, slots=True)
class Example:
    """A claim, or an appearance of it, that shows a practice."""

    claim: ClaimRecord
    appearances: tuple[AppearanceRecord, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """How often a practice is shown, and by what."""

    practice: Practice
    count: int
    examples: tuple[Example, ...]
    """The newest appearances, or the first claims, at most `MOST` of them."""


@dataclass(frozen=True, slots=True)
class Anonymous:
    """What was found."""

    cells: tuple[OutletMonth, ...]
    """By outlet and month; only where there is something to count."""
    practices: tuple[Shown, ...]
    claims: int
    """How many claims are asserted by an appearance that counts."""
    retracted: int
    """How many appearances were left out because the outlet withdrew them."""
    withheld: int
    """How many were left out because they are off the record."""
    story: str | None = None
    outlet: str | None = None

    @property
    def total(self) -> Cell:
        """All together."""
        return sum((one.cell for one in self.cells), Cell())


def anonymous_sourcing(
    connection: Connection, filters: AnonymousFilters = NO_FILTERS, view: View = PRESENT
) -> Anonymous:
    """Return how much rests on unnamed people, and which practices that shows.

    Counted are appearances that assert, are on the record, were not entered wrongly and were not withdrawn.  Claims
    are judged by all their appearances, and are those that an unnamed person stands behind in what is looked at.
    Raises `NotFound` and `Ambiguous` for the story and the outlet.
    """
    return _Counting(connection, filters, view).result()


@dataclass(frozen=True, slots=True)
class _ByClaims:
    """How many claims there are in what is looked at, and which of them show a practice, by number."""

    asked: int
    showing: Mapping[Practice, Sequence[int]]


class _Counting:
    """Counts what is alike in the database and the rest here."""

    def __init__(self, connection: Connection, filters: AnonymousFilters, view: View) -> None:
        self.scope = AnonymousScope(connection, filters, view)
        self.connection, self.view, self.joined = connection, self.scope.view, self.scope.joined
        self.counted, self.read = Counted(self.scope), ReadRows(self.scope)

    def result(self) -> Anonymous:
        kinds = self.counted.kinds()
        for row in self.read.rows:
            if row.asked:
                kinds[row.kind] += 1
        standing = {kind: count for kind, count in kinds.items() if not kind.off_record and not kind.retracted}
        story, outlet = self.scope.story, self.scope.outlet
        return Anonymous(
            cells=self._cells(standing),
            practices=self._practices(standing),
            claims=self._by_claims.asked,
            retracted=sum(count for kind, count in kinds.items() if kind.retracted and not kind.off_record),
            withheld=sum(count for kind, count in kinds.items() if kind.off_record),
            story=None if story is None else self._name("story", "title", story),
            outlet=None if outlet is None else self._name("outlet", "name", outlet),
        )

    @cached_property
    def _by_claims(self) -> _ByClaims:
        """What is told of claims, over all their appearances in the view."""
        asked, found = 0, {practice: list[int]() for practice in OF_CLAIMS}
        alone: list[int] = []
        for claim, voices in self.counted.voices():
            asked += 1
            shown = practices_of_claim(voices)
            if Practice.ONE_ALONE in shown:
                alone.append(claim)
            for practice in shown - {Practice.ONE_ALONE}:
                found[practice].append(claim)
        found[Practice.ONE_ALONE] = sorted(set(alone) - self.counted.lost(alone))
        for claim, (voices, is_asked) in self.read.voices.items():
            asked += is_asked
            for practice in practices_of_claim(voices) if is_asked else ():
                found[practice].append(claim)
        return _ByClaims(asked, {practice: sorted(some) for practice, some in found.items()})

    def _cells(self, standing: Mapping[Kind, int]) -> tuple[OutletMonth, ...]:
        cells: dict[tuple[int | None, str | None], Cell] = defaultdict(Cell)
        for kind, count in standing.items():
            unnamed = count if kind.shape is not None else 0
            own = Cell(count, unnamed, count, unnamed) if kind.own else Cell(0, 0, count, unnamed)
            cells[kind.outlet, kind.month] += own
        outlets = rows_by_id(self.connection, TABLES["outlet"], (outlet for outlet, _ in cells), self.view.as_of)
        found = (
            OutletMonth(outlet, _outlet_name(outlet, outlets), month, cell) for (outlet, month), cell in cells.items()
        )
        return tuple(sorted(found, key=lambda one: (one.outlet is None, one.outlet or "", one.month or "~")))

    def _practices(self, standing: Mapping[Kind, int]) -> tuple[Shown, ...]:
        counts: Counter[Practice] = Counter()
        for kind, count in standing.items():
            if kind.own and kind.shape is not None:
                counts.update(dict.fromkeys(practices_of(kind.shape), count))
        claims, appearances = self._by_claims.showing, self._appearance_examples()
        wanted = {number for some in claims.values() for number in some[:MOST]}
        wanted |= {claim for some in appearances.values() for _, claim in some}
        records = self._claims(wanted)
        shown = [
            Shown(one, len(claims[one]), tuple(_claim_example(records[number]) for number in claims[one][:MOST]))
            for one in OF_CLAIMS
        ]
        shown += [
            Shown(
                one,
                counts[one],
                tuple(_appearance_example(records[claim], number) for number, claim in appearances[one]),
            )
            for one in OF_APPEARANCES
        ]
        return tuple(shown)

    def _claims(self, numbers: Iterable[int]) -> dict[int, ClaimRecord]:
        claim = TABLES["claim"]
        members = self.joined.all_members("claim", numbers)
        scope = select(claim.c.id).where(claim.c.id.in_(sorted(members)))
        return {record.id: record for record in claim_records(self.connection, scope, self.view, self.joined)}

    def _appearance_examples(self) -> dict[Practice, list[tuple[int, int]]]:
        """Return the newest appearances for each practice, with their claims."""
        found: dict[Practice, list[tuple[date, int, int]]] = {practice: [] for practice in OF_APPEARANCES}

        def note(shape: Shape | None, first: date | None, number: int, claim: int) -> None:
            for practice in practices_of(shape) if shape is not None else ():
                found[practice].append((first or date.min, number, claim))

        for newest in self.counted.newest(MOST):
            note(*newest)
        for each in self.read.rows:
            if each.asked and each.kind.own and not each.kind.off_record and not each.kind.retracted:
                note(each.kind.shape, each.published, each.id, each.claim)
        return {
            practice: [(number, claim) for _, number, claim in sorted(some, reverse=True)[:MOST]]
            for practice, some in found.items()
        }

    def _name(self, subject: str, column: str, number: int) -> str:
        canonical = self.joined.canonical(subject, number)
        row = rows_by_id(self.connection, TABLES[subject], [canonical], self.view.as_of).get(canonical)
        name: str | None = row[column] or row["slug"] if row else None
        return name or redacted_name(subject, canonical)


def _outlet_name(number: int | None, outlets: Mapping[int, Record]) -> str | None:
    if number is None or number not in outlets:
        return None
    return outlets[number]["name"] or redacted_name("outlet", number)


def _claim_example(claim: ClaimRecord) -> Example:
    """Return a claim with its appearances that cite unnamed people in the outlet's own words."""
    unnamed = [
        one
        for one in claim.appearances
        if one.attribution in UNNAMED_ATTRIBUTIONS and one.stance is Stance.ASSERTS and not one.retracted
    ]
    own = [one for one in unnamed if one.relays is None or one.relay_basis is RelayBasis.SUSPECTED]
    return Example(claim, tuple(own or unnamed))


def _appearance_example(claim: ClaimRecord, number: int) -> Example:
    return Example(claim, tuple(one for one in claim.appearances if one.id == number))
