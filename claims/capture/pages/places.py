"""Where on a page something stands, and the names of its site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

_BLOCKS = frozenset(
    "address article br div dd dl dt figure h1 h2 h3 h4 h5 h6 hr li ol p section td th time tr ul".split()
)
SHORT = "h1 h2 h3 h4 h5 time p div span li td em small strong abbr a b i".split()
"""The elements that hold lines of words, rather than other elements."""
_NOT_NAMES = frozenset("www m amp de com net org blog news co uk at ch fr eu info tv".split())


def words_of(element: Element) -> str:
    """Return an element's words with single blanks, without scripts, and without hyphens that only mark syllables."""
    return " ".join("".join(_runs(element)).replace("\xad", "").split())


def parts_of(element: Element) -> str:
    """Return an element's words with a bar between the words of each element in it."""
    pieces = (" ".join(text.split()) for text in element.xpath(".//text()[not(parent::script or parent::style)]"))
    return " | ".join(piece for piece in pieces if piece)


def _runs(element: Element) -> Iterator[str]:
    apart = element.tag in _BLOCKS
    if apart:
        yield " "
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ("script", "style", "noscript", "template"):
            yield from _runs(child)
        yield child.tail or ""
    if apart:
        yield " "


def after_title(page: Element, title: str, most: int) -> Iterator[Element]:
    """Give the first short elements after the one that bears the title; none if nothing does."""
    wanted, left, after = title.casefold(), most, False
    for element in page.iter(*SHORT):
        if len(element) > 6:
            continue
        if after:
            yield element
            left -= 1
            if left < 0:
                return
        else:
            after = bool(wanted) and words_of(element).casefold() == wanted


def is_within(element: Element, tags: Sequence[str]) -> bool:
    """Return whether an element stands inside one of these."""
    return next(element.iterancestors(*tags), None) is not None


def site_names(
    page: Element, articles: Sequence[dict[str, Any]], meta: dict[str, list[str]], address: str = ""
) -> Iterator[str]:
    """Give the names of a page's site: the names in its markup, and its host."""
    for name in ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher"):
        yield from meta.get(name, ())
    for article in articles:
        for role in ("publisher", "isPartOf"):
            publisher = article.get(role)
            if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                yield publisher["name"]
    hosts = [address, *meta.get("og:url", ())]
    hosts += [element.get("href") or "" for element in page.iter("link") if element.get("rel") == "canonical"]
    for each in hosts:
        host = _host(each)
        if host:
            yield host
            yield from (label for label in host.split(".") if label not in _NOT_NAMES and len(label) > 3)


def _host(address: str) -> str:
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
