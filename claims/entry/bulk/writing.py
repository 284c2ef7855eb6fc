"""The state shared while a batch is entered: the destination of rows, pending edits, and how to undo a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial
from typing import Any

from sqlalchemy import Connection

from claims.entry.bulk.entered import Entered
from claims.entry.bulk.trial import Rows
from claims.entry.resolve.context import Json
from claims.errors import ClaimsError
from claims.reading.identity import Identities
from claims.store.batches import Mark


@dataclass(slots=True)
class Writing:
    """A batch in progress, of the table whose records are identified by ``dataset``."""

    connection: Connection
    batch: Rows
    dataset: str
    file: str
    by: str
    at: datetime
    zone: tzinfo
    joined: Identities
    two_people: bool
    """Whether verdicts wait for a second person."""
    entered: Entered
    edits: list[tuple[str, int, Json]] = field(default_factory=list)
    """Pending edits of stored records: table, number and new values."""
    followed: list[tuple[int, int]] = field(default_factory=list)
    """Appearances to copy to whole reprints of their articles: appearance and reprint."""
    numbers: bool = False
    _undo: list[Callable[[], object]] = field(default_factory=list)

    def insert(self, table: str, values: Mapping[str, Any], *, uid: str | None = None, label: str | None = None) -> int:
        """Add a row and return its number."""
        return self.batch.add(table, values, uid=uid)

    def insert_words(self, claim: int, words: frozenset[str]) -> None:
        """Add a claim's search words."""
        self.batch.add_words(claim, words)

    def waiting(self, table: str, number: int) -> bool:
        """Return whether a row is queued for insertion."""
        return self.batch.waiting(table, number) is not None

    def uid_of(self, subject: str, *parts: str) -> str | None:
        """Return None: records that rows name get new uids."""
        return None

    def notice(self, sentence: str) -> None:
        """Do nothing: thousands of rows give one summary of similar names and of problems at the end."""

    def notice_alike(self, subject: str, name: str, made: int) -> None:
        """Do nothing: similar names are looked for once the whole table is entered."""

    def notice_plural(self, source: int, described: str) -> None:
        """Count an unnamed plural without a number, unless its row is undone."""
        self.entered.plurals[described] += 1
        self._undo.append(partial(self.entered.plurals.subtract, [described]))

    def on_undo(self, undo: Callable[[], object]) -> None:
        """Call this function if the row is undone."""
        self._undo.append(undo)

    def change(self, table: str, known: Any, more: Json) -> None:
        """Change a remembered record: in its queued row, else by an edit once the batch is inserted."""
        for name, value in more.items():
            if hasattr(known, name):
                self._undo.append(partial(setattr, known, name, getattr(known, name)))
                setattr(known, name, value)
        waiting = self.batch.waiting(table, known.id) if more else None
        if waiting is not None:
            self._undo.append(partial(waiting.update, {name: waiting.get(name) for name in more}))
            waiting.update(more)
        elif more:
            self.edits.append((table, known.id, more))

    def tried(self, row: Callable[[], object]) -> ClaimsError | None:
        """Enter a row; if it cannot be entered, undo everything it added and return the problem."""
        mark, edits, followed, changes = *self._lengths(), len(self.entered.changes)
        warnings = len(self.entered.warnings)
        self._undo.clear()
        try:
            row()
        except ClaimsError as problem:
            self.batch.back_to(mark)
            del self.edits[edits:], self.followed[followed:], self.entered.changes[changes:]
            del self.entered.warnings[warnings:]
            for undo in reversed(self._undo):
                undo()
            return problem
        return None

    def _lengths(self) -> tuple[Mark, int, int]:
        return self.batch.mark(), len(self.edits), len(self.followed)
