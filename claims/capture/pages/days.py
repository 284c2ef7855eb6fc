"""The day of publication of a page: what its markup states, what its heading shows, and what its address holds.

A time in the markup is often given in UTC, so that an evening's article bears the next day.  Where the address, or the
date that readers see by the title, is the day before or after such a time, that is the outlet's own day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from lxml.etree import _Element as Element

from claims.capture.pages.places import SHORT, after_title, words_of
from claims.capture.pages.printed_days import printed_day
from claims.capture.pages.stated import Stated
from claims.patterns import pattern_of

_META = (
    "article:published_time datepublished parsely-pub-date sailthru.date dc.date.issued dcterms.created pubdate "
    "publish-date publish_date publication_date og:published_time article.published date.available "
    "cxenseparse:recs:publishtime originalpublicationdate article_date_original dc.date dcterms.date date".split()
)
_MARKED = (
    "//*[@itemprop='datePublished'] | //time[@pubdate] | //time[contains(@class, 'publish')]"
    " | //time[contains(@class, 'entry-date')] | //abbr[contains(@class, 'published')]"
)
_ISO = pattern_of(r"(?P<day>(?:19|20)\d\d-[01]\d-[0-3]\d)(?P<time>[T ].*)?$")
_UTC = pattern_of(r"(?:Z|[+-]00:?00)$")
_IN_ADDRESS = pattern_of(
    r"/(?P<year>(?:19|20)\d\d)(?:"
    r"/(?P<month>\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(?P<day>\d{1,2})(?=[/_-]|$)"
    r"|-(?P<month2>\d\d)-(?P<day2>\d\d)(?!\d)|(?P<month3>\d\d)(?P<day3>\d\d)(?!\d)"
    r"|-?(?P<month4>\d\d)/(?P<day4>\d\d)(?!\d))"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_CLASSES = pattern_of(
    r"(?i)(^|[\s_-])(date|datum|fecha|data|published|publish(ed)?-?(date|time|on)?|pub-?date|post-?date|entry-?date|posted-?on|timestamp|time"
    r"|dateline|by-?line|meta|post-?meta|article-?meta|info|veroeffentlicht|posted)([\s_-]|$)"
)
_CHANGED = pattern_of(r"(?i)updat|modif|aktualisiert|geändert|stand:|mis à jour|actualizad|last[ -]edit|expire")
_LINE = 90
_NEAR = 80
"""How many elements after the title are looked through for a printed date."""


def day_of(
    page: Element,
    articles: Sequence[dict[str, Any]],
    meta: dict[str, list[str]],
    address: str = "",
    title: str = "",
) -> Stated | None:
    """Return the day of publication that a page states (ISO), or None."""
    for stated in _given(page, articles, meta):
        match = _ISO.match(stated.value.strip())
        day = match and _real(match["day"])
        if match and day:
            own = Stated(day.isoformat(), stated.where)
            others = _elsewhere(page, address, title) if _UTC.search(match["time"] or "") else ()
            return next((other for other in others if _neighbours(day, other)), own)
    return next(_elsewhere(page, address, title), None) or _last_resort(page, address)


def _elsewhere(page: Element, address: str, title: str) -> Iterator[Stated]:
    """Give the day printed by the title, and the day in the address."""
    by_title = _by_title(page, title)
    if by_title:
        yield by_title
    in_address = _in_address(address)
    if in_address:
        yield Stated(in_address.isoformat(), "address")


def _neighbours(day: date, other: Stated) -> bool:
    return abs(date.fromisoformat(other.value) - day) == timedelta(days=1)


def _given(page: Element, articles: Sequence[dict[str, Any]], meta: dict[str, list[str]]) -> Iterator[Stated]:
    for article in articles:
        for name in ("datePublished", "dateCreated"):
            value = article.get(name)
            if isinstance(value, str):
                yield Stated(value, "JSON-LD")
    for name in _META:
        for value in meta.get(name, ())[:1]:
            yield Stated(value, f"meta {name}")
    for element in page.xpath(_MARKED):
        value = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        yield Stated(value, "time")


def _by_title(page: Element, title: str) -> Stated | None:
    """Return the first day printed close after the title, in a short line that does not speak of a change."""
    for element in after_title(page, title, _NEAR):
        given = element.get("datetime") or ""
        text = given if _ISO.match(given) else words_of(element)
        if len(text) <= _LINE and not _CHANGED.search(text):
            day = printed_day(text)
            if day:
                return Stated(day.isoformat(), "date by the title")
    return None


def _in_address(address: str) -> date | None:
    """Return the day in an address, such as /2024/03/19/ or /2024-03-19-bridge."""
    match = _IN_ADDRESS.search(address.lower())
    if not match:
        return None
    year, month, day = [part for part in match.groups() if part]
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    return _real(f"{year}-{number:02}-{int(day):02}")


def _last_resort(page: Element, address: str) -> Stated | None:
    """Return the day that htmldate makes out in the markup, or the first that a place for dates or a line prints.

    htmldate's thorough search is left out: it makes days of "Copyright 2019" and of months.
    """
    from htmldate import find_date

    value = find_date(page, url=address or None, original_date=True, extensive_search=False)
    if value and not value.endswith("-01-01"):
        return Stated(value, "page")
    others: list[date] = []
    for element in page.iter(*SHORT):
        if len(element) > 6:
            continue
        text = words_of(element)
        day = printed_day(text) if 6 < len(text) <= _LINE and not _CHANGED.search(text) else None
        if day and _CLASSES.search(" ".join((element.get("class") or "", element.get("id") or ""))):
            return Stated(day.isoformat(), "page")
        others += [day] if day else []
    return Stated(others[0].isoformat(), "page") if others else None


def _real(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
