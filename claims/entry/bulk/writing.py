"""What is shared while one batch is entered: where rows go, what is remembered, and how a row is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from claims.entry.bulk.drafts import Entered
from claims.entry.bulk.keys import record_uid
from claims.entry.bulk.trial import Json, Rows
from claims.errors import ClaimsError
from claims.reading.identity import Identities
from claims.store.batches import Mark
from claims.store.ledger import chunks
from claims.store.schema import TABLES

AT_ONCE = 400
"""How many keys one statement looks up."""

_ABSENT: Any = object()


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
    _undo: list[Callable[[], object]] = field(default_factory=list)

    def add(self, table: str, values: Mapping[str, Any], *, uid: str | None = None) -> int:
        """Add a row and return its number."""
        return self.batch.add(table, values, uid=uid)

    def uid(self, record: str, key: str) -> str:
        """Return the uid of a record of this table."""
        return record_uid(self.dataset, record, key)

    def put(self, known: dict[Any, Any], key: Any, value: Any) -> None:
        """Remember something, unless the row with which it came is not entered."""
        before = known.get(key, _ABSENT)
        known[key] = value
        self._undo.append(lambda: known.pop(key, None) if before is _ABSENT else known.__setitem__(key, before))

    def include(self, known: set[int], value: int) -> None:
        """Remember a number among others, unless the row with which it came is not entered."""
        if value not in known:
            known.add(value)
            self._undo.append(lambda: known.discard(value))

    def count_plural(self, described: str) -> None:
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


def rows_where(
    connection: Connection, table: str, column: str, keys: Iterable[Any], *columns: str
) -> Sequence[Mapping[Any, Any]]:
    """Return the rows of a table that have one of some keys, in all columns or in those that are named."""
    wanted = TABLES[table]
    chosen = [wanted.c[name] for name in columns] if columns else [wanted]
    return [
        row
        for some in chunks(sorted({key for key in keys if key is not None}), AT_ONCE)
        for row in connection.execute(select(*chosen).where(wanted.c[column].in_(some))).mappings()
    ]
