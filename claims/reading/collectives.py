"""Which sources are read as collectives although they were entered as unnamed people (rule 8 of the counts)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from claims.rules.sourcing.described import attribution_read, is_plural
from claims.store.schema import TABLES
from claims.vocabulary import Attribution


def attribution_of(row: Mapping[Any, Any], source: Mapping[Any, Any] | None) -> Attribution:
    """Return on whose word a stored appearance is, as it is read; ``source`` is the row that stands for its source."""
    given: Attribution = row["attribution"]
    return given if source is None else attribution_read(given, source["described"], source["stated_count"])


def plural_sources(connection: Connection) -> set[int]:
    """Return the unnamed sources of the present that are described as several without a number."""
    source = TABLES["source"]
    unnumbered = select(source.c.id, source.c.described).where(
        ~source.c.named, source.c.described.is_not(None), source.c.stated_count.is_(None)
    )
    return {number for number, described in connection.execute(unnumbered) if is_plural(described)}
