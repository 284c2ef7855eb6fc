"""A list of inquiries about any claim, in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Select, select

from claims.privacy.offrecord import only_off_record
from claims.reading.find import matches
from claims.reading.identity import Identities, identities_shown, with_duplicates
from claims.reading.inquiry_records import inquiry_records
from claims.reading.named_records import source_records
from claims.reading.records import InquiryRecord
from claims.reading.stories import story_scope
from claims.reading.view import PRESENT, View
from claims.store.past import rows_by_id, rows_of
from claims.store.schema import TABLES
from claims.text.matching import match_key
from claims.text.references import number_in


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryFilters:
    """The filters of the list; claim and story by number, ``whom`` as typed."""

    claim: int | None = None
    story: int | None = None
    whom: str | None = None
    """Part of a name, or a source by number, slug or name."""
    overdue: bool = False
    closed: bool = False
    """Whether answered and closed inquiries are listed too."""


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """An inquiry in a list, with the claim that it is about."""

    claim: int
    statement: str | None
    inquiry: InquiryRecord


@dataclass(frozen=True, slots=True)
class InquiryList:
    """Inquiries, and how many were left out because their claim is known only off the record."""

    lines: tuple[InquiryLine, ...]
    hidden: int


def inquiry_lines(connection: Connection, filters: InquiryFilters, view: View = PRESENT) -> InquiryList:
    """Return the inquiries that fit every filter: overdue ones first, then open ones by day of reply, then closed ones.

    Inquiries about claims known only off the record are left out and counted, unless the view includes them.
    """
    joined = identities_shown(connection, view.as_of, confidential=view.confidential)
    scope = _scope(connection, filters, view, joined)
    inquiry, source = TABLES["inquiry"], TABLES["source"]
    chosen = select(inquiry).where(inquiry.c.claim_id.in_(scope)).order_by(inquiry.c.entered_at, inquiry.c.uid)
    rows = rows_of(connection, chosen, inquiry, view.as_of)
    asked = rows_by_id(connection, source, (row["source_id"] for row in rows), view.as_of)
    sources = source_records(connection, asked, joined, view.as_of)
    records = inquiry_records(connection, scope, rows, sources, joined, view)
    canonical = {claim: joined.canonical("claim", claim) for claim in records}
    claims = rows_by_id(connection, TABLES["claim"], canonical.values(), view.as_of)
    secret = set() if view.confidential else _secret(connection, with_duplicates(connection, scope, joined), view)
    known = _known(connection, filters.whom, joined)
    lines = [
        (claim, InquiryLine(number, claims[number]["statement"], asked_of))
        for claim, number in canonical.items()
        for asked_of in records[claim]
        if number in claims and _fits(asked_of, filters, known)
    ]
    shown = [line for claim, line in lines if not {claim, line.claim} & secret]
    return InquiryList(tuple(sorted(shown, key=_urgency)), len(lines) - len(shown))


def _scope(connection: Connection, filters: InquiryFilters, view: View, joined: Identities) -> Select[tuple[int]]:
    """Return the statement that selects the claims whose inquiries are listed."""
    claim, inquiry = TABLES["claim"], TABLES["inquiry"]
    scope = select(claim.c.id).where(claim.c.id.in_(select(inquiry.c.claim_id)))
    if filters.claim is not None:
        scope = scope.where(claim.c.id.in_(joined.members("claim", filters.claim)))
    if filters.story is not None:
        scope = scope.where(claim.c.id.in_(story_scope(connection, filters.story, joined, view.as_of)))
    return scope


def _secret(connection: Connection, claims: Select[tuple[int]], view: View) -> set[int]:
    """Return which claims are known only off the record."""
    claim = TABLES["claim"]
    statement = select(claim.c.id).where(claim.c.id.in_(claims), only_off_record("claim", view.as_of))
    return set(connection.execute(statement).scalars())


def _known(connection: Connection, whom: str | None, joined: Identities) -> set[int]:
    """Return the sources that match the list's ``whom`` filter."""
    if whom is None:
        return set()
    return {joined.canonical("source", number) for number in matches(connection, "source", whom)}


def _fits(inquiry: InquiryRecord, filters: InquiryFilters, known: set[int]) -> bool:
    if filters.overdue and not inquiry.is_overdue:
        return False
    if inquiry.replies and not filters.closed:
        return False
    if filters.whom is None or (inquiry.source is not None and inquiry.source.id in known):
        return True
    part = match_key(filters.whom)
    return bool(part) and number_in(filters.whom) is None and part in match_key(inquiry.label)


_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def _urgency(line: InquiryLine) -> tuple[bool, bool, datetime, datetime, int]:
    """Return a sort key: longest overdue first, closed last."""
    inquiry = line.inquiry
    return (
        bool(inquiry.replies),
        not inquiry.is_overdue,
        inquiry.reply_by or _LAST,
        inquiry.asked_at or _FIRST,
        inquiry.id,
    )
