"""What is shared while one batch is entered: where rows go, what is remembered, and how a row is undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
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
    """One batch under way, of a table whose records are known under ``dataset``."""

    connection: Connection
    batch: Rows
    dataset: str
    file: str
    by: str
    at: datetime
    joined: Identities
    two_people: bool
    """Whether verdicts wait for a second person."""
    found: Entered
    edits: list[tuple[str, int, Json]] = field(default_factory=list)
    """What is changed of named things that are stored: their table, their number and the new values."""
    followed: list[tuple[int, int]] = field(default_factory=list)
    """Appearances of articles that have a whole reprint, each with that."""
    numbers: bool = False
    _undo: list[Callable[[], object]] = field(default_factory=list)

    def insert(self, table: str, values: Mapping[str, Any], *, uid: str | None = None, label: str | None = None) -> int:
        """Add a row and return its number."""
        return self.batch.add(table, values, uid=uid)

    def insert_words(self, claim: int, words: frozenset[str]) -> None:
        """Add the words by which a claim's statement is found."""
        self.batch.add_words(claim, words)

    def waiting(self, table: str, number: int) -> bool:
        """Return whether a row is about to be inserted."""
        return self.batch.waiting(table, number) is not None

    def uid_of(self, subject: str, *parts: str) -> str | None:
        """Return none: what rows name gets uids of its own."""
        return None

    def notice(self, sentence: str) -> None:
        """Leave it: of thousands of rows it is told in the end what is alike, and by the reason what is refused."""

    def notice_alike(self, subject: str, name: str, made: int) -> None:
        """Leave it: names that are alike are looked for when the whole table is in."""

    def notice_plural(self, source: int, described: str) -> None:
        """Count an unnamed plural without a number, unless the row with which it came is not entered."""
        self.found.plurals[described] += 1
        self._undo.append(partial(self.found.plurals.subtract, [described]))

    def on_undo(self, undo: Callable[[], object]) -> None:
        """Have something done when the row is not entered."""
        self._undo.append(undo)

    def change(self, table: str, found: Any, more: Json) -> None:
        """Change a record that is remembered: in the batch while it waits there, else by an edit when it is flushed."""
        for name, value in more.items():
            if hasattr(found, name):
                self._undo.append(partial(setattr, found, name, getattr(found, name)))
                setattr(found, name, value)
        waiting = self.batch.waiting(table, found.id) if more else None
        if waiting is not None:
            self._undo.append(partial(waiting.update, {name: waiting.get(name) for name in more}))
            waiting.update(more)
        elif more:
            self.edits.append((table, found.id, more))

    def tried(self, row: Callable[[], object]) -> ClaimsError | None:
        """Enter a row; return why it cannot be, with everything undone that came with it."""
        mark, edits, followed, proposals = *self._lengths(), len(self.found.proposals)
        warnings = len(self.found.warnings)
        self._undo.clear()
        try:
            row()
        except ClaimsError as problem:
            self.batch.back_to(mark)
            del self.edits[edits:], self.followed[followed:], self.found.proposals[proposals:]
            del self.found.warnings[warnings:]
            for undo in reversed(self._undo):
                undo()
            return problem
        return None

    def _lengths(self) -> tuple[Mark, int, int]:
        return self.batch.mark(), len(self.edits), len(self.followed)
