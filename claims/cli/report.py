"""`claims report`: what a story rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from os import environ
from typing import TYPE_CHECKING

import click

from claims.cli.command import group
from claims.cli.desk import Desk, View
from claims.cli.options import reading_as
from claims.cli.plain import cells, columns, harmless, padded, wrapped
from claims.cli.render import Format, as_json, in_terminal, tree, wrap

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.reports.story import StoryReport
    from claims.reports.story_outline import Table
    from claims.reports.story_text import Drawn, Line, Look


@group("report")
def report() -> None:
    """Report on the sourcing of a story."""


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
@reading_as(Format.TABLE, Format.MARKDOWN, Format.JSON)
def story(desk: Desk, view: View, slug: str, trust_labels: bool) -> None:
    """Print the sourcing report of a story.

    How many claims there are and on whose word, what leads back to one origin, to unnamed people or to nobody, what
    is contested, settled and overdue; then each key claim with its chain, then the rest. SLUG is the story's slug,
    number or title.
    """
    told = desk.read(lambda connection: _report(connection, desk, view, slug, trust_labels))
    click.echo(_FORMATS[view.format](told), nl=False)


def _report(connection: Connection, desk: Desk, view: View, slug: str, trust_labels: bool) -> StoryReport:
    from claims.queries.dossier import View as Question
    from claims.queries.stories import story_claims
    from claims.reports.story import Asked, story_report

    zone, at = desk.settings.zone, view.as_of or datetime.now(UTC)
    question = Question(view.as_of, view.published_until, trust_labels=trust_labels, zone=zone)
    found = story_claims(connection, slug, question)
    asked = Asked(at, zone, view.as_of is not None, view.published_until, trust_labels)
    return story_report(found.story, found.claims, asked)


# Formats


def _text(told: StoryReport) -> str:
    from claims.reports.story_text import story_lines

    return "".join(f"{_drawn(line)}\n" for line in story_lines(told))


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


def _drawn(drawn: Drawn) -> str:
    """Return one part of the text, wrapped to the terminal."""
    from claims.reports.story_text import Chains, Line

    if isinstance(drawn, Line):
        return _line(drawn)
    if isinstance(drawn, Chains):
        lines = tree(drawn.branches, width=max(20, columns() - len(drawn.indent))).split("\n")
        return "\n".join(f"{drawn.indent}{line}" for line in lines)
    return _table(drawn)


def _line(line: Line) -> str:
    text = wrap(" ".join(line.text.split()), first=line.first, rest=" " * cells(line.first))
    return _styled(text, line.look)


def _table(table: Table) -> str:
    """Return a table in which the first column takes what room the numbers leave, if it needs that."""
    numbers = [[row[index] for row in (table.headers, *table.rows)] for index in range(1, len(table.headers))]
    widths = [max(map(cells, column)) for column in numbers]
    room = max(12, columns() - sum(widths) - 2 * len(widths))
    first = min(room, max(cells(row[0]) for row in (table.headers, *table.rows)))
    return "\n".join(_row(row, first, widths) for row in (table.headers, *table.rows))


def _row(row: Sequence[str], first: int, widths: Sequence[int]) -> str:
    head, *more = wrapped(row[0], first)
    numbers = [padded(cell, width, right=True) for cell, width in zip(row[1:], widths, strict=True)]
    return "\n".join(["  ".join([padded(head, first), *numbers]), *(f"  {line}" for line in more)])


def _styled(text: str, look: Look) -> str:
    """Return text bold or dim, as it stands out, if a terminal can show it and nobody asked for plain text."""
    from claims.reports.story_text import Look

    if look is Look.PLAIN or not in_terminal() or environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return text
    quiet = look is Look.QUIET
    return click.style(text, bold=not quiet or None, dim=quiet or None, underline=look is Look.TITLE or None)
