"""Institutions and outlets that may be the same because their names can be the same (rule 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from claims.rules.sourcing.institutions import Body, Institutions, bodies_of
from claims.rules.sourcing.values import Key
from claims.text.names.namesakes import is_no_name, possible_namesakes


class Lookalikes:
    """Which institutions and outlets may be the same, going by their names."""

    def __init__(
        self,
        bodies: Iterable[Body],
        institutions: Institutions,
        outlets: Mapping[Key, str],
        distinct: Set[frozenset[Body]],
    ) -> None:
        """Take the bodies, the tree of institutions, the names of outlets, and the pairs judged different."""
        self._institutions = institutions
        self._alike: dict[Body, set[Body]] = {}
        bearers: dict[str, list[Body]] = {}
        for body in dict.fromkeys(bodies):
            for name in [outlets.get(body[1], "")] if isinstance(body, tuple) else institutions.names(body):
                if name and not is_no_name(name):
                    bearers.setdefault(name, []).append(body)
        for name, others in possible_namesakes(bearers, people=False).items():
            for body in bearers[name]:
                for other in (bearer for alike in others for bearer in bearers[alike]):
                    if body != other and frozenset((body, other)) not in distinct and self._is_possible(body, other):
                        self._alike.setdefault(body, set()).add(other)

    def of(self, body: Body) -> Set[Body]:
        """Return the other bodies that may be the same as `body`."""
        return self._alike.get(body, frozenset())

    def of_all(self, bodies: Iterable[Body]) -> set[Body]:
        """Return the bodies that may be the same as any of `bodies`."""
        return {other for body in bodies for other in self.of(body)}

    def _is_possible(self, body: Body, other: Body) -> bool:
        """Return whether two bodies of the same name may be the same: not if they surely belong to different parents.

        The defence ministries of two countries are two, whatever they are called.
        """
        if isinstance(body, tuple) or isinstance(other, tuple):
            return True
        tops, other_tops = (self._institutions.tops(each) for each in (body, other))
        first, second = bodies_of(tops), bodies_of(other_tops)
        if body in first or other in second or tops & other_tops:
            return True
        names = [
            {name for parent in parents if not isinstance(parent, tuple) for name in self._institutions.names(parent)}
            for parents in (first, second)
        ]
        if not all(names):
            return False
        same = possible_namesakes(names[0] | names[1], people=False)
        return any(same[name] & names[1] for name in names[0])
