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

from claims.settings import Settings
from claims.store import dialect

if TYPE_CHECKING:
    from sqlalchemy import Connection

CHANNEL = "claims_event"
"""The channel for new events on PostgreSQL."""

Wait = Callable[[], object]
"""Returns when something may have been entered."""

LOOKED = 30.0
"""After how many seconds without a notification a server is asked all the same."""


def announce_event(connection: Connection, number: int) -> None:
    """Tell everybody who listens the number of an event, once this transaction is committed; nothing on a file."""
    if dialect.is_postgres(connection):
        connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (CHANNEL, str(number)))


@contextmanager
def listening(settings: Settings, seconds: float) -> Iterator[Wait]:
    """Give a function that waits for the next event: at most ``seconds`` on a file, at most `LOOKED` on a server.

    Raises `claims.errors.DatabaseUnusable` if the server cannot be reached.
    """
    if settings.embedded:
        yield lambda: time.sleep(seconds)
        return
    connection = _listening_connection(settings.direct or settings.database)
    try:
        yield lambda: _awaited(connection, seconds)
    finally:
        with suppress(Exception):
            connection.close()


def _awaited(connection: Any, seconds: float) -> None:
    """Wait for a notification; where the connection was lost, look again after a while as on a file."""
    if connection.closed:
        time.sleep(seconds)
        return
    with suppress(*_connection_errors()):
        for _ in connection.notifies(timeout=LOOKED, stop_after=1):
            return


def _listening_connection(url: str) -> Any:
    import psycopg
    from sqlalchemy import make_url

    target = make_url(url)
    arguments, options = target.get_dialect()().create_connect_args(target)
    try:
        usual = dialect.server_arguments(url, read_only=False)  # a standby notifies nobody
        connection = psycopg.connect(*arguments, **{**options, **usual, "autocommit": True})
        connection.execute(f"LISTEN {CHANNEL}")
    except psycopg.Error as error:
        raise dialect.problem_sentence(error, url) from error
    return connection


def _connection_errors() -> tuple[type[Exception], ...]:
    import psycopg

    return (psycopg.OperationalError,)
