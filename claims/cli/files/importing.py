"""`claims import`: read records in from files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.cli import completion
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import writing
from claims.cli.forms.alike import after_import, alike_lines, before_import, with_alike
from claims.cli.forms.drafting import Section, taking
from claims.cli.forms.twins import newest_article, propose_new_twins
from claims.cli.terminal.render import Column, Format, emit_record, in_terminal, warn
from claims.errors import BadUsage
from claims.vocabulary import Switch, words

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.cli.files.tables import TableOptions
    from claims.entry.reviewing.merged import Merged, PolicyThere
    from claims.interchange.casefiles import Loaded


_FILE = click.Path(path_type=Path, dir_okay=False)


def _table_options(given: Mapping[str, Any]) -> TableOptions:
    from claims.cli.files.tables import TableOptions

    return TableOptions(**{field.name: given[field.name] for field in fields(TableOptions)})


TABLE = Section(
    (
        click.option("--map", "maps", metavar="COLUMN=FIELD", multiple=True, help="What a column holds; repeatable."),
        click.option(
            "--set", "constants", metavar="FIELD=VALUE", multiple=True, help="A value for every row; repeatable."
        ),
        click.option(
            "--mapping",
            type=_FILE,
            metavar="FILE",
            help="The mapping: a file that says what the columns hold (else NAME.toml beside the table).",
        ),
        click.option(
            "--preview",
            is_flag=True,
            help="Show the first rows as they would be entered, and every problem; enter nothing.",
        ),
        click.option(
            "--apply",
            is_flag=True,
            help="Enter what has changed in rows that are here already; without it, changes are only shown.",
        ),
        click.option(
            "--strict", is_flag=True, help="Stop at the first row that cannot be entered, with its whole batch."
        ),
        click.option(
            "--rejects", type=_FILE, metavar="FILE", help="The file for rows that cannot be entered (NAME.rejects.csv)."
        ),
        click.option(
            "--report",
            type=_FILE,
            metavar="FILE",
            help="Write the differences between the file and the records here to this file.",
        ),
        click.option(
            "--ratings",
            type=_FILE,
            metavar="FILE",
            help="What other publishers' ratings mean: a table read before ours.",
        ),
        click.option(
            "--story", multiple=True, shell_complete=completion.stories, help="A story for all claims; repeatable."
        ),
        click.option("--encoding", metavar="NAME", help="How the text is encoded: utf-8, cp1252 (else recognised)."),
        click.option(
            "--separator", metavar="SIGN", help="What separates the fields: comma, semicolon, tab (else recognised)."
        ),
        click.option("--sheet", metavar="NAME", help="Which sheet of a workbook (the first)."),
        click.option(
            "--quotes",
            type=click.Choice(["none", "double"]),
            help="How quotation marks are read: as text (none) or around fields (double; else recognised).",
        ),
        click.option(
            "--no-heading", is_flag=True, help="The first row is data; the columns are called “column 1”, “column 2”."
        ),
    ),
    _table_options,
)
"""How to read a table."""


@command(
    "import",
    example="claims import seeds/aukus\n"
    "claims import from-the-laptop.jsonl\n"
    "claims import rumours.csv --preview\n"
    "claims import rumours.csv --map Headline=title --map Verdict=rating --story rumours-2014",
)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@taking(options=TABLE)
@writing
def import_(desk: Desk, form: Format, path: Path, options: TableOptions) -> None:
    """Read records in from files.

    FILE is a case (a folder of .jsonl files, one record a line, or one such file), a file from `claims export`,
    fact-checks as ClaimReview (JSON or a page), or a table (CSV, TSV, XLSX, ODS; see docs/import.md). Records already
    here are skipped, so you can read the same file twice. Faulty rows of a table and faulty fact-checks go into a file
    of their own; any other file comes in whole or not at all. `claims import aukus` reads the case that comes with the
    program.
    """
    from claims.cli.files.claimreviews import FOR_CLAIMREVIEWS, import_claimreviews
    from claims.cli.files.tables import import_table
    from claims.interchange.formats import Kind, recognised

    kind = recognised(path)
    before = newest_article(desk)
    if kind is Kind.TABLE:
        import_table(desk, form, path, options)
        propose_new_twins(desk, before)
        return
    also = FOR_CLAIMREVIEWS if kind is Kind.CLAIMREVIEW else ()
    wrong = [name for name in options.given() if name not in also]
    if wrong:
        raise BadUsage(f"{' and '.join(wrong)} {'is' if len(wrong) == 1 else 'are'} for tables", part=wrong[0])
    if kind is Kind.CLAIMREVIEW:
        import_claimreviews(desk, form, path, options)
    elif kind is Kind.EXCHANGE:
        _exchange(desk, form, path)
    else:
        _case(desk, form, path)
    propose_new_twins(desk, before)


def _case(desk: Desk, form: Format, path: Path) -> None:
    from claims.interchange.casefiles import case_path, load_case, read_case

    folder = case_path(path)
    lines = read_case(folder)
    before = before_import(desk)
    with _progress(len(lines)) as advance:
        loaded = desk.write("import", lambda session: load_case(session, folder.stem, lines, lambda: advance(1)))
    alike = after_import(desk, before)
    emit_record(
        with_alike(loaded, alike),
        [Column("", lambda _: "")],
        form,
        text=lambda: "\n".join([_sentence(loaded), *alike_lines(alike)]),
    )
    if form is not Format.JSON:
        for warning in loaded.warnings:
            warn(warning)


def _exchange(desk: Desk, form: Format, path: Path) -> None:
    """Take in another database's export."""
    from claims.entry.correcting.reports import settle_reprints
    from claims.entry.reviewing.merging import merge
    from claims.interchange.exchange.form import checked
    from claims.interchange.exchange.proof import prove

    file = checked(path)

    def take_in(session: Session) -> Merged:
        merged = merge(session, file.lines, complete=file.complete, advance=advance)
        settle_reprints(session)
        return merged

    before = before_import(desk)
    with _progress(2 * (file.rows + file.events)) as advance:
        prove(file, advance)
        merged = desk.write("import", take_in)
    alike = after_import(desk, before)
    answered = with_alike(merged, alike)
    emit_record(
        answered, [Column("", lambda _: "")], form, text=lambda: "\n".join([_merged(merged), *alike_lines(alike)])
    )


def _merged(merged: Merged) -> str:
    """Return in words what an exchange file brought."""
    events = f", with {merged.events:,} {'event' if merged.events == 1 else 'events'}" if merged.events else ""
    conflicts = [
        f"{conflict.subject} #{conflict.id} {conflict.field}: edited here to “{conflict.here}” and there to "
        f"“{conflict.there}”; “{conflict.stands}”, entered last, counts, and the history has both"
        for conflict in merged.conflicts
    ]
    kept = [f"{', '.join(merged.kept)}: {_KEPT}"] if merged.kept else []
    policies = [_policy_there(policy) for policy in merged.policies]
    unproved = [_UNPROVED] if merged.unproved else []
    return "\n".join([_sentence(merged) + events, *conflicts, *kept, *policies, *unproved])


def _policy_there(policy: PolicyThere) -> str:
    """Return in words what a policy of the file's database is here."""
    if policy.here == policy.value:
        return f"{policy.name} is {policy.here} here from now on, as {policy.who} set it"
    why = ' --note "…"' if policy.value == Switch.OFF else ""
    return (
        f"{policy.name} stays {policy.here} here; in the database that the file is from, {policy.who} turned it "
        f"{policy.value}. To do the same here: `claims db policy {policy.name} {policy.value}{why}`"
    )


_KEPT = (
    "redacted in the database that the file is from, and still here, since a file without chains removes nothing; "
    "`claims redact` removes it"
)

_UNPROVED = (
    "an earlier, incomplete export already brought some of these records: they stay unchanged, new records were "
    "entered in this database's own chain, and the proof of each entry's time stays in the other database"
)


def _sentence(loaded: Loaded | Merged) -> str:
    """Return in words which records were entered."""
    made = ", ".join(f"{count} {_plural(record, count)}" for record, count in loaded.made.items())
    skipped = f"{loaded.skipped} records were there already" if loaded.skipped else ""
    return "; ".join(part for part in (f"entered {made}" if made else "nothing new", skipped) if part)


def _plural(record: str, count: int) -> str:
    name = _NAMES.get(record, words(record))
    head, of, rest = name.partition(" of ")
    if count != 1:
        head = f"{head[:-1]}ies" if head[-2:] in ("ry", "ly", "cy") else f"{head}s"
    return f"{head}{of}{rest}"


_NAMES = {
    "outlet_alias": "name of an outlet",
    "claim_story": "membership of a story",
    "story_closing": "closing of a story",
    "evidence": "piece of evidence",
    "copy": "note of a copy",
    "remainder": "digest of a redacted record",
}


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """Return a function that is called with the number of records done; on a terminal it moves a bar."""
    if not in_terminal():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading in", total=total)
        yield lambda count: bar.advance(task, count)
