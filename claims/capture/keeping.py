"""The kept file of a snapshot, and the draft of its article."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from claims.capture.documents.values import About, Document, Stated
from claims.entry.drafts import ArticleDraft
from claims.errors import BadValue
from claims.text.dates import partial_date
from claims.text.matching import host_of, is_web_address
from claims.vocabulary import Basis, Media

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from claims.entry.capturing import Captured, SnapshotDraft
    from claims.settings import Settings
    from claims.store.files.evidence import Copies

T = TypeVar("T")

READER = "claims-capture/1"
"""The reader of documents and its version; a new version may read the same bytes into another text."""


def packed(content: bytes) -> bytes:
    """Return bytes as a gzip file (RFC 1952) whose header holds a random name.

    The file is named by its SHA-256, so the name does not reveal whether a page is held.
    """
    packed_file = io.BytesIO()
    with gzip.GzipFile(filename=secrets.token_hex(16), mode="wb", fileobj=packed_file, mtime=0) as file:
        file.write(content)
    return packed_file.getvalue()


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def is_confidential(document: Document) -> bool:
    """Return whether a document is confidential by its nature: mail is addressed to somebody."""
    return document.media is Media.MAIL


_TYPED = {"outlet": "outlet", "title": "title", "published": "date", "url": "address", "reporters": "byline"}
"""What a person may type about an article, as it is called."""


def passed_over(document: Document, typed: ArticleDraft, *, confidential: bool) -> list[str]:
    """Return what was typed about an article, and the article of a confidential document does not have: its `date`."""
    if not (confidential or is_confidential(document)):
        return []
    return [called for name, called in _TYPED.items() if getattr(typed, name)]


def article_of(document: Document, typed: ArticleDraft) -> ArticleDraft:
    """Return the draft of a document's article: what a person typed, else what the document states, as inferred."""
    about = document.about
    url = typed.url or _address(about)
    outlet = typed.outlet or (about.outlet.value if about.outlet is not None else None)
    published = typed.published or _day(about)
    return replace(
        typed,
        url=url,
        outlet=outlet,
        outlet_basis=typed.outlet_basis if typed.outlet else Basis.INFERRED,
        url_basis=typed.url_basis if typed.url else Basis.INFERRED if url else Basis.STATED,
        title=typed.title or (about.title.value if about.title is not None else None),
        published=published,
        published_basis=typed.published_basis if typed.published or not published else Basis.INFERRED,
        language=typed.language or (about.language.value.partition("-")[0] if about.language is not None else None),
    )


def further_addresses(about: About) -> tuple[str, ...]:
    """Return other addresses of a document's article: the address that led to it, and the address that its page names.

    The latter counts on the same host alone, because a copy may name its original.
    """
    own = host_of(about.address.value) if about.address is not None else ""
    led = () if about.asked is None else (about.asked.value,)
    named = () if about.canonical is None or host_of(about.canonical.value) != own else (about.canonical.value,)
    return (*led, *named)


def stated_json(about: About) -> str:
    """Return what a document states about itself as JSON: each value with the place that gives it."""
    single = {name: value for name in _SINGLE if (value := getattr(about, name)) is not None}
    values = {name: _json(value) for name, value in single.items()}
    return json.dumps(values | {"bylines": [_json(byline) for byline in about.bylines]}, ensure_ascii=False)


_SINGLE = ("title", "published", "outlet", "address", "language", "canonical", "asked", "fetched")


def _json(stated: Stated) -> dict[str, str]:
    return {"value": stated.value, "where": stated.where}


def _address(about: About) -> str | None:
    if about.address is None or not is_web_address(about.address.value) or not host_of(about.address.value):
        return None
    return about.address.value


def _day(about: About) -> str | None:
    if about.published is None:
        return None
    try:
        return partial_date(about.published.value).text
    except BadValue:
        return None


class Reads(Protocol):
    """Reads the database: runs one query and returns its result."""

    def __call__(self, query: Callable[[Connection], T], /) -> T:
        """Run the query."""
        ...


class Writes(Protocol):
    """Writes to the database in one transaction, and keeps the files with it."""

    def __call__(self, what: str, use_case: Callable[[Session], T], copies: Copies | None, /) -> T:
        """Run the use case; ``what`` names it in the event."""
        ...


def keep_document(
    settings: Settings,
    document: Document,
    typed: ArticleDraft,
    story: str | None,
    *,
    confidential: bool,
    read: Reads,
    write: Writes,
    tried: Callable[[Callable[[Session], int]], int],
) -> Captured:
    """Keep a document's snapshot; the file and its record are stored together.

    Raises as `claims.entry.capturing.capture` does, and `claims.errors.FileUnusable`.
    """
    from claims.capture.versions.known import same_text
    from claims.entry.capturing import capture, same_bytes
    from claims.entry.evidence_files import put_in_order
    from claims.store.files.evidence import kept

    put_in_order(settings, tried)
    content = packed(document.content)
    draft = snapshot_draft(document, typed, story, content, confidential=confidential)

    def there(connection: Connection) -> tuple[bool, tuple[int, ...]]:
        held = same_bytes(connection, draft) is not None
        if draft.confidential and not confidential:  # nobody asked to see what is confidential
            return held, ()
        return held, same_text(connection, draft.text, draft.article, confidential=confidential)

    # The same bytes are kept once; their second file would have another name, and no record.
    held, same = read(there)
    with kept([] if held else [content], settings.files) as copies:
        return write("capture", lambda session: capture(session, replace(draft, same_text=same)), copies)


def snapshot_draft(
    document: Document, typed: ArticleDraft, story: str | None, content: bytes, *, confidential: bool
) -> SnapshotDraft:
    """Return the snapshot that a document drafts; ``content`` is its kept file."""
    from claims.entry.capturing import SnapshotDraft

    return SnapshotDraft(
        article=article_of(document, typed),
        typed=typed,
        story=story,
        media=document.media,
        sha256=digest_of(document.content),
        kept_as=digest_of(content),
        reader=READER,
        text=document.text,
        stated=stated_json(document.about),
        language=document.about.language.value if document.about.language is not None else None,
        confidential=confidential or is_confidential(document),
        also_at=() if typed.url else further_addresses(document.about),
    )
