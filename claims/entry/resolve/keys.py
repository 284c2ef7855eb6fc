"""Under what names, addresses and days are found again: keys, made once of what recurs from row to row."""

from __future__ import annotations

import re
from functools import lru_cache

from sqlalchemy import select

from claims.entry.resolve.context import Entering, ambiguous
from claims.entry.rules.texts import clean, dated, required
from claims.errors import BadValue
from claims.reading.find import find, is_uid
from claims.store.schema import TABLES
from claims.text.matching import is_web_address, match_key, slug, url_key

key_of = lru_cache(maxsize=8_192)(match_key)
day_of = lru_cache(maxsize=4_096)(dated)


@lru_cache(maxsize=8_192)
def slug_of(subject: str, name: str) -> str:
    """Return the slug that a record would have if it were the only one of its name.

    What is all digits gets the kind of record before it, since digits alone mean a number.
    """
    wanted = slug(name)
    return f"{subject}-{wanted}" if re.fullmatch(r"\d+", wanted) else wanted


def name_of(entering: Entering, subject: str, typed: str, part: str) -> str:
    """Return a name as typed; raises `BadValue` for a number where that means a record of another database."""
    name = required(typed, "the source" if subject == "source" else f"the {subject}'s name", part)
    if not entering.numbers and re.fullmatch(r"#?\d+", name):
        raise BadValue(f'"{name}" is a number, and a name is wanted', part=part)
    return name


def of_this_database(entering: Entering, subject: str, name: str, part: str) -> int | None:
    """Return the record that is meant by its number, or by its uid or the beginning of that; none if it is a name.

    Raises `NotFound` for a number that no record has.
    """
    if entering.numbers and re.fullmatch(r"#?\d+", name):
        return entering.joined.canonical(subject, find(entering.connection, subject, name, part=part))
    if not is_uid(name):
        return None
    table = TABLES[subject]
    rows = entering.connection.execute(select(table.c.id).where(table.c.uid.startswith(name)).limit(_FEW))
    found = {entering.joined.canonical(subject, number) for number in rows.scalars()}
    if len(found) > 1:
        raise ambiguous(entering, subject, name, found, part)
    return next(iter(found), None)


_FEW = 7
"""How many records are looked up that a beginning of a uid fits."""


@lru_cache(maxsize=8_192)
def web_address(typed: str | None, part: str = "--url") -> str | None:
    """Return the address of a page as it is stored; raises `BadValue` when it is none."""
    url = clean(typed, part)
    if url is not None and not is_web_address(url):
        raise BadValue(
            f'"{url[:80]}" is not an address of a page; paste it whole, like https://www.politico.eu/article/…',
            part=part,
        )
    return url


def is_address(typed: str) -> bool:
    """Return whether a name is typed as an address."""
    return "." in typed and " " not in typed and is_web_address(typed)


def is_page(typed: str) -> bool:
    """Return whether a text is the address of a page, and not of a whole site, which means its outlet."""
    return is_address(typed) and "/" in url_key(typed)


def is_reference(slug_typed: str, label: str | None) -> bool:
    """Return whether a text that is a record's slug means that record, rather than being words of its own.

    A bare word that is also how the record is called ("officials") may describe anybody; "p" for "a person close to
    it", and "a-person-close-to-it", can only be meant as slugs.
    """
    if label is None or match_key(slug_typed) != match_key(label):
        return True
    return "-" in slug_typed and slug_typed != label.strip().casefold()
