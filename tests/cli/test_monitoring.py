"""`claims db status` as monitoring reads it, on both engines."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from claims.settings import settings
from claims.store.database import engine_for
from tests.cli.entering import done
from tests.conftest import Run
from tests.reports.test_canaries import CONFIDED, enter_everything, leaked

LOG = ("log", "It rains", "--outlet", "Alpha", "--attribution", "unattributed")


def test_the_figures_of_monitoring(run: Run) -> None:
    done(run, *LOG, "--kind", "prediction", "--due", "by 2 January 2020", "--said", "2020-01-01")
    done(run, "ask", 1, "the ministry", "--reply-by", "2020-01-02", "--asked", "2020-01-01")
    shown = run("db", "status", "--format", "json").json
    assert shown["chain"]["head"] == run("db", "verify", "--format", "json").json["head"]
    assert shown["waiting"] == {"claims": 1, "replies": 1}
    assert shown["migration_waits"] is False
    assert shown["contents"]["bytes"] > 0
    if settings(run.url).embedded:
        assert shown["server"] is None
        assert shown["disk_free_bytes"] > 0
        return
    assert shown["disk_free_bytes"] is None
    server = shown["server"]
    assert (server["standby"], server["lag_seconds"], server["standbys"]) == (False, None, 0)
    assert 0 < server["connections"] <= server["max_connections"]
    assert shown["alarms"] == []
    assert run("db", "status", "--alarm").exit_code == 0


def test_an_upgrade_that_waits_is_an_alarm(run: Run) -> None:
    with engine_for(settings(run.url).database).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0011'"))
    assert run("db", "status").exit_code == 0
    answer = run("db", "status", "--alarm", "--format", "json")
    assert answer.exit_code == 1
    assert answer.json["migration_waits"] is True
    assert answer.json["contents"] is None
    assert len(answer.json["alarms"]) >= 1
    assert "db upgrade" in answer.stderr


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_the_last_backup_is_known(run: Run, tmp_path: Path) -> None:
    assert run("db", "status", "--format", "json").json["backup_at"] is None
    assert run("db", "backup", tmp_path / "copy.db").exit_code == 0
    shown = run("db", "status", "--format", "json").json
    assert shown["backup_at"] == shown["contents"]["last_at"]


def test_nothing_confided_is_in_the_status_and_what_is_off_the_record_counts_nowhere(run: Run) -> None:
    enter_everything(run)
    for form in ("table", "json", "csv", "markdown"):
        assert not leaked(run("db", "status", "--format", form).stdout, CONFIDED)
    before = run("db", "status", "--format", "json").json["waiting"]
    where = ("--outlet", "Hidden", "--attribution", "unattributed", "--terms", "off_record")
    when = ("--kind", "prediction", "--due", "by 2 January 2020", "--said", "2020-01-01")
    done(run, "log", "A secret forecast", *where, *when)
    assert run("db", "status", "--format", "json").json["waiting"] == before


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_file_that_another_program_holds_is_no_alarm(run: Run, sqlite_db: str) -> None:
    with closing(sqlite3.connect(settings(run.url).file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run("db", "status").exit_code == 0
