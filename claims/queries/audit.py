"""What a lawyer is told of a story besides: what was redacted in it, and how many of its sources are sealed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from claims.ledger import chunks
from claims.queries.past import MANY, entered_by
from claims.queries.records import ClaimRecord
from claims.redaction import record_name
from claims.schema import TABLES


@dataclass(frozen=True, slots=True)
class RedactedField:
    """A field that was taken out for good: of which record, why, by whom and when."""

    record: str
    field: str
    reason: str | None
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Audit:
    """The redactions in the records behind a story, the oldest first, and how many sealings its sources have."""

    redactions: tuple[RedactedField, ...]
    sealed: int


def audit_of(connection: Connection, claims: Sequence[ClaimRecord], as_of: datetime | None = None) -> Audit:
    """Return what was redacted and sealed behind some claims by ``as_of``."""
    rows = dict(_rows_behind(claims))
    redaction, sealed = TABLES["redaction"], TABLES["sealed"]
    found: list[RedactedField] = []
    count = 0
    for some in chunks(sorted(rows), MANY):
        statement = select(redaction).where(redaction.c.row_uid.in_(some), redaction.c.field != "match_key")
        condition = entered_by(redaction, as_of)
        for row in connection.execute(statement if condition is None else statement.where(condition)).mappings():
            subject, number = rows[row["row_uid"]]
            found.append(
                RedactedField(
                    record_name(subject, number), row["field"], row["reason"], row["entered_by"], row["entered_at"]
                )
            )
        seals = select(func.count()).select_from(sealed).where(sealed.c.row_uid.in_(some))
        condition = entered_by(sealed, as_of)
        count += connection.execute(seals if condition is None else seals.where(condition)).scalar_one()
    return Audit(tuple(sorted(found, key=lambda one: (one.at, one.record, one.field))), count)


def _rows_behind(claims: Iterable[ClaimRecord]) -> Iterable[tuple[str, tuple[str, int]]]:
    """Yield the records behind claims: their uid, then their kind and number."""
    for claim in claims:
        yield claim.uid, ("claim", claim.id)
        for review in claim.reviews:
            yield review.uid, ("review", review.id)
        for inquiry in claim.inquiries:
            yield inquiry.uid, ("inquiry", inquiry.id)
        for one in (*claim.appearances, *claim.wrong_entries):
            yield one.uid, ("appearance", one.id)
            yield one.article.uid, ("article", one.article.id)
            if one.source is not None:
                yield one.source.uid, ("source", one.source.id)
