"""Which source an attribution needs, and which details a source can have."""

from __future__ import annotations

from claims.entry.drafts import SourceDraft
from claims.errors import BadUsage, BadValue, Refused
from claims.vocabulary import SOURCE_KIND_OF, UNNAMED_ATTRIBUTIONS, Attribution, SourceKind, a_or_an


def source_kind(attribution: Attribution) -> SourceKind:
    """Return the kind of source an attribution needs; raises `BadUsage` for an attribution without a source."""
    if attribution is Attribution.OWN_VOICE:
        return SourceKind.PERSON
    if attribution not in SOURCE_KIND_OF:
        relays = "; name the report it was picked up from in --relays" if attribution is Attribution.OUTLET else ""
        raise BadUsage(f"--attribution {attribution} gives no source, so leave --source out{relays}", part="--source")
    return SOURCE_KIND_OF[attribution]


def refuse_misplaced(kind: SourceKind, draft: SourceDraft) -> None:
    """Refuse details that this kind of source cannot have."""
    if draft.institution and kind is not SourceKind.PERSON:
        raise BadUsage("only a person can have --institution", part="--institution")
    if draft.issuer and kind is not SourceKind.DOCUMENT:
        raise BadUsage("only a document can have --issuer", part="--issuer")


def refuse_miscounted(count: int | None, attribution: Attribution) -> None:
    """Refuse a stated count below one, or of anything but unnamed people."""
    if count is not None and (count < 1 or attribution is not Attribution.UNNAMED):
        raise BadValue("--stated-count is for unnamed people only, and must be at least 1", part="--stated-count")


def refuse_other_footing(label: str, kind: SourceKind, attribution: Attribution, *, named: bool) -> None:
    """Refuse a source that does not fit the attribution; ``label`` names it."""
    wanted = source_kind(attribution)
    problem = None
    if kind is not wanted:
        problem = f"{label} is {a_or_an(kind)}, but --attribution {attribution} needs {a_or_an(wanted)}"
    elif attribution in UNNAMED_ATTRIBUTIONS and named:
        problem = f"{label} is named, but --attribution {attribution} is for unnamed people"
    elif attribution is Attribution.NAMED and not named:
        problem = f"{label} is unnamed; use --attribution unnamed or collective"
    if problem is not None:
        raise Refused(problem, part="--source")
