"""What an appearance relays: an article by its address, or that of an outlet which carries the claim."""

from __future__ import annotations

from claims.entry.bulk.articles import Articles
from claims.entry.bulk.keys import Row, name_of
from claims.entry.bulk.known import KnownArticle, KnownClaim
from claims.entry.bulk.outlets import Outlets
from claims.entry.bulk.there import There
from claims.entry.bulk.trial import Json
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import AppearanceDraft, ArticleDraft
from claims.entry.log import came_later
from claims.entry.registers import web_address
from claims.errors import Refused
from claims.vocabulary import ArticleKind, Basis


class Relays:
    """Finds or makes the articles that are relayed."""

    def __init__(self, writing: Writing, there: There, outlets: Outlets, articles: Articles) -> None:
        """Take the batch under way, what is there, and where outlets and articles come from."""
        self._writing, self._there, self._outlets, self._articles = writing, there, outlets, articles

    def of(self, row: Row, draft: AppearanceDraft, claim: KnownClaim, article: KnownArticle) -> int | None:
        """Return the article that an appearance relays, by its address or its outlet."""
        typed = (draft.relays or "").strip()
        if not typed:
            return None
        if row.relayed_key is not None:
            same = self._there.at_address.get(row.relayed_key, [])
            if len(same) > 1:
                raise Refused(f"several articles have the address {typed}; judge which are one", part="relays")
            found = same[0] if same else self._unseen(typed, row.relayed_key)
        else:
            found = self._of_outlet(self._outlets.named(name_of(typed, "relays")), claim, article)
        if found.id == article.id:
            raise Refused("an article cannot relay itself; name the one that it has the claim from", part="relays")
        if came_later(found, article):
            raise Refused(f"{typed} was published after this article and cannot be what it relays", part="relays")
        return found.id

    def _unseen(self, typed: str, key: str) -> KnownArticle:
        url = web_address(typed, "relays")
        outlet, basis = self._outlets.of_article(ArticleDraft(), url)
        return self._articles.add(_unseen_values(outlet, basis, url, key), None)

    def _of_outlet(self, outlet: int, claim: KnownClaim, article: KnownArticle) -> KnownArticle:
        """Return the article of an outlet that carries the claim, else one that this article relays, else a new one."""
        for numbers in (claim.articles, self._there.relaying[article.id]):
            known = [
                one
                for number in sorted(numbers)
                if (one := self._there.article_rows.get(number)) is not None
                and one.outlet_id is not None
                and self._writing.joined.canonical("outlet", one.outlet_id) == outlet
                and one.id != article.id
                and not came_later(one, article)
            ]
            if len(known) > 1:
                listed = ", ".join(f"#{one.id}" if one.id > 0 else one.url or "a new one" for one in known)
                raise Refused(f"several of its articles carry this claim ({listed}); give the address", part="relays")
            if known:
                return known[0]
        return self._articles.add(_unseen_values(outlet, Basis.STATED, None, None), None)


def _unseen_values(outlet: int | None, basis: Basis, url: str | None, key: str | None) -> Json:
    nothing = dict.fromkeys(("title", "published", "published_earliest", "published_latest", "language", "note"))
    return {
        **nothing,
        "outlet_id": outlet,
        "outlet_basis": basis,
        "kind": ArticleKind.ARTICLE,
        "url": url,
        "url_key": key,
        "url_basis": Basis.STATED,
        "published_basis": Basis.STATED,
        "seen": False,
    }
