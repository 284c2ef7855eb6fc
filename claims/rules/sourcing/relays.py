"""Following relays to where they end (rule 1), without regard to who stands there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.rules.sourcing.values import Footing, Key
from claims.vocabulary import Attribution, RelayBasis

SOURCE_GIVERS = frozenset(
    {
        Attribution.NAMED,
        Attribution.INSTITUTION,
        Attribution.UNNAMED,
        Attribution.DOCUMENT,
        Attribution.COLLECTIVE,
    }
)
"""The attributions by which a footing can name a source of its own beside the article that it relays."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Where the footings of one stance lead."""

    own: tuple[Footing, ...]
    """Standing footings that end by their own attribution."""
    unread: tuple[Footing, ...]
    """Standing footings that relay an article of which no footing is known, and name nobody themselves."""
    circular: tuple[Key, ...]
    retracted: tuple[Key, ...]


def is_relay(footing: Footing, suspected: bool) -> bool:
    """Return whether the footing's relay counts (rule 1); suspected ones only if asked for."""
    return footing.relays is not None and (suspected or footing.relay_basis is not RelayBasis.SUSPECTED)


def by_article(footings: Iterable[Footing]) -> dict[Key, list[Footing]]:
    """Return the footings by the article that gives them, in the order given."""
    found: dict[Key, list[Footing]] = {}
    for footing in footings:
        found.setdefault(footing.article, []).append(footing)
    return found


def relayers(footings: Iterable[Footing], suspected: bool) -> dict[Key, list[Footing]]:
    """Return the standing footings by the article that they relay."""
    found: dict[Key, list[Footing]] = {}
    for footing in footings:
        if footing.stands and footing.relays is not None and is_relay(footing, suspected):
            found.setdefault(footing.relays, []).append(footing)
    return found


def follow(footings: Sequence[Footing], suspected: bool) -> Trail:
    """Return where the footings (all of one stance) lead (rule 1), in time linear in their number.

    A standing footing that reaches no end adds nothing: it is `retracted` if it reaches a footing that was, else
    `circular`.
    """
    articles = by_article(footings)
    upward = relayers(footings, suspected)
    standing = [footing for footing in footings if footing.stands]
    ending = [f for f in standing if not is_relay(f, suspected) or f.relays not in articles]
    grounded = _downstream({f.article for f in ending}, upward)
    stuck = [f for f in standing if is_relay(f, suspected) and f.relays in articles and f.relays not in grounded]
    tainted = _downstream({f.article for f in footings if not f.stands}, upward)
    lost = [f for f in ending if is_relay(f, suspected) and not names_a_source(f)]
    lost_keys = {f.key for f in lost}
    return Trail(
        own=tuple(f for f in ending if f.key not in lost_keys),
        unread=tuple(lost),
        circular=tuple(f.key for f in stuck if f.relays not in tainted),
        retracted=tuple(f.key for f in stuck if f.relays in tainted),
    )


def names_a_source(footing: Footing) -> bool:
    """Return whether a relaying footing names a source itself ("Peters told Sky News")."""
    return footing.source is not None and footing.attribution in SOURCE_GIVERS


def _downstream(start: Iterable[Key], upward: Mapping[Key, Sequence[Footing]]) -> set[Key]:
    """Return the articles of `start` and all that have it from them, directly or not."""
    found = set(start)
    queue = deque(found)
    while queue:
        for footing in upward.get(queue.popleft(), ()):
            if footing.article not in found:
                found.add(footing.article)
                queue.append(footing.article)
    return found
