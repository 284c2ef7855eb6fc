"""Articles: found by number or address, or made, and signed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from claims.catalogue import ARTICLE
from claims.entry.drafts import ArticleDraft
from claims.entry.resolve.archive import Archive
from claims.entry.resolve.context import Entering, Json, put
from claims.entry.resolve.keys import day_of, web_address
from claims.entry.resolve.known import KnownArticle
from claims.entry.resolve.names import People
from claims.entry.resolve.outlets import Outlets
from claims.entry.rules.fields import as_typed, stored
from claims.entry.rules.texts import clean
from claims.errors import BadUsage, Refused
from claims.reading.find import find
from claims.text.matching import url_key
from claims.vocabulary import ArticleKind, Basis


class Articles:
    """Finds or makes articles."""

    def __init__(self, entering: Entering, archive: Archive, outlets: Outlets, people: People) -> None:
        """Take what is under way, what is there, and where outlets and reporters come from."""
        self._entering, self._archive, self._outlets, self._people = entering, archive, outlets, people

    def of(self, draft: ArticleDraft) -> KnownArticle:
        """Return the article that a draft means: one that is there by number or address, else a new one.

        Raises `Refused` when several have its address, and for details that differ from what it has.
        """
        if draft.article is not None:
            number = find(self._entering.connection, "article", draft.article, part="--article")
            return self.met(self._archive.article(number), draft)
        found = self.at(draft.url)
        if found is None:
            return self.new(draft)
        if not found.new:
            self._entering.notice(f"article #{found.id} has this address already; the claim was put into it")
        return self.met(found, draft)

    def at(self, typed: str | None, part: str = "--url") -> KnownArticle | None:
        """Return the article at an address; raises `Refused` when several are, `BadValue` for what is no address."""
        url = web_address(typed, part)
        same = self._archive.at(url_key(url)) if url else []
        if len(same) > 1:
            listed = ", ".join(called(one) for one in same)
            what = "name one with --article" if self._entering.numbers else "judge which are one"
            raise Refused(f"several articles have this address ({listed}); {what}", part=part)
        return same[0] if same else None

    def met(self, found: KnownArticle, draft: ArticleDraft, *, differs: bool = False) -> KnownArticle:
        """Return an article that is there, with what it lacked; unless it may differ (``differs``) it must agree."""
        if not differs:
            self._refuse_other_details(found, draft)
        self._fill_in(found, draft)
        self.sign(found, draft.reporters)
        return found

    def new(self, draft: ArticleDraft, uid: str | None = None, **more: Any) -> KnownArticle:
        """Make an article from a draft; ``more`` sets further columns."""
        if draft.outlet is None and not draft.url and not draft.title:
            raise BadUsage("say where it was reported: --outlet, --url or --article", part=None)
        url = web_address(draft.url)
        outlet, basis = self._outlets.of_article(draft, url)
        day = day_of(draft.published, "--published") if draft.published else None
        values: Json = {
            **stored(ARTICLE, draft, as_typed),
            "outlet_id": outlet,
            "outlet_basis": basis,
            "url": url,
            "url_key": url_key(url) if url else None,
            "published": day.text if day else None,
            "published_earliest": day.earliest if day else None,
            "published_latest": day.latest if day else None,
            "seen": draft.read,
            **more,
        }
        self._archive.notice_same_day(values)
        made = self.add(values, uid, label=self.label_of(outlet, values["published"]))
        self.sign(made, draft.reporters)
        return made

    def unseen(
        self,
        outlet: int | None,
        basis: Basis = Basis.STATED,
        url: str | None = None,
        *,
        uid: str | None = None,
        published: str | None = None,
    ) -> KnownArticle:
        """Make an article that is known only because another cites it; a day of it is concluded from that."""
        day = day_of(published, "--published") if published else None
        values = {
            "outlet_id": outlet,
            "outlet_basis": basis,
            "kind": ArticleKind.ARTICLE,
            "title": None,
            "url": url,
            "url_key": url_key(url) if url else None,
            "url_basis": Basis.STATED,
            "published": day.text if day else None,
            "published_earliest": day.earliest if day else None,
            "published_latest": day.latest if day else None,
            "published_basis": Basis.INFERRED if day else Basis.STATED,
            "seen": False,
        }
        return self.add(values, uid, label=f"{self.label_of(outlet, None)}, not seen")

    def add(self, values: Json, uid: str | None, *, label: str) -> KnownArticle:
        """Add an article and return it."""
        number = self._entering.insert("article", values, uid=uid, label=label)
        names = ("outlet_id", "title", "url", "url_key", "published", "published_earliest", "published_latest", "seen")
        known: Mapping[str, Any] = {name: values[name] for name in names}
        made = KnownArticle(number, uid or "", **known, kind=values["kind"], new=True)
        self._archive.remember(made)
        return made

    def label(self, article: KnownArticle) -> str:
        """Return how an article is called in a sentence: its outlet and day."""
        return self.label_of(article.outlet_id, article.published)

    def called(self, article: KnownArticle) -> str:
        """Return how an article is pointed at, with what it is called."""
        return f"{called(article)} ({self.label(article)})"

    def label_of(self, outlet: int | None, published: str | None) -> str:
        """Return how an article of an outlet and day is called."""
        named = "an unknown outlet" if outlet is None else self._outlets.label(self._canonical_outlet(outlet))
        return f"{named}, {published.split('T')[0]}" if published else named

    def sign(self, article: KnownArticle, reporters: Collection[str], outlet: int | None = None) -> None:
        """Put reporters' names over an article, after those who signed it already; who is new writes for ``outlet``."""
        signed = self._archive.signed(article) if reporters else {}
        for name in reporters:
            reporter = self._people.reporter(name, outlet or article.outlet_id)
            if reporter in signed:
                continue
            position = max(signed.values(), default=0) + 1
            put(self._entering, signed, reporter, position)
            values = {"article_id": article.id, "reporter_id": reporter, "position": position, "withdrawn": False}
            self._entering.insert("byline", values)

    def _canonical_outlet(self, outlet: int) -> int:
        return self._entering.joined.canonical("outlet", outlet)

    def _refuse_other_details(self, found: KnownArticle, draft: ArticleDraft) -> None:
        """Refuse details that differ from what the article has; those are changed by `claims article edit`."""
        told = f"{called(found)} has another %s"
        if not found.new:
            told += f"; change it with `claims article edit {found.id}` if this one is right"
        if draft.outlet is not None and found.outlet_id is not None:
            known = self._canonical_outlet(found.outlet_id)
            if known not in self._outlets.meant_by(draft.outlet):
                raise Refused(told % "outlet", part="--outlet")
        if draft.published and found.published and day_of(draft.published, "--published").text != found.published:
            raise Refused(told % "date", part="--published")
        url = web_address(draft.url)
        if url and found.url_key and url_key(url) != found.url_key:
            raise Refused(told % "address", part="--url")

    def _fill_in(self, found: KnownArticle, draft: ArticleDraft) -> None:
        """Give an article that is there what it lacked."""
        more: Json = {}
        if draft.read and not found.seen:
            more["seen"] = True
            if not found.new:
                self._entering.notice(f"article #{found.id} had not been seen; it counts as read now")
        if draft.published and found.published is None:
            day = day_of(draft.published, "--published")
            more |= {"published": day.text, "published_earliest": day.earliest, "published_latest": day.latest}
            more["published_basis"] = draft.published_basis
        url = web_address(draft.url)
        if url and found.url is None:
            more |= {"url": url, "url_key": url_key(url), "url_basis": draft.url_basis}
        if draft.title and found.title is None:
            more["title"] = clean(draft.title, "--title")
        self._entering.change("article", found, more)


def called(article: KnownArticle) -> str:
    """Return how an article is pointed at: by its number, unless it has none yet."""
    return f"article #{article.id}" if not article.new else "the article that is new here"
