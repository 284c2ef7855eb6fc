"""Writing the exchange form."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from claims.interchange.exchange.form import header, lines
from claims.reading.exchange import LeftOut, exported
from claims.store.schema import TABLES

if TYPE_CHECKING:
    from collections import Counter
    from typing import Protocol

    class Request(Protocol):
        """The export that was requested."""

        connection: Connection
        complete: bool
        left_out: Counter[str]

        @property
        def story(self) -> int | None:
            """The story's number, if it is one."""


def exchange_lines(request: Request, *, admits: bool = True) -> Generator[bytes]:
    """Yield the lines of an exchange file; count omissions in ``request.left_out``.

    It is for another database, where a closed story is for the same people: with ``admits`` it names them.
    """
    counted = LeftOut(request.left_out)
    first = header(complete=request.complete, scope=_uid(request.connection, request.story))
    rows = exported(request.connection, counted, complete=request.complete, story=request.story, admits=admits)
    yield from lines(first, rows, counted)


def _uid(connection: Connection, story: int | None) -> str | None:
    if story is None:
        return None
    table = TABLES["story"]
    uid: str = connection.execute(select(table.c.uid).where(table.c.id == story)).scalar_one()
    return uid
