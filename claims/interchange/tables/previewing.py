"""What importing a table would do: its first rows as they would be stored, every problem, every change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from claims.entry.bulk.entered import Entered, Problem, Proposal
from claims.entry.bulk.entering import Bulk
from claims.entry.drafts import RowDraft
from claims.features.similar.names import REGISTERS, AlikePair, alike_to_come
from claims.interchange.tables.mapped import Table
from claims.render.json_text import plain_value
from claims.settings import Settings
from claims.store.people.actors import acting_name
from claims.vocabulary import Basis, Terms

FIRST = 3
"""How many rows a preview shows."""


@dataclass(slots=True)
class Preview:
    """The result that importing a table would have."""

    rows: int = 0
    first: list[dict[str, Any]] = field(default_factory=list)
    """The first rows as they would be stored."""
    problems: list[Problem] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    plurals: Counter[str] = field(default_factory=Counter)
    alike: list[AlikePair] = field(default_factory=list)
    """Names that the rows would make and that may be another name's."""
    total: Entered = field(default_factory=Entered)
    """The changes that rows entered before have had."""
    proposals: list[Proposal] = field(default_factory=list)


def previewed_table(connection: Connection, table: Table, settings: Settings) -> Preview:
    """Return what an import of a table by whoever acts would do; nothing is entered."""
    previewed = Preview()
    made: dict[str, list[Mapping[str, Any]]] = {}
    who, bulk = acting_name(connection, settings), Bulk(table.plan.dataset, table.sheet.path.name, settings.zone)
    for number, rows in enumerate(table.batches()):
        drafts, wrong = table.drafts(rows)
        at = datetime.now(UTC)
        if not number:
            previewed.first.extend(_stored(bulk, connection, drafts[:FIRST], who, at))
        tried, trial = bulk.tried(connection, drafts, who, at)
        previewed.total.add(tried)
        for name in REGISTERS:
            made.setdefault(name, []).extend(trial.rows(name))
        previewed.problems += sorted([*wrong, *tried.problems], key=lambda problem: problem.line)
        previewed.unknown += tried.unknown
        previewed.plurals += tried.plurals
        previewed.rows += len(rows)
    previewed.alike = alike_to_come(connection, made)
    return previewed


def _stored(
    bulk: Bulk, connection: Connection, drafts: Sequence[RowDraft], by: str, at: Any
) -> Iterator[dict[str, Any]]:
    """Yield the records that each of these rows would make, by table, with their values."""
    for draft in drafts:
        _, trial = bulk.tried(connection, [draft], by, at)
        records = {
            table: [
                {name: plain_value(value) for name, value in row.items() if value not in _PLAIN and name not in _HIDDEN}
                for row in rows
            ]
            for table, rows in trial.kept.items()
            if rows
        }
        yield {"line": draft.line, "records": records}


_PLAIN = (None, False, True, Basis.STATED, Terms.NOT_STATED)

_HIDDEN = frozenset(
    {"id", "uid", "slug", "match_key", "claim_id", "article_id", "outlet_id", "source_id", "review_id", "story_id"}
    | {
        "reporter_id",
        "relays_id",
        "institution_id",
        "issuer_id",
        "replaces_id",
        "published_earliest",
        "published_latest",
    }
)
