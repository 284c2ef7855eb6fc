"""Whom an export for outside readers may name as the speaker (AP's terms)."""

from __future__ import annotations

from claims.reading.records import AppearanceRecord, SourceRecord
from claims.vocabulary import Terms


def named_agent(appearance: AppearanceRecord) -> SourceRecord | None:
    """Return as much of an appearance's source as outsiders may know.

    On background a person may be described but not named; on deep background neither.
    """
    source = appearance.source
    if source is None or appearance.terms in (Terms.OFF_RECORD, Terms.DEEP_BACKGROUND):
        return None
    return None if source.named and appearance.terms is Terms.BACKGROUND else source
