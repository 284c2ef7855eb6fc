"""Plain text: its characters and its paragraphs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from claims.capture.documents.paragraphs import Paragraph
from claims.errors import FileUnusable
from claims.patterns import pattern_of

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_EMPTY_LINES = pattern_of(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_ENDS = (".", "!", "?", "…", ":", '"', "”", "’", "»", "。", "！", "？", "」")

WRAPPED = 120
"""The longest line, in characters, of a text whose lines were broken to fit."""


def decoded(content: bytes, *, page: bool = False) -> str:
    """Return a file's text; a page may name its encoding.

    Without a mark or a name it is UTF-8, else Windows-1252. Raises `FileUnusable` for a file that is no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lines(content[len(mark) :].decode(encoding, "replace"))
    if b"\0" in content:
        raise FileUnusable("it is not a text; give an article as DOCX, HTML, Markdown or plain text")
    named = _CHARSET.search(content[:4096]) if page else None
    for encoding in (*([named[1].decode("ascii")] if named else []), "utf-8"):
        try:
            return _lines(content.decode(encoding))
        except (LookupError, ValueError):
            continue
    return _lines(content.decode("cp1252", "replace"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a plain text: between empty lines, or without any a line each if the lines are whole."""
    blocks = [[line for line in block.split("\n") if line.strip()] for block in _EMPTY_LINES.split(text.strip("\n"))]
    if len(blocks) == 1 and _are_paragraphs(blocks[0]):
        blocks = [[line] for line in blocks[0]]
    for number, lines in enumerate(blocks):
        paragraph = " ".join(lines)
        yield Paragraph(paragraph, heading=number == 0 and len(blocks) > 1 and _is_headline(paragraph))


def _are_paragraphs(lines: list[str]) -> bool:
    """Return whether each line is a paragraph: one is longer than a page is wide, or all end as sentences do."""
    long = any(len(line) > WRAPPED for line in lines)
    return long or all(line.rstrip().endswith(_ENDS) for line in lines[:-1])


def _is_headline(text: str) -> bool:
    return len(text) <= WRAPPED and not text.rstrip().endswith(_ENDS)
