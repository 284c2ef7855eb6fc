"""The files that a story's report is written to: their formats, and each with its bytes; loaded on demand."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claims.features.story.report import StoryReport


class ReportFormat(StrEnum):
    """The format of a report."""

    TABLE = "table"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"


class ReportTable(StrEnum):
    """One of the tables of a report, for csv and for a sheet of xlsx."""

    SUMMARY = "summary"
    CLAIMS = "claims"
    APPEARANCES = "appearances"
    SOURCES = "sources"
    OUTLETS = "outlets"
    REVIEWS = "reviews"
    EVIDENCE = "evidence"
    CONTESTED = "contested"
    ASKED = "asked"
    TIMELINE = "timeline"
    ABOUT = "about"


ENDINGS = {
    ".txt": ReportFormat.TABLE,
    ".md": ReportFormat.MARKDOWN,
    ".markdown": ReportFormat.MARKDOWN,
    ".json": ReportFormat.JSON,
    ".html": ReportFormat.HTML,
    ".htm": ReportFormat.HTML,
    ".csv": ReportFormat.CSV,
    ".xlsx": ReportFormat.XLSX,
    ".docx": ReportFormat.DOCX,
    ".pdf": ReportFormat.PDF,
}
"""The format for each ending of a file's name."""


def story_file(
    report: StoryReport, form: ReportFormat, table: ReportTable = ReportTable.CLAIMS, *, ascii_only: bool = False
) -> str | bytes:
    """Return the report in the format of a file: text, or the bytes of a document; ``ascii_only`` is for JSON.

    Raises `claims.errors.FileUnusable` if the library for the document is not installed, and `KeyError` for
    the text of a screen, which is not written here.
    """
    if form is ReportFormat.CSV:
        from claims.features.story.sheets import story_csv

        return story_csv(report, table)
    if form is ReportFormat.JSON:
        return _json(report, ascii_only)
    return _WRITERS[form](report)


def copied_document(report: StoryReport) -> dict[str, Any]:
    """Return the report as values for JSON, with the line by which a copy can be checked."""
    from claims.features.story.as_json import story_document
    from claims.features.story.colophon import colophon_of

    return story_document(report) | {"colophon": colophon_of(report).line}


def _json(report: StoryReport, ascii_only: bool) -> str:
    from claims.render.json_text import json_text

    return f"{json_text(copied_document(report), ascii_only=ascii_only)}\n"


def _markdown(report: StoryReport) -> str:
    from claims.features.story.formats import story_markdown
    from claims.text.harmless import harmless

    return harmless(story_markdown(report))


def _html(report: StoryReport) -> str:
    from claims.features.story.formats import story_html

    return story_html(report)


def _xlsx(report: StoryReport) -> bytes:
    from claims.features.story.sheets import story_xlsx

    return story_xlsx(report)


def _docx(report: StoryReport) -> bytes:
    from claims.features.story.formats import story_docx

    return story_docx(report)


def _pdf(report: StoryReport) -> bytes:
    from claims.features.story.formats import story_pdf

    return story_pdf(report)


_WRITERS: dict[ReportFormat, Callable[[StoryReport], str | bytes]] = {
    ReportFormat.MARKDOWN: _markdown,
    ReportFormat.HTML: _html,
    ReportFormat.XLSX: _xlsx,
    ReportFormat.DOCX: _docx,
    ReportFormat.PDF: _pdf,
}
