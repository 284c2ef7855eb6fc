"""Waiting for the next event: by LISTEN on PostgreSQL, by looking again on a file.

A notification carries an event's number and no more, since every login to the database may listen. It is a hint to
read: if one is lost, the next look finds what it announced. PgBouncer in transaction mode hands notifications to
other clients, so the listening connection may have an address of its own (`Settings.direct`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from claims.errors import DatabaseUnusable
from claims.settings import Settings
from claims.store import dialect
from claims.store.servers import problems
from claims.store.servers.direct import connected

if TYPE_CHECKING:
    from sqlalchemy import Connection

CHANNEL = "claims_event"
"""The channel for new events on PostgreSQL."""

Wait = Callable[[int], object]
"""Returns when an event with a higher number may have been entered."""

LOOKED = 30.0
"""After how many seconds without a notification a server is asked all the same."""


def announce_event(connection: Connection, number: int) -> None:
    """Tell everybody who listens the number of an event, once this transaction is committed; nothing on a file."""
    if dialect.is_postgres(connection):
        connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (CHANNEL, str(number)))


@contextmanager
def listening(settings: Settings, seconds: float) -> Iterator[Wait]:
    """Give a function that waits for the next event: at most ``seconds`` on a file, at most `LOOKED` on a server.

    A connection that breaks off is made again, on the primary server of that moment. Raises
    `claims.errors.DatabaseUnusable` if no server can be reached to begin with.
    """
    if settings.embedded:
        yield lambda after: time.sleep(seconds)
        return
    listener = _Listener(settings.direct or settings.database, seconds)
    try:
        yield listener.wait
    finally:
        listener.close()


class _Listener:
    """Listens to a server, on a connection of its own."""

    def __init__(self, url: str, seconds: float) -> None:
        self._url, self._seconds = url, seconds
        self._connection = _listening_connection(url)
        self._announced = 0

    def wait(self, after: int) -> None:
        if self._connection.closed:
            time.sleep(self._seconds)
            self._announced = 0  # what a lost server announced may be lost with it
            with suppress(DatabaseUnusable):
                self._connection = _listening_connection(self._url)
        elif self._announced > after:
            time.sleep(self._seconds)  # a standby is read, and does not have it yet
        else:
            with suppress(*_connection_errors()):
                for notice in self._connection.notifies(timeout=LOOKED, stop_after=1):
                    self._announced = max(self._announced, int(notice.payload))

    def close(self) -> None:
        self._connection.close()


def _listening_connection(url: str) -> Any:
    import psycopg

    connection = connected(url)
    try:
        connection.execute(f"LISTEN {CHANNEL}")
    except psycopg.Error as error:
        raise problems.problem_sentence(error, url) from error
    return connection


def _connection_errors() -> tuple[type[Exception], ...]:
    import psycopg

    return (psycopg.OperationalError,)
