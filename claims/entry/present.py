"""The present of every claim (`claim_now`), made by the rules from the records in the transaction that writes them.

It holds days and never what depends on the clock.  It tells what a reader at the desk may see, so nothing off the
record counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, select

from claims.entry.present_entered import entered_alone, entered_records
from claims.entry.present_reach import related, touched
from claims.features.queue.candidates import SINCE
from claims.features.queue.read import lasting_reasons, rests_on_now
from claims.privacy.offrecord import confided_by, public_by
from claims.reading.dossier import claim_records, on_background
from claims.reading.identity import Identities, identities, on_record
from claims.reading.records import ClaimRecord
from claims.rules.sourcing import Count
from claims.rules.urgency import Reason
from claims.store import dialect
from claims.store.derived import Written
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.schema import CLAIM_NOW, TABLES
from claims.vocabulary import CorrectionKind, Terms

AT_ONCE = 1_000
"""Claims of which rows are made at once."""

Row = dict[str, Any]

Said = Mapping[int, Collection[tuple[Terms, bool, bool]]]
"""How what is said of claims was said: the terms, whether the source has a name, whether that was entered wrongly."""


def keep(connection: Connection, written: Written, claims: Collection[int]) -> None:
    """Make the rows again of every claim that what was written reaches, and of some claims besides."""
    joined = identities(connection)
    entered = entered_alone(written, joined)
    reached = touched(connection, written, joined, entered) | set(claims)
    others = related(connection, reached - entered.keys(), joined) - entered.keys() if reached else set()
    rows = _rows_entered(connection, written, joined) if entered else []
    if others:
        _store(connection, others, joined)
    if rows:
        dialect.insert_rows(connection, CLAIM_NOW, rows)


def rebuild(connection: Connection) -> int:
    """Make all rows again from the records and return how many there are."""
    connection.execute(delete(CLAIM_NOW))
    numbers = connection.execute(select(TABLES["claim"].c.id)).scalars().all()
    _store(connection, numbers, identities(connection), empty=True)
    return len(numbers)


def differences(connection: Connection) -> Iterator[str]:
    """Yield each claim whose row is not what the records give, a sentence each."""
    joined, claim = identities(connection), TABLES["claim"]
    numbers = connection.execute(select(claim.c.id).order_by(claim.c.id)).scalars().all()
    for some in _groups(numbers, joined):
        kept: dict[int, Row] = {}
        for part in chunks(sorted(some), MANY):
            rows = connection.execute(select(CLAIM_NOW).where(CLAIM_NOW.c.claim_id.in_(part))).mappings()
            kept |= {row["claim_id"]: dict(row) for row in rows}
        made = {row["claim_id"]: row for row in rows_now(connection, some, joined)}
        for number in sorted(some):
            if kept.get(number) != made.get(number):
                yield f"claim #{number}: its present is not what the records give; `claims db reindex` mends that"
    of_none = select(CLAIM_NOW.c.claim_id).where(CLAIM_NOW.c.claim_id.not_in(select(claim.c.id)))
    for number in connection.execute(of_none.order_by(CLAIM_NOW.c.claim_id)).scalars():
        yield f"claim #{number}: its present is kept and it is not there; `claims db reindex` mends that"


def rows_now(connection: Connection, claims: Collection[int], joined: Identities) -> list[Row]:
    """Return the rows of some claims, of groups judged one all members, from the records."""
    claim, said = TABLES["claim"], _said(connection, claims)
    records = []
    for some in _groups(claims, joined):
        scope: Select[tuple[int]] = select(claim.c.id).where(claim.c.id.in_(sorted(some)))
        records += claim_records(connection, scope, joined=joined)
    reasons = lasting_reasons(connection, records, on_record(connection, joined))
    return [row for record in records for row in _rows(record, reasons[record.id], said)]


def _rows_entered(connection: Connection, written: Written, joined: Identities) -> list[Row]:
    """Return the rows of the claims that were entered by themselves, from what is in memory."""
    reading = entered_records(connection, written, joined)
    said: dict[int, set[tuple[Terms, bool, bool]]] = defaultdict(set)
    for row in reading.appearance_rows:
        source = row["source_id"]
        said[row["claim_id"]].add((row["terms"], source is not None and reading.sources[source].named, False))
    records = reading.claims()
    reasons = lasting_reasons(connection, records, joined)
    return [row for record in records for row in _rows(record, reasons[record.id], said)]


def _said(connection: Connection, claims: Iterable[int]) -> Said:
    """Return how what is said of claims was said, by claim."""
    appearance, source, correction = TABLES["appearance"], TABLES["source"], TABLES["correction"]
    wrong = exists().where(correction.c.appearance_id == appearance.c.id, correction.c.kind == CorrectionKind.WRONG)
    statement = (
        select(appearance.c.claim_id, appearance.c.terms, source.c.named, wrong)
        .join(source, source.c.id == appearance.c.source_id, isouter=True)
        .distinct()
    )
    found: dict[int, set[tuple[Terms, bool, bool]]] = defaultdict(set)
    for some in chunks(sorted(claims), MANY):
        for number, terms, named, is_wrong in connection.execute(statement.where(appearance.c.claim_id.in_(some))):
            found[number].add((terms, bool(named), bool(is_wrong)))
    return found


def _rows(record: ClaimRecord, reasons: Iterable[Reason], said: Said) -> Iterator[Row]:
    """Yield the rows of a claim and of all that were judged one with it."""
    shared, numbers = _row(record, reasons), (record.id, *record.duplicates)
    public = [number for number in numbers if public_by(said.get(number, ()))]
    for number in numbers:
        yield {
            "claim_id": number,
            **shared,
            "told_as_id": public[0] if number in public else None,
            "confided": confided_by(said.get(number, ())),
        }


def _row(record: ClaimRecord, reasons: Iterable[Reason]) -> Row:
    due = record.due
    days = [one.article.published_earliest for one in record.appearances if one.article.published_earliest]
    wanted = [one.reply_by for one in record.inquiries if one.reply_by is not None and not one.replies]
    since: Row = dict.fromkeys(SINCE.values())
    for reason in reasons:
        column = SINCE[reason.kind]
        since[column] = reason.since if since[column] is None else min(reason.since, since[column])
    return {
        "stands_for_id": record.id,
        "background": any(map(on_background, record.appearances)),
        "status": record.status,
        "outcome": record.outcome,
        **_bounds("people", record.origins.people),
        **_bounds("institutions", record.origins.institutions),
        **_bounds("independent", record.origins.independent),
        "two_sources": record.origins.rule,
        "rests_on": rests_on_now(record),
        "due_from": due.earliest if due else None,
        "due_by": due.latest if due else None,
        "look_again_on": due.review_on if due else None,
        "reviewed_at": max((one.at for one in record.reviews if not one.proposed), default=None),
        "reply_by": min(wanted, default=None),
        "first_published_on": min(days, default=None),
        "first_published": record.first_published,
        "appearances": len(record.appearances),
        "outlets": record.outlet_count,
        **since,
    }


def _bounds(name: str, count: Count) -> Row:
    return {f"{name}_at_least": count.lower, f"{name}_at_most": None if count.open else count.upper}


def _store(connection: Connection, claims: Iterable[int], joined: Identities, *, empty: bool = False) -> None:
    for some in _groups(claims, joined):
        for part in chunks(sorted(some), MANY) if not empty else ():
            connection.execute(delete(CLAIM_NOW).where(CLAIM_NOW.c.claim_id.in_(part)))
        made = rows_now(connection, some, joined)
        if made:
            dialect.insert_rows(connection, CLAIM_NOW, made)


def _groups(claims: Iterable[int], joined: Identities) -> Iterator[set[int]]:
    """Yield claims, some at a time, those judged one together."""
    leaders = sorted({joined.canonical("claim", number) for number in claims})
    for some in chunks(leaders, AT_ONCE):
        yield joined.all_members("claim", some)
