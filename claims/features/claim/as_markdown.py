"""A claim as Markdown."""

from __future__ import annotations

from claims.features.claim.report import ClaimReport, Section
from claims.render.markdown_text import bullets, escaped


def claim_markdown(report: ClaimReport, *, level: int = 2) -> str:
    """Return a claim as Markdown, its heading of the given level."""
    parts = [f"{'#' * level} {escaped(report.heading)}", escaped(report.facts)]
    parts += [_section(section, level + 1) for section in report.sections]
    parts += [f"*{escaped(remark)}*" for remark in report.remarks]
    return "\n\n".join(parts)


def _section(section: Section, level: int) -> str:
    return f"{'#' * level} {escaped(section.title)}\n\n{bullets(section.lines)}"
