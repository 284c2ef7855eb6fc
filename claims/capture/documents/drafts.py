"""A document's form, told from its contents and then from its name, and its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from claims.capture.documents.markdown import looks_like_markdown, markdown_paragraphs
from claims.capture.documents.page import page_paragraphs
from claims.capture.documents.paragraphs import Paragraph, tidied
from claims.capture.documents.text import decoded, text_paragraphs
from claims.capture.documents.word import word_paragraphs
from claims.errors import BadValue, FileUnusable, Refused
from claims.patterns import pattern_of

MOST = 1 << 22
"""How many bytes are read at most, of a file and of its unpacked contents."""

_PAGE = pattern_of(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|article|main|section|header|div|p|h[1-6]|ul|table|span|"
    r"script|style|blockquote|figure)\b",
    re.IGNORECASE,
)
_COMMENT = pattern_of(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BEGINNING = 20_000
"""How many characters show whether a text is a page."""

_PAGES = frozenset({".html", ".htm", ".xhtml"})
_MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
_OTHERS = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "a document of an older Word",
    b"{\\rtf": "an RTF document",
}
_SAVE_AS = "save it as DOCX, HTML, Markdown or plain text"


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says: its paragraphs, in order."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def title(self) -> str | None:
        """The headline: its first heading."""
        return next((paragraph.text for paragraph in self.paragraphs if paragraph.heading), None)


def draft_of(content: bytes, shown: str, name: str | None = None) -> Document:
    """Return the draft in a file, which errors call ``shown``; raises `FileUnusable`, and `BadValue` without text."""
    try:
        draft = document(content, name)
    except FileUnusable as problem:
        raise FileUnusable(f"{shown} cannot be checked: {problem}", part="FILE") from problem
    if not draft.paragraphs:
        raise BadValue(f"{shown} has no text; give the draft of an article", part="FILE")
    return draft


def headline_of(draft: Document, file: str | None) -> str:
    """Return the headline that a draft is logged by, else the name of its file; raises `Refused` without either."""
    headline = draft.title or (PurePath(file).stem if file else None)
    if headline is None:
        raise Refused("the draft has no headline to log it by; give it one", part="--log")
    return headline


def document(content: bytes, name: str | None = None) -> Document:
    """Return what a file says; ``name`` is the file's name, for forms that its contents do not tell apart.

    Tracked changes of a Word document count as accepted. Raises `FileUnusable` for a form that is not read, a damaged
    file, and a file of more than `MOST` bytes.
    """
    if len(content) > MOST:
        raise FileUnusable(f"it has more than {MOST >> 20} MB, which is no article")
    for beginning, what in _OTHERS.items():
        if content.lstrip().startswith(beginning):
            raise FileUnusable(f"it is {what}, which is not read; {_SAVE_AS}")
    if content.startswith(b"PK\x03\x04"):
        return Document(tuple(tidied(word_paragraphs(content, MOST))))
    suffix = PurePath(name or "").suffix.casefold()
    text = decoded(content, page=suffix in _PAGES or content.lstrip()[:1] == b"<")
    if suffix in _PAGES or (suffix not in _MARKDOWN and _PAGE.match(_COMMENT.sub("", text[:_BEGINNING]))):
        return Document(tuple(tidied(page_paragraphs(text))))
    if suffix in _MARKDOWN or (suffix != ".txt" and looks_like_markdown(text)):
        return Document(tuple(tidied(markdown_paragraphs(text))))
    return Document(tuple(tidied(text_paragraphs(text))))
