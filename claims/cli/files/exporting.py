"""`claims export`: records for another database, or for another program."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from claims.cli import completion
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import at_desk, choice
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import warn
from claims.errors import BadUsage, DatabaseUnusable, NotAllowed
from claims.parsing import whole_path

if TYPE_CHECKING:
    from sqlalchemy import Connection


class ExportFormat(StrEnum):
    """The format of an export."""

    JSONL = "jsonl"
    CLAIMREVIEW = "claimreview"
    CSV = "csv"
    XLSX = "xlsx"
    BIBTEX = "bibtex"
    CSL = "csl"
    PROV = "prov"
    STIX = "stix"
    ICS = "ics"


class Table(StrEnum):
    """One of the tables that an export has as csv or xlsx."""

    CLAIMS = "claims"
    APPEARANCES = "appearances"
    REVIEWS = "reviews"
    RELATIONS = "relations"
    SOURCES = "sources"
    OUTLETS = "outlets"


@dataclass(slots=True)
class Request:
    """What to export; and afterwards, how much was left out and why."""

    connection: Connection
    story: int | None
    complete: bool = False
    left_out: Counter[str] = field(default_factory=Counter)
    site: str | None = None
    """The address pattern of the pages about our claims."""
    publisher: str | None = None
    """The publisher of our verdicts."""
    zone: tzinfo = UTC
    """The newsroom's zone."""
    table: str | None = None
    """The only table to export, if one was named."""


WRITERS = {
    ExportFormat.JSONL: "claims.interchange.exchange.out:exchange_lines",
    ExportFormat.CLAIMREVIEW: "claims.interchange.claimreview.out:claimreview_lines",
    ExportFormat.CSV: "claims.interchange.tables.spreadsheets:csv_pieces",
    ExportFormat.XLSX: "claims.interchange.tables.spreadsheets:xlsx_pieces",
    ExportFormat.BIBTEX: "claims.interchange.bibliography:bibtex_entries",
    ExportFormat.CSL: "claims.interchange.bibliography:csl_lines",
    ExportFormat.PROV: "claims.interchange.prov:prov_pieces",
    ExportFormat.STIX: "claims.interchange.stix:stix_lines",
    ExportFormat.ICS: "claims.interchange.calendar.out:ics_pieces",
}
"""The maker of each form: a generator function that takes a `Request` and yields the file's bytes."""


@command(
    "export",
    example="claims export newsroom.jsonl\n"
    "claims export --complete for-the-laptop.jsonl\n"
    "claims export --story aukus-pillar-2 - | gzip > story.jsonl.gz\n"
    "claims export --format claimreview --site https://paper.example/claims/{uid} verdicts.json\n"
    "claims export --format csv --table claims claims.csv\n"
    "claims export --format xlsx --story aukus-pillar-2 story.xlsx\n"
    "claims export --format ics deadlines.ics",
)
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--format", "form", type=choice(ExportFormat), default="jsonl", help="The form of the file (jsonl).")
@click.option(
    "--story",
    shell_complete=completion.stories,
    help="Only this story's claims, with their chains, reviews and sources.",
)
@click.option(
    "--complete", is_flag=True, help="Everything with its history, including sealed and off-the-record material."
)
@click.option(
    "--site", metavar="URL", help="The address of the page about a claim, with {uid} for its uid (claimreview)."
)
@click.option("--publisher", metavar="NAME", help="Who publishes our verdicts (claimreview; else our own outlet).")
@click.option(
    "--table", type=choice(Table), help="Only this table (csv or xlsx; csv without it is a .zip of all tables)."
)
@at_desk
def export(
    desk: Desk,
    target: Path,
    form: ExportFormat,
    story: str | None,
    complete: bool,
    site: str | None,
    publisher: str | None,
    table: Table | None,
) -> None:
    """Write records for another database or program.

    FILE is a new file, or - for the standard output. Off-the-record, sealed and private material is left out and
    counted, and so are closed stories; --story exports one that you may see. --complete leaves nothing out: use that
    file only for another database of your own, which reads it with `claims import` and can prove every entry. Keep it
    from everybody else. See docs/exchange.md.
    """
    from claims.interchange.left_out import left_out_phrase
    from claims.privacy.closed import closings
    from claims.reading.find import find

    _refuse_together(form, story, table, complete=complete)
    left_out: Counter[str] = Counter()
    if complete:
        desk.confide(action="export --complete")
    elif str(target) != "-":
        desk.allow("export")

    def written(connection: Connection) -> None:
        if complete:
            _refuse_closed(connection)
        number = None if story is None else find(connection, "story", story, part="--story")
        request = Request(connection, number, complete, left_out, site, publisher, desk.settings.zone, table)
        # Ended here, not by the garbage collector: it still reads, and the connection would be gone.
        with closing(_writer(form)(request)) as parts:
            _into(target, parts)

    whole = not complete and story is None
    closed = desk.read(lambda connection: len(closings(connection))) if whole else 0
    desk.read(written, closed=not whole)
    if closed:  # said to those who may see them, and not in the file
        warn(f"left out: {closed:,} closed {'story' if closed == 1 else 'stories'}; --story exports one")
    for why, count in sorted(left_out.items()):
        warn(f"left out: {left_out_phrase(why, count)}")
    if str(target) != "-":
        click.echo(f"Wrote {one_line(str(target))}.")
        note_export(desk, target, "export", complete=complete)


def _refuse_together(form: ExportFormat, story: str | None, table: Table | None, *, complete: bool) -> None:
    """Raise `BadUsage` for options that contradict each other."""
    if complete and (story is not None or form is not ExportFormat.JSONL):
        raise BadUsage(
            "--complete exports everything, as jsonl; leave out --story and any other --format", part="--complete"
        )
    if table is not None and form not in (ExportFormat.CSV, ExportFormat.XLSX):
        raise BadUsage("--table goes with --format csv or xlsx; leave it out, or name one of these", part="--table")


def _refuse_closed(connection: Connection) -> None:
    """Raise `NotAllowed` for a complete export if a story is closed to the user."""
    from claims.store.hiding.sight import is_limited

    if is_limited(connection):
        raise NotAllowed(
            "a complete export holds every story, and at least one is closed to you: leave out --complete, or have "
            "it exported by a user who may see them all",
            part="--complete",
        )


def note_export(desk: Desk, target: Path, what: str, *, complete: bool) -> None:
    """Record where an export is, or say why that cannot be recorded; ``what`` is the command."""
    from claims.entry.correcting.copies import note_departure

    path = str(whole_path(target).absolute())
    try:
        desk.write(what, lambda session: note_departure(session, path, complete=complete))
    except DatabaseUnusable as problem:
        warn(f"the {what.split()[0]} was written, but the database could not record that copy: {problem}")


def _writer(form: ExportFormat) -> Callable[[Request], Generator[bytes]]:
    module, _, name = WRITERS[form].partition(":")
    writer: Callable[[Request], Generator[bytes]] = getattr(import_module(module), name)
    return writer


def _into(target: Path, parts: Iterable[bytes]) -> None:
    """Write a file, whole or not at all; only this user may read it."""
    from claims.cli.chassis.written import new_file

    if str(target) == "-":
        _pour(sys.stdout.buffer, parts)
        return
    with new_file(whole_path(target).absolute()) as file:
        _pour(file, parts)


def _pour(file: IO[bytes], parts: Iterable[bytes]) -> None:
    for part in parts:
        file.write(part)
    file.flush()
