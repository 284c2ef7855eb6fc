"""Inquiries in a story's sourcing report: whom we asked about its claims, and the replies."""

from __future__ import annotations

from typing import Any

from claims.features.inquiries.words import counts_sentence, inquiry_counts, inquiry_lines
from claims.features.story.report import StoryReport
from claims.reading.records import ClaimRecord
from claims.render.phrases import REDACTED

Json = dict[str, Any]


def asked_facts(report: StoryReport) -> list[tuple[str, str]]:
    """Return the line of the summary, if anybody was asked."""
    counts = inquiry_counts(spread.claim for spread in report.spreads)
    return [("Asked", counts_sentence(counts))] if counts.inquiries else []


def asked_claims(report: StoryReport) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return the claims that we asked about: number, statement, and the lines of their inquiries."""
    return [
        (claim.id, claim.statement or REDACTED, inquiry_lines(claim, report.asked.zone))
        for claim in _asked_about(report)
    ]


def asked_json(report: StoryReport) -> list[Json]:
    """Return the inquiries about each claim by number; they appear in full with their claims."""
    return [
        {"claim": claim.id, "inquiries": [inquiry.id for inquiry in claim.inquiries]} for claim in _asked_about(report)
    ]


def asked_counts_json(report: StoryReport) -> Json:
    """Return the inquiries in numbers."""
    counts = inquiry_counts(spread.claim for spread in report.spreads)
    return {
        "inquiries": counts.inquiries,
        "claims": counts.claims,
        "answered": counts.answered,
        "declined": counts.declined,
        "without_reply": counts.without_reply,
        "overdue": counts.overdue,
    }


def _asked_about(report: StoryReport) -> list[ClaimRecord]:
    return [spread.claim for spread in report.spreads if spread.claim.inquiries]
