"""Names to choose from while somebody types, none of a record that is known only off the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, String, cast, func, or_, select

from claims.errors import NotFound
from claims.privacy.confided import all_confided
from claims.store.schema import TABLES

MOST = 30
"""How many records are offered at once."""

_LABELS: Mapping[str, tuple[str, ...]] = {
    "article": ("title", "url"),
    "claim": ("statement",),
    "outlet": ("name",),
    "reporter": ("name",),
    "source": ("name", "described"),
    "story": ("title",),
}


class Offer(NamedTuple):
    """A record to choose: the word to type for it, and its name."""

    value: str
    label: str


def offers(connection: Connection, subject: str, typed: str = "", most: int = MOST) -> list[Offer]:
    """Return records whose value or name begins with ``typed``, in any case, or has a word that does.

    Stories are offered by slug, claims and articles by number, the others by name. Raises `NotFound` for a kind of
    record that is not offered.
    """
    if subject not in _LABELS:
        raise NotFound(f'no names are offered for "{subject}"')
    table = TABLES[subject]
    label = func.coalesce(*(table.c[name] for name in _LABELS[subject]), "")
    value = _value(table, subject, label)
    statement = select(value, label).where(value != "")
    beginning = _escaped(typed.strip().casefold())
    if beginning:
        patterns = (f"{beginning}%", f"% {beginning}%")
        texts = (func.lower(text) for text in dict.fromkeys((value, label)))
        statement = statement.where(or_(*(text.like(fit, escape="\\") for text in texts for fit in patterns)))
    secret = all_confided(connection).by_table().get(subject, ())
    if secret:
        statement = statement.where(table.c.id.not_in(sorted(secret)))
    rows = connection.execute(statement.order_by(table.c.id.desc()).limit(most))
    return [Offer(value, " ".join(name.split())) for value, name in rows]


def _value(table: FromClause, subject: str, label: ColumnElement[str]) -> ColumnElement[str]:
    if subject == "story":
        return table.c.slug
    return cast(table.c.id, String(20)) if subject in ("claim", "article") else label


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
