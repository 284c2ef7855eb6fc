"""The title of a page: the heading that readers see, where the markup bears it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import _Element as Element
from rapidfuzz import fuzz

from claims.capture.pages.places import is_within, site_names, words_of
from claims.capture.pages.stated import Stated
from claims.patterns import pattern_of

_PARTING = pattern_of(r"\s+[|–—·•│»«›‹:/\\-]+\s+|\s*[|│]\s*|\s+::+\s+|(?<=\S)(?:\s*[›»]|:)\s+")
_BETWEEN_NAMES = pattern_of(r"\s+[|–—·•│»«›‹\\-]+\s+|\s*[|│]\s*|\s+::+\s+|(?<=\S)\s*[›»]\s+|-(?=[^\s-]+$)")
"""The signs between a title and the name of its site; a colon belongs to the title."""
_META = "og:title twitter:title parsely-title sailthru.title dc.title dcterms.title headline title".split()
_MARKED = pattern_of(
    r"(?i)(^|[\s_-])(headline|entry-?title|post-?title|article-?title|article__?title|story-?title|content-?title"
    r"|news-?title|blog-?title-?post|page-?title|titel|article-?header__?title|content-?headline)([\s_-]|$)"
)
_NOT_MARKED = pattern_of(
    r"(?i)(^|[\s_-])(site|logo|brand|widget|sidebar|related|teaser|comments?|cookie|consent|modal|popup|newsletter"
    r"|navigation|menu|subtitle|sub-?headline|blog-?title|site-?name|sr-only-site)([\s_-]|$)"
)
_LABEL = pattern_of(
    r"(?i)kicker|eyebrow|over-?line|section|categor|label|top-?line|dachzeile|roof|prefix|badge|rubri|spitzmarke"
    r"|volanta|sub-?title|sub-?headline|(^|[\s_-])(tag|topic|type)([\s_-]|$)"
)
_SAME, _EXACT = 90, 97
"""How alike two spellings of a title are, of 100 (rapidfuzz's ratio)."""
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading, its readings without labels inside it, and how much it looks like the title, before comparing."""

    readings: tuple[str, ...]
    weight: int


def title_of(
    page: Element, articles: Sequence[dict[str, Any]], meta: dict[str, list[str]], address: str = ""
) -> Stated | None:
    """Return a page's title, or None.

    A heading that the markup repeats wins, as readers see it; then a heading that is marked as the title or stands
    alone; then JSON-LD's headline and OpenGraph's title, without the site's name.
    """
    sites = frozenset(name.casefold() for name in site_names(page, articles, meta, address))
    given = [each for each in _given(page, articles, meta) if each.value.casefold() not in sites]
    headings = list(_headings(page, sites))
    best: tuple[int, str] = (0, "")
    for heading in headings:
        weight, reading = _borne_out(heading, given)
        if weight + heading.weight > best[0] and weight:
            best = (weight + heading.weight, reading)
    if best[1]:
        return Stated(_without_site(best[1], sites, ()), "heading")
    first = [heading for heading in headings if heading.weight > 2]
    if first and (not given or (len(first) == 1)):
        return Stated(first[0].readings[0], "heading")
    if given:
        return Stated(_without_site(given[0].value, sites, given[1:]), given[0].where)
    return Stated(headings[0].readings[0], "heading") if headings else None


def _borne_out(heading: _Heading, given: Sequence[Stated]) -> tuple[int, str]:
    """Return how well given titles bear out a heading, and the reading of it that they repeat."""
    best = (0, "")
    for reading in heading.readings:
        weight = max((_likeness(reading, each.value) for each in given), default=0)
        if weight > best[0]:
            best = (weight, reading)
    return best


def _likeness(reading: str, given: str) -> int:
    left, right = reading.casefold(), given.casefold()
    ratio = fuzz.ratio(left, right)
    if ratio >= _EXACT:
        return 8
    if ratio >= _SAME:
        return 7
    if len(left) < 4:
        return 0
    parts = (*_PARTING.split(right), *_sides(right))
    closest = max((fuzz.ratio(left, part) for part in parts), default=0)
    return 6 if closest >= _EXACT else 5 if closest >= _SAME else 0


def _sides(title: str) -> Iterator[str]:
    """Give a title without its last parts, and without its first parts."""
    for match in _PARTING.finditer(title):
        yield title[: match.start()]
        yield title[match.end() :]


def _given(page: Element, articles: Sequence[dict[str, Any]], meta: dict[str, list[str]]) -> Iterator[Stated]:
    for article in articles:
        for name in ("headline", "name"):
            value = article.get(name)
            if isinstance(value, str) and value.strip():
                yield Stated(_plain(value), "JSON-LD")
                break
    for name in _META:
        for value in meta.get(name, ())[:1]:
            yield Stated(_plain(value), "OpenGraph" if name == "og:title" else f"meta {name}")
    for element in page.iter("title"):
        text = _plain(element.text_content())
        if text and element.getparent() is not None and element.getparent().tag in ("head", "html"):
            yield Stated(text, "title")
            break


# Headings


def _headings(page: Element, sites: frozenset[str]) -> Iterator[_Heading]:
    for element in page.iter("h1", "h2", "h3", "div", "p", "span"):
        marks = " ".join(element.get(name) or "" for name in ("class", "itemprop", "id"))
        marked = bool(_MARKED.search(marks)) and not _NOT_MARKED.search(marks)
        if element.tag != "h1" and not (marked or element.tag == "h2"):
            continue
        readings = tuple(_readings(element))
        if not readings or readings[0].casefold() in sites or _is_of_site(element):
            continue
        if element.tag in ("div", "p", "span") and element.find(".//h1") is not None:
            continue
        weight = 2 * (element.tag == "h1") + marked + is_within(element, ("article", "main"))
        weight -= 2 * is_within(element, ("nav", "footer", "aside"))
        if element.tag in ("div", "p", "span", "h2", "h3"):
            weight = min(weight, 2)
        yield _Heading(readings, weight)


def _is_of_site(element: Element) -> bool:
    """Return whether a heading is the site's name: a link to its first page, or marked so."""
    for link in (*element.iter("a"), *element.iterancestors("a")):
        parts = urlsplit((link.get("href") or "").strip())
        if link.get("href") and not parts.path.strip("/") and not parts.query and not parts.fragment:
            return True
    return bool(_NOT_MARKED.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _readings(element: Element) -> Iterator[str]:
    """Give a heading's words, then its words without a label before or after them."""
    whole = words_of(element)
    if not whole or len(whole) > _LONGEST:
        return
    for label in element.iter("span", "a", "small", "em", "strong", "div", "p"):
        if label is not element and _LABEL.search(label.get("class") or ""):
            bare = whole.replace(words_of(label), "", 1).strip("|:·•- ")
            if len(bare.split()) > 1:
                whole = bare
    yield whole
    pieces = [" ".join(piece.split()) for piece in element.itertext() if piece.strip()]
    for start in range(1, min(len(pieces), 4)):
        yield " ".join(pieces[start:]).strip("|:·- ")
    for end in range(1, min(len(pieces), 3)):
        yield " ".join(pieces[:-end]).strip("|:·- ")
    for match in _BETWEEN_NAMES.finditer(whole):
        yield whole[match.end() :]


def _plain(value: str) -> str:
    from html import unescape

    return " ".join(unescape(value).split())


# Sites


def _without_site(title: str, sites: frozenset[str], others: Sequence[Stated]) -> str:
    """Return a title without the names of its site at either end, or as another place of the markup shortens it."""
    shorter = {other.value.casefold() for other in others}
    while matches := list(_BETWEEN_NAMES.finditer(title)):
        head, tail = title[: matches[-1].start()], title[matches[-1].end() :]
        if head and (_names_site(tail, sites) or head.casefold() in shorter):
            title = head
            continue
        head, tail = title[: matches[0].start()], title[matches[0].end() :]
        if tail and (_names_site(head, sites) or tail.casefold() in shorter):
            title = tail
            continue
        break
    return title


def _names_site(part: str, sites: frozenset[str]) -> bool:
    name = part.casefold().strip(". ")
    bare = "".join(filter(str.isalnum, name))
    return name in sites or any(len(bare) > 3 and bare == "".join(filter(str.isalnum, site)) for site in sites)
