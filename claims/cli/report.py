"""`claims report`: what a story rests on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from claims.cli import completion
from claims.cli.claims import warn_of_late
from claims.cli.command import group
from claims.cli.desk import Desk, View
from claims.cli.options import choice, looking
from claims.cli.report_anonymous import anonymous
from claims.cli.report_counts import counts
from claims.cli.report_formats import ReportFormat, ReportTable, format_of, format_option, rendered, table_of
from claims.cli.report_track import TRACK_RECORDS
from claims.cli.report_trend import trend
from claims.cli.written import print_report, write_report

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
    claims report story aukus-pillar-2 --as-of "18:00 on 9 April 2024" --format markdown
    claims report story aukus-pillar-2 -o report.html
    claims report story aukus-pillar-2 --format csv --table sources
    claims report story aukus-pillar-2 --format pdf > report.pdf""",
)
@click.argument("slug", shell_complete=completion.stories)
@click.option(
    "--trust-labels",
    is_flag=True,
    help="Count unnamed people described with different organisations as different people (never as independent).",
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write it to this new file (- is the standard output), and note it."
)
@format_option
@click.option("--table", type=choice(ReportTable), help="Which table csv is to have (claims); xlsx has all.")
@looking
def story(
    desk: Desk,
    view: View,
    slug: str,
    trust_labels: bool,
    output: str | None,
    form: ReportFormat | None,
    table: ReportTable | None,
) -> None:
    """Print the sourcing report of a story, or write it to a file.

    How many claims there are and on whose word, what leads back to one origin, to unnamed people or to nobody, what
    is contested, settled and overdue; then each key claim with its chain, then the rest. SLUG is the story's slug,
    number or title.

    A file is readable by you alone and nothing is ever overwritten; when an outlet withdraws something later,
    `claims correct` names the reports that were written to files before. The end of its name says the format: .html
    is one page for everybody, which needs no network; .docx is for Word (needs `pip install 'newsroom-claims[word]'`),
    .pdf for paper (`[pdf]`, and fonts of the system for each script that your texts have, such as fonts-noto), .xlsx
    has a sheet for each table (`[tables]`), .csv one table.
    """
    output = None if output == "-" else output
    chosen = format_of(form, output)
    only = table_of(table, chosen)
    told, late = desk.read(lambda connection: _report(connection, desk, view, slug, trust_labels))
    warn_of_late(late, desk.settings.zone)
    if output is None:
        print_report(lambda: rendered(told, chosen, only))
    else:
        write_report(desk, output, lambda: rendered(told, chosen, only), "story", told.story.uid)


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


report.add_command(anonymous)
report.add_command(counts)
report.add_command(trend)

for _track_record in TRACK_RECORDS:
    report.add_command(_track_record)
