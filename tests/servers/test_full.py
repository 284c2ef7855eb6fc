"""A full disk, played on small file systems: one sentence, nothing half-written, and the same command works later."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.entering import done
from tests.conftest import Run
from tests.newsroom import AUKUS
from tests.postgres import USER
from tests.servers.pair import home

LOG = ("log", "It rains", "--outlet", "Alpha", "--attribution", "unattributed")
REVIEW = ("review", 1, "disputed", "--note", "another paper denies it")
EVIDENCE = ("review", 1, "confirmed", "--note", "seen", "--evidence-kind", "data", "--evidence")


@contextmanager
def small(folder: Path, size: str) -> Iterator[Path]:
    """Give a folder on a file system of its own; leave the test out where this user may mount none."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=False, capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"A small file system cannot be mounted to play a full disk: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path) -> Path:
    """Fill a file system to its last byte."""
    path = folder / "fill"
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    return path


def in_order(run: Run) -> None:
    for check in (("db", "verify"), ("db", "check")):
        answer = run(*check)
        assert answer.exit_code == 0, answer.stdout + answer.stderr


def test_a_server_whose_disk_is_full(programs: None, environment: dict[str, str]) -> None:
    with home() as servers, small(servers.folder / "disk", "24m") as disk:
        servers.make("primary")
        server = servers.start("primary")
        space = disk / "space"
        space.mkdir()
        servers.owned(space)
        server.asked(f"CREATE TABLESPACE small LOCATION '{space}'")
        server.asked("CREATE DATABASE newsroom TABLESPACE small")
        run = Run(f"postgresql://{USER}@{server.place}/newsroom", environment)
        assert run("db", "upgrade").exit_code == 0
        done(run, *LOG)
        filling = fill(disk)
        refused = 0
        for command in [("import", AUKUS), REVIEW, *[(*LOG, "--note", f"rain {number} " * 500) for number in range(9)]]:
            answer = run(*command)
            assert answer.exit_code in (0, 7), answer.stderr
            if answer.exit_code:
                refused += 1
                assert "is full; nothing was written" in answer.stderr
        assert refused >= 2
        in_order(run)
        filling.unlink()
        done(run, *REVIEW)
        assert run("import", AUKUS).exit_code == 0
        in_order(run)


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_file_on_a_full_disk(environment: dict[str, str], tmp_path: Path, db_url: str) -> None:
    with small(tmp_path / "disk", "3m") as disk:
        run = Run(str(disk / "newsroom.db"), environment)
        done(run, *LOG)
        filling = fill(disk)
        for command in [LOG, REVIEW, ("import", AUKUS), ("db", "backup"), ("list",)]:
            answer = run(*command)
            assert (answer.exit_code, "full" in answer.stderr) == (7, True), command
        assert {path.name for path in disk.iterdir()} <= {"newsroom.db", "newsroom.db-wal", "newsroom.db-shm", "fill"}
        filling.unlink()
        done(run, *REVIEW)
        assert run("db", "status", "--alarm").exit_code == 1, "the disk is small"
        in_order(run)


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_an_evidence_folder_on_a_full_disk(run: Run, tmp_path: Path) -> None:
    done(run, *LOG)
    proof = tmp_path / "proof.pdf"
    proof.write_bytes(os.urandom(200_000))
    with small(Path(f"{run.url.removeprefix('sqlite:///')}.evidence"), "100k") as folder:
        answer = run(*EVIDENCE, proof)
        assert (answer.exit_code, "No space left" in answer.stderr) == (9, True)
        assert list(folder.iterdir()) == []
        assert run("show", 1, "--format", "json").json["reviews"] == []
    done(run, *EVIDENCE, proof)
    in_order(run)
