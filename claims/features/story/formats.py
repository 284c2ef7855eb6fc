"""The sourcing report of a story in the formats of documents; each library is loaded on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.features.story.brief import brief
from claims.features.story.document import document_outline
from claims.features.story.outline import outline
from claims.features.story.report import StoryReport

if TYPE_CHECKING:
    from claims.render.text import Drawn


def story_lines(report: StoryReport) -> list[Drawn]:
    """Return the lines of the screen, from top to bottom."""
    from claims.render.text import part_lines

    return part_lines(outline(report))


def brief_lines(report: StoryReport) -> list[Drawn]:
    """Return the screen's lines for the report in brief."""
    from claims.render.text import part_lines

    return part_lines(brief(report))


def brief_markdown(report: StoryReport) -> str:
    """Return the report in brief as Markdown."""
    from claims.render.markdown import parts_markdown

    return parts_markdown(brief(report))


def story_markdown(report: StoryReport) -> str:
    """Return the report as Markdown."""
    from claims.render.markdown import parts_markdown

    return parts_markdown(document_outline(report))


def story_html(report: StoryReport) -> str:
    """Return the report as a self-contained page."""
    from claims.render.html import parts_html

    return parts_html(document_outline(report), _title(report), report.asked.at.isoformat())


def story_docx(report: StoryReport) -> bytes:
    """Return the report as the bytes of a document; raises `FileUnusable` when python-docx is not installed."""
    from claims.render.docx import parts_docx

    return parts_docx(document_outline(report), _title(report), report.asked.at)


def story_pdf(report: StoryReport) -> bytes:
    """Return the report as the bytes of a document; raises `FileUnusable` when it cannot be made here."""
    from claims.render.pdf import printed

    return printed(story_html(report))


def _title(report: StoryReport) -> str:
    return report.story.title or report.story.slug
