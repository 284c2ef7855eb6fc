"""The keys that names, addresses and days are found by, cached because they recur from row to row."""

from __future__ import annotations

import re
from functools import lru_cache

from sqlalchemy import select

from claims.entry.resolve.context import Entering, ambiguous
from claims.entry.rules.texts import clean, dated, required
from claims.errors import BadValue
from claims.reading.find import find, is_uid
from claims.store.schema import TABLES
from claims.text.addresses import is_message, page_of
from claims.text.matching import is_web_address, match_key, slug, url_key
from claims.text.references import after_kind, names_an_article, number_in

key_of = lru_cache(maxsize=8_192)(match_key)
day_of = lru_cache(maxsize=4_096)(dated)


@lru_cache(maxsize=8_192)
def slug_of(subject: str, name: str) -> str:
    """Return the slug of a record that alone has this name.

    An all-digit slug is preceded by the kind of record, since digits alone mean a number.
    """
    wanted = slug(name)
    return f"{subject}-{wanted}" if re.fullmatch(r"\d+", wanted) else wanted


def name_of(entering: Entering, subject: str, typed: str, part: str) -> str:
    """Return a name as typed, or the number in ``outlet:3``.

    Raises `BadValue` for an article's number, and for a number that would mean a record of another database.
    """
    name = required(typed, "the source" if subject == "source" else f"the {subject}'s name", part)
    if entering.numbers:
        if names_an_article(name) and number_in(after_kind("article", name)) is not None:
            raise BadValue(f'"{name}" names an article, and {part} takes no article; give it with --article', part=part)
        number = after_kind("source" if subject == "institution" else subject, name)
        return name if number_in(number) is None else number
    if number_in(name) is not None:
        raise BadValue(f'"{name}" is a number; give a name', part=part)
    return name


def of_this_database(entering: Entering, subject: str, name: str, part: str) -> int | None:
    """Return the record with this number, uid or beginning of a uid, or None for a name.

    Raises `NotFound` for a number without a record.
    """
    if entering.numbers and number_in(name) is not None:
        return entering.joined.canonical(subject, find(entering.connection, subject, name, part=part))
    if not is_uid(name):
        return None
    table = TABLES[subject]
    rows = entering.connection.execute(select(table.c.id).where(table.c.uid.startswith(name)).limit(_FEW))
    matching = {entering.joined.canonical(subject, number) for number in rows.scalars()}
    if len(matching) > 1:
        raise ambiguous(entering, subject, name, matching, part)
    return next(iter(matching), None)


_FEW = 7
"""The most records looked up for the beginning of a uid."""


def page_address(typed: str | None, part: str = "--url") -> str | None:
    """Return the address of the page that an article's address means; raises `BadValue` as `web_address` does.

    It is the address inside that of an archived copy, a cache, a redirector or a share link.
    """
    url = web_address(typed, part)
    return None if url is None else page_of(url)


def web_address(typed: str | None, part: str = "--url") -> str | None:
    """Return a page's address as stored; raises `BadValue` for text that is not an address."""
    return _web_address(typed, part)


@lru_cache(maxsize=4_096)  # keyed by what is given, so that a call with the usual part finds what one without it kept
def _web_address(typed: str | None, part: str) -> str | None:
    url = clean(typed, part)
    if url is not None and not is_web_address(url):
        raise BadValue(
            f'"{url[:80]}" is not a web address; paste it whole, like https://www.politico.eu/article/…', part=part
        )
    return page_of(url) if url is not None and is_message(url) else url


def is_address(typed: str) -> bool:
    """Return whether a name is typed as an address."""
    return "." in typed and " " not in typed and is_web_address(typed)


def is_page(typed: str) -> bool:
    """Return whether a text is the address of a page; the address of a whole site means its outlet."""
    return is_address(typed) and "/" in url_key(typed)


def is_reference(slug_typed: str, label: str | None) -> bool:
    """Return whether a text that equals a record's slug refers to that record, rather than being words of its own.

    A single word that is also the record's name ("officials") may describe anybody; "p" for "a person close to it", and
    "a-person-close-to-it", can only be slugs.
    """
    if label is None or match_key(slug_typed) != match_key(label):
        return True
    return "-" in slug_typed and slug_typed != label.strip().casefold()
