"""The rules for the parts of an appearance, and the values stored of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from claims.catalogue import APPEARANCE, Field
from claims.entry.drafts import AppearanceDraft
from claims.entry.rules.fields import as_typed, stored
from claims.entry.rules.sources import source_kind
from claims.errors import BadUsage, Problems, Refused
from claims.rules.reported import said_too_late
from claims.text.dates import day_in_words
from claims.text.matching import match_key
from claims.vocabulary import (
    ATTRIBUTIONS_WITH_SOURCE,
    LIKELIHOOD_WORDS,
    UNNAMED_ATTRIBUTIONS,
    HedgeKind,
    Likelihood,
    LikelihoodBasis,
)


def check_appearance(draft: AppearanceDraft) -> None:
    """Refuse options that exclude each other; raises `BadUsage`, or `Several` with every error."""
    problems = Problems()
    if draft.source is not None:
        with problems.collected():
            source_kind(draft.attribution)
    for part, sentence in _wrong(draft):
        problems.add(BadUsage(sentence, part=part))
    problems.tell()


def _wrong(draft: AppearanceDraft) -> Iterator[tuple[str, str]]:
    """Yield each option that does not fit the others, and the error."""
    if draft.attribution in ATTRIBUTIONS_WITH_SOURCE and draft.source is None:
        yield "--attribution", f"--attribution {draft.attribution} needs --source"
    if draft.wording is not None and not (draft.excerpt or "").strip():
        yield "--wording", "--wording needs an --excerpt"
    if draft.excerpt and draft.wording is None:
        yield "--excerpt", "an --excerpt needs --wording: direct, partial, paraphrase or translated"
    if draft.relays and draft.via:
        yield "--via", "--via and --relays both name the report it was picked up from; give only one"
    if draft.via and draft.source is None:
        yield "--via", "--via names the outlet the source spoke to; give --source too"
    if draft.anonymity_reason and draft.attribution not in UNNAMED_ATTRIBUTIONS:
        yield "--anonymity-reason", "--anonymity-reason is only for --attribution unnamed or collective"
    if draft.likelihood is None and draft.likelihood_basis is not None:
        yield "--likelihood-basis", "--likelihood-basis needs --likelihood"


def refuse_said_later(said: date | None, published: date | None, article: str) -> None:
    """Refuse words said after the last possible publication day of the article with this label."""
    if said is not None and said_too_late(said, published):
        raise Refused(f"{article} cannot report words said later, on {day_in_words(said)}", part="--said")


def likelihood_of(draft: AppearanceDraft) -> tuple[Likelihood | None, LikelihoodBasis | None]:
    """Return the entered likelihood, else the published table's band for the words of a likelihood hedge."""
    if draft.likelihood is not None:
        return draft.likelihood, draft.likelihood_basis or LikelihoodBasis.EDITOR
    for kind, said in draft.hedges:
        band = LIKELIHOOD_WORDS.get(match_key(said)) if kind is HedgeKind.LIKELIHOOD else None
        if band is not None:
            return band, LikelihoodBasis.MAPPED
    return None, None


def appearance_values(
    draft: AppearanceDraft,
    claim: int,
    article: int,
    source: int | None,
    relays: int | None,
    part: Callable[[Field], str] = as_typed,
) -> dict[str, Any]:
    """Return an appearance's stored values; raises `BadValue`, with the ``part``, for text that cannot be stored."""
    likelihood, basis = likelihood_of(draft)
    return {
        **stored(APPEARANCE, draft, part),
        "claim_id": claim,
        "article_id": article,
        "source_id": source,
        "likelihood": likelihood,
        "likelihood_basis": basis,
        "relays_id": relays,
        "relay_basis": draft.relay_basis if relays is not None else None,
    }
