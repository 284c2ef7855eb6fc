"""Two servers: where entries and reads go, what a standby says of itself, and what is left without the primary."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft
from claims.entry.log import log
from claims.errors import DatabaseUnusable
from claims.settings import settings
from claims.store.recording import write
from claims.vocabulary import Attribution
from tests.cli.entering import done
from tests.conftest import Run
from tests.servers.pair import Pair, pair, until

LOG = ("log", "It rains", "--outlet", "Alpha", "--attribution", "unattributed")
WRITERS = 16


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
        name = servers.create()
        assert Run(servers.url(name, servers.primary), environment)("db", "upgrade").exit_code == 0
        servers.wait_for_each(synchronous=True)
        url, acknowledged, ended = settings(servers.url(name)), set[str](), threading.Event()

        def work(writer: int) -> None:
            number = 0
            while not ended.is_set():
                number += 1
                statement = f"Writer {writer} has entered claim {number}"
                claim = ClaimDraft(statement=statement)
                said = AppearanceDraft(
                    attribution=Attribution.OWN_VOICE, article=ArticleDraft(outlet=f"Paper {writer}")
                )
                try:
                    write(url, "log", partial(log, claim=claim, appearance=said))
                except DatabaseUnusable:
                    continue
                acknowledged.add(statement)

        writers = [threading.Thread(target=work, args=(writer,)) for writer in range(WRITERS)]
        for writer in writers:
            writer.start()
        until(lambda: len(acknowledged) > moment)
        servers.primary.kill()
        before = len(acknowledged)
        servers.standby.asked("SELECT pg_promote()")
        until(lambda: len(acknowledged) > before + WRITERS)
        ended.set()
        for writer in writers:
            writer.join(timeout=120)
            assert not writer.is_alive()
        run = Run(servers.url(name, servers.standby), environment)
        there = [claim["statement"] for claim in run("list", "--format", "json").json]
        assert len(there) == len(set(there))
        assert acknowledged <= set(there)
        for check in (("db", "verify"), ("db", "check")):
            assert run(*check).exit_code == 0
        assert servers.standby.asked("SELECT count(*) FROM chain", name) == 1
