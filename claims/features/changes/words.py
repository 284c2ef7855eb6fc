"""Changes in words and as JSON."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from claims.features.changes.read import Change
from claims.text.harmless import one_line


def change_line(change: Change, zone: tzinfo) -> str:
    """Return a change as a line: its time, claim, entry and author."""
    entry = change.entry
    at = f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    return f"{at}  #{change.claim}  {one_line(entry.what)} ({one_line(entry.who)})"


def change_json(change: Change, zone: tzinfo) -> dict[str, Any]:
    """Return a change as JSON."""
    entry = change.entry
    return {
        "at": entry.at.astimezone(zone).isoformat(),
        "who": entry.who,
        "claim": change.claim,
        "statement": change.statement,
        "what": entry.what,
        "record": entry.record,
        "reason": entry.reason,
    }
