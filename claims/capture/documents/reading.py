"""Reading a file of any known kind.

The kind is decided by the first bytes, not by the name: pages are saved as .txt, mails as .html.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from claims.capture.documents.kinds import NO_ARTICLES, kind_of
from claims.capture.documents.values import LIMITS, Document, Limits, Origin, Stated, Unreadable
from claims.errors import FileUnusable


def documents_in(
    content: bytes, name: str = "", limits: Limits = LIMITS, origin: Origin | None = None
) -> list[Document]:
    """Return the documents in a file: one, or one for each page of a web archive, mail of a mailbox, article of a wire.

    ``name`` is the file's name, used in sentences and for texts in Markdown; ``origin`` says where it was fetched.
    Raises `Unreadable`.
    """
    shown = name or "the document"
    if len(content) > limits.size:
        raise Unreadable(
            f"{shown} has {len(content) / (1 << 20):,.0f} MB, more than the {limits.size >> 20} MB of a document; "
            "save the article alone"
        )
    if not content.strip():
        raise Unreadable(f"{shown} is empty")
    kind = kind_of(content)
    if kind in NO_ARTICLES:
        raise Unreadable(f"{shown} {NO_ARTICLES[kind]}")
    if origin is None:
        return _READERS[kind](content, shown, limits)
    if kind == "page":
        from claims.capture.documents.captured_pages import page_document

        return [_fetched(page_document(content, shown, limits, origin=origin), origin)]
    return [_fetched(document, origin) for document in _READERS[kind](content, shown, limits)]


def _fetched(document: Document, origin: Origin) -> Document:
    """Return a document with where and when it was fetched; a page within it keeps the address that it names."""
    about = document.about
    if about.address is None or about.address.value == origin.address:
        about = replace(about, address=Stated(origin.address, "fetched"))
    asked = Stated(origin.asked, "redirected") if origin.asked != origin.address else None
    return replace(document, about=replace(about, asked=asked, fetched=Stated(origin.fetched, "fetched")))


def _page(content: bytes, shown: str, limits: Limits) -> list[Document]:
    from claims.capture.documents.captured_pages import page_document

    return [page_document(content, shown, limits)]


def _wire(content: bytes, shown: str, limits: Limits) -> list[Document]:
    from claims.capture.documents.wires import wire_documents

    return wire_documents(content, shown, limits)


def _mail(content: bytes, shown: str, limits: Limits) -> list[Document]:
    from claims.capture.documents.mails import mail_documents

    return mail_documents(content, shown, limits)


def _pdf(content: bytes, shown: str, limits: Limits) -> list[Document]:
    from claims.capture.documents.pdfs import pdf_document

    return [pdf_document(content, shown, limits)]


def _zip(content: bytes, shown: str, limits: Limits) -> list[Document]:
    from claims.capture.documents.words import word_document

    return [_named(shown, lambda: word_document(content, limits))]


def _archive(content: bytes, shown: str, limits: Limits) -> list[Document]:
    from claims.capture.documents.archives import archived_documents

    return archived_documents(content, shown, limits)


def _text(content: bytes, shown: str, limits: Limits) -> list[Document]:
    from claims.capture.documents.texts import text_document

    document = _named(shown, lambda: text_document(content))
    if not document.text:
        raise Unreadable(f"{shown} has no words; give the article's text")
    return [document]


def _named(shown: str, read: Callable[[], Document]) -> Document:
    """Return the document; a sentence about a file that cannot be read begins with its name."""
    try:
        return read()
    except FileUnusable as error:
        raise Unreadable(f"{shown}: {error}") from error


_READERS: Mapping[str, Callable[[bytes, str, Limits], list[Document]]] = {
    "page": _page,
    "wire": _wire,
    "mail": _mail,
    "pdf": _pdf,
    "zip": _zip,
    "archive": _archive,
    "text": _text,
}
