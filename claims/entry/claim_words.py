"""The words by which claims like a statement are found: kept in step with the statements in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert
from sqlmodel import Session

from claims.store.claim_words import wrongly_indexed
from claims.store.schema import CLAIM_WORD
from claims.text.matching import index_words


def index_claim(session: Session, claim_id: int, match_key: str | None) -> None:
    """Let a claim be found by the words of its statement's key and by no others; without a key by none."""
    index_claims(session, {claim_id: match_key})


def index_claims(session: Session, keys: Mapping[int, str | None]) -> None:
    """Do what `index_claim` does for many claims, given by number, in two statements."""
    connection = session.connection()
    connection.execute(delete(CLAIM_WORD).where(CLAIM_WORD.c.claim_id.in_(sorted(keys))))
    add_words(session, keys)


def add_words(session: Session, keys: Mapping[int, str | None]) -> None:
    """Let claims that are new be found by the words of their statements' keys, in one statement."""
    rows = [{"word": word, "claim_id": number} for number, key in keys.items() for word in sorted(words_of(key))]
    if rows:
        session.connection().execute(insert(CLAIM_WORD), rows)


def words_of(key: str | None) -> frozenset[str]:
    """Return the words by which a claim is found whose statement has this key."""
    return index_words(key or "")


def reindex(session: Session) -> int:
    """Index anew every claim whose words are not those of its statement; return how many there were."""
    found = 0
    for some in wrongly_indexed(session.connection()):
        index_claims(session, some)
        found += len(some)
    return found
