"""Statements: one line of words each."""

from __future__ import annotations

from claims.entry.rules.texts import required
from claims.errors import BadValue
from claims.text.matching import match_key


def statement_of(typed: str | None, part: str = "STATEMENT") -> str:
    """Return a statement as stored; raises `BadValue` for text that is not a statement."""
    statement = required(typed, "the statement", part)
    if "\n" in statement:
        raise BadValue("a statement is one line; put the rest into --note", part=part)
    if not match_key(statement):
        raise BadValue("the statement has no words; enter some", part=part)
    return statement
