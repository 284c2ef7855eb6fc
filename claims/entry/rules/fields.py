"""From a draft to what is stored of the record itself: its values as they are, its texts cleaned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claims.catalogue import Field, Record
from claims.entry.rules.texts import clean


def stored(record: Record, draft: Any, part: Callable[[Field], str]) -> dict[str, Any]:
    """Return the values of a record's own fields that its draft has, by column.

    ``part`` says by what name a field was given, for the `BadValue` that a text raises which cannot be stored.
    """
    values: dict[str, Any] = {}
    key = record.name, type(draft).__name__, part
    if key not in _KNOWN:
        _KNOWN[key] = _columns(record, draft, part)
    for name, called in _KNOWN[key]:
        value = getattr(draft, name)
        values[name] = value if called is None or value is None else clean(value, called)
    return values


_KNOWN: dict[tuple[str, str, Callable[[Field], str]], tuple[tuple[str, str | None], ...]] = {}
"""What `_columns` gives, made once for all rows."""


def _columns(record: Record, draft: Any, part: Callable[[Field], str]) -> tuple[tuple[str, str | None], ...]:
    """Return the fields that drafts of a class have of a record, each that is a text with how it is called."""
    known = (field for field in record.plain if hasattr(draft, field.name))
    return tuple((field.name, part(field) if field.is_text else None) for field in known)


def as_typed(field: Field) -> str:
    """Return how the command line calls a field: ``--occasion``."""
    return field.typed


def as_column(field: Field) -> str:
    """Return how a table that is read in calls a field: ``appearance_note``."""
    return field.heading
