"""Which articles were out by a given day, although some have a vague date or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

Days = tuple[date | None, date | None]
"""The first and the last possible day of an article."""


def articles_until(published: Mapping[int, Days], relays: Sequence[tuple[int, int]], day: date) -> set[int]:
    """Return the articles published by ``day``; ``relays`` holds pairs of an article and its upstream.

    An article dated only by month counts from the first of the month, or from the day of its upstream if that is later.
    An undated article counts if an article published by then relays it.
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
    """Return the first possible day of each article; an article of uncertain day is not older than its upstream."""
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
