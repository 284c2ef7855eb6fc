"""`claims outlet import`: outlets from a list of sites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import writing
from claims.cli.forms.alike import after_import, alike_lines, before_import, with_alike
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, emit_record

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.entry.registers.outlet_list import ListedOutlets, Site
    from claims.features.similar.names import AlikePair
    from claims.interchange.tables.sheet import Sheet
    from claims.interchange.tables.sites import SiteColumns

FIRST = 3
"""How many sites a preview shows."""


@command(
    "import",
    example="claims outlet import sites.csv --preview\nclaims outlet import sites.csv --map page=name --map source=url",
)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--map",
    "maps",
    metavar="COLUMN=FIELD",
    multiple=True,
    help="What a column holds: name, url, country, language, note; repeatable.",
)
@click.option("--preview", is_flag=True, help="Show what would be entered, and enter nothing.")
@click.option("--encoding", metavar="NAME", help="How the text is encoded: utf-8, cp1252 (else detected).")
@click.option(
    "--separator", metavar="SIGN", help="The separator between fields: comma, semicolon, tab (else detected)."
)
@click.option("--sheet", metavar="NAME", help="Which sheet of a workbook (the first).")
@click.option(
    "--quotes",
    type=click.Choice(["none", "double"]),
    help="How quotation marks are read: as text (none) or around fields (double; else detected).",
)
@click.option(
    "--no-heading", is_flag=True, help="The first row is data; the columns are called “column 1”, “column 2”."
)
@writing
def import_(
    desk: Desk,
    form: Format,
    path: Path,
    maps: tuple[str, ...],
    preview: bool,
    encoding: str | None,
    separator: str | None,
    sheet: str | None,
    quotes: str | None,
    no_heading: bool,
) -> None:
    """Add outlets from a list of sites.

    FILE is a table (CSV, TSV, XLSX, ODS) with a column for the name and, if it has them, columns for the address, the
    country and the language, recognised by their headings and by what they hold. Outlets already here, by host or by
    name, are skipped; differences are listed and change nothing, so you can read the same list twice.
    """
    from claims.entry.registers.outlet_list import enter_sites
    from claims.interchange.tables.rows import opened
    from claims.interchange.tables.sites import site_columns, sites

    table = opened(path, encoding=encoding, separator=separator, sheet=sheet, quotes=quotes, heading=not no_heading)
    columns = site_columns(table, maps)
    listed = list(sites(table, columns))
    before = before_import(desk)
    if preview:
        done, alike = desk.tried(lambda session: _tried(session, listed, before), "outlet import")
    else:
        done = desk.write("outlet import", lambda session: enter_sites(session, listed))
        alike = after_import(desk, before)
    answer = with_alike(done, alike) | {"columns": columns.named(), "ignored": columns.ignored(), "preview": preview}
    read = _previewed(table, columns, listed) if preview else [_columns_read(columns)]
    result = list(_told(done, preview=preview))
    lines = [*read, *result] if preview else [*result, *read]
    lines += alike_lines(alike)
    emit_record(answer, [Column("", lambda _: "")], form, text=lambda: "\n".join(lines))


def _tried(
    session: Session, listed: Sequence[Site], before: Mapping[str, int]
) -> tuple[ListedOutlets, list[AlikePair]]:
    """Return what entering the sites would do, and the names that would be alike, new ones without a number."""
    from claims.entry.registers.outlet_list import enter_sites
    from claims.features.similar.names import alike_since

    done = enter_sites(session, listed)
    last = before["outlet"]
    pairs = alike_since(session.connection(), before)
    return done, [replace(pair, a=_if_old(pair.a, last), b=_if_old(pair.b, last)) for pair in pairs]


def _if_old(number: int | None, last: int) -> int | None:
    return number if number is not None and number <= last else None


def _columns_read(columns: SiteColumns) -> str:
    """Return which column was read as what, and which were not read."""
    read = ", ".join(f"“{one_line(column)}” as {name}" for name, column in columns.named().items())
    ignored = ", ".join(f"“{one_line(column)}”" for column in columns.ignored())
    return f"columns read: {read}" + (f"; not read: {ignored}" if ignored else "")


def _previewed(table: Sheet, columns: SiteColumns, listed: Sequence[Site]) -> Iterator[str]:
    """Yield lines saying how the file was read, which column as what, and its first rows."""
    yield f"{table.path.name}: {len(listed):,} rows, {table.said()}"
    yield _columns_read(columns)
    for site in islice(listed, FIRST):
        values: dict[str, Any] = {**site.values, "url": site.url}
        shown = ", ".join(f"{name} {one_line(value)}" for name, value in values.items() if value)
        yield f"  line {site.line}: {shown}"


def _told(done: ListedOutlets, *, preview: bool) -> Iterator[str]:
    made = f"{done.made:,} {'outlet' if done.made == 1 else 'outlets'}"
    hosts = f", {done.hosts:,} {'host' if done.hosts == 1 else 'hosts'}" if done.hosts else ""
    entered = "would enter" if preview else "entered"
    parts = [f"{entered} {made}{hosts}" if done.made or done.hosts else "nothing new"]
    if done.skipped:
        parts.append(f"{done.skipped:,} {'was' if done.skipped == 1 else 'were'} there already")
    yield "; ".join(parts)
    if done.conflicts:
        yield f"{len(done.conflicts):,} not entered:"
        for conflict in done.conflicts:
            yield f"  line {conflict.line}, {one_line(conflict.site)}: {one_line(conflict.reason)}"
