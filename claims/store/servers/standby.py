"""Reading from a standby: how far it is behind the primary server, and whether that is too far."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from claims.errors import DatabaseUnusable
from claims.settings import Settings, masked

_BEHIND = """
    SELECT CASE
        WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
            AND EXISTS (SELECT 1 FROM pg_stat_wal_receiver WHERE pid IS NOT NULL) THEN 0
        ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
    END
"""
"""Zero needs contact to the primary server: without it, more may be missing than has arrived."""


def is_standby(connection: Connection) -> bool:
    """Return whether a connection is to a standby, as the server itself reports when it is connected to."""
    driver: Any = connection.connection.driver_connection
    info = getattr(driver, "info", None)
    return info is not None and info.parameter_status("in_hot_standby") == "on"


def seconds_behind(connection: Connection) -> float | None:
    """Return how many seconds a standby is behind at most, or None if it does not know.

    Without contact to the primary server it counts from the last transaction that it has.
    """
    behind = connection.execute(text(_BEHIND)).scalar_one()
    return None if behind is None else max(0.0, float(behind))


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
