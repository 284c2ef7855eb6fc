"""A lawyer's additions to a story: its redactions, and the number of its sealed sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from claims.privacy.redaction import record_name
from claims.reading.records import AppearanceRecord, ClaimRecord
from claims.reading.stories import StoryRecord
from claims.store.ledger import chunks
from claims.store.past import MANY, entered_by
from claims.store.schema import TABLES


@dataclass(frozen=True, slots=True)
class RedactedField:
    """A redacted field: its record, who took it out, when and why."""

    record: str
    field: str
    reason: str | None
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Audit:
    """The redactions in a story's records, the oldest first, and how many of its sources have a sealed identity."""

    redactions: tuple[RedactedField, ...]
    sealed: int


def audit_of(
    connection: Connection, story: StoryRecord, claims: Sequence[ClaimRecord], as_of: datetime | None
) -> Audit:
    """Return the redactions and sealed sources behind a story's claims by ``as_of``."""
    rows = {story.uid: ("story", story.id), **dict(_rows_behind(claims))}
    rows |= _parts_of(connection, claims)
    redaction, sealed = TABLES["redaction"], TABLES["sealed"]
    results: list[RedactedField] = []
    count = 0
    for group in chunks(sorted(rows), MANY):
        statement = select(redaction).where(redaction.c.row_uid.in_(group), redaction.c.field != "match_key")
        condition = entered_by(redaction, as_of)
        for row in connection.execute(statement if condition is None else statement.where(condition)).mappings():
            record = record_name(*rows[row["row_uid"]])
            results.append(RedactedField(record, row["field"], row["reason"], row["entered_by"], row["entered_at"]))
        seals = select(func.count(sealed.c.row_uid.distinct())).where(sealed.c.row_uid.in_(group))
        condition = entered_by(sealed, as_of)
        count += connection.execute(seals if condition is None else seals.where(condition)).scalar_one()
    return Audit(tuple(sorted(results, key=lambda redaction: (redaction.at, redaction.record, redaction.field))), count)


Row = tuple[str, int]


def _rows_behind(claims: Iterable[ClaimRecord]) -> Iterable[tuple[str, Row]]:
    """Yield the records that the claims refer to: uid, then kind and number."""
    for claim in claims:
        yield claim.uid, ("claim", claim.id)
        for review in claim.reviews:
            yield review.uid, ("review", review.id)
        for inquiry in claim.inquiries:
            yield inquiry.uid, ("inquiry", inquiry.id)
            yield from ((reply.uid, ("inquiry_reply", reply.id)) for reply in inquiry.replies)
        for appearance in (*claim.appearances, *claim.wrong_entries):
            yield appearance.uid, ("appearance", appearance.id)
            yield from (
                (article.uid, ("article", article.id)) for article in (appearance.article, appearance.relays) if article
            )
            if appearance.source is not None:
                yield appearance.source.uid, ("source", appearance.source.id)


def _parts_of(connection: Connection, claims: Sequence[ClaimRecord]) -> dict[str, Row]:
    """Return records that belong to others (windows, hedges, corrections, relations, evidence), and outlets."""
    numbers = {
        "window": ("id", [window.id for claim in claims for window in claim.windows]),
        "relation": ("id", [relation.id for claim in claims for relation in claim.relations]),
        "correction": (
            "id",
            [each.id for claim in claims for appearance in _entries(claim) for each in appearance.corrections],
        ),
        "evidence": (
            "id",
            [evidence.id for claim in claims for review in claim.reviews for evidence in review.evidence],
        ),
        "hedge": ("appearance_id", [appearance.id for claim in claims for appearance in _entries(claim)]),
        "outlet": ("id", [appearance.article.outlet_id or 0 for claim in claims for appearance in _entries(claim)]),
    }
    grouped: dict[str, Row] = {}
    for subject, (column, wanted) in numbers.items():
        table = TABLES[subject]
        for group in chunks(sorted(set(wanted)), MANY):
            rows = connection.execute(select(table.c.uid, table.c.id).where(table.c[column].in_(group)))
            grouped |= {uid: (subject, number) for uid, number in rows}
    return grouped


def _entries(claim: ClaimRecord) -> Sequence[AppearanceRecord]:
    return (*claim.appearances, *claim.wrong_entries)
