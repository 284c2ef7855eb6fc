"""Plain text and Markdown as documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from claims.capture.documents.headers import header_of
from claims.capture.documents.markdown import looks_like_markdown, markdown_paragraphs
from claims.capture.documents.paragraphs import Paragraph, tidied
from claims.capture.documents.text import decoded, text_paragraphs
from claims.capture.documents.values import About, Document, Stated
from claims.vocabulary import Media


def text_document(content: bytes) -> Document:
    """Return the document of a text; its headline is its title. Raises `claims.errors.FileUnusable` for no text."""
    about, paragraphs = _with_header(decoded(content))
    title = next((paragraph.text for paragraph in paragraphs if paragraph.heading), None)
    if title and about.title is None:
        about = replace(about, title=Stated(title, "headline"))
    return Document(media=Media.TEXT, text=joined(paragraphs), content=content, about=about)


def _with_header(text: str) -> tuple[About, list[Paragraph]]:
    """Return what the lines above a text state, and its paragraphs, each of those lines as one of its own."""
    about, taken = header_of(text)
    lines = [line for line in text.split("\n") if line.strip()][:taken]
    rest = text
    for line in lines:
        rest = rest.partition(line)[2]
    head = [Paragraph(line, heading=number == 0) for number, line in enumerate(lines)]
    read = markdown_paragraphs(rest) if looks_like_markdown(rest) else text_paragraphs(rest)
    return about, list(tidied([*head, *read]))


def unwrapped(text: str) -> str:
    """Return a plain text with a blank line between paragraphs, and lines broken to fit joined."""
    return joined(tidied(text_paragraphs(text)))


def joined(paragraphs: Iterable[Paragraph]) -> str:
    """Return paragraphs as one text, with a blank line between them."""
    return "\n\n".join(paragraph.text for paragraph in paragraphs)
