"""`claims db`, the databases that cannot be used, and what was done behind the program's back."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text
from sqlmodel import Session

from claims.settings import Settings, settings
from claims.store import dialect
from claims.store.database import engine_for
from claims.store.ledger import event_hash
from claims.store.recording import write
from claims.store.tables import Claim, ClaimWord, Copy, Event, Outlet, Story, table_of
from tests.conftest import ROOT, Run
from tests.places import SQLITE


@pytest.fixture
def at(db_url: str) -> Settings:
    """The settings of a database with three events: an outlet, two claims, and an edit of the outlet."""
    chosen = settings(db_url)

    def claims(session: Session) -> None:
        session.add_all([Claim(statement="Japan joins", match_key="japan joins"), Claim(statement="It costs more")])
        session.flush()
        session.add_all(ClaimWord(claim_id=1, word=word) for word in ("japan", "joins"))

    def edit(session: Session) -> None:
        outlet = session.get(Outlet, 1)
        assert outlet is not None
        outlet.name, outlet.match_key = "POLITICO", "politico"

    write(
        chosen, "outlet add", lambda session: session.add(Outlet(slug="politico", name="Politco", match_key="politco"))
    )
    write(chosen, "log", claims)
    write(chosen, "outlet edit", edit)
    return chosen


def tamper(url: str, *statements: str) -> None:
    """Do what only somebody with all rights in the database can: take the triggers away, then write."""
    engine = engine_for(url)
    with engine.connect() as connection, connection.begin():
        for table in ("claim", "event", "revision", "outlet"):
            for ending in ("keep", "truncate") if dialect.is_postgres(connection) else ("keep", "delete", "replace"):
                on = f" ON {table}" if dialect.is_postgres(connection) else ""
                connection.execute(text(f"DROP TRIGGER {table}_{ending}{on}"))
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


# Tampering


def test_untouched_records_verify(run: Run, at: Settings) -> None:
    done = run("db", "verify")
    assert done.exit_code == 0
    assert done.stdout.startswith("3 events, 5 rows, 0 redacted; head ")
    found = run("db", "verify", "--format", "json").json
    assert found["head"] in done.stdout
    tamper(at.database)
    assert run("db", "verify").exit_code == 0


CLAIM = "entered_at, entered_by, statement, kind, weight"
COLUMNS = "replica, at, who, what, rows, previous, hash"


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        (["UPDATE claim SET statement = 'Canada joins' WHERE id = 1"], "claim #1"),
        (["UPDATE outlet SET name = 'Politico' WHERE id = 1"], "outlet #1"),
        (["UPDATE outlet SET name = 'Politco', match_key = 'politco'", "DELETE FROM revision"], "revision"),
        (["UPDATE revision SET old = '\"Axios\"' WHERE field = 'name'"], "was changed after it was entered"),
        (["UPDATE claim SET salt = NULL, statement = NULL WHERE id = 1"], "claim #1"),
        (
            [
                *(f"DELETE FROM {derived}" for derived in ("search_fts_document", "claim_word", "claim_now")),
                "DELETE FROM claim WHERE id = 2",
            ],
            "is missing: it was entered and is no longer there",
        ),
        (["UPDATE event SET who = 'Ann' WHERE seq = 2"], "event 2 (log, by Ann) was changed"),
        (["UPDATE event SET rows = '[]' WHERE seq = 1"], "event 1 (outlet add, by tester) was changed"),
        (["DELETE FROM event WHERE seq = 2"], "event 2 is missing"),
        (["DELETE FROM event WHERE seq = 3"], "but event 3 was written"),
        (["DELETE FROM event"], "but event 3 was written"),
        (
            ["UPDATE event SET seq = 9 WHERE seq = 1", "UPDATE event SET seq = 1 WHERE seq = 2",
             "UPDATE event SET seq = 2 WHERE seq = 9"],
            "event 1 does not follow the event before it",
        ),
        (
            [f"INSERT INTO event (seq, {COLUMNS}) SELECT 4, {COLUMNS} FROM event WHERE seq = 3"],
            "event 4 does not follow the event before it",
        ),
        (
            [f"INSERT INTO claim (uid, {CLAIM}) SELECT 'made-up', {CLAIM} FROM claim WHERE id = 1"],
            "claim #3 (made-up) was added without an event",
        ),
    ],
)  # fmt: skip
def test_tampering_is_named(run: Run, at: Settings, statements: list[str], sentence: str) -> None:
    tamper(at.database, *statements)
    done = run("db", "verify")
    assert (done.exit_code, done.stdout) == (1, ""), done.stderr
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_event_added_with_a_right_hash_is_named(run: Run, at: Settings) -> None:
    engine = engine_for(at.database)
    with engine.connect() as connection, connection.begin():
        last = dict(connection.execute(text("SELECT * FROM event WHERE seq = 3")).mappings().one())
        made = {
            "replica": last["replica"],
            "seq": 4,
            "at": datetime(2024, 4, 9, tzinfo=UTC),
            "who": "Ann",
            "what": "log",
        }
        made |= {"rows": "[]", "previous": last["hash"]}
        connection.execute(table_of(Event).insert().values(**made, hash=event_hash(made)))
    engine.dispose()
    assert "event 4 was added" in run("db", "verify").stderr


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE claim SET entered_at = '2024-03-05 15:00:00.000g00' WHERE id = 1", "claim #1: entered_at"),
        ("UPDATE claim SET kind = 'fakt' WHERE id = 1", "claim #1: kind"),
        ("UPDATE claim SET statement = X'FF00' WHERE id = 2", "claim #2: statement is not text"),
        ("UPDATE claim SET note = CAST(X'FF41' AS TEXT) WHERE id = 2", "claim #2: note is not text"),
        ("UPDATE outlet SET ours = 7", "outlet #1: ours is 7"),
        ("UPDATE event SET at = '2024-03-x5 15:00:00.000000' WHERE id = 1", "event 1: at"),
        ("UPDATE revision SET old = '{' WHERE field = 'name'", "revision #1: old cannot be read"),
        ("UPDATE chain SET seq = 'three'", "seq"),
        ("UPDATE chain SET at = NULL", "has another date"),
    ],
)
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_what_a_field_cannot_hold_is_named_and_no_fault_of_the_program(
    run: Run, at: Settings, statement: str, says: str
) -> None:
    with closing(sqlite3.connect(at.file)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute(statement)
        connection.commit()
    walked, checked = run("db", "verify"), run("db", "check")
    assert checked.exit_code == 1
    assert says in walked.stderr + checked.stdout
    assert walked.exit_code == 1
    assert {run("list").exit_code, run("show", 1).exit_code, run("show", 2).exit_code} <= {0, 7}


def test_a_missing_table_is_named_and_no_fault_of_the_program(run: Run, at: Settings) -> None:
    tamper(at.database, "DROP TABLE inquiry" + (" CASCADE" if at.database.startswith("postgresql") else ""))
    checked, walked = run("db", "check"), run("db", "verify")
    assert checked.exit_code == 1
    assert "the table inquiry is missing" in checked.stdout
    assert walked.exit_code == 7
    assert "inquiry" in walked.stderr


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_list_that_stumbles_over_an_odd_field_says_what_to_do(run: Run, at: Settings) -> None:
    tamper(at.database, "UPDATE claim SET entered_at = 'yesterday' WHERE id = 1")
    done = run("list")
    assert (done.exit_code, done.stdout) == (7, "")
    assert "claim #1: entered_at" in done.stderr
    assert "claims db check" in done.stderr


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_what_refers_to_nothing_is_no_fault_of_the_program(run: Run, at: Settings) -> None:
    told = ("--outlet", "RNZ", "--attribution", "named", "--source", "Jane Doe")
    assert run("log", "Canada joins", *told).exit_code == 0
    with closing(sqlite3.connect(at.file)) as connection:  # which does not mind, unless it is told to
        connection.executescript("DROP TRIGGER appearance_keep; UPDATE appearance SET source_id = 7")
    done = run("show", 3)
    assert (done.exit_code, "refers to a missing source" in done.stderr) == (7, True), done.stderr


@pytest.mark.parametrize("db_url", ["postgresql"], indirect=True)
def test_a_word_outside_the_vocabulary_is_named_on_a_server_too(run: Run, at: Settings) -> None:
    tamper(
        at.database, "ALTER TABLE claim DROP CONSTRAINT ck_claim_kind", "UPDATE claim SET kind = 'fakt' WHERE id = 1"
    )
    assert "claim #1: kind" in run("db", "verify").stderr
    assert "claim #1: kind" in run("db", "check").stdout
    assert run("list").exit_code == 7


def test_numbers_that_were_exchanged_are_named(run: Run, at: Settings) -> None:
    write(at, "log", lambda session: session.add(Outlet(slug="axios", name="Axios", match_key="axios")))
    assert run("db", "verify").exit_code == 0
    exchange = ("id = -1 WHERE id = 1", "id = 1 WHERE id = 2", "id = 2 WHERE id = -1")
    tamper(at.database, *(f"UPDATE outlet SET {one}" for one in exchange))
    assert "record numbers were swapped" in run("db", "verify").stderr


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE chain SET ours = false", "marked as this database's own"),
        ("UPDATE chain SET at = '2031-01-01 00:00:00.000000'", "has another date"),
        ("UPDATE chain SET replica = 'another'", "whose head is missing"),
        ("UPDATE event SET id = 9 WHERE seq = 1", "event numbers were swapped"),
    ],
)
def test_the_heads_of_chains_are_compared_with_their_events(run: Run, at: Settings, statement: str, says: str) -> None:
    tamper(at.database, statement)
    done = run("db", "verify")
    assert (done.exit_code, says in done.stderr) == (1, True), done.stderr


def test_events_that_were_cut_off_are_found_by_a_head_that_was_noted(run: Run, at: Settings) -> None:
    head = run("db", "verify", "--format", "json").json["head"]
    spaced = " ".join(head[at : at + 4] for at in range(0, 16, 4))
    told = run("db", "verify", "--head", spaced).stdout
    assert "the head noted is event 3" in told
    assert "0 events since" in told
    write(at, "log", lambda session: session.add(Story(slug="s")))
    noted = run("db", "verify", "--head", head, "--format", "json").json["noted"]
    assert (noted["event"], noted["since"]) == (3, 1)
    newest = run("db", "verify", "--format", "json").json["head"]
    tamper(
        at.database,
        "DROP TRIGGER story_delete" if at.embedded else "DROP TRIGGER story_keep ON story",
        "DELETE FROM story",
        "DELETE FROM event WHERE seq = 4",
        f"UPDATE chain SET seq = 3, hash = '{head}', at = (SELECT at FROM event WHERE seq = 3)",
    )
    assert run("db", "verify").exit_code == 0
    done = run("db", "verify", "--head", newest)
    assert (done.exit_code, "cut off" in done.stderr) == (1, True)
    for wrong in ("123", "no head at all", head + "0"):
        assert run("db", "verify", "--head", wrong).exit_code == 6


# Looking after it


def test_status(run: Run, at: Settings) -> None:
    done = run("db", "status")
    assert done.exit_code == 0
    assert "last event" in done.stdout
    assert "outlet edit by tester" in done.stdout
    contents = run("db", "status", "--format", "json").json["contents"]
    assert (contents["claims"], contents["appearances"], contents["events"]) == (2, 0, 3)


def test_an_empty_database_is_made_by_an_upgrade(empty_url: str, environment: dict[str, str]) -> None:
    run = Run(empty_url, environment)
    assert "none yet" in run("db", "status").stdout
    assert run("db", "verify").exit_code == (3 if empty_url.startswith(SQLITE) else 8)
    assert "Made the database" in run("db", "upgrade").stdout
    assert "already" in run("db", "upgrade").stdout
    assert run("db", "check").exit_code == 0


def test_a_backup_is_a_whole_database_for_its_owner_only(run: Run, at: Settings, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    done = run("db", "backup", target)
    if not at.embedded:
        assert (done.exit_code, "pg_dump" in done.stderr) == (5, True)
        return
    assert done.exit_code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [one.name for one in target.parent.iterdir() if one.name.startswith("copy")] == ["copy.db"]
    head = Run(str(target), run.environment)("db", "verify", "--format", "json").json["head"]
    assert head in done.stdout
    assert Run(str(target), run.environment)("db", "verify").stdout.startswith("3 events, 5 rows")
    assert run("db", "verify").stdout.startswith("4 events, 6 rows")
    with closing(sqlite3.connect(at.file)) as connection:
        assert connection.execute("SELECT kind, path, complete FROM copy").fetchall() == [("backup", str(target), 0)]
    again = run("db", "backup", target)
    assert (again.exit_code, "already exists" in again.stderr) == (9, True)
    assert run("db", "backup").exit_code == 0
    assert len(list(at.file.parent.glob("claims.db.backup-*"))) == 1


def test_a_check_names_every_problem(run: Run, at: Settings) -> None:
    found = run("db", "check")
    assert found.exit_code == 1  # the second claim was entered without its key
    assert found.stdout == 'claim #2: match_key is empty and should be "it costs more"\n'
    tamper(at.database, "UPDATE claim SET match_key = 'x' WHERE id = 1")
    lines = run("db", "check").stdout.splitlines()
    assert 'claim #1: match_key is "x" and should be "japan joins"' in lines
    assert "the trigger event_keep is missing: nothing protects the rows of its table" in lines


# Databases that cannot be used


def refused(run: Run, code: int, part: str, *args: str) -> None:
    """Run a command and see it refuse in one sentence."""
    done = run(*args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr.startswith("claims: ")
    assert part in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("args", [("status",), ("verify",), ("upgrade",), ("check",)])
def test_a_newer_database(run: Run, db_url: str, args: tuple[str, ...]) -> None:
    tamper(db_url, "UPDATE alembic_version SET version_num = '9999'")
    refused(run, 8, "has schema 9999", "db", *args)


@pytest.mark.parametrize("args", [("status",), ("verify",), ("upgrade",)])
def test_files_that_are_no_database(tmp_path: Path, environment: dict[str, str], args: tuple[str, ...]) -> None:
    prose = tmp_path / "prose.txt"
    prose.write_text("Japan and Canada are in line to join. " * 50)
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")
    for path, part in (
        (prose, "is not a database"),
        (tmp_path, "is a folder"),
        (Path("/dev/null"), "is not a file that can hold a database"),
        (foreign, "belongs to another program"),
    ):
        refused(Run(str(path), environment), 7, part, "db", *args)
    assert prose.read_text().startswith("Japan")


def test_a_database_inside_of_a_file_or_missing(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "file").touch()
    refused(Run(str(tmp_path / "file" / "x.db"), environment), 7, "cannot be created", "db", "upgrade")
    refused(Run(str(tmp_path / "typo.db"), environment), 3, "there is no database at", "db", "verify")
    refused(Run("mysql://me:secret@host/x", environment), 6, "mysql://me:***@host/x is neither", "db", "status")


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_locked_file_is_read_and_refuses_writing(
    run: Run, db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialect, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(db_url.removeprefix(SQLITE), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run("db", "verify").exit_code == 0
        done = run("db", "backup", tmp_path / "copy.db")
        assert "the backup was written, but the database could not record" in done.stderr
        assert "is locked by another program" in done.stderr


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_full_disk_leaves_everything_as_it_was(run: Run, db_url: str, tmp_path: Path) -> None:
    with no_more_pages():
        done = run("--as", "A" * 100_000, "db", "backup", tmp_path / "copy.db")
    assert "is full; nothing was written" in done.stderr
    assert run("db", "status", "--format", "json").json["contents"]["events"] == 0


@contextmanager
def no_more_pages() -> Iterator[None]:
    """Let no SQLite file grow; SQLite then says the same as for a disk that is full."""

    def connected(connection: sqlite3.Connection, record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(Engine, "connect", connected)
    try:
        yield
    finally:
        event.remove(Engine, "connect", connected)


@pytest.mark.skipif(not shutil.which("unshare"), reason="a small disk of its own needs unshare")
def test_a_database_is_made_whole_or_not_at_all_on_a_disk_that_is_too_small(tmp_path: Path) -> None:
    script = 'mount -t tmpfs -o size=256k none "$1" && "$2" -m claims --db "$1/x.db" db upgrade; echo $? >&2'
    arguments = ["unshare", "-rm", "sh", "-c", script, "sh", str(tmp_path), sys.executable]
    done = subprocess.run(arguments, check=False, capture_output=True, text=True, cwd=ROOT)
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("this system lets nobody mount a small disk")
    sentence, code = done.stderr.splitlines()
    assert sentence.endswith("is full; nothing was written")
    assert code == "7"


def test_a_path_may_hold_any_character(tmp_path: Path, environment: dict[str, str]) -> None:
    path = tmp_path / "what next? #1 100%41 é.db"
    run = Run(str(path), environment)
    assert run("db", "upgrade").exit_code == 0
    assert run("db", "backup").exit_code == 0
    assert [one.name for one in tmp_path.glob("what*") if "-" not in one.name] == [path.name]
    path.chmod(0o444)
    assert run("db", "verify").stdout.startswith("1 event,")


def test_ctrl_c_is_heard_while_another_writer_is_waited_for(sqlite_db: str, environment: dict[str, str]) -> None:
    path = sqlite_db.removeprefix(SQLITE)
    words = ["--db", path, "log", "Waits", "--outlet", "RNZ", "--attribution", "witnessed"]
    script = f"""
from claims.cli import main
from claims.store import dialect
begin = dialect._begin_writing
def announced(connection):
    print("waiting", flush=True)
    begin(connection)
dialect._begin_writing = announced
dialect.BUSY_SECONDS = 3600
main({words!r})
"""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
        ) as waiting:
            assert waiting.stdout is not None
            assert waiting.stdout.readline() == "waiting\n"
            time.sleep(1)  # so that it is in SQLite that it waits
            waiting.send_signal(signal.SIGINT)
            said = waiting.communicate(timeout=60)[1]
    assert waiting.returncode == 130
    assert "interrupted; nothing was written" in said


@pytest.mark.skipif(os.geteuid() == 0 and sys.platform != "linux", reason="root may do everything here")
def test_files_and_folders_without_permission(sqlite_db: str, tmp_path: Path) -> None:
    folder = tmp_path / "readonly"
    folder.mkdir()
    path = folder / "claims.db"
    shutil.copyfile(sqlite_db.removeprefix(SQLITE), path)
    path.chmod(0o444)
    folder.chmod(0o555)

    def run(name: str, *args: str) -> tuple[int, str]:
        arguments = [sys.executable, "-m", "claims", "--db", str(folder / name), "db", *args]
        done = subprocess.run(
            arguments, check=False, capture_output=True, text=True, cwd=ROOT, preexec_fn=bound_by_permissions
        )
        return done.returncode, done.stderr

    try:
        assert run("claims.db", "verify") == (0, "")
        code, said = run("claims.db", "backup", str(tmp_path / "copy.db"))
        assert (code, said.count("\n")) == (0, 1)
        assert "cannot be written to; check the permissions" in said
        code, said = run("new.db", "upgrade")
        assert (code, said.count("\n")) == (7, 1)
        path.chmod(0o000)
        code, said = run("claims.db", "verify")
        assert (code, said.count("\n")) == (7, 1)
    finally:
        folder.chmod(0o755)


def bound_by_permissions() -> None:
    """Take from root what lets it pass by permissions; nobody else has it."""
    if os.geteuid() == 0:
        drop_from_bounding_set, capabilities = 24, (1, 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
        for capability in capabilities:
            ctypes.CDLL(None).prctl(drop_from_bounding_set, capability)


@pytest.mark.parametrize("args", [("status",), ("upgrade",), ("verify",)])
def test_an_unreachable_server(environment: dict[str, str], args: tuple[str, ...]) -> None:
    run = Run("postgresql://me:sec%20ret@127.0.0.1:1/claims", environment)
    refused(run, 7, "postgresql://me:***@127.0.0.1:1/claims cannot be reached", "db", *args)


def test_rows_cannot_be_changed_by_a_client(at: Settings) -> None:
    write(at, "sample", lambda session: session.add_all([Story(slug="s"), Copy(kind="export")]))
    engine = engine_for(at.database)
    for statement in (
        "UPDATE copy SET path = 'x'",
        "DELETE FROM copy",
        "DELETE FROM story",
        "UPDATE event SET who = 'x'",
    ):
        with pytest.raises(Exception, match="are never"), engine.connect() as connection, connection.begin():
            connection.execute(text(statement))
    engine.dispose()
