"""A story that is followed on two servers: through a standby, and over the loss of the primary."""

from __future__ import annotations

import json
import time

import pytest

from claims.errors import DatabaseUnusable
from claims.reading.history import last_event
from claims.settings import settings
from claims.store.database import reading
from claims.store.servers import lost
from claims.store.waiting.listening import LOOKED
from tests.cli.entering import done
from tests.cli.test_watch import log, watching
from tests.conftest import Run
from tests.servers.pair import Pair, pair

FOLLOWED = ("weather", "--every", "0.1", "--format", "jsonl")


def test_an_entry_is_seen_at_once_where_a_standby_is_read(
    servers: Pair, database: str, environment: dict[str, str]
) -> None:
    """The primary announces it before the standby has it."""
    run = Run(servers.url(database, servers.standby, servers.primary), environment)
    log(run, "It rains", "--story", "weather")
    servers.wait_for_both()
    with watching(run, *FOLLOWED, "--since", "today") as watch:
        seen = {json.loads(watch.next())["record"] for _ in range(3)}
        assert seen == {"claim #1", "appearance #1", "story #1"}
        servers.standby.asked("SELECT pg_wal_replay_pause()")
        try:
            done(run, "take", 1)
            began = time.monotonic()
            time.sleep(1)
        finally:
            servers.standby.asked("SELECT pg_wal_replay_resume()")
        assert json.loads(watch.next())["what"] == "taken by tester"
        assert time.monotonic() - began < LOOKED / 2
        assert watch.end()[0] == 130


def test_a_story_is_followed_on_when_the_primary_is_lost(programs: None, environment: dict[str, str]) -> None:
    with pair() as servers:
        name = servers.create()
        run = Run(servers.url(name), environment)
        assert Run(servers.url(name, servers.primary), environment)("db", "upgrade").exit_code == 0
        log(run, "It rains", "--story", "weather")
        with watching(run, *FOLLOWED, "--since", "today") as watch:
            for _ in range(3):
                watch.next()
            servers.wait_for_both()
            servers.primary.kill()
            time.sleep(1)
            servers.standby.asked("SELECT pg_promote()")
            done(run, "take", 1)
            assert json.loads(watch.next())["what"] == "taken by tester"
            done(run, "drop", 1)
            assert json.loads(watch.next())["what"] == "dropped by tester"
            assert watch.end()[0] == 130


def test_a_server_that_does_not_come_back_is_waited_for_and_named(
    programs: None, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lost, "PATIENCE", 0.5)
    with pair() as servers:
        name = servers.create()
        url = servers.url(name, servers.primary)
        assert Run(url, environment)("db", "upgrade").exit_code == 0
        asked: list[float] = []
        waits: list[float] = []

        def read() -> int:
            asked.append(time.monotonic())
            with reading(settings(url)) as connection:
                return last_event(connection)

        def outlast() -> int:
            return lost.outlasting(settings(url), read, lambda: waits.append(time.monotonic()))

        assert (outlast(), len(asked), waits) == (0, 1, [])
        servers.primary.kill()
        with pytest.raises(DatabaseUnusable, match="cannot be reached"):
            outlast()
        assert len(asked) > 2
        assert len(waits) == 1
        assert asked[-1] - asked[1] >= 0.5
    answer = Run(url, environment)("watch", "weather")
    assert answer.exit_code == 7, "it was never there"
