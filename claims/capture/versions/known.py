"""The article that a new document is, if its text is here already.

Text alone does not tell an article from its reprint. The document is taken for the known article only where nothing
that it states, and nobody who typed, says otherwise: neither another outlet nor another address.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from claims.capture.versions.reprints import Printed, likeness
from claims.entry.drafts import ArticleDraft
from claims.reading.registers.captured import outlet_names
from claims.reading.registers.lookups import Lookups
from claims.reading.view import PRESENT
from claims.store.likeness.samples import sharing
from claims.store.schema import TABLES
from claims.text.matching import folded, host_of, match_key, parent_hosts, running_words
from claims.text.versions.samples import samples_of

MOST = 50
"""How many snapshots are compared."""
SHORT = 12
"""A text of fewer words may stand anywhere."""


@dataclass(frozen=True, slots=True)
class Known:
    """An article with the same text: its address, and all names and hosts of its outlet, none if it is unknown."""

    article: int
    url: str | None
    outlet: tuple[str, ...]


def same_text(connection: Connection, text: str, draft: ArticleDraft, *, confidential: bool = False) -> tuple[int, ...]:
    """Return the articles, by number, that a document with this text may be; several if nothing tells them apart.

    ``draft`` has the details that were typed, and else those of the document. A confidential document is compared with
    confidential snapshots alone, any other with public snapshots alone.
    """
    if draft.article is not None or draft.new or len(running_words(text)) < SHORT:
        return ()
    lookups = Lookups(connection, PRESENT)
    mine = Printed(text)
    numbers: dict[int, None] = {}
    for row in _candidates(connection, text, confidential=confidential):
        if _is_same(mine, text, row["text"]):
            numbers[lookups.joined.canonical("article", row["article_id"])] = None
    if confidential:
        return tuple(numbers)[:1]
    hidden = lookups.hidden.get("article", set())
    shown = [number for number in numbers if number not in hidden]
    return tuple(chosen_of(_known(connection, lookups, shown), draft)) if shown else ()


def chosen_of(known: Iterable[Known], draft: ArticleDraft) -> list[int]:
    """Return which articles with its text a document may be: the articles of its own outlet, else any that fit too."""
    fitting = [each for each in known if not (each.url and draft.url)]
    host = host_of(draft.url) if draft.url else ""
    own = [each for each in fitting if _of_outlet(each, draft.outlet, host)]
    unknown = not draft.outlet and not draft.url
    return [each.article for each in own or fitting if own or unknown or not (each.outlet or each.url)]


def _of_outlet(known: Known, name: str | None, host: str) -> bool:
    keys = {match_key(each) for each in known.outlet}
    hosts = {*known.outlet, *([host_of(known.url)] if known.url else [])}
    return (name is not None and match_key(name) in keys) or any(each in hosts for each in parent_hosts(host) if host)


def _is_same(mine: Printed, text: str, other: str) -> bool:
    return likeness(mine, Printed(other)).same or folded(text) == folded(other)


def _candidates(connection: Connection, text: str, *, confidential: bool) -> list[Mapping[str, Any]]:
    table = TABLES["snapshot"]
    statement = select(table.c.article_id, table.c.text)
    if confidential:
        newest = statement.where(table.c.confidential, table.c.text.is_not(None)).order_by(table.c.id.desc())
        return [dict(row) for row in connection.execute(newest.limit(MOST)).mappings()]
    shared = sharing(samples_of(text), MOST).subquery()
    alike = statement.join(shared, shared.c.snapshot_id == table.c.id).where(~table.c.confidential)
    ordered = alike.order_by(shared.c.shared.desc(), table.c.id.desc())
    return [dict(row) for row in connection.execute(ordered).mappings()]


def _known(connection: Connection, lookups: Lookups, numbers: Collection[int]) -> list[Known]:
    rows = {row["id"]: row for row in lookups.rows_among("article", "id", numbers)}
    names = outlet_names(connection)
    return [
        Known(
            article=number,
            url=rows[number]["url"],
            outlet=()
            if rows[number]["outlet_id"] is None
            else tuple(names.get(lookups.joined.canonical("outlet", rows[number]["outlet_id"]), ("",))),
        )
        for number in numbers
    ]
