"""Appearances in articles of their own, and trees read line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord, SourceRecord
from claims.render.tree import Branch
from claims.vocabulary import Attribution
from tests.reports.building import article, claim, relay, says


def appearance(
    number: int,
    attribution: Attribution | None = None,
    *,
    source: SourceRecord | None = None,
    relays: ArticleRecord | None = None,
    there: ArticleRecord | None = None,
    **values: Any,
) -> AppearanceRecord:
    """An appearance in an article of the same number, unless another is given; a relay gives just its upstream."""
    default = Attribution.UNATTRIBUTED if relays is None else Attribution.OUTLET
    return says(number, there or article(number), attribution or default, source, relays, **values)


def relayed(number: int) -> ClaimRecord:
    """A claim with one chain of so many articles, each relaying the one before."""
    articles = [article(index) for index in range(1, number + 1)]
    rest = [relay(one.id, one, articles[one.id - 2]) for one in articles[1:]]
    return claim([says(1, articles[0], Attribution.UNATTRIBUTED), *rest])


def lines(roots: Sequence[Branch]) -> Iterator[tuple[int, str]]:
    """The lines of trees from top to bottom, with their depth."""
    waiting = [(0, root) for root in reversed(roots)]
    while waiting:
        depth, branch = waiting.pop()
        yield depth, branch.text
        waiting.extend((depth + 1, below) for below in reversed(branch.below))
