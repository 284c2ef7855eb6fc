"""Two servers: where entries and reads go, what a standby says of itself, and what is left without the primary."""

from __future__ import annotations

import time

import pytest

from tests.cli.entering import done
from tests.conftest import Run
from tests.servers.losing import lose_primary
from tests.servers.pair import Pair, pair

LOG = ("log", "It rains", "--outlet", "Alpha", "--attribution", "unattributed")


def test_entries_go_to_the_primary_wherever_it_stands(
    servers: Pair, database: str, environment: dict[str, str]
) -> None:
    run = Run(servers.url(database, servers.standby, servers.primary), environment)
    done(run, *LOG)
    servers.wait_for_both()
    answer = run("list", "--format", "json")
    assert [claim["statement"] for claim in answer.json] == ["It rains"]
    assert "a standby server answers; it is up to date" in answer.stderr
    assert "standby" not in Run(servers.url(database), environment)("list").stderr


def test_a_standby_alone_takes_no_entries(servers: Pair, database: str, environment: dict[str, str]) -> None:
    answer = Run(servers.url(database, servers.standby), environment)(*LOG)
    assert (answer.exit_code, "name the primary server" in answer.stderr) == (7, True)


def test_a_standby_that_is_too_far_behind_is_not_read(
    servers: Pair, database: str, environment: dict[str, str]
) -> None:
    run = Run(servers.url(database, servers.standby, servers.primary), environment)
    servers.standby.asked("SELECT pg_wal_replay_pause()")
    try:
        done(run, *LOG)
        time.sleep(1.1)
        late = run("list", "--format", "json")
        assert (late.exit_code, late.json) == (0, [])
        assert "behind" in late.stderr
        assert run("--max-lag", 3600, "list").exit_code == 0
        refused = run("list", "--max-lag", 1)
        assert (refused.exit_code, refused.stdout, "--max-lag" in refused.stderr) == (7, "", True)
        assert run("list", env={"CLAIMS_MAX_LAG": "1"}).exit_code == 7
        assert run("list", "--max-lag", "soon").exit_code == 6
    finally:
        servers.standby.asked("SELECT pg_wal_replay_resume()")
    servers.wait_for_both()
    assert run("list", "--max-lag", 1).exit_code == 0


@pytest.mark.parametrize("moment", [5, 20, 50])
def test_what_was_acknowledged_is_there_when_the_primary_is_lost(
    programs: None, environment: dict[str, str], moment: int
) -> None:
    with pair() as servers:
        lost = lose_primary(servers, moment)
        run = Run(servers.url(lost.database, lost.left), environment)
        there = [claim["statement"] for claim in run("list", "--format", "json").json]
        assert len(there) == len(set(there))
        assert lost.acknowledged <= set(there)
        for check in (("db", "verify"), ("db", "check")):
            assert run(*check).exit_code == 0
        assert lost.left.asked("SELECT count(*) FROM chain", lost.database) == 1
