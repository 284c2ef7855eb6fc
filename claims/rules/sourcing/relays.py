"""Following relays to where they end (rule 1), whoever the source there is."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from claims.rules.sourcing.values import Footing, Key
from claims.values import value
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
"""The attributions that let a footing name a source of its own besides the article it relays."""


@value
class Trail:
    """Where the footings of a stance lead."""

    own: tuple[Footing, ...]
    """Standing footings that end with their own attribution."""
    unread: tuple[Footing, ...]
    """Standing footings that relay an article without known footings and name no source themselves."""
    circular: tuple[Key, ...]
    retracted: tuple[Key, ...]


def is_relay(footing: Footing, suspected: bool) -> bool:
    """Return whether the footing has a relay that counts (rule 1); a suspected relay only if `suspected`."""
    return footing.relays is not None and (suspected or footing.relay_basis is not RelayBasis.SUSPECTED)


def by_article(footings: Iterable[Footing]) -> dict[Key, list[Footing]]:
    """Return the footings by their article, in their order."""
    of_article: dict[Key, list[Footing]] = {}
    for footing in footings:
        of_article.setdefault(footing.article, []).append(footing)
    return of_article


def relayers(footings: Iterable[Footing], suspected: bool) -> dict[Key, list[Footing]]:
    """Return the standing footings by the article they relay."""
    by_upstream: dict[Key, list[Footing]] = {}
    for footing in footings:
        if footing.stands and footing.relays is not None and is_relay(footing, suspected):
            by_upstream.setdefault(footing.relays, []).append(footing)
    return by_upstream


def follow(footings: Sequence[Footing], suspected: bool) -> Trail:
    """Return where the footings (all of the same stance) lead (rule 1), in time linear in their number.

    A standing footing that reaches no end adds nothing: it is `retracted` if it reaches a retracted footing, else
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
    """Return the articles of `start` and all articles downstream of them."""
    reached = set(start)
    queue = deque(reached)
    while queue:
        for footing in upward.get(queue.popleft(), ()):
            if footing.article not in reached:
                reached.add(footing.article)
                queue.append(footing.article)
    return reached
