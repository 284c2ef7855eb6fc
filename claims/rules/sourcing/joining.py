"""Groups of things that are joined pair by pair (disjoint sets)."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Who belongs together; things never mentioned are alone."""

    def __init__(self) -> None:
        """Start with everything alone."""
        self._above: dict[T, T] = {}

    def root(self, thing: T) -> T:
        """Return the one thing that stands for the group of `thing`."""
        above = self._above
        while (up := above.get(thing, thing)) != thing:
            above[thing] = above.get(up, up)
            thing = up
        return thing

    def join(self, one: T, other: T) -> None:
        """Put the groups of both together."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._above[second] = first

    def join_all(self, things: Iterable[T]) -> None:
        """Put all of `things` into one group."""
        first: T | None = None
        for thing in things:
            if first is None:
                first = thing
            else:
                self.join(first, thing)

    def mentioned(self) -> set[T]:
        """Return the things that were joined with others."""
        return {*self._above, *self._above.values()}

    def together(self, one: T, other: T) -> bool:
        """Return whether both are in one group."""
        return self.root(one) == self.root(other)

    def gathered(self, things: Iterable[T]) -> list[list[T]]:
        """Return `things` by group, groups and members in the order given."""
        found: dict[T, list[T]] = {}
        for thing in things:
            found.setdefault(self.root(thing), []).append(thing)
        return list(found.values())


def join_except(groups: Groups[int], things: Collection[int], apart: Mapping[int, set[int]]) -> None:
    """Join every two of `things` in `groups` unless they are a pair of `apart`; joins are transitive.

    Walks the complement of `apart`, so its time is linear in the things and the pairs.
    """
    left = set(things)
    while left:
        start = left.pop()
        queue = [start]
        while queue:
            here = queue.pop()
            near = left - apart.get(here, set()) if here in apart else set(left)
            left -= near
            queue.extend(near)
            for other in near:
                groups.join(start, other)
