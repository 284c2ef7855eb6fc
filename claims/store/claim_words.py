"""The search words of claims: putting them in place, and whether they are exactly the words of the statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, delete, insert, select

from claims.store.ledger import CHUNK
from claims.store.schema import CLAIM_WORD, TABLES
from claims.text.matching import index_words


def replace_words(connection: Connection, keys: Mapping[int, str | None]) -> None:
    """Replace the search words of claims by the words of their keys, in two statements."""
    connection.execute(delete(CLAIM_WORD).where(CLAIM_WORD.c.claim_id.in_(sorted(keys))))
    add_words(connection, keys)


def add_words(connection: Connection, keys: Mapping[int, str | None]) -> None:
    """Add the search words of new claims in one statement; ``keys`` maps their numbers to match keys."""
    rows = [
        {"word": word, "claim_id": number} for number, key in keys.items() for word in sorted(index_words(key or ""))
    ]
    if rows:
        connection.execute(insert(CLAIM_WORD), rows)


def wrongly_indexed(connection: Connection) -> Iterator[dict[int, str | None]]:
    """Yield claims whose search words do not match their keys: keys by number, in parts."""
    claim, last = TABLES["claim"], 0
    while True:
        part = select(claim.c.id, claim.c.match_key).where(claim.c.id > last).order_by(claim.c.id).limit(CHUNK)
        keys = dict(connection.execute(part).all())
        if not keys:
            return
        first, last = min(keys), max(keys)
        indexed: dict[int, set[str]] = defaultdict(set)
        for number, word in connection.execute(
            select(CLAIM_WORD.c.claim_id, CLAIM_WORD.c.word).where(CLAIM_WORD.c.claim_id.between(first, last))
        ):
            indexed[number].add(word)
        wrong = {number: key for number, key in keys.items() if indexed[number] != index_words(key or "")}
        if wrong:
            yield wrong
