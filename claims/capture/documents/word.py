"""The paragraphs of a Word document (DOCX, ISO/IEC 29500), as they read when all tracked changes are accepted.

Read from the XML itself: python-docx leaves out inserted words as well as deleted ones, and so gives a sentence that
nobody wrote.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from claims.capture.documents.paragraphs import Paragraph
from claims.errors import FileUnusable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_STYLES = "word/styles.xml"
_GONE = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sectPr", "tblPr"})
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "‑", "ptab": " "}


def word_paragraphs(content: bytes, most: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document's text, then of its notes; ``most`` is how many bytes are unpacked.

    Raises `FileUnusable` for an archive that is damaged, too large or no Word document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if _BODY not in archive.namelist():
                raise FileUnusable("it is an archive and not a Word document; save it as DOCX, or unpack it")
            left = most
            parts: dict[str, ElementTree.Element] = {}
            for name in (_STYLES, _BODY, *_NOTES):
                if name in archive.namelist():
                    with archive.open(name) as stream:
                        xml = stream.read(left + 1)
                    left -= len(xml)
                    if left < 0:
                        raise FileUnusable(f"it unpacks to more than {most >> 20} MB, which is no article")
                    parts[name] = _tree(xml)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise FileUnusable("it is a damaged Word document; save it again as DOCX") from error
    headings = _heading_styles(parts[_STYLES]) if _STYLES in parts else frozenset()
    for name in (_BODY, *_NOTES):
        if name in parts:
            yield from _paragraphs(parts[name], headings)


def _tree(xml: bytes) -> ElementTree.Element:
    """Return a part's XML; raises `FileUnusable` if it is damaged or defines entities, which Word never writes."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise FileUnusable("it defines entities, which no Word document does")
    try:
        return ElementTree.fromstring(xml.replace(_STRICT[1:-1].encode(), _W[1:-1].encode()))
    except ElementTree.ParseError as error:
        raise FileUnusable("it is a damaged Word document; save it again as DOCX") from error


def _heading_styles(styles: ElementTree.Element) -> frozenset[str]:
    """Return the styles of headings, by the names that Word keeps in English whatever its language."""
    headings = set()
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        called = (name.get(f"{_W}val") or "").casefold() if name is not None else ""
        if called == "title" or called.startswith("heading "):
            headings.add(style.get(f"{_W}styleId") or "")
    return frozenset(headings)


def _paragraphs(root: ElementTree.Element, headings: frozenset[str]) -> Iterator[Paragraph]:
    held = ""  # of paragraphs whose end was deleted
    for paragraph in _of_kind(root, "p"):
        held += "".join(_words(paragraph))
        if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        yield Paragraph(held, heading=style is not None and style.get(f"{_W}val") in headings)
        held = ""
    if held:
        yield Paragraph(held)


def _of_kind(root: ElementTree.Element, kind: str) -> Iterator[ElementTree.Element]:
    """Yield the elements of a kind in order, also within one another, without deleted and repeated ones."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}{kind}":
            yield element
        waiting.extend(below for below in reversed(element) if not _is_gone(below))


def _words(paragraph: ElementTree.Element) -> Iterator[str]:
    """Yield the pieces of a paragraph's text, without those of paragraphs inside it (in a text box)."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        name = element.tag.removeprefix(_W)
        if name == "t":
            yield element.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name != "p" and not _is_gone(element) and not _is_hidden(element):
            waiting.extend(reversed(element))


def _is_gone(element: ElementTree.Element) -> bool:
    """Return whether an element was deleted or moved away, is not text, or repeats another element."""
    deleted_row = element.tag == f"{_W}tr" and element.find(f"{_W}trPr/{_W}del") is not None
    return deleted_row or element.tag.removeprefix(_W) in _GONE or element.tag == f"{_COMPATIBLE}Fallback"


def _is_hidden(element: ElementTree.Element) -> bool:
    vanish = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false", "off")
