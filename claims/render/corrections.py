"""How a correction is told: a report that its outlet retracted or changed, or that we had entered wrongly.

Every sentence, drawing and list takes its words from here, so that one thing is called by one word everywhere.
"""

from __future__ import annotations

from datetime import tzinfo

from claims.reading.records import CorrectionRecord
from claims.render.phrases import entered_phrase
from claims.vocabulary import CorrectionKind

RETRACTED = "retracted"
RETRACTED_MARK = "RETRACTED"
"""What stands at a report, or at an origin that only retracted reports give."""
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
    """Return what became of an appearance, and why; with a ``zone`` also who entered that and when."""
    when = f" ({entered_phrase(correction.who, correction.at, zone)})" if zone else ""
    instead = f"; #{correction.successor_id} replaces it" if correction.successor_id else ""
    note = f": {correction.note}" if correction.note else ""
    return f"{outcome_phrase(correction.kind)}{when}{note}{instead}"


def outcome_phrase(kind: CorrectionKind, outlet: str | None = None) -> str:
    """Return what became of a report, and by whom: ``retracted by the outlet``, or by one that is named."""
    if kind is CorrectionKind.WRONG and outlet is None:
        return "entered wrongly by us"
    return _OUTCOMES[kind].format(outlet or "the outlet")


def fate_phrase(kind: CorrectionKind) -> str:
    """Return what became of a report, as the end of a sentence: ``retracted``."""
    return _FATES[kind]


def deed_phrase(kind: CorrectionKind) -> str | None:
    """Return what an outlet did to its own report, before what the report says; nothing where we were wrong."""
    return _DEEDS.get(kind)


def retraction_mark(stands: bool) -> str:
    """Return the mark of a report or an origin that does not stand; nothing of one that does."""
    return "" if stands else RETRACTED_MARK
