"""Reasons typed at a terminal: a word that mostly answers an earlier question is questioned, not taken for a reason."""

from __future__ import annotations

from collections.abc import Callable

from claims.cli.chassis.leads import spelt
from claims.cli.terminal.keys import NO, YES
from claims.vocabulary import Outcome, Status

_VALUES: dict[str, Status | Outcome] = {spelt(value): value for value in (*Outcome, *Status)}


def value_typed(note: str) -> Status | Outcome | None:
    """Return the status or outcome that a note consists of, or None for any other note."""
    return _VALUES.get(spelt(note.strip(" .")))


def is_reason(note: str, ask: Callable[[str], str], say: Callable[[str], None]) -> bool:
    """Return whether a note is a reason; the person is asked about a status, an outcome or a bare number."""
    value = value_typed(note)
    if value is None and not note.strip().isdecimal():
        return True
    sort = "a number" if value is None else "an outcome" if isinstance(value, Outcome) else "a status"
    while True:
        typed = ask(f"“{note}” is {sort}. Keep it as the note? {YES} or {NO} > ").casefold()
        if typed in (YES, "yes"):
            return True
        if typed in (NO, "no"):
            return False
        say(f"Type {YES} to keep it as the note, or {NO} to write another.")
