"""A report as PDF: the HTML page on paper.

Made from the HTML by WeasyPrint, tagged for screen readers (PDF/UA-1, ISO 14289-1). WeasyPrint fetches no files. Equal
reports give equal bytes where the fonts are the same.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from claims.errors import FileUnusable

VARIANT = "pdf/ua-1"
"""The standard that the file keeps: a PDF for everybody."""


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


_DRAWING = re.compile(r'(<title id="[^"]*">)([^<]*)</title><desc id="[^"]*">([^<]*)</desc>')


def _with_alternatives(html: str) -> str:
    """Return a page whose drawings have all their words in the title: WeasyPrint takes a description for none."""
    return _DRAWING.sub(r"\1\2. \3</title>", html)


def _weasyprint() -> Any:
    """Return the library; it is heavy, and needs one of the system's."""
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
    """Return what fetches nothing, from nowhere."""

    class Nothing(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # the library ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError(f"a report is whole in itself, and nothing is fetched: {url}")

    return Nothing()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep to itself what the library says of a page that is ours."""
    logger = logging.getLogger("weasyprint")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
