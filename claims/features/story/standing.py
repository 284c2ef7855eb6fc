"""How each claim of a story stands, in a table: status, three counts of origins, and the two-source rule."""

from __future__ import annotations

from collections.abc import Sequence

from claims.features.claim.spread import Spread
from claims.features.story.outline import statement_of
from claims.features.story.report import StoryReport
from claims.render.marks import marked
from claims.render.origin_phrases import RULE_CELLS
from claims.render.parts import Heading, Paragraph, Part, Table
from claims.render.phrases import standing_phrase
from claims.rules.sourcing import Count

TITLE = "How each claim stands"

HEADERS = ("Claim", "Statement", "Status", "Two-source rule", "People", "Institutions", "Independent", "Outlets")

WORDS = 4
"""How many of the columns hold words."""


def standing(report: StoryReport) -> list[Part]:
    """Return the table of all claims, by number, with a sentence on how to read it."""
    return [Heading(TITLE), Paragraph(_reading(report)), _table(report.spreads)]


def _table(spreads: Sequence[Spread]) -> Table:
    statuses = tuple(spread.claim.status for spread in spreads)
    return Table(HEADERS, tuple(map(_row, spreads)), WORDS, statuses, HEADERS.index("Status"))


def _row(spread: Spread) -> tuple[str, ...]:
    origins = spread.claim.origins
    counts = (origins.people, origins.institutions, origins.independent)
    return (
        f"#{spread.claim.id}",
        statement_of(spread),
        marked(spread.claim.status, standing_phrase(spread.claim)),
        RULE_CELLS[spread.rule],
        *map(cell, counts),
        f"{len(spread.outlets):,}",
    )


def cell(count: Count) -> str:
    """Return a count of origins for a table: ``2``, ``1–3``, ``1+`` if the total is unknown."""
    estimated = "~" if count.estimated else ""
    upper = "+" if count.upper is None else "" if count.upper == count.lower else f"–{count.upper:,}"
    return f"{estimated}{count.lower:,}{upper}"


def _reading(report: StoryReport) -> str:
    """Return how to read the counts that the table has."""
    counts = [
        count
        for spread in report.spreads
        for origins in [spread.claim.origins]
        for count in (origins.people, origins.institutions, origins.independent)
    ]
    phrases = ["Origins are counted as people, as institutions, and as what a careful editor would call independent."]
    if any(count.upper is None for count in counts):
        phrases.append("1+ means at least one, total unknown.")
    if any(count.upper not in (None, count.lower) for count in counts):
        phrases.append("1–2 means at least one and at most two.")
    if any(count.estimated for count in counts):
        phrases.append("~ marks a lower estimate.")
    return " ".join(phrases)
