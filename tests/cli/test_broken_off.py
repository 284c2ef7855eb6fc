"""Commands that are killed: what they make is there whole or not at all, a copy of evidence with its record only."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from claims.settings import settings
from tests.cli.entering import done, refused, rows
from tests.conftest import Run
from tests.places import SQLITE
from tests.processes import forked, killed_after

WORDS = ("--note", "x", "--evidence-kind", "data")
only_a_file = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


@pytest.fixture
def claim(run: Run) -> Run:
    done(run, "log", "A claim", "--outlet", "Alpha", "--attribution", "own_voice", "--story", "s")
    return run


def command(run: Run, *args: object) -> list[str]:
    return [sys.executable, "-m", "claims", *run.arguments([str(one) for one in args])]


def killed(run: Run, after: str, *args: object) -> None:
    """Run a command in a process that kills itself when a function, named with its module, has been called."""
    module, name = after.split(":")
    line = run.arguments([str(one) for one in args])
    ended, said = forked(killed_after, f"claims.store.{module}", name, line, environment=run.environment)
    assert ended == -signal.SIGKILL, said


@pytest.mark.parametrize(
    ("after", "recorded"),
    [
        ("files.evidence:_copy", 0),
        ("ledger:append_event", 0),
        ("files.evidence:Copies.announce", 0),
        ("recording:_written", 1),
        ("files.evidence:Copies.keep", 1),
    ],
)
def test_a_copy_is_kept_with_its_record_only(claim: Run, tmp_path: Path, after: str, recorded: int) -> None:
    file = tmp_path / "proof.pdf"
    file.write_bytes(b"signed" * 100_000)
    folder = settings(claim.url).files
    killed(claim, after, "review", 1, "confirmed", "--evidence", file, *WORDS)
    assert rows(claim)["evidence"] == recorded
    assert claim("db", "check").exit_code == 0
    assert len(list(folder.iterdir())) == recorded
    done(claim, "review", 1, "confirmed", "--evidence", file, *WORDS)
    assert [path.read_bytes() for path in folder.iterdir()] == [file.read_bytes()]


def test_a_refusal_keeps_no_copy(claim: Run, tmp_path: Path) -> None:
    file = tmp_path / "statement.txt"
    file.write_text("we deny it")
    refused(claim, "review", 1, "corroborated", "--evidence", file, *WORDS, code=5, says="independent origins")
    refused(claim, "review", 1, "confirmed", "--evidence", file, "--evidence-kind", "data", code=2, says="--note")
    assert list(settings(claim.url).files.iterdir()) == []


@only_a_file
def test_one_folder_of_evidence_however_the_database_is_reached(claim: Run, tmp_path: Path) -> None:
    file = tmp_path / "proof.txt"
    file.write_text("secret")
    link = tmp_path / "link.db"
    link.symlink_to(claim.url.removeprefix(SQLITE))
    by_link = Run(str(link), claim.environment)
    done(by_link, "review", 1, "confirmed", "--evidence", file, *WORDS)
    assert not (tmp_path / "link.db.evidence").exists()
    assert claim("db", "check").exit_code == 0
    # What an older version kept beside the link comes to the others.
    settings(claim.url).files.rename(tmp_path / "link.db.evidence")
    assert claim("db", "check").exit_code == 1
    assert by_link("db", "check").exit_code == 0
    assert claim("db", "check").exit_code == 0


@only_a_file
def test_a_file_that_no_record_names_is_named_and_taken_away(claim: Run, tmp_path: Path) -> None:
    folder = settings(claim.url).files
    folder.mkdir()
    (folder / "left").write_text("x")
    found = claim("db", "check")
    assert found.exit_code == 1
    assert "no record names the file left" in found.stdout
    done(claim, "redact", "--clean")
    assert list(folder.iterdir()) == []
    assert claim("db", "check").exit_code == 0


# Reports, exports and backups


@only_a_file
@pytest.mark.parametrize(
    "args",
    [
        ("export",),
        ("export", "--format", "xlsx"),
        ("export", "--complete"),
        ("report", "story", "s", "--output"),
        ("db", "backup", "--with-files"),
    ],
)
def test_what_a_killed_command_was_making_is_not_there(claim: Run, tmp_path: Path, args: tuple[str, ...]) -> None:
    proof = tmp_path / "proof.txt"
    proof.write_text("x")
    done(claim, "review", 1, "confirmed", "--evidence", proof, *WORDS)
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "made"
    before = "dialect:backup_file" if "backup" in args else "files.whole:_without_name"
    killed(claim, before, *args, target)
    assert not target.exists()
    assert all(path.name.startswith(".") for path in folder.iterdir())
    assert claim(*args, target).exit_code == 0
    assert target.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in folder.iterdir()} <= {"made", "made.evidence"}


@only_a_file
def test_where_files_cannot_be_without_a_name_what_is_left_goes_next_time(claim: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    left = folder / ".made.unfinished-x"
    left.mkdir()
    (left / "file").write_text("half")
    script = (
        "import sys, claims.store.files.whole as w; w._without_name = lambda folder: None; "
        "from claims.cli.failures import guarded; sys.exit(guarded(sys.argv[1:]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, *claim.arguments(["export", str(folder / "made")])],
        env={**os.environ, **claim.environment},
        check=False,
        capture_output=True,
    )
    assert ended.returncode == 0, ended.stderr
    assert [path.name for path in folder.iterdir()] == ["made"]


@only_a_file
def test_a_backup_with_its_files_is_put_back(claim: Run, tmp_path: Path) -> None:
    proof = tmp_path / "proof.txt"
    proof.write_text("x")
    done(claim, "review", 1, "confirmed", "--evidence", proof, *WORDS)
    assert "1 evidence file not copied" in claim("db", "backup", tmp_path / "bare.db").stdout
    assert "1 evidence file to" in claim("db", "backup", "--with-files", tmp_path / "whole.db").stdout
    there = tmp_path / "there"
    there.mkdir()
    shutil.move(tmp_path / "whole.db", there / "claims.db")
    shutil.move(tmp_path / "whole.db.evidence", there / "claims.db.evidence")
    back = Run(str(there / "claims.db"), claim.environment)
    assert back("db", "check").exit_code == 0
    assert (there / "claims.db.evidence").stat().st_mode & 0o777 == 0o700
    done(back, "log", "Another", "--outlet", "Alpha", "--attribution", "own_voice")
    assert back("db", "verify").exit_code == 0
    assert Run(str(tmp_path / "bare.db"), claim.environment)("db", "check").exit_code == 1


@only_a_file
@pytest.mark.parametrize("args", [("list",), ("db", "check"), ("db", "backup", "again.db"), ("db", "upgrade")])
def test_a_backup_beside_another_journal_is_explained(claim: Run, tmp_path: Path, args: tuple[str, ...]) -> None:
    file = Path(claim.url.removeprefix(SQLITE))
    assert claim("db", "backup", tmp_path / "old.db").exit_code == 0
    with closing(sqlite3.connect(file)) as held:  # somebody is at work, so the journal stays
        held.execute("SELECT count(*) FROM claim").fetchall()
        done(claim, "log", "Another", "--outlet", "Alpha", "--attribution", "own_voice")
        shutil.copy(f"{file}-wal", tmp_path / "old.db-wal")
    back = Run(str(tmp_path / "old.db"), claim.environment)
    answer = back(*args)
    assert answer.exit_code == 7
    assert f"move {tmp_path / 'old.db-wal'}" in answer.stderr
    (tmp_path / "old.db-wal").unlink()
    assert rows(back)["claim"] == 1
    # Written into, it is a database like others, whose own journal belongs to it.
    with closing(sqlite3.connect(tmp_path / "old.db")) as held:
        held.execute("SELECT count(*) FROM claim").fetchall()
        done(back, "log", "Another", "--outlet", "Alpha", "--attribution", "own_voice")
        done(back, "log", "A third", "--outlet", "Alpha", "--attribution", "own_voice")
        assert (tmp_path / "old.db-wal").stat().st_size > 0
        assert back("db", "check").exit_code == 0
