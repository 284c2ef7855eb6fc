"""Whom an export for people outside the newsroom may give as the one who spoke (AP's terms)."""

from __future__ import annotations

from claims.reading.records import AppearanceRecord, SourceRecord
from claims.vocabulary import Terms


def named_agent(one: AppearanceRecord) -> SourceRecord | None:
    """Return the source of an appearance as far as it may be told outside.

    On background somebody may be described and not named; on deep background neither.
    """
    source = one.source
    if source is None or one.terms in (Terms.OFF_RECORD, Terms.DEEP_BACKGROUND):
        return None
    return None if source.named and one.terms is Terms.BACKGROUND else source
