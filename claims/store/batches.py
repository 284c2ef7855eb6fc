"""Inserting many rows at once, with numbers, digests and one event, as `claims.store.recording` does for few.

A batch takes rows as plain values and gives each its number at once, so that later rows can refer to it; flushing
inserts the rows table by table. It is used inside `claims.store.recording.write`, whose lock keeps others from taking
the same numbers. A batch inserts and never edits: edits leave revisions, which the session writes.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from claims.store import dialect
from claims.store.documents import last_document
from claims.store.inserting import insert_rows
from claims.store.schema import CLAIM_WORD, SEARCH, TABLES
from claims.uids import new_uid

Values = dict[str, Any]

Mark = tuple[int, int]
"""A mark in a batch: how many rows and how many words were queued."""

ORDER = tuple(TABLES)
"""The order in which tables are filled: each table after the tables it refers to."""


SALT = 16
"""The number of random bytes in a row's salt."""


def _salts() -> Iterator[str]:
    """Yield salts endlessly; a few hundred are drawn from the system at a time, since each request is slow."""
    while True:
        drawn = secrets.token_hex(SALT * 256)
        yield from (drawn[at : at + 2 * SALT] for at in range(0, len(drawn), 2 * SALT))


class Batch:
    """Rows queued for insertion, by table, in the order they were added."""

    def __init__(self, session: Session) -> None:
        """Take the session of the current transaction."""
        self._session = session
        self._connection = session.connection()
        self._salts = _salts()
        self._rows: dict[str, list[Values]] = {}
        self._tables: list[str] = []
        """The table of each queued row, in the order they were added."""
        self._words: list[Values] = []
        self._next: dict[str, int] = {}

    def add(self, table: str, values: Mapping[str, Any], *, uid: str | None = None) -> int:
        """Add a row to ``table`` and return the number it will have.

        ``values`` are its columns, references by number, without the columns of every record; omitted columns become
        null and must allow it. Author and entry time come from the session.
        """
        if not self._next:
            last = dialect.last_numbers(self._connection, (*ORDER, SEARCH.name))
            last_document(self._connection, last.pop(SEARCH.name))
            self._next = {name: number + 1 for name, number in last.items()}
        number = self._next[table]
        self._next[table] = number + 1
        info = self._session.info
        uids = info.get("uids") if uid is None else None
        row = {
            "id": number,
            "uid": uid or (uids(table) if uids is not None else new_uid()),
            "salt": next(self._salts),
            "entered_at": info["at"],
            "entered_by": info["by"],
            **values,
        }
        self._rows.setdefault(table, []).append(row)
        self._tables.append(table)
        return number

    def add_words(self, claim: int, words: Iterable[str]) -> None:
        """Add a claim's search words."""
        self._words += ({"word": word, "claim_id": claim} for word in words)

    def mark(self) -> Mark:
        """Return a mark, to undo later additions with `back_to`."""
        return len(self._tables), len(self._words)

    def back_to(self, mark: Mark) -> None:
        """Remove the rows added since a mark, and free their numbers."""
        rows, words = mark
        for table in self._tables[rows:]:
            self._rows[table].pop()
            self._next[table] -= 1
        del self._tables[rows:], self._words[words:]

    def rows(self, table: str) -> Sequence[Values]:
        """Return a table's queued rows; they may be filled in until the batch is flushed."""
        return self._rows.get(table, ())

    def waiting(self, table: str, number: int) -> Values | None:
        """Return the queued row with this number, for filling in, or None."""
        rows = self._rows.get(table)
        at = number - rows[0]["id"] if rows else -1
        return rows[at] if rows and 0 <= at < len(rows) else None

    def __len__(self) -> int:
        """Return the number of queued rows."""
        return len(self._tables)

    def flush(self) -> None:
        """Insert the queued rows, and have the transaction's event list them."""
        known: dict[str, dict[int, str]] = self._session.info["known"]
        for table in sorted(self._rows, key=ORDER.index):
            rows = self._rows[table]
            if not rows:  # all were undone
                continue
            insert_rows(self._connection, TABLES[table], rows)
            known[table].update((row["id"], row["uid"]) for row in rows)
            self._session.info["written"][table] += rows
        if self._words:
            insert_rows(self._connection, CLAIM_WORD, self._words)
        self._rows, self._tables, self._words, self._next = {}, [], [], {}


def waiting_batch(session: Session) -> Batch:
    """Return the transaction's queued rows, whichever action added them."""
    batch: Batch | None = session.info.get("batch")
    if batch is None:
        batch = session.info["batch"] = Batch(session)
    return batch
