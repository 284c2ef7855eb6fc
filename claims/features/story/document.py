"""The sourcing report of a story as the parts of a document, which leaves the desk.

People read a document from the top and look things up in it: first the bottom line, then a table of how every claim
stands, then what each claim rests on, and at the end what the numbers mean and do not mean.
"""

from __future__ import annotations

from claims.features.story.anonymous import anonymous_page
from claims.features.story.audit import audit_parts
from claims.features.story.colophon import about
from claims.features.story.method import method
from claims.features.story.outline import (
    bottom_sentence,
    compact_claims,
    contested_claims,
    head,
    inquiries,
    key_claims,
    opening_part,
    settled_claims,
    spread_part,
    summary_facts,
    widest,
    wording,
)
from claims.features.story.report import StoryReport
from claims.features.story.shares import shares
from claims.features.story.standing import standing
from claims.features.story.timeline import timeline
from claims.features.story.verdicts import alone_sentence, verdicts_of
from claims.render.parts import Heading, Paragraph, Part
from claims.render.phrases import listed
from claims.vocabulary import Weight


def document_outline(report: StoryReport) -> list[Part]:
    """Return the parts of the report in a document's order, the bottom line first."""
    if not report.spreads:
        return [
            *head(report),
            Paragraph("No claims belong to this story: there is nothing to report."),
            *about(report),
        ]
    return [
        *head(report),
        *_two_minutes(report),
        *standing(report),
        *_widest(report),
        *key_claims(report, drawn=True),
        *compact_claims(report, Weight.SUPPORTING, "Supporting claims"),
        *compact_claims(report, Weight.BACKGROUND, "Background"),
        *wording(report),
        *contested_claims(report),
        *_settled(report),
        *inquiries(report),
        *timeline(report),
        *shares(report),
        *anonymous_page(report),
        *method(report),
        *audit_parts(report),
        *about(report),
    ]


def _two_minutes(report: StoryReport) -> list[Part]:
    """Return the two-minute reading: bottom line, strongest claims, story in numbers."""
    return [
        Heading("In two minutes"),
        Paragraph(bottom_sentence(report)),
        *(opening_part(spread, report.asked.zone) for spread in report.strongest),
        summary_facts(report),
    ]


def _widest(report: StoryReport) -> list[Part]:
    """Return the widest claims; those already at the top appear by number alone."""
    rest = [spread for spread in report.widest if spread not in report.strongest]
    if not report.strongest:
        return widest(report)
    above = listed(f"#{spread.claim.id}" for spread in report.strongest)
    verbs = ("is", "stands") if len(report.strongest) == 1 else ("are", "stand")
    text = f"{above} {verbs[0]} among them and {verbs[1]} at the top of this report."
    return [Heading("Carried widest"), Paragraph(text), *map(spread_part, rest)]


def _settled(report: StoryReport) -> list[Part]:
    """Return the decisions with their reasons, and how many one person made alone."""
    if not report.settled:
        return []
    return [*settled_claims(report, reasons=True), Paragraph(alone_sentence(verdicts_of(report.settled)))]
