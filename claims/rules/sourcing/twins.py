"""Which articles of one outlet are perhaps one report that was entered twice: once cited by others, once read.

A relay that credits an outlet is to that outlet's report, which may be here already under another day or for another
claim of the story.  Nothing is joined by this: a person says which report is meant, or that two are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.rules.sourcing.values import Key

Near = tuple[str, int]
"""What two claims may have in common: a claim (itself, or judged one), a story or a relation, with its number."""

CLAIM = "claim"
"""The kind of `Near` that is the claim itself."""

MOST = 3
"""How many articles are proposed for one."""


@dataclass(frozen=True, slots=True)
class Report:
    """An article, as far as it can be told from others of its outlet."""

    key: Key
    outlet: Key
    read: bool
    near: frozenset[Near]
    """What it carries or is relayed for, and what that belongs to."""
    earliest: date | None = None
    latest: date | None = None
    relayed_by: date | None = None
    """The day by which it was out at the latest, as another article relayed it then."""


@dataclass(frozen=True, slots=True)
class Twins:
    """An article that nobody here has read, and another of its outlet that is perhaps the same report."""

    unread: Report
    other: Report

    @property
    def same_claim(self) -> bool:
        """Whether both are here for one and the same claim; else only for the same story, or related claims."""
        return any(kind == CLAIM for kind, _ in self.unread.near & self.other.near)


def unread_twins(reports: Sequence[Report], apart: Collection[frozenset[Key]] = ()) -> list[Twins]:
    """Return the pairs that are perhaps one: of one outlet, near each other, at least one unread, not apart in time.

    For each unread article at most `MOST`, those of the same claim and those that were read first.  ``apart`` are
    pairs that a person judged distinct.  Linear in the reports that share a story or a claim in one outlet.
    """
    by_near: dict[tuple[Key, Near], list[Report]] = defaultdict(list)
    for one in reports:
        for near in one.near:
            by_near[one.outlet, near].append(one)
    found: dict[frozenset[Key], Twins] = {}
    for one in reports:
        if one.read:
            continue
        others = {other.key: other for near in one.near for other in by_near[one.outlet, near] if other.key != one.key}
        pairs = [Twins(one, other) for other in others.values() if may_be_one(one, other)]
        pairs = [pair for pair in pairs if frozenset({one.key, pair.other.key}) not in apart]
        for pair in sorted(pairs, key=_likeliest)[:MOST]:
            found.setdefault(frozenset({one.key, pair.other.key}), pair)
    return list(found.values())


def may_be_one(one: Report, other: Report) -> bool:
    """Return whether two articles can be one report by when they were published and relayed."""
    return not (
        _after(one.earliest, _first(other.latest, other.relayed_by))
        or _after(other.earliest, _first(one.latest, one.relayed_by))
    )


def meant(reports: Iterable[Report], near: Collection[Near], relayed: date | None) -> list[Report]:
    """Return which reports of an outlet somebody may mean who relays it for a claim on a day, the likeliest first.

    ``near`` is what the claim is and belongs to.
    """
    found = [one for one in reports if one.near & set(near) and not _after(one.earliest, relayed)]
    return sorted(found, key=lambda one: (not _is_for_claim(one, near), not one.read, one.key))


def _is_for_claim(one: Report, near: Collection[Near]) -> bool:
    return any(kind == CLAIM for kind, _ in one.near & set(near))


def _likeliest(pair: Twins) -> tuple[bool, bool, Key]:
    return not pair.same_claim, not pair.other.read, pair.other.key


def _after(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first > last


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
