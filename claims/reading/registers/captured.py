"""Snapshots, and what was decided about the claims proposed from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from claims.parsing import json_value
from claims.reading.identity import identities
from claims.store.schema import TABLES
from claims.vocabulary import AliasKind, ArticleKind, Decision, Media


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A snapshot with its article, and the decisions about its proposals by key."""

    id: int
    article: int
    story: str | None
    media: Media
    sha256: str | None
    reader: str
    language: str | None
    stated: dict[str, Any]
    text: str | None
    confidential: bool
    entered_at: datetime
    entered_by: str
    title: str | None
    url: str | None
    published: str | None
    published_day: date | None
    kind: ArticleKind
    outlet: str | None
    own_names: tuple[str, ...]
    """All names and hosts of the article's outlet."""
    decided: dict[str, Decision]


def snapshots(
    connection: Connection, articles: Sequence[int] | None = None, numbers: Sequence[int] | None = None
) -> list[Snapshot]:
    """Return snapshots in order of entry: all, those of some articles, or those with these numbers."""
    snapshot, article = TABLES["snapshot"], TABLES["article"]
    statement = select(snapshot, *(article.c[name].label(f"article_{name}") for name in _OF_ARTICLE)).join(
        article, article.c.id == snapshot.c.article_id
    )
    if articles is not None:
        statement = statement.where(snapshot.c.article_id.in_(articles))
    if numbers is not None:
        statement = statement.where(snapshot.c.id.in_(numbers))
    rows = connection.execute(statement.order_by(snapshot.c.id)).mappings().all()
    decided = _decisions(connection, [row["id"] for row in rows])
    names = outlet_names(connection)
    joined = identities(connection)
    return [
        _snapshot(row, decided[row["id"]], names.get(joined.canonical("outlet", row["article_outlet_id"] or 0), ()))
        for row in rows
    ]


_OF_ARTICLE = ("outlet_id", "title", "url", "published", "published_earliest", "kind")


def _snapshot(row: Any, decided: dict[str, Decision], names: Sequence[str]) -> Snapshot:
    return Snapshot(
        id=row["id"],
        article=row["article_id"],
        story=None if row["story_id"] is None else f"#{row['story_id']}",
        media=row["media"],
        sha256=row["sha256"],
        reader=row["reader"],
        language=row["language"],
        stated=json_value(row["stated"]) if row["stated"] else {},
        text=row["text"],
        confidential=row["confidential"],
        entered_at=row["entered_at"],
        entered_by=row["entered_by"],
        title=row["article_title"],
        url=row["article_url"],
        published=row["article_published"],
        published_day=row["article_published_earliest"],
        kind=row["article_kind"],
        outlet=names[0] if names else None,
        own_names=tuple(names),
        decided=decided,
    )


def outlet_names(connection: Connection) -> dict[int, list[str]]:
    """Return the names, aliases and hosts of each outlet by its canonical number, its name first."""
    outlet, alias = TABLES["outlet"], TABLES["outlet_alias"]
    joined = identities(connection)
    names: dict[int, list[str]] = defaultdict(list)
    for number, name in connection.execute(select(outlet.c.id, outlet.c.name).order_by(outlet.c.id)):
        if name:
            names[joined.canonical("outlet", number)].append(name)
    in_force: dict[tuple[int, AliasKind, str], bool] = {}
    entered = select(alias.c.outlet_id, alias.c.kind, alias.c.value, alias.c.withdrawn).order_by(alias.c.id)
    for number, kind, value, withdrawn in connection.execute(entered):
        if value:
            in_force[joined.canonical("outlet", number), kind, value] = not withdrawn
    for (number, _, value), stands in in_force.items():
        if stands:
            names[number].append(value)
    return names


def _decisions(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[str, Decision]]:
    decision = TABLES["proposal_decision"]
    decided: dict[int, dict[str, Decision]] = defaultdict(dict)
    columns = select(decision.c.snapshot_id, decision.c.proposal, decision.c.decision)
    for snapshot, proposal, what in connection.execute(
        columns.where(decision.c.snapshot_id.in_(numbers)).order_by(decision.c.id)
    ):
        decided[snapshot][proposal] = what
    return decided
