"""From a draft to what is stored of the record itself: its values as they are, its texts cleaned."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from claims.catalogue import Field, Record
from claims.entry.rules.texts import clean


def stored(record: Record, draft: Any, part: Callable[[Field], str]) -> dict[str, Any]:
    """Return the values of a record's own fields that its draft has, by column.

    ``part`` says by what name a field was given, for the `BadValue` that a text raises which cannot be stored.
    """
    key = record.name, type(draft).__name__, part
    if key not in _KNOWN:
        _KNOWN[key] = _columns(record, draft, part)
    values_of, texts = _KNOWN[key]
    values = values_of(draft)
    for name, called in texts:
        value = values[name]
        if value is not None:
            values[name] = clean(value, called)
    return values


_Columns = tuple[Callable[[Any], dict[str, Any]], tuple[tuple[str, str], ...]]

_KNOWN: dict[tuple[str, str, Callable[[Field], str]], _Columns] = {}
"""What `_columns` gives, made once for all rows."""


def _columns(record: Record, draft: Any, part: Callable[[Field], str]) -> _Columns:
    """Return what takes a record's fields from drafts of a class, and those that are texts with how each is called."""
    known = [field for field in record.plain if hasattr(draft, field.name)]
    names = [field.name for field in known]
    texts = tuple((field.name, part(field)) for field in known if field.is_text)
    if len(names) < 2:
        return lambda draft: {name: getattr(draft, name) for name in names}, texts
    all_of = attrgetter(*names)
    return lambda draft: dict(zip(names, all_of(draft), strict=True)), texts


def as_typed(field: Field) -> str:
    """Return how the command line calls a field: ``--occasion``."""
    return field.typed


def as_column(field: Field) -> str:
    """Return how a table that is read in calls a field: ``appearance_note``."""
    return field.heading
