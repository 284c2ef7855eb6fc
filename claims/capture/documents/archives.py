"""Web archives (WARC, ISO 28500): each page that they hold."""

from __future__ import annotations

import io

from claims.capture.documents.captured_pages import page_document
from claims.capture.documents.values import Document, Limits, Unreadable

_PAGES = ("text/html", "application/xhtml+xml")


def archived_documents(content: bytes, shown: str, limits: Limits) -> list[Document]:
    """Return the pages of a web archive in its order; raises `Unreadable`."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ModuleNotFoundError:
        raise Unreadable(
            f"{shown} is a web archive; reading those needs warcio: pip install 'newsroom-claims[archives]'"
        ) from None
    documents: list[Document] = []
    unpacked = 0
    try:
        for record in ArchiveIterator(io.BytesIO(content)):
            headers = record.http_headers
            kind = (headers.get_header("Content-Type") or "" if headers else "").partition(";")[0].strip().lower()
            if record.rec_type not in ("response", "resource") or kind not in _PAGES:
                continue
            page = record.content_stream().read(limits.size + 1)
            unpacked += len(page)
            if len(page) > limits.size or unpacked > limits.unpacked or len(documents) >= limits.pages:
                raise Unreadable(f"{shown} unpacks to more than a capture takes; take the article's page out of it")
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            documents.append(page_document(page, shown, limits, address=address))
    except (ArchiveLoadFailed, OSError, EOFError) as error:
        raise Unreadable(
            f"{shown} is a damaged archive, or none of the web (WARC); unpack it, or save the page again"
        ) from error
    if not documents:
        raise Unreadable(f"{shown} is packed and holds no page; unpack it, and capture the file in it")
    return documents
