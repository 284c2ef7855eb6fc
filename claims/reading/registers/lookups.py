"""Reads that the registers share; each takes a fixed number of statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, or_, select

from claims.catalogue import RECORDS, REDACTION
from claims.privacy.confided import ABOVE, NOTHING, all_confided
from claims.privacy.offrecord import off_record_or
from claims.privacy.redaction import label_without
from claims.reading.find import LABELS
from claims.reading.identity import identities, on_record
from claims.reading.named_records import article_records, attribution_of
from claims.reading.records import values_of
from claims.reading.registers.records import ArticleReference, JudgementLine, RedactionLine, Reference, RevisionLine
from claims.reading.view import View
from claims.rules.sourcing.published import articles_until
from claims.store.ledger import chunks, reference_targets
from claims.store.past import MANY, Record, entered_by, rows_by_id, rows_of, turned_off_record
from claims.store.schema import TABLES
from claims.vocabulary import Attribution, CorrectionKind, Terms

DERIVED = frozenset(field.name for record in RECORDS.values() if record.is_named for field in record if field.made_of)
"""Columns computed from others, whose revisions add nothing."""


class Lookups:
    """Looks records up in a view, each group of joined records under the canonical one."""

    def __init__(self, connection: Connection, view: View) -> None:
        """Take the connection and the view."""
        self.connection, self.view = connection, view
        known = NOTHING if view.confidential else all_confided(connection)
        self.hidden = known.by_table()
        """Confidential records, by table; empty if the view shows them."""
        joined = identities(connection, view.as_of)
        self.joined = joined if view.confidential else on_record(connection, joined, known=known)

    def rows(self, name: str, *conditions: ColumnElement[bool]) -> list[Record]:
        """Return rows of a table in the order of their entry."""
        table = TABLES[name]
        statement = select(table).where(*conditions).order_by(table.c.entered_at, table.c.uid)
        turned = self.turned if name == "appearance" else None
        return rows_of(self.connection, statement, table, self.view.as_of, turned)

    @cached_property
    def turned(self) -> set[int]:
        """The entries marked off the record since the moment of the view."""
        return turned_off_record(self.connection, self.view.as_of)

    @cached_property
    def belonging(self) -> list[Record]:
        """Every source by number, uid and what it belongs to."""
        source = TABLES["source"]
        columns = [source.c[name] for name in ("id", "uid", *ABOVE)]
        return rows_of(self.connection, select(*columns), source, self.view.as_of)

    def rows_among(self, name: str, column: str, numbers: Collection[int] | None) -> list[Record]:
        """Return rows with these numbers in ``column`` (all rows, without numbers)."""
        conditions = _among(TABLES[name].c[column], numbers)
        return [row for condition in conditions for row in self.rows(name, *condition)]

    def members(self, subject: str, numbers: Collection[int] | None) -> Collection[int] | None:
        """Return the numbers of all records joined with these; None, for all records, as given."""
        return None if numbers is None else self.joined.all_members(subject, numbers)

    def groups(self, subject: str, numbers: Collection[int] | None = None) -> dict[int, list[Record]]:
        """Return the rows of these records, or of all records of a kind, with the rows joined with each."""
        return self.joined.gathered(subject, self.rows_among(subject, "id", self.members(subject, numbers)))

    def also(self, subject: str, number: int) -> tuple[int, ...]:
        """Return the numbers of the records joined with a canonical record."""
        return tuple(sorted(member for member in self.joined.members(subject, number) if member != number))

    @cached_property
    def published(self) -> set[int] | None:
        """The articles published by the day of the view; None if it has no day."""
        if self.view.published_until is None:
            return None
        article, appearance = TABLES["article"], TABLES["appearance"]
        columns = select(article.c.id, article.c.uid, article.c.published_earliest, article.c.published_latest)
        rows = self.joined.gathered("article", rows_of(self.connection, columns, article, self.view.as_of))
        days = {
            canonical: (row["published_earliest"], row["published_latest"]) for canonical, (row, *_) in rows.items()
        }
        pairs = select(appearance.c.article_id, appearance.c.relays_id).distinct()
        relaying = pairs.where(appearance.c.relays_id.is_not(None), *self.standing())
        relays = [
            (self.joined.canonical("article", number), self.joined.canonical("article", relayed))
            for number, relayed in self.connection.execute(relaying)
        ]
        return articles_until(days, relays, self.view.published_until)

    def is_published(self, article: int) -> bool:
        """Return whether an article was published by the day of the view."""
        return self.published is None or self.joined.canonical("article", article) in self.published

    def standing(self) -> list[ColumnElement[bool]]:
        """Return the conditions that an appearance is on the record, was not entered wrongly and had been entered."""
        appearance, correction = TABLES["appearance"], TABLES["correction"]
        wrong = select(correction.c.appearance_id).where(
            correction.c.kind == CorrectionKind.WRONG, *self._entered("correction")
        )
        return [
            ~off_record_or(self.turned, appearance),
            appearance.c.id.not_in(wrong),
            *self._entered("appearance"),
        ]

    def _entered(self, name: str) -> list[ColumnElement[bool]]:
        condition = entered_by(TABLES[name], self.view.as_of)
        return [] if condition is None else [condition]

    def claims_by(self, subject: str, numbers: Collection[int] | None = None) -> dict[int, set[int]]:
        """Return the claims that articles carry or sources speak to, duplicates as one."""
        appearance = TABLES["appearance"]
        column = appearance.c[f"{subject}_id"]
        claims: dict[int, set[int]] = defaultdict(set)
        for condition in _among(column, numbers):
            statement = select(column, appearance.c.claim_id, appearance.c.article_id).distinct()
            for number, claim, article in self.connection.execute(statement.where(*self.standing(), *condition)):
                if number is not None and self.is_published(article):
                    claims[self.joined.canonical(subject, number)].add(self.joined.canonical("claim", claim))
        return claims

    def appearances(self, column: str, numbers: Collection[int]) -> tuple[list[Record], int]:
        """Return the appearances to be shown, and how many are off the record.

        Each has its attribution as it is read, and whether it is ``retracted``.
        """
        rows = [row for row in self.rows_among("appearance", column, numbers) if self.is_published(row["article_id"])]
        corrected: dict[int, set[CorrectionKind]] = defaultdict(set)
        for row in self.rows_among("correction", "appearance_id", {row["id"] for row in rows}):
            corrected[row["appearance_id"]].add(row["kind"])
        rows = [row for row in rows if CorrectionKind.WRONG not in corrected[row["id"]]]
        heads = {
            row["source_id"]: self.joined.canonical("source", row["source_id"])
            for row in rows
            if row["source_id"] is not None and row["attribution"] is Attribution.UNNAMED
        }
        sources = rows_by_id(self.connection, TABLES["source"], set(heads.values()), self.view.as_of)
        shown = [
            {
                **row,
                "attribution": attribution_of(row, sources.get(heads.get(row["source_id"], 0))),
                "retracted": CorrectionKind.RETRACTED in corrected[row["id"]],
            }
            for row in rows
            if self.view.confidential or row["terms"] is not Terms.OFF_RECORD
        ]
        return sorted(shown, key=lambda row: row["id"]), len(rows) - len(shown)

    def references(self, subject: str, numbers: Iterable[int | None]) -> dict[int | None, Reference]:
        """Return the record that represents each number, and its label; None for a confidential one."""
        canonical = self._shown(subject, numbers)
        labels = self.labels(subject, canonical.values())
        return {number: Reference(known, labels[known]) for number, known in canonical.items() if known in labels}

    def _shown(self, subject: str, numbers: Iterable[int | None]) -> dict[int, int]:
        """Return the canonical record for each number that the view may show."""
        hidden = self.hidden.get(subject, ())
        return {
            number: self.joined.canonical(subject, number)
            for number in numbers
            if number is not None and number not in hidden
        }

    def labels(self, subject: str, numbers: Iterable[int]) -> dict[int, str]:
        """Return each record's name for a sentence."""
        rows = rows_by_id(self.connection, TABLES[subject], numbers, self.view.as_of)
        if subject == "article":
            records = article_records(self.connection, rows, self.joined, self.view.as_of)
            return {number: record.label for number, record in records.items()}
        return {number: _label(subject, row) for number, row in rows.items()}

    def article_references(self, numbers: Iterable[int | None]) -> dict[int | None, ArticleReference]:
        """Return the canonical article for each number."""
        canonical = self._shown("article", numbers)
        rows = rows_by_id(self.connection, TABLES["article"], canonical.values(), self.view.as_of)
        records = article_records(self.connection, rows, self.joined, self.view.as_of)
        return {
            number: ArticleReference(known, records[known].label, records[known].seen)
            for number, known in canonical.items()
            if known in records
        }

    def past(self, subject: str, number: int) -> dict[str, Any]:
        """Return a record's judgements and edits, including those of joined records."""
        table = TABLES[subject]
        members = select(table.c.uid, table.c.id).where(table.c.id.in_(self.joined.members(subject, number)))
        entered = entered_by(table, self.view.as_of)
        rows = self.connection.execute(members if entered is None else members.where(entered))
        numbers = {row.uid: row.id for row in rows}
        return {
            "judgements": self._judgements(subject, numbers),
            "revisions": self._revisions(subject, numbers),
            "redactions": self._redactions(subject, numbers),
        }

    def _by_uid(self, name: str, uids: Collection[str]) -> list[Record]:
        """Return the rows of a table that have some uids."""
        return self.rows(name, TABLES[name].c.uid.in_(uids)) if uids else []

    def _judgements(self, subject: str, numbers: dict[str, int]) -> tuple[JudgementLine, ...]:
        judgement = TABLES["judgement"]
        touching = or_(judgement.c.a_uid.in_(numbers), judgement.c.b_uid.in_(numbers))
        rows = self.rows("judgement", judgement.c.subject == subject, touching)
        uids = {row[name] for row in rows for name in ("a_uid", "b_uid")}
        by_uid = {row["uid"]: row["id"] for row in self._by_uid(subject, uids)}
        hidden = self.hidden.get(subject, set()) - set(numbers.values())
        by_uid = {uid: number for uid, number in by_uid.items() if number not in hidden}
        labels = self.labels(subject, by_uid.values())
        judged = {uid: Reference(number, labels[number]) for uid, number in by_uid.items()}
        standing = {judgement.id for judgement in self.joined.standing}
        return tuple(
            JudgementLine(
                id=row["id"],
                kind=row["kind"],
                between=(judged[row["a_uid"]], judged[row["b_uid"]]),
                reason=row["reason"],
                stands=row["id"] in standing,
                withdrawn=row["withdrawn"],
                entered_by=row["entered_by"],
                entered_at=row["entered_at"],
            )
            for row in rows
            if row["a_uid"] in judged and row["b_uid"] in judged
        )

    def _revisions(self, subject: str, numbers: dict[str, int]) -> tuple[RevisionLine, ...]:
        revision = TABLES["revision"]
        rows = self.rows("revision", revision.c.subject == subject, revision.c.row_uid.in_(numbers))
        rows = [row for row in rows if row["field"] not in DERIVED]
        for row in rows:
            row["old"], row["new"] = (None if row[name] is None else json.loads(row[name]) for name in ("old", "new"))
        rows = self._naming(subject, rows)
        return tuple(
            RevisionLine(
                id=row["id"],
                record=numbers[row["row_uid"]],
                field=row["field"].removesuffix("_id"),
                old=row["old"],
                new=row["new"],
                reason=row["reason"],
                entered_by=row["entered_by"],
                entered_at=row["entered_at"],
                redacted=row["salt"] is None,
            )
            for row in rows
        )

    def _redactions(self, subject: str, numbers: dict[str, int]) -> tuple[RedactionLine, ...]:
        redaction = TABLES["redaction"]
        rows = self.rows("redaction", redaction.c.subject == subject, redaction.c.row_uid.in_(numbers))
        return tuple(
            RedactionLine(
                id=row["id"],
                record=numbers[row["row_uid"]],
                **values_of(REDACTION, row, "subject", "row_uid"),
                entered_by=row["entered_by"],
                entered_at=row["entered_at"],
            )
            for row in rows
            if row["field"] not in DERIVED
        )

    def _naming(self, subject: str, revisions: list[Record]) -> list[Record]:
        """Return revisions with a number and a name for each uid, without revisions that name confidential records."""
        targets, gone = reference_targets(TABLES[subject]), set[int]()
        for target in sorted(set(targets.values())):
            meant = [row for row in revisions if targets.get(row["field"]) == target]
            uids = {row[name] for row in meant for name in ("old", "new") if row[name] is not None}
            records = self._by_uid(target, uids)
            hidden = {row["uid"] for row in records if row["id"] in self.hidden.get(target, ())}
            gone |= {row["id"] for row in meant if hidden & {row["old"], row["new"]}}
            named = {row["uid"]: f"#{row['id']} {_label(target, row)}" for row in records}
            for row in meant:
                row["old"], row["new"] = (named.get(row[name], row[name]) for name in ("old", "new"))
        return [row for row in revisions if row["id"] not in gone]


def _among(column: Column[Any], numbers: Collection[int] | None) -> Iterator[list[ColumnElement[bool]]]:
    """Yield the conditions for ``numbers``, in batches; a single condition without any for all rows."""
    if numbers is None:
        yield []
        return
    for part in chunks(sorted(numbers), MANY):
        yield [column.in_(part)]


def _label(subject: str, row: Record) -> str:
    """Return a record's name for a sentence; an unnamed person's is in quotation marks, as printed."""
    label = next((row[name] for name in LABELS[subject] if row[name]), None)
    if label is None:
        return label_without(subject, row["id"], row.get("slug"))
    return f"“{label}”" if subject == "source" and not row["named"] else str(label)
