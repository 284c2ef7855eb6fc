"""Two servers: where entries and reads go, what a standby says of itself, and what is left without the primary."""

from __future__ import annotations

import time

import pytest

from tests.cli.entering import done
from tests.conftest import Run
from tests.servers.losing import lose_primary
from tests.servers.pair import Pair, pair
from tests.web.desk import serving, text_of

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


def test_monitoring_tells_the_primary_from_a_standby(servers: Pair, database: str, environment: dict[str, str]) -> None:
    primary = Run(servers.url(database), environment)("db", "status", "--format", "json").json
    assert (primary["server"]["standby"], primary["server"]["standbys"]) == (False, 1)
    standby = Run(servers.url(database, servers.standby), environment)("db", "status", "--format", "json").json
    assert standby["server"]["standby"]
    assert standby["server"]["hears_primary"]
    assert standby["server"]["lag_seconds"] < 1
    assert standby["chain"] == primary["chain"]


def test_a_desk_on_a_standby_says_so_and_refuses_entries_in_words(servers: Pair, database: str) -> None:
    with serving(servers.url(database, servers.standby)) as desk:
        visitor = desk.visitor()
        for address in ("/", "/stories", "/registers/outlets", "/settings", "/search?q=rain"):
            assert "a standby server answers; it is up to date" in visitor.page(address).text.casefold()
        refused = visitor.send("/log", {"statement": "It rains", "outlet": "Alpha", "attribution": "unattributed"})
        assert (refused.status_code, "read-only" in text_of(refused)) == (503, True)
        assert "It rains" in refused.text, "what was typed is still there"
        health = desk.browser().get("/health")
        assert (health.status_code, health.json()["standby"]) == (200, True)


def test_whoever_enters_something_at_a_desk_finds_it_though_the_standby_is_behind(
    servers: Pair, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_MAX_LAG", "1")
    with serving(servers.url(database, servers.standby, servers.primary)) as desk:
        visitor, other = desk.visitor(), desk.visitor("mori")
        servers.standby.asked("SELECT pg_wal_replay_pause()")
        try:
            typed: dict[str, str | list[str]] = {
                "statement": "It rains",
                "outlet": "Alpha",
                "attribution": "unattributed",
            }
            assert "It rains" in visitor.sent("/log", typed).text
            time.sleep(1.1)
            assert "It rains" in visitor.page("/").text
            late = other.get("/")
            assert (late.status_code, "behind" in text_of(late)) == (503, True)
            health = desk.browser().get("/health")
            assert (health.status_code, health.json()["database"]) == (503, "behind")
        finally:
            servers.standby.asked("SELECT pg_wal_replay_resume()")


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
