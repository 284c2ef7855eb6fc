"""Which articles had been published by a day, where some are dated vaguely or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

Days = tuple[date | None, date | None]
"""The first and the last day that an article can be of."""


def articles_until(published: Mapping[int, Days], relays: Sequence[tuple[int, int]], day: date) -> set[int]:
    """Return the articles that had been published by ``day``; ``relays`` are pairs of an article and its upstream.

    A date known only to the month counts from its first day, or from the day of what the article relays if that is
    later.  An undated article counts when one that had been published by then relays it.
    """
    days = _first_days(published, relays)
    kept = {article for article, earliest in days.items() if earliest is not None and earliest <= day}
    upstream: dict[int, set[int]] = defaultdict(set)
    for article, relayed in relays:
        if days.get(relayed) is None:
            upstream[article].add(relayed)
    waiting = list(kept)
    while waiting:
        for number in upstream.get(waiting.pop(), set()) - kept:
            kept.add(number)
            waiting.append(number)
    return kept


def _first_days(published: Mapping[int, Days], relays: Sequence[tuple[int, int]]) -> dict[int, date | None]:
    """Return the first day that each article can be of: one of uncertain day is no older than what it relays."""
    days = {article: earliest for article, (earliest, _) in published.items()}
    below: dict[int, list[int]] = defaultdict(list)
    for article, relayed in relays:
        earliest, latest = published.get(article, (None, None))
        if earliest != latest:
            below[relayed].append(article)
    waiting = [relayed for relayed in below if days.get(relayed)]
    while waiting:
        relayed = waiting.pop()
        for article in below.get(relayed, ()):
            upper, own = days[relayed], days[article]
            if upper is not None and own is not None and own < upper:
                days[article] = upper
                waiting.append(article)
    return days
