"""Claims entered in the current transaction, read from the rows it has in memory.

Everything known of a new claim was entered with it, as nothing could refer to it before; only the articles, outlets and
sources it names may be older, and those are looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum as Words
from typing import Any

from sqlalchemy import Connection, Enum, select

from claims.reading.dossier import Dossier
from claims.reading.identity import Identities, on_record
from claims.reading.named_records import NamedRows, article_records
from claims.reading.records import (
    ArticleRecord,
    ClaimRecord,
)
from claims.reading.review_facts import R, Rewordings
from claims.reading.view import PRESENT
from claims.store.past import Record
from claims.store.schema import TABLES

Written = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows a transaction has written, by table."""

_ELSEWHERE = ("inquiry", "assignment")
"""The tables whose rows make a new claim be read like any other."""


def entered_alone(written: Written, joined: Identities) -> dict[int, Mapping[str, Any]]:
    """Return the new claims, by number, that the rows in memory describe completely."""
    revised = _revised(written, "claim")
    bound = {row["claim_id"] for name in _ELSEWHERE for row in written.get(name, ())}
    bound |= {row[name] for row in written.get("relation", ()) for name in ("claim_id", "other_id")}
    corrected = {row["appearance_id"] for row in written.get("correction", ())}
    if corrected:
        bound |= {row["claim_id"] for row in written.get("appearance", ()) if row["id"] in corrected}
    return {
        row["id"]: row
        for row in written.get("claim", ())
        if row["id"] not in bound and row["uid"] not in revised and ("claim", row["id"]) not in joined.canonical_of
    }


def entered_records(connection: Connection, written: Written, joined: Identities) -> _Entered:
    """Return a reader of the new claims that the rows in memory describe completely."""
    return _Entered(connection, written, joined)


class _Entered(Dossier):
    """Claims whose rows are all in memory."""

    left_out = frozenset({"hedge", "correction", "claim_story", "evidence", "relation", "inquiry", "assignment"})

    def __init__(self, connection: Connection, written: Written, joined: Identities) -> None:
        self.entered = entered_alone(written, joined)
        self._written = written
        self._rows = self.named = _NamedRows(connection, written)
        self._by_claim = {name: self._grouped(name, "claim_id", self.entered) for name in ("appearance", "review")}
        super().__init__(connection, select(TABLES["claim"].c.id), PRESENT, on_record(connection, joined))

    def claims(self) -> list[ClaimRecord]:
        """Return the claims, by number."""
        self.rewordings = _AsEntered()
        rows = _filled("claim", list(self.entered.values()))
        return self._records(sorted(rows, key=lambda row: row["id"]))

    def _grouped(self, name: str, column: str, owners: Iterable[int]) -> list[Record]:
        wanted = set(owners)
        rows = _filled(name, [row for row in self._written.get(name, ()) if row[column] in wanted])
        return sorted(rows, key=lambda row: (row["entered_at"], row["uid"]))

    def _select(self, name: str, column: str = "claim_id") -> list[Record]:
        return self._by_claim[name] if name in self._by_claim else self._grouped(name, column, self.entered)

    def _articles(self) -> dict[int, ArticleRecord]:
        named = {row[name] for row in self.appearance_rows for name in ("article_id", "relays_id")} - {None}
        rows = self._rows.by_id("article", named | {self.joined.canonical("article", number) for number in named})
        return article_records(self.connection, rows, self.joined, None, self._rows)

    def _source_rows(self) -> dict[int, Record]:
        return self._rows.by_id("source", {row["source_id"] for row in self.appearance_rows} - {None})


class _NamedRows(NamedRows):
    """Rows of named records, with this transaction's from memory."""

    def __init__(self, connection: Connection, written: Written) -> None:
        super().__init__(connection, None)
        self._written = written

    def by_id(self, name: str, numbers: Iterable[int | None]) -> dict[int, Record]:
        """Return rows by number: from memory if this transaction entered them, unless it has edited them since."""
        wanted, revised = set(numbers) - {None}, _revised(self._written, name)
        entered = (row for row in self._written.get(name, ()) if row["id"] in wanted)
        rows = _filled(name, [row for row in entered if row["uid"] not in revised])
        here = {row["id"]: row for row in rows}
        return here | super().by_id(name, wanted - here.keys())

    def bylines(self, articles: Iterable[int]) -> list[Record]:
        """Return the bylines of articles; an article of this transaction has only bylines in memory."""
        entered = {row["id"] for row in self._written.get("article", ())}
        wanted = set(articles)
        signed = (row for row in self._written.get("byline", ()) if row["article_id"] in entered)
        entered_here = _filled("byline", [row for row in signed if row["article_id"] in wanted])
        return [
            *super().bylines(wanted - entered),
            *sorted(entered_here, key=lambda row: (row["entered_at"], row["uid"])),
        ]


class _AsEntered(Rewordings):
    """No statement was edited since its claim was entered."""

    def __init__(self) -> None:
        pass

    def with_statements(self, members: Sequence[Record], reviews: Iterable[tuple[int, R]]) -> list[R]:
        return [review for _, review in reviews]


def _revised(written: Written, subject: str) -> set[str]:
    """Return the uids of a table's records that were edited or redacted."""
    rows = (row for name in ("revision", "redaction") for row in written.get(name, ()))
    return {row["row_uid"] for row in rows if row["subject"] == subject}


_WORDS: dict[str, dict[str, type[Words]]] = {
    name: {
        column.name: column.type.enum_class
        for column in table.c
        if isinstance(column.type, Enum) and column.type.enum_class is not None
    }
    for name, table in TABLES.items()
}


def _filled(name: str, rows: Sequence[Mapping[str, Any]]) -> list[Record]:
    """Return rows as the database would return them: words of vocabularies as such, omitted columns null."""
    omitted: Record = dict.fromkeys(TABLES[name].c.keys())
    filled: list[Record] = [{**omitted, **row} for row in rows]
    for column, word in _WORDS[name].items():
        for row in filled:
            if type(row[column]) is str:
                row[column] = word(row[column])
    return filled
