"""What corrections reached, as JSON: part of the contracts of docs/json.md and docs/report-json.md.

Keys are only ever added.
"""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from claims.features.reach.records import Below, Counts, Decided, Leaning, Reach, Reached, Resting, WrittenReport
from claims.render.as_json import origins_json

Json = dict[str, Any]


def reach_json(reach: Reach, zone: tzinfo) -> Json:
    """Return the effect of corrections on a claim: the reach of its own, and those behind its verdict."""
    return {
        "corrected": reach.flagged,
        "reach": [reached_json(reached, zone) for reached in reach.own],
        "leaning": [_leaning(leaning, zone) for leaning in reach.leaning],
    }


def reached_json(reached: Reached, zone: tzinfo) -> Json:
    """Return everything that a correction reached; moments are on the clock of ``zone``."""
    return {
        "correction": reached.correction.id,
        "kind": reached.correction.kind,
        "claim": reached.claim.id,
        "appearance": reached.appearance.id,
        "article": reached.appearance.article.id,
        "downstream": [_below(below) for below in reached.below],
        "before": _counts(reached.before),
        "after": _counts(reached.after),
        "decided": _decided(reached.decided, zone),
        "reviewed": _decided(reached.reviewed, zone),
        "evidence_for": [_resting(resting, zone) for resting in reached.resting],
        "stories": list(reached.stories),
        "reports": [_report(report, zone) for report in reached.reports],
        "open": reached.open,
        "flagged": reached.flagged,
    }


def _below(below: Below) -> Json:
    article = below.appearance.article
    return {
        "appearance": below.appearance.id,
        "article": article.id,
        "outlet": article.outlet,
        "through": below.through,
        "alone": below.alone,
        "suspected": below.suspected,
    }


def _counts(counts: Counts) -> Json:
    denials = origins_json(counts.denials) if counts.denials is not None else None
    return origins_json(counts.origins) | {"denials": denials}


def _decided(decided: Decided | None, zone: tzinfo) -> Json | None:
    if decided is None:
        return None
    return {
        "claim": decided.claim_id,
        "review": decided.review_id,
        "status": decided.status,
        "outcome": decided.outcome,
        "people": list(decided.people),
        "at": decided.at.astimezone(zone).isoformat(),
    }


def _resting(resting: Resting, zone: tzinfo) -> Json:
    return {
        "claim": resting.decided.claim_id,
        "statement": resting.statement,
        "decided": _decided(resting.decided, zone),
        "evidence": resting.evidence_id,
        "article": resting.article.id,
        "direct": resting.direct,
        "reviewed": _decided(resting.reviewed, zone),
        "open": resting.reviewed is None,
    }


def _report(report: WrittenReport, zone: tzinfo) -> Json:
    return {"path": report.path, "story": report.story, "by": report.who, "at": report.at.astimezone(zone).isoformat()}


def _leaning(leaning: Leaning, zone: tzinfo) -> Json:
    reached, resting = leaning.reached, leaning.resting
    return {
        "correction": reached.correction.id,
        "kind": reached.correction.kind,
        "claim": reached.claim.id,
        "statement": reached.claim.statement,
        "appearance": reached.appearance.id,
        "evidence": resting.evidence_id,
        "article": resting.article.id,
        "direct": resting.direct,
        "decided": _decided(resting.decided, zone),
        "reviewed": _decided(resting.reviewed, zone),
        "note": reached.correction.note,
        "by": reached.correction.who,
        "at": reached.correction.at.astimezone(zone).isoformat(),
        "open": leaning.flagged,
    }
