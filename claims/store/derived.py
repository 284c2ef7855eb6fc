"""Derived data that rules above this layer compute from the records, and that the unit of work keeps in step.

The unit of work loads the keeper by name, since it may not import anything above itself; so no writer can forget it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol, cast

from sqlalchemy import Connection

Written = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows a transaction has written, by table."""

KEEPER = "claims.entry.present.keeper"
"""The module that keeps `claim_now`."""


class Keeper(Protocol):
    """Keeps derived rows in step."""

    def keep(self, connection: Connection, written: Written, claims: Collection[int]) -> None:
        """Update the rows after a write, and those of the claims noted besides."""

    def rebuild(self, connection: Connection) -> int:
        """Compute all rows again from the records and return their number."""

    def differences(self, connection: Connection) -> Iterator[str]:
        """Yield a sentence for each row that does not match the records."""


def in_memory(written: Written, table: str) -> dict[int, Mapping[str, Any]]:
    """Return the rows of a table by number that were entered in this transaction and not edited since."""
    edited = {row["row_uid"] for kind in ("revision", "redaction") for row in written.get(kind, ())}
    return {row["id"]: row for row in written.get(table, ()) if row["id"] is not None and row["uid"] not in edited}


def keeper() -> Keeper:
    """Return the keeper of the claims' present state."""
    return cast(Keeper, import_module(KEEPER))
