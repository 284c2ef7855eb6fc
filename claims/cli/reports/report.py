"""`claims report`: what a story rests on."""

from __future__ import annotations

import click

from claims.cli import completion
from claims.cli.chassis.command import group
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import choice, looking
from claims.cli.chassis.written import Written, print_report, write_report
from claims.cli.reading.claims import question_of, warn_of_late
from claims.cli.reports.anonymous import anonymous
from claims.cli.reports.check import check
from claims.cli.reports.counts import counts
from claims.cli.reports.formats import (
    format_of,
    format_option,
    refuse_long,
    rendered,
    rendered_brief,
    table_of,
)
from claims.cli.reports.track import TRACK_RECORDS
from claims.cli.reports.trend import trend
from claims.features.story.leaving.files import ReportFormat, ReportTable
from claims.vocabulary import Audience


@group("report")
def report() -> None:
    """Report on stories, outlets, reporters, sources and unnamed people."""


@report.command(
    "story",
    example="""claims report story aukus-pillar-2
    claims report story aukus-pillar-2 --brief
    claims report story aukus-pillar-2 --as-of "18:00 on 9 April 2024" --format markdown
    claims report story aukus-pillar-2 -o report.html
    claims report story aukus-pillar-2 --for public -o for-readers.html
    claims report story aukus-pillar-2 --format csv --table sources
    claims report story aukus-pillar-2 --format pdf > report.pdf""",
)
@click.argument("slug", shell_complete=completion.stories)
@click.option(
    "--brief", is_flag=True, help="Only the first minute's reading: the bottom line, and two key claims with chains."
)
@click.option(
    "--trust-labels",
    is_flag=True,
    help="Count unnamed people described with different organisations as different people (never as independent).",
)
@click.option(
    "--for",
    "audience",
    type=choice(Audience),
    default=Audience.DESK,
    help="The reader: desk (everything except confidential material), lawyer (with who entered what, when and why), "
    "public (without notes, names of reviewers, proposals and background material).",
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write it to this new file (- is the standard output), and record that copy."
)
@format_option
@click.option("--table", type=choice(ReportTable), help="The table for csv (claims); xlsx has all.")
@looking
def story(
    desk: Desk,
    view: View,
    slug: str,
    brief: bool,
    trust_labels: bool,
    audience: Audience,
    output: str | None,
    form: ReportFormat | None,
    table: ReportTable | None,
) -> None:
    """Print the sourcing report of a story, or write it to a file.

    It counts the claims and their sources, and says which claims lead back to one origin, to unnamed people or to no
    source, and which are contested, settled or overdue. Each key claim follows with its chain, then the rest. SLUG is
    the story's slug, number or title.

    Only you may read the file, and an existing file is never overwritten. If an outlet later retracts a report, `claims
    correct` lists the files you wrote earlier. The end of the file name sets the format: .html is a single page that
    needs no network; .docx is for Word (needs `pip install 'newsroom-claims[word]'`), .pdf for paper (`[pdf]`, and
    system fonts for each script in your texts, such as fonts-noto), .xlsx has a sheet for each table (`[tables]`), .csv
    a single table.
    """
    from claims.features.story.leaving.read import asked_now, read_copy

    output = None if output == "-" else output
    chosen = format_of(form, output)
    only = table_of(table, chosen)
    if brief:
        refuse_long(chosen)
    asked = asked_now(question_of(desk, view, trust_labels=trust_labels), audience)
    content, late = desk.read(lambda connection: read_copy(connection, slug, asked))
    warn_of_late(late, desk.settings.zone)

    def render() -> Written:
        return rendered_brief(content, chosen) if brief else rendered(content, chosen, only)

    if output is None:
        print_report(render)
    else:
        write_report(desk, output, render, "story", content.story.uid)


report.add_command(anonymous)
report.add_command(check)
report.add_command(counts)
report.add_command(trend)

for _track_record in TRACK_RECORDS:
    report.add_command(_track_record)
