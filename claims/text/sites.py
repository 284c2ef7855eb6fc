"""The outlet's name to propose for a host that belongs to no outlet yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

PLATFORMS = frozenset(
    "about.com altervista.org angelfire.com beehiiv.com bearblog.dev blog.com blogs.com blogspot.com buttondown.email "
    "buzzsprout.com canalblog.com cbslocal.com cienradios.com edublogs.org europa.eu fc2.com fireside.fm ghost.io "
    "github.io go.com hatenablog.com home.blog house.gov hubpages.com in.com india.com indiatimes.com intoday.in "
    "jimdofree.com joins.com libsyn.com livedoor.blog livejournal.com mataroa.blog medium.com micro.blog over-blog.com "
    "podbean.com seesaa.net senate.gov sme.sk squarespace.com substack.com svbtle.com tistory.com transistor.fm "
    "tripod.com tumblr.com typepad.com uol.com.br usembassy.gov webs.com weebly.com wixsite.com wordpress.com "
    "write.as yolasite.com".split()
).union(f"blogspot.{end}" for end in "ae ca co.uk co.za com.au com.br de fr gr hk ie in it jp mx nl ru se sg".split())
"""Hosts where every user, or every title of a group, publishes under its own name; most are not in the public list."""

RENAMED = {"twitter.com": "x.com", "x.com": "twitter.com", "threads.net": "threads.com", "threads.com": "threads.net"}
"""Sites under two hosts, an old one and a new one."""

BRANDS = frozenset("nikkei.com sky.com yahoo.com yomiuri.co.jp".split())
"""Hosts with sections that are outlets of their own and share the name: Nikkei Asia, Sky News, Yahoo Finance."""


@lru_cache(maxsize=4_096)
def site_of(host: str) -> str:
    """Return the part of a host that names its publisher: ``cnn.com`` for ``edition.cnn.com``.

    On a platform, and for a section that is an outlet of its own, it is the whole host.  Uses the public-suffix list
    (publicsuffix.org) bundled with `publicsuffixlist`; fetches nothing.
    """
    if host.count(".") < 2 or _above(host, PLATFORMS | BRANDS) or host.rpartition(".")[2].isdecimal():
        return host
    return _registrable()(host) or host


def site_name(host: str) -> str:
    """Return the likely name of a host's outlet: ``politico`` for ``politico.eu``, ``nikkei asia`` for Nikkei's."""
    platform, brand = _above(host, PLATFORMS), _above(host, BRANDS)
    if platform:
        return host.removesuffix(f".{platform}").rpartition(".")[2]
    if brand:
        return " ".join(reversed([*host.removesuffix(f".{brand}").split("."), brand.partition(".")[0]]))
    return site_of(host).partition(".")[0]


def owner_hosts(host: str) -> list[str]:
    """Return a host and the hosts above it that may belong to the same outlet, nearest first, without platforms.

    A site that was renamed has its other host too.
    """
    return list(_owner_hosts(host))


@lru_cache(maxsize=4_096)
def _owner_hosts(host: str) -> tuple[str, ...]:
    labels = host.split(".")
    above = [".".join(labels[start:]) for start in range(max(1, len(labels) - 1))]
    hosts = [above[0], *(parent for parent in above[1:] if parent not in PLATFORMS)]
    return (*hosts, *(RENAMED[parent] for parent in hosts if parent in RENAMED))


def _above(host: str, domains: frozenset[str]) -> str | None:
    """Return the domain, among these, that a host lies under."""
    labels = host.split(".")
    above = (".".join(labels[start:]) for start in range(1, len(labels) - 1))
    return next((parent for parent in above if parent in domains), None)


@cache
def _registrable() -> Callable[[str], str | None]:
    from publicsuffixlist import PublicSuffixList

    registrable: Callable[[str], str | None] = PublicSuffixList(accept_encoded_idn=False).privatesuffix
    return registrable
