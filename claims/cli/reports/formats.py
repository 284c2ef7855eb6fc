"""The formats of a story's report: how the format is chosen, and how each is made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from claims.cli.chassis.options import choice
from claims.cli.terminal.drawing import drawn_part
from claims.cli.terminal.plain import harmless
from claims.cli.terminal.render import can_print_all, in_terminal
from claims.errors import BadUsage
from claims.features.story.leaving.files import ENDINGS, ReportFormat, ReportTable, story_file

if TYPE_CHECKING:
    from claims.cli.chassis.written import Written
    from claims.features.story.report import StoryReport
    from claims.render.text import Drawn


DOCUMENTS = frozenset({ReportFormat.XLSX, ReportFormat.DOCX, ReportFormat.PDF})
"""Documents, which a terminal cannot show."""

_LIKE = {".doc": ".docx", ".odt": ".docx", ".rtf": ".docx", ".ods": ".xlsx", ".xls": ".xlsx"}
"""Endings of formats that we do not write, each with a format that the same programs open."""

format_option = click.option(
    "--format",
    "form",
    type=choice(ReportFormat),
    help="The format (else the ending of FILE decides, or table).",
)


def format_of(typed: ReportFormat | None, output: str | None) -> ReportFormat:
    """Return the typed format, else the format of the file's ending.

    Raises `BadUsage` when the two contradict each other, and for a document that would go to a terminal.
    """
    ending = PurePath(output).suffix.lower() if output else ""
    if ending in _LIKE:
        raise BadUsage(f"{ending} is not written; name the file {_LIKE[ending]}, which opens as well", part="--output")
    meant = ENDINGS.get(ending)
    if typed is not None and meant not in (None, typed):
        raise BadUsage(f"a file that ends in {ending} is {meant}, not {typed}; change one of the two", part="--output")
    form = typed or meant or ReportFormat.TABLE
    if form in DOCUMENTS and output is None and in_terminal():
        raise BadUsage(
            f"{form} is a document, which a terminal cannot show; write it to a file with -o report.{form}",
            part="--format",
        )
    return form


def table_of(typed: ReportTable | None, form: ReportFormat) -> ReportTable:
    """Return the table for csv; raises `BadUsage` if a table is named for another format."""
    if typed is not None and form is not ReportFormat.CSV:
        raise BadUsage(
            f"--table goes with --format csv; {_INSTEAD.get(form, 'leave it out')}",
            part="--table",
        )
    return typed or ReportTable.CLAIMS


_INSTEAD = {ReportFormat.XLSX: "xlsx has them all, a sheet each"}


def rendered(report: StoryReport, form: ReportFormat, table: ReportTable = ReportTable.CLAIMS) -> Written:
    """Return the report in a format: text, or the bytes of a document.

    Raises `claims.errors.FileUnusable` if the library for the document is not installed.
    """
    if form is ReportFormat.TABLE:
        return _text(report)
    return story_file(report, form, table, ascii_only=not can_print_all())


def rendered_brief(report: StoryReport, form: ReportFormat) -> str:
    """Return the report in brief, as text or Markdown."""
    from claims.features.story.formats import brief_lines, brief_markdown

    return harmless(brief_markdown(report)) if form is ReportFormat.MARKDOWN else _drawn(brief_lines(report))


def refuse_long(form: ReportFormat) -> None:
    """Refuse the short report in a format for the whole report; raises `BadUsage`."""
    if form not in (ReportFormat.TABLE, ReportFormat.MARKDOWN):
        raise BadUsage(f"--brief is text or Markdown, and {form} has the whole report; leave one out", part="--brief")


def _text(report: StoryReport) -> str:
    from claims.features.story.formats import story_lines

    return _drawn(story_lines(report))


def _drawn(lines: Iterable[Drawn]) -> str:
    return "".join(f"{drawn_part(line)}\n" for line in lines)
