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
_LABELS = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
}
"""Encodings that browsers read as a larger one (WHATWG Encoding)."""
_ENCODINGS = pattern_of(
    r"(?i)utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|latin-?1|iso-?8859-?\d{1,2}(?:-[ei])?|(?:windows|cp)-?(?:125\d|874|932|949)"
    r"|ibm866|cp866|koi8-?[rut]|mac(?:intosh|roman|cyrillic)|x-mac-cyrillic|gbk|gb2312|gb18030|hz-gb-2312|big5(?:-?hkscs)?"
    r"|euc-?(?:jp|kr)|iso-2022-jp|ks_c_5601-1987|shift[_-]?jis|sjis|tis-620"
)
"""Encodings of pages. Python knows more, but some of them never finish on a long text (Punycode)."""
_EMPTY_LINES = pattern_of(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_ENDS = (".", "!", "?", "…", ":", '"', "”", "’", "»", "。", "！", "？", "」")

WRAPPED = 120
"""The longest line, in characters, of a text whose lines were broken to fit."""


def decoded(content: bytes, *, page: bool = False, charset: str | None = None) -> str:
    """Return a file's text; a page may name its encoding, and ``charset`` is a name that came with the file.

    Without a mark or a name it is UTF-8, else Windows-1252. Raises `FileUnusable` for a file that is no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lines(content[len(mark) :].decode(encoding, "replace"))
    if b"\0" in content:
        raise FileUnusable("it is not a text; give an article as DOCX, HTML, Markdown or plain text")
    named = _CHARSET.search(content[:4096]) if page else None
    names = [charset or "", named[1].decode("ascii") if named else ""]
    for encoding in (*(_LABELS.get(name.lower(), name) for name in names if _ENCODINGS.fullmatch(name)), "utf-8"):
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
