"""`claims source`: the people, institutions and documents behind claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from claims.catalogue import SOURCE
from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import group
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import choice, reading, writing
from claims.cli.forms.drafting import taking
from claims.cli.registers.common import (
    ALSO,
    LIST_CONFIDENTIAL,
    REASON,
    SHOW_CONFIDENTIAL,
    Json,
    add_judging,
    add_merging,
    add_taking_back,
    changes,
    details,
    edited,
    label_of,
    lines,
    numbered,
    show_list,
    show_one,
    told_columns,
    withheld,
)
from claims.cli.registers.sealing import add_sealing
from claims.cli.terminal.render import Column, Format
from claims.privacy.redaction import redacted_name
from claims.render.corrections import RETRACTED
from claims.vocabulary import JudgementKind, SourceKind, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.reading.registers.records import SourceLine
    from claims.reading.view import View as Question

_ABOVE = ("institution", "part_of", "issuer")
_LIST = [
    Column("id", "id", right=True),
    Column("slug", "slug"),
    Column("kind", "kind"),
    Column("name", lambda row: _label(row)),
    Column("role", "role"),
    Column("of", lambda row: next(filter(None, (label_of(name)(row) for name in _ABOVE)), "")),
    Column("claims", "claims", right=True),
    ALSO,
]
_SHOWN = [
    Column("source", lambda row: f"#{row['id']} {_label(row)}"),
    Column("slug", "slug"),
    Column("kind", lambda row: f"{row['kind']}{'' if row['named'] else ', unnamed'}"),
    Column("stated count", "stated_count"),
    Column("role", "role"),
    *told_columns(SOURCE, "kind", "named", "name", "described", "role", "stated_count"),
    Column("belongs to", lambda row: " · ".join(map(numbered, row["above"]))),
    Column("of it", lines(lambda row: map(numbered, row["below"]))),
    Column("claims", "claims"),
    Column("speaks in", lines(lambda row: _spoken(row))),
    Column("withheld", withheld),
    Column("sealed", lines(lambda row: _sealed(row))),
]


@group()
def source() -> None:
    """Manage the sources of claims.

    SOURCE is a number, a slug, a name, or the beginning of a uid; for an unnamed person, use the number or the slug.
    """


@source.command(
    "list", example="claims source list\nclaims source list --kind institution\nclaims source list --unnamed"
)
@click.option("--kind", "kinds", type=choice(SourceKind), multiple=True, help="Only sources of this kind; repeatable.")
@click.option("--unnamed", is_flag=True, help="Only people without a name.")
@LIST_CONFIDENTIAL
@reading
def list_(desk: Desk, view: View, kinds: tuple[SourceKind, ...], unnamed: bool, confidential: bool) -> None:
    """List the sources, with the number of claims citing each."""
    from claims.reading.registers.read import source_lines

    def query(connection: Connection, question: Question) -> list[SourceLine]:
        return source_lines(connection, question, kinds=kinds, unnamed=unnamed)

    show_list(desk, view, query, _LIST, "There is no such source.", of="source", confidential=confidential)


@source.command("show", example="claims source show marles")
@click.argument("source", shell_complete=completion.sources)
@SHOW_CONFIDENTIAL
@reading
def show(desk: Desk, view: View, source: str, confidential: bool) -> None:
    """Show a source: the institution it belongs to, the claims citing it, judgements and edits."""
    from claims.reading.registers.read import source_detail

    show_one(desk, view, "source", source, source_detail, _SHOWN, confidential=confidential)


@source.command(
    "add",
    example='claims source add "Richard Marles" --kind person --role "Australian defence minister"\n'
    'claims source add diplomat-1 --kind person --unnamed --described "one senior diplomat"\n'
    'claims source add white-house --kind institution --name "The White House" --part-of us-government',
)
@click.argument("called", metavar="SLUG|NAME")
@click.option("--kind", type=choice(SourceKind), required=True, help="What it is.")
@click.option("--unnamed", is_flag=True, help="A person without a name.")
@taking(values=details(SOURCE))
@writing
def add(desk: Desk, form: Format, called: str, kind: SourceKind, unnamed: bool, values: Json) -> None:
    """Add a source.

    With --name (or --described, for an unnamed person) the first word is the slug; else it is the name or the
    description, and the slug is made from it.
    """
    from claims.entry.edit import add

    columns = {"kind": kind, "named": not unnamed, **values}
    answer(desk.write("source add", lambda session: add(session, "source", columns, called)), form)


@source.command("edit", example='claims source edit white-house --part-of us-government --reason "as it is"')
@click.argument("source", shell_complete=completion.sources)
@REASON
@taking(values=changes(SOURCE))
@writing
def edit(desk: Desk, form: Format, source: str, values: Json, reason: str | None) -> None:
    """Edit a source; its history keeps the old values.

    The kind cannot change, nor whether the source is named: naming an unnamed person would give the identity away.
    """
    from claims.entry.edit import edit

    edited(desk, form, "source edit", lambda session: edit(session, "source", source, values, reason))


add_judging(
    source,
    "source",
    "same",
    JudgementKind.SAME,
    completion.sources,
    help="""Say that two sources are the same.

    They count as one origin. An unnamed and a named person cannot be called the same here: it would give the unnamed
    person away.
    """,
)
add_judging(
    source,
    "source",
    "distinct",
    JudgementKind.DISTINCT,
    completion.sources,
    help="""Say that two sources are different.

    They count as two voices; whether they are independent of each other is another question.
    """,
)
add_judging(
    source,
    "source",
    "independent",
    JudgementKind.INDEPENDENT,
    completion.sources,
    help="""Say that two sources are independent of each other.

    Neither knows it from the other, and they do not both know it from a third: they count as two origins under the
    two-source rule.
    """,
)
add_taking_back(
    source,
    "source",
    "unjudge",
    completion.sources,
    help="""Take back every judgement about two sources.

    The history keeps it.
    """,
)
add_merging(source, "source", completion.sources)
add_sealing(source)


def _label(row: Json) -> str:
    label = row["name"] if row["named"] else row["described"] and f"“{row['described']}”"
    return str(label or redacted_name("source", row["id"]))


def _sealed(row: Json) -> Iterable[str]:
    for sealed in row["sealed"]:
        keys = (
            f"for {sealed['recipients']} key{'s' * (sealed['recipients'] != 1)}" if sealed["recipients"] else "redacted"
        )
        yield f"#{sealed['id']}, {keys}, {sealed['entered_by']} {sealed['entered_at']:%Y-%m-%d %H:%M}"


def _spoken(row: Json) -> Iterable[str]:
    for appearance in row["appearances"]:
        where = ", ".join(filter(None, (appearance["outlet"] or "an unknown outlet", appearance["published"])))
        retracted = f", {RETRACTED}" if appearance["retracted"] else ""
        yield f"claim {numbered(appearance['claim'])} — {words(appearance['stance'])}, {where}{retracted}"
