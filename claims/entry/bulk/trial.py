"""Where rows are put: a batch that is stored, or a trial of one, which shows what would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from claims.entry.resolve.context import Json
from claims.store.batches import Mark


class Rows(Protocol):
    """Where rows are put: a batch, or a trial of one."""

    def add(self, table: str, values: Mapping[str, Any], *, uid: str | None = None) -> int:
        """Add a row and return its number."""

    def add_words(self, claim: int, words: Iterable[str]) -> None:
        """Add a claim's words."""

    def mark(self) -> Mark:
        """Return where it stands."""

    def back_to(self, mark: Mark) -> None:
        """Take out what was added since."""

    def rows(self, table: str) -> Sequence[Json]:
        """Return the rows of a table."""

    def waiting(self, table: str, number: int) -> Json | None:
        """Return a row that is not stored yet, to be filled in; none if there is none of this number."""

    def __len__(self) -> int:
        """Return how many rows there are."""


class Trial:
    """Rows as they would be stored, and never are."""

    def __init__(self) -> None:
        """Begin with none."""
        self.kept: dict[str, list[Json]] = {}

    def add(self, table: str, values: Mapping[str, Any], *, uid: str | None = None) -> int:
        """Keep a row and return a number that no row has."""
        rows = self.kept.setdefault(table, [])
        number = -1 - len(rows)
        rows.append({"id": number, "uid": uid, **values})
        return number

    def add_words(self, claim: int, words: Iterable[str]) -> None:
        """Leave out words."""

    def mark(self) -> Mark:
        """Return how many rows there are."""
        return {name: len(rows) for name, rows in self.kept.items()}, 0

    def back_to(self, mark: Mark) -> None:
        """Take out what was added since."""
        for name, rows in self.kept.items():
            del rows[mark[0].get(name, 0) :]

    def rows(self, table: str) -> Sequence[Json]:
        """Return the rows of a table."""
        return self.kept.get(table, ())

    def waiting(self, table: str, number: int) -> Json | None:
        """Return a row that was kept, to be filled in; none if there is none of this number."""
        rows = self.kept.get(table, ())
        return rows[-1 - number] if 0 <= -1 - number < len(rows) else None

    def __len__(self) -> int:
        """Return how many rows there are."""
        return sum(map(len, self.kept.values()))
