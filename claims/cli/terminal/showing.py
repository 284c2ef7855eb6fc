"""A claim's report as text, wrapped to the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.cli.terminal.render import tree, wrap

if TYPE_CHECKING:
    from claims.features.claim.report import ClaimReport, Section
    from claims.render.tree import Branch


def claim_text(report: ClaimReport, *, width: int | None = None) -> str:
    """Return a claim's report as text: the heading, then section after section."""
    number, _, statement = report.heading.partition(" ")
    head = f"{wrap(statement, first=f'{number} ', width=width)}\n\n{wrap(report.facts, width=width)}"
    sections = [section_text(section, width=width) for section in report.sections]
    return "\n\n".join([head, *sections, *(wrap(remark, width=width) for remark in report.remarks)])


def section_text(section: Section, *, width: int | None = None) -> str:
    """Return a section under its title: a tree drawn with lines, or paragraphs set in."""
    body = _drawn(section.lines, width) if section.drawn else "\n".join(_set_in(section.lines, width))
    return f"{section.title.upper()}\n{body}"


def _drawn(lines: Sequence[Branch], width: int | None) -> str:
    return tree(lines, width=width)


def _set_in(lines: Sequence[Branch], width: int | None) -> Iterator[str]:
    for line in lines:
        yield wrap(line.text, first="  ", rest="    ", width=width)
        for below in line.below:
            yield wrap(below.text, first="    ", rest="      ", width=width)
