"""What a technician has to look at: the rules over the figures, without a server."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims.rules.alarms import LEAST_FREE, ServerState, alarms

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PRIMARY = ServerState(
    standby=False,
    lag_seconds=None,
    hears_primary=None,
    standbys=1,
    waits_for_standby=True,
    connections=20,
    max_connections=100,
    archived_at=NOW,
    archive_failed_at=None,
)
STANDBY = replace(PRIMARY, standby=True, lag_seconds=3.0, hears_primary=True, standbys=0, archived_at=None)


def of_server(server: ServerState | None, *, migration_waits: bool = False, free: int | None = None) -> tuple[str, ...]:
    return alarms(migration_waits=migration_waits, disk_free_bytes=free, server=server)


@pytest.mark.parametrize(
    "server",
    [
        None,
        PRIMARY,
        STANDBY,
        replace(PRIMARY, standbys=0, waits_for_standby=False),
        replace(PRIMARY, archive_failed_at=NOW - timedelta(hours=1)),
        replace(PRIMARY, archived_at=None),
        replace(STANDBY, standbys=0, waits_for_standby=True),
        replace(PRIMARY, connections=89),
    ],
)
def test_all_is_well(server: ServerState | None) -> None:
    assert of_server(server) == ()


@pytest.mark.parametrize(
    ("server", "word"),
    [
        (replace(PRIMARY, standbys=0), "none is connected"),
        (replace(STANDBY, hears_primary=False), "no contact"),
        (replace(PRIMARY, archive_failed_at=NOW + timedelta(hours=1)), "cannot archive"),
        (replace(PRIMARY, archived_at=None, archive_failed_at=NOW), "cannot archive"),
        (replace(PRIMARY, connections=90), "90 of the server's 100"),
    ],
)
def test_a_fault_of_a_server_is_named_alone(server: ServerState, word: str) -> None:
    (sentence,) = of_server(server)
    assert word in sentence


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({"migration_waits": True}, 1),
        ({"free": LEAST_FREE - 1}, 1),
        ({"free": LEAST_FREE}, 0),
        ({"migration_waits": True, "free": 0}, 2),
    ],
)
def test_the_schema_and_the_disk(given: dict[str, Any], count: int) -> None:
    assert len(of_server(None, **given)) == count
