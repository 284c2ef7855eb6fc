"""Plain text and Markdown as documents."""

from __future__ import annotations

from collections.abc import Iterable

from claims.capture.documents.markdown import looks_like_markdown, markdown_paragraphs
from claims.capture.documents.paragraphs import Paragraph, tidied
from claims.capture.documents.text import decoded, text_paragraphs
from claims.capture.documents.values import About, Document, Stated
from claims.vocabulary import Media


def text_document(content: bytes) -> Document:
    """Return the document of a text; its headline is its title. Raises `claims.errors.FileUnusable` for no text."""
    text = decoded(content)
    read = markdown_paragraphs(text) if looks_like_markdown(text) else text_paragraphs(text)
    paragraphs = list(tidied(read))
    title = next((paragraph.text for paragraph in paragraphs if paragraph.heading), None)
    about = About(title=Stated(title, "headline")) if title else About()
    return Document(media=Media.TEXT, text=joined(paragraphs), content=content, about=about)


def unwrapped(text: str) -> str:
    """Return a plain text with a blank line between paragraphs, and lines broken to fit joined."""
    return joined(tidied(text_paragraphs(text)))


def joined(paragraphs: Iterable[Paragraph]) -> str:
    """Return paragraphs as one text, with a blank line between them."""
    return "\n\n".join(paragraph.text for paragraph in paragraphs)
