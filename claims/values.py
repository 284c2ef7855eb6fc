"""Classes of plain values that are never changed once made: quick to make, and quick to define."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def value(cls: type[T], /) -> type[T]: ...


@overload
def value(*, kw_only: bool = ...) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T] | None = None, /, *, kw_only: bool = False) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a dataclass with slots that behaves as a frozen one; that nothing is assigned is left to the type checker.

    The fields of a truly frozen dataclass are set by a call each, which takes four times as long; and Python compiles
    the methods of each class at every start, where these share one of each kind.
    """

    def make(made: type[T]) -> type[T]:
        made = dataclass(slots=True, repr=False, eq=False, kw_only=kw_only)(made)
        of_class: Any = made
        for name, method in _METHODS.items():
            setattr(of_class, name, method)
        of_class.__compared__ = tuple(each.name for each in fields(of_class) if each.compare)
        return made

    return make if cls is None else make(cls)


def _compared(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in self.__compared__])


def _equal(self: Any, other: object) -> bool:
    return _compared(self) == _compared(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(_compared(self))


def _shown(self: Any) -> str:
    shown = [f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr]
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


_METHODS = {"__eq__": _equal, "__hash__": _hash, "__repr__": _shown}
