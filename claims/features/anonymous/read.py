"""How much rests on unnamed people, by outlet and month, and which practices that shows.

Read row by row, claim by claim (`claims.features.anonymous.rows`), for there may be a million appearances: of each no
more than the rules need, and of claims that are named as examples all that stands behind them.  The number of
statements does not depend on what there is.
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
    """Gives what was counted names and examples."""

    def __init__(self, scope: AnonymousScope, counted: Counted) -> None:
        self._scope, self._counted = scope, counted

    def cells(self) -> tuple[OutletMonth, ...]:
        cells = self._counted.cells()
        outlets = self._rows("outlet", (outlet for outlet, _ in cells if outlet is not None))
        of_months = (
            OutletMonth(outlet, _outlet_name(outlet, outlets), month, cell) for (outlet, month), cell in cells.items()
        )
        return tuple(sorted(of_months, key=lambda one: (one.outlet is None, one.outlet or "", one.month or "~")))

    def practices(self) -> tuple[Shown, ...]:
        claims = {practice: sorted(numbers) for practice, numbers in self._counted.showing.items()}
        appearances, counts = self._counted.newest(), self._counted.practices()
        wanted = {number for numbers in claims.values() for number in numbers[:MOST]}
        wanted |= {claim for newest in appearances.values() for _, claim in newest}
        records = self._claims(wanted)
        of_claims = (
            Shown(one, len(claims[one]), tuple(_claim_example(records[number]) for number in claims[one][:MOST]))
            for one in OF_CLAIMS
        )
        of_appearances = (
            Shown(
                one,
                counts.get(one, 0),
                tuple(_appearance_example(records[claim], number) for number, claim in appearances[one]),
            )
            for one in OF_APPEARANCES
        )
        return (*of_claims, *of_appearances)

    def name(self, subject: str, column: str, number: int) -> str:
        """Return how a named thing that was asked about is called."""
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
        one
        for one in claim.appearances
        if one.attribution in UNNAMED_ATTRIBUTIONS and one.stance is Stance.ASSERTS and not one.retracted
    ]
    own = [one for one in unnamed if one.relays is None or upstream_of(one.relays.id, one.relay_basis) is None]
    return Example(claim, tuple(own or unnamed))


def _appearance_example(claim: ClaimRecord, number: int) -> Example:
    return Example(claim, tuple(one for one in claim.appearances if one.id == number))
