"""Whether an article is in a claim's own chain of relays, and how it leads there: then it cannot prove the claim."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.rules.sourcing.relays import by_article
from claims.rules.sourcing.values import Footing, Key
from claims.vocabulary import Attribution, RelayBasis, Stance


class Tie(StrEnum):
    """How an article is connected with the next on the way."""

    RELAYS = "relays"
    """It picked the claim up from the next."""
    MAY_RELAY = "may relay"
    """It is suspected of picking the claim up from the next."""
    RELAYED = "relayed"
    """The next picked the claim up from it."""
    REPRINTS = "reprints"
    REPRINTED = "reprinted"
    """The next is a reprint of it."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A step on the way."""

    article: Key
    tie: Tie
    other: Key


@dataclass(frozen=True, slots=True)
class Way:
    """How an article leads into the chain, and to the article where the chain begins."""

    legs: tuple[Leg, ...]
    end: Key
    circular: bool = False
    """Whether the relays never end: the articles picked the claim up from each other."""


Pairs = Sequence[tuple[Key, Key]]
"""Pairs of articles: a reprint and its original."""

SPEAKING = frozenset({Attribution.NAMED, Attribution.INSTITUTION, Attribution.DOCUMENT, Attribution.OWN_VOICE})
"""The attributions that can make an article a speaker's own statement."""


def way_into_chain(article: Key, footings: Sequence[Footing], reprints: Pairs = ()) -> Way | None:
    """Return the way from an article to the claim's origin, or None if the article is outside the chain.

    The chain consists of the articles that assert the claim (withdrawn or not), the articles they relay (suspected
    relays included), and all reprints and originals of these, whole or in part, over any number of reprints.
    """
    stated = [footing for footing in footings if footing.stance is Stance.ASSERTS]
    read = by_article(stated)
    members = read.keys() | {footing.relays for footing in stated if footing.relays is not None}
    aside = _to_member(article, members, reprints)
    if aside is None:
        return None
    here = aside[-1].other if aside else article
    if here not in read:
        below = next(footing.article for footing in stated if footing.relays == here)
        return Way((*aside, Leg(here, Tie.RELAYED, below)), here)
    up = _to_end(here, stated)
    if up is None:
        around = _around(here, stated)
        return Way((*aside, *around), around[-1].other, circular=True)
    return Way((*aside, *up), up[-1].other if up else here)


def begins_at(article: Key, footings: Iterable[Footing]) -> bool:
    """Return whether a claim's chain begins at an article: a source speaks there, or the article is unread."""
    stated = [footing for footing in footings if footing.stance is Stance.ASSERTS]
    own = [footing for footing in stated if footing.article == article]
    if not own:
        return any(footing.relays == article for footing in stated)
    return any(footing.relays is None and footing.attribution in SPEAKING for footing in own)


def proves_nothing(article: Key, footings: Sequence[Footing], reprints: Pairs, *, own_word: bool) -> bool:
    """Return whether an article offered as evidence proves nothing because it is in the claim's own chain.

    A party's own statement of what it holds or decides (``own_word``) does prove that, even where the chain begins.
    """
    if way_into_chain(article, footings, reprints) is None:
        return False
    return not (own_word and begins_at(article, footings))


def around_by_reprints(articles: Iterable[Key], reprints: Pairs) -> set[Key]:
    """Return these articles with all their originals and reprints, over any number of reprints."""
    reached = set(articles)
    beside = _beside(reprints)
    ahead = list(reached)
    while ahead:
        new = {leg.other for leg in beside.get(ahead.pop(), ())} - reached
        reached |= new
        ahead += new
    return reached


def _beside(reprints: Pairs) -> dict[Key, list[Leg]]:
    """Return the reprints and originals of each article."""
    legs: dict[Key, list[Leg]] = {}
    for reprint, original in reprints:
        legs.setdefault(reprint, []).append(Leg(reprint, Tie.REPRINTS, original))
        legs.setdefault(original, []).append(Leg(original, Tie.REPRINTED, reprint))
    return legs


def _to_member(article: Key, members: Iterable[Key], reprints: Pairs) -> tuple[Leg, ...] | None:
    """Return the shortest way over reprints from an article to any member; empty if it is a member itself."""
    beside, wanted = _beside(reprints), set(members)
    return _shortest(article, wanted.__contains__, lambda here: beside.get(here, ()))


def _to_end(article: Key, stated: Sequence[Footing]) -> tuple[Leg, ...] | None:
    """Return the shortest way up the relays to an article where the claim originates; None in a circle.

    Suspected relays are followed only if no others lead to an end.
    """
    read = by_article(stated)

    def ends(here: Key) -> bool:
        return here not in read or any(footing.relays is None for footing in read[here])

    sure = _shortest(article, ends, lambda here: [leg for leg in _up(here, stated) if leg.tie is Tie.RELAYS])
    return sure if sure is not None else _shortest(article, ends, lambda here: _up(here, stated))


def _up(article: Key, stated: Iterable[Footing]) -> list[Leg]:
    """Return the steps to the articles that an article relays, sure relays first."""
    legs = [
        Leg(article, Tie.MAY_RELAY if footing.relay_basis is RelayBasis.SUSPECTED else Tie.RELAYS, footing.relays)
        for footing in stated
        if footing.article == article and footing.relays is not None
    ]
    return sorted(legs, key=lambda leg: leg.tie is Tie.MAY_RELAY)


def _around(article: Key, stated: Sequence[Footing]) -> tuple[Leg, ...]:
    """Return the way up the relays from an article until it meets an article for the second time."""
    legs, seen, here = [], {article}, article
    while True:
        leg = _up(here, stated)[0]
        legs.append(leg)
        if leg.other in seen:
            return tuple(legs)
        seen.add(leg.other)
        here = leg.other


def _shortest(
    start: Key, reached: Callable[[Key], bool], steps: Callable[[Key], Iterable[Leg]]
) -> tuple[Leg, ...] | None:
    """Return the fewest steps from an article to a matching article, or None if there is no way."""
    ways: dict[Key, tuple[Leg, ...]] = {start: ()}
    ahead = deque([start])
    while ahead:
        here = ahead.popleft()
        if reached(here):
            return ways[here]
        for leg in steps(here):
            if leg.other not in ways:
                ways[leg.other] = (*ways[here], leg)
                ahead.append(leg.other)
    return None
