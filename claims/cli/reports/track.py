"""`claims report outlet`, `reporter` and `source`: how the claims that originated there turned out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from claims.cli import completion
from claims.cli.chassis.command import Command, command
from claims.cli.chassis.desk import Desk, View, first_day, last_day
from claims.cli.chassis.options import reading_as
from claims.cli.terminal.drawing import drawn_part
from claims.cli.terminal.plain import harmless
from claims.cli.terminal.render import Column, Format, as_json, emit
from claims.errors import BadUsage

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.features.track.scope import TrackFilters
    from claims.features.track.words import TrackReport

F = Callable[..., Any]

_FORMATS = (Format.TABLE, Format.MARKDOWN, Format.JSON, Format.CSV)


def _narrowing(function: F) -> F:
    """Give a command the options that narrow a track record, the options of reading, and the four formats."""

    @click.option("--since", metavar="DATE", help="Claims first published there on or after this day, month or year.")
    @click.option("--until", metavar="DATE", help="Claims first published there on or before this day, month or year.")
    @click.option("--story", shell_complete=completion.stories, help="Claims in this story.")
    @click.option("--all", "every", is_flag=True, help="List every claim, however many there are.")
    @reading_as(*_FORMATS)
    @wraps(function)
    def run(**given: Any) -> Any:
        return function(**given)

    return run


@command(
    "outlet",
    example='claims report outlet "Nikkei Asia"\n'
    "claims report outlet nikkei-asia --story aukus-pillar-2 --since 2024-03 --format csv",
)
@click.argument("outlet", shell_complete=completion.outlets)
@_narrowing
def outlet(
    desk: Desk,
    view: View,
    outlet: str,
    since: str | None,
    until: str | None,
    story: str | None,
    every: bool,
) -> None:
    """Print the track record of an outlet.

    It covers the settled claims that originated in the outlet's articles: how many held, by attribution and kind of
    claim, with the claims behind every number; how early and how late its predictions came true; how often it was
    first. Claims it picked up from other outlets are credited to them. With too few settled claims it gives no share.
    OUTLET is a name, slug or number.
    """
    narrowed = _Narrowed(since, until, story)
    _print(desk, view, "outlet", outlet, narrowed, every)


@command(
    "reporter", example='claims report reporter "Eva Corlett"\nclaims report reporter eva-corlett --format markdown'
)
@click.argument("reporter", shell_complete=completion.reporters)
@_narrowing
def reporter(
    desk: Desk,
    view: View,
    reporter: str,
    since: str | None,
    until: str | None,
    story: str | None,
    every: bool,
) -> None:
    """Print the track record of a reporter.

    The same as for an outlet, for the claims that originated in articles that the reporter signed, alone or with
    others. REPORTER is a name, slug or number.
    """
    narrowed = _Narrowed(since, until, story)
    _print(desk, view, "reporter", reporter, narrowed, every)


@command("source", example="claims report source marles\nclaims report source us-government --alone")
@click.argument("source", shell_complete=completion.sources)
@click.option("--alone", is_flag=True, help="Of an institution, leave out its people, parts and documents.")
@_narrowing
def source(
    desk: Desk,
    view: View,
    source: str,
    since: str | None,
    until: str | None,
    story: str | None,
    every: bool,
    alone: bool,
) -> None:
    """Print the track record of a source.

    It covers the settled claims whose chains of relays end at the source: how many held, and how early and how late its
    predictions came true. Sources judged the same count as one. The words of an institution's people, parts and
    documents count as its own, and the report says so. SOURCE is a name, slug or number.
    """
    narrowed = _Narrowed(since, until, story, alone)
    _print(desk, view, "source", source, narrowed, every)


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """The typed options that narrow a track record."""

    since: str | None
    until: str | None
    story: str | None
    alone: bool = False


def _print(desk: Desk, view: View, subject: str, name: str, narrowed: _Narrowed, every: bool) -> None:
    filters = _filters(narrowed)
    report = desk.read(lambda connection: _report(connection, desk, view, subject, name, filters))
    _PRINT[view.format](report, every)


def _filters(narrowed: _Narrowed) -> TrackFilters:
    """Return the options as filters of a track record; raises `BadValue` and `BadUsage`."""
    from claims.features.track.scope import TrackFilters

    since, until = first_day(narrowed.since), last_day(narrowed.until)
    if since and until and until < since:
        raise BadUsage("the last day is before the first; exchange --since and --until", part="--until")
    return TrackFilters(since=since, until=until, story=narrowed.story, alone=narrowed.alone)


def _report(
    connection: Connection, desk: Desk, view: View, subject: str, name: str, filters: TrackFilters
) -> TrackReport:
    from claims.features.track.read import track_record
    from claims.features.track.words import TrackAsked, track_report
    from claims.reading.view import View as Question
    from claims.rules.trackrecord import Subject

    zone, at = desk.settings.zone, view.as_of or datetime.now(UTC)
    question = Question(view.as_of, view.published_until, zone=zone)
    asked = TrackAsked(at, zone, view.as_of is not None, view.published_until, filters)
    return track_report(track_record(connection, Subject(subject), name, filters, question), asked)


# Formats


def _text(report: TrackReport, every: bool) -> None:
    from claims.features.track.outline import track_outline
    from claims.render.text import part_lines

    click.echo("".join(f"{drawn_part(line)}\n" for line in part_lines(track_outline(report, every=every))), nl=False)


def _markdown(report: TrackReport, every: bool) -> None:
    from claims.features.track.outline import track_outline
    from claims.render.markdown import parts_markdown

    click.echo(harmless(parts_markdown(track_outline(report, every=every))), nl=False)


def _json(report: TrackReport, every: bool) -> None:
    from claims.features.track.as_json import track_document

    click.echo(as_json(track_document(report)))


def _csv(report: TrackReport, every: bool) -> None:
    from claims.features.track.as_json import claim_row

    emit([claim_row(claim) for claim in report.record.claims], _COLUMNS, Format.CSV)


_PRINT: dict[Format, Callable[[TrackReport, bool], None]] = {
    Format.TABLE: _text,
    Format.MARKDOWN: _markdown,
    Format.JSON: _json,
    Format.CSV: _csv,
}


def _of_words(name: str) -> Callable[[dict[str, Any]], list[Any]]:
    """Return a function for the words of a claim's attributions, each once."""
    return lambda row: list(dict.fromkeys(word[name] for word in row["words"] if word[name] is not None))


_COLUMNS = [
    *(Column(name, name) for name in "id uid kind weight status outcome originated said".split()),
    *(Column(name, name) for name in "right_when_reported came_true days_off first published other_origins".split()),
    Column("attributions", _of_words("attribution")),
    Column("sources", _of_words("source")),
    Column("articles", _of_words("article")),
    Column("statement", "statement"),
]

TRACK_RECORDS: tuple[Command, ...] = (outlet, reporter, source)
"""The commands that belong to the group of reports."""
