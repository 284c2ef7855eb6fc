"""The search words of claims, kept in step with their statements in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session

from claims.store import claim_words
from claims.text.matching import index_words


def index_claim(session: Session, claim_id: int, match_key: str | None) -> None:
    """Replace a claim's search words by the words of its statement's key; without a key it has no search words."""
    index_claims(session, {claim_id: match_key})


def index_claims(session: Session, keys: Mapping[int, str | None]) -> None:
    """Do the same for many claims in two statements; ``keys`` maps their numbers to match keys."""
    claim_words.replace_words(session.connection(), keys)


def add_words(session: Session, keys: Mapping[int, str | None]) -> None:
    """Add the search words of new claims in one statement."""
    claim_words.add_words(session.connection(), keys)


def words_of(key: str | None) -> frozenset[str]:
    """Return the search words of a statement's key."""
    return index_words(key or "")


def reindex(session: Session) -> int:
    """Index again every claim whose search words do not match its statement; return their number."""
    total = 0
    for keys in claim_words.wrongly_indexed(session.connection()):
        index_claims(session, keys)
        total += len(keys)
    return total
