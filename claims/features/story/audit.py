"""The trail behind a story, for a lawyer: who entered, decided, corrected and redacted what, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Any

from claims.features.story.report import StoryReport
from claims.reading.records import AppearanceRecord, ClaimRecord
from claims.render.corrections import outcome_phrase
from claims.render.parts import Heading, Paragraph, Part, Table
from claims.render.phrases import article_phrase, attribution_phrase, counted, evidence_phrase, moment_phrase
from claims.vocabulary import CorrectionKind, words

TITLE = "Audit trail"

UID = 8
"""How many characters of a uid are printed: enough to find the record again (`claims show`)."""


def audit_parts(report: StoryReport) -> list[Part]:
    """Return the trail as tables, one per kind of entry; empty unless the audience is a lawyer."""
    if report.audit is None:
        return []
    zone = report.asked.zone
    claims = [spread.claim for spread in report.spreads]
    tables = (
        ("Claims", ("Claim", "uid", "Entered", "By"), list(_claims(claims, zone))),
        ("Reviews", ("Claim", "Review", "Status", "By", "When", "Why", "Agrees with"), list(_reviews(claims, zone))),
        ("Evidence", ("Claim", "Review", "Evidence", "SHA-256 of the kept file"), list(_evidence(claims))),
        ("Unnamed voices", ("Claim", "Appearance", "Attribution", "Terms", "Reason given"), list(_unnamed(claims))),
        (
            "Entered wrongly, retracted or changed",
            ("Claim", "Appearance", "Correction", "By", "When", "Why", "Instead"),
            list(_corrections(claims, zone)),
        ),
        ("Redacted", ("Record", "Field", "By", "When", "Why"), list(_redactions(report, zone))),
    )
    sealed = report.audit.sealed
    text = f"The identity of {counted(sealed, 'source')} is sealed." if sealed else "No source's identity is sealed."
    return [
        Heading(TITLE),
        Paragraph(f"{text} Sealed material, private notes and off-the-record remarks appear in no report."),
        *(
            part
            for title, headers, rows in tables
            if rows
            for part in (Heading(title, level=3), Table(headers, tuple(rows), words=len(headers)))
        ),
    ]


def audit_json(report: StoryReport) -> dict[str, Any] | None:
    """Return the lawyer's audit trail, with reviews, evidence and corrections by claim."""
    if report.audit is None:
        return None
    return {
        "sealed": report.audit.sealed,
        "redactions": [
            {
                "record": redaction.record,
                "field": redaction.field,
                "reason": redaction.reason,
                "who": redaction.who,
                "at": redaction.at.astimezone(report.asked.zone).isoformat(),
            }
            for redaction in report.audit.redactions
        ],
    }


Row = tuple[str, ...]


def _claims(claims: Iterable[ClaimRecord], zone: tzinfo) -> Iterator[Row]:
    for claim in claims:
        yield f"#{claim.id}", claim.uid[:UID], moment_phrase(claim.at, zone), claim.who


def _reviews(claims: Iterable[ClaimRecord], zone: tzinfo) -> Iterator[Row]:
    for claim in claims:
        for review in claim.reviews:
            status = f"{words(review.status)}{f'; {words(review.outcome)}' if review.outcome else ''}"
            agrees = f"review #{review.agrees_with_id}" if review.agrees_with_id else ""
            proposed = "proposed: " if review.proposed else ""
            when = moment_phrase(review.at, zone)
            yield (
                f"#{claim.id}",
                f"review #{review.id}",
                f"{proposed}{status}",
                review.who,
                when,
                review.note or "",
                agrees,
            )


def _evidence(claims: Iterable[ClaimRecord]) -> Iterator[Row]:
    for claim in claims:
        for review in claim.reviews:
            for evidence in review.evidence:
                yield f"#{claim.id}", f"review #{review.id}", evidence_phrase(evidence), evidence.sha256 or ""


def _unnamed(claims: Iterable[ClaimRecord]) -> Iterator[Row]:
    for claim in claims:
        for appearance in claim.appearances:
            if appearance.source is not None and not appearance.source.named:
                reason = appearance.anonymity_reason or ""
                yield (
                    f"#{claim.id}",
                    _appearance(appearance),
                    attribution_phrase(appearance),
                    words(appearance.terms),
                    reason,
                )


def _corrections(claims: Iterable[ClaimRecord], zone: tzinfo) -> Iterator[Row]:
    for claim in claims:
        known = {appearance.id for appearance in (*claim.wrong_entries, *claim.appearances)}
        for appearance in (*claim.wrong_entries, *claim.appearances):
            for each in appearance.corrections:
                if each.kind is CorrectionKind.WRONG and each.successor_id not in (None, *known):
                    continue  # what replaces it is off the record, and so is what it corrects
                instead = f"appearance #{each.successor_id}" if each.successor_id else ""
                when = moment_phrase(each.at, zone)
                yield (
                    f"#{claim.id}",
                    _appearance(appearance),
                    outcome_phrase(each.kind),
                    each.who,
                    when,
                    each.note or "",
                    instead,
                )


def _redactions(report: StoryReport, zone: tzinfo) -> Iterator[Row]:
    for redaction in report.audit.redactions if report.audit else ():
        yield (
            redaction.record,
            redaction.field,
            redaction.who,
            moment_phrase(redaction.at, zone),
            redaction.reason or "",
        )


def _appearance(appearance: AppearanceRecord) -> str:
    return f"appearance #{appearance.id}, {article_phrase(appearance.article)}"
