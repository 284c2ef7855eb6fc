"""`claims reporter`: the people who sign articles."""

from __future__ import annotations

import click

from claims.catalogue import REPORTER
from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import group
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import reading, writing
from claims.cli.forms.drafting import taking
from claims.cli.registers.common import (
    ALSO,
    LIST_CONFIDENTIAL,
    REASON,
    SHOW_CONFIDENTIAL,
    Json,
    add_merging,
    add_telling_apart,
    called,
    changes,
    details,
    edited,
    label_of,
    lines,
    numbered,
    show_list,
    show_one,
    told_columns,
)
from claims.cli.terminal.render import Column, Format

_LIST = [
    Column("id", "id", right=True),
    Column("slug", "slug"),
    Column("name", called("reporter", "name")),
    Column("outlet", label_of("outlet")),
    Column("articles", "articles", right=True),
    Column("claims", "claims", right=True),
    ALSO,
]
_SHOWN = [
    Column("reporter", lambda row: f"#{row['id']} {called('reporter', 'name')(row)}"),
    Column("slug", "slug"),
    Column("outlet", lambda row: numbered(row["outlet"])),
    *told_columns(REPORTER, "name"),
    Column("articles", "articles"),
    Column("claims", "claims"),
    Column("signed", lines(lambda row: map(numbered, row["signed"]))),
]


@group()
def reporter() -> None:
    """Manage the reporters who sign articles.

    REPORTER is a number, a slug, a name, or the beginning of a uid.
    """


@reporter.command("list", example="claims reporter list")
@LIST_CONFIDENTIAL
@reading
def list_(desk: Desk, view: View, confidential: bool) -> None:
    """List the reporters, with the articles that they signed and the claims in them."""
    from claims.reading.registers.read import reporter_lines

    empty = "There is no reporter yet; `claims reporter add NAME` adds one."
    show_list(desk, view, reporter_lines, _LIST, empty, of="reporter", confidential=confidential)


@reporter.command("show", example="claims reporter show eva-corlett")
@click.argument("reporter", shell_complete=completion.reporters)
@SHOW_CONFIDENTIAL
@reading
def show(desk: Desk, view: View, reporter: str, confidential: bool) -> None:
    """Show a reporter: the outlet, the articles signed, judgements and edits."""
    from claims.reading.registers.read import reporter_detail

    show_one(desk, view, "reporter", reporter, reporter_detail, _SHOWN, confidential=confidential)


@reporter.command("add", example='claims reporter add "Eva Corlett" --outlet guardian')
@click.argument("called", metavar="SLUG|NAME")
@taking(values=details(REPORTER))
@writing
def add(desk: Desk, form: Format, called: str, values: Json) -> None:
    """Add a reporter.

    With --name the first word is the slug; else it is the name, and the slug is made from the name.
    """
    from claims.entry.edit import add

    answer(desk.write("reporter add", lambda session: add(session, "reporter", values, called)), form)


@reporter.command("edit", example='claims reporter edit eva-corlett --clear outlet --reason "now a freelance"')
@click.argument("reporter", shell_complete=completion.reporters)
@REASON
@taking(values=changes(REPORTER))
@writing
def edit(desk: Desk, form: Format, reporter: str, values: Json, reason: str | None) -> None:
    """Edit a reporter; the history keeps the old values."""
    from claims.entry.edit import edit

    edited(desk, form, "reporter edit", lambda session: edit(session, "reporter", reporter, values, reason))


add_merging(reporter, "reporter", completion.reporters)
add_telling_apart(reporter, "reporter", completion.reporters)
