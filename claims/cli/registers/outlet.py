"""`claims outlet`: the publishers of articles."""

from __future__ import annotations

import click

from claims.catalogue import OUTLET
from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import group
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import reading, writing
from claims.cli.forms.drafting import taking
from claims.cli.forms.fields import option_of
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
    show_list,
    show_one,
    told_columns,
)
from claims.cli.registers.outlet_import import import_
from claims.cli.terminal.render import Column, Format

_ALIAS = option_of(OUTLET["aliases"], given_as="aliases")
_HOST = option_of(OUTLET["hosts"], given_as="hosts")
_LIST = [
    Column("id", "id", right=True),
    Column("slug", "slug"),
    Column("name", called("outlet", "name")),
    Column("country", "country"),
    Column("ours", lambda row: "ours" if row["ours"] else ""),
    Column("reliability", "reliability"),
    Column("articles", "articles", right=True),
    Column("unseen", "unseen", right=True),
    Column("claims", "claims", right=True),
    ALSO,
]
_OURS = ", our own newsroom"
_SHOWN = [
    Column("outlet", lambda row: f"#{row['id']} {called('outlet', 'name')(row)}{_OURS if row['ours'] else ''}"),
    Column("slug", "slug"),
    *told_columns(OUTLET, "name", "ours"),
    Column("aliases", "aliases"),
    Column("hosts", "hosts"),
    Column("articles", lambda row: _articles(row)),
    Column("claims", "claims"),
]


@group()
def outlet() -> None:
    """Manage the outlets that publish articles.

    OUTLET is a number, a slug, a name or alias, or the beginning of a uid.
    """


@outlet.command("list", example="claims outlet list\nclaims outlet list --format csv")
@LIST_CONFIDENTIAL
@reading
def list_(desk: Desk, view: View, confidential: bool) -> None:
    """List the outlets, with their articles and the claims in them."""
    from claims.reading.registers.read import outlet_lines

    empty = "There is no outlet yet; `claims outlet add NAME` adds one."
    show_list(desk, view, outlet_lines, _LIST, empty, of="outlet", confidential=confidential)


@outlet.command("show", example="claims outlet show nikkei")
@click.argument("outlet", shell_complete=completion.outlets)
@SHOW_CONFIDENTIAL
@reading
def show(desk: Desk, view: View, outlet: str, confidential: bool) -> None:
    """Show an outlet: its names and hosts, what it published, judgements and edits."""
    from claims.reading.registers.read import outlet_detail

    show_one(desk, view, "outlet", outlet, outlet_detail, _SHOWN, confidential=confidential)


@outlet.command("add", example='claims outlet add "Nikkei Asia" --country JP --host asia.nikkei.com --alias Nikkei')
@click.argument("called", metavar="SLUG|NAME")
@_ALIAS
@_HOST
@taking(values=details(OUTLET))
@writing
def add(desk: Desk, form: Format, called: str, values: Json, aliases: tuple[str, ...], hosts: tuple[str, ...]) -> None:
    """Add an outlet.

    With --name the first word is its slug; else it is the name, and the slug is made from the name.
    """
    from claims.entry.registers.outlets import add_outlet

    made = desk.write("outlet add", lambda session: add_outlet(session, values, called, aliases=aliases, hosts=hosts))
    answer(made, form)


@outlet.command("edit", example='claims outlet edit nikkei --reliability B --reason "agreed on the desk"')
@click.argument("outlet", shell_complete=completion.outlets)
@_ALIAS
@_HOST
@click.option(
    "--drop", "dropped", metavar="ALIAS|HOST", multiple=True, help="Remove another name or a host; repeatable."
)
@REASON
@taking(values=changes(OUTLET))
@writing
def edit(
    desk: Desk,
    form: Format,
    outlet: str,
    values: Json,
    aliases: tuple[str, ...],
    hosts: tuple[str, ...],
    dropped: tuple[str, ...],
    reason: str | None,
) -> None:
    """Edit an outlet; its history keeps the old values."""
    from claims.entry.registers.outlets import edit_outlet

    edited(
        desk,
        form,
        "outlet edit",
        lambda session: edit_outlet(
            session, outlet, values, aliases=aliases, hosts=hosts, dropped=dropped, reason=reason
        ),
    )


outlet.add_command(import_)

add_merging(outlet, "outlet", completion.outlets)
add_telling_apart(outlet, "outlet", completion.outlets)


def _articles(row: Json) -> str:
    unseen = f", {row['unseen']} of them unread" if row["unseen"] else ""
    return f"{row['articles']}{unseen}"
