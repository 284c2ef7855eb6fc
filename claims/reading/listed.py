"""Lists of claims by filters that the kept columns do not cover, read from the claims' records."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Select, select

from claims.reading.dossier import Dossier
from claims.reading.identity import Identities
from claims.reading.lines import ClaimLine, Filters, Proposal
from claims.reading.named_records import article_records
from claims.reading.records import (
    AppearanceRecord,
    ArticleRecord,
    ClaimRecord,
)
from claims.reading.view import View
from claims.rules.ladder import rests_on_other_words
from claims.store.past import Record, rows_by_id, rows_of
from claims.store.schema import TABLES


class ListedClaims(Dossier):
    """Claims with only the records that a list needs; with ``among``, only these appearances."""

    left_out = frozenset({"hedge", "claim_story", "evidence", "relation", "inquiry", "assignment"})

    def __init__(
        self,
        connection: Connection,
        scope: Select[tuple[int]],
        view: View,
        joined: Identities,
        among: Select[tuple[int]] | None = None,
    ) -> None:
        self._among = among
        super().__init__(connection, scope, view, joined)

    def _appearances(self) -> list[Record]:
        if self._among is None:
            return super()._appearances()
        table = TABLES["appearance"]
        chosen = select(table).where(table.c.claim_id.in_(self.scope), table.c.id.in_(self._among))
        return rows_of(self.connection, chosen, table, self.view.as_of)

    def _articles(self) -> dict[int, ArticleRecord]:
        numbers = {row[name] for row in self.appearance_rows for name in ("article_id", "relays_id")}
        numbers = {self.joined.canonical("article", number) for number in numbers if number is not None}
        rows = rows_by_id(self.connection, TABLES["article"], numbers, self.view.as_of)
        return article_records(self.connection, rows, self.joined, self.view.as_of)


def line_of(record: ClaimRecord) -> ClaimLine:
    """Return the line of a claim from its records."""
    return ClaimLine(
        id=record.id,
        uid=record.uid,
        statement=record.statement,
        kind=record.kind,
        weight=record.weight,
        status=record.status,
        outcome=record.outcome,
        appearances=len(record.appearances),
        outlets=record.outlet_count,
        first_published=record.first_published,
        due=record.due.latest if record.due else None,
        overdue=record.overdue,
        at=record.at,
        proposed=tuple(
            Proposal(review.id, review.who, review.at, review.status, review.outcome) for review in record.waiting
        ),
        on_other_words=rests_on_other_words(record.reviews) is not None,
    )


def is_carried_as_asked(appearances: Sequence[AppearanceRecord], filters: Filters) -> bool:
    """Return whether a single appearance fits all the filters on appearances."""
    return any(_is_as_asked(appearance, filters) for appearance in appearances)


def _is_as_asked(appearance: AppearanceRecord, filters: Filters) -> bool:
    article, source = appearance.article, appearance.source
    first = article.published_earliest
    said = appearance.said or first
    return (
        (filters.outlet is None or article.outlet_id == filters.outlet)
        and (filters.reporter is None or filters.reporter in article.reporter_ids)
        and (filters.article is None or article.id == filters.article)
        and (filters.source is None or (source is not None and source.id == filters.source))
        and (not filters.attributions or appearance.attribution in filters.attributions)
        and (filters.since is None or (first is not None and first >= filters.since))
        and (filters.until is None or (first is not None and first <= filters.until))
        and (filters.said is None or (said is not None and filters.said[0] <= said <= filters.said[1]))
    )
