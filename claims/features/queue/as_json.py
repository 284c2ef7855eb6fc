"""The queue as JSON: the contract of `claims queue --format json`, explained in docs/json.md.  Keys are only added."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Any

from claims.features.queue.assigned import assigned_json
from claims.features.queue.read import QueueLine
from claims.features.queue.words import why_phrase, why_phrases
from claims.rules.urgency import Reason

Json = dict[str, Any]


def queue_json(line: QueueLine, today: date, zone: tzinfo) -> Json:
    """Return a waiting claim with every reason; moments are on the clock of ``zone``."""
    claim = line.claim
    return {
        "id": claim.id,
        "uid": claim.uid,
        "statement": claim.statement,
        "kind": claim.kind,
        "weight": claim.weight,
        "status": claim.status,
        "outcome": claim.outcome,
        "stories": list(claim.stories),
        "assigned": assigned_json(claim.assigned, zone),
        "reasons": [_reason(line, reason, today, zone) for reason in line.reasons],
        "why": why_phrases(line, today, zone),
    }


def _reason(line: QueueLine, reason: Reason, today: date, zone: tzinfo) -> Json:
    """Return a reason: its kind, its day or moment, the numbers of the records that show it, and its words."""
    since = reason.since
    return {
        "kind": reason.kind,
        "since": since.astimezone(zone).isoformat() if isinstance(since, datetime) else since.isoformat(),
        "claim": reason.claim,
        "appearance": reason.appearance,
        "correction": reason.correction,
        "reviews": list(reason.reviews),
        "inquiry": reason.inquiry,
        "story": reason.story,
        "rests_on": reason.rests_on,
        "words": why_phrase(line, [reason], today, zone),
    }
