"""Articles: found by number or address, or added, with their bylines."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from claims.catalogue import ARTICLE
from claims.entry.drafts import ArticleDraft
from claims.entry.resolve.archive import Archive
from claims.entry.resolve.context import Entering, Json, put
from claims.entry.resolve.keys import day_of, page_address
from claims.entry.resolve.known import KnownArticle
from claims.entry.resolve.names import People
from claims.entry.resolve.outlets import Outlets
from claims.entry.rules.fields import as_typed, stored
from claims.entry.rules.texts import clean, with_line
from claims.errors import BadUsage, Refused
from claims.reading.find import find
from claims.reading.registers.forgotten import article_just_logged, articles_meant
from claims.rules.sourcing.forgotten import Described
from claims.text.addresses import kept_address
from claims.text.matching import url_key
from claims.text.shell import command
from claims.vocabulary import ArticleKind, Basis


class Articles:
    """Finds or adds articles."""

    def __init__(self, entering: Entering, archive: Archive, outlets: Outlets, people: People) -> None:
        """Take the entry in progress, the stored articles, and the registers of outlets and people."""
        self._entering, self._archive, self._outlets, self._people = entering, archive, outlets, people

    def of(self, draft: ArticleDraft) -> KnownArticle:
        """Return a draft's article: a stored article by number or address, else a new one.

        Raises `Refused` when several articles have the address, and for details that contradict the stored article.
        """
        if draft.new and draft.article is not None:
            raise BadUsage("--new-article makes an article, --article names one; give only one", part="--new-article")
        if draft.article is not None:
            number = find(self._entering.connection, "article", draft.article, part="--article")
            return self.met(self._archive.article(number), draft)
        stored_article = self.at(draft.url)
        if stored_article is None:
            return self.new(draft, asked=True)
        if draft.new:
            raise Refused(f"{called(stored_article)} already has this address; leave --new-article out", part="--url")
        if not stored_article.new:
            self._entering.notice(f"article #{stored_article.id} already has this address; the claim was added to it")
        return self.met(stored_article, draft)

    def at(self, typed: str | None, part: str = "--url") -> KnownArticle | None:
        """Return the article at an address, or None; raises `Refused` for several, `BadValue` for a bad address."""
        url = page_address(typed, part)
        same = self._archive.at(url_key(url)) if url else []
        if len(same) > 1:
            listed = ", ".join(called(article) for article in same)
            what = (
                "choose one with --article"
                if self._entering.numbers
                else "say which are the same: claims article merge"
            )
            raise Refused(f"several articles have this address ({listed}); {what}", part=part)
        return same[0] if same else None

    def met(
        self, article: KnownArticle, draft: ArticleDraft, *, differs: bool = False, outlet: bool = False
    ) -> KnownArticle:
        """Return a stored article, its missing details filled in; unless ``differs``, the others must agree.

        A missing outlet is filled in only with ``outlet``.
        """
        if not differs:
            self._refuse_other_details(article, draft)
        self._fill_in(article, draft, outlet=outlet)
        self.sign(article, draft.reporters, printed=draft.bylines)
        return article

    def new(self, draft: ArticleDraft, uid: str | None = None, *, asked: bool = False, **more: Any) -> KnownArticle:
        """Add an article from a draft; ``more`` sets further columns.

        ``asked`` says that the draft could have named a recorded article instead.
        """
        if draft.outlet is None and not draft.url and not draft.title:
            raise BadUsage(f"give the article: --outlet, --url or --article{self._just_logged()}", part=None)
        url = page_address(draft.url)
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
            "seen": draft.read is not False,
            **more,
        }
        values["note"] = self._note(values["note"], draft.url)
        made = self.add(values, uid, label=self.label_of(outlet, values["published"]))
        if not draft.new:
            self._notice_forgotten(made, asked=asked)
        self.sign(made, draft.reporters, printed=draft.bylines)
        return made

    def _just_logged(self) -> str:
        """Return a reminder of the article in which this person logged just before, if there is one."""
        entering = self._entering
        known = article_just_logged(entering.connection, entering.joined, entering.by, entering.at)
        return "" if known is None else f"; you just logged in {known.label}: --article {known.id}"

    def _notice_forgotten(self, made: KnownArticle, *, asked: bool) -> None:
        """Point out that a new article may be a known one whose number was forgotten, with the command to merge them.

        Nobody asks this of our own unpublished reporting, nor of another database's records.
        """
        entering, outlet = self._entering, made.outlet_id
        unasked = not entering.numbers or made.kind is ArticleKind.UNPUBLISHED
        if unasked or outlet is None or entering.waiting("outlet", outlet):
            return
        described = Described(made.title, made.url_key, made.published)
        for known in articles_meant(entering.connection, entering.joined, outlet, described)[:1]:
            merge = command("article", "merge", known.id, made.id, note="logged twice")
            beforehand = f" (--article {known.id} or --new-article says so beforehand)" if asked else ""
            entering.notice(
                f"article #{made.id} is new, but {known.label} may be the same{beforehand}; if they are the same: "
                f"{merge}"
            )

    def unseen(
        self,
        outlet: int | None,
        basis: Basis = Basis.STATED,
        url: str | None = None,
        *,
        uid: str | None = None,
        published: str | None = None,
        seen: bool = False,
    ) -> KnownArticle:
        """Add an article known only because another cites it; ``published`` is inferred from the citing article.

        With ``seen`` it was read, and nothing more is to be stored about it.
        """
        day = day_of(published, "--published") if published else None
        values = {
            "outlet_id": outlet,
            "outlet_basis": basis,
            "kind": ArticleKind.ARTICLE,
            "title": None,
            "url": page_address(url),
            "url_key": url_key(url) if url else None,
            "url_basis": Basis.STATED,
            "note": self._note(None, url),
            "published": day.text if day else None,
            "published_earliest": day.earliest if day else None,
            "published_latest": day.latest if day else None,
            "published_basis": Basis.INFERRED if day else Basis.STATED,
            "seen": seen,
        }
        unread = "" if seen else ", unread"
        return self.add(values, uid, label=f"{self.label_of(outlet, None)}{unread}")

    def keep_address(self, article: KnownArticle, given: str | None) -> None:
        """Keep, in an article's note, an address that holds the article's own: of an archived copy, or a redirector."""
        note = self._note(article.note, given)
        if note != article.note:
            self._entering.change("article", article, {"note": note})

    def _note(self, note: str | None, given: str | None) -> str | None:
        """Return an article's note with the address as given, if that is not the page's own."""
        page = page_address(given)
        if given is None or page is None or page == clean(given, "--url"):
            return note
        kept = with_line(note, kept_address(given))
        beside = "; the link is kept in its note" if kept != note else ""
        self._entering.notice(f"the link leads to {page}, and the article has that address{beside}")
        return kept

    def add(self, values: Json, uid: str | None, *, label: str) -> KnownArticle:
        """Add an article and return it."""
        number = self._entering.insert("article", values, uid=uid, label=label)
        days = ("published", "published_earliest", "published_latest")
        names = ("outlet_id", "title", "url", "url_key", *days, "seen", "note")
        known: Mapping[str, Any] = {name: values[name] for name in names}
        made = KnownArticle(number, uid or "", **known, kind=values["kind"], new=True)
        self._archive.remember(made)
        return made

    def label(self, article: KnownArticle) -> str:
        """Return an article's label for sentences: its outlet and day."""
        return self.label_of(article.outlet_id, article.published)

    def called(self, article: KnownArticle) -> str:
        """Return an article's number and label."""
        return f"{called(article)} ({self.label(article)})"

    def label_of(self, outlet: int | None, published: str | None) -> str:
        """Return the label of an article of this outlet and day."""
        named = "an unknown outlet" if outlet is None else self._outlets.label(self._canonical_outlet(outlet))
        return f"{named}, {published.split('T')[0]}" if published else named

    def sign(
        self,
        article: KnownArticle,
        reporters: Collection[str],
        outlet: int | None = None,
        *,
        printed: Collection[str] = (),
    ) -> None:
        """Add reporters to an article's byline, after those already in it; new reporters write for ``outlet``.

        A whole byline stands for the people in it. What else it says is kept in the article's note as printed, and so
        are the bylines in ``printed``.
        """
        signed = self._archive.signed(article) if reporters else {}
        names, kept = self._people.signing(reporters)
        for name in names:
            reporter = self._people.reporter(name, outlet or article.outlet_id)
            if reporter in signed:
                continue
            position = max(signed.values(), default=0) + 1
            put(self._entering, signed, reporter, position)
            values = {"article_id": article.id, "reporter_id": reporter, "position": position, "withdrawn": False}
            self._entering.insert("byline", values)
        note = article.note
        for byline in (*printed, *kept):
            note = with_line(note, f"Byline: {byline}")
        if note != article.note:
            self._entering.change("article", article, {"note": note})

    def _canonical_outlet(self, outlet: int) -> int:
        return self._entering.joined.canonical("outlet", outlet)

    def _refuse_other_details(self, article: KnownArticle, draft: ArticleDraft) -> None:
        """Refuse details that contradict the stored article; `claims article edit` changes them."""
        sentence = f"{called(article)} has a different %s"
        if not article.new:
            sentence += f"; change it with `claims article edit {article.id}` if yours is right"
        if draft.outlet is not None and article.outlet_id is not None:
            known = self._canonical_outlet(article.outlet_id)
            if known not in self._outlets.meant_by(draft.outlet):
                raise Refused(sentence % "outlet", part="--outlet")
        if draft.published and article.published and day_of(draft.published, "--published").text != article.published:
            raise Refused(sentence % "date", part="--published")
        url = page_address(draft.url)
        if url and article.url_key and url_key(url) != article.url_key:
            raise Refused(sentence % "address", part="--url")

    def _fill_in(self, article: KnownArticle, draft: ArticleDraft, *, outlet: bool = False) -> None:
        """Fill in a stored article's missing details; its outlet only with ``outlet``."""
        more: Json = {}
        if not article.seen and draft.read is not False:
            more |= self._read(article, sure=draft.read is True)
        if draft.published and article.published is None:
            day = day_of(draft.published, "--published")
            more |= {"published": day.text, "published_earliest": day.earliest, "published_latest": day.latest}
            more["published_basis"] = draft.published_basis
        url = page_address(draft.url)
        if url and article.url is None:
            more |= {"url": url, "url_key": url_key(url), "url_basis": draft.url_basis}
        if outlet and article.outlet_id is None and (draft.outlet or url):
            number, basis = self._outlets.of_article(draft, url)
            more |= {"outlet_id": number, "outlet_basis": basis} if number is not None else {}
        if draft.title and article.title is None:
            more["title"] = clean(draft.title, "--title")
        self._entering.change("article", article, more)
        self.keep_address(article, draft.url)

    def _read(self, article: KnownArticle, *, sure: bool) -> Json:
        """Return that an unread article was read, unless a claim was logged in it and nobody is ``sure``."""
        if not (sure or article.new) and self._archive.carries_claims(article):
            self._entering.notice(
                f"article #{article.id} stays unread; if you have read it: claims article edit {article.id} --seen"
            )
            return {}
        if not article.new:
            self._entering.notice(f"article #{article.id} was unread; it now counts as read")
        return {"seen": True}


def called(article: KnownArticle) -> str:
    """Return how sentences name an article: by its number, unless it is new."""
    return f"article #{article.id}" if not article.new else "the new article"
