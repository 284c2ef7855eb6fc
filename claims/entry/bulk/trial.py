"""The destination of a batch's rows: the database, or a trial that shows what would be stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from claims.entry.resolve.context import Json
from claims.store.batches import Mark


class Rows(Protocol):
    """The destination of rows: a batch or a trial."""

    def add(self, table: str, values: Mapping[str, Any], *, uid: str | None = None) -> int:
        """Add a row and return its number."""

    def add_words(self, claim: int, words: Iterable[str]) -> None:
        """Add a claim's search words."""

    def mark(self) -> Mark:
        """Return a mark to go back to."""

    def back_to(self, mark: Mark) -> None:
        """Remove the rows added since a mark."""

    def rows(self, table: str) -> Sequence[Json]:
        """Return the rows of a table."""

    def waiting(self, table: str, number: int) -> Json | None:
        """Return a row of this number that is not stored yet, for filling in, or None."""

    def __len__(self) -> int:
        """Return the number of rows."""


class Trial:
    """Rows as they would be stored; they never are."""

    def __init__(self) -> None:
        """Begin without rows."""
        self.kept: dict[str, list[Json]] = {}
        self._tables: list[str] = []

    def add(self, table: str, values: Mapping[str, Any], *, uid: str | None = None) -> int:
        """Keep a row and return a number that no stored row has."""
        rows = self.kept.setdefault(table, [])
        number = -1 - len(rows)
        rows.append({"id": number, "uid": uid, **values})
        self._tables.append(table)
        return number

    def add_words(self, claim: int, words: Iterable[str]) -> None:
        """Do nothing: a trial shows no search words."""

    def mark(self) -> Mark:
        """Return a mark: the number of rows."""
        return len(self._tables), 0

    def back_to(self, mark: Mark) -> None:
        """Remove the rows added since a mark."""
        for table in self._tables[mark[0] :]:
            self.kept[table].pop()
        del self._tables[mark[0] :]

    def rows(self, table: str) -> Sequence[Json]:
        """Return the rows of a table."""
        return self.kept.get(table, ())

    def waiting(self, table: str, number: int) -> Json | None:
        """Return a kept row of this number, for filling in, or None."""
        rows = self.kept.get(table, ())
        return rows[-1 - number] if 0 <= -1 - number < len(rows) else None

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._tables)
