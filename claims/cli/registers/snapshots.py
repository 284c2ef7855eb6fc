"""`claims article snapshots` and `text`: the copies of an article that capture has kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from claims.cli import completion
from claims.cli.chassis.command import Group
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import reading
from claims.cli.reading.claims import question_of
from claims.cli.terminal.plain import harmless
from claims.cli.terminal.render import Column, emit, emit_record, warn
from claims.errors import blaming
from claims.render.json_text import on_the_clock
from claims.vocabulary import Media, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.reading.registers.versions import ArticleSnapshots, SnapshotLine

Json = dict[str, Any]

SHORT = 12
"""How many characters of a SHA-256 a table shows."""

CONFIDENTIAL = click.option("--confidential", is_flag=True, help="Include confidential snapshots.")
SNAPSHOT = click.IntRange(1)

_LIST = [
    Column("snapshot", lambda row: f"#{row['id']}", right=True),
    Column("captured", lambda row: f"{row['entered_at']:%Y-%m-%d %H:%M}"),
    Column("by", "entered_by"),
    Column("from", lambda row: words(Media(row["media"]))),
    Column("characters", lambda row: "redacted" if row["characters"] is None else f"{row['characters']:,}", right=True),
    Column("SHA-256", lambda row: (row["sha256"] or "")[:SHORT]),
    Column("confidential", lambda row: "confidential" if row["confidential"] else ""),
    Column("timestamps", lambda row: ", ".join(map(_stamped, row["timestamps"]))),
    Column("headline", "headline", wide=True),
]
_TEXT = [
    Column("article", lambda row: f"#{row['article']}"),
    Column("snapshot", lambda row: f"#{row['snapshot']}"),
    Column("captured", lambda row: f"{row['entered_at']:%Y-%m-%d %H:%M} by {row['entered_by']}"),
    Column("headline", "headline"),
    Column("text", "text"),
]


def add_snapshots(group: Group) -> None:
    """Give the group of articles its commands `snapshots` and `text`."""
    group.command("snapshots", example="claims article snapshots 12")(_snapshots)
    group.command("text", example="claims article text 12\nclaims article text 12 --snapshot 3")(_text)


@click.argument("article", shell_complete=completion.articles)
@CONFIDENTIAL
@reading
def _snapshots(desk: Desk, view: View, article: str, confidential: bool) -> None:
    """List the copies of an article that `claims capture` has kept, oldest first."""
    from claims.render.as_json import view_json

    question = question_of(desk, view, confidential=confidential, about=("article", article))
    with blaming(article):
        kept = desk.read(lambda connection: _read(connection, article, question, "snapshots"))
    if kept.withheld:
        warn(withheld_sentence(kept.withheld))
    rows = [on_the_clock(line, question.zone) | view_json(question) for line in kept.lines]
    held = "kept" if not kept.withheld else "shown without --confidential"
    emit(rows, _LIST, view.format, empty=f"No snapshot of article #{kept.article} is {held}.", caption=view.caption)


@click.argument("article", shell_complete=completion.articles)
@click.option("--snapshot", type=SNAPSHOT, metavar="NUMBER", help="This snapshot (the newest).")
@CONFIDENTIAL
@reading
def _text(desk: Desk, view: View, article: str, snapshot: int | None, confidential: bool) -> None:
    """Print the text of an article as `claims capture` read it."""
    from claims.reading.registers.versions import chosen, texts_of
    from claims.render.as_json import view_json

    question = question_of(desk, view, confidential=confidential, about=("article", article))

    def read(connection: Connection) -> tuple[ArticleSnapshots, SnapshotLine, str]:
        kept = _read(connection, article, question, "text")
        line = chosen(kept, snapshot)
        return kept, line, texts_of(connection, [line.id])[line.id]

    with blaming(article):
        kept, line, text = desk.read(read)
    row: Json = {"article": kept.article, "snapshot": line.id, **on_the_clock(line, question.zone), "text": text}
    del row["id"]
    row["article"] = kept.article
    emit_record(row | view_json(question), _TEXT, view.format, text=lambda: harmless(text))


def _stamped(timestamp: Json) -> str:
    return f"{timestamp['stamped_at']:%Y-%m-%d %H:%M}{' (redacted)' if timestamp['redacted'] else ''}"


def _read(connection: Connection, article: str, question: Any, command: str) -> ArticleSnapshots:
    from claims.reading.registers.versions import article_snapshots

    return article_snapshots(connection, article, question, f"claims article {command}")


def withheld_sentence(count: int) -> str:
    """Return that confidential snapshots are left out."""
    are = "1 confidential snapshot is" if count == 1 else f"{count:,} confidential snapshots are"
    return f"{are} left out; --confidential includes {'it' if count == 1 else 'them'}"
