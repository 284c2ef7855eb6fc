"""A database of every earlier version, as a newsroom has it: upgraded by the first command, then used."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from claims.settings import settings
from claims.store import dialect, migrate, search_index, verification
from claims.store.database import reading
from claims.store.schema import GUARDED
from claims.text.matching import index_words, match_key
from tests.conftest import ROOT, Run

DUMPS = sorted((ROOT / "tests" / "databases").glob("*.sql"))


@pytest.fixture(params=DUMPS, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path, environment: dict[str, str]) -> Run:
    """The program on a database that an earlier version made."""
    path = tmp_path / "newsroom.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA application_id = {dialect.APPLICATION_ID}")
    return Run(str(path), environment)


@pytest.fixture(scope="session")
def made_new(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Run], Run]:
    """Upgrades a database of an earlier version once, and copies it where one is that was not upgraded."""
    folder = tmp_path_factory.mktemp("upgraded")

    def upgrade(old: Run) -> Run:
        path = Path(old.url)
        kept = folder / hashlib.sha256(path.read_bytes()).hexdigest()
        if not kept.exists():
            answer = old("db", "upgrade")
            assert answer.exit_code == 0, answer.stderr
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copyfile(path, kept)
        shutil.copyfile(kept, path)
        return old

    return upgrade


def test_there_is_one_of_every_earlier_version() -> None:
    versions = sorted(path.name[:4] for path in (migrate.migrations_folder() / "versions").glob("[0-9]*.py"))
    assert [path.stem for path in DUMPS] == versions[:-1]


def test_it_is_upgraded_and_reads_as_it_did(old: Run) -> None:
    assert migrate.schema_of(settings(old.url).database).state is migrate.SchemaState.OLDER
    upgraded = old("db", "upgrade")
    assert upgraded.exit_code == 0, upgraded.stderr
    told = old("show", 1, "--format", "json").json
    assert told["status"] == "disputed"
    assert [one["article"]["outlet"] for one in told["appearances"]] == ["POLITICO", "Taiwan News"]
    assert "日本の参加は決まっていない" in old("show", 2, "--as-of", "2026-11-22T21:40:45Z").stdout
    assert "10 events" in old("db", "verify").stdout
    assert old("db", "check").exit_code == 0


def test_it_takes_new_records_and_keeps_the_old(old: Run) -> None:
    assert old("review", 1, "in_review", "--note", "asked again").exit_code == 0
    with reading(settings(old.url)) as connection:
        assert dialect.expected_triggers(GUARDED, postgres=False) == dialect.trigger_names(connection)
        assert migrate.differences(connection) == []
        assert verification.verify(connection).events == 11


def test_the_words_of_its_statements_are_found(old: Run, made_new: Callable[[Run], Run]) -> None:
    made_new(old)
    with closing(sqlite3.connect(settings(old.url).file)) as connection:
        statements = dict(connection.execute("SELECT id, statement FROM claim"))
        found = set(connection.execute("SELECT word, claim_id FROM claim_word"))
    assert found == {(word, number) for number, told in statements.items() for word in index_words(match_key(told))}


def test_its_texts_can_be_searched(old: Run, made_new: Callable[[Run], Run]) -> None:
    made_new(old)
    with reading(settings(old.url)) as connection:
        assert list(search_index.differences(connection)) == []
        found = connection.exec_driver_sql("SELECT count(*) FROM search_fts WHERE search_fts MATCH 'pillar'")
        assert found.scalar_one() == 4


def test_what_holds_the_old_columns_holds_the_new_ones(old: Run, made_new: Callable[[Run], Run]) -> None:
    made_new(old)
    with closing(sqlite3.connect(settings(old.url).file)) as connection:
        for table in ("policy", "copy"):
            connection.execute(
                f"INSERT INTO {table} (uid, salt, entered_at, entered_by, "
                + ("name, value)" if table == "policy" else "kind, complete)")
                + " VALUES ('u', 's', '2026-01-01', 'x', 'a', 1)"
            )
            with pytest.raises(sqlite3.IntegrityError, match="never updated"):
                connection.execute(f"UPDATE {table} SET {'value' if table == 'policy' else 'subject'} = 'y'")
        with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
            connection.execute("DELETE FROM policy")
