"""The uids of ClaimReview records: UUIDv5 of their identifying parts, so that a second import recognises them."""

from __future__ import annotations

from uuid import UUID, uuid5

from claims.interchange.claimreview.read import FactCheck, Speaker
from claims.text.identity import address_identity
from claims.text.matching import match_key
from claims.vocabulary import Attribution, SourceKind

NAMESPACE = UUID("0c7a7b5e-6f0e-5d7a-8f0b-6b0b6d6f1d2e")
"""The UUIDv5 namespace of records that come from ClaimReviews."""


def source_uid(kind: SourceKind, name: str) -> str:
    """Return the uid of a named source that is first met in a ClaimReview."""
    return uid_of("source", kind, match_key(name))


def claim_uid(check: FactCheck) -> str:
    """Return the uid of the claim of a fact-check."""
    return uid_of("claim", address_identity(check.url), check.statement)


def review_uid(check: FactCheck) -> str:
    """Return the uid of the review that a rating is."""
    return uid_of("review", claim_uid(check), check.rating)


def kind_of(speaker: Speaker) -> SourceKind:
    """Return what kind of source a named speaker is."""
    return SourceKind.INSTITUTION if speaker.attribution is Attribution.INSTITUTION else SourceKind.PERSON


def uid_of(*parts: str) -> str:
    """Return the uid of the record that these parts identify; the first part is its table."""
    return str(uuid5(NAMESPACE, "\n".join(parts)))
