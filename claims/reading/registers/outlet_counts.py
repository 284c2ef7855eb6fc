"""How many articles outlets have, how many of these nobody here has read, and how many claims they carry.

The database counts, except where a judgement joined what would otherwise be counted twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import case, func, select

from claims.reading.registers.lookups import Lookups
from claims.store.ledger import chunks
from claims.store.past import MANY, rows_of
from claims.store.schema import TABLES

Counted = Mapping[str, int]
"""The counts of an outlet, by the name of their field."""

NOTHING_COUNTED: Counted = {"articles": 0, "unseen": 0, "claims": 0}


class OutletCounts:
    """Counts in a view."""

    def __init__(self, lookups: Lookups) -> None:
        """Take what reads."""
        self.lookups, self.joined = lookups, lookups.joined
        self.in_groups = {
            subject: {number for of, number in lookups.joined.canonical_of if of == subject}
            for subject in ("outlet", "article", "claim")
        }
        """The records that were judged the same as another, by table."""

    def of(self, members: Collection[int] | None) -> dict[int, Counted]:
        """Return the counts of outlets (of all, without numbers), by canonical number; empty outlets may be missing."""
        past = self.lookups.view.as_of is not None or self.lookups.published is not None
        if members is None or past or any(len(numbers) > MANY for numbers in self.in_groups.values()):
            return self._one_by_one(members)
        joined = self._touched(members)
        plain = [number for number in members if number not in joined]
        return {**self._by_database(plain), **(self._one_by_one(joined) if joined else {})}

    def _touched(self, members: Collection[int]) -> set[int]:
        """Return the outlets, among these, that were judged one with another, or have articles or claims that were."""
        article, appearance = TABLES["article"], TABLES["appearance"]
        outlets, articles, claims = (self.in_groups[name] for name in ("outlet", "article", "claim"))
        touched = set(outlets)
        if articles:
            asked = select(article.c.outlet_id).distinct().where(article.c.id.in_(sorted(articles)))
            touched |= set(self.lookups.connection.execute(asked).scalars())
        if claims:
            joining = appearance.join(article, article.c.id == appearance.c.article_id)
            asked = select(article.c.outlet_id).distinct().select_from(joining)
            asked = asked.where(appearance.c.claim_id.in_(sorted(claims)))
            touched |= set(self.lookups.connection.execute(asked).scalars())
        return touched & set(members)

    def _by_database(self, outlets: Collection[int]) -> dict[int, Counted]:
        """Return the counts of outlets that no judgement of sameness touches."""
        article, appearance = TABLES["article"], TABLES["appearance"]
        outlet = article.c.outlet_id
        unseen = func.count(case((~article.c.seen, 1)))
        joining = appearance.join(article, article.c.id == appearance.c.article_id)
        counts: dict[int, Counted] = {}
        for part in chunks(sorted(outlets), MANY):
            articles = select(outlet, func.count(), unseen).where(outlet.in_(part)).group_by(outlet)
            claims = select(outlet, func.count(appearance.c.claim_id.distinct())).select_from(joining)
            claims = claims.where(outlet.in_(part), *self.lookups.standing()).group_by(outlet)
            carried: dict[int, int] = dict(self.lookups.connection.execute(claims).all())
            for number, known, unread in self.lookups.connection.execute(articles):
                counts[number] = {"articles": known, "unseen": unread, "claims": carried.get(number, 0)}
        return counts

    def _one_by_one(self, members: Collection[int] | None) -> dict[int, Counted]:
        articles = self._articles(members)
        numbers = self.joined.all_members("article", (number for each in articles.values() for number in each))
        claims = self.lookups.claims_by("article", None if members is None else numbers)
        return {
            outlet: {
                "articles": len(carried),
                "unseen": sum(not seen for seen in carried.values()),
                "claims": len(set().union(*(claims.get(number, ()) for number in carried))),
            }
            for outlet, carried in articles.items()
        }

    def _articles(self, members: Collection[int] | None) -> dict[int, dict[int, bool]]:
        """Return the articles of outlets, each with whether it was seen."""
        article, view = TABLES["article"], self.lookups.view
        statement = select(article.c.id, article.c.uid, article.c.outlet_id, article.c.seen)
        if members is not None and view.as_of is None:
            statement = statement.where(article.c.outlet_id.in_(members))
        rows = rows_of(self.lookups.connection, statement, article, view.as_of)
        articles: dict[int, dict[int, bool]] = defaultdict(dict)
        for number, (row, *_) in self.joined.gathered("article", rows).items():
            outlet = row["outlet_id"]
            if outlet is not None and (members is None or outlet in members) and self.lookups.is_published(row["id"]):
                articles[self.joined.canonical("outlet", outlet)][number] = row["seen"]
        return articles
