"""`claims watch`: a story, followed in the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from claims.cli import completion
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import at_desk, choice
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Format, can_print_all, warn
from claims.errors import INTERRUPTED, blaming

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.features.changes.read import Changes


@command(
    "watch",
    example='claims watch aukus-pillar-2\nclaims watch aukus-pillar-2 --since "9:00 today"\n'
    "claims watch aukus-pillar-2 --format jsonl | while read -r entry; do …; done",
)
@click.argument("story", shell_complete=completion.stories)
@click.option("--since", metavar="WHEN", help="Begin with entries since then (else with the next one).")
@click.option(
    "--every",
    type=click.FloatRange(0.1, 3600),
    default=1.0,
    metavar="SECONDS",
    help="How often to look into a file (1); a server reports each entry at once.",
)
@click.option(
    "--format",
    "form",
    type=choice(Format, only=(Format.TABLE, Format.JSON, Format.JSONL)),
    default="table",
    help="How to print it (table); json and jsonl print an object on each line.",
)
@at_desk
def watch(desk: Desk, story: str, since: str | None, every: float, form: Format) -> None:
    """Follow a story: print each entry when it is made.

    Appearances, reviews, corrections, relations and the rest, by whoever enters them, a line each, with the time, the
    claim and the person. Off-the-record material is left out. Ctrl-C ends it, with exit code 130. STORY is its slug,
    number or title.

    On a server, the command listens on a connection of its own. If CLAIMS_DB leads through PgBouncer, name the server
    itself in CLAIMS_DIRECT, or as `direct` in claims.toml; else new entries are seen within half a minute.
    """
    from claims.features.changes.read import changes_in_story, event_before
    from claims.features.changes.words import change_json, change_line
    from claims.reading.find import find
    from claims.reading.view import View
    from claims.settings import masked
    from claims.store.servers.lost import outlasting
    from claims.store.waiting.listening import listening
    from claims.text.dates import beginning

    zone = desk.settings.zone
    view = View(zone=zone)
    with blaming("--since"):
        begin = None if since is None else beginning(since, zone)

    def first(connection: Connection) -> tuple[int, int]:
        return find(connection, "story", story, part="STORY"), event_before(connection, begin)

    number, after = desk.read(first)

    def new(connection: Connection) -> Changes:
        find(connection, "story", str(number), part="STORY")  # it may have been closed to the user meanwhile
        return changes_in_story(connection, number, after, view)

    def say_lost() -> None:
        warn(f"the connection to {masked(desk.settings.database)} was lost; waiting for a server")

    try:
        with listening(desk.settings, every) as wait:
            while True:
                entered = outlasting(desk.settings, lambda: desk.read(new), say_lost)
                after = entered.event
                for change in entered.changes:
                    if form is Format.TABLE:
                        click.echo(one_line(change_line(change, zone)))
                    else:
                        click.echo(json.dumps(change_json(change, zone), ensure_ascii=not can_print_all()))
                wait(after)
    except KeyboardInterrupt:
        click.get_current_context().exit(INTERRUPTED)
