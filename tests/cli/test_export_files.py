"""`claims export` and the files that it writes: whole or not at all, and never more than one sentence about it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from claims.cli.files import exporting
from claims.store import dialect
from tests.cli.entering import done
from tests.conftest import Run

FULL = Path("/dev/full")


def arguments(aukus: Run, *args: str) -> list[str]:
    return [sys.executable, "-m", "claims", *aukus.arguments(["export", *args])]


@pytest.mark.skipif(not FULL.exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("form", ["jsonl", "stix"])
def test_a_full_disk_is_one_sentence(aukus: Run, form: str) -> None:
    with FULL.open("wb") as full:
        ended = subprocess.run(
            arguments(aukus, "--format", form, "-"),
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, **aukus.environment},
            check=False,
            encoding="utf-8",
        )
    assert ended.returncode == 9
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    assert "full" in ended.stderr


def test_a_reader_that_has_enough_is_no_trouble(aukus: Run) -> None:
    with subprocess.Popen(
        arguments(aukus, "-"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **aukus.environment},
    ) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        assert writer.stdout.readline().startswith(b'{"complete":false')
        writer.stdout.close()
        assert writer.stderr.read() == b""


def test_what_is_broken_off_leaves_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C comes when some of the file is written."""
    done(run, "log", "A claim", "--outlet", "Alpha", "--attribution", "own_voice")
    folder = tmp_path / "out"
    folder.mkdir()
    written = exporting._writer(exporting.ExportFormat.JSONL)

    def broken_off(request: exporting.Request):  # type: ignore[no-untyped-def]
        yield from written(request)
        assert not (folder / "out.jsonl").exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "_writer", lambda form: broken_off)
    answer = run("export", folder / "out.jsonl")
    assert answer.exit_code == 130
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_an_export_that_cannot_be_noted_is_made_all_the_same(
    run: Run, db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(run, "log", "A claim", "--outlet", "Alpha", "--attribution", "own_voice")
    monkeypatch.setattr(dialect, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(db_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = run("export", tmp_path / "out.jsonl")
    assert answer.exit_code == 0
    assert "the export was written, but the database could not record that copy" in answer.stderr
    assert (tmp_path / "out.jsonl").stat().st_mode & 0o777 == 0o600
