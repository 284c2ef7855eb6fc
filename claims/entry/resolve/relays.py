"""Relayed articles: named by number or address, or by the outlet whose article carries the claim."""

from __future__ import annotations

from collections.abc import Callable, Collection

from claims.entry.drafts import AppearanceDraft, ArticleDraft
from claims.entry.resolve.archive import Archive
from claims.entry.resolve.articles import Articles, called
from claims.entry.resolve.context import Entering
from claims.entry.resolve.keys import is_page, name_of, web_address
from claims.entry.resolve.known import KnownArticle
from claims.entry.resolve.outlets import Outlets
from claims.errors import BadUsage, Refused
from claims.reading.find import find
from claims.rules.reported import came_later
from claims.text.references import names_an_article, number_in

Carriers = Callable[[], Collection[int]]
"""A function that gives the articles that carry the claim or are relayed for it."""


class Relays:
    """Finds or adds relayed articles."""

    def __init__(self, entering: Entering, archive: Archive, outlets: Outlets, articles: Articles) -> None:
        """Take the entry in progress, the stored articles, and the registers of outlets and articles."""
        self._entering, self._archive, self._outlets, self._articles = entering, archive, outlets, articles

    def of(self, draft: AppearanceDraft, carriers: Carriers, article: KnownArticle) -> KnownArticle | None:
        """Return the article that an appearance relays; ``carriers`` gives the articles already carrying the claim.

        It is named as `article:7`, `#3` (that appearance's article), by its address, or by its outlet. Raises `Refused`
        for the article itself and for an article published later; circles of articles are allowed.
        """
        typed, part = (draft.relays or draft.via or "").strip(), "--via" if draft.via else "--relays"
        if not typed:
            return None
        upstream = self._by_number(typed, part)
        if upstream is None and is_page(typed):
            upstream = self._articles.at(typed, part)
            if upstream is None:
                url = web_address(typed, part)
                upstream = self._articles.unseen(*self._outlets.of_article(ArticleDraft(), url), url)
            else:
                self._articles.keep_address(upstream, typed)
        if upstream is None:
            upstream = self._of_outlet(typed, part, carriers, article)
        self.refuse(article, upstream, part)
        return upstream

    def refuse(self, article: KnownArticle, upstream: KnownArticle, part: str) -> None:
        """Refuse to relay the article itself or an article published later."""
        if article.id == upstream.id:
            raise Refused(
                f"{called(article)} cannot relay itself; name the article it picked the claim up from", part=part
            )
        if came_later(upstream.published_earliest, article.published_latest):
            raise Refused(
                f"{self._articles.called(upstream)} was published after {self._articles.called(article)} so it "
                "cannot be relayed; if a date is wrong: claims article edit",
                part=part,
            )

    def _by_number(self, typed: str, part: str) -> KnownArticle | None:
        """Return the article named by a number of this database, or None."""
        if not self._entering.numbers:
            name_of(self._entering, "outlet", typed, part)
            return None
        connection = self._entering.connection
        if names_an_article(typed):
            return self._archive.article(find(connection, "article", typed, part=part))
        if number_in(typed) is None:
            return None
        if typed.startswith("#"):
            return self._archive.article_of_appearance(find(connection, "appearance", typed, part=part))
        raise BadUsage(f"{typed} may be an article or an appearance: type article:{typed} or #{typed}", part=part)

    def _of_outlet(self, typed: str, part: str, carriers: Carriers, article: KnownArticle) -> KnownArticle:
        """Return an outlet's article that carries the claim, else one this article relays already, else a new one."""
        outlet = self._outlets.named(typed, part)
        for numbers in (carriers, lambda: self._archive.relayed_by(article)):
            known = {
                candidate.id: candidate
                for candidate in map(self._archive.article, sorted(numbers()))
                if candidate.outlet_id is not None
                and self._entering.joined.canonical("outlet", candidate.outlet_id) == outlet
                and candidate.id != article.id
            }
            fitting = [
                candidate
                for candidate in known.values()
                if not came_later(candidate.published_earliest, article.published_latest)
            ]
            if len(fitting) > 1:
                raise Refused(
                    f"several articles of {typed} carry this claim: {self._archive.described(fitting)}; "
                    f"{'choose one with article:N' if self._entering.numbers else 'give its address'}",
                    part=part,
                )
            if fitting:
                if not fitting[0].new:
                    label = self._articles.label(fitting[0])
                    self._entering.notice(f"{typed} is article #{fitting[0].id} ({label})")
                return fitting[0]
        return self._articles.unseen(outlet)
