"""Keys for comparing names, slugs and addresses.

The keys are made once, in Python, and stored, so that both database engines find the same records.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from claims.patterns import pattern_of
from claims.text.addresses import main_host, page_of, post_key, without_trackers
from claims.text.lengths import bounded
from claims.text.letters import PLAIN_SIGNS, plain, undotted

T = TypeVar("T")

ALIKE = 90.0
"""The least likeness, in per cent, for proposing that two names are the same."""

_RUNS = pattern_of(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+|[^\u3040-\uffff]+")
"""Runs of kana, han and hangul, and runs of all other characters."""

_WITHOUT_SPACES = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_UNSPACED = pattern_of(rf"[{_WITHOUT_SPACES}]")
"""Kana and han, Thai, Lao, Burmese and Khmer."""
_PARTS = pattern_of(rf"[{_WITHOUT_SPACES}]+|[^{_WITHOUT_SPACES}]+")
"""Runs of these scripts, and runs of all others."""

_KEY_WORDS = pattern_of(r"\w+")

_NORMAL = pattern_of(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?<!-)(?:/(?!\.)[A-Za-z0-9._~-]+)*/?(?:\?[A-Za-z0-9._~-]+=[A-Za-z0-9._~-]*"
    r"(?:&[A-Za-z0-9._~-]+=[A-Za-z0-9._~-]*)*)?"
)
"""Addresses already in normal form: most are, and normalising is slow."""

_PLAIN_PAGE = pattern_of(r"(?:https?://)?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?<!-))((?:/(?!\.)[A-Za-z0-9._~-]+)*/?)")
"""Those of them without parameters, with their host and path: nothing else needs taking apart."""

_SPACE = pattern_of(r"\s")
_ADDRESS = pattern_of(r"(https?://)?[^@/:?#]+(:\d+)?([/?#]|$)", re.IGNORECASE)
_PLAIN_HOST = pattern_of(r"https?://([a-z0-9.-]+)(?:/|\Z)")
"""The beginning of an address whose host needs no parsing."""

_HOST = pattern_of(r"[\w-]{1,63}(\.[\w-]{1,63})+")
_HOST_PREFIXES = ("www.", "amp.", "m.", "mobile.")
_SUFFIX_ALONE = pattern_of(r"(?:(?:ac|co|com|edu|gov|ne|net|or|org)\.)?[a-z]{2,}")
"""The bare ending of a host; a label before it is the site's name, even ``amp``."""

_AMP_ENDINGS = (("/amp", ""), (".amp.html", ".html"), ("/amp.html", ""), (".amp", ""))
_AMP_BEGUN = pattern_of(r"(/[a-z]+)?/amp(/.*(?:\d|-[^/]*-)[^/]*)")
"""A page's AMP form at the beginning of a path or after its section, before what looks like an article's address."""

_SESSION = pattern_of(r";jsessionid=[^/]*", re.IGNORECASE)


def match_key(text: str) -> str:
    """Return a name without case, accents and punctuation: ``Hürriyet Daily-News`` gives ``hurriyet daily news``.

    An abbreviation has the same key with dots and without.
    """
    return bounded(folded(text))


def folded(text: str) -> str:
    """Return a text in the form of `match_key`, at any length."""
    text = undotted(text)
    if text.isascii():
        return " ".join(text.translate(PLAIN_SIGNS).split())
    return " ".join(_KEY_WORDS.findall(plain(text).replace("_", " ")))


def index_words(key: str) -> frozenset[str]:
    """Return the index words of a text with this `match_key`; for scripts without spaces, pairs of characters."""
    if key.isascii():
        return frozenset(word[:40] for word in key.split())
    words: set[str] = set()
    for word in key.split():
        for run in _RUNS.findall(word):
            if run[0] < "\u3040":
                words.add(run[:40])
            else:
                words.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return frozenset(words)


def running_words(text: str) -> list[str]:
    """Return a text's words in order, in the form of `match_key`; of scripts without spaces, pairs of characters."""
    key = folded(text)
    words = key.split()
    if key.isascii():
        return words
    return [
        run[at : at + 2] if _UNSPACED.match(run) else run
        for word in words
        for run in _PARTS.findall(word)
        for at in range(max(1, len(run) - 1) if _UNSPACED.match(run) else 1)
    ]


def slug(text: str, length: int = 60) -> str:
    """Return a name as a short word for the command line: ``The Guardian`` gives ``the-guardian``."""
    words = match_key(text).split()
    made = ""
    for word in words:
        if made and len(made) + 1 + len(word) > length:
            break
        made = f"{made}-{word}" if made else word[:length]
    return made or "unnamed"


def url_key(url: str) -> str:
    """Return the key of an address; two addresses with the same key are the same page.

    The address of an archived copy, an AMP cache, a redirector or a share link has the key of the page in it.  Scheme,
    ``www.``, ``amp`` and mobile hosts, trackers, fragments (but ``#!``) and a closing slash do not count, and a host
    may be written in its own script or in Punycode.  A post or video has one key, however it is linked.
    """
    return _url_key(url)


@lru_cache(maxsize=4_096)
def _url_key(url: str) -> str:
    url = page_of(url)
    plain = _PLAIN_PAGE.fullmatch(url)
    if plain is not None:
        host, path = _bare_host(plain[1]), _page_path(plain[2])
        post = post_key(host, path, {})
        return bounded(main_host(host) + path) if post is None else post
    if _NORMAL.fullmatch(f"https://{url}") is not None:
        url = f"https://{url}"
    elif _NORMAL.fullmatch(url) is None:
        url = _normal(_SESSION.sub("", url))
    try:
        parts = urlsplit(url)
    except ValueError:  # such as "https://["
        return bounded(url)
    host, path = _bare_host(parts.netloc), _page_path(parts.path)
    given = parse_qsl(parts.query, keep_blank_values=True) if parts.query else ()
    post = post_key(host, path, dict(given))
    if post is not None:
        return post
    query = without_trackers(host, path, given) if given else ()
    within = unquote(parts.fragment)
    routed = f"#{within}" if not path and within.startswith("/") else ""  # the page of a site that is one document
    asked = urlencode(sorted(query)) if query else ""
    return bounded(main_host(host) + path + (f"?{asked}" if asked else "") + routed)


def _normal(url: str) -> str:
    """Return an address in normal form (RFC 3986); what has none is left as it is."""
    from url_normalize import url_normalize

    try:
        return url_normalize(url) or url
    except ValueError:  # an impossible host
        return url


def _page_path(path: str) -> str:
    """Return a path without a closing slash and without the marks of its AMP form."""
    path = path.rstrip("/")
    for ending, instead in _AMP_ENDINGS:
        if path.endswith(ending):
            path = path.removesuffix(ending) + instead
    begun = _AMP_BEGUN.fullmatch(path) if "/amp/" in path else None
    return (f"{begun[1] or ''}{begun[2]}" if begun else path).rstrip("/")


def is_web_address(text: str) -> bool:
    """Return whether a text is the address of a page: a host with a dot, with or without http or https."""
    page = page_of(text)
    plain = _PLAIN_HOST.match(page)
    if _SPACE.search(page) or (plain is None and not _ADDRESS.match(page)):
        return False
    return _is_host(host_key(plain[1]) if plain is not None else host_of(text)) and url_key(text) != ""


@lru_cache(maxsize=4_096)
def _is_host(key: str) -> bool:
    return _HOST.fullmatch(key) is not None


@lru_cache(maxsize=4_096)
def host_key(host: str) -> str:
    """Return a host in its own script, without port and without prefixes such as ``www.`` and ``m.``.

    A platform's further hosts are its main one: ``youtube.com`` for ``youtu.be``.
    """
    return main_host(_bare_host(host))


@lru_cache(maxsize=4_096)
def _bare_host(host: str) -> str:
    bare = host.lower().rsplit("@", 1)[-1].split(":")[0].strip(".")
    if "xn--" in bare or not bare.isascii():
        bare = _in_own_script(bare)
    for prefix in _HOST_PREFIXES:
        rest = bare.removeprefix(prefix)
        if prefix == "www." or not _SUFFIX_ALONE.fullmatch(rest):
            bare = rest
    return bare


def _in_own_script(host: str) -> str:
    """Return an internationalized host in the script of its language; a label that is not valid is left as it is."""
    whole = unicodedata.normalize("NFKC", host.replace("\u3002", ".")).lower()
    return ".".join(_unpacked(label) if label.startswith("xn--") else label for label in whole.split("."))


def _unpacked(label: str) -> str:
    """Return a label of a host out of Punycode (RFC 3492)."""
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label


@lru_cache(maxsize=4_096)
def host_of(url: str) -> str:
    """Return the `host_key` of an address's page, or an empty text if it has no host."""
    url = page_of(url)
    plain = _PLAIN_HOST.match(url)
    if plain is not None:
        return host_key(plain[1])
    try:
        return host_key(urlsplit(url if "//" in url else f"//{url}").netloc)
    except ValueError:  # such as "https://["
        return ""


def parent_hosts(host: str) -> list[str]:
    """Return a host and the hosts above it, nearest first: ``english.kyodonews.net``, ``kyodonews.net``."""
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(max(1, len(labels) - 1))]


def alike(name: str, others: Mapping[T, Iterable[str]]) -> list[T]:
    """Return the records with a name like ``name``, most alike first; a person decides whether they are the same."""
    from rapidfuzz import fuzz

    key = match_key(name)
    scored = []
    for record, names in others.items():
        score = max((fuzz.token_set_ratio(key, other) for other in names if other), default=0.0)
        joined = max(
            (fuzz.ratio(key.replace(" ", ""), other.replace(" ", "")) for other in names if other), default=0.0
        )
        if max(score, joined) >= ALIKE:
            scored.append((-max(score, joined), str(record), record))
    return [record for _, _, record in sorted(scored, key=lambda entry: entry[:2])]
