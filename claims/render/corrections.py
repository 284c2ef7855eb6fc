"""The words for corrections: a report that its outlet retracted or changed, or that we entered wrongly.

Every sentence, drawing and list takes its words from here, so that each kind has the same name everywhere.
"""

from __future__ import annotations

from datetime import tzinfo

from claims.reading.records import CorrectionRecord
from claims.render.phrases import entered_phrase
from claims.vocabulary import CorrectionKind

RETRACTED = "retracted"
RETRACTED_MARK = "RETRACTED"
"""The mark of a retracted report, or of an origin that only retracted reports quote."""
UPSTREAM_RETRACTED = "its upstream was retracted"
CHANGED_SINCE = "changed by the outlet since"
ANY_OF_THEM = "retracted, changed or found wrong"

_FATES = {
    CorrectionKind.RETRACTED: RETRACTED,
    CorrectionKind.EDITED: "changed",
    CorrectionKind.WRONG: "corrected as entered wrongly by us",
}
_OUTCOMES = {
    CorrectionKind.RETRACTED: "retracted by {}",
    CorrectionKind.EDITED: "changed by {}",
    CorrectionKind.WRONG: "entered wrongly from {}",
}
_DEEDS = {CorrectionKind.RETRACTED: "retracted", CorrectionKind.EDITED: "changed what it says of"}


def correction_phrase(correction: CorrectionRecord, zone: tzinfo | None = None) -> str:
    """Return a correction and its reason; with a ``zone`` also who entered it and when."""
    when = f" ({entered_phrase(correction.who, correction.at, zone)})" if zone else ""
    instead = f"; #{correction.successor_id} replaces it" if correction.successor_id else ""
    note = f": {correction.note}" if correction.note else ""
    return f"{outcome_phrase(correction.kind)}{when}{note}{instead}"


def outcome_phrase(kind: CorrectionKind, outlet: str | None = None) -> str:
    """Return a report's fate: ``retracted by the outlet``, or by an outlet by name."""
    if kind is CorrectionKind.WRONG and outlet is None:
        return "entered wrongly by us"
    return _OUTCOMES[kind].format(outlet or "the outlet")


def fate_phrase(kind: CorrectionKind) -> str:
    """Return a report's fate as the end of a sentence: ``retracted``."""
    return _FATES[kind]


def deed_phrase(kind: CorrectionKind) -> str | None:
    """Return what an outlet did to its own report, to precede what the report says; empty for our own errors."""
    return _DEEDS.get(kind)


def retraction_mark(stands: bool) -> str:
    """Return the mark of a retracted report or origin, or an empty text."""
    return "" if stands else RETRACTED_MARK
