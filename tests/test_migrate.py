"""Making and upgrading databases: on first use, with a backup first, whole or not at all, and never somebody else's."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft
from claims.entry.log import log
from claims.errors import DatabaseUnusable, SchemaMismatch
from claims.settings import Settings, settings
from claims.store import dialect, migrate, verification
from claims.store.database import engine_for, reading
from claims.store.migrate import SchemaState
from claims.store.recording import write
from claims.store.schema import GUARDED
from claims.vocabulary import Attribution

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{newest}"


def upgrade() -> None:
    op.add_column("claim", sa.Column("desk", sa.Text()))
    {more}
"""

NEWEST = max(path.name[:4] for path in (migrate.migrations_folder() / "versions").glob("[0-9]*.py"))


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as it will be with one more migration; returns that migration's file."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.migrations_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    added = folder / "versions" / "9000_desk.py"
    added.write_text(NEXT.format(newest=NEWEST, more="pass"))
    monkeypatch.setattr(migrate, "migrations_folder", lambda: folder)
    return added


def logged(chosen: Settings) -> None:
    claim = ClaimDraft(statement="A statement")
    appearance = AppearanceDraft(attribution=Attribution.UNATTRIBUTED, article=ArticleDraft(outlet="RNZ"))
    write(chosen, "log", lambda session: log(session, claim, appearance))


def state(url: str) -> SchemaState:
    return migrate.schema_of(url).state


def test_a_fresh_database_has_what_the_program_expects(empty_url: str) -> None:
    assert state(empty_url) is SchemaState.EMPTY
    assert migrate.upgrade(empty_url) is None
    with reading(settings(empty_url)) as connection:
        assert migrate.differences(connection) == []
        assert missing_triggers(connection) == set()
        assert verification.verify(connection).events == 0
    assert migrate.upgrade(empty_url) is None


def missing_triggers(connection: Connection) -> set[str]:
    postgres = dialect.is_postgres(connection)
    return dialect.expected_triggers(GUARDED, postgres=postgres) ^ dialect.trigger_names(connection)


def test_an_embedded_database_is_made_and_upgraded_on_first_use(tmp_path: Path, next_version: Path) -> None:
    chosen = settings(str(tmp_path / "new" / "claims.db"))
    migrate.ready(chosen, writes=True)
    assert state(chosen.database) is SchemaState.CURRENT


def test_an_upgrade_backs_up_first_and_keeps_records_and_triggers(
    db_url: str, next_version: Path, tmp_path: Path
) -> None:
    chosen = settings(db_url)
    logged(chosen)
    assert state(db_url) is SchemaState.OLDER
    backup = migrate.upgrade(db_url)
    with reading(chosen) as connection:
        assert missing_triggers(connection) == set()
        assert verification.verify(connection).events == 1
    if chosen.embedded:
        assert backup is not None
        assert backup.stat().st_mode & 0o777 == 0o600
        with reading(settings(str(backup))) as connection:
            assert verification.verify(connection).events == 1
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == NEWEST


def test_an_upgrade_that_fails_leaves_the_old_database(db_url: str, next_version: Path) -> None:
    logged(settings(db_url))
    next_version.write_text(NEXT.format(newest=NEWEST, more='op.execute("SELECT nonsense FROM nowhere")'))
    with pytest.raises(DatabaseUnusable):
        migrate.upgrade(db_url)
    assert state(db_url) is SchemaState.OLDER
    engine = engine_for(db_url)
    with engine.connect() as connection:
        columns = connection.execute(text("SELECT * FROM claim")).keys()
    engine.dispose()
    assert "desk" not in columns


@pytest.mark.parametrize("db_url", ["postgresql"], indirect=True)
def test_a_server_is_upgraded_only_when_somebody_says_so(db_url: str, next_version: Path) -> None:
    with pytest.raises(SchemaMismatch, match=rf"older schema {NEWEST}.*claims db upgrade"):
        migrate.ready(settings(db_url), writes=True)
    assert state(db_url) is SchemaState.OLDER


def test_a_newer_database_is_left_alone(db_url: str) -> None:
    engine = engine_for(db_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(SchemaMismatch, match="install the newer program"):
        migrate.ready(settings(db_url), writes=False)
    with pytest.raises(SchemaMismatch, match="install the newer program"):
        migrate.upgrade(db_url)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(DatabaseUnusable, match="belongs to another program"):
        migrate.ready(settings(str(path)), writes=True)
    assert path.read_bytes() == before


def test_two_programs_that_meet_a_fresh_file_make_one_database(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    command = [sys.executable, "-m", "claims", "--db", str(path)]
    logs = [
        [*command, "log", f"Statement {number}", "--outlet", "RNZ", "--attribution", "unattributed"]
        for number in range(4)
    ]
    running = [subprocess.Popen(one, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) for one in logs]
    for one in running:
        assert one.communicate(timeout=120)[1] is not None
    assert [one.returncode for one in running] == [0, 0, 0, 0]
    with reading(settings(str(path))) as connection:
        assert verification.verify(connection).events == 4
