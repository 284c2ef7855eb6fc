"""What a technician has to look at: rules over the figures that monitoring reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

LEAST_FREE = 1 << 30
"""How many bytes should be free on the disk of a database file."""

MOST_USED = 0.9
"""The share of a server's connections that may be in use."""


@dataclass(frozen=True, slots=True)
class ServerState:
    """A database server at this moment."""

    standby: bool
    lag_seconds: float | None
    """How far a standby is behind at most; None on a primary server, or if the standby does not know."""
    hears_primary: bool | None
    """Whether a standby is connected to its primary server; None on a primary."""
    standbys: int
    """How many servers replicate from this one."""
    waits_for_standby: bool
    """Whether entries wait until a standby has them."""
    connections: int
    """How many connections all databases of the server have."""
    max_connections: int
    archived_at: datetime | None
    """When a part of the write-ahead log was archived last."""
    archive_failed_at: datetime | None
    """When that failed last."""


def alarms(*, migration_waits: bool, disk_free_bytes: int | None, server: ServerState | None) -> tuple[str, ...]:
    """Return what somebody has to look at, a sentence each; empty if all is well."""
    sentences = []
    if migration_waits:
        sentences.append("the schema is older than the program's: run `claims db upgrade`")
    if disk_free_bytes is not None and disk_free_bytes < LEAST_FREE:
        sentences.append(f"the disk of the database has {disk_free_bytes / 2**20:,.0f} MiB left")
    return (*sentences, *(_of_server(server) if server is not None else ()))


def _of_server(server: ServerState) -> Iterator[str]:
    if server.standby and not server.hears_primary:
        yield "the standby server has no contact with the primary server"
    if not server.standby and server.waits_for_standby and not server.standbys:
        yield "entries wait for a standby server, and none is connected"
    failed, archived = server.archive_failed_at, server.archived_at
    if failed is not None and (archived is None or failed > archived):
        yield f"the server cannot archive its write-ahead log, last tried {failed:%Y-%m-%d %H:%M} UTC"
    if server.connections >= server.max_connections * MOST_USED:
        yield f"{server.connections} of the server's {server.max_connections} connections are in use"
