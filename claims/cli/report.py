"""`claims report`: what a story rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from claims.cli.claims import warn_of_late
from claims.cli.command import group
from claims.cli.desk import Desk, View
from claims.cli.drawing import drawn_part
from claims.cli.options import reading_as
from claims.cli.plain import harmless
from claims.cli.render import Format, as_json
from claims.cli.report_anonymous import anonymous
from claims.cli.report_counts import counts
from claims.cli.report_track import TRACK_RECORDS
from claims.cli.written import write_report

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.queries.arrivals import Late
    from claims.reports.story import StoryReport


@group("report")
def report() -> None:
    """Report on stories, outlets, reporters, sources and the unnamed."""


@report.command(
    "story",
    example="""claims report story aukus-pillar-2
    claims report story aukus-pillar-2 --as-of "18:00 on 9 April 2024" --format markdown""",
)
@click.argument("slug")
@click.option(
    "--trust-labels",
    is_flag=True,
    help="Count unnamed people described with different organisations as different people (never as independent).",
)
@click.option("-o", "--output", metavar="FILE", help="Write it to this new file, and note that it was written.")
@reading_as(Format.TABLE, Format.MARKDOWN, Format.JSON)
def story(desk: Desk, view: View, slug: str, trust_labels: bool, output: str | None) -> None:
    """Print the sourcing report of a story.

    How many claims there are and on whose word, what leads back to one origin, to unnamed people or to nobody, what
    is contested, settled and overdue; then each key claim with its chain, then the rest. SLUG is the story's slug,
    number or title. A file is readable by you alone and nothing is ever overwritten; when an outlet withdraws
    something later, `claims correct` names the reports that were written to files before.
    """
    told, late = desk.read(lambda connection: _report(connection, desk, view, slug, trust_labels))
    warn_of_late(late, desk.settings.zone)
    if output is None:
        click.echo(_FORMATS[view.format](told), nl=False)
        return
    write_report(desk, output, lambda: _FORMATS[view.format](told), "story", told.story.uid)


def _report(
    connection: Connection, desk: Desk, view: View, slug: str, trust_labels: bool
) -> tuple[StoryReport, Late | None]:
    from claims.queries.arrivals import came_late, uids_behind
    from claims.queries.dossier import View as Question
    from claims.queries.reach import reaches
    from claims.queries.stories import story_claims
    from claims.reports.story import Asked, story_report

    zone, at = desk.settings.zone, view.as_of or datetime.now(UTC)
    question = Question(view.as_of, view.published_until, trust_labels=trust_labels, zone=zone)
    found = story_claims(connection, slug, question)
    asked = Asked(at, zone, view.as_of is not None, view.published_until, trust_labels)
    late = came_late(connection, uids_behind(found.claims), view.as_of)
    return story_report(found.story, found.claims, asked, reaches(connection, found.claims, question)), late


# Formats


def _text(told: StoryReport) -> str:
    from claims.reports.story_text import story_lines

    return "".join(f"{drawn_part(line)}\n" for line in story_lines(told))


def _markdown(told: StoryReport) -> str:
    from claims.reports.story_markdown import story_markdown

    return harmless(story_markdown(told))


def _json(told: StoryReport) -> str:
    from claims.reports.story_json import story_document

    return f"{as_json(story_document(told))}\n"


_FORMATS: dict[Format, Callable[[StoryReport], str]] = {
    Format.TABLE: _text,
    Format.MARKDOWN: _markdown,
    Format.JSON: _json,
}


report.add_command(anonymous)
report.add_command(counts)

for _track_record in TRACK_RECORDS:
    report.add_command(_track_record)
