"""Rows column by column: what many rows share is converted once, and columns that are empty throughout cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

T = TypeVar("T")

Column = tuple[Any, ...]
"""The values of a column, one for each row."""

_PLAIN = frozenset({str, int, bool, type(None)})
"""The types whose values every engine takes as they are."""


_EQUAL = frozenset({bool, int})
"""The types whose values are equal though they are written differently."""


def columns_of(rows: Sequence[Mapping[Any, Any]], names: Sequence[str]) -> list[Column]:
    """Return the named columns of rows, at least one row and one name; a value that a row omits is None."""
    if len(names) == 1:
        return [tuple([row.get(names[0]) for row in rows])]
    try:
        return list(zip(*map(itemgetter(*names), rows), strict=True))
    except KeyError:
        return list(zip(*([row.get(name) for name in names] for row in rows), strict=True))


def given_names(rows: Sequence[Mapping[Any, Any]]) -> set[str]:
    """Return the names of the columns that any of the rows has."""
    return set().union(*rows)


def is_empty(column: Column) -> bool:
    """Return whether a column is None throughout."""
    return column.count(None) == len(column)


def is_plain(column: Column) -> bool:
    """Return whether a column has only texts, numbers, flags and None."""
    return set(map(type, column)) <= _PLAIN


def is_text(column: Column) -> bool:
    """Return whether a column has only texts."""
    return set(map(type, column)) == {str}


def each_once(column: Column, convert: Callable[[Any], T]) -> list[T]:
    """Return a column's values converted, each different value once."""
    if set(map(type, column)) >= _EQUAL:
        return list(map(convert, column))
    converted = {value: convert(value) for value in set(column)}
    return list(map(converted.__getitem__, column))
