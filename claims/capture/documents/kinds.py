"""What a file is, by its first bytes: a page, a mail and so on, or something that holds no article.

The marks are those that `file` goes by (https://www.iana.org/assignments/media-types names each format's definition).
"""

from __future__ import annotations

import re

from claims.patterns import pattern_of

FEED = pattern_of(r"(?is)\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:rss|feed|rdf:RDF|urlset)\b")
"""How a feed or a list of addresses begins, which are no articles."""

_HEAD = 4096
"""How many bytes decide."""
_MAIL = re.compile(rb"(?is)\A(?:From [^\n]*\n)?(?:[\w-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL_FIELDS = re.compile(rb"(?im)^(?:from|subject|received|mime-version|message-id|date):")
_PAGE = re.compile(rb"(?is)<(?:!doctype\s+html|html|head|body|article|meta|title|p|div)\b")
_WIRE = pattern_of(
    r"(?s)(?:\s|<\?[^>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*+"
    r"<(?:[\w.-]+:)?(?:nitf|newsItem|newsMessage)[\s/>]"
)
"""How a news agency's file begins (NITF, NewsML-G2)."""
_DRAWING = re.compile(rb"(?is)\A(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->|<!doctype svg[^>]*>|\s)*<svg\b")
_PICTURES = re.compile(
    rb"(?s)\A(?:\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|BM....\0\0\0\0|II[*+]\0|MM\0[*+]|\0\0[\x01\x02]\0[^\0]"
    rb"|8BPS|....ftyp(?:hei[cfsx]|avif|mif1))"
)
_RECORDINGS = re.compile(
    rb"(?s)\A(?:ID3[\x02-\x04]|\xff[\xf2\xf3\xfa\xfb]|OggS[\0-\x08]|fLaC\0|RIFF....(?:WAVE|AVI )|FORM....AIF|#!AMR"
    rb"|....ftyp|\x1aE\xdf\xa3|\0\0\x01[\xb3\xba]|0&\xb2u\x8ef\xcf\x11|FLV\x01)"
)
_ARCHIVES = re.compile(rb"(?s)\A(?:7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|BZh[1-9]|\xfd7zXZ\0|\x28\xb5\x2f\xfd|.{257}ustar)")
_CONTROLS = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_OUTLOOK = "__substg1.0".encode("utf-16-le")
"""How the parts of a message are named in Outlook's format, which packs them as old Word documents are packed."""
_MOST_CONTROLS = 20
"""A text has at most one control character among so many; those of wires have a few around each item."""

NO_ARTICLES = {
    "picture": "is a picture, and capture reads no words in pictures; save the article as a page, or type its text",
    "recording": "is a recording; save its words as a text",
    "packed": "is an archive; unpack it, and capture the files in it",
    "rich text": "is a document in RTF; save it as .docx",
    "old word": "is a document of Word before 2007; save it as .docx",
    "outlook": "is a mail saved by Outlook; save it as .eml",
    "feed": "is a feed, not an article; save the page of each article",
    "unknown": "is no page, mail, PDF, Word document or text; save the article as one of them",
}
"""What to say of a file that holds no article, by its kind."""


def kind_of(content: bytes) -> str:
    """Return what a file is: `page`, `wire`, `mail`, `pdf`, `zip`, `archive`, `text`, or a kind in `NO_ARTICLES`."""
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    marked = _marked(content[:_HEAD])
    if marked == "old word" and _OUTLOOK in content:
        return "outlook"
    if marked is not None:
        return marked
    if _MAIL.match(head) and _MAIL_FIELDS.search(head):
        return "mail"
    if _DRAWING.match(head):
        return "picture"
    if FEED.match(head.decode("utf-8", "replace")):
        return "feed"
    if _WIRE.match(_beginning(content)):
        return "wire"
    if _PAGE.search(head):
        return "page"
    return "text" if _may_be_text(content[:_HEAD]) else "unknown"


def _beginning(content: bytes) -> str:
    """Return the first characters of a file in UTF-8, UTF-16 with a mark, or an encoding that begins as ASCII does."""
    head = content[:_HEAD]
    return head.decode("utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "replace")


def _marked(head: bytes) -> str | None:
    """Return the kind of a file that begins with a mark of its format."""
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    for pattern, kind in ((_PICTURES, "picture"), (_RECORDINGS, "recording"), (_ARCHIVES, "packed")):
        if pattern.match(head):
            return kind
    return None


_MARKS = (
    (b"PK\x03\x04", "zip"),
    (b"WARC/", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\xd0\xcf\x11\xe0", "old word"),
    (b"{\\rtf", "rich text"),
)


def _may_be_text(head: bytes) -> bool:
    """Return whether bytes can be a text: with a mark of UTF-16, or with few control characters and no NUL."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in head and len(_CONTROLS.findall(head)) * _MOST_CONTROLS <= len(head)
