"""The paragraphs of a Markdown text, without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from claims.capture.documents.paragraphs import Paragraph
from claims.patterns import pattern_of

_FRONT = pattern_of(r"\A---[^\S\n]*\n.*?\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
_COMMENT = pattern_of(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = pattern_of(r"[^\S\n]{0,3}(```+|~~~+)")
_HEADING = pattern_of(r"#{1,6}(?=\s|$)")
_UNDERLINE = pattern_of(r"=+|-+")
_ITEM = pattern_of(r"\s*(?:[-*+•]|\d{1,9}[.)])\s+")
_QUOTE = pattern_of(r"\s{0,3}(?:>\s?)+")
_DEFINITION = pattern_of(r"\s{0,3}\[(?!\^)[^\]]+\]:\s*\S+.*")
_NOTE = pattern_of(r"\s{0,3}\[\^[^\]]+\]:\s*")
_IMAGE = pattern_of(r"!\[[^\]]*\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
_TARGET = r"\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+[\"'][^\"']*[\"'])?\)"
_LINK = pattern_of(rf"\[((?!\^)[^\[\]]+)\](?:{_TARGET}|\[[^\[\]]*\])")
_NOTED = pattern_of(r"\[\^[^\]]+\]")
_STRUCK = pattern_of(r"~~.+?~~")
_TAG = pattern_of(r"</?[A-Za-z][^<>]*>")
_AUTOLINK = pattern_of(r"<((?:https?://|mailto:)[^<>\s]+)>")
_MARKED = pattern_of(r"(?<![\w\\])(\*{1,3}|_{1,3}|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)|(\*{1,3})(?=\S)([^*]+?)(?<=\S)\3")
_ESCAPED = pattern_of(r"\\([!-/:-@\[-`{-~])")
_BEGINNING = 20_000
"""How many characters show whether a text is Markdown."""

_LONGEST = 4_000
"""The most characters of a paragraph; in a longer text, marks within lines stay."""

_SIGNS = pattern_of(r"^\s{0,3}#{1,6}\s+\S|\]\(\s*\S+\)|^\s*[-*+]\s+\S|\*\*\S[^*\n]*\*\*|\A---[^\S\n]*\n", re.MULTILINE)


def looks_like_markdown(text: str) -> bool:
    """Return whether a text has headings, links, lists or bold words as Markdown marks them."""
    return _SIGNS.search(text[:_BEGINNING]) is not None


def markdown_paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a Markdown text: without front matter, code and struck-out text."""
    held: list[str] = []
    for line in [*_without_code(_COMMENT.sub("", _FRONT.sub("", text))), ""]:
        quoted = _QUOTE.match(line)
        line = line[quoted.end() :] if quoted else line
        bare = line.strip()
        heading = _HEADING.match(bare)
        item = _NOTE.match(line) or _ITEM.match(line)
        if held and bare and _UNDERLINE.fullmatch(bare):
            yield Paragraph(_plain(" ".join(held)), heading=True)
            held = []
        elif heading or not bare or _is_rule(bare) or _DEFINITION.fullmatch(line):
            yield Paragraph(_plain(" ".join(held)))
            held = []
            if heading:
                yield Paragraph(_plain(bare[heading.end() :].strip().rstrip("#")), heading=True)
        elif item or bare.startswith("|"):
            yield Paragraph(_plain(" ".join(held)))
            held = [line[item.end() :]] if item else []
            yield from (Paragraph(_plain(cell)) for cell in ([] if item else bare.strip("|").split("|")))
        else:
            held.append(line)


def _without_code(text: str) -> Iterator[str]:
    """Yield the lines of a text outside fenced code."""
    fence = ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if fence:
            fence = "" if match and match[1].startswith(fence) else fence
        elif match:
            fence = match[1]
        else:
            yield line


def _is_rule(bare: str) -> bool:
    """Return whether a line only draws a rule, or parts the head of a table from its body."""
    signs = set(bare) - {" ", "\t"}
    return (len(signs) == 1 and signs <= set("*-_") and len(bare) > 2) or ("-" in signs and signs <= set("|:-"))


def _plain(text: str) -> str:
    """Return a text without the marks of emphasis, links, notes and tags."""
    if not text or len(text) > _LONGEST:
        return unescape(text)
    text = _NOTED.sub("", _STRUCK.sub("", _LINK.sub(r"\1", _IMAGE.sub("", text))))
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    for _ in range(3):  # bold within italics
        text = _MARKED.sub(lambda match: match[2] or match[4] or "", text)
    return unescape(_ESCAPED.sub(r"\1", text))
