"""What is derived from the records by rules above this floor, and kept in step by the unit of work.

The unit of work calls by name what keeps it, as it may import nothing above itself: nobody who writes can forget it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol, cast

from sqlalchemy import Connection

Written = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows that a transaction has written, by table."""

KEEPER = "claims.entry.present"
"""The module that keeps `claim_now`."""


class Keeper(Protocol):
    """What keeps derived rows."""

    def keep(self, connection: Connection, written: Written, claims: Collection[int]) -> None:
        """Bring them in step with rows that were written, and with what is noted about some claims besides."""

    def rebuild(self, connection: Connection) -> int:
        """Make them all again from the records and return how many there are."""

    def differences(self, connection: Connection) -> Iterator[str]:
        """Yield where they are not what the records give, a sentence each."""


def keeper() -> Keeper:
    """Return what keeps the present of claims."""
    return cast(Keeper, import_module(KEEPER))
