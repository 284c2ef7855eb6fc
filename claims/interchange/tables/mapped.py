"""A table, and the mapping for reading it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.entry.bulk.entered import Problem, refused
from claims.entry.drafts import RowDraft
from claims.errors import ClaimsError
from claims.interchange.ratings import Ratings
from claims.interchange.tables.drafts import row_draft
from claims.interchange.tables.mapping import Plan, Reader
from claims.interchange.tables.rows import Row, Sheet

BATCH = 2_000
"""How many rows one transaction enters, with one event."""


class Table:
    """A table with its mapping: each row becomes a draft or a problem."""

    def __init__(self, sheet: Sheet, plan: Plan, ratings: Ratings) -> None:
        """Take a table, its mapping, and the meaning of ratings."""
        self.sheet, self.plan, self.ratings = sheet, plan, ratings
        self.reader = Reader(plan, sheet.header)

    def batches(self) -> Iterator[list[Row]]:
        """Yield the rows in batches, one for each transaction."""
        rows: list[Row] = []
        for row in self.sheet.rows():
            rows.append(row)
            if len(rows) == BATCH:
                yield rows
                rows = []
        if rows:
            yield rows

    def drafts(self, rows: Sequence[Row]) -> tuple[list[RowDraft], list[Problem]]:
        """Return the drafts of readable rows, and the problems of the others."""
        drafts, problems = [], []
        for row in rows:
            if row.problem is not None:
                problems.append(Problem(row.line, row.problem))
                continue
            try:
                entry = self.reader.entry(row.line, row.cells, row.links, row.uncalculated)
                drafts.append(row_draft(entry, self.ratings))
            except ClaimsError as error:
                problems.append(refused(row.line, error))
        return drafts, problems
