"""Institutions and outlets that may be one because their names can be the same (rule 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from claims.rules.sourcing.institutions import Body, Institutions, bodies_of
from claims.rules.sourcing.values import Key
from claims.text.names.namesakes import is_no_name, possible_namesakes


class Lookalikes:
    """Which of some institutions and outlets may be one and the same, as far as their names tell."""

    def __init__(
        self,
        bodies: Iterable[Body],
        institutions: Institutions,
        outlets: Mapping[Key, str],
        distinct: Set[frozenset[Body]],
    ) -> None:
        """Take them, the tree of institutions, the names of outlets, and the pairs that people judged different."""
        self._institutions = institutions
        self._alike: dict[Body, set[Body]] = {}
        bearers: dict[str, list[Body]] = {}
        for body in dict.fromkeys(bodies):
            for name in [outlets.get(body[1], "")] if isinstance(body, tuple) else institutions.names(body):
                if name and not is_no_name(name):
                    bearers.setdefault(name, []).append(body)
        for name, others in possible_namesakes(bearers, people=False).items():
            for one in bearers[name]:
                for other in (each for those in others for each in bearers[those]):
                    if one != other and frozenset((one, other)) not in distinct and self._is_possible(one, other):
                        self._alike.setdefault(one, set()).add(other)

    def of(self, body: Body) -> Set[Body]:
        """Return those that may be the same as `body`, itself left out."""
        return self._alike.get(body, frozenset())

    def of_all(self, bodies: Iterable[Body]) -> set[Body]:
        """Return those that may be the same as any of `bodies`."""
        return {other for body in bodies for other in self.of(body)}

    def _is_possible(self, one: Body, other: Body) -> bool:
        """Return whether two of one name may be one: not when both belong to something, and to two things for sure.

        The defence ministries of two countries are two, whatever they are called.
        """
        if isinstance(one, tuple) or isinstance(other, tuple):
            return True
        over, above = (self._institutions.tops(each) for each in (one, other))
        first, second = bodies_of(over), bodies_of(above)
        if one in first or other in second or over & above:
            return True
        names = [
            {name for body in each if not isinstance(body, tuple) for name in self._institutions.names(body)}
            for each in (first, second)
        ]
        if not all(names):
            return False
        same = possible_namesakes(names[0] | names[1], people=False)
        return any(same[name] & names[1] for name in names[0])
