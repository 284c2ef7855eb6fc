"""From what a person types to a record: a number (`12`, `#12`), a uid or its beginning, a slug, a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, or_, select

from claims.errors import Ambiguous, NotFound
from claims.matching import match_key
from claims.queries.identity import identities
from claims.tables import TABLES, OutletAlias, table_of
from claims.vocabulary import AliasKind

LABELS = {
    "outlet": ("name",),
    "reporter": ("name",),
    "story": ("title",),
    "source": ("name", "described"),
    "article": ("title", "url"),
    "claim": ("statement",),
    "appearance": ("excerpt",),
    "inquiry": ("whom",),
}
"""The columns by which a record of each kind is shown."""

_NUMBER = re.compile(r"#?(\d{1,18})")
_UID = re.compile(r"[0-9a-f]{8}[0-9a-f-]{0,28}")
_FEW = 6


def find(connection: Connection, subject: str, typed: str, *, part: str | None = None) -> int:
    """Return the number of the one record of kind ``subject`` that ``typed`` names.

    Raises `NotFound`, or `Ambiguous` with the candidates when it fits several.
    """
    found = matches(connection, subject, typed)
    if not found:
        raise NotFound(_missing(subject, typed), part=part)
    if len(found) > 1:
        joined = identities(connection)
        found = sorted({joined.canonical(subject, number) for number in found})
    if len(found) > 1:
        raise Ambiguous(subject, typed, described(connection, subject, found[:_FEW]), part=part)
    return found[0]


def matches(connection: Connection, subject: str, typed: str) -> list[int]:
    """Return the numbers of all records that ``typed`` names: by number, else uid, else slug, else name."""
    typed = typed.strip()
    table = TABLES[subject]
    number = _NUMBER.fullmatch(typed)
    if number:
        return list(connection.execute(select(table.c.id).where(table.c.id == int(number[1]))).scalars())
    if _UID.fullmatch(typed):
        found = connection.execute(select(table.c.id).where(table.c.uid.startswith(typed)).limit(_FEW + 1))
        numbers = list(found.scalars())
        if numbers:
            return numbers
    if "slug" not in table.c:
        return []
    found = connection.execute(select(table.c.id).where(table.c.slug == typed.casefold()).order_by(table.c.id))
    return list(found.scalars()) or named(connection, subject, typed)


def named(connection: Connection, subject: str, name: str) -> list[int]:
    """Return the numbers of the records whose name, or alias, is ``name`` but for case, accents and punctuation."""
    table = TABLES[subject]
    if "match_key" not in table.c:
        return []
    key = match_key(name)
    if not key:
        return []
    statement = select(table.c.id).where(table.c.match_key == key)
    if subject == "outlet":
        alias = table_of(OutletAlias)
        aliased = select(alias.c.outlet_id).where(
            alias.c.kind == AliasKind.ALIAS, alias.c.match_key == key, ~alias.c.withdrawn
        )
        statement = select(table.c.id).where(or_(table.c.match_key == key, table.c.id.in_(aliased)))
    return list(connection.execute(statement.order_by(table.c.id)).scalars())


def described(connection: Connection, subject: str, numbers: Sequence[int]) -> list[str]:
    """Return a short line for each record: its number and what it is called."""
    table = TABLES[subject]
    columns = [table.c[name] for name in LABELS[subject]]
    found = connection.execute(select(table.c.id, *columns).where(table.c.id.in_(numbers)).order_by(table.c.id))
    return [f"#{row[0]} {next((value for value in row[1:] if value), '(no name)')}" for row in found]


def _missing(subject: str, typed: str) -> str:
    where = {"claim": "claims list", "appearance": "claims show", "story": "claims story list"}
    return f'there is no {subject} "{typed}"; `{where.get(subject, f"claims {subject} list")}` shows what there is'
