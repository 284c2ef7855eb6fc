"""Articles with their outlets and reporters, and sources with the institutions above them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from claims.privacy.redaction import redacted_name
from claims.reading.identity import Identities
from claims.reading.records import ArticleRecord, SourceRecord
from claims.rules.sourcing.described import attribution_read
from claims.store.past import Record, rows_among, rows_by_id
from claims.store.schema import TABLES
from claims.vocabulary import Attribution, SourceKind


class NamedRows:
    """Reads the rows of named records in their state at a moment."""

    def __init__(self, connection: Connection, as_of: datetime | None) -> None:
        """Take the connection and the moment; None for now."""
        self.connection, self.as_of = connection, as_of

    def by_id(self, name: str, numbers: Iterable[int | None]) -> dict[int, Record]:
        """Return rows of a table by number."""
        return rows_by_id(self.connection, TABLES[name], numbers, self.as_of)

    def bylines(self, articles: Iterable[int]) -> list[Record]:
        """Return who signed articles, in the order of entry."""
        return rows_among(self.connection, "byline", "article_id", articles, self.as_of)


def article_records(
    connection: Connection,
    rows: Mapping[int, Record],
    joined: Identities,
    as_of: datetime | None,
    named: NamedRows | None = None,
) -> dict[int, ArticleRecord]:
    """Return articles with the names of their outlets and reporters, from their rows by number.

    A canonical article has the details that `standing_article` gives it. ``named`` says where rows are read.
    """
    named = named or NamedRows(connection, as_of)
    members = joined.all_members("article", rows)
    known = {**named.by_id("article", members - rows.keys()), **rows}
    rows = {
        number: standing_article([known[member] for member in joined.members("article", number) if member in known])
        if ("article", number) in joined.members_of
        else row
        for number, row in rows.items()
    }
    bylines: dict[int, dict[int, Record]] = defaultdict(dict)
    for row in named.bylines(joined.all_members("article", rows)):
        article = joined.canonical("article", row["article_id"])
        bylines[article][joined.canonical("reporter", row["reporter_id"])] = row
    signers = {number for signed in bylines.values() for number in signed}
    reporters = named.by_id("reporter", signers)
    outlets_of = {
        number: None if row["outlet_id"] is None else joined.canonical("outlet", row["outlet_id"])
        for number, row in rows.items()
    }
    outlets = named.by_id("outlet", outlets_of.values())
    records = {}
    for number, row in rows.items():
        outlet_id = outlets_of[number]
        signed = bylines.get(joined.canonical("article", number))
        signing = _in_order(signed, reporters) if signed else ()
        records[number] = ArticleRecord(
            row["id"],
            row["uid"],
            outlet_id,
            _name("outlet", outlets[outlet_id]) if outlet_id in outlets else None,
            row["reprint_of_id"],
            tuple(signing),
            tuple([_name("reporter", reporters[member]) for member in signing]),
            *_AS_PRINTED(row),
        )
    return records


def standing_article(members: Sequence[Record]) -> Record:
    """Return the canonical article of a group: read if any of the group was, its gaps filled from the others.

    A date comes with its days and its basis, and an address with its basis.
    """
    first, *others = members
    article = {**first, "seen": any(member["seen"] for member in members)}
    for names in _TOGETHER:
        if article.get(names[0]) is None:
            fuller = next((member for member in others if member.get(names[0]) is not None), None)
            article.update({name: fuller[name] for name in names if name in fuller} if fuller else {})
    return article


_FIELDS = ArticleRecord.__match_args__
_AS_PRINTED = itemgetter(*_FIELDS[_FIELDS.index("reporters") + 1 :])
"""The values of an article's row that its record takes over as they are."""

_TOGETHER = (
    ("outlet_id", "outlet_basis"),
    ("title",),
    ("url", "url_key", "url_basis"),
    ("published", "published_earliest", "published_latest", "published_basis"),
    ("language",),
    ("reprint_of_id", "reprint_extent"),
)
"""Facts an article can lack, each with the fields that go with it."""


def _name(subject: str, row: Record) -> str:
    return row["name"] or redacted_name(subject, row["id"])


def _in_order(bylines: Mapping[int, Record], reporters: Mapping[int, Record]) -> list[int]:
    """Return the reporters whose newest byline stands, in the order they signed."""
    standing = [reporter for reporter, row in bylines.items() if not row["withdrawn"] and reporter in reporters]
    return sorted(standing, key=lambda reporter: (bylines[reporter]["position"], bylines[reporter]["id"]))


def source_records(
    connection: Connection,
    rows: Mapping[int, Record],
    joined: Identities,
    as_of: datetime | None,
    named: NamedRows | None = None,
) -> dict[int, SourceRecord]:
    """Return sources, their joined sources and every institution above them, from rows by number.

    ``named`` says where rows are read.
    """
    named = named or NamedRows(connection, as_of)
    known = dict(rows)
    while missing := _connected(known, joined) - known.keys():
        more = named.by_id("source", missing)
        if not more:
            break
        known |= more
    records = {}
    for number, row in known.items():
        over = (joined.canonical("source", row[name]) for name in _ABOVE if row[name] is not None)
        belongs = next((known[institution] for institution in over if institution in known), None)
        top = _topmost(number, known, joined)
        records[number] = SourceRecord(
            **{name: row[name] for name in _OF_SOURCE},
            belongs_to=_name("source", belongs) if belongs else None,
            topmost_id=top,
            topmost=_name("source", known[top]) if top is not None else None,
        )
    return records


def _topmost(number: int, known: Mapping[int, Record], joined: Identities) -> int | None:
    """Return the topmost institution of a source, through joined records; one that is part of no other is its own."""
    seen: list[int] = []
    here: int | None = joined.canonical("source", number)
    while here is not None and here not in seen:
        seen.append(here)
        above = (
            known[institution][name]
            for institution in joined.members("source", here)
            if institution in known
            for name in _ABOVE
        )
        over = next((institution for institution in above if institution in known), None)
        here = None if over is None else joined.canonical("source", over)
    top = seen[-1]
    return top if top in known and known[top]["kind"] is SourceKind.INSTITUTION else None


_OF_SOURCE = tuple(name for name in SourceRecord.__dataclass_fields__ if name in TABLES["source"].c)

_ABOVE = ("institution_id", "part_of_id", "issuer_id")


def _connected(known: Mapping[int, Record], joined: Identities) -> set[int]:
    """Return the numbers of sources and their institutions, with all their duplicates."""
    above = {row[name] for row in known.values() for name in _ABOVE if row[name] is not None}
    return joined.all_members("source", above | known.keys())


def attribution_of(row: Mapping[Any, Any], source: Mapping[Any, Any] | None) -> Attribution:
    """Return a stored appearance's attribution as we read it; ``source`` is the row of its canonical source."""
    given: Attribution = row["attribution"]
    return given if source is None else attribution_read(given, source["described"], source["stated_count"])
