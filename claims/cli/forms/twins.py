"""Articles of one outlet that may be the same report: listed after a list or an import, asked about at a relay."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from claims.cli.chassis.desk import Desk
from claims.cli.terminal.render import warn

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST = 5
"""How many proposals are printed."""


def propose_twins(desk: Desk, articles: Collection[int]) -> None:
    """Print the articles that may be the same as one of these, with the commands that say so."""
    from claims.reading.registers.twins import twin_articles
    from claims.render.phrases import counted

    pairs = desk.read(lambda connection: twin_articles(connection, articles))
    for pair in pairs[:MOST]:
        warn(pair.sentence)
    if len(pairs) > MOST:
        warn(f"{counted(len(pairs) - MOST, 'pair')} more: see the column `perhaps` of `claims article list`")


def newest_article(desk: Desk) -> int:
    """Return the number of the newest article, 0 without articles."""

    def query(connection: Connection) -> int:
        from claims.store.dialect import last_number

        return last_number(connection, "article")

    return desk.read(query, make=True)


def propose_new_twins(desk: Desk, since: int) -> None:
    """Print the possible twins of every article entered after this number."""
    newest = newest_article(desk)
    if newest > since:
        propose_twins(desk, range(since + 1, newest + 1))
