"""`claims report anonymous`: how much rests on unnamed people, and which practices that shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from claims.cli import completion
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk, View, first_day, last_day
from claims.cli.chassis.options import reading_as
from claims.cli.terminal.drawing import drawn_part
from claims.cli.terminal.plain import harmless
from claims.cli.terminal.render import Column, Format, as_json, emit
from claims.errors import BadUsage

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.features.anonymous.scope import AnonymousFilters
    from claims.features.anonymous.words import AnonymousReport
    from claims.reading.view import View as Question


@command(
    "anonymous",
    example="claims report anonymous --story aukus-pillar-2\n"
    "claims report anonymous --outlet politico --since 2024-03 --format csv",
)
@click.option("--story", shell_complete=completion.stories, help="Only claims in this story.")
@click.option("--outlet", shell_complete=completion.outlets, help="Articles of this outlet.")
@click.option("--since", metavar="DATE", help="Published on or after this day, month or year.")
@click.option("--until", metavar="DATE", help="Published on or before this day, month or year.")
@reading_as(Format.TABLE, Format.MARKDOWN, Format.JSON, Format.CSV)
def anonymous(
    desk: Desk, view: View, story: str | None, outlet: str | None, since: str | None, until: str | None
) -> None:
    """Report how much rests on unnamed people.

    First the share of appearances on unnamed people, by outlet and month: among appearances on an outlet's own sources,
    then among all, including relays of other reports. Then the practices that AP's and Reuters' rules cover, each with
    the rule and the evidence: claims on no named source, on one unnamed person alone, opinions of unnamed people,
    plurals without a number, no reason given, second hand. CSV has the table by outlet and month. Off-the-record
    appearances are neither counted nor shown.
    """
    from claims.features.anonymous.scope import AnonymousFilters
    from claims.reading.view import View as Question

    first, last = first_day(since), last_day(until)
    if first and last and last < first:
        raise BadUsage("the last day is before the first; exchange --since and --until", part="--until")
    filters = AnonymousFilters(story=story, outlet=outlet, since=first, until=last)
    question = Question(view.as_of, view.published_until, zone=desk.settings.zone)
    report = desk.read(lambda connection: _report(connection, filters, question))
    _PRINT[view.format](report)


def _report(connection: Connection, filters: AnonymousFilters, question: Question) -> AnonymousReport:
    from claims.features.anonymous.read import anonymous_sourcing
    from claims.features.anonymous.words import AnonymousAsked, AnonymousReport

    asked = AnonymousAsked(
        at=question.as_of or datetime.now(UTC),
        zone=question.zone,
        past=question.as_of is not None,
        published_until=question.published_until,
        since=filters.since,
        until=filters.until,
    )
    return AnonymousReport(anonymous_sourcing(connection, filters, question), asked)


# Formats


def _text(report: AnonymousReport) -> None:
    from claims.features.anonymous.words import anonymous_outline
    from claims.render.text import part_lines

    click.echo("".join(f"{drawn_part(line)}\n" for line in part_lines(anonymous_outline(report))), nl=False)


def _markdown(report: AnonymousReport) -> None:
    from claims.features.anonymous.words import anonymous_outline
    from claims.render.markdown import parts_markdown

    click.echo(harmless(parts_markdown(anonymous_outline(report))), nl=False)


def _json(report: AnonymousReport) -> None:
    from claims.features.anonymous.as_json import anonymous_document

    click.echo(as_json(anonymous_document(report)))


def _csv(report: AnonymousReport) -> None:
    from claims.features.anonymous.as_json import row_json

    emit([row_json(cell) for cell in report.found.cells], _COLUMNS, Format.CSV)


_COLUMNS = [Column(name, name) for name in "outlet month own own_unnamed own_share all all_unnamed all_share".split()]

_PRINT: dict[Format, Callable[[AnonymousReport], None]] = {
    Format.TABLE: _text,
    Format.MARKDOWN: _markdown,
    Format.JSON: _json,
    Format.CSV: _csv,
}
