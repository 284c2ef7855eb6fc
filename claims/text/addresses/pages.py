"""The page that an address means: taken out of the addresses of archives, caches, redirectors and share links.

Only the address itself is read, and nothing is fetched: what an opaque short link leads to is not known.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urljoin

from claims.patterns import pattern_of
from claims.text.addresses import wrappers

DEEPEST = 8
"""The most addresses within one another that are taken out."""

_PARTS = pattern_of(r"(?:https?:)?//(?:[^/?#@]*@)?([^/?#:]+)(?::\d*)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE)
_PLAIN = pattern_of(r"(?:https?://)?([a-z0-9.-]+)(?:/[A-Za-z0-9._~/-]*)?")
"""An address without parameters."""

_MIRROR = pattern_of(r"(?:\w+\.)?(?:nitter|libreddit|redlib|teddit|safereddit)\.")

_SCHEME = pattern_of(r"https?:", re.IGNORECASE)
_ENCODED = pattern_of(r"https?%(?:25)*3a", re.IGNORECASE)
_ABSOLUTE = pattern_of(r"https?:/{1,3}(?=[^/\s])", re.IGNORECASE)
_BARE = pattern_of(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?")
"""An address without a scheme."""

_OTHER_SCHEME = pattern_of(
    r"(?:mailto|whatsapp|tg|sms|viber|about|chrome-distiller|intent|googlechromes?|microsoft-edge|view-source|feed|read)"
    r":.*",
    re.IGNORECASE | re.DOTALL,
)
_TAKEN_LITERALLY = pattern_of(r"(?:view-source|feed|read|microsoft-edge):(?://)?(https?:.*)", re.IGNORECASE)
_INTENT = pattern_of(r"intent://([^#]+)#Intent;.*?scheme=(https?);.*", re.IGNORECASE)
_IN_TEXT = pattern_of(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_CLOSING = ".,;:!?)]}>'\"’”»"

_KEPT_AS = pattern_of(r"(?:^|/)(https?(?::/|%(?:25)*3a).*)", re.IGNORECASE | re.DOTALL)
"""The first whole address in a path."""

_STAMPED = pattern_of(
    r"(?:^|/)(?:\d{4,17}|\d{4}[.-]\d{2}[.-]?\d{2}-[\d-]{4,8}|\*|\d+\*)(?:[a-z]{2}_)?/((?:[\w-]+\.)+[^\W\d_]{2,}(?:[:/?].*)?)",
    re.IGNORECASE | re.DOTALL,
)
"""A page without a scheme, after the time when it was kept."""

_ANY_ARCHIVE = pattern_of(r"(?:.*/)?\d{14}(?:[a-z]{2}_)?/(https?:/{1,2}[^/].*)", re.IGNORECASE | re.DOTALL)
"""A page after a full time, as every archive with a Wayback Machine writes it."""

_CACHED = pattern_of(r"(?:/[a-z]{1,4}\d?)?/(?:(?:a|c|i|r|v|wp|mbv\d?|ii)/)?(s/)?((?:[\w-]+\.)+[^\W\d_]{2,}(?:/.*)?)")
_VIEWED = pattern_of(r"/amp/(s/)?((?:[\w-]+\.)+[^\W\d_]{2,}(?:/.*)?)")
_OF_COUNTRIES = pattern_of(r"((?:[\w-]+\.)*(?:google|pinterest|yandex))\.(?:com?\.)?[a-z]{2,3}")
_TURBO = pattern_of(r"/turbo/((?:[\w-]+\.)+[^\W\d_]{2,})/[sh](/.*)")
_VIDEO_KEPT = pattern_of(r"/varchive/(?:youtube/\d+/)?([\w-]{11})")
_REDIRECTED = pattern_of(r".*/([\w.-]+)/(https?:/{1,2}[^/].*)", re.IGNORECASE | re.DOTALL)
_URLDEFENSE = pattern_of(r"/v3/__(.+?)__;([^!]*)!.*", re.DOTALL)
_YAHOO = pattern_of(r".*/RU=([^/]+)/.*")
_CISCO = pattern_of(r"/\S*?/(https?%3a.*)", re.IGNORECASE)
_DESTINATION = pattern_of(r".*/destination:(https?.*)", re.IGNORECASE)
_TWEET = pattern_of(r"/\w{1,15}/status/(\d{1,20}).*")
_UNROLLED = pattern_of(r"/thread/(\d{5,20})(?:\.html)?")
_VIDEO = pattern_of(r"(?:.*&)?v=([\w-]{11})(?:&.*)?")
_PROXIED = pattern_of(r"/(?:r|u|user)/[\w-]+/comments/.*")


@lru_cache(maxsize=8_192)
@lru_cache(maxsize=4_096)  # an entry asks for it several times: for the key, the host and the note of an article
def page_of(url: str) -> str:
    """Return the address of the page that an address means; most addresses are returned unchanged."""
    page = url
    if _is_plain(url):
        return page
    for _ in range(DEEPEST):
        within = _within(page)
        if within is None or within == page:
            break
        page = within
    return page


def _is_plain(url: str) -> bool:
    """Return whether an address surely holds no other: most do not, and this is quickly seen."""
    plain = _PLAIN.fullmatch(url)
    if plain is None or "http" in url[8:]:
        return False
    host = plain[1].removeprefix("www.")
    if _MIRROR.match(host) or "goog" in host or "yandex" in host:
        return False
    labels = host.split(".")
    return not any(".".join(labels[start:]) in _special() for start in range(len(labels) - 1))


@cache
def _special() -> frozenset[str]:
    """Return the hosts whose addresses may hold another without a parameter."""
    return (
        wrappers.ARCHIVES
        | wrappers.CACHES
        | wrappers.TWITTER_MIRRORS
        | wrappers.AMP_VIEWERS
        | {
            "urldefense.com",
            "urldefense.us",
            "search.yahoo.com",
            "ghostarchive.org",
            "secure-web.cisco.com",
            "prf.hn",
            "threadreaderapp.com",
        }
    )


def is_message(url: str) -> bool:
    """Return whether an address is for a program other than a browser: it writes a message, or opens another reader."""
    return _OTHER_SCHEME.fullmatch(url) is not None


def link_alone(url: str) -> str | None:
    """Return the address of a redirector or share link without what it tells of its sender and reader.

    Some name the person who got a mail.  None for a message, and for what cannot be shortened.
    """
    parts = _parts(url)
    if parts is None or is_message(url):
        return None
    host, path, query, _ = parts
    page = page_of(url)
    for name, value in _asked(query):
        held = _address_in(value, base=f"https://{host}") if name.casefold() not in _TEXTS else None
        if held is not None and page_of(held) == page:
            return f"https://{host}{path}?{urlencode({name: value})}"
    return None


def is_copy(url: str) -> bool:
    """Return whether an address that holds another shows a copy of that page, rather than leading to it."""
    parts = _parts(url)
    return parts is not None and _copied(*parts) is not None


def _parts(url: str) -> tuple[str, str, str, str] | None:
    """Return an address's host without ``www.``, its path, its query and its fragment."""
    whole = url if _SCHEME.match(url) or url.startswith("//") else f"//{url}"
    parts = _PARTS.fullmatch(whole)
    if parts is None:
        return None
    host = parts[1].casefold().strip(".").removeprefix("www.")
    return host, parts[2], parts[3] or "", parts[4] or ""


def _within(url: str) -> str | None:
    """Return the address inside another, or None."""
    if is_message(url):
        return _of_other_scheme(url)
    parts = _parts(url)
    if parts is None:
        return None
    host, path, query, fragment = parts
    if fragment.startswith("!/") and host.endswith("twitter.com"):
        return f"https://x.com{fragment[1:]}"
    return _copied(*parts) or _rewritten(host, path, query) or next(_led_to(host, path, query), None)


def _copied(host: str, path: str, query: str, fragment: str) -> str | None:
    """Return the page that an archive, a cache, a translation or a mirror shows."""
    return (
        _in_archive(host, path, query, fragment)
        or _in_cache(host, path, query)
        or _kept_by_search(host, query)
        or _mirrored(host, path, query)
    )


def _of_other_scheme(url: str) -> str | None:
    literal = _TAKEN_LITERALLY.fullmatch(url)
    if literal:
        return literal[1]
    intent = _INTENT.fullmatch(url)
    if intent:
        return f"{intent[2].lower()}://{intent[1]}"
    pages = {page for _, value in _asked(url.partition("?")[2]) if (page := _address_in(value, text=True))}
    return pages.pop() if len(pages) == 1 else None


# Archives and caches


def _in_archive(host: str, path: str, query: str, fragment: str) -> str | None:
    """Return the page that a web archive's address ends in."""
    rest = path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    if not any(above in wrappers.ARCHIVES for above in _above(host)):
        kept = _ANY_ARCHIVE.fullmatch(rest)
        return _page(kept[1]) if kept else None
    whole = _KEPT_AS.search(rest)
    if whole and (not query or rest.index(whole[1]) < len(path)):
        return _page(whole[1])
    bare = _STAMPED.search(path)
    if bare:
        return _page(bare[1] + rest[len(path) :])
    return None


def _in_cache(host: str, path: str, query: str) -> str | None:
    """Return the page that an AMP cache or a translated address shows."""
    asked = f"?{query}" if query else ""
    if host.endswith(".translate.goog"):
        page = host.removesuffix(".translate.goog").replace("--", "\0").replace("-", ".").replace("\0", "-")
        return _page(f"https://{page}{path}{asked}")
    viewer = _generic(host)
    cached = None
    turbo = _TURBO.fullmatch(path) if viewer == "yandex" else None
    if turbo:
        return _page(f"https://{turbo[1]}{turbo[2]}{asked}")
    if any(above in wrappers.CACHES for above in _above(host)):
        cached = _CACHED.fullmatch(path)
    elif viewer in wrappers.AMP_VIEWERS:
        cached = _VIEWED.fullmatch(path)
    return _page(f"http{'s' if cached[1] else ''}://{cached[2]}{asked}") if cached else None


def _kept_by_search(host: str, query: str) -> str | None:
    """Return the page in the cache of a search engine."""
    if host != "webcache.googleusercontent.com":
        return None
    cached = dict(_asked(query)).get("q", "").split(" ")[0]
    return _address_in(re.sub(r"^cache:(?:[\w-]{10,14}:)?", "", cached)) if cached.startswith("cache:") else None


def _mirrored(host: str, path: str, query: str) -> str | None:
    """Return the post or video that another site shows."""
    first = host.partition(".")[0]
    if host in wrappers.TWITTER_MIRRORS or first == "nitter" or (first != host and ".nitter." in f".{host}"):
        return f"https://x.com{path}" if _TWEET.fullmatch(path) else None
    if host == "ghostarchive.org":
        video = _VIDEO_KEPT.fullmatch(path)
        return f"https://www.youtube.com/watch?v={video[1]}" if video else None
    if host == "threadreaderapp.com":
        thread = _UNROLLED.fullmatch(path)
        return f"https://x.com/i/status/{thread[1]}" if thread else None
    if host == "yewtu.be" or first in ("invidious", "piped"):
        video = _VIDEO.fullmatch(query)
        return f"https://www.youtube.com/watch?v={video[1]}" if video and path == "/watch" else None
    if first in ("libreddit", "redlib", "teddit", "safereddit"):
        return f"https://www.reddit.com{path}" if _PROXIED.fullmatch(path) else None
    return None


# Redirectors and share links


def _rewritten(host: str, path: str, query: str) -> str | None:
    """Return the address that a redirector holds in a form of its own."""
    if host.startswith("urldefense."):
        if path.startswith("/v2/"):
            coded = dict(_asked(query)).get("u", "").replace("-", "%").replace("_", "/")
            return _address_in(unquote(coded))
        rewritten = _URLDEFENSE.fullmatch(path + (f"?{query}" if query else ""))
        return _address_in(_undefended(rewritten[1], rewritten[2])) if rewritten else None
    if host.endswith("search.yahoo.com"):
        yahoo = _YAHOO.fullmatch(path)
        return _address_in(yahoo[1]) if yahoo else None
    if host == "secure-web.cisco.com":
        cisco = _CISCO.fullmatch(path)
        return _address_in(cisco[1]) if cisco else None
    if host == "disq.us":
        return _address_in(re.sub(r":[\w-]{8,}$", "", dict(_asked(query)).get("url", "")))
    if host == "prf.hn":
        affiliate = _DESTINATION.fullmatch(path)
        return _address_in(affiliate[1]) if affiliate else None
    if host in ("href.li", "anonym.to", "nullrefer.com", "anon.to", "dereferer.me") or path == "/jump.php":
        return _address_in(unquote(query)) if _ABSOLUTE.match(unquote(query)) else None
    return None


def _undefended(page: str, replaced: str) -> str:
    """Return an address as it was before Proofpoint's URL Defense (version 3) put asterisks for some characters."""
    try:
        spare = base64.urlsafe_b64decode(replaced + "=" * (-len(replaced) % 4)).decode()
    except (binascii.Error, ValueError):
        return page
    lengths = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    at = 0

    def put_back(mark: re.Match[str]) -> str:
        nonlocal at
        length = lengths.index(mark[1]) + 2 if mark[1] else 1
        at += length
        return spare[at - length : at]

    return re.sub(r"\*(?:\*([\w-]))?", put_back, page)


def _led_to(host: str, path: str, query: str) -> Iterator[str]:
    """Yield the addresses that a redirector's or share link's parameters hold, the likeliest first."""
    redirected = _REDIRECTED.fullmatch(path + (f"?{query}" if query else ""))
    if redirected and redirected[1].casefold() in wrappers.REDIRECTING and (page := _page(redirected[2])):
        yield page
    if not query:
        return
    asked = _asked(query)
    for above in _above(host):
        for begun, names in _queries().get(above, ()):
            if path == begun or path.startswith(f"{begun}/") or not begun:
                for name in names:
                    for value in (value for given, value in asked if given.casefold() == name.casefold()):
                        page = _address_in(value, base=f"https://{host}", text=name in _TEXTS)
                        if page:
                            yield page
    last = path.rstrip("/").rpartition("/")[2].casefold()
    if last in wrappers.REDIRECTING or last in wrappers.LOGINS:
        base = f"https://{host}" if last in wrappers.LOGINS else None
        for name in wrappers.LEADING:
            for value in (value for given, value in asked if given.casefold() == name):
                if _ABSOLUTE.match(value) or _ENCODED.match(value) or (base and value.startswith("/")):
                    page = _address_in(value, base=base)
                    if page and _is_deep(page):
                        yield page


_TEXTS = frozenset({"text", "status", "body"})
"""Parameters that hold a message with an address in it."""


def _is_deep(page: str) -> bool:
    """Return whether an address names a page, and not only a site."""
    parts = _parts(page)
    return parts is not None and bool(parts[1].strip("/") or parts[2])


def _asked(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query.replace("&amp;", "&"), keep_blank_values=True)


def _address_in(value: str, *, base: str | None = None, text: bool = False) -> str | None:
    """Return the address that a parameter holds: whole, encoded again, without a scheme, or within a message."""
    value = value.strip()
    while _ENCODED.match(value):
        value = unquote(value)
    if value.startswith(("aHR0c", "a1aHR0c")):
        value = _unpacked(value.removeprefix("a1")) or value
    if text:
        pages = dict.fromkeys(match[0].rstrip(_CLOSING) for match in _IN_TEXT.finditer(value))
        return _page(next(iter(pages))) if len(pages) == 1 else None
    if value.startswith("/") and not value.startswith("//") and base is not None:
        return _page(urljoin(base, value))
    return _page(value)


def _unpacked(value: str) -> str | None:
    """Return an address that was written in Base64."""
    try:
        return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()
    except (binascii.Error, ValueError):
        return None


def _page(text: str) -> str | None:
    """Return the address that a text is, with its scheme; None for anything else, and for a pattern of addresses."""
    while _ENCODED.match(text):
        text = unquote(text)
    text = f"https:{text}" if text.startswith("//") else text
    absolute = _ABSOLUTE.match(text)
    if absolute:
        scheme = "https" if text[4] in "sS" else "http"
        text = f"{scheme}://{text[absolute.end() :]}"
    elif _BARE.fullmatch(text):
        text = f"https://{text}"
    else:
        return None
    parts = _parts(text)
    bare = parts and re.fullmatch(r"[\w-]{1,63}(\.[\w-]{1,63})+", parts[0])
    return text if bare and not text.endswith("*") and not re.search(r"\s", text) else None


def _above(host: str) -> Iterator[str]:
    """Yield a host and the hosts above it; of Google, without the country."""
    labels = _generic(host).split(".")
    yield from (".".join(labels[start:]) for start in range(len(labels)))


@lru_cache(maxsize=4_096)
def _generic(host: str) -> str:
    of_country = _OF_COUNTRIES.fullmatch(host)
    return of_country[1] if of_country else host


@cache
def _queries() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    return wrappers.queries()
