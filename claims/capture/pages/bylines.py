"""The byline of a page: the words that say who wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml.etree import _Element as Element

from claims.capture.pages.stated import Stated
from claims.patterns import pattern_of

_META = (
    "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl dc.contributor "
    "article:author_name cxenseparse:author og:author article.author authors citation_author twitter:data1".split()
)
_CLASSES = pattern_of(r"(?i)(^|[\s_-])(by-?line|author|autor|auteur|writer|contributor)s?([\s_-]|name|$)")
_NOT_CLASSES = pattern_of(
    r"(?i)bio|avatar|image|img|photo|comment|social|follow|related|share|box-?text|description|date|time|more|list-?item"
)
_LABEL = pattern_of(r"(?i)^(written by|posted by|by|von|por|par|di|door|autor(in)?|author)\b\s*:?\s*")
_ADDRESS = pattern_of(r"(?i)^(https?:|www\.|/|@?\S+@\S+$)")
_SHORT_ELEMENTS = "a span p div address li em strong cite small h2 h3 h4 h5".split()
_LONGEST = 120


def bylines_of(page: Element, articles: Sequence[dict[str, Any]], meta: dict[str, list[str]]) -> list[Stated]:
    """Return the bylines of a page, the first place that gives any; empty if none does."""
    site = {name.casefold() for name in _site_names(articles, meta)}
    for candidates in (_linked(articles), _meta(meta), _marked(page)):
        names: dict[str, Stated] = {}
        for stated in candidates:
            value = _clean(stated.value)
            if value and value.casefold() not in site:
                names.setdefault(value.casefold(), Stated(value, stated.where))
        if names:
            return list(names.values())
    return []


def _linked(articles: Sequence[dict[str, Any]]) -> Iterator[Stated]:
    for article in articles:
        given = False
        for name in _names(article.get("author")) or _names(article.get("creator")):
            given = True
            yield Stated(name, "JSON-LD")
        if given:
            return


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [name for each in value for name in _names(each)]
    if isinstance(value, dict):
        kind = value.get("@type")
        organisation = "Organization" in str(kind)
        return [] if organisation else _names(value.get("name"))
    return []


def _meta(meta: dict[str, list[str]]) -> Iterator[Stated]:
    for name in _META:
        if name == "twitter:data1" and not any("by" in label.lower() for label in meta.get("twitter:label1", ())):
            continue
        values = [value for value in meta.get(name, ()) if _clean(value)]
        if values:
            for value in values:
                yield Stated(value, f"meta {name}")
            return


def _marked(page: Element) -> Iterator[Stated]:
    for places in (_by_property(page), _by_relation(page), _by_class(page)):
        texts = [text for text in places if _clean(text)]
        if texts:
            for text in texts[:6]:
                yield Stated(text, "byline")
            return


def _by_property(page: Element) -> Iterator[str]:
    for element in page.xpath("//*[@itemprop='author' or contains(@itemprop, 'author ')]"):
        named = element.xpath(".//*[@itemprop='name']")
        yield " ".join((named[0] if named else element).text_content().split())


def _by_relation(page: Element) -> Iterator[str]:
    for element in page.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]"):
        yield " ".join(element.text_content().split())


def _by_class(page: Element) -> Iterator[str]:
    for element in page.iter(
        "a", "span", "p", "div", "address", "li", "em", "strong", "cite", "small", "h2", "h3", "h4", "h5"
    ):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _CLASSES.search(marks) and not _NOT_CLASSES.search(marks):
            text = " ".join(element.text_content().split())
            if 3 <= len(text) <= _LONGEST:
                yield text
                return


def _clean(value: str) -> str:
    text = " ".join(value.split())
    text = _LABEL.sub("", text).strip(" ,;|·•-–—")
    if not 2 <= len(text) <= _LONGEST or _ADDRESS.match(text) or text.isdecimal():
        return ""
    return text


def _site_names(articles: Sequence[dict[str, Any]], meta: dict[str, list[str]]) -> Iterator[str]:
    yield from meta.get("og:site_name", ())
    yield from meta.get("application-name", ())
    for article in articles:
        publisher = article.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            yield publisher["name"]
    yield from ("admin", "staff", "editor", "administrator", "unknown", "none", "anonymous", "guest")
