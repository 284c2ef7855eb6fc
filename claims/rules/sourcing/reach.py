"""What has a claim from one footing, so that a correction of it reaches them too.  Values in, values out."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claims.rules.sourcing.chains import depths
from claims.rules.sourcing.relays import is_relay
from claims.rules.sourcing.values import Footing, Key


@dataclass(frozen=True, slots=True)
class Downstream:
    """A standing footing that has the claim from the corrected one."""

    footing: Key
    article: Key
    upstream: Key
    """The article from which it has the claim on the shortest way, itself reached unless it is the corrected one."""
    through: int
    """How many articles lie between the two: 0 if it relays the corrected one's article directly."""
    alone: bool
    """Whether its article leads to no end without the corrected footing: nothing else stands behind it."""
    suspected: bool
    """Whether somewhere on the way a relay is only suspected, so that it may have the claim from elsewhere."""


def downstream(footings: Sequence[Footing], corrected: Key) -> tuple[Downstream, ...]:
    """Return every standing footing of the same stance that has the claim from a footing, the nearest first.

    `footings` are those of one claim, the corrected one among them, whether it stands or not.  A relay is of an
    article, not of a footing (the design's third section): whoever relays the corrected one's article has it from
    there, and from the article's other footings too, in which case it does not rest on the corrected one `alone`.
    The way leads through footings that no longer stand as well, for theirs were had from there all the same; these
    themselves are left out.  Reprints are relays like others.  Raises KeyError if there is no such footing.

    Works without recursion, in time linear in the number of footings; circles are followed once.
    """
    start = {footing.key: footing for footing in footings}[corrected]
    stated = [footing for footing in footings if footing.stance is start.stance]
    surely, perhaps = (_ways(start.article, _relayers(stated, suspected)) for suspected in (False, True))
    grounded = depths([replace(one, stands=False) if one is start else one for one in stated], stance=start.stance)
    return tuple(
        Downstream(
            footing=footing.key,
            article=footing.article,
            upstream=footing.relays,
            through=through,
            alone=footing.article not in grounded,
            suspected=footing.key not in surely,
        )
        for footing, through in (perhaps | surely).values()
        if footing.stands and footing is not start and footing.relays is not None
    )


def _relayers(stated: Sequence[Footing], suspected: bool) -> dict[Key, list[Footing]]:
    """Return the footings, standing or not, by the article that they relay."""
    found: dict[Key, list[Footing]] = {}
    for footing in stated:
        if footing.relays is not None and is_relay(footing, suspected):
            found.setdefault(footing.relays, []).append(footing)
    return found


def _ways(article: Key, below: Mapping[Key, Sequence[Footing]]) -> dict[Key, tuple[Footing, int]]:
    """Return the footings that have it from an article, each with how many articles lie between, nearest first."""
    found: dict[Key, tuple[Footing, int]] = {}
    steps = {article: 0}
    ahead = deque([article])
    while ahead:
        here = ahead.popleft()
        for footing in below.get(here, ()):
            found[footing.key] = (footing, steps[here])
            if footing.article not in steps:
                steps[footing.article] = steps[here] + 1
                ahead.append(footing.article)
    return found
