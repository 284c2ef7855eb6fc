"""What a page says of itself: its linked-data scripts, microdata and RDFa, and its address.

Microdata is read as the HTML standard has it (itemscope, itemtype, itemprop, itemref, itemid), RDFa as RDFa Lite has it
(typeof, property, resource); both become objects like those of linked data in scripts. (extruct, the library for it, is
no longer kept.) Unclosed and misplaced tags are taken as browsers take them, as far as it matters here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

Json = dict[str, Any]

DEEPEST = 200
"""How deep elements may lie within one another; what lies deeper is not read."""

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CLOSED_BY_NEXT = frozenset("li p dt dd tr td th option".split())
_LINKS = {
    **dict.fromkeys(("a", "area", "link"), "href"),
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    "object": "data",
    "data": "value",
    "meter": "value",
}
_IN_ELEMENTS = re.compile(r"(?:itemtype|typeof)\s*=\s*[\"']?[^\"'>]*claimreview", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """An element of a page: its tag, its attributes, and what it holds in order."""

    tag: str
    given: dict[str, str]
    held: list[Element | str] = field(default_factory=list)

    def text(self) -> str:
        """Return all text in it, on one line."""
        words: list[str] = []
        ahead: list[Element | str] = [self]
        while ahead:
            here = ahead.pop()
            if isinstance(here, str):
                words.append(here)
            elif here.tag not in ("script", "style", "template"):
                ahead += reversed(here.held)
        return " ".join("".join(words).split())

    def elements(self) -> Iterator[Element]:
        """Yield the elements directly in it."""
        yield from (each for each in self.held if isinstance(each, Element))


class Page:
    """What a page says of itself."""

    def __init__(self, root: Element) -> None:
        """Take the root of the page's elements."""
        self._root = root
        self._by_id: dict[str, Element] = {}
        self.scripts: list[str] = []
        """The contents of its linked-data scripts."""
        self._said: dict[str, str] = {}
        for element in _all_in(root):
            self._note(element)

    @property
    def base(self) -> str | None:
        """The page's base, else its canonical address."""
        own = self._said.get("canonical") or self._said.get("og:url")
        base = self._said.get("base")
        return urljoin(own or "", base) if base else own

    @cached_property
    def microdata(self) -> list[Json]:
        """Its items in microdata that are not values of others."""
        return [
            self._item(element, 0)
            for element in _all_in(self._root)
            if "itemscope" in element.given and "itemprop" not in element.given
        ]

    @cached_property
    def rdfa(self) -> list[Json]:
        """Its objects in RDFa that are not values of others."""
        return [
            _typed(each, 0) for each in _all_in(self._root) if "typeof" in each.given and "property" not in each.given
        ]

    def _note(self, element: Element) -> None:
        given = element.given
        if given.get("id"):
            self._by_id.setdefault(given["id"], element)
        if element.tag == "script" and "ld+json" in given.get("type", "").casefold():
            self.scripts.append(_bare("".join(part for part in element.held if isinstance(part, str))))
        elif element.tag == "link" and "canonical" in given.get("rel", "").casefold().split():
            self._said.setdefault("canonical", given.get("href", ""))
        elif element.tag == "meta" and given.get("property") == "og:url":
            self._said.setdefault("og:url", given.get("content", ""))
        elif element.tag == "base" and given.get("href"):
            self._said.setdefault("base", given["href"])

    def _item(self, element: Element, depth: int) -> Json:
        """Return an item with its properties, those of the elements that it refers to included."""
        item: Json = {"@type": element.given.get("itemtype", "").split()}
        if element.given.get("itemid"):
            item["@id"] = element.given["itemid"]
        referred = [self._by_id[name] for name in element.given.get("itemref", "").split() if name in self._by_id]
        ahead = [*element.elements(), *(each for each in referred if each is not element)][::-1]
        seen: set[int] = set()
        while ahead and depth < DEEPEST:
            here = ahead.pop()
            if id(here) in seen:
                continue
            seen.add(id(here))
            scope = "itemscope" in here.given
            for name in here.given.get("itemprop", "").split():
                item.setdefault(name, []).append(self._item(here, depth + 1) if scope else _value(here))
            if not scope:
                ahead += reversed(list(here.elements()))
        return item


def _typed(element: Element, depth: int) -> Json:
    """Return an object of RDFa with its properties."""
    item: Json = {"@type": element.given["typeof"].split()}
    named = element.given.get("resource") or element.given.get("about")
    if named:
        item["@id"] = named
    ahead = list(element.elements())[::-1]
    while ahead and depth < DEEPEST:
        here = ahead.pop()
        typed = "typeof" in here.given
        for name in here.given.get("property", "").split():
            item.setdefault(name, []).append(_typed(here, depth + 1) if typed else _value(here))
        if not typed:
            ahead += reversed(list(here.elements()))
    return item


def _value(element: Element) -> str:
    """Return the value of a property: an attribute's, or all text in the element."""
    given, tag = element.given, element.tag
    if "content" in given:
        return given["content"]
    if tag == "time" and given.get("datetime"):
        return given["datetime"]
    attribute = _LINKS.get(tag)
    if attribute is not None and given.get(attribute):
        return given[attribute]
    return given.get("resource") or element.text()


def page_of_text(text: str) -> Page:
    """Return what a page says of itself; its elements are looked through only if a ClaimReview is in their marks."""
    reader = _Reader(whole=_IN_ELEMENTS.search(text) is not None)
    reader.feed(text)
    reader.close()
    return Page(reader.root)


def _all_in(root: Element) -> Iterator[Element]:
    """Yield an element and all in it, in the order of the page."""
    ahead = [root]
    while ahead:
        here = ahead.pop()
        yield here
        ahead += reversed(list(here.elements()))


def _bare(script: str) -> str:
    """Return a script without the comment signs and the semicolon that some pages put around it."""
    inner = re.sub(r"^\s*(?://\s*)?(<!--|<!\[CDATA\[)|(?://\s*)?(-->|\]\]>)\s*$", "", script.strip())
    return inner.strip().rstrip(";")


class _Reader(HTMLParser):
    """Gathers a page's elements: all of them, or only those of its head and scripts."""

    def __init__(self, *, whole: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open: list[Element] = [self.root]
        self._whole = whole

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if not (self._whole or tag in ("script", "link", "meta", "base")):
            return
        if tag in _CLOSED_BY_NEXT and self._open[-1].tag == tag:
            self._open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].held.append(element)
        if tag not in _VOID and len(self._open) <= DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Begin an element; in HTML a closing slash ends none but a void one."""
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        if self._whole or self._open[-1].tag == "script":
            self._open[-1].held.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End an element, and those in it that were left open."""
        at = next((at for at in range(len(self._open) - 1, 0, -1) if self._open[at].tag == tag), None)
        if at is not None:
            del self._open[at:]
