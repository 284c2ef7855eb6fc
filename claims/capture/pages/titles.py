"""The title of a page: where its markup and its heading agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml.etree import _Element as Element
from rapidfuzz import fuzz

from claims.capture.pages.stated import Stated
from claims.patterns import pattern_of

_PARTING = pattern_of(r"\s+[|–—·•»«:/\\-]+\s+|\s*\|\s*| ::+ ")
_META = "og:title twitter:title parsely-title sailthru.title dc.title dcterms.title headline title".split()
_SAME = 90
"""How alike two spellings of a title are, of 100 (rapidfuzz's ratio)."""


def title_of(page: Element, articles: Sequence[dict[str, Any]], meta: dict[str, list[str]]) -> Stated | None:
    """Return a page's title, or None.

    A heading that the markup repeats wins, as readers see it; then JSON-LD's headline, then OpenGraph's title, each
    without the site's name.
    """
    headings = [Stated(text, "heading") for text in _headings(page)]
    given = list(_given(page, articles, meta))
    for heading in headings:
        if any(_alike(heading.value, other.value) for other in given):
            return heading
    if given:
        site = [*meta.get("og:site_name", ()), *meta.get("application-name", ())]
        return Stated(_without_site(given[0].value, site, given[1:]), given[0].where)
    return headings[0] if headings else None


def _given(page: Element, articles: Sequence[dict[str, Any]], meta: dict[str, list[str]]) -> Iterator[Stated]:
    for article in articles:
        for name in ("headline", "name"):
            value = article.get(name)
            if isinstance(value, str) and value.strip():
                yield Stated(_plain(value), "JSON-LD")
                break
    for name in (
        "og:title",
        "twitter:title",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "headline",
        "title",
    ):
        for value in meta.get(name, ())[:1]:
            where = "OpenGraph" if name == "og:title" else f"meta {name}"
            yield Stated(_plain(value), where)
    for element in page.iter("title"):
        text = _plain(element.text_content())
        if text and element.getparent() is not None and element.getparent().tag == "head":
            yield Stated(text, "title")
            break


def _headings(page: Element) -> Iterator[str]:
    """Give a page's first-level headings, those within its article first."""
    headings = [
        element
        for element in page.iter("h1", "h2")
        if element.tag == "h1" or "headline" in (element.get("itemprop") or element.get("class") or "")
    ]
    headings.sort(key=lambda element: (element.tag != "h1", "headline" not in (element.get("itemprop") or "")))
    for element in headings:
        text = _plain(element.text_content())
        if text:
            yield text


def _plain(value: str) -> str:
    from html import unescape

    return " ".join(unescape(value).split())


def _alike(heading: str, given: str) -> bool:
    """Return whether a given title is the heading, perhaps with the site's name added."""
    left, right = heading.casefold(), given.casefold()
    if fuzz.ratio(left, right) >= _SAME:
        return True
    parts = _PARTING.split(right)
    return len(left) >= 4 and any(fuzz.ratio(left, "".join(part)) >= _SAME for part in (*parts, *_leading(right)))


def _leading(title: str) -> Iterator[str]:
    """Give a title without its last parts."""
    for match in _PARTING.finditer(title):
        yield title[: match.start()]
        yield title[match.end() :]


def _without_site(title: str, sites: Sequence[str], others: Sequence[Stated]) -> str:
    matches = list(_PARTING.finditer(title))
    names = {site.casefold() for site in sites}
    if not matches:
        return title
    shorter = {other.value.casefold() for other in others}
    head, tail = title[: matches[-1].start()], title[matches[-1].end() :]
    if tail.casefold() in names or head.casefold() in shorter:
        return head
    head, tail = title[: matches[0].start()], title[matches[0].end() :]
    return tail if head.casefold() in names or tail.casefold() in shorter else title
