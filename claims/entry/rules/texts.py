"""Texts and dates as stored: checked and trimmed, None instead of an empty text."""

from __future__ import annotations

import unicodedata

from claims.errors import BadValue
from claims.text.controls import first_control, with_marks
from claims.text.dates import PartialDate, partial_date

LONGEST = 4_000
"""The most characters of a text; an excerpt or a note is not a whole article."""


def dated(text: str, part: str) -> PartialDate:
    """Return a date, perhaps only a year or a month; raises `BadValue`."""
    try:
        return partial_date(text)
    except BadValue as problem:
        problem.part = problem.part or part
        raise


def clean(text: str | None, part: str) -> str | None:
    """Return text as stored: Unicode NFC, trimmed, None instead of an empty text.

    Marks of Windows-1252 that came as control characters are read as the marks. Raises `BadValue` when it is too long
    or contains other control characters.
    """
    if text is None:
        return None
    plain = text.isascii() and text.isprintable()  # most texts: composed, without control characters
    trimmed = text.strip() if plain else unicodedata.normalize("NFC", with_marks(text)).strip()
    control = None if plain else first_control(trimmed)
    if control is not None:
        name, place = control
        raise BadValue(
            f"the text holds control characters, the first ({name}) in place {place:,}; type or paste it again as "
            "plain text",
            part=part,
        )
    if len(trimmed) > LONGEST:
        raise BadValue(f"the text has {len(trimmed):,} characters and may have {LONGEST:,}; shorten it", part=part)
    return trimmed or None


def with_line(note: str | None, line: str | None) -> str | None:
    """Return a note with a line added, once; without it if the note would be too long."""
    if line is None or (note is not None and line in note.splitlines()):
        return note
    longer = f"{note.rstrip()}\n{line}" if note else line
    return longer if len(longer) <= LONGEST else note


def required(text: str | None, what: str, part: str) -> str:
    """Return cleaned text; raises `BadValue` if it is empty."""
    cleaned = clean(text, part)
    if cleaned is None:
        raise BadValue(f"{what} is empty; enter it{f' with {part}' if part.startswith('--') else ''}", part=part)
    return cleaned
