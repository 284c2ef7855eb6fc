"""The outlets, articles and sources that fact-checks name, found or added as for every other entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.entry.drafts import ArticleDraft, SourceDraft
from claims.entry.resolve.known import KnownArticle
from claims.entry.resolve.registers import Registers
from claims.entry.rules.nothing import D, without_nothing
from claims.errors import Refused
from claims.interchange.claimreview.read import FactCheck, Speaker, page_key
from claims.interchange.claimreview.uids import kind_of, uid_of
from claims.text.matching import host_of, match_key, parent_hosts
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, ArticleKind, Basis, SourceKind

_POSTS = frozenset(
    "facebook.com fb.watch twitter.com x.com instagram.com tiktok.com youtube.com youtu.be t.me telegram.me "
    "telegram.org reddit.com linkedin.com threads.net vk.com weibo.com bsky.app gab.com".split()
)


class Named:
    """Finds or adds the records that a batch of fact-checks names."""

    def __init__(self, registers: Registers, checks: Sequence[FactCheck]) -> None:
        """Take the registers and the fact-checks, and look up all their names at once."""
        self._registers = registers
        self._details = _details(checks)
        addresses = {page_key(url) for check in checks for url in (check.url, *check.carried)}
        uids = {uid_of("article", address): address for address in addresses}
        by_uid = registers.archive.learn(uids=uids, keys=addresses)
        self._articles = {uids[uid]: article for uid, article in by_uid.items() if uid in uids}
        """The articles that come from ClaimReviews, by the address that they had there."""
        registers.people.look_up_reporters({name for check in checks for name in check.reporters})
        speakers = [speaker for check in checks for speaker in check.speakers]
        names = (name for speaker in speakers for name in (speaker.name, speaker.institution))
        registers.sources.look_up({name.strip() for name in names if name})

    def known(self, url: str) -> KnownArticle | None:
        """Return the article at an address, or None; raises `Refused` if several articles have the address."""
        same = self._registers.archive.at(page_key(url))
        if len(same) > 1:
            listed = ", ".join(f"#{article.id}" for article in same)
            raise Refused(f"several articles have the address {url} ({listed}); judge which are one")
        return same[0] if same else self._articles.get(page_key(url))

    def fact_check(self, check: FactCheck) -> KnownArticle:
        """Return the article of a fact-check, added if new."""
        named = check.outlet is not None and match_key(check.outlet)
        return self.known(check.url) or self._registers.articles.new(
            _without_nothing(
                ArticleDraft(
                    outlet=check.outlet if named else None,
                    url=check.url,
                    title=check.title,
                    published=check.published,
                    language=check.language,
                    reporters=check.reporters,
                )
            ),
            uid_of("article", page_key(check.url)),
        )

    def carrier(self, check: FactCheck, url: str) -> KnownArticle:
        """Return the article at an address where the claim appeared, added if new."""
        kind = ArticleKind.POST if set(parent_hosts(host_of(url))) & _POSTS else ArticleKind.ARTICLE
        known = self.known(url)
        if known is not None:
            self._registers.articles.keep_address(known, url)
            return known
        return self._registers.articles.new(
            ArticleDraft(
                url=url,
                kind=kind,
                published=check.said if len(check.carried) == 1 else None,
                published_basis=Basis.INFERRED,
                read=False,
            ),
            uid_of("article", page_key(url)),
        )

    def unseen(self, check: FactCheck, claim: str) -> KnownArticle:
        """Add an article known only for carrying the claim with this uid."""
        return self._registers.articles.unseen(None, uid=uid_of("article", f"of {claim}"), published=check.said)

    def source(self, speaker: Speaker, article: KnownArticle) -> int:
        """Return the number of the source behind a claim in an article; unnamed sources are one for each claim."""
        role, institution, note = speaker.role, None, None
        if speaker.attribution not in UNNAMED_ATTRIBUTIONS:
            known = self._details[kind_of(speaker), match_key(speaker.name)]
            role, institution, note = known.role, known.institution, known.address
        draft = SourceDraft(source=speaker.name, role=role, institution=institution)
        draft = _without_nothing(draft)
        return self._registers.sources.of(draft, speaker.attribution, article, lambda _article, _key: None, note)


def _without_nothing(draft: D) -> D:
    """Return a draft without words for nothing, and without a notice: no person typed them."""
    return without_nothing(draft, lambda _: None)


@dataclass(frozen=True, slots=True)
class _Details:
    """A named source's details: the first mention in a batch wins."""

    role: str | None = None
    institution: str | None = None
    address: str | None = None


def _details(checks: Iterable[FactCheck]) -> dict[tuple[SourceKind, str], _Details]:
    details: dict[tuple[SourceKind, str], _Details] = {}
    for speaker in (speaker for check in checks for speaker in check.speakers):
        if speaker.attribution not in UNNAMED_ATTRIBUTIONS:
            key = kind_of(speaker), match_key(speaker.name)
            known = details.get(key, _Details())
            institution = speaker.institution if key[0] is SourceKind.PERSON else None
            details[key] = _Details(
                known.role or speaker.role, known.institution or institution, known.address or speaker.address
            )
    return details
