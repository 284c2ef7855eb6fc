"""A document that was read: its text, and what it states about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claims.capture.pages.stated import Stated as Stated
from claims.errors import BadValue
from claims.vocabulary import Media

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a document may hold; larger ones are refused before they fill the memory."""

    size: int = 50 * MEGABYTE
    """Bytes of the file, and of each document unpacked from it."""
    unpacked: int = 200 * MEGABYTE
    """Bytes of all that an archive unpacks to."""
    depth: int = 500
    """How deeply a page's elements may be nested."""
    pages: int = 1_000
    """Pages of a PDF, documents of a web archive, parts of a mail."""


LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a document states about itself; nothing of it is stored before a person has seen it."""

    title: Stated | None = None
    bylines: tuple[Stated, ...] = ()
    published: Stated | None = None
    """The day, or day and time with an offset, in ISO 8601."""
    outlet: Stated | None = None
    address: Stated | None = None
    language: Stated | None = None
    canonical: Stated | None = None
    """The address that a page names as its own, where it was found at another."""
    asked: Stated | None = None
    """The address that was fetched, where a redirect led on to another."""
    fetched: Stated | None = None
    """When it was fetched, in ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a document was fetched: the address that gave it and the address that was typed, both without a fragment.

    ``media_type`` is the type that the site's header names, with its charset; ``fetched`` is the time in ISO 8601.
    """

    address: str
    asked: str
    media_type: str
    fetched: str

    @property
    def charset(self) -> str | None:
        """The encoding that the header names."""
        named = re.search(r"(?i);\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", self.media_type)
        return named[1] if named else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document: its kind, the text of its article with a blank line between paragraphs, and what it states."""

    media: Media
    text: str
    about: About = field(default_factory=About)
    content: bytes = b""
    """The bytes as they came."""
    notices: tuple[str, ...] = ()
    """Sentences for the person: what could not be read, and what to do about it."""


class Unreadable(BadValue):
    """A document that cannot be read; the sentence says why, and what to do."""
