"""The day of publication of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from lxml.etree import _Element as Element

from claims.capture.pages.stated import Stated
from claims.patterns import pattern_of

_META = (
    "article:published_time datepublished parsely-pub-date sailthru.date dc.date.issued dcterms.created pubdate "
    "publish-date publish_date publication_date og:published_time article.published date.available "
    "cxenseparse:recs:publishtime originalpublicationdate article_date_original dc.date dcterms.date date".split()
)
_MARKED = (
    "//*[@itemprop='datePublished'] | //time[@pubdate] | //time[contains(@class, 'publish')]"
    " | //abbr[contains(@class, 'published')]"
)
_ISO = pattern_of(r"(?P<day>(?:19|20)\d\d-[01]\d-[0-3]\d)(?:[T ].*)?$")


def day_of(page: Element, articles: Sequence[dict[str, Any]], meta: dict[str, list[str]]) -> Stated | None:
    """Return the day of publication that a page states, as it is printed there (ISO), or None."""
    for stated in _given(page, articles, meta):
        match = _ISO.match(stated.value.strip())
        if match and _real(match["day"]):
            return Stated(match["day"], stated.where)
    return None


def _given(page: Element, articles: Sequence[dict[str, Any]], meta: dict[str, list[str]]) -> Iterator[Stated]:
    for article in articles:
        for name in ("datePublished", "dateCreated"):
            value = article.get(name)
            if isinstance(value, str):
                yield Stated(value, "JSON-LD")
    for name in _META:
        for value in meta.get(name, ())[:1]:
            yield Stated(value, f"meta {name}")
    for element in page.xpath(
        "//*[@itemprop='datePublished'] | //time[@pubdate] | //time[contains(@class, 'publish')]"
        " | //abbr[contains(@class, 'published')]"
    ):
        yield Stated(
            element.get("datetime") or element.get("content") or element.get("title") or element.text_content(), "time"
        )


def _real(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
