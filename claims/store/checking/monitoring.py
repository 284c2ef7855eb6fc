"""What monitoring reads: the server's own state, the chain's head, the newest backup, and space on the disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text

from claims.rules.alarms import ServerState
from claims.settings import Settings
from claims.store import dialect
from claims.store.ledger import own_head
from claims.store.schema import TABLES
from claims.store.servers.standby import seconds_behind

_SERVER = """
    SELECT pg_is_in_recovery(),
        (SELECT count(*) FROM pg_stat_wal_receiver WHERE pid IS NOT NULL),
        (SELECT count(*) FROM pg_stat_replication),
        current_setting('synchronous_standby_names') <> ''
            AND current_setting('synchronous_commit') NOT IN ('off', 'local'),
        (SELECT sum(numbackends) FROM pg_stat_database),
        current_setting('max_connections'),
        last_archived_time,
        last_failed_time
    FROM pg_stat_archiver
"""
"""Nothing that needs a right of its own: a plain login sees these figures."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The event chain that this database writes: its name, and the hash of its newest event."""

    name: str
    head: str


def server_state(connection: Connection) -> ServerState | None:
    """Return the state of a server, whatever its schema; None for a file."""
    if not dialect.is_postgres(connection):
        return None
    standby, receivers, standbys, waits, used, most, archived, failed = connection.execute(text(_SERVER)).one()
    return ServerState(
        standby=standby,
        lag_seconds=seconds_behind(connection) if standby else None,
        hears_primary=bool(receivers) if standby else None,
        standbys=standbys,
        waits_for_standby=waits,
        connections=int(used),
        max_connections=int(most),
        archived_at=archived,
        archive_failed_at=failed,
    )


def chain(connection: Connection) -> Chain:
    """Return the chain that this database writes."""
    head = own_head(connection)
    return Chain(head["replica"], head["hash"])


def backup_at(connection: Connection) -> datetime | None:
    """Return when `claims db backup` last made a copy; a server is backed up by its own tools."""
    copy = TABLES["copy"]
    newest = select(func.max(copy.c.entered_at)).where(copy.c.kind == "backup")
    at: datetime | None = connection.execute(newest).scalar_one()
    return at


def disk_free_bytes(settings: Settings) -> int | None:
    """Return how much space a file's disk has for this user; None for a server, or if the system does not say."""
    if not settings.embedded:
        return None
    try:
        return shutil.disk_usage(settings.own_file.parent).free
    except OSError:
        return None
