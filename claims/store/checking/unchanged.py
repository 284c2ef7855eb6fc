"""Comparing many stored rows with their digests at once, as the driver gives them.

Almost every row is as it was entered, and showing that takes no record: columns are read without conversion, made into
canonical text column by column, and digested once a row. Whatever is not plainly unchanged (edited, redacted, missing,
different, unreadable) is left to `claims.store.verification`, which looks at it record by record and names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Connection, Table, select

from claims.patterns import pattern_of
from claims.store import dialect
from claims.store.columns import Column, each_once
from claims.store.ledger import References, Written, column_digests
from claims.store.schema import TABLES, UtcDateTime

AT_ONCE = 4_000
"""How many rows of a table are read at once; they take some ten megabytes."""


class Unchanged:
    """Compares the rows of one database with what its events say, in the order of the events."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._edited = set(connection.execute(select(TABLES["revision"].c.subject).distinct()).scalars())
        """The tables with edited rows."""
        self._last: dict[str, int | None] = {}
        """By table: the number after which the next rows are expected; None where they come in another order."""

    def compare(
        self, table: Table, written: Sequence[Written], references: References
    ) -> tuple[dict[str, int], Sequence[Written]]:
        """Return the numbers of all rows that are plainly as they were entered, by uid, and the entries of the rest.

        The rest keeps its order, and is to be looked at more closely. ``references`` learns the uids of the rows read,
        to which the next tables refer.
        """
        columns = self._columns(table, [row.uid for row in written])
        if not columns:
            return {}, written
        numbers, uids = columns["id"], columns["uid"]
        references.remember(table.name, numbers, uids)
        references.learn_columns(table, columns)
        digests = dict(zip(uids, column_digests(table, columns, len(uids), references), strict=True))
        for uid in self._special(table, columns):
            digests[uid] = ""
        rest = [row for row in written if digests.get(row.uid) != row.digest]
        of_rows: dict[str, int] = dict(zip(uids, numbers, strict=True))
        for row in rest:
            of_rows.pop(row.uid, None)
        return of_rows, rest

    def _special(self, table: Table, columns: Mapping[str, Column]) -> set[str]:
        """Return the uids of redacted and edited rows."""
        uids = columns["uid"]
        special = {uid for uid, salt in zip(uids, columns["salt"], strict=True) if salt is None}
        if table.name in self._edited:
            special |= {uid for (uid,) in dialect.rows_with(self._connection, "revision", ["row_uid"], "row_uid", uids)}
        return special

    def _columns(self, table: Table, uids: Sequence[str]) -> dict[str, Column]:
        """Return the columns of the rows with these uids; empty if no such row exists."""
        names = [column.name for column in table.columns]
        rows = self._rows(table.name, names, uids)
        if not rows:
            return {}
        columns: dict[str, Column] = dict(zip(names, zip(*rows, strict=True), strict=True))
        for name, read in _converted(table, is_postgres=dialect.is_postgres(self._connection)).items():
            columns[name] = tuple(each_once(columns[name], read))
        return columns

    def _rows(self, table: str, names: Sequence[str], uids: Sequence[str]) -> Sequence[Sequence[Any]]:
        """Return rows by uid; read along the table where it has them next, which is twice as fast as one by one."""
        number, uid = names.index("id"), names.index("uid")
        last = self._last.get(table, 0)
        if last is not None:
            rows = dialect.rows_after(self._connection, table, names, last, len(uids))
            present = [row[uid] for row in rows]
            if present == uids or (len(present) == len(uids) and set(present) == set(uids)):
                self._last[table] = rows[-1][number]
                return rows
        rows = dialect.rows_with(self._connection, table, names, "uid", uids)
        numbers = sorted(row[number] for row in rows)
        in_order = numbers and numbers[-1] - numbers[0] == len(numbers) - 1
        self._last[table] = numbers[-1] if in_order else None
        return rows


@cache
def _converted(table: Table, *, is_postgres: bool) -> Mapping[str, Callable[[Any], Any]]:
    """Return the columns whose values SQLite stores in another form than they are digested in, with the conversion."""
    if is_postgres:
        return {}
    forms = {column.name: _FORMS.get(type(column.type)) for column in table.columns}
    return {name: read for name, read in forms.items() if read is not None}


_STORED_MOMENT = pattern_of(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")


def _moment(stored: Any) -> Any:
    """Return a moment as it is digested; anything else stays, and so has another digest."""
    if stored.__class__ is str and _STORED_MOMENT.fullmatch(stored):
        return f"{stored[:10]}T{stored[11:]}+00:00"
    return stored


def _flag(stored: Any) -> Any:
    return bool(stored) if stored in (0, 1) else stored


_FORMS: Mapping[type, Callable[[Any], Any]] = {UtcDateTime: _moment, Boolean: _flag}
