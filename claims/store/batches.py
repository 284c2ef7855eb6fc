"""Inserting many rows at once, with numbers, digests and one event, as `claims.store.recording` does for few.

A batch takes rows as plain values and gives each its number at once, so that later rows can refer to it; the rows
go in table by table when it is flushed.  It is used inside `claims.store.recording.write`, whose lock keeps others from
taking the same numbers.  A batch inserts and never edits: edits leave revisions, which the session writes.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from claims.store import dialect
from claims.store.schema import CLAIM_WORD, TABLES
from claims.uids import new_uid

Values = dict[str, Any]

Mark = tuple[dict[str, int], int]
"""Where a batch stood: how many rows of each table and words waited."""

ORDER = tuple(TABLES)
"""The tables in the order in which they are filled: what is referred to stands before what refers to it."""


SALT = 16
"""Bytes of chance in a row's salt."""


def _salts() -> Iterator[str]:
    """Yield salts without end; the system is asked for chance a few hundred at a time, as each question takes long."""
    while True:
        some = secrets.token_hex(SALT * 256)
        yield from (some[at : at + 2 * SALT] for at in range(0, len(some), 2 * SALT))


class Batch:
    """Rows that wait to be inserted, by table, in the order in which they were added."""

    def __init__(self, session: Session) -> None:
        """Take the session of the transaction that is under way."""
        self._session = session
        self._connection = session.connection()
        self._salts = _salts()
        self._rows: dict[str, list[Values]] = {}
        self._words: list[Values] = []
        self._next: dict[str, int] = {}

    def add(self, table: str, values: Mapping[str, Any], *, uid: str | None = None) -> int:
        """Add a row of ``table`` and return the number that it will have.

        ``values`` are its columns, references by number, without what every row has; columns left out are null and
        must be allowed to be.  The row counts as entered by whom and when the session says.
        """
        if not self._next:
            self._next = {name: last + 1 for name, last in dialect.last_numbers(self._connection, ORDER).items()}
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
        return number

    def add_words(self, claim: int, words: Iterable[str]) -> None:
        """Add the words under which a claim's statement is found."""
        self._words += ({"word": word, "claim_id": claim} for word in words)

    def mark(self) -> Mark:
        """Return where the batch stands, so that what is added later can be taken out again."""
        return {name: len(rows) for name, rows in self._rows.items()}, len(self._words)

    def back_to(self, mark: Mark) -> None:
        """Take out what was added since a mark, and give its numbers free."""
        lengths, words = mark
        for name, rows in self._rows.items():
            kept = lengths.get(name, 0)
            self._next[name] -= len(rows) - kept
            del rows[kept:]
        del self._words[words:]

    def rows(self, table: str) -> Sequence[Values]:
        """Return the rows of a table that wait; they may be filled in until the batch is flushed."""
        return self._rows.get(table, ())

    def waiting(self, table: str, number: int) -> Values | None:
        """Return the row of a number that waits, to be filled in; none if there is none."""
        rows = self._rows.get(table)
        at = number - rows[0]["id"] if rows else -1
        return rows[at] if rows and 0 <= at < len(rows) else None

    def __len__(self) -> int:
        """Return how many rows wait."""
        return sum(map(len, self._rows.values()))

    def flush(self) -> None:
        """Insert what waits, and have it named in the transaction's event."""
        known: dict[tuple[str, int], str] = self._session.info.setdefault("known", {})
        for table in sorted(self._rows, key=ORDER.index):
            rows = self._rows[table]
            if not rows:  # all were taken out again
                continue
            dialect.insert_rows(self._connection, TABLES[table], rows)
            known.update(((table, row["id"]), row["uid"]) for row in rows)
            self._session.info["written"][table] += rows
        if self._words:
            dialect.insert_rows(self._connection, CLAIM_WORD, self._words)
        self._rows, self._words, self._next = {}, [], {}


def waiting_batch(session: Session) -> Batch:
    """Return the rows that wait in a transaction to be inserted, whoever of its actions added them."""
    batch: Batch | None = session.info.get("batch")
    if batch is None:
        batch = session.info["batch"] = Batch(session)
    return batch
