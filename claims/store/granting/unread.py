"""What a login does not read of a database on a server, so that a check of everything says what it left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, text

from claims.store import dialect

_IN_PART = """
    SELECT c.relname::text FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY (:names) AND EXISTS (
        SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT')
    )
"""


def read_in_part(connection: Connection, names: Iterable[str]) -> frozenset[str]:
    """Return which of these tables hold columns that the server keeps from the login."""
    if not dialect.is_postgres(connection):
        return frozenset()
    return frozenset(connection.execute(text(_IN_PART), {"names": list(names)}).scalars())


def in_words(names: Iterable[str]) -> list[str]:
    """Return what tables hold, in words: ``sealed identities``."""
    return [_HOLDS.get(name, f"the rows of {name}") for name in names]


_HOLDS: Mapping[str, str] = {
    "access": "tokens",
    "account_password": "passwords",
    "appearance": "appearances",
    "sealed": "sealed identities",
}
