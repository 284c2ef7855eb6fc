"""Reports written to files, and noted in the database."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import IO

import click

from claims.cli.chassis.desk import Desk
from claims.cli.terminal.plain import FALLBACK_COLUMNS, one_line
from claims.cli.terminal.render import warn
from claims.errors import BadValue, DatabaseUnusable, FileUnusable
from claims.parsing import whole_path
from claims.store.files.whole import unfinished_file

Written = str | bytes
"""A report in one format: text, or the bytes of a document."""


def write_report(desk: Desk, typed: str, render: Callable[[], Written], subject: str, uid: str) -> None:
    """Write a report to a new file, with the bytes that a pipe would get, and note which record it is about.

    If the note fails, the report stays and a warning says so. Raises `FileUnusable` and `BadValue`.
    """
    if not typed.strip():
        raise BadValue("the file has no name; give one, like report.md", part="--output")
    path = whole_path(typed).absolute()
    desk.allow(f"report {subject}")
    write_new(path, as_piped(render))
    click.echo(f"Wrote the report to {one_line(str(path))}.")
    note_written(desk, f"report {subject}", "report", path, subject=subject, uid=uid)


def note_written(
    desk: Desk,
    what: str,
    kind: str,
    path: Path,
    *,
    subject: str | None = None,
    uid: str | None = None,
) -> None:
    """Note that a copy was written, so that a redaction or a correction can say where copies are.

    ``what`` is the command's name in the event, ``kind`` names the copy.
    """
    from claims.entry.correcting.copies import note_copy

    try:
        desk.write(what, lambda session: note_copy(session, kind, str(path), subject=subject, uid=uid))
    except DatabaseUnusable as problem:
        warn(f"the {kind} was written, but the database could not record that copy: {problem}")


def print_report(render: Callable[[], Written]) -> None:
    """Print a report; the bytes of a document go out unchanged."""
    click.echo(render(), nl=False)


def write_new(path: Path, written: Written) -> None:
    """Write a text or bytes to a new file that only this user may read; raises the errors of `new_file`."""
    with new_file(path) as file:
        file.write(written.encode() if isinstance(written, str) else written)


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that only this user may read; it is written whole or not at all.

    Raises `FileUnusable` when the file exists already or cannot be written.
    """
    try:
        if os.path.lexists(path):
            raise FileExistsError
        with unfinished_file(path) as unfinished:
            yield unfinished.file
            unfinished.put(path)
    except FileExistsError as error:
        raise FileUnusable(f"{path} exists already; name another file", part="--output") from error
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError | ValueError) -> FileUnusable:
    why = error.strerror if isinstance(error, OSError) else "not a file name"
    return FileUnusable(f"{path} cannot be written ({why}); name another file", part="--output")


def as_piped(render: Callable[[], Written]) -> Written:
    """Return the text that a pipe would get: without colours, in columns of the usual width, with all characters."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = before or str(FALLBACK_COLUMNS)
    try:
        with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
            return render()
    finally:
        if before is None:
            del os.environ["COLUMNS"]
