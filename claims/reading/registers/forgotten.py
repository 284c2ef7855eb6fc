"""Articles of an outlet that somebody who describes an article may mean, in a fixed number of statements.

Articles known only off the record are left out: a slip of the pen would reveal their titles.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, or_, select

from claims.privacy.confided import all_confided
from claims.reading.identity import Identities
from claims.rules.sourcing.forgotten import MINUTES, Described, may_be_meant
from claims.store.schema import TABLES

MOST = 5
"""How many articles are offered."""

_NEWEST = 50
"""Among how many of the newest appearances a person's last one is looked for."""


@dataclass(frozen=True, slots=True)
class Meant:
    """An article that may be meant, and whether the person logged in it just before."""

    id: int
    outlet: str | None
    published: str | None
    title: str | None
    just_logged: bool

    @property
    def label(self) -> str:
        """The article in words: its number, outlet, date and title."""
        parts = [self.outlet or "", (self.published or "").split("T")[0], f"“{self.title}”" if self.title else ""]
        described = ", ".join(filter(None, parts))
        return f"article #{self.id}{f' ({described})' if described else ''}"

    @property
    def offer(self) -> str:
        """The same with the reason why the person may mean it, if they logged in it just before."""
        return f"{self.label}{', in which you just logged' if self.just_logged else ''}"


def articles_meant(
    connection: Connection,
    joined: Identities,
    outlet: int,
    new: Described,
    *,
    just_logged: int | None = None,
) -> list[Meant]:
    """Return the articles of an outlet that a described article may be.

    The one that the person logged in just before (``just_logged``, from `last_article`) comes first, then the newest.
    Articles that only others cite are left out.
    """
    article, appearance, named = TABLES["article"], TABLES["appearance"], TABLES["outlet"]
    carries = exists(select(appearance.c.id).where(appearance.c.article_id == article.c.id))
    columns = [article.c[name] for name in ("id", "title", "url_key", "published")]
    statement = (
        select(*columns, named.c.name)
        .join(named, named.c.id == article.c.outlet_id)
        .where(article.c.outlet_id.in_(sorted(joined.members("outlet", outlet))), or_(article.c.seen, carries))
    )
    if new.published is not None:
        statement = statement.where(or_(article.c.published == new.published, article.c.published.is_(None)))
    rows = connection.execute(statement.order_by(article.c.id)).all()
    meant: dict[int, Meant] = {}
    for row in rows:
        canonical = joined.canonical("article", row.id)
        last = canonical == just_logged
        if may_be_meant(new, Described(row.title, row.url_key, row.published), just_logged=last):
            meant.setdefault(canonical, Meant(canonical, row.name, row.published, row.title, last))
    hidden = _confided(connection) if meant else ()
    offered = [known for known in meant.values() if known.id not in hidden]
    return sorted(offered, key=lambda known: (not known.just_logged, known.title != new.title, -known.id))[:MOST]


def article_just_logged(connection: Connection, joined: Identities, who: str, now: datetime) -> Meant | None:
    """Return the article where ``who`` logged just before, to be offered where none was named; else None."""
    number = last_article(connection, joined, who, now)
    if number is None or number in _confided(connection):
        return None
    article, named = TABLES["article"], TABLES["outlet"]
    columns = select(named.c.name, article.c.published, article.c.title)
    statement = columns.join_from(article, named, named.c.id == article.c.outlet_id, isouter=True)
    row = connection.execute(statement.where(article.c.id == number)).one()
    return Meant(number, *row, just_logged=True)


def last_article(connection: Connection, joined: Identities, who: str, now: datetime) -> int | None:
    """Return the article in which ``who`` logged an appearance last, if that was just before; else None."""
    appearance = TABLES["appearance"]
    columns = select(appearance.c.article_id, appearance.c.entered_by, appearance.c.entered_at)
    for number, by, at in connection.execute(columns.order_by(appearance.c.id.desc()).limit(_NEWEST)):
        if by == who and now - timedelta(minutes=MINUTES) <= at <= now:
            return joined.canonical("article", number)
    return None


def _confided(connection: Connection) -> Collection[int]:
    return all_confided(connection).by_table().get("article", frozenset())
