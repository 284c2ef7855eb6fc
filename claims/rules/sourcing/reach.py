"""The footings that picked a claim up from a footing, so that its correction reaches them.  Values in, values out."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from claims.rules.sourcing.chains import depths
from claims.rules.sourcing.relays import is_relay
from claims.rules.sourcing.values import Footing, Key


class Downstream(NamedTuple):
    """A standing footing that picked the claim up from the corrected footing."""

    footing: Key
    article: Key
    upstream: Key
    """The article it picked the claim up from, on the shortest way: the corrected article or another downstream."""
    through: int
    """How many articles lie between the two: 0 if it relays the corrected footing's article directly."""
    alone: bool
    """Whether its article has no other origin: without the corrected footing, its chains lead to no end."""
    suspected: bool
    """Whether a relay on the way is only suspected, so the claim may have come from elsewhere."""


def downstream(footings: Sequence[Footing], corrected: Key) -> tuple[Downstream, ...]:
    """Return every standing footing of the same stance that picked the claim up from a footing, nearest first.

    `footings` holds all footings of the claim, including the corrected footing, whether it stands or not.  A relay is
    of an article, not of a footing (the design's third section): an article that relays the corrected footing's
    article inherits that article's other footings too, and then does not rest on the corrected footing `alone`.  The
    way may lead through withdrawn footings, because others had already picked the claim up from them; withdrawn
    footings are not returned.  Reprints count as relays.  Raises KeyError if `corrected` is not in `footings`.

    Works without recursion, in time linear in the number of footings; circles are followed once.
    """
    start = {footing.key: footing for footing in footings}[corrected]
    stated = [footing for footing in footings if footing.stance is start.stance]
    surely, perhaps = (_ways(start.article, _relayers(stated, suspected)) for suspected in (False, True))
    without = [replace(footing, stands=False) if footing is start else footing for footing in stated]
    grounded = depths(without, stance=start.stance)
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
    """Return the footings, standing or not, by the article they relay."""
    by_upstream: dict[Key, list[Footing]] = {}
    for footing in stated:
        if footing.relays is not None and is_relay(footing, suspected):
            by_upstream.setdefault(footing.relays, []).append(footing)
    return by_upstream


def _ways(article: Key, below: Mapping[Key, Sequence[Footing]]) -> dict[Key, tuple[Footing, int]]:
    """Return the footings downstream of an article, each with the number of articles between, nearest first."""
    reached: dict[Key, tuple[Footing, int]] = {}
    steps = {article: 0}
    ahead = deque([article])
    while ahead:
        here = ahead.popleft()
        for footing in below.get(here, ()):
            reached[footing.key] = (footing, steps[here])
            if footing.article not in steps:
                steps[footing.article] = steps[here] + 1
                ahead.append(footing.article)
    return reached
