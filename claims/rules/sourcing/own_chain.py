"""Whether an article is in a claim's own chain of relays, and by which way: then it cannot prove the claim."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.rules.sourcing.relays import by_article
from claims.rules.sourcing.values import Footing, Key
from claims.vocabulary import Attribution, RelayBasis, Stance


class Tie(StrEnum):
    """How one article hangs together with the next on the way."""

    RELAYS = "relays"
    """It has the claim from the next."""
    MAY_RELAY = "may relay"
    """It is suspected of having it from the next."""
    RELAYED = "relayed"
    """The next has the claim from it."""
    REPRINTS = "reprints"
    REPRINTED = "reprinted"
    """The next is a reprint of it."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of the way."""

    article: Key
    tie: Tie
    other: Key


@dataclass(frozen=True, slots=True)
class Way:
    """How an article leads into the chain, and to the article at which that begins."""

    legs: tuple[Leg, ...]
    end: Key
    circular: bool = False
    """Whether the relays never come to an end: the articles have it from each other."""


Pairs = Sequence[tuple[Key, Key]]
"""Articles in pairs: a reprint and its original."""

SPEAKING = frozenset({Attribution.NAMED, Attribution.INSTITUTION, Attribution.DOCUMENT, Attribution.OWN_VOICE})
"""The attributions by which an article can be somebody's own word."""


def way_into_chain(article: Key, footings: Sequence[Footing], reprints: Pairs = ()) -> Way | None:
    """Return the way from an article to where the claim comes from; none if it stands outside of the chain.

    In the chain is what asserts the claim (withdrawn or not), what that relays, judged or only suspected, and what
    is a reprint of any of these or was reprinted as one, whole or in part, over any number of reprints.
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
    """Return whether a claim's chain begins at an article because somebody speaks there, or nobody has read it."""
    stated = [footing for footing in footings if footing.stance is Stance.ASSERTS]
    own = [footing for footing in stated if footing.article == article]
    if not own:
        return any(footing.relays == article for footing in stated)
    return any(footing.relays is None and footing.attribution in SPEAKING for footing in own)


def proves_nothing(article: Key, footings: Sequence[Footing], reprints: Pairs, *, own_word: bool) -> bool:
    """Return whether an article that is given as evidence stands in the claim's own chain.

    What a party says itself of what it holds or decides (``own_word``) proves that, even where the chain begins.
    """
    if way_into_chain(article, footings, reprints) is None:
        return False
    return not (own_word and begins_at(article, footings))


def around_by_reprints(articles: Iterable[Key], reprints: Pairs) -> set[Key]:
    """Return articles with all that they reprint and that reprints them, over any number of reprints."""
    found = set(articles)
    beside = _beside(reprints)
    ahead = list(found)
    while ahead:
        new = {leg.other for leg in beside.get(ahead.pop(), ())} - found
        found |= new
        ahead += new
    return found


def _beside(reprints: Pairs) -> dict[Key, list[Leg]]:
    """Return the reprints and originals of each article."""
    found: dict[Key, list[Leg]] = {}
    for reprint, original in reprints:
        found.setdefault(reprint, []).append(Leg(reprint, Tie.REPRINTS, original))
        found.setdefault(original, []).append(Leg(original, Tie.REPRINTED, reprint))
    return found


def _to_member(article: Key, members: Iterable[Key], reprints: Pairs) -> tuple[Leg, ...] | None:
    """Return the shortest way by reprints from an article to one of the members; empty if it is one itself."""
    beside, wanted = _beside(reprints), set(members)
    return _shortest(article, wanted.__contains__, lambda here: beside.get(here, ()))


def _to_end(article: Key, stated: Sequence[Footing]) -> tuple[Leg, ...] | None:
    """Return the shortest way up the relays to an article that has the claim from no other; none in a circle.

    Relays that are only suspected are followed where no others lead to an end.
    """
    read = by_article(stated)

    def ends(here: Key) -> bool:
        return here not in read or any(footing.relays is None for footing in read[here])

    sure = _shortest(article, ends, lambda here: [leg for leg in _up(here, stated) if leg.tie is Tie.RELAYS])
    return sure if sure is not None else _shortest(article, ends, lambda here: _up(here, stated))


def _up(article: Key, stated: Iterable[Footing]) -> list[Leg]:
    """Return the steps to what an article relays, those that are sure first."""
    legs = [
        Leg(article, Tie.MAY_RELAY if footing.relay_basis is RelayBasis.SUSPECTED else Tie.RELAYS, footing.relays)
        for footing in stated
        if footing.article == article and footing.relays is not None
    ]
    return sorted(legs, key=lambda leg: leg.tie is Tie.MAY_RELAY)


def _around(article: Key, stated: Sequence[Footing]) -> tuple[Leg, ...]:
    """Return the way up the relays from an article until it comes back to one where it was."""
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
    """Return the fewest steps from an article to one that fits; none if there is no way."""
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
