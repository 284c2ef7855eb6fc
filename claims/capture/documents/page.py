"""The paragraphs of a web page: its article, without menus, scripts and struck-out text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from claims.capture.documents.paragraphs import Paragraph
from claims.patterns import pattern_of

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form header "
    "hr html li main nav ol p pre section summary details table tbody td tfoot th thead title tr ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SKIPPED = frozenset(
    "aside button canvas datalist del footer form head iframe math nav noscript object s script select strike style "
    "svg template textarea video audio".split()
)
_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_ARTICLES = ("article", "main")


_NO_TEXT = pattern_of(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?[^>]*(?:>|\Z)|<![^>]*(?:>|\Z)", re.DOTALL)
_NO_TAG = pattern_of(r"<(?!/?[A-Za-z][^<>]*>)")


def page_paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a page; where it marks its article, or its main part, only of that."""
    reader = _Reader()
    # The parser takes a long time over what is begun and never ended.
    reader.feed(_NO_TAG.sub("&lt;", _NO_TEXT.sub("", text)))
    reader.close()
    reader.end_paragraph()
    for part in _ARTICLES:
        inside = [paragraph for paragraph, within in reader.paragraphs if part in within]
        if inside:
            yield from inside
            return
    yield from (paragraph for paragraph, _ in reader.paragraphs)


class _Reader(HTMLParser):
    """Collects the paragraphs of a page, and the parts that each is within."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[tuple[Paragraph, frozenset[str]]] = []
        self._text: list[str] = []
        self._heading = False
        self._within: list[str] = []
        self._skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            if tag == self._skipping[-1] and tag not in _EMPTY:
                self._skipping.append(tag)
            return
        hidden = any(name == "hidden" or (name == "aria-hidden" and value == "true") for name, value in attrs)
        if (tag in _SKIPPED or hidden) and tag not in _EMPTY:
            if tag in _BLOCKS:
                self.end_paragraph()
            self._skipping.append(tag)
        elif tag in _HEADINGS or tag in _BLOCKS:
            self.end_paragraph()
            self._heading = tag in _HEADINGS
            if tag in _ARTICLES:
                self._within.append(tag)
        elif tag == "br":
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.pop()
            return
        if tag in _HEADINGS or tag in _BLOCKS:
            self.end_paragraph()
        if tag in _ARTICLES and tag in self._within:
            self._within.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._text.append(data)

    def end_paragraph(self) -> None:
        """Keep the text so far as a paragraph."""
        self.paragraphs.append((Paragraph("".join(self._text), self._heading), frozenset(self._within)))
        self._text, self._heading = [], False
