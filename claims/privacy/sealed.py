"""Sealed records about sources: the ciphertext, who can open it, who sealed it and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from claims.store.past import rows_of
from claims.store.schema import TABLES


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """A sealed record: the public keys it was sealed to, and the ciphertext unless redacted."""

    id: int
    recipients: tuple[str, ...]
    ciphertext: str | None
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A source that has a name, with every key a user may look it up by."""

    id: int
    uid: str
    slug: str
    name: str
    match_key: str | None


def sealed_records(
    connection: Connection, sources: Collection[int], as_of: datetime | None = None
) -> list[SealedRecord]:
    """Return the sealed records about these sources, as of a moment or now, oldest first."""
    sealed, source = TABLES["sealed"], TABLES["source"]
    uids = select(source.c.uid).where(source.c.id.in_(sources))
    statement = select(sealed).where(sealed.c.subject == "source", sealed.c.row_uid.in_(uids))
    rows = rows_of(connection, statement.order_by(sealed.c.entered_at, sealed.c.uid), sealed, as_of)
    return [
        SealedRecord(
            row["id"],
            tuple((row["recipients"] or "").splitlines()),
            row["ciphertext"],
            row["entered_by"],
            row["entered_at"],
        )
        for row in rows
    ]


def named_sources(connection: Connection) -> list[NamedSource]:
    """Return every source that has a name.

    Confidential look-ups search this whole list in memory: a query for the name itself could end up in a server's log.
    """
    source = TABLES["source"]
    columns = (source.c.id, source.c.uid, source.c.slug, source.c.name, source.c.match_key)
    statement = select(*columns).where(source.c.named, source.c.name.is_not(None)).order_by(source.c.id)
    return [NamedSource(*row) for row in connection.execute(statement)]
