"""From a draft to the record's stored values: texts are cleaned, other values unchanged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claims.catalogue import Field, Record
from claims.entry.rules.texts import clean


def stored(record: Record, draft: Any, part: Callable[[Field], str]) -> dict[str, Any]:
    """Return the values of a record's own fields that a draft has, by column.

    ``part`` gives a field's name for the `BadValue` raised for text that cannot be stored.
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
"""The results of `_columns`, computed once for all rows."""


def _columns(record: Record, draft: Any, part: Callable[[Field], str]) -> tuple[tuple[str, str | None], ...]:
    """Return the fields that a class of drafts has of a record, and whether each is a text."""
    known = (field for field in record.plain if hasattr(draft, field.name))
    return tuple((field.name, part(field) if field.is_text else None) for field in known)


def as_typed(field: Field) -> str:
    """Return a field's name on the command line: ``--occasion``."""
    return field.typed


def as_column(field: Field) -> str:
    """Return a field's name in an imported table: ``appearance_note``."""
    return field.heading
