"""Articles: found by key or address, or made, and signed."""

from __future__ import annotations

from collections.abc import Iterable

from claims.catalogue import ARTICLE
from claims.entry.bulk.keys import Row, day_of
from claims.entry.bulk.known import KnownArticle
from claims.entry.bulk.names import People
from claims.entry.bulk.outlets import Outlets
from claims.entry.bulk.proposals import Proposals
from claims.entry.bulk.there import There
from claims.entry.bulk.trial import Json
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import ArticleDraft
from claims.entry.fields import as_column, stored
from claims.entry.work import clean
from claims.errors import Refused


class Articles:
    """Finds or makes articles."""

    def __init__(self, writing: Writing, there: There, outlets: Outlets, people: People, proposals: Proposals) -> None:
        """Take the batch under way, what is there, where outlets and reporters come from, and where differences go."""
        self._writing, self._there, self._outlets = writing, there, outlets
        self._people, self._proposals = people, proposals

    def of(self, row: Row, draft: ArticleDraft) -> KnownArticle:
        """Return the article of a row; raises `Refused` when several have its address."""
        assert row.article_uid is not None
        found = self._there.articles.get(row.article_uid)
        by_key = found is not None
        if found is None and row.url_key is not None:
            same = self._there.at_address.get(row.url_key, [])
            if len(same) > 1:
                listed = ", ".join(f"#{one.id}" for one in same)
                raise Refused(f"several articles have this address ({listed}); judge which are one", part="url")
            found = same[0] if same else None
        if found is None:
            return self._new(row, draft)
        self._writing.put(self._there.articles, row.article_uid, found)
        if by_key and row.draft.article_key is not None:
            self._proposals.article(row, draft, found)
        else:
            self._refuse_other_details(found, draft)
        self._fill_in(found, row, draft)
        self._sign(found, draft.reporters)
        return found

    def _new(self, row: Row, draft: ArticleDraft, *, seen: bool = True) -> KnownArticle:
        outlet, basis = self._outlets.of_article(draft, row.url)
        day = day_of(draft.published, "published") if draft.published else None
        values: Json = {
            **stored(ARTICLE, draft, as_column),
            "outlet_id": outlet,
            "outlet_basis": basis,
            "url": row.url,
            "url_key": row.url_key,
            "published": day.text if day else None,
            "published_earliest": day.earliest if day else None,
            "published_latest": day.latest if day else None,
            "seen": seen,
        }
        made = self.add(values, row.article_uid)
        self._writing.put(self._there.articles, row.article_uid, made)
        self._sign(made, draft.reporters)
        return made

    def add(self, values: Json, uid: str | None) -> KnownArticle:
        """Add an article and return it."""
        number = self._writing.add("article", values, uid=uid)
        names = ("outlet_id", "title", "url", "url_key", "published", "published_earliest", "published_latest", "seen")
        made = KnownArticle(number, uid or "", **{name: values[name] for name in names}, new=True)
        self._writing.put(self._there.article_rows, number, made)
        if made.url_key is not None:
            same = self._there.at_address.get(made.url_key, [])
            self._writing.put(self._there.at_address, made.url_key, [*same, made])
        return made

    def _refuse_other_details(self, found: KnownArticle, draft: ArticleDraft) -> None:
        told = f"the article at this address{'' if found.new else f' (#{found.id})'} has another %s"
        known = None if found.outlet_id is None else self._writing.joined.canonical("outlet", found.outlet_id)
        if draft.outlet is not None and known is not None and known != self._outlets.named(draft.outlet):
            raise Refused(told % "outlet", part="outlet")
        if draft.published and found.published and day_of(draft.published, "published").text != found.published:
            raise Refused(told % "date", part="published")

    def _fill_in(self, found: KnownArticle, row: Row, draft: ArticleDraft) -> None:
        """Give an article that is there what it lacked."""
        more: Json = {}
        if not found.seen:
            more["seen"] = True
        if draft.published and found.published is None:
            day = day_of(draft.published, "published")
            more |= {"published": day.text, "published_earliest": day.earliest, "published_latest": day.latest}
        if row.url and found.url is None:
            more |= {"url": row.url, "url_key": row.url_key}
        if draft.title and found.title is None:
            more["title"] = clean(draft.title, "title")
        self._writing.change("article", found, more)

    def _sign(self, article: KnownArticle, reporters: Iterable[str]) -> None:
        signed = self._there.signed[article.id]
        for name in reporters:
            reporter = self._people.reporter(name, article.outlet_id)
            if reporter not in signed:
                self._writing.include(signed, reporter)
                self._writing.add(
                    "byline",
                    {"article_id": article.id, "reporter_id": reporter, "position": len(signed), "withdrawn": False},
                )
