"""Evidence to ask a person about: perhaps the claim's own report again, or a report instead of a record.

It is not refused, since another article of an outlet that reported the claim may well prove it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from claims.entry.resolve.outlets import is_site_of
from claims.entry.reviewing.own_chain import Given
from claims.reading.identity import identities
from claims.reading.named_records import article_records
from claims.reading.records import ArticleRecord, ClaimRecord
from claims.rules.ladder import PARTYS_OWN_WORDS
from claims.store.past import rows_by_id
from claims.store.remembered import remembered
from claims.store.schema import TABLES
from claims.text.matching import host_of, match_key, parent_hosts
from claims.text.sites import site_name
from claims.vocabulary import ArticleKind, EvidenceKind, Stance, Terms

SHARED = frozenset(
    "archive.org archive.ph archive.today bsky.app drive.google.com facebook.com github.com instagram.com linkedin.com "
    "medium.com reddit.com scribd.com soundcloud.com spotify.com t.me telegram.org threads.net tiktok.com "
    "truthsocial.com twitter.com vimeo.com vk.com weibo.com wordpress.com x.com youtu.be youtube.com".split()
)
"""Sites that anybody publishes on: two pages there need not have the same publisher."""

_TELLING = 4
"""The least length of a site's name to be recognised in an outlet's name."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article that reports a claim or is relayed for it: its outlet and address."""

    outlet_id: int | None
    outlet: str | None
    url: str | None


def carriers(claim: ClaimRecord) -> list[Carrier]:
    """Return the articles that assert a claim, and those they relay, without appearances off the record."""
    return [
        Carrier(article.outlet_id, article.outlet, article.url)
        for appearance in claim.appearances
        if appearance.stance is Stance.ASSERTS and appearance.terms is not Terms.OFF_RECORD
        for article in (appearance.article, appearance.relays)
        if article is not None
    ]


def doubt(
    connection: Connection, chain: Iterable[Carrier], given: Given, owner_of: Callable[[str], int | None]
) -> str | None:
    """Return why a person should look again at evidence outside the claim's own chain, or None.

    ``owner_of`` gives the outlet that publishes at an address.
    """
    article = _article(connection, given.article)
    url = given.url if article is None else article.url
    what = url if article is None else f"article #{article.id} ({article.label})"
    if what is None:
        return None
    owner = None if url is None else owner_of(url)
    owner = owner if article is None or article.outlet_id is None else article.outlet_id
    carrier = _carrier(chain, url, owner)
    if carrier is not None:
        return (
            f"{what} is published by {carrier.outlet or host_of(url or '')}, which reports the claim: it proves "
            "nothing if it rests on the same source"
        )
    if given.kind is EvidenceKind.PRIMARY_RECORD and _is_press(connection, article, owner):
        return (
            f"{what} is an outlet's page, and an outlet's account of a record is only a report: give the record "
            f"itself, or the evidence kind {EvidenceKind.REPORT}"
        )
    return None


def _article(connection: Connection, number: int | None) -> ArticleRecord | None:
    if number is None:
        return None
    joined = identities(connection)
    canonical = joined.canonical("article", number)
    rows = rows_by_id(connection, TABLES["article"], [canonical], None)
    return article_records(connection, rows, joined, None)[canonical]


def _carrier(chain: Iterable[Carrier], url: str | None, owner: int | None) -> Carrier | None:
    """Return the carrier of the claim that has the same outlet or site as the evidence, or None."""
    host = host_of(url) if url else ""
    shared = not host or not SHARED.isdisjoint(parent_hosts(host))
    telling = not shared and owner is None and len(site_name(host)) >= _TELLING
    for carrier in chain:
        same_outlet = owner is not None and carrier.outlet_id == owner
        same_site = not shared and carrier.url is not None and host_of(carrier.url) == host
        if same_outlet or same_site or (telling and carrier.outlet and is_site_of(match_key(carrier.outlet), host)):
            return carrier
    return None


def _is_press(connection: Connection, article: ArticleRecord | None, owner: int | None) -> bool:
    """Return whether evidence is an outlet's report on others, not a party's own words."""
    if article is not None:
        return article.kind not in PARTYS_OWN_WORDS
    if owner is None:
        return False
    kinds = remembered(connection, ("kinds of articles", owner), _OF_KINDS, lambda: _kinds(connection, owner))
    return not kinds or not kinds <= PARTYS_OWN_WORDS


_OF_KINDS = frozenset({"article", "judgement"})


def _kinds(connection: Connection, outlet: int) -> set[ArticleKind]:
    """Return the kinds of an outlet's articles."""
    table = TABLES["article"]
    members = identities(connection).members("outlet", outlet)
    return set(connection.execute(select(table.c.kind).where(table.c.outlet_id.in_(members)).distinct()).scalars())
