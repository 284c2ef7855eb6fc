"""Reading a file of any known kind.

The kind is decided by the first bytes, not by the name: pages are saved as .txt, mails as .html.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from claims.capture.documents.values import LIMITS, Document, Limits, Origin, Stated, Unreadable
from claims.errors import FileUnusable

_MAIL = re.compile(rb"(?is)\A(?:[\w-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL_FIELDS = re.compile(rb"(?im)^(?:from|subject|received|mime-version|message-id|date):")
_PAGE = re.compile(rb"(?is)<(?:!doctype\s+html|html|head|body|article|meta|title|p|div)\b")


def documents_in(
    content: bytes, name: str = "", limits: Limits = LIMITS, origin: Origin | None = None
) -> list[Document]:
    """Return the documents in a file: one, or in a web archive one for each page.

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
    kind = _kind(content)
    if origin is None:
        return _READERS[kind](content, shown, limits)
    if kind == "page":
        from claims.capture.documents.captured_pages import page_document

        return [_fetched(page_document(content, shown, limits, address=origin.address, charset=origin.charset), origin)]
    return [_fetched(document, origin) for document in _READERS[kind](content, shown, limits)]


def _fetched(document: Document, origin: Origin) -> Document:
    """Return a document with where and when it was fetched; a page within it keeps the address that it names."""
    about = document.about
    if about.address is None or about.address.value == origin.address:
        about = replace(about, address=Stated(origin.address, "fetched"))
    asked = Stated(origin.asked, "redirected") if origin.asked != origin.address else None
    return replace(document, about=replace(about, asked=asked, fetched=Stated(origin.fetched, "fetched")))


def _kind(content: bytes) -> str:
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "zip"
    if content.startswith((b"WARC/", b"\x1f\x8b")):
        return "archive"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "old word"
    if _MAIL.match(head) and _MAIL_FIELDS.search(head):
        return "mail"
    if _PAGE.search(head):
        return "page"
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "unknown"
    return "text"


def _page(content: bytes, shown: str, limits: Limits) -> list[Document]:
    from claims.capture.documents.captured_pages import page_document

    return [page_document(content, shown, limits)]


def _mail(content: bytes, shown: str, limits: Limits) -> list[Document]:
    from claims.capture.documents.mails import mail_document

    return [mail_document(content, shown, limits)]


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

    return [_named(shown, lambda: text_document(content))]


def _named(shown: str, read: Callable[[], Document]) -> Document:
    """Return the document; a sentence about a file that cannot be read begins with its name."""
    try:
        return read()
    except FileUnusable as error:
        raise Unreadable(f"{shown}: {error}") from error


def _old_word(content: bytes, shown: str, limits: Limits) -> list[Document]:
    raise Unreadable(f"{shown} is a document of Word before 2007; save it as .docx")


def _unknown(content: bytes, shown: str, limits: Limits) -> list[Document]:
    raise Unreadable(f"{shown} is no page, mail, PDF, Word document or text; save the article as one of them")


_READERS: Mapping[str, Callable[[bytes, str, Limits], list[Document]]] = {
    "page": _page,
    "mail": _mail,
    "pdf": _pdf,
    "zip": _zip,
    "archive": _archive,
    "text": _text,
    "old word": _old_word,
    "unknown": _unknown,
}
