"""Articles of one outlet that are perhaps one report: named after a list or an import, asked about at a relay."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from claims.cli.chassis.desk import Desk
from claims.cli.terminal.render import warn

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST = 5
"""How many proposals are printed at once."""


def propose_twins(desk: Desk, articles: Collection[int]) -> None:
    """Name the articles that are perhaps one with one of these, with the commands that say so."""
    from claims.reading.registers.twins import twin_articles
    from claims.render.phrases import counted

    pairs = desk.read(lambda connection: twin_articles(connection, articles))
    for pair in pairs[:MOST]:
        warn(pair.sentence)
    if len(pairs) > MOST:
        warn(f"{counted(len(pairs) - MOST, 'pair')} more: the column `perhaps` of `claims article list` has them all")


def newest_article(desk: Desk) -> int:
    """Return the number of the article entered last, 0 without articles."""

    def query(connection: Connection) -> int:
        from claims.store.dialect import last_number

        return last_number(connection, "article")

    return desk.read(query, make=True)


def propose_new_twins(desk: Desk, since: int) -> None:
    """Name the twins of the articles that were entered after the one of a number."""
    newest = newest_article(desk)
    if newest > since:
        propose_twins(desk, range(since + 1, newest + 1))
