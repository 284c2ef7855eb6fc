"""PDF: the words of its pages, with lines joined and words put together that a line end parted."""

from __future__ import annotations

import io
import logging

from claims.capture.documents.texts import unwrapped
from claims.capture.documents.values import About, Document, Limits, Stated, Unreadable
from claims.patterns import pattern_of
from claims.vocabulary import Media

_HYPHEN = pattern_of(r"(?<=[a-zà-ÿ])[\u2010\u00ad-]\n(?=[a-zà-ÿ])")
_DATE = pattern_of(r"D:(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)")
_ENDED = pattern_of(r"[.!?:;”\"’)]\s*$")


def pdf_document(content: bytes, shown: str, limits: Limits) -> Document:
    """Return the document of a PDF; the text of a scan is empty, with a notice. Raises `Unreadable`."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns about every odd object
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(f"{shown} is a PDF with a password; save it without one")
        if len(reader.pages) > limits.pages:
            raise Unreadable(f"{shown} has more than {limits.pages:,} pages; save the article's pages alone")
        text = _text([page.extract_text() for page in reader.pages])
        about = _about(reader.metadata or {})
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"{shown} is a damaged PDF; print the article into a new one") from error
    notices = () if text else (f"{shown} is a scan without text; no claims are proposed",)
    return Document(media=Media.PDF, text=text, content=content, about=about, notices=notices)


def _text(pages: list[str]) -> str:
    lines = [line.strip() for page in pages for line in _HYPHEN.sub("", page).split("\n")]
    return unwrapped("\n".join(_parted(lines)))


def _parted(lines: list[str]) -> list[str]:
    """Return lines with a blank one after a line that ends a sentence well before the right margin."""
    margin = sorted(map(len, lines))[int(len(lines) * 0.8)] if lines else 0
    parted: list[str] = []
    for line in lines:
        parted.append(line)
        if line and len(line) < margin * 0.8 and (_ENDED.search(line) or len(line) < margin * 0.5):
            parted.append("")
    return parted


def _about(values: object) -> About:
    get = getattr(values, "get", lambda _: None)
    title, author = (" ".join(str(get(name) or "").split()) for name in ("/Title", "/Author"))
    match = _DATE.match(str(get("/CreationDate") or ""))
    return About(
        title=Stated(title, "PDF") if title else None,
        bylines=(Stated(author, "PDF"),) if author else (),
        published=Stated(f"{match['y']}-{match['m']}-{match['d']}", "PDF's day of creation") if match else None,
    )
