"""A report as PDF: the HTML page on paper.

WeasyPrint makes it from the HTML, tagged for screen readers (PDF/UA-1, ISO 14289-1), and fetches no files. Equal
reports give equal bytes if the fonts are the same.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
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
        page = weasyprint.HTML(string=_with_alternatives(html), url_fetcher=_nothing(weasyprint), media_type="print")
        name = hashlib.sha256(html.encode("utf-8", "replace")).hexdigest()[:32].encode()
        whole: bytes = page.write_pdf(pdf_variant=VARIANT, pdf_identifier=name)
    return whole


_DRAWING = pattern_of(r'(<title id="[^"]*">)([^<]*)</title><desc id="[^"]*">([^<]*)</desc>')


def _with_alternatives(html: str) -> str:
    """Return a page with each drawing's words in its title, because WeasyPrint ignores descriptions."""
    return _DRAWING.sub(r"\1\2. \3</title>", html)


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
    """Return a fetcher that refuses every address."""

    class Nothing(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # the library ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
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
