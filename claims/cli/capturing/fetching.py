"""Documents from addresses, fetched only with `--fetch`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from claims.cli.terminal.render import warn
from claims.errors import BadUsage, ClaimsError

if TYPE_CHECKING:
    from claims.capture.documents.values import Document


def is_address(typed: str, *, fetch: bool) -> bool:
    """Return whether somebody typed an address of the web instead of a file.

    Without a scheme and ``www.`` it counts only with ``fetch``, and if there is no such file.
    """
    from claims.text.matching import is_web_address

    if "://" in typed:
        return True
    if not (typed.lower().startswith("www.") or (fetch and "/" in typed)):
        return False
    with suppress(OSError, ValueError):
        if Path(typed).exists():
            return False
    return is_web_address(typed)


def fetched_documents(typed: str, *, fetch: bool) -> list[tuple[str, Document]]:
    """Return the document at an address, with the address as its name; redirects are shown.

    Raises `BadUsage` without ``fetch``, and as `claims.capture.fetching.visiting.fetched` and
    `claims.capture.documents.reading.documents_in`; `claims.capture.fetching.connecting.Unfetched` for a page without
    an article.
    """
    if not fetch:
        raise BadUsage(
            f"addresses are not fetched without --fetch; or save the page in the browser and capture the file: {typed}",
            part="WHAT",
        )
    from claims.capture.documents.reading import documents_in
    from claims.capture.fetching import visiting
    from claims.capture.fetching.connecting import Unfetched
    from claims.vocabulary import Media

    try:
        page = visiting.fetched(typed if "://" in typed else f"https://{typed}")
    except ClaimsError as error:
        error.part = "WHAT"
        raise
    for address in page.redirects:
        warn(f"redirected to {address}")
    name = page.origin.address
    documents = documents_in(page.content, name, origin=page.origin)
    for document in documents:
        if document.media is Media.PAGE and not document.text and document.notices:
            raise Unfetched(document.notices[0], part="WHAT")
    return [(name, document) for document in documents]
