"""Which source an attribution can speak of, and what can be said of one."""

from __future__ import annotations

from claims.entry.drafts import SourceDraft
from claims.errors import BadUsage, BadValue, Refused
from claims.vocabulary import SOURCE_KIND_OF, UNNAMED_ATTRIBUTIONS, Attribution, SourceKind, a_or_an


def source_kind(attribution: Attribution) -> SourceKind:
    """Return the kind of source of which an attribution speaks; raises `BadUsage` when it speaks of none."""
    if attribution is Attribution.OWN_VOICE:
        return SourceKind.PERSON
    if attribution not in SOURCE_KIND_OF:
        raise BadUsage(
            f"--attribution {attribution} means no source is given, so it takes no --source", part="--source"
        )
    return SOURCE_KIND_OF[attribution]


def refuse_misplaced(kind: SourceKind, draft: SourceDraft) -> None:
    """Refuse what one kind of source cannot have."""
    if draft.institution and kind is not SourceKind.PERSON:
        raise BadUsage("--institution says for whom a person speaks", part="--institution")
    if draft.issuer and kind is not SourceKind.DOCUMENT:
        raise BadUsage("--issuer says who issued a document", part="--issuer")


def refuse_miscounted(count: int | None, attribution: Attribution) -> None:
    """Refuse a stated count of anything but unnamed people, one or more."""
    if count is not None and (count < 1 or attribution is not Attribution.UNNAMED):
        raise BadValue("a stated count is a number of unnamed people, one or more", part="--stated-count")


def refuse_other_footing(label: str, kind: SourceKind, attribution: Attribution, *, named: bool) -> None:
    """Refuse a source, called by its ``label``, of which the attribution cannot speak."""
    wanted = source_kind(attribution)
    told = None
    if kind is not wanted:
        told = f"{label} is {a_or_an(kind)}, and --attribution {attribution} wants {a_or_an(wanted)}"
    elif attribution in UNNAMED_ATTRIBUTIONS and named:
        told = f"{label} has a name, and --attribution {attribution} gives none"
    elif attribution is Attribution.NAMED and not named:
        told = f"{label} is not named; say --attribution unnamed or collective"
    if told is not None:
        raise Refused(told, part="--source")
