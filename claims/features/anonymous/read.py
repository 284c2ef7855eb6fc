"""How much rests on unnamed people, by outlet and month, and which practices that shows.

There may be a million appearances, so they are read row by row, claim by claim (`claims.features.anonymous.rows`), and
only the fields that the rules need. Claims listed as examples are read in full. The number of statements is fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from claims.features.anonymous.counted import MOST, Cell, Counted
from claims.features.anonymous.rows import AssertionRows
from claims.features.anonymous.scope import NO_FILTERS, AnonymousFilters, AnonymousScope
from claims.privacy.redaction import redacted_name
from claims.reading.dossier import claim_records
from claims.reading.records import AppearanceRecord, ClaimRecord
from claims.reading.view import PRESENT, View
from claims.rules.sourcing.anonymity import OF_APPEARANCES, OF_CLAIMS, Practice, upstream_of
from claims.store.past import Record, rows_by_id
from claims.store.schema import TABLES
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, Stance

__all__ = ["MOST", "Anonymous", "Cell", "Example", "OutletMonth", "Shown", "anonymous_sourcing"]


@dataclass(frozen=True, slots=True)
class OutletMonth:
    """An outlet's month."""

    outlet_id: int | None
    outlet: str | None
    month: str | None
    """`2024-03`; the year alone if the month is unknown; None for an article without a date."""
    cell: Cell


@dataclass(frozen=True, slots=True)
class Example:
    """A claim, or an appearance of it, that shows a practice."""

    claim: ClaimRecord
    appearances: tuple[AppearanceRecord, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A practice, how often it occurs, and examples."""

    practice: Practice
    count: int
    examples: tuple[Example, ...]
    """The newest appearances, or the first claims, at most `MOST` of them."""


@dataclass(frozen=True, slots=True)
class Anonymous:
    """The counts and practices."""

    cells: tuple[OutletMonth, ...]
    """By outlet and month, without empty ones."""
    practices: tuple[Shown, ...]
    claims: int
    """How many claims are asserted by an appearance that counts."""
    retracted: int
    """How many appearances were left out because the outlet withdrew them."""
    withheld: int
    """How many appearances were left out because they are off the record."""
    story: str | None = None
    outlet: str | None = None

    @property
    def total(self) -> Cell:
        """All together."""
        return sum((month.cell for month in self.cells), Cell())


def anonymous_sourcing(
    connection: Connection, filters: AnonymousFilters = NO_FILTERS, view: View = PRESENT
) -> Anonymous:
    """Return how much rests on unnamed people, and which practices that shows.

    It counts appearances that assert a claim, are on the record, and were neither entered wrongly nor withdrawn. A
    claim is judged by all its appearances; it counts if an unnamed person is behind it in the appearances that fit the
    filters. Raises `NotFound` and `Ambiguous` for the story and the outlet.
    """
    scope, counted = AnonymousScope(connection, filters, view), Counted()
    for claim, assertions in AssertionRows(scope).by_claim():
        counted.add(claim, assertions)
    answer = _Answer(scope, counted)
    return Anonymous(
        cells=answer.cells(),
        practices=answer.practices(),
        claims=counted.claims,
        retracted=counted.retracted,
        withheld=counted.withheld,
        story=None if scope.story is None else answer.name("story", "title", scope.story),
        outlet=None if scope.outlet is None else answer.name("outlet", "name", scope.outlet),
    )


class _Answer:
    """Adds names and examples to the counts."""

    def __init__(self, scope: AnonymousScope, counted: Counted) -> None:
        self._scope, self._counted = scope, counted

    def cells(self) -> tuple[OutletMonth, ...]:
        cells = self._counted.cells()
        outlets = self._rows("outlet", (outlet for outlet, _ in cells if outlet is not None))
        of_months = (
            OutletMonth(outlet, _outlet_name(outlet, outlets), month, cell) for (outlet, month), cell in cells.items()
        )
        return tuple(sorted(of_months, key=lambda row: (row.outlet is None, row.outlet or "", row.month or "~")))

    def practices(self) -> tuple[Shown, ...]:
        claims = {practice: sorted(numbers) for practice, numbers in self._counted.showing.items()}
        appearances, counts = self._counted.newest(), self._counted.practices()
        wanted = {number for numbers in claims.values() for number in numbers[:MOST]}
        wanted |= {claim for newest in appearances.values() for _, claim in newest}
        records = self._claims(wanted)
        of_claims = (
            Shown(kind, len(claims[kind]), tuple(_claim_example(records[number]) for number in claims[kind][:MOST]))
            for kind in OF_CLAIMS
        )
        of_appearances = (
            Shown(
                kind,
                counts.get(kind, 0),
                tuple(_appearance_example(records[claim], number) for number, claim in appearances[kind]),
            )
            for kind in OF_APPEARANCES
        )
        return (*of_claims, *of_appearances)

    def name(self, subject: str, column: str, number: int) -> str:
        """Return the name of a record that the filters name."""
        canonical = self._scope.joined.canonical(subject, number)
        row = self._rows(subject, [canonical]).get(canonical)
        name: str | None = row[column] or row["slug"] if row else None
        return name or redacted_name(subject, canonical)

    def _claims(self, numbers: Iterable[int]) -> dict[int, ClaimRecord]:
        claim, joined = TABLES["claim"], self._scope.joined
        chosen = select(claim.c.id).where(claim.c.id.in_(sorted(joined.all_members("claim", numbers))))
        records = claim_records(self._scope.connection, chosen, self._scope.view, joined)
        return {record.id: record for record in records}

    def _rows(self, subject: str, numbers: Iterable[int]) -> dict[int, Record]:
        return rows_by_id(self._scope.connection, TABLES[subject], numbers, self._scope.view.as_of)


def _outlet_name(number: int | None, outlets: Mapping[int, Record]) -> str | None:
    if number is None or number not in outlets:
        return None
    return outlets[number]["name"] or redacted_name("outlet", number)


def _claim_example(claim: ClaimRecord) -> Example:
    """Return a claim with its appearances that cite unnamed people in the outlet's own words."""
    unnamed = [
        appearance
        for appearance in claim.appearances
        if appearance.attribution in UNNAMED_ATTRIBUTIONS
        and appearance.stance is Stance.ASSERTS
        and not appearance.retracted
    ]
    own = [
        appearance
        for appearance in unnamed
        if appearance.relays is None or upstream_of(appearance.relays.id, appearance.relay_basis) is None
    ]
    return Example(claim, tuple(own or unnamed))


def _appearance_example(claim: ClaimRecord, number: int) -> Example:
    return Example(claim, tuple(appearance for appearance in claim.appearances if appearance.id == number))
