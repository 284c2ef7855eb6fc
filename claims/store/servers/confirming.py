"""A commit that waits for a standby: it is said, and it ends.

With synchronous replication, the primary server answers a commit once its standby has it too; while the standby is
away, that is never. The transaction is in the primary's log by then: ending the wait leaves it entered (PostgreSQL 18,
section 26.2.8.1). So the wait is ended after a while, and whoever entered it learns that one server alone has it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from claims.errors import ClaimsError, InterruptedInCommit
from claims.settings import Settings
from claims.store.servers.direct import connected

NOTICED = 2.0
"""After how many seconds in a commit the server is asked what it waits for."""

LONGEST = 60.0
"""How many seconds a commit may wait for the standby."""

LONGEST_AT_DESK = 10.0
"""The same at the desk, where whoever waits holds a thread that others need."""

WAITS = (
    "the standby server does not answer; the entry waits for it, for at most {seconds:.0f} seconds (Ctrl-C ends the "
    "wait)"
)
UNCONFIRMED = (
    "the standby server did not answer; the entry is stored on the primary server alone, and would be lost with it: "
    "tell whoever looks after the servers"
)

_WARNING = "01000"
"""The SQLSTATE of the warning that a wait for the standby was ended."""

_WAITING = """
    SELECT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND usename = session_user AND wait_event = 'SyncRep'
    )
"""
"""Without the number of our own process, which a pool in between does not know."""


@dataclass
class Confirmation:
    """How long a commit may wait for the standby, and who hears that it waits and that the standby did not answer.

    Once it waited in vain, the next commits with it wait no longer than it takes to notice.
    """

    seconds: float = field(default_factory=lambda: LONGEST)
    waits: Callable[[str], object] = lambda sentence: None
    in_vain: Callable[[str], object] = lambda sentence: None


@contextmanager
def confirming(connection: Connection, settings: Settings, confirmation: Confirmation) -> Iterator[None]:
    """Commit inside: tell if that waits for a standby, and end the wait after the time.

    Raises `claims.errors.InterruptedInCommit` for Ctrl-C meanwhile: the transaction may be stored.
    """
    try:
        if settings.embedded:
            yield
        else:
            with _watched(connection, settings, confirmation):
                yield
    except KeyboardInterrupt as interrupted:
        raise InterruptedInCommit from interrupted


@contextmanager
def _watched(connection: Connection, settings: Settings, confirmation: Confirmation) -> Iterator[None]:
    driver: Any = connection.connection.driver_connection
    committed, warned = threading.Event(), threading.Event()

    def note(notice: Any) -> None:
        if notice.sqlstate == _WARNING:
            warned.set()

    def watch() -> None:
        with suppress(ClaimsError, *_driver_errors()):
            if committed.wait(NOTICED) or not _waits_for_standby(settings.database):
                return
            if confirmation.seconds > NOTICED:
                confirmation.waits(WAITS.format(seconds=confirmation.seconds))
            if not committed.wait(max(0.0, confirmation.seconds - NOTICED)):
                driver.cancel_safe()

    driver.add_notice_handler(note)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        committed.set()
        watcher.join(timeout=NOTICED)
        driver.remove_notice_handler(note)
    if warned.is_set():
        confirmation.seconds = NOTICED
        confirmation.in_vain(UNCONFIRMED)


def _waits_for_standby(url: str) -> bool:
    with connected(url) as beside:
        return bool(beside.execute(_WAITING).fetchone()[0])


def _driver_errors() -> tuple[type[Exception], ...]:
    import psycopg

    return (psycopg.Error,)
