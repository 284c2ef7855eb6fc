"""Who and what fact-checks name: outlets by name or host, articles with their reporters, sources with what is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlmodel import Session

from claims.entry.registers import is_site_of
from claims.interchange.claimreview.read import FactCheck, Speaker, page_key
from claims.interchange.claimreview.there import There
from claims.interchange.claimreview.uids import kind_of, uid_of
from claims.store.tables import Source
from claims.text.dates import partial_date
from claims.text.matching import host_of, match_key, parent_hosts, slug
from claims.text.sites import owner_hosts, site_name, site_of
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, AliasKind, ArticleKind, Basis, SourceKind

_POSTS = frozenset(
    "facebook.com fb.watch twitter.com x.com instagram.com tiktok.com youtube.com youtu.be t.me telegram.me "
    "telegram.org reddit.com linkedin.com threads.net vk.com weibo.com bsky.app gab.com".split()
)


class Add(Protocol):
    """What adds a row to a table and returns its number; without a uid it gets one of its own."""

    def __call__(self, subject: str, uid: str | None, **values: Any) -> int:
        """Add a row."""


class Registers:
    """Finds what is there, and adds what is not."""

    def __init__(self, there: There, checks: Sequence[FactCheck], add: Add) -> None:
        """Take what is there already, the fact-checks, and what adds a row."""
        self._there, self._add = there, add
        self._details = _details(checks)
        self._fresh_sources: set[int] = set()

    # Articles

    def fact_check(self, check: FactCheck) -> int:
        """Return the article that a fact-check is."""
        key = page_key(check.url)
        if key not in self._there.articles:
            outlet, basis = self._outlet_of(check.url, check.outlet)
            self._there.articles[key] = self._article(
                key,
                url=check.url,
                outlet=outlet,
                basis=basis,
                title=check.title,
                published=check.published,
                language=check.language,
                seen=True,
            )
            for position, name in enumerate(check.reporters, 1):
                self._sign(self._there.articles[key], key, position, name, outlet)
        return self._there.articles[key]

    def carrier(self, check: FactCheck, url: str) -> int:
        """Return the article at an address at which the claim was made."""
        key = page_key(url)
        if key not in self._there.articles:
            outlet, basis = self._outlet_of(url, None)
            kind = ArticleKind.POST if set(parent_hosts(host_of(url))) & _POSTS else ArticleKind.ARTICLE
            only = len(check.carried) == 1
            self._there.articles[key] = self._article(
                key, url=url, outlet=outlet, basis=basis, kind=kind, published=check.said if only else None
            )
        return self._there.articles[key]

    def unseen(self, check: FactCheck, claim: str) -> int:
        """Add the article of which nothing is known but that it carries the claim."""
        return self._article(f"of {claim}", published=check.said)

    def _article(
        self,
        key: str,
        *,
        url: str | None = None,
        outlet: int | None = None,
        basis: Basis = Basis.STATED,
        kind: ArticleKind = ArticleKind.ARTICLE,
        title: str | None = None,
        published: str | None = None,
        language: str | None = None,
        seen: bool = False,
    ) -> int:
        day = partial_date(published) if published else None
        return self._add(
            "article",
            uid_of("article", key),
            outlet_id=outlet,
            outlet_basis=basis,
            kind=kind,
            title=title,
            url=url,
            url_key=None if url is None else key,
            url_basis=Basis.STATED,
            published=day.text if day else None,
            published_earliest=day.earliest if day else None,
            published_latest=day.latest if day else None,
            published_basis=Basis.STATED if seen else Basis.INFERRED,
            language=language,
            seen=seen,
        )

    def _sign(self, article: int, key: str, position: int, name: str, outlet: int | None) -> None:
        called = match_key(name)
        if called not in self._there.reporters:
            self._there.reporters[called] = self._add(
                "reporter",
                uid_of("reporter", called),
                slug=self._slug("reporter", name, uid_of("reporter", called)),
                name=name,
                match_key=called,
                outlet_id=outlet,
            )
        self._add(
            "byline",
            uid_of("byline", key, called),
            article_id=article,
            reporter_id=self._there.reporters[called],
            position=position,
            withdrawn=False,
        )

    # Outlets and people

    def _outlet_of(self, url: str, name: str | None) -> tuple[int, Basis]:
        """Return an outlet by name, else by the host of an address, and whether it was inferred."""
        host = host_of(url)
        owner = next((self._there.hosts[one] for one in owner_hosts(host) if one in self._there.hosts), None)
        if name is not None and match_key(name):
            outlet = self._outlet(name)
            if owner is None and is_site_of(match_key(name), host):
                self._own_host(outlet, host)
            return outlet, Basis.STATED
        if owner is not None:
            return owner, Basis.STATED
        known = self._there.outlets.get(match_key(site_name(host)))
        outlet = self._outlet(site_of(host)) if known is None else known
        self._own_host(outlet, site_of(host) if known is None else host)
        return outlet, Basis.INFERRED

    def _outlet(self, name: str) -> int:
        key = match_key(name)
        if key not in self._there.outlets:
            uid = uid_of("outlet", key)
            self._there.outlets[key] = self._add(
                "outlet", uid, slug=self._slug("outlet", name, uid), name=name, match_key=key, ours=False
            )
        return self._there.outlets[key]

    def _own_host(self, outlet: int, host: str) -> None:
        self._there.hosts[host] = outlet
        self._add(
            "outlet_alias",
            None,
            outlet_id=outlet,
            kind=AliasKind.HOST,
            value=host,
            match_key=host,
            withdrawn=False,
        )

    def source(self, speaker: Speaker, claim: str) -> int:
        """Return who made the claim of a uid; somebody unnamed is somebody else for each claim."""
        key = match_key(speaker.name)
        if speaker.attribution in UNNAMED_ATTRIBUTIONS:
            uid = uid_of("source", claim, key)
            return self._add(
                "source",
                uid,
                slug=self._slug("source", speaker.name, uid),
                kind=SourceKind.PERSON,
                named=False,
                described=speaker.name,
                role=speaker.role,
            )
        return self._named_source(kind_of(speaker), speaker.name)

    def _named_source(self, kind: SourceKind, name: str) -> int:
        key = match_key(name)
        if (kind, key) not in self._there.sources:
            uid = uid_of("source", kind, key)
            told = self._details.get((kind, key), _Details())
            self._there.sources[kind, key] = self._add(
                "source",
                uid,
                slug=self._slug("source", name, uid),
                kind=kind,
                named=True,
                name=name,
                match_key=key,
                role=told.role,
                institution_id=self._institution(told),
                note=told.address,
            )
            self._fresh_sources.add(self._there.sources[kind, key])
        return self._there.sources[kind, key]

    def _institution(self, told: _Details) -> int | None:
        return None if told.institution is None else self._named_source(SourceKind.INSTITUTION, told.institution)

    def fill_in(self, session: Session) -> None:
        """Fill in what was not known of sources that were there already."""
        for key, told in self._details.items():
            number = self._there.sources.get(key)
            if number is None or number in self._fresh_sources or not (told.role or told.institution):
                continue
            row = session.get_one(Source, number)
            row.role = row.role or told.role
            if row.institution_id is None and told.institution is not None:
                row.institution_id = self._institution(told)

    def _slug(self, subject: str, name: str, uid: str) -> str:
        wanted = slug(name)
        if re.fullmatch(r"\d+", wanted):
            wanted = f"{subject}-{wanted}"
        tried = [wanted, *(f"{wanted}-{number}" for number in range(2, 10)), f"{wanted}-{uid[:8]}"]
        found = next(one for one in tried if one not in self._there.slugs[subject] or one is tried[-1])
        self._there.slugs[subject].add(found)
        return found


@dataclass(frozen=True, slots=True)
class _Details:
    """What is said of a named source: the first that is said in a batch."""

    role: str | None = None
    institution: str | None = None
    address: str | None = None


def _details(checks: Iterable[FactCheck]) -> dict[tuple[SourceKind, str], _Details]:
    found: dict[tuple[SourceKind, str], _Details] = {}
    for one in (speaker for check in checks for speaker in check.speakers):
        if one.attribution not in UNNAMED_ATTRIBUTIONS:
            key = kind_of(one), match_key(one.name)
            told = found.get(key, _Details())
            institution = one.institution if key[0] is SourceKind.PERSON else None
            found[key] = _Details(told.role or one.role, told.institution or institution, told.address or one.address)
    return found
