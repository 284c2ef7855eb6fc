"""`claims import`: read records in from files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.cli.command import command
from claims.cli.desk import Desk
from claims.cli.options import writing
from claims.cli.render import Column, Format, emit_record, in_terminal

if TYPE_CHECKING:
    from claims.interchange.casefiles import Loaded


@command("import", example="claims import seeds/aukus")
@click.argument("path", type=click.Path(path_type=Path))
@writing
def import_(desk: Desk, form: Format, path: Path) -> None:
    """Read a case into the database.

    PATH is a folder of .jsonl files, one record a line, or one such file. Records that are there already are
    skipped, so the same case can be read in twice. All of it comes in, or nothing. A case that is shipped with the
    program can be given by its name alone: aukus.
    """
    from claims.interchange.casefiles import case_path, load_case, read_case

    found = case_path(path)
    lines = read_case(found)
    with _progress(len(lines)) as advance:
        loaded = desk.write("import", lambda session: load_case(session, found.stem, lines, advance))
    emit_record(loaded, [Column("", lambda _: "")], form, text=lambda: _sentence(loaded))


def _sentence(loaded: Loaded) -> str:
    """Return what was entered, in words."""
    made = ", ".join(f"{count} {record}{'' if count == 1 else 's'}" for record, count in loaded.made.items())
    skipped = f"{loaded.skipped} records were there already" if loaded.skipped else ""
    return "; ".join(part for part in (f"entered {made}" if made else "nothing new", skipped) if part)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """Give what is called after each record; on a terminal it moves a bar."""
    if not in_terminal():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading in", total=total)
        yield lambda: bar.advance(task)
