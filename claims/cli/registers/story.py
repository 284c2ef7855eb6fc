"""`claims story`: the stories that group claims."""

from __future__ import annotations

import click

from claims.catalogue import STORY
from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import group
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import reading, reading_as, writing
from claims.cli.forms.drafting import taking
from claims.cli.registers.common import (
    ALSO,
    REASON,
    Json,
    add_merging,
    called,
    changes,
    counted,
    details,
    edited,
    show_list,
    show_one,
    told_columns,
)
from claims.cli.terminal.render import Column, Format, emit

_LIST = [
    Column("id", "id", right=True),
    Column("slug", "slug"),
    Column("title", called("story", "title")),
    Column("publishing on", "publishing_on"),
    Column("claims", "claims", right=True),
    ALSO,
]
_SHOWN = [
    Column("story", lambda row: f"#{row['id']} {called('story', 'title')(row)}"),
    Column("slug", "slug"),
    *told_columns(STORY, "title"),
    Column("claims", "claims"),
    Column("statuses", lambda row: counted(row["statuses"])),
    Column("outcomes", lambda row: counted(row["outcomes"])),
    Column("overdue", lambda row: row["overdue"] or None),
]


@group()
def story() -> None:
    """Manage the stories that group claims.

    STORY is a number, a slug, a title, or the beginning of a uid.
    """


@story.command("list", example="claims story list")
@reading
def list_(desk: Desk, view: View) -> None:
    """List the stories, with how many claims belong to each."""
    from claims.reading.registers.read import story_lines

    show_list(desk, view, story_lines, _LIST, "There is no story yet; `claims story add NAME` adds one.")


@story.command("show", example="claims story show aukus-pillar-2")
@click.argument("story", shell_complete=completion.stories)
@reading
def show(desk: Desk, view: View, story: str) -> None:
    """Show a story: its claims counted by status and outcome, judgements and edits.

    `claims list --story STORY` lists the claims; `claims report story STORY` reports on their sources.
    """
    from claims.reading.registers.read import story_detail

    show_one(desk, view, "story", story, story_detail, _SHOWN)


@story.command("add", example='claims story add aukus-pillar-2 --title "AUKUS Pillar 2" --publishing-on 2024-04-11')
@click.argument("called", metavar="SLUG|TITLE")
@taking(values=details(STORY))
@writing
def add(desk: Desk, form: Format, called: str, values: Json) -> None:
    """Add a story.

    With --title the first word is its slug; else the slug is made from the title.
    """
    from claims.entry.edit import add

    answer(desk.write("story add", lambda session: add(session, "story", values, called)), form)


@story.command("edit", example='claims story edit aukus-pillar-2 --publishing-on 2024-04-12 --reason "held a day"')
@click.argument("story", shell_complete=completion.stories)
@REASON
@taking(values=changes(STORY))
@writing
def edit(desk: Desk, form: Format, story: str, values: Json, reason: str | None) -> None:
    """Edit a story; its history keeps the old values."""
    from claims.entry.edit import edit

    edited(desk, form, "story edit", lambda session: edit(session, "story", story, values, reason))


@story.command("close", example='claims story close aukus-pillar-2 --to mori,okafor --note "until it runs"')
@click.argument("story", shell_complete=completion.stories)
@click.option("--to", "people", multiple=True, metavar="NAME,…", help="The users who may see it, besides you.")
@click.option("--note", metavar="TEXT", help="Why; it stays with the change.")
@writing
def close(desk: Desk, form: Format, story: str, people: tuple[str, ...], note: str | None) -> None:
    """Close a story to all but the users you name.

    Other users see nothing of it: not the story, not its claims, and no source, article, outlet or reporter known only
    from them. Lists, counts, searches and exports are as if they did not exist. A claim that also belongs to an open
    story stays open.

    An owner who is not named sees only that the story is closed, and to whom (`claims story closings`). To read it they
    must close it again and name themselves, which the history shows.
    """
    from claims.entry.closing import close_story

    made = desk.write("story close", lambda session: close_story(session, story, people, note))
    answer(made, form, text=lambda: f"the story is {made.made[0].label}")


@story.command("open", example='claims story open aukus-pillar-2 --note "published"')
@click.argument("story", shell_complete=completion.stories)
@click.option("--note", metavar="TEXT", help="Why; needed, because everyone sees the story from then on.")
@writing
def open_(desk: Desk, form: Format, story: str, note: str | None) -> None:
    """Open a closed story to everyone."""
    from claims.entry.closing import open_story

    made = desk.write("story open", lambda session: open_story(session, story, note))
    answer(made, form, text=lambda: f"the story is {made.made[0].label}")


@story.command("closings", example="claims story closings")
@reading_as(Format.TABLE, Format.JSON, Format.JSONL, Format.CSV)
def closings(desk: Desk, view: View) -> None:
    """List who closed or opened which story, when, and to whom; an owner sees all stories here."""
    from claims.reading.registers.people import story_closings

    rows = desk.read(lambda connection: story_closings(connection, view.as_of), action="story closings")
    zone = desk.settings.zone
    shown = [{**row, "at": row["at"].astimezone(zone).isoformat(timespec="seconds")} for row in rows]
    names = ("story", "closed", "people", "at", "by", "note")
    columns = [Column(name, _people if name == "people" else name) for name in names]
    emit(shown, columns, view.format, empty="No story was ever closed.", caption=view.caption)


def _people(row: Json) -> str:
    return ", ".join(row["people"])


add_merging(story, "story", completion.stories)
