"""From a draft to the record's stored values: texts are cleaned, other values unchanged."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from claims.catalogue import Field, Record
from claims.entry.rules.texts import clean


def stored(record: Record, draft: Any, part: Callable[[Field], str]) -> dict[str, Any]:
    """Return the values of a record's own fields that a draft has, by column.

    ``part`` gives a field's name for the `BadValue` raised for text that cannot be stored.
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
"""The results of `_columns`, computed once for all rows."""


def _columns(record: Record, draft: Any, part: Callable[[Field], str]) -> _Columns:
    """Return a function from a draft to the record's fields, and its text fields with their names."""
    known = [field for field in record.plain if hasattr(draft, field.name)]
    names = [field.name for field in known]
    texts = tuple((field.name, part(field)) for field in known if field.is_text)
    if len(names) < 2:
        return lambda draft: {name: getattr(draft, name) for name in names}, texts
    all_of = attrgetter(*names)
    return lambda draft: dict(zip(names, all_of(draft), strict=True)), texts


def as_typed(field: Field) -> str:
    """Return a field's name on the command line: ``--occasion``."""
    return field.typed


def as_column(field: Field) -> str:
    """Return a field's name in an imported table: ``appearance_note``."""
    return field.heading
