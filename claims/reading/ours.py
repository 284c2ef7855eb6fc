"""Our own newsroom among the outlets, and its unpublished articles."""

from __future__ import annotations

from sqlalchemy import Connection, select

from claims.reading.identity import identities
from claims.store.schema import TABLES
from claims.vocabulary import ArticleKind


def our_outlet(connection: Connection) -> tuple[int, str] | None:
    """Return the number and name of our own newsroom, where one outlet alone is marked as ours."""
    outlet = TABLES["outlet"]
    joined = identities(connection)
    rows = connection.execute(select(outlet.c.id, outlet.c.name).where(outlet.c.ours).order_by(outlet.c.id)).all()
    names = {joined.canonical("outlet", number): name for number, name in reversed(rows)}
    return next(iter(names.items())) if len(names) == 1 else None


def our_name(connection: Connection) -> str | None:
    """Return the name of our own newsroom, where one outlet alone is marked as ours."""
    ours = our_outlet(connection)
    return None if ours is None else ours[1]


def our_draft(connection: Connection, outlet: int, title: str) -> int | None:
    """Return the number of our outlet's unpublished article of a title, if there is one."""
    article, joined = TABLES["article"], identities(connection)
    same = select(article.c.id).where(
        article.c.outlet_id.in_(joined.members("outlet", outlet)),
        article.c.kind == ArticleKind.UNPUBLISHED,
        article.c.title == title,
    )
    number = connection.execute(same.order_by(article.c.id).limit(1)).scalar()
    return None if number is None else joined.canonical("article", number)
