"""Reading from a standby: how far it is behind the primary server, and whether that is too far."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Connection, text

from claims.errors import DatabaseUnusable
from claims.settings import Settings, masked

BEHIND = """
    CASE
        WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
            AND EXISTS (SELECT 1 FROM pg_stat_wal_receiver WHERE pid IS NOT NULL) THEN 0
        ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
    END
"""
"""How many seconds a standby is behind, in SQL.

Zero needs contact to the primary server: without it, more may be missing than has arrived.
"""

_LOOKS, _PAUSE = 3, 0.05
"""How often a standby is asked that is behind, and the seconds between."""


def is_standby(connection: Connection) -> bool:
    """Return whether a connection is to a standby, as the server itself reports when it is connected to.

    A pool in between keeps that to itself; then the server is asked.
    """
    driver: Any = connection.connection.driver_connection
    info = getattr(driver, "info", None)
    if info is None:
        return False
    reported = info.parameter_status("in_hot_standby")
    if reported is None:
        return bool(connection.execute(text("SELECT pg_is_in_recovery()")).scalar_one())
    return bool(reported == "on")


def seconds_behind(connection: Connection) -> float | None:
    """Return how many seconds a standby is behind at most, or None if it does not know.

    Without contact to the primary server it counts from the last transaction that it has. It is asked again for a
    moment: while it replays anything that just arrived, it counts from the last transaction too, perhaps of yesterday.
    """
    known: list[float] = []
    for look in range(_LOOKS):
        behind = connection.execute(text(f"SELECT {BEHIND}")).scalar_one()
        known += [] if behind is None else [max(0.0, float(behind))]
        if known and known[-1] < 1:
            break
        if look + 1 < _LOOKS:
            time.sleep(_PAUSE)
    return min(known, default=None)


def check_lag(connection: Connection, settings: Settings) -> None:
    """Raise `claims.errors.DatabaseUnusable` if a standby is further behind than the settings allow."""
    if settings.max_lag is None or not is_standby(connection):
        return
    behind = seconds_behind(connection)
    if behind is None or behind > settings.max_lag:
        raise DatabaseUnusable(
            f"the server at {masked(settings.database)} is a standby, and {lag_phrase(behind)}; wait, raise --max-lag, "
            "or name the primary server with --db"
        )


def lag_phrase(behind: float | None) -> str:
    """Return in words how far behind a standby is: ``3 seconds behind``."""
    if behind is None:
        return "does not know how far behind it is"
    if behind < 1:
        return "up to date"
    if behind < 120:
        return f"{behind:.0f} seconds behind"
    return f"{behind / 60:.0f} minutes behind"
