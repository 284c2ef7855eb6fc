"""A report as PDF: the HTML page on paper.

WeasyPrint makes it from the HTML, tagged for screen readers (PDF/UA-1, ISO 14289-1), and fetches no files. Every
picture has words of its own. What only decorates, and the line at the foot of each page, is marked as an artifact,
which screen readers skip. Equal reports give equal bytes if the fonts are the same.
"""

from __future__ import annotations

import hashlib
import logging
import re
from base64 import b64encode
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from claims.errors import FileUnusable
from claims.patterns import pattern_of

VARIANT = "pdf/ua-1"
"""The standard for accessible PDF that the file follows."""


def printed(html: str) -> bytes:
    """Return a page as PDF; its title and moment come from the page's head.

    Raises `FileUnusable` when WeasyPrint or Pango is not installed.
    """
    weasyprint = _weasyprint()
    with _quiet():
        readable = _with_decorations(_with_alternatives(html))
        page = weasyprint.HTML(string=readable, url_fetcher=_nothing(weasyprint), media_type="print")
        name = hashlib.sha256(html.encode("utf-8", "replace")).hexdigest()[:32].encode()
        whole: bytes = page.write_pdf(pdf_variant=VARIANT, pdf_identifier=name, finisher=_finished)
    return whole


_DRAWING = pattern_of(r'(<title id="[^"]*">)([^<]*)</title><desc id="[^"]*">([^<]*)</desc>')


def _with_alternatives(html: str) -> str:
    """Return a page with each drawing's words in its title, because WeasyPrint ignores descriptions."""
    return _DRAWING.sub(r"\1\2. \3</title>", html)


_DECORATION = pattern_of(
    r'<svg (?P<about>[^>]*aria-hidden="true"[^>]*)>(?:<title>[^<]*</title>)?(?P<shapes>.*?)</svg>', re.DOTALL
)
_SIZE = pattern_of(r' width="(\d+)" height="(\d+)"')
_EMBEDDED = "data:image/svg+xml;base64,"


def _with_decorations(html: str) -> str:
    """Return a page with hidden drawings as backgrounds: WeasyPrint makes artifacts of these, figures of drawings."""
    return _DECORATION.sub(_background, html)


def _background(drawing: re.Match[str]) -> str:
    size = _SIZE.search(drawing["about"])
    assert size is not None, drawing[0]
    packed = b64encode(f"<svg {drawing['about']}>{drawing['shapes']}</svg>".encode()).decode()
    look = f"display: inline-block; flex: none; width: {size[1]}px; height: {size[2]}px"
    return f'<span style="{look}; background: url({_EMBEDDED}{packed}) no-repeat"></span>'


def _finished(_document: Any, pdf: Any) -> None:
    """Mark the line at the foot of each page as an artifact (ISO 14289-1, 7.1).

    WeasyPrint marks it as content and then leaves it out of the structure, so that it is neither read nor skipped.
    """
    objects = {each.reference: each for each in pdf.objects if each.number}
    root = objects[pdf.catalog["StructTreeRoot"]]
    reached, waiting = set(), list(root["K"])
    while waiting:
        reference = waiting.pop()
        if reference not in reached:
            reached.add(reference)
            waiting += [below for below in objects[reference].get("K", ()) if isinstance(below, bytes)]
    # The tree's keys are the pages' numbers and then the links'; a page has an entry for each of its marks.
    tree = iter(objects[root["ParentTree"]]["Nums"])
    owners = {key: value for key, value in zip(tree, tree, strict=True) if isinstance(value, list)}
    for page in (each for each in objects.values() if isinstance(each, dict) and each.get("Type") == "/Page"):
        marks = owners[page["StructParents"]]
        skipped = {mark for mark, reference in enumerate(marks) if reference not in reached}
        for mark in skipped:
            marks[mark] = b"null"
        _skip(objects[page["Contents"]].stream, skipped)


def _skip(stream: list[Any], skipped: Collection[int]) -> None:
    """Mark these parts of a page's content as what repeats on each page."""
    for at, properties in enumerate(stream):
        if isinstance(properties, dict) and properties.get("MCID") in skipped:
            stream[at - 1] = "/Artifact"
            properties.clear()
            properties["Type"] = "/Pagination"


def _weasyprint() -> Any:
    """Return the library; it is heavy and needs a system library."""
    try:
        import weasyprint
    except ImportError as error:
        raise FileUnusable(
            'PDF is made with WeasyPrint, which is not installed: pip install "newsroom-claims[pdf]", or take the '
            "format html and print it",
            part="--format",
        ) from error
    except OSError as error:  # it is there, and Pango is not
        raise FileUnusable(
            "PDF is made with Pango, which this system does not have: install it (on Debian and Ubuntu: apt install "
            "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0), or take the format html and print it",
            part="--format",
        ) from error
    return weasyprint


def _nothing(weasyprint: Any) -> Any:
    """Return a fetcher that refuses every address; a drawing inside the page is not one."""

    class Nothing(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # the library ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(_EMBEDDED):
                return super().fetch(url, headers)
            raise ValueError(f"a report is self-contained and fetches nothing: {url}")

    return Nothing()


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the library's warnings about our own page."""
    logger = logging.getLogger("weasyprint")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
