"""A server that goes away in the middle of a transaction: all of it is entered, once, or nothing is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event

from claims.store.servers import lost
from tests.cli.entering import done, rows
from tests.conftest import Result, Run
from tests.newsroom import AUKUS
from tests.postgres import libpq_url
from tests.servers.network import network

pytestmark = [
    pytest.mark.parametrize("db_url", ["postgresql"], indirect=True),
    # A cursor on the server cannot be closed once its connection is gone.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LOG = ("log", "It rains", "--outlet", "Alpha", "--attribution", "unattributed", "--story", "weather")
REVIEW = ("review", 1, "disputed", "--note", "another paper denies it")


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost, "PAUSES", (0.0,))


def cut(run: Run, connection: Connection) -> None:
    """End a connection from outside, as an administrator or a restart does."""
    process = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
    with psycopg.connect(libpq_url(run.url), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (process,))


def writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("claims_writes"))


@contextmanager
def cutting(run: Run, at: int) -> Iterator[Callable[[], bool]]:
    """Cut the connection before the statement of this number, counted over what writes; say whether it came to that."""
    numbers, cuts = count(), []

    def before(connection: Connection, *args: object) -> None:
        if writes(connection) and next(numbers) == at:
            cuts.append(at)
            cut(run, connection)

    event.listen(Engine, "before_cursor_execute", before)
    try:
        yield lambda: bool(cuts)
    finally:
        event.remove(Engine, "before_cursor_execute", before)


def in_order(run: Run) -> bool:
    return run("db", "verify").exit_code == 0 and run("db", "check").exit_code == 0


def log(run: Run) -> Result:
    return run(*LOG)


def review(run: Run) -> Result:
    return run(*REVIEW)


@pytest.mark.parametrize("command", [log, review])
def test_cut_at_any_statement_it_is_entered_once(run: Run, command: Callable[[Run], Result]) -> None:
    done(run, *LOG)
    before = rows(run)
    assert command(run).exit_code == 0
    earlier = rows(run)
    once = {table: earlier[table] - before[table] for table in before}
    for at in count():
        with cutting(run, at) as was_cut:
            answer = command(run)
        assert answer.exit_code == 0, answer.stderr
        now = rows(run)
        assert {table: now[table] - earlier[table] for table in now} == once
        if not was_cut():
            break
        earlier = now
    assert at > 10
    assert in_order(run)


@pytest.mark.parametrize("command", [log, review])
def test_what_was_committed_without_an_answer_is_not_entered_again(run: Run, command: Callable[[Run], Result]) -> None:
    done(run, *LOG)
    earlier = rows(run)
    with network(run.url) as way:
        way.to_lose = 2
        answer = command(Run(way.url, run.environment))
    assert way.lost
    assert answer.exit_code == 0, answer.stderr
    assert rows(run)["event"] == earlier["event"] + 1
    assert in_order(run)


def written_table(path: Path, name: str) -> Path:
    lines = "".join(f"{name}{number},It rains {number} mm,Alpha,unattributed\n" for number in range(300))
    path.write_text(f"claim id,claim,outlet,attribution\n{lines}", encoding="utf-8")
    return path


def test_an_import_that_is_cut_is_whole(run: Run, tmp_path: Path) -> None:
    places = (0, 3, 9, 15, 20)
    for at in places:
        with cutting(run, at) as was_cut:
            answer = run("import", written_table(tmp_path / "log.csv", f"t{at}c"))
        assert answer.exit_code == 0, answer.stderr
        assert was_cut()
    assert rows(run)["claim"] == 300 * len(places)
    assert in_order(run)


def written_checks(path: Path) -> Path:
    checks = [
        {
            "@type": "ClaimReview",
            "url": f"https://check.example/{number}",
            "claimReviewed": f"It rains {number} mm",
            "author": {"@type": "Organization", "name": "The Checkers"},
            "reviewRating": {"@type": "Rating", "alternateName": "False"},
        }
        for number in range(60)
    ]
    path.write_text(json.dumps(checks), encoding="utf-8")
    return path


END_ONCE = """
CREATE SEQUENCE cuts;
CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('cuts') = 50 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cut BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION cut();
"""


def exported(case: str, environment: Mapping[str, str], folder: Path) -> Path:
    assert Run(case, environment)("export", folder / "case.jsonl").exit_code == 0
    return folder / "case.jsonl"


@pytest.mark.parametrize("kind", ["table", "folder", "export", "fact-checks"])
def test_an_import_that_is_cut_while_rows_are_copied_in_is_whole(
    run: Run, tmp_path: Path, sqlite_case: str, kind: str
) -> None:
    paths: dict[str, Callable[[], Path]] = {
        "table": lambda: written_table(tmp_path / "log.csv", "c"),
        "folder": lambda: AUKUS,
        "export": lambda: exported(sqlite_case, run.environment, tmp_path),
        "fact-checks": lambda: written_checks(tmp_path / "checks.json"),
    }
    with psycopg.connect(libpq_url(run.url), autocommit=True) as server:
        server.execute(END_ONCE)
        answer = run("import", paths[kind]())
        assert answer.exit_code == 0, answer.stderr
        cuts = server.execute("SELECT last_value FROM cuts").fetchone()
    claims = rows(run)["claim"]
    assert claims >= 60
    assert cuts is not None
    assert cuts[0] == claims + 50
    assert in_order(run)


def test_a_server_that_does_not_come_back_is_named_and_nothing_is_entered(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(run, *LOG)
    earlier = rows(run)
    monkeypatch.setattr(lost, "PATIENCE", 0.0)
    with cutting(run, 9) as was_cut:
        answer = run(*LOG)
    assert was_cut()
    assert (answer.exit_code, "nothing was entered" in answer.stderr) == (7, True)
    assert rows(run) == earlier
    with network(run.url) as way:
        way.to_lose = 1
        answer = Run(way.url, run.environment)(*LOG)
    assert (answer.exit_code, "look whether your entry is there" in answer.stderr) == (7, True)
    assert rows(run)["event"] == earlier["event"] + 1
