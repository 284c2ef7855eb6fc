"""A server's schema is upgraded while people read, and one reader who never ends holds up nobody for long."""

from __future__ import annotations

import threading
import time

import psycopg
import pytest
from alembic import command

from claims.settings import settings
from claims.store import migrate
from claims.store.database import engine_for
from tests.conftest import Run
from tests.postgres import Postgres, libpq_url

OLDER = "0011"


@pytest.fixture
def older(postgres_server: Postgres, environment: dict[str, str]) -> Run:
    """A database with an older schema, as an earlier version of the program made it."""
    run = Run(postgres_server.create(), environment)
    with engine_for(settings(run.url).database).begin() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, OLDER)
    return run


def test_people_read_on_while_it_is_upgraded(older: Run) -> None:
    times: list[float] = []
    ended = threading.Event()

    def read() -> None:
        with psycopg.connect(libpq_url(older.url), autocommit=True) as reader:
            while not ended.is_set():
                began = time.monotonic()
                reader.execute("SELECT count(*) FROM claim, event")
                times.append(time.monotonic() - began)

    reading = threading.Thread(target=read)
    reading.start()
    answer = older("db", "upgrade")
    ended.set()
    reading.join()
    assert answer.exit_code == 0, answer.stderr
    assert len(times) > 1
    assert older("db", "check").exit_code == 0


def test_a_reader_who_never_ends_is_named_and_the_others_are_let_through(
    older: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "LOCK_SECONDS", 0.2)
    monkeypatch.setattr(migrate, "LOCK_ATTEMPTS", 2)
    with psycopg.connect(libpq_url(older.url)) as endless:
        endless.execute("SELECT count(*) FROM event")
        answer = older("db", "upgrade")
        assert (answer.exit_code, "in use" in answer.stderr) == (7, True)
        assert older("db", "status", "--format", "json").json["schema"] == OLDER
    assert older("db", "upgrade").exit_code == 0
    assert older("db", "check").exit_code == 0
