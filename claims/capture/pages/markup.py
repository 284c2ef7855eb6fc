"""What a page states about itself in its markup: JSON-LD, meta elements, and marked-up elements, in that order.

schema.org's Article says which properties a publisher gives (https://schema.org/Article); OpenGraph's are at
https://ogp.me. Nothing here fetches anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element as Element

from claims.patterns import pattern_of

_ARTICLES = frozenset(
    """advertisercontentarticle analysisnewsarticle article askpublicnewsarticle backgroundnewsarticle blogposting
    claimreview discussionforumposting liveblogposting newsarticle opinionnewsarticle report reportagenewsarticle
    reviewnewsarticle satiricalarticle scholarlyarticle socialmediaposting techarticle""".split()
)
_PAGES = frozenset(["webpage", "itempage", "videoobject", "podcastepisode", "recipe", "review", "aboutpage", "howto"])
_CONTROL = pattern_of(r"[\x00-\x1f]+")
_TRAILING_COMMA = pattern_of(r",(?=\s*[}\]])")


def linked_data(page: Element) -> list[dict[str, Any]]:
    """Return the articles that a page's JSON-LD describes, articles before other pages, in the page's order."""
    nodes = [node for block in _blocks(page) for node in _nodes(block)]
    return [node for kinds in (_ARTICLES, _PAGES) for node in nodes if _kinds(node) & kinds]


def meta_values(page: Element) -> dict[str, list[str]]:
    """Return the contents of a page's meta elements by their name, property or itemprop in lower case."""
    values: dict[str, list[str]] = {}
    for element in page.iter("meta"):
        content = " ".join((element.get("content") or element.get("value") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                values.setdefault(name, []).append(content)
    return values


def _blocks(page: Element) -> Iterator[Any]:
    for element in page.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        source = (element.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        source = source.removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
        for attempt in (source, _TRAILING_COMMA.sub("", _CONTROL.sub(" ", source))):
            try:
                yield json.loads(attempt, strict=False)
                break
            except (ValueError, RecursionError):
                continue


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Give the typed objects in a JSON-LD block, the outer before the inner."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            inner = value.get(name)
            if isinstance(inner, (dict, list)):
                yield from _nodes(inner, depth + 1)


_DEEPEST = 8
"""How deeply objects are looked for in a JSON-LD block."""


def _kinds(node: dict[str, Any]) -> set[str]:
    kinds = node["@type"]
    names = kinds if isinstance(kinds, list) else [kinds]
    return {str(name).rpartition("/")[2].lower() for name in names}
