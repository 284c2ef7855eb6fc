"""The paragraphs of a Markdown text, without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from claims.capture.documents.paragraphs import Paragraph
from claims.patterns import pattern_of

_FRONT = pattern_of(r"\A---[^\S\n]*\n.*?\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
_COMMENT = pattern_of(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = pattern_of(r"^[^\S\n]{0,3}(```+|~~~+).*?(?:^[^\S\n]{0,3}\1[^\n]*$|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = pattern_of(r"\s{0,3}#{1,6}(?:\s+(.*?))?(?:\s+#+)?\s*")
_UNDERLINE = pattern_of(r"\s{0,3}(?:=+|-+)\s*")
_ITEM = pattern_of(r"\s*(?:[-*+•]|\d{1,9}[.)])\s+")
_QUOTE = pattern_of(r"\s{0,3}(?:>\s?)+")
_RULE = pattern_of(r"\s*(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|\|?(?:\s*:?-{2,}:?\s*\|?)+)\s*")
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
_SIGNS = pattern_of(r"^\s{0,3}#{1,6}\s+\S|\]\(\s*\S+\)|^\s*[-*+]\s+\S|\*\*\S[^*\n]*\*\*|\A---[^\S\n]*\n", re.MULTILINE)


def looks_like_markdown(text: str) -> bool:
    """Return whether a text has headings, links, lists or bold words as Markdown marks them."""
    return _SIGNS.search(text) is not None


def markdown_paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a Markdown text: without front matter, code and struck-out text."""
    text = _FENCE.sub("", _COMMENT.sub("", _FRONT.sub("", text)))
    held: list[str] = []
    for line in [*text.split("\n"), ""]:
        quoted = _QUOTE.match(line)
        line = line[quoted.end() :] if quoted else line
        heading = _HEADING.fullmatch(line)
        item = _NOTE.match(line) or _ITEM.match(line)
        if held and _UNDERLINE.fullmatch(line):
            yield Paragraph(_plain(" ".join(held)), heading=True)
            held = []
        elif heading or not line.strip() or _RULE.fullmatch(line) or _DEFINITION.fullmatch(line):
            yield Paragraph(_plain(" ".join(held)))
            held = []
            if heading:
                yield Paragraph(_plain(heading[1] or ""), heading=True)
        elif item or line.lstrip().startswith("|"):
            yield Paragraph(_plain(" ".join(held)))
            held = [line[item.end() :]] if item else []
            yield from (Paragraph(_plain(cell)) for cell in ([] if item else line.strip().strip("|").split("|")))
        else:
            held.append(line)


def _plain(text: str) -> str:
    """Return a text without the marks of emphasis, links, notes and tags."""
    text = _NOTED.sub("", _STRUCK.sub("", _LINK.sub(r"\1", _IMAGE.sub("", text))))
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    for _ in range(3):  # bold within italics
        text = _MARKED.sub(lambda match: match[2] or match[4] or "", text)
    return unescape(_ESCAPED.sub(r"\1", text))
