"""`claims outlet import`: outlets from a list of sites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.catalogue.imported import SITE_FIELDS
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import writing
from claims.cli.forms.alike import after_import, alike_lines, before_import, with_alike
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, emit_record

if TYPE_CHECKING:
    from claims.entry.registers.outlet_list import ListedOutlets, Site
    from claims.interchange.tables.rows import Sheet


@command("import", example="claims outlet import sites.csv")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--encoding", metavar="NAME", help="How the text is encoded: utf-8, cp1252 (else detected).")
@click.option(
    "--separator", metavar="SIGN", help="The separator between fields: comma, semicolon, tab (else detected)."
)
@click.option("--sheet", metavar="NAME", help="Which sheet of a workbook (the first).")
@writing
def import_(
    desk: Desk, form: Format, path: Path, encoding: str | None, separator: str | None, sheet: str | None
) -> None:
    """Add outlets from a list of sites.

    FILE is a table (CSV, TSV, XLSX) with a column for the name and, if it has them, columns for the address, the
    country and the language, recognised by their headings. Outlets already here, by host or by name, are skipped;
    differences are listed and change nothing, so you can read the same list twice.
    """
    from claims.entry.registers.outlet_list import enter_sites
    from claims.interchange.tables.rows import opened

    table = opened(path, encoding=encoding, separator=separator, sheet=sheet)
    sites = list(_sites(table))
    before = before_import(desk)
    done = desk.write("outlet import", lambda session: enter_sites(session, sites))
    alike = after_import(desk, before)
    answered = with_alike(done, alike)
    emit_record(answered, [Column("", lambda _: "")], form, text=lambda: "\n".join([_told(done), *alike_lines(alike)]))


def _sites(table: Sheet) -> Iterator[Site]:
    """Yield the sites of a list; raises `BadValue` when no column holds names."""
    from claims.entry.registers.outlet_list import Site
    from claims.errors import BadValue
    from claims.text.matching import match_key

    keys = [match_key(name) for name in table.header]
    at: dict[str, int] = {}
    for name, field in SITE_FIELDS.items():
        places = [keys.index(heading) for heading in field.headings if heading in keys]
        free = [place for place in places if place not in at.values()]
        if free:
            at[name] = free[0]
    if "name" not in at:
        listed = ", ".join(table.header)
        raise BadValue(f"no column of {table.path.name} holds names; call one “name” (the columns are {listed})")
    for row in table.rows():
        cells = {name: row.cells[place].strip() or None for name, place in at.items() if place < len(row.cells)}
        yield Site(row.line, cells.pop("url", None), cells)


def _told(done: ListedOutlets) -> str:
    made = f"{done.made:,} {'outlet' if done.made == 1 else 'outlets'}"
    hosts = f", {done.hosts:,} {'host' if done.hosts == 1 else 'hosts'}" if done.hosts else ""
    parts = [f"entered {made}{hosts}" if done.made or done.hosts else "nothing new"]
    if done.skipped:
        parts.append(f"{done.skipped:,} {'was' if done.skipped == 1 else 'were'} there already")
    lines = ["; ".join(parts)]
    if done.conflicts:
        lines.append(f"{len(done.conflicts):,} not entered:")
        lines += [
            f"  line {conflict.line}, {one_line(conflict.site)}: {one_line(conflict.reason)}"
            for conflict in done.conflicts
        ]
    return "\n".join(lines)
