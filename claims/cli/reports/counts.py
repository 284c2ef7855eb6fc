"""`claims report counts`: how many records there are, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from claims.cli import completion
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import reading_as
from claims.cli.reading.claims import question_of
from claims.cli.terminal.render import Column, Format, as_json, emit, plain_value
from claims.render.as_json import view_json
from claims.vocabulary import words

if TYPE_CHECKING:
    from claims.reading.counts import Counts


@command("counts", example="claims report counts\nclaims report counts --story rumours-2014 --format json")
@click.option("--story", shell_complete=completion.stories, help="Claims in this story.")
@reading_as(Format.TABLE, Format.MARKDOWN, Format.JSON, Format.CSV)
def counts(desk: Desk, view: View, story: str | None) -> None:
    """Count claims by status, appearances by treatment, and appearances per claim.

    Records that people judged to be the same count once. Appearances that were entered wrongly or are off the record
    are not counted.
    """
    from claims.reading.counts import counts as counted

    question = question_of(desk, view)
    result = desk.read(lambda connection: counted(connection, story, question))
    if view.format is Format.JSON:
        click.echo(as_json(plain_value(result) | view_json(question)))
        return
    columns = [
        Column("what", "what"),
        Column("count", "count", right=True),
        Column("per cent", "share", right=True),
    ]
    emit(list(_lines(result)), columns, view.format, caption=view.caption)


def _lines(counts: Counts) -> list[dict[str, object]]:
    lines = [_line("claims", counts.claims)]
    lines += _parts("claims", counts.statuses, counts.claims)
    lines += [_line("appearances", counts.appearances)]
    lines += _parts("appearances", counts.treatments, counts.appearances, "the outlet ")
    lines += _parts("appearances", counts.stances, counts.appearances, "the speaker ")
    lines += [_line("articles", counts.articles), _line("outlets", counts.outlets)]
    if counts.mean is not None:
        lines += [
            _line("appearances per claim, least", counts.least),
            _line("appearances per claim, most", counts.most),
        ]
        lines.append({"what": "appearances per claim, mean", "count": f"{counts.mean:.2f}", "share": ""})
    if counts.withheld:
        lines.append(_line("appearances off the record, not counted", counts.withheld))
    return lines


def _line(what: str, count: int, share: str = "") -> dict[str, object]:
    return {"what": what, "count": count, "share": share}


def _parts(what: str, of: Mapping[Any, int], total: int, who: str = "") -> list[dict[str, object]]:
    return [_line(f"{what}: {who}{words(word)}", count, f"{100 * count / total:.2f}") for word, count in of.items()]
