"""Copies of an embedded database, with or without its evidence files: complete, or not there at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from claims.errors import FileUnusable
from claims.rules.redacted import FILE, KEPT
from claims.settings import SQLITE_SCHEME, evidence_beside
from claims.store import dialect
from claims.store.files.evidence import HALF_PUT, discard, duplicate
from claims.store.files.whole import put, unfinished_folder
from claims.store.servers import problems


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished copy of a database, and of its evidence files if requested."""

    path: Path
    files: int
    """The number of files that its records name."""
    folder: Path | None = None
    """The folder of the evidence files, if copied."""
    wanting: tuple[str, ...] = ()
    """The SHA-256 of files that are missing or were changed."""


def backed_up(url: str, target: Path, evidence: Path | None = None) -> Backup:
    """Copy an embedded database, while others use it, to ``target``, which only this user can read.

    With the ``evidence`` folder, the files that the copy's records name are put beside it, where they are found when
    the copy is used or restored. Raises `FileUnusable` when the target exists or cannot be written.
    """
    beside = evidence_beside(target)
    _refuse_taken(target, beside if evidence is not None else None)
    with _made_of(target), unfinished_folder(_same_each_time(url, target)) as folder:
        copy = folder / "database"
        copy.touch(mode=0o600)
        try:
            dialect.backup_file(url, str(copy))
            named = _named_files(copy)
        except problems.FILE_ERRORS as error:
            raise problems.problem_sentence(error, url) from error
        if evidence is None or not named:
            put(copy, target)
            return Backup(target, len(named))
        files = folder / "evidence"
        files.mkdir(mode=0o700)
        wanting = duplicate(evidence, files, named)
        (files / HALF_PUT).touch()
        put(files, beside)
        try:
            put(copy, target)
        except OSError:
            beside.rename(files)
            raise
        discard(HALF_PUT, beside)
        return Backup(target, len(named), beside, tuple(wanting))


def _refuse_taken(target: Path, beside: Path | None) -> None:
    if target.exists() or target.is_symlink():
        raise FileUnusable(f"{target} already exists; name another file for the backup")
    if beside is None or not (beside.exists() or beside.is_symlink()):
        return
    if not (beside / HALF_PUT).is_file():
        raise FileUnusable(f"{beside}, where the evidence files would go, already exists; name another file")
    for path in beside.iterdir():  # of an interrupted backup
        path.unlink()
    beside.rmdir()


def _same_each_time(url: str, target: Path) -> Path:
    """Return the temporary name for making a backup; without the time, so that the next attempt finds the remains."""
    name = Path(url.removeprefix(SQLITE_SCHEME)).name
    return target.with_name(f"{name}.backup")


@contextmanager
def _made_of(target: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise FileUnusable(f"{target} already exists; name another file for the backup") from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "that is not a valid file name"
        raise FileUnusable(f"{target} cannot be written ({why})") from error


def _named_files(copy: Path) -> set[str]:
    """Return the SHA-256 of the files that a copy's records name and no redaction removed."""
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "redaction" not in tables:
            return set()
        names: set[str] = set()
        for table, column in KEPT.items():
            if table in tables:
                taken = "SELECT row_uid FROM redaction WHERE subject = ? AND field = ?"
                named = f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL AND uid NOT IN ({taken})"
                names.update(name for (name,) in connection.execute(named, (table, FILE)))
        return names
