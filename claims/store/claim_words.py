"""Whether claims have exactly the search words of their statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, select

from claims.store.ledger import CHUNK
from claims.store.schema import CLAIM_WORD, TABLES
from claims.text.matching import index_words


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
