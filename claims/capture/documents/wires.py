"""News agencies' files: NITF 3 (https://www.iptc.org/std/NITF) and NewsML-G2 (https://iptc.org/std/nar).

A file is an article (`<nitf>`, `<newsItem>`) or a message with several (`<newsMessage>`).  A newsItem holds its text as
NITF, XHTML or plain text; pictures, films and packages have no text.  Elements are matched by their local names,
because agencies write both formats with and without namespaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from html.entities import name2codepoint

from lxml import etree
from lxml.etree import _Element as Element

from claims.capture.documents.captured_pages import page_document, refuse_deep
from claims.capture.documents.page import page_paragraphs
from claims.capture.documents.paragraphs import Paragraph, tidied
from claims.capture.documents.text import decoded
from claims.capture.documents.texts import joined, unwrapped
from claims.capture.documents.values import About, Document, Limits, Stated, Unreadable
from claims.patterns import pattern_of
from claims.text.names.bylines import byline_of
from claims.vocabulary import Media

_Path = tuple[str, str, str]
"""Where a value stands: an element, its attribute (or none, for its text), and how the place is shown to a person."""

_TITLES: tuple[_Path, ...] = (
    ("./{*}contentMeta/{*}headline", "", "NewsML-G2 headline"),
    (".//{*}hedline/{*}hl1", "", "NITF hl1"),
    ("./{*}head/{*}title", "", "NITF title"),
    (".//{*}nitf/{*}head/{*}title", "", "NITF title"),
    ("./{*}itemMeta/{*}title", "", "NewsML-G2 title"),
)
_BYLINES: tuple[_Path, ...] = (
    ("./{*}contentMeta/{*}by", "", "NewsML-G2 by"),
    (".//{*}body.head/{*}byline", "", "NITF byline"),
)
_CREATORS: tuple[_Path, ...] = (("./{*}contentMeta/{*}creator", "", "NewsML-G2 creator"),)
"""Often the account of an editor, so that only the names of people count."""
_DAYS: tuple[_Path, ...] = (
    ("./{*}contentMeta/{*}contentCreated", "", "NewsML-G2 contentCreated"),
    ("./{*}itemMeta/{*}firstCreated", "", "NewsML-G2 firstCreated"),
    ("./{*}itemMeta/{*}versionCreated", "", "NewsML-G2 versionCreated"),
    (".//{*}docdata/{*}date.issue", "norm", "NITF date.issue"),
    (".//{*}dateline/{*}story.date", "norm", "NITF story.date"),
    (".//{*}pubdata", "date.publication", "NITF pubdata"),
    (".//{*}docdata/{*}date.release", "norm", "NITF date.release"),
)
_OUTLETS: tuple[_Path, ...] = (
    ("./{*}itemMeta/{*}provider", "", "NewsML-G2 provider"),
    ("./{*}rightsInfo/{*}copyrightHolder", "", "NewsML-G2 copyrightHolder"),
    ("./{*}contentMeta/{*}infoSource", "", "NewsML-G2 infoSource"),
    (".//{*}pubdata", "name", "NITF pubdata"),
    (".//{*}rights/{*}rights.owner", "", "NITF rights.owner"),
    (".//{*}body.head/{*}distributor", "", "NITF distributor"),
    (".//{*}docdata/{*}doc.copyright", "holder", "NITF doc.copyright"),
    (".//{*}docdata/{*}doc-id", "regsrc", "NITF doc-id"),
)
_LANGUAGES: tuple[_Path, ...] = (
    ("./{*}contentMeta/{*}language", "tag", "NewsML-G2 language"),
    (".", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"),
    (".", "baselang", "NITF baselang"),
)
_STATUSES: tuple[_Path, ...] = (
    ("./{*}itemMeta/{*}pubStatus", "qcode", ""),
    (".//{*}docdata", "management-status", ""),
)

_BLOCKS = frozenset(
    "article block blockquote body body.content bq dd div dl dt h1 h2 h3 h4 h5 h6 hedline hl1 hl2 html li main ol p "
    "pre section ul".split()
)
_SKIPPED = frozenset(
    "aside body.end body.head fn footer head header iframe media nav nitf-table note figure object script style svg "
    "table video audio".split()
)
_DECLARATION = pattern_of(r"\s*<\?xml\b[^>]*>")
_DOCTYPE = pattern_of(r"<!DOCTYPE[^\[>]*(?:>|(?P<own>\[))")
_UNSEEN = pattern_of("[\0-\x08\x0b\x0c\x0e-\x1f]")
_AMPERSAND = re.compile(r"(?s)<!\[CDATA\[.*?\]\]>|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)(?:(\w{2,8});)?")
_MARKUP = pattern_of(r"(?i)<(?:p|div|br|html|body|h\d)\b[^<>]*>")
_BY = pattern_of(r"(?i)^by\s*:?\s+")
_HOST = pattern_of(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+/?\S*")


def wire_documents(content: bytes, shown: str, limits: Limits) -> list[Document]:
    """Return the article of an agency's file, or the articles of its message that have text; raises `Unreadable`.

    An article of a message is kept as an XML document of its own. A file that is not well-formed is read as a page.
    """
    root = _root(decoded(content, page=True, charset=_encoding(content)), shown)
    if root is None:
        return [_damaged(content, shown, limits)]
    refuse_deep(root, shown, limits)
    items = list(_items(root))
    if len(items) > limits.pages:
        raise Unreadable(f"{shown} has more than {limits.pages:,} articles; save those of the story alone")
    texts = [(item, text) for item in items if (text := _text(item))]
    if not texts:
        raise Unreadable(f"{shown} is an agency's file without a text; save the article's text")
    documents = [_document(item, text, content if len(texts) == 1 else _alone(item), shown) for item, text in texts]
    without = len(items) - len(texts)
    left_out = (f"{without} of the {len(items)} items of {shown} have no text and are left out",) if without else ()
    return [replace(documents[0], notices=(*documents[0].notices, *left_out)), *documents[1:]]


def _document(item: Element, text: str, content: bytes, shown: str) -> Document:
    status = next((stated.value.rpartition(":")[2] for stated in _stated(item, _STATUSES)), "usable")
    notices = () if status == "usable" else (f"{shown}: the agency marks it as {status}; ask before you use it",)
    return Document(media=Media.TEXT, text=text, content=content, about=_about(item), notices=notices)


def _encoding(content: bytes) -> str | None:
    named = re.match(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]{1,40})[\"']", content[:200].lstrip(b"\xef\xbb\xbf"))
    return named[1].decode("ascii", "replace") if named else None


def _root(text: str, shown: str) -> Element | None:
    """Return the root element, None if the file is not well-formed; names of letters (&eacute;) are read as in pages.

    No definition of a format is loaded. Raises `Unreadable` for a file that declares entities of its own.
    """
    if any(doctype["own"] for doctype in _DOCTYPE.finditer(text)):
        raise Unreadable(f"{shown} declares entities of its own, as no agency does; save the article's text")
    bare = _DOCTYPE.sub("", _DECLARATION.sub("", _UNSEEN.sub("", text), count=1))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(_AMPERSAND.sub(_character, bare).strip().encode(), parser)
    except etree.XMLSyntaxError:
        return None


def _character(ampersand: re.Match[str]) -> str:
    if not ampersand[0].startswith("&"):
        return ampersand[0]
    code = name2codepoint.get(ampersand[1] or "")
    return chr(code) if code else f"&amp;{ampersand[0][1:]}"


def _damaged(content: bytes, shown: str, limits: Limits) -> Document:
    document = page_document(content, shown, limits)
    if not document.text:
        raise Unreadable(f"{shown} is a damaged agency's file (XML); save it again")
    return replace(document, notices=(*document.notices, f"{shown} is damaged (XML), so its text may be incomplete"))


def _items(root: Element) -> Iterator[Element]:
    """Yield the articles of a file in its order: those that NewsML-G2 wraps, else each NITF."""
    names = ("newsItem",) if next(root.iter("{*}newsItem"), None) is not None else ("nitf",)
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if _name(element) in names:
            yield element
        else:
            waiting.extend(reversed(element))


def _alone(item: Element) -> bytes:
    """Return an article of a message as an XML document of its own."""
    content: bytes = etree.tostring(item, encoding="utf-8", xml_declaration=True, with_tail=False)
    return content


def _text(item: Element) -> str:
    """Return an article's text; that of an alert without a body is its summary or its headline."""
    for body in item.iter("{*}body.content", "{*}inlineXML", "{*}inlineData"):
        if _name(body) == "inlineData":
            text = _plain(body)
        else:
            text = joined(tidied(_paragraphs(next(body.iter("{*}body.content"), body))))
        if text:
            return text
    kind = item.find("./{*}itemMeta/{*}itemClass")
    if _name(item) == "newsItem" and (kind is None or not kind.get("qcode", "").endswith(":text")):
        return ""
    summary = item.find(".//{*}body.head/{*}abstract")
    text = "" if summary is None else joined(tidied(_paragraphs(summary)))
    title = _about(item).title
    return text or ("" if title is None else title.value)


def _plain(body: Element) -> str:
    """Return the text of inlineData: plain, or a page's markup in a CDATA section."""
    kind, text = body.get("contenttype") or "text/plain", body.text or ""
    if body.get("encoding") or not kind.startswith(("text/", "application/xhtml")):
        return ""
    return joined(tidied(page_paragraphs(text))) if _MARKUP.search(text) else unwrapped(text)


def _paragraphs(body: Element) -> Iterator[Paragraph]:
    """Yield the paragraphs of NITF or XHTML, without headings, tables, media and notes to editors."""
    words: list[str] = []
    skipped: Element | None = None
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = _name(element)
        if skipped is None and name in _BLOCKS:
            yield Paragraph("".join(words))
            words = []
        if event == "start" and skipped is None:
            if name in _SKIPPED:
                skipped = element
            else:
                words.append(" " if name == "br" else element.text or "")
        elif event == "end":
            skipped = None if skipped is element else skipped
            if skipped is None and element is not body:
                words.append(element.tail or "")
    yield Paragraph("".join(words))


def _about(item: Element) -> About:
    """Return what an article states about itself: NewsML-G2's own values before those of an NITF within."""
    outlets = list(_stated(item, _OUTLETS))
    return About(
        title=next(_stated(item, _TITLES), None),
        bylines=tuple(_bylines(item)),
        published=next(_days(item), None),
        outlet=next((outlet for outlet in outlets if not _HOST.fullmatch(outlet.value)), next(iter(outlets), None)),
        language=next(_stated(item, _LANGUAGES), None),
    )


def _stated(item: Element, paths: tuple[_Path, ...]) -> Iterator[Stated]:
    """Yield the values at these places that are not empty, the best first."""
    for path, attribute, where in paths:
        elements = item.iterfind(path)
        for element in sorted(elements, key=lambda each: "sub" in each.get("role", "").casefold()):
            value = element.get(attribute, "") if attribute else _named(element)
            if value := " ".join(value.split()):
                yield Stated(value, where)


def _named(element: Element) -> str:
    """Return an element's words: its name (NewsML-G2), else its text without a title of office (NITF's byttl)."""
    name = element.find("./{*}name")
    if name is not None:
        return "".join(name.itertext())
    words = element.xpath(".//text()[not(ancestor::*[local-name()='byttl'])]")
    text = (" " if _name(element) == "byline" else "").join(words)
    if not _BY.sub("", f"{text.strip()} "):
        text = "".join(element.itertext())
    return text if text.strip() else element.get("literal", "") or element.get("qcode", "").partition("nprov:")[2]


def _bylines(item: Element) -> Iterator[Stated]:
    """Yield the people of the bylines, a byline without any as it is printed; without bylines the creators."""
    bylines = list(_stated(item, _BYLINES))
    best = [byline for byline in bylines if byline.where == bylines[0].where]
    for byline in best:
        printed = _BY.sub("", byline.value).rstrip(" ,")
        yield from (Stated(name, byline.where) for name in byline_of(printed).people or (printed,))
    if not best:
        for creator in _stated(item, _CREATORS):
            if " " in creator.value and byline_of(creator.value).people == (creator.value,):
                yield creator


def _days(item: Element) -> Iterator[Stated]:
    """Yield the days that can be read, with the time if there is one other than midnight without an offset."""
    for stated in _stated(item, _DAYS):
        try:
            moment = datetime.fromisoformat(stated.value)
        except ValueError:
            continue
        day_alone = moment.tzinfo is None and moment.time() == time()
        yield Stated(moment.date().isoformat() if day_alone else moment.isoformat(timespec="minutes"), stated.where)


def _name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(etree.QName(element).localname)
