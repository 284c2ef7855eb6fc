"""Word documents, and what their properties state about them."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from claims.capture.documents.paragraphs import tidied
from claims.capture.documents.texts import joined
from claims.capture.documents.values import About, Document, Limits, Stated
from claims.capture.documents.word import word_paragraphs
from claims.vocabulary import Media

_DC = "{http://purl.org/dc/elements/1.1/}"
_PROPERTIES = "docProps/core.xml"


def word_document(content: bytes, limits: Limits) -> Document:
    """Return the document of a .docx file; raises `claims.errors.FileUnusable` for another or a damaged archive."""
    paragraphs = list(tidied(word_paragraphs(content, limits.size)))
    return Document(media=Media.WORD, text=joined(paragraphs), content=content, about=_about(content, limits))


def _about(content: bytes, limits: Limits) -> About:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _PROPERTIES not in archive.namelist():
            return About()
        with archive.open(_PROPERTIES) as stream:
            xml = stream.read(limits.size)
    if b"<!DOCTYPE" in xml:
        return About()
    try:
        properties = ElementTree.fromstring(xml)
    except ElementTree.ParseError:
        return About()
    title, author = (" ".join((properties.findtext(f"{_DC}{name}") or "").split()) for name in ("title", "creator"))
    return About(
        title=Stated(title, "document") if title else None, bylines=(Stated(author, "document"),) if author else ()
    )
