"""A commit that waits for a standby that is away: it is said, it ends, and nobody is told that nothing was written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from claims.store.servers import confirming
from tests.conftest import ROOT, Run
from tests.servers.pair import Pair
from tests.web.desk import serving

LOG = ("log", "It rains", "--outlet", "Alpha", "--attribution", "unattributed")
ALONE = "stored on the primary server alone"


@pytest.fixture
def away(servers: Pair, database: str) -> Iterator[None]:
    with servers.without_standby():
        yield


@pytest.fixture
def run(servers: Pair, database: str, environment: dict[str, str]) -> Run:
    return Run(servers.url(database), environment)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirming, "NOTICED", 0.3)
    monkeypatch.setattr(confirming, "LONGEST", 1.0)
    monkeypatch.setattr(confirming, "LONGEST_AT_DESK", 1.0)


def statements(run: Run) -> list[str]:
    return [claim["statement"] for claim in run("list", "--format", "json").json]


def test_an_entry_that_waits_in_vain_is_entered_and_said_to_be_on_one_server(
    run: Run, away: None, impatient: None
) -> None:
    answer = run(*LOG)
    assert answer.exit_code == 0, answer.stderr
    assert "waits" in answer.stderr
    assert ALONE in answer.stderr
    assert statements(run) == ["It rains"]


def test_a_confidential_read_does_not_wait_for_ever(run: Run, servers: Pair, impatient: None) -> None:
    assert run(*LOG).exit_code == 0
    with servers.without_standby():
        assert run("show", 1, "--confidential").exit_code == 0


def test_an_entry_that_the_standby_has_in_time_is_not_said_to_be_on_one_server(
    run: Run, servers: Pair, database: str, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "LONGEST", 60.0)
    answers = []
    with servers.without_standby():
        entering = threading.Thread(target=lambda: answers.append(run(*LOG)))
        entering.start()
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        while not servers.primary.asked(waiting):
            time.sleep(0.02)
        time.sleep(0.5)
    entering.join()
    (answer,) = answers
    assert answer.exit_code == 0
    assert "waits" in answer.stderr
    assert ALONE not in answer.stderr


def test_an_interruption_meanwhile_says_that_the_entry_may_be_there(
    run: Run, away: None, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-m", "claims", "--db", run.url, *LOG]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, **environment}
    ) as entering:
        assert entering.stderr is not None
        assert "waits" in entering.stderr.readline()
        entering.send_signal(signal.SIGINT)
        said = entering.communicate(timeout=60)[1]
    assert entering.returncode == 130
    assert "may be there" in said
    assert "nothing was written" not in said
    assert statements(run) == ["It rains"]


def test_the_desk_says_so_on_the_next_page(run: Run, servers: Pair, away: None, impatient: None) -> None:
    with serving(run.url) as desk:
        visitor = desk.visitor()
        typed: dict[str, str | list[str]] = {"statement": "It rains", "outlet": "Alpha", "attribution": "unattributed"}
        page = visitor.sent("/log", typed)
        assert ALONE in page.text
        assert "primary server alone" not in visitor.page("/").text
    assert statements(run) == ["It rains"]
