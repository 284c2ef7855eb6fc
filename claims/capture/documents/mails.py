"""Mail (.eml) and pages saved as MHTML, which is a mail with the page as its root (RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from claims.capture.documents.captured_pages import page_document
from claims.capture.documents.page import page_paragraphs
from claims.capture.documents.paragraphs import tidied
from claims.capture.documents.text import decoded
from claims.capture.documents.texts import joined, unwrapped
from claims.capture.documents.values import About, Document, Limits, Stated, Unreadable
from claims.vocabulary import Media

_BEFORE = b"\xef\xbb\xbf \t\r\n"
"""What a mail may have before its first line once it was saved from another program."""
_POSTMARK = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n(?=[\w-]{2,40}:)")
"""The line before each message of a mailbox (mbox, RFC 4155)."""


def mail_documents(content: bytes, shown: str, limits: Limits) -> list[Document]:
    """Return the document of a mail, or the documents of the mails in a mailbox that have text; raises `Unreadable`."""
    if not content.lstrip(_BEFORE).startswith(b"From "):
        return [mail_document(content, shown, limits)]
    messages = [message for message in _POSTMARK.split(content.lstrip(_BEFORE)) if message.strip()]
    if len(messages) > limits.pages:
        raise Unreadable(f"{shown} has more than {limits.pages:,} mails; save those of the story alone")
    documents: list[Document] = []
    faults: list[Unreadable] = []
    for message in messages:
        try:
            documents.append(mail_document(message, shown, limits))
        except Unreadable as fault:
            faults.append(fault)
    if not documents:
        raise faults[0]
    left_out = (f"{len(faults)} of the {len(messages)} mails have no text and are left out",) if faults else ()
    return [replace(documents[0], notices=(*documents[0].notices, *left_out)), *documents[1:]]


def mail_document(content: bytes, shown: str, limits: Limits) -> Document:
    """Return the document of a mail, or of the page that a browser saved in one; raises `Unreadable`."""
    message = BytesParser(_Message, policy=policy.default).parsebytes(content.lstrip(_BEFORE))
    parts = list(_parts(message, limits, shown))
    saved = message.get("Snapshot-Content-Location") or ""
    if saved or message.get_content_type() == "multipart/related":
        for part in parts:
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                address = str(saved or part.get("Content-Location") or "").strip()
                return page_document(_bytes(part), shown, limits, address=address, content=content)
    return _letter(message, parts, content, shown, limits)


def _letter(message: EmailMessage, parts: list[EmailMessage], content: bytes, shown: str, limits: Limits) -> Document:
    body = [part for part in parts if not part.is_attachment()]
    plain = next((part for part in body if part.get_content_type() == "text/plain"), None)
    page = next((part for part in body if part.get_content_type() == "text/html"), None)
    if plain is not None and decoded(_bytes(plain)).strip():
        text = unwrapped(_flowed(plain))
    elif page is not None:
        text = joined(tidied(page_paragraphs(decoded(_bytes(page), page=True))))
    else:
        raise Unreadable(f"{shown} is a mail without text; save the attachment and capture that")
    attached = [part.get_filename() or "one without a name" for part in parts if part.is_attachment()]
    notices = (f"{len(attached)} attached files are not read: {', '.join(attached)}",) if attached else ()
    return Document(media=Media.MAIL, text=text, content=content, about=_about(message), notices=notices)


def _about(message: EmailMessage) -> About:
    subject = " ".join(str(message.get("Subject") or "").split())
    sender = message.get("From")
    names = [address.display_name or address.addr_spec for address in getattr(sender, "addresses", ())]
    return About(
        title=Stated(subject, "subject") if subject else None,
        bylines=tuple(Stated(name, "sender") for name in names if name),
        published=_sent(message),
    )


def _sent(message: EmailMessage) -> Stated | None:
    try:
        sent = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None
    return Stated(sent.isoformat(timespec="minutes"), "date of the mail")


def _parts(message: EmailMessage, limits: Limits, shown: str) -> Iterator[EmailMessage]:
    for count, part in enumerate(message.walk()):
        if count > limits.pages:
            raise Unreadable(f"{shown} has more than {limits.pages:,} parts; save the article alone")
        if not part.is_multipart() and isinstance(part, EmailMessage):
            yield part


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    charset = part.get_content_charset()
    if charset is None or charset.lower() in ("utf-8", "us-ascii"):
        return content
    try:
        return content.decode(charset, "replace").encode()
    except LookupError:
        return content


def _flowed(part: EmailMessage) -> str:
    """Return a part's text; lines that end in a space go on in the next one (RFC 3676)."""
    text = decoded(_bytes(part))
    if part.get_param("format") != "flowed":
        return text
    return text.replace(" \r\n", " ").replace(" \n", " ")


class _Message(EmailMessage):
    """A message whose parts are messages of the same kind."""
