"""From a draft to what is stored of the record itself: its values as they are, its texts cleaned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claims.catalogue import Field, Record
from claims.entry.rules.texts import clean


def stored(record: Record, draft: object, part: Callable[[Field], str]) -> dict[str, Any]:
    """Return the values of a record's own fields that its draft has, by column.

    ``part`` says by what name a field was given, for the `BadValue` that a text raises which cannot be stored.
    """
    fields = [field for field in record.plain if hasattr(draft, field.name)]
    values: dict[str, Any] = {field.name: getattr(draft, field.name) for field in fields}
    texts = {field.name: clean(values[field.name], part(field)) for field in fields if field.is_text}
    return values | texts


def as_typed(field: Field) -> str:
    """Return how the command line calls a field: ``--occasion``."""
    return field.typed


def as_column(field: Field) -> str:
    """Return how a table that is read in calls a field: ``appearance_note``."""
    return field.heading
