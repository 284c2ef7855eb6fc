"""Groups that grow by joining their members pair by pair (disjoint sets)."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Which members belong together; a member that was never joined is alone."""

    def __init__(self) -> None:
        """Start with everything alone."""
        self._above: dict[T, T] = {}

    def root(self, member: T) -> T:
        """Return the member that represents the group of `member`."""
        above = self._above
        while (up := above.get(member, member)) != member:
            above[member] = above.get(up, up)
            member = up
        return member

    def join(self, member: T, other: T) -> None:
        """Join the groups of both."""
        first, second = self.root(member), self.root(other)
        if first != second:
            self._above[second] = first

    def join_all(self, members: Iterable[T]) -> None:
        """Join all `members` into a single group."""
        first: T | None = None
        for member in members:
            if first is None:
                first = member
            else:
                self.join(first, member)

    def mentioned(self) -> set[T]:
        """Return the members that were joined with others."""
        return {*self._above, *self._above.values()}

    def together(self, member: T, other: T) -> bool:
        """Return whether both are in the same group."""
        return self.root(member) == self.root(other)

    def gathered(self, members: Iterable[T]) -> list[list[T]]:
        """Return `members` by group; groups and members keep their order."""
        groups: dict[T, list[T]] = {}
        for member in members:
            groups.setdefault(self.root(member), []).append(member)
        return list(groups.values())


def join_except(groups: Groups[int], members: Collection[int], apart: Mapping[int, set[int]]) -> None:
    """Join every two of `members` in `groups` unless they are a pair of `apart`; joins are transitive.

    Walks the complement of `apart`, so its time is linear in the members and the pairs.
    """
    left = set(members)
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
