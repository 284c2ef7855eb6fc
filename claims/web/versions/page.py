"""The kept copies of an article, and what changed from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.capture.versions.reading import ArticleChanges, article_changes
from claims.errors import BadValue, ClaimsError
from claims.reading.registers.versions import ArticleSnapshots, article_snapshots
from claims.text.references import number_in
from claims.web.chassis.page import Page
from claims.web.chassis.visit import Visit
from claims.web.versions.showing import changes_body

if TYPE_CHECKING:
    from sqlalchemy import Connection


def show(visit: Visit) -> Page:
    """Show the copies of an article, and compare two: the two newest, or those that the address names."""
    article, old, new = visit.path["record"], _number(visit, "from"), _number(visit, "to")

    def read(connection: Connection) -> tuple[ArticleSnapshots, ArticleChanges | None, ClaimsError | None]:
        snapshots = article_snapshots(connection, article, visit.question, "claims article changes")
        if len(snapshots.held) < 2 and old is None:
            return snapshots, None, None
        try:
            return snapshots, article_changes(connection, article, visit.question, old, new), None
        except ClaimsError as problem:
            return snapshots, None, problem

    snapshots, changes, problem = visit.read(read)
    return Page("What changed in the article", changes_body(snapshots, changes, problem, visit), heading=False)


def _number(visit: Visit, name: str) -> int | None:
    typed = visit.asked(name)
    number = None if typed is None else number_in(typed)
    if typed is not None and number is None:
        raise BadValue(f'"{typed}" is not the number of a copy')
    return number
