"""What names a decision between two articles among the decisions of the later one's snapshot.

A decision about a reprint or a relay names the other article by its uid, so that it holds in every database; one about
two claims names both proposals, so that it is asked again when a text has changed.
"""

from __future__ import annotations

import hashlib

from claims.reading.registers.captured import RELAY_OF, REPRINT_OF

LONGEST = 40
"""How many characters of a name, or of a digest, are kept."""


def reprint_mark(original: str) -> str:
    """Return the mark of a decision about a reprint, by its original's uid or its outlet's name."""
    return f"{REPRINT_OF}{original.casefold()[:LONGEST]}"


def relay_mark(upstream: str) -> str:
    """Return the mark of a decision about a relay, by the uid of the report that it may come from."""
    return f"{RELAY_OF}{upstream}"


def pair_mark(article: str, key: str, own: str) -> str:
    """Return the mark of a decision about two proposals: the other's article and key, and this article's ``own``."""
    digest = hashlib.sha256(f"{article} {key} {own}".encode()).hexdigest()
    return f"same as {digest[:LONGEST]}"
