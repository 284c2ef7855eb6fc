"""Other articles with nearly the text of a new snapshot: proposed as reprints or the same article, never stored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from claims.capture.versions.reprints import Likeness, Printed, likeness, time_of
from claims.reading.registers.lookups import Lookups
from claims.reading.view import PRESENT
from claims.store.likeness.samples import sharing
from claims.store.past import Record
from claims.store.schema import TABLES
from claims.text.versions.samples import samples_of
from claims.vocabulary import ReprintExtent

MOST = 50
"""How many snapshots with stretches in common are compared."""


@dataclass(frozen=True, slots=True)
class AlikeArticle:
    """An article whose text stands in another: the original and its copy by number and label, as far as known."""

    copy: int
    original: int
    original_label: str
    copy_label: str
    likeness: Likeness
    same_outlet: bool
    """Whether both may be the same article: they have the same outlet, or the outlet of one is unknown."""
    recorded: bool
    """Whether one is recorded as a reprint of the other already."""

    @property
    def extent(self) -> ReprintExtent | None:
        """Whether the copy carries all or part of the original, or has only sentences of it (None)."""
        return self.likeness.extent


def alike_articles(connection: Connection, snapshot: int) -> list[AlikeArticle]:
    """Return the articles whose newest alike snapshot has nearly the text of this one, those most alike first.

    Confidential snapshots, and articles known only off the record, are neither compared nor named.
    """
    lookups = Lookups(connection, PRESENT)
    hidden = lookups.hidden.get("article", set())
    table = TABLES["snapshot"]
    row = connection.execute(select(table).where(table.c.id == snapshot)).mappings().one()
    if row["confidential"] or not row["text"] or row["article_id"] in hidden:
        return []
    mine = Printed(row["text"])
    members = lookups.joined.members("article", row["article_id"])
    alike: dict[int, Likeness] = {}
    for other in _candidates(connection, row["text"], members):
        number = lookups.joined.canonical("article", other["article_id"])
        if number not in alike and other["article_id"] not in hidden:
            alike[number] = likeness(mine, Printed(other["text"]))
    near = sorted((number for number, each in alike.items() if each.suspected), key=lambda number: -alike[number].share)
    return _described(lookups, lookups.joined.canonical("article", row["article_id"]), near, alike)


def _candidates(connection: Connection, text: str, members: Collection[int]) -> list[Any]:
    """Return the snapshots of other articles that share whole stretches of a text, the most alike first."""
    table, shared = TABLES["snapshot"], sharing(samples_of(text), MOST).subquery()
    statement = (
        select(table.c.article_id, table.c.text)
        .join(shared, shared.c.snapshot_id == table.c.id)
        .where(~table.c.confidential, table.c.article_id.not_in(members))
        .order_by(shared.c.shared.desc(), table.c.id.desc())
    )
    return list(connection.execute(statement).mappings())


def _described(lookups: Lookups, number: int, near: Collection[int], alike: dict[int, Likeness]) -> list[AlikeArticle]:
    rows = {row["id"]: row for row in lookups.rows_among("article", "id", [number, *near])} if near else {}
    labels = lookups.labels("article", rows)
    described = []
    for other in near:
        here, there = rows[number], rows[other]
        is_copy = not _came_first(here, there)
        copy, original = (number, other) if is_copy else (other, number)
        outlets = {
            None if row["outlet_id"] is None else lookups.joined.canonical("outlet", row["outlet_id"])
            for row in (here, there)
        }
        described.append(
            AlikeArticle(
                copy=copy,
                original=original,
                original_label=labels[original],
                copy_label=labels[copy],
                likeness=alike[other] if is_copy else _turned(alike[other]),
                same_outlet=len(outlets) == 1 or None in outlets,
                recorded=here["reprint_of_id"] == other or there["reprint_of_id"] == number,
            )
        )
    return described


def _came_first(here: Record, there: Record) -> bool:
    """Return whether an article was published before another; one without a day comes last."""
    times = [time_of(row["published"], row["published_earliest"], row["id"]) for row in (here, there)]
    return times[0] < times[1]


def _turned(each: Likeness) -> Likeness:
    return Likeness(each.original_in_copy, each.of_original, each.of_copy, each.common)
