"""What people judged of a record of a register and how it was edited, in words."""

from __future__ import annotations

from claims.privacy.redaction import REDACTED
from claims.vocabulary import JudgementKind, words

NOT_VALID = "no longer valid"
"""What is said of a judgement that was withdrawn or replaced later."""


def judged_words(kind: JudgementKind | str, *, withdrawn: bool) -> str:
    """Return how two records were judged: ``same``, or ``no longer same``."""
    return f"{'no longer ' if withdrawn else ''}{words(kind)}"


def change_words(field: str, old: object, new: object, *, redacted: bool) -> str:
    """Return a changed field with its values: ``country: nothing → “US”``."""
    return f"{words(field)}: {_version(old, redacted)} → {_version(new, redacted)}"


def _version(value: object, redacted: bool) -> str:
    if value is None:
        return REDACTED if redacted else "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"“{value}”"
