"""Keys for comparing names, slugs and addresses.

The keys are made once, in Python, and stored, so that both database engines find the same records.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from claims.patterns import pattern_of

T = TypeVar("T")

ALIKE = 90.0
"""The least likeness, in per cent, for proposing that two names are the same."""

LONGEST_KEY = 500
"""The most characters in a key; an index of PostgreSQL takes entries of 2,704 bytes."""

TRACKERS = pattern_of(
    r"^(utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref|ref_src|cmpid|ocid|smid|xtor|_ga|at_.*|s_cid|amp)$",
    re.IGNORECASE,
)
"""Query parameters that track how a reader arrived and do not change the page."""

_RUNS = pattern_of(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+|[^\u3040-\uffff]+")
"""Runs of kana, han and hangul, and runs of all other characters."""

_NORMAL = pattern_of(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?<!-)(?:/(?!\.)[A-Za-z0-9._~-]+)*/?(?:\?[A-Za-z0-9._~-]+=[A-Za-z0-9._~-]*"
    r"(?:&[A-Za-z0-9._~-]+=[A-Za-z0-9._~-]*)*)?"
)
"""Addresses already in normal form: most are, and normalising is slow."""

_PLAIN = pattern_of(r"https?://([^/?]+)([^?]*)")
"""An address in normal form that is a host and a path: nothing has to be taken apart to see them."""

_SPACE = pattern_of(r"\s")
_ADDRESS = pattern_of(r"(https?://)?[^@/:?#]+(:\d+)?([/?#]|$)", re.IGNORECASE)
_PLAIN_HOST = pattern_of(r"https?://([a-z0-9.-]+)(?:/|\Z)")
"""The beginning of an address whose host needs no parsing."""

_HOST = pattern_of(r"[\w-]{1,63}(\.[\w-]{1,63})+")
_HOST_PREFIXES = ("www.", "amp.", "m.", "mobile.")
_AMP_ENDINGS = ("/amp", "/amp/", ".amp")


def match_key(text: str) -> str:
    """Return a name without case, accents and punctuation: ``Hürriyet Daily-News`` gives ``hurriyet daily news``."""
    return _bounded(folded(text))


def folded(text: str) -> str:
    """Return a text in the form of `match_key`, at any length."""
    if text.isascii():
        return " ".join(re.findall(r"\w+", text.lower().replace("_", " ")))
    # Some letters have a small form only once they are decomposed, and some decompose only once they are small.
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(char for char in small if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", kept.replace("_", " ")))


def index_words(key: str) -> frozenset[str]:
    """Return the index words of a text with this `match_key`; for scripts without spaces, pairs of characters."""
    words: set[str] = set()
    for word in key.split():
        for run in _RUNS.findall(word):
            if run[0] < "\u3040":
                words.add(run[:40])
            else:
                words.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return frozenset(words)


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

    Scheme, ``www.``, ``amp`` and mobile hosts, trackers, fragments and a closing slash do not count.
    """
    return _url_key(url)


@lru_cache(maxsize=8_192)
def _url_key(url: str) -> str:
    if _NORMAL.fullmatch(f"https://{url}") is not None:
        url = f"https://{url}"
    plain = _PLAIN.fullmatch(url)
    if plain is not None and _NORMAL.fullmatch(url) is not None:
        return _bounded(host_key(plain[1]) + _page(plain[2]))
    if _NORMAL.fullmatch(url) is None:
        from url_normalize import url_normalize

        url = url_normalize(url) or url
    parts = urlsplit(url)
    given = parse_qsl(parts.query, keep_blank_values=True) if parts.query else ()
    query = [(name, value) for name, value in given if not TRACKERS.match(name)]
    path, asked = _page(parts.path), urlencode(sorted(query)) if query else ""
    key = urlunsplit(("", host_key(parts.netloc), path, asked, ""))
    return _bounded(key.removeprefix("//"))


def _page(path: str) -> str:
    for ending in _AMP_ENDINGS:
        path = path.removesuffix(ending)
    return path.rstrip("/")


def is_web_address(text: str) -> bool:
    """Return whether a text is the address of a page: a host with a dot, with or without http or https."""
    if _SPACE.search(text) or not _ADDRESS.match(text):
        return False
    return _HOST.fullmatch(host_of(text)) is not None and url_key(text) != ""


@lru_cache(maxsize=4_096)
def host_key(host: str) -> str:
    """Return a host without port and without prefixes such as ``www.`` and ``m.``."""
    bare = host.casefold().rsplit("@", 1)[-1].split(":")[0].strip(".")
    for prefix in _HOST_PREFIXES:
        bare = bare.removeprefix(prefix)
    return bare


def host_of(url: str) -> str:
    """Return the `host_key` of an address, or an empty text if it has no host."""
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


def _bounded(key: str) -> str:
    """Return a key short enough for an index; the end of a longer key is replaced by a digest."""
    if len(key) <= LONGEST_KEY:
        return key
    kept = key[: LONGEST_KEY - 41].rstrip()
    return f"{kept} {hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()}"
