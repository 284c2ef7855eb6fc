"""The health page: quick, for anybody, and silent about the records."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import text

import claims.web.health as page
from claims.settings import settings
from claims.store.checking.health import Health
from claims.store.database import SERVED, engine_for
from tests.conftest import Run
from tests.reports.test_canaries import CONFIDED, KEPT_BACK, SEEN, enter_everything, leaked
from tests.web.desk import serving


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "FRESH", 0.0)


def test_anybody_is_told_in_one_statement_that_all_is_well(run: Run) -> None:
    with serving(run.url) as desk:
        browser = desk.browser()
        browser.get("/health")
        desk.statements.clear()
        answer = browser.get("/health")
        assert len([statement for statement in desk.statements if statement != "BEGIN"]) == 1
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "database": "ok", "standby": False, "lag_seconds": None}
    assert answer.headers["cache-control"] == "no-store"
    assert not answer.cookies


def test_another_schema_is_not_well(run: Run) -> None:
    with serving(run.url) as desk:
        with engine_for(settings(run.url).database).begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0011'"))
        answer = desk.browser().get("/health")
    assert (answer.status_code, answer.json()["database"]) == (503, "upgrade")


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_nothing_of_the_records_is_on_it(run: Run) -> None:
    enter_everything(run)
    with serving(run.url) as desk:
        answer = desk.browser().get("/health")
    assert not leaked(answer.text, CONFIDED) | leaked(answer.text, KEPT_BACK) | leaked(answer.text, SEEN)
    assert set(answer.json()) == {"ok", "database", "standby", "lag_seconds"}


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_while_the_database_is_away_nobody_else_waits(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """More people ask than the desk has threads; the pages of others still come."""
    back = threading.Event()

    def away(chosen: object) -> Health:
        back.wait(30)
        return Health(ok=True, database="ok")

    monkeypatch.setattr(page, "health", away)
    monkeypatch.setattr(page, "PATIENCE", 0.5)
    with serving(run.url) as desk:
        visitor, answers = desk.visitor(), []

        def ask() -> None:
            answers.append(desk.browser().get("/health"))

        asking = [threading.Thread(target=ask) for _ in range(SERVED + 4)]
        for thread in asking:
            thread.start()
        visitor.page("/settings")
        for thread in asking:
            thread.join()
        assert {(answer.status_code, answer.json()["database"]) for answer in answers} == {(503, "away")}
        back.set()
        give_up = time.monotonic() + 20
        while desk.browser().get("/health").status_code != 200:
            assert time.monotonic() < give_up
