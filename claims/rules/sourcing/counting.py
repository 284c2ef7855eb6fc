"""The counts, from who is the same and who is different (rule 6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from claims.rules.sourcing.colouring import Bounds, bits, chromatic_number
from claims.rules.sourcing.differences import (
    Rows,
    different_institutions,
    different_origins,
    different_people,
    has_edges,
    mask_of,
    presumable,
)
from claims.rules.sourcing.institutions import Body, Institutions, Place
from claims.rules.sourcing.lookalikes import Lookalikes
from claims.rules.sourcing.rulings import Judged, members_looked_at, stated_members
from claims.rules.sourcing.sameness import (
    Classes,
    joined_by_institution,
    joined_by_origin,
    judged_apart,
    most_institutions,
    units_of,
)
from claims.rules.sourcing.values import Key
from claims.rules.sourcing.voices import Voice
from claims.values import value

GRAPH_LIMIT = 12_000
"""Above this number of voices that can be surely different, the lower bounds are estimated without a graph."""


@value
class Tally:
    """A lower and an upper bound, and whether either is an estimate."""

    lower: int
    upper: int
    estimated: bool


class Tallies:
    """The three tallies over the voices of a claim.

    `alive` is the set of voices that remain ends even if suspected relays are real: only they count for the lower
    bounds (rule 1).
    """

    def __init__(
        self,
        voices: Sequence[Voice],
        alive: int,
        judged: Judged,
        institutions: Institutions,
        outlets_apart: Collection[frozenset[Key]] = (),
    ) -> None:
        """Take the voices, the set alive, the judgements, the tree of institutions, and the outlets judged distinct."""
        self._voices = voices
        self._alive = alive
        self._judged = judged
        self._institutions = institutions
        self._units = units_of(voices, judged)
        self._outlets_apart = outlets_apart
        self._people: dict[bool, Rows] = {}
        self._bodies: dict[bool, Rows] = {}
        self._fewest_found: dict[bool, Bounds] = {}
        self._apart = judged_apart(self._units, judged)
        able = sum(has_edges(voice) or self._is_apart(index) for index, voice in enumerate(voices))
        self._too_many = able > GRAPH_LIMIT
        self._too_few = able < 2
        """Whether nobody can be surely different from anybody else by presumption, as that takes two (rule 4)."""

    def people(self, trust_labels: bool) -> Tally:
        """Return how many different people there are."""
        rest = sum(count for _voice, count in self._unexamined())
        upper = len(self._units.voices) + rest
        if self._too_many:
            return Tally(self._largest_count(), upper, True)
        lower = self._fewest_people(trust_labels)
        return Tally(max(lower.lower, self._largest_count()), upper, bool(rest) or not lower.exact)

    def institutions(self, trust_labels: bool) -> Tally:
        """Return how many different topmost institutions there are."""
        classes = joined_by_institution(self._units)
        rest = sum(count for voice, count in self._unexamined() if not voice.places)
        upper = most_institutions(self._units, classes) + rest
        if self._too_many:
            return Tally(self._rough_institutions(), upper, True)
        lower = self._fewest_of(
            merged(self._institution_rows(trust_labels), self._per_voice(classes.of_unit), self._alive)
        )
        return Tally(lower.lower, upper, bool(rest) or not lower.exact)

    def independent(self) -> Tally:
        """Return how many independent origins there are; labels are never trusted here."""
        classes = joined_by_origin(self._units, self._apart)
        torn = {root: self._torn_bounds(units) for root, units in classes.torn.items()}
        rest = sum(count for voice, count in self._unexamined() if not voice.places and not voice.occasions)
        upper = sum(torn[root].upper if root in torn else 1 for root in set(classes.of_unit)) + rest
        if self._too_many:
            return Tally(self._at_least_one(), upper, True)
        vertex_of = self._per_voice(classes.piece_of_unit)
        rows = merged(self._origin_rows(), vertex_of, self._alive)
        lower = self._fewest_of(self._with_judged(rows, classes, vertex_of))
        exact = lower.exact and all(bounds.exact for bounds in torn.values())
        return Tally(self._capped(lower.lower), upper, bool(rest) or not exact)

    @cached_property
    def _lookalikes(self) -> Lookalikes:
        """The institutions and outlets that may be the same by their names; needed only where voices may differ."""
        return _lookalikes(self._voices, self._judged, self._institutions, self._outlets_apart)

    def _capped(self, lower: int) -> int:
        """Return the lower bound, no higher than that of people unless an editor judged a pair independent."""
        return lower if self._apart or lower < 2 else min(lower, self._fewest_people(False).lower)

    def _is_apart(self, index: int) -> bool:
        """Return whether a voice was judged independent of another."""
        return self._units.of_voice[index] in self._apart

    def _at_least_one(self) -> int:
        """Return 1 if any end is sure, else 0."""
        return 1 if self._alive else 0

    def _unexamined(self) -> list[tuple[Voice, int]]:
        """Return the very large stated counts, with the number of members left unexamined."""
        return [
            (voice, stated_members(voice.facts) - members_looked_at(voice.facts))
            for voice in self._voices
            if voice.identity[0] == "source" and voice.identity[2] == 0
        ]

    def _per_voice(self, of_unit: Sequence[int]) -> list[int]:
        """Return values of units as values of their voices."""
        return [of_unit[unit] for unit in self._units.of_voice]

    def _voices_of(self, units: Sequence[int]) -> int:
        """Return the set of voices of these units."""
        return mask_of(index for unit in units for index in self._units.voices[unit])

    def _people_rows(self, trust_labels: bool) -> Rows:
        """Return which voices are surely different people: presumed, judged distinct, or judged independent (rule 4).

        `distinct` only says that two people are two: it does not settle where a second-hand speaker knows it from, and
        cannot count an open end.  `independent` can do both.
        """
        if trust_labels in self._people:
            return self._people[trust_labels]
        rows = self._people[trust_labels] = (
            [0] * len(self._voices)
            if self._too_few and not trust_labels
            else different_people(self._voices, self._institutions, self._lookalikes, trust_labels)
        )
        if not self._judged.distinct and not self._judged.independent:
            return rows
        able = mask_of(index for index, voice in enumerate(self._voices) if presumable(voice))
        for pairs, among in ((self._judged.distinct, able), (self._judged.independent, -1)):
            for slots, other_slots in pairs:
                first = self._voices_of(self._units.of_slots(slots, self._judged)) & among
                second = self._voices_of(self._units.of_slots(other_slots, self._judged)) & among
                for index in bits(first):
                    rows[index] |= second
                for index in bits(second):
                    rows[index] |= first
        return rows

    def _fewest_people(self, trust_labels: bool) -> Bounds:
        """Return the fewest people who could explain everything."""
        if trust_labels not in self._fewest_found:
            rows = self._people_rows(trust_labels)
            self._fewest_found[trust_labels] = self._fewest_of(merged(rows, self._units.of_voice, self._alive))
        return self._fewest_found[trust_labels]

    def _institution_rows(self, trust_labels: bool) -> Rows:
        """Return which voices surely have different institutions."""
        if trust_labels not in self._bodies:
            places: list[frozenset[Place]] = [self._units.places[unit] for unit in self._units.of_voice]
            rows = (
                [0] * len(self._voices)
                if (self._too_few and not trust_labels) or not any(places)
                else different_institutions(self._voices, places, self._lookalikes, trust_labels)
            )
            self._bodies[trust_labels] = rows
        return self._bodies[trust_labels]

    def _origin_rows(self) -> Rows:
        """Return which voices are presumed independent; that takes two who can be surely of different institutions."""
        institutions = self._institution_rows(False)
        if not any(institutions):
            return [0] * len(self._voices)
        return different_origins(self._voices, self._people_rows(False), institutions)

    def _fewest_of(self, rows: dict[int, int]) -> Bounds:
        """Return the chromatic number of a graph, at least 1 if any end is sure."""
        least = self._at_least_one()
        if not any(rows.values()):
            return Bounds(least, least)
        bounds = chromatic_number(_filled(rows), mask_of(vertex for vertex, near in rows.items() if near))
        return Bounds(max(bounds.lower, least), max(bounds.upper, least))

    def _with_judged(self, rows: dict[int, int], classes: Classes, vertex_of: Sequence[int]) -> dict[int, int]:
        """Return the rows with the pairs judged independent, without presumptions inside a class (rule 5)."""
        standing = _stand_ins(vertex_of, self._alive)
        for units in self._torn_members(classes):
            inside = mask_of(
                standing[piece] for piece in {classes.piece_of_unit[unit] for unit in units} if piece in standing
            )
            for vertex in bits(inside):
                rows[vertex] &= ~inside
        for unit, others in self._apart.items():
            for other in others:
                first, second = (standing.get(classes.piece_of_unit[member]) for member in (unit, other))
                if first is not None and second is not None and first != second:
                    rows[first] |= 1 << second
        return rows

    def _torn_members(self, classes: Classes) -> list[list[int]]:
        """Return all units of each class that holds units judged independent."""
        members: dict[int, list[int]] = {root: [] for root in classes.torn}
        for unit, root in enumerate(classes.of_unit):
            if root in members:
                members[root].append(unit)
        return list(members.values())

    def _torn_bounds(self, units: Sequence[int]) -> Bounds:
        """Return bounds for the origins of a class with units judged independent."""
        place = {unit: index for index, unit in enumerate(units)}
        rows = [mask_of(place[other] for other in self._apart[unit] if other in place) for unit in units]
        return chromatic_number(rows, mask_of(range(len(units))))

    def _largest_count(self) -> int:
        """Return a number of surely different people without using a graph: the largest stated count."""
        counts = [
            stated_members(voice.facts)
            for index, voice in enumerate(self._voices)
            if self._alive >> index & 1 and voice.identity[0] == "source" and presumable(voice)
        ]
        return max(counts, default=self._at_least_one())

    def _rough_institutions(self) -> int:
        """Return the number of topmost institutions with a voice that can be surely different and has no other."""
        of_voices = {
            self._units.places[self._units.of_voice[index]]
            for index, voice in enumerate(self._voices)
            if self._alive >> index & 1 and voice.places and has_edges(voice)
        }
        return max(sum(len(places) == 1 for places in of_voices), self._at_least_one())


def _lookalikes(
    voices: Sequence[Voice], judged: Judged, institutions: Institutions, outlets_apart: Collection[frozenset[Key]]
) -> Lookalikes:
    """Return which institutions and outlets of the claim may be the same, except pairs that people judged different."""
    outlets = {
        footing.outlet: footing.outlet_name
        for voice in voices
        for footing in voice.footings
        if footing.outlet is not None
    }
    distinct: set[frozenset[Body]] = {
        frozenset((institutions.record(slots[0][0]), institutions.record(other_slots[0][0])))
        for slots, other_slots in (*judged.distinct, *judged.independent)
        if slots and other_slots
    }
    distinct |= {frozenset(("outlet", outlet) for outlet in pair) for pair in outlets_apart}
    return Lookalikes((body for voice in voices for body in voice.line), institutions, outlets, distinct)


def _stand_ins(vertex_of: Sequence[int], alive: int) -> dict[int, int]:
    """Return the number of each vertex in the graph: that of its first living voice."""
    stand_ins: dict[int, int] = {}
    for index in bits(alive):
        stand_ins.setdefault(vertex_of[index], index)
    return stand_ins


def merged(rows: Rows, vertex_of: Sequence[int], alive: int) -> dict[int, int]:
    """Return the graph over vertices, each with the number of its first living voice.

    Two vertices are neighbours if any two of their living voices are; within a vertex, sameness overrides difference.
    """
    groups: dict[int, list[int]] = {}
    for index in bits(alive):
        groups.setdefault(vertex_of[index], []).append(index)
    if not any(rows):
        return {group[0]: 0 for group in groups.values()}
    single = mask_of(group[0] for group in groups.values() if len(group) == 1)
    several = _Several({index: group[0] for group in groups.values() if len(group) > 1 for index in group})
    graph: dict[int, int] = {}
    for group in groups.values():
        near = 0
        for index in group:
            near |= rows[index]
        graph[group[0]] = (near & single | several.met_by(near)) & ~(1 << group[0])
    return graph


class _Several:
    """The vertices with several voices."""

    def __init__(self, stand_in: dict[int, int]) -> None:
        """Take, for each voice, the voice that gives its vertex its number."""
        self._stand_in = stand_in
        self._everybody = mask_of(stand_in)
        self._stand_ins = mask_of(stand_in.values())
        members: dict[int, list[int]] = {}
        for index, first in stand_in.items():
            members.setdefault(first, []).append(index)
        self._members = {first: mask_of(indexes) for first, indexes in members.items()}

    def met_by(self, near: int) -> int:
        """Return the vertices with a voice in `near`; checks the voices inside or outside, whichever are fewer."""
        inside, outside = near & self._everybody, self._everybody & ~near
        if not inside:
            return 0
        if inside.bit_count() <= outside.bit_count():
            return mask_of(self._stand_in[index] for index in bits(inside))
        missed = {self._stand_in[index] for index in bits(outside)}
        return self._stand_ins & ~mask_of(first for first in missed if not near & self._members[first])


def _filled(rows: dict[int, int]) -> Rows:
    """Return rows by number, with empty rows for missing numbers."""
    filled = [0] * (max(rows, default=-1) + 1)
    for vertex, near in rows.items():
        filled[vertex] = near
    return filled
