"""Passwords for the desk: hashed with argon2id (RFC 9106), by `argon2-cffi`, and kept in no other form.

A hash appears in no export, answer or log.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from claims.errors import BadUsage, BadValue

SHORTEST, LONGEST = 10, 1_000
"""The fewest characters of a password, and the most that are hashed."""


def hashed(password: str) -> str:
    """Return the hash of a new password; raises `BadValue` for a short one, without repeating it."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadValue(f"a password has at least {SHORTEST} characters, and at most {LONGEST:,}; choose another")
    made: str = _hasher().hash(password)
    return made


def matches(kept: str | None, password: str) -> bool:
    """Return whether a password matches its hash; this takes as long for an account without a password."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        right = bool(_hasher().verify(kept or _nobodys(), password[:LONGEST]))
    except (InvalidHashError, VerificationError):
        return False
    return right and kept is not None


@lru_cache(maxsize=1)
def _hasher() -> Any:
    try:
        from argon2 import PasswordHasher
    except ImportError:
        raise BadUsage(
            "passwords need the library argon2-cffi, which is not installed: pip install argon2-cffi"
        ) from None
    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """Return a hash that no password has, so that a guess for an unknown account takes as long as any other."""
    import secrets

    made: str = _hasher().hash(secrets.token_hex())
    return made
