"""Who is on a claim, in words and as JSON."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from claims.reading.records import AssignmentRecord
from claims.render.phrases import entered_phrase


def taken_phrase(assigned: AssignmentRecord | None, zone: tzinfo) -> str | None:
    """Return who has taken a claim, and since when: ``taken by okafor, 3 April 2024``; or None."""
    return f"taken by {entered_phrase(assigned.reviewer, assigned.at, zone)}" if assigned else None


def assigned_json(assigned: AssignmentRecord | None, zone: tzinfo) -> dict[str, Any] | None:
    """Return the same as JSON; None for an unassigned claim."""
    if assigned is None:
        return None
    return {"reviewer": assigned.reviewer, "since": assigned.at.astimezone(zone).isoformat()}
