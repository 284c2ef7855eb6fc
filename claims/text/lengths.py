"""Keys that fit an index."""

from __future__ import annotations

import hashlib

LONGEST_KEY = 500
"""The most characters in a key; an index of PostgreSQL takes entries of 2,704 bytes."""


def bounded(key: str) -> str:
    """Return a key short enough for an index; the end of a longer key is replaced by a digest."""
    if len(key) <= LONGEST_KEY:
        return key
    kept = key[: LONGEST_KEY - 41].rstrip()
    return f"{kept} {hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()}"
