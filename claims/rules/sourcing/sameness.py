"""Who is surely the same (rule 3): voices form units (a person), units form classes (an institution, an origin)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from claims.rules.sourcing.institutions import Place
from claims.rules.sourcing.joining import Groups, join_except
from claims.rules.sourcing.rulings import Judged, Slot
from claims.rules.sourcing.voices import Voice

T = TypeVar("T")

Apart = dict[int, set[int]]
"""For each unit, the units it was judged independent of."""


class Units(NamedTuple):
    """Voices grouped by person, document and so on; units are numbered in the order of their first voice."""

    of_voice: tuple[int, ...]
    voices: tuple[tuple[int, ...], ...]
    places: tuple[frozenset[Place], ...]
    occasions: tuple[frozenset[str], ...]
    of_slot: Mapping[Slot, int]
    """The unit of each group of members judged the same, by the group's root."""

    def of_slots(self, slots: Iterable[Slot], judged: Judged) -> list[int]:
        """Return the units of a source record's members, leaving out members that do not speak for this claim."""
        units = (self.of_slot.get(judged.same.root(slot)) for slot in slots)
        return [unit for unit in units if unit is not None]


def units_of(voices: Sequence[Voice], judged: Judged) -> Units:
    """Return the voices grouped by who surely speaks: the same source record, or judged the same (rule 3)."""
    number: dict[Hashable, int] = {}
    of_slot: dict[Slot, int] = {}
    of_voice: list[int] = []
    members: list[list[int]] = []
    for index, voice in enumerate(voices):
        slot = None if voice.source is None else judged.same.root((voice.source, voice.identity[2]))
        unit = number.setdefault(("record", slot) if slot is not None else voice.identity, len(members))
        if unit == len(members):
            members.append([])
        if slot is not None:
            of_slot[slot] = unit
        members[unit].append(index)
        of_voice.append(unit)
    return Units(
        of_voice=tuple(of_voice),
        voices=tuple(map(tuple, members)),
        places=tuple(_all([voices[index].places for index in group]) for group in members),
        occasions=tuple(_all([voices[index].occasions for index in group]) for group in members),
        of_slot=of_slot,
    )


def _all(sets: Sequence[frozenset[T]]) -> frozenset[T]:
    return sets[0] if len(sets) == 1 else frozenset().union(*sets)


def judged_apart(units: Units, judged: Judged) -> Apart:
    """Return the pairs of units that an editor judged independent (rule 4)."""
    apart: Apart = {}
    for slots, other_slots in judged.independent:
        for unit in units.of_slots(slots, judged):
            for other in units.of_slots(other_slots, judged):
                if unit != other:
                    apart.setdefault(unit, set()).add(other)
                    apart.setdefault(other, set()).add(unit)
    return apart


class Classes(NamedTuple):
    """Units grouped by who is surely the same institution or the same origin."""

    of_unit: tuple[int, ...]
    """The class of each unit."""
    piece_of_unit: tuple[int, ...]
    """The same, but in a class with units judged independent, each of these stays single and joins no others."""
    torn: Mapping[int, tuple[int, ...]]
    """For each class with units judged independent: these units."""


def joined_by_institution(units: Units) -> Classes:
    """Return the units by topmost institution (rule 3); a printed label is enough, an unknown one joins no units."""
    return _classes(len(units.voices), list(_by_place(units).values()), {})


def joined_by_origin(units: Units, apart: Apart) -> Classes:
    """Return the units by topmost institution and by occasion, never joining a pair judged independent (rule 3)."""
    by_occasion: dict[str, list[int]] = {}
    for unit, occasions in enumerate(units.occasions):
        for occasion in occasions:
            by_occasion.setdefault(occasion, []).append(unit)
    return _classes(len(units.voices), [*_by_place(units).values(), *by_occasion.values()], apart)


def between_places(units: Units) -> list[int]:
    """Return the units described with several topmost institutions: they join no class and connect no classes."""
    return [unit for unit, places in enumerate(units.places) if len(places) > 1]


def most_institutions(units: Units, classes: Classes) -> int:
    """Return the highest possible number of institutions (rule 6).

    A unit described with several institutions adds to it only if one of them has no other unit.
    """
    between = between_places(units)
    settled = {place for places in units.places if len(places) == 1 for place in places}
    adding = [unit for unit in between if not units.places[unit] <= settled]
    vacant = {place for unit in adding for place in units.places[unit]} - settled
    return len(set(classes.of_unit)) - len(between) + min(len(adding), len(vacant))


def _by_place(units: Units) -> dict[Place, list[int]]:
    """Return the units of each topmost institution, leaving out units with several."""
    by_place: dict[Place, list[int]] = {}
    for unit, places in enumerate(units.places):
        if len(places) == 1:
            by_place.setdefault(next(iter(places)), []).append(unit)
    return by_place


def _classes(size: int, buckets: Sequence[Sequence[int]], apart: Apart) -> Classes:
    """Return the classes that the buckets join units into, never joining a pair of `apart` directly."""
    if not apart and all(len(bucket) < 2 for bucket in buckets):
        alone = tuple(range(size))
        return Classes(alone, alone, {})
    whole: Groups[int] = Groups()
    for bucket in buckets:
        join_except(whole, bucket, apart)
    torn: dict[int, list[int]] = {}
    for unit in sorted(apart):
        if any(whole.together(unit, other) for other in apart[unit]):
            torn.setdefault(whole.root(unit), []).append(unit)
    lone = {unit for group in torn.values() for unit in group}
    pieces: Groups[int] = Groups()
    for bucket in buckets:
        join_except(pieces, [unit for unit in bucket if unit not in lone], apart)
    return Classes(
        of_unit=tuple(map(whole.root, range(size))),
        piece_of_unit=tuple(map(pieces.root, range(size))),
        torn={root: tuple(group) for root, group in torn.items()},
    )
