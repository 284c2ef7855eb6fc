"""What the pages of a table show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.entry.bulk.entered import Entered, Proposal
from claims.errors import ClaimsError
from claims.features.similar.names import AlikePair
from claims.interchange.tables.mapped import Table
from claims.interchange.tables.previewing import Preview
from claims.interchange.tables.rows import Sheet
from claims.web.tables.asked import Asked


@dataclass(frozen=True, slots=True)
class Shown:
    """A previewed table; without a mapping that does, only its columns and the problem."""

    asked: Asked
    sheet: Sheet
    table: Table | None
    seen: Preview | None
    sample: Sequence[str]
    """The cells of the first row."""
    done: tuple[Proposal, ...] = ()
    """The changes that were just applied or refused."""
    problem: ClaimsError | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """An imported table."""

    entered: Entered
    alike: tuple[AlikePair, ...]
    """Pairs of names, at least one of them new, that may be the same."""
