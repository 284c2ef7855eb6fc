"""The articles around a claim: its chain, their originals and their reprints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from claims.reading.identity import identities
from claims.reading.named_records import article_records
from claims.reading.records import ArticleRecord
from claims.rules.sourcing.own_chain import Pairs, around_by_reprints
from claims.store.past import rows_by_id
from claims.store.schema import TABLES


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Articles under the numbers that stand for them, with their reprints and addresses."""

    articles: Mapping[int, ArticleRecord]
    reprints: Pairs
    """A reprint and its original, for all that are known."""
    by_address: Mapping[str, int]
    """The articles by address, in the form that makes two addresses of a page equal."""


def surroundings(connection: Connection, articles: Iterable[int]) -> Surroundings:
    """Return some articles, all that they reprint and all that reprints them, in a fixed number of statements."""
    article = TABLES["article"]
    joined = identities(connection)
    known = connection.execute(
        select(article.c.id, article.c.reprint_of_id).where(article.c.reprint_of_id.is_not(None)).order_by(article.c.id)
    )
    reprints = [(joined.canonical("article", copy), joined.canonical("article", other)) for copy, other in known]
    around = {int(number) for number in around_by_reprints(articles, reprints)}
    rows = rows_by_id(connection, article, joined.all_members("article", around), None)
    by_address = {
        row["url_key"]: joined.canonical("article", number)
        for number, row in sorted(rows.items(), reverse=True)
        if row["url_key"]
    }
    standing = {number: row for number, row in rows.items() if number in around}
    return Surroundings(article_records(connection, standing, joined, None), reprints, by_address)


def addresses(connection: Connection, number: int) -> list[str]:
    """Return the addresses of an article and of those judged one with it, as `Surroundings` has them."""
    article = TABLES["article"]
    members = identities(connection).members("article", number)
    rows = connection.execute(
        select(article.c.url_key)
        .where(article.c.id.in_(members), article.c.url_key.is_not(None))
        .order_by(article.c.id)
    )
    return list(rows.scalars())
