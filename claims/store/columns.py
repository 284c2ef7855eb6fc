"""Rows column by column: what many rows share is converted once, and columns that are empty throughout cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

Column = tuple[Any, ...]
"""The values of a column, one for each row."""

_PLAIN = frozenset({str, int, bool, type(None)})
"""The types whose values every engine takes as they are."""


_EQUAL = frozenset({bool, int})
"""The types whose values are equal though they are written differently."""


def columns_of(rows: Sequence[Mapping[Any, Any]]) -> dict[str, Column]:
    """Return all columns that any of the rows has, by name; a value that a row omits is None."""
    shapes = set(map(tuple, rows))
    if len(shapes) == 1:
        return dict(zip(shapes.pop(), zip(*[row.values() for row in rows], strict=True), strict=True))
    return {name: tuple([row.get(name) for row in rows]) for name in set().union(*shapes)}


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
