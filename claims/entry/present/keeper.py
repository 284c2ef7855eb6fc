"""The present state of every claim (`claim_now`), computed from the records in the transaction that writes them.

It holds days and nothing that depends on the clock. It counts only what a reader at the desk may see: nothing off the
record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, select

from claims.entry.present.entered import entered_alone, entered_records
from claims.entry.present.reach import related, touched
from claims.features.queue.candidates import SINCE
from claims.features.queue.read import lasting_reasons, rests_on_now
from claims.privacy.closed import in_closed_stories
from claims.privacy.offrecord import confided_by, public_by
from claims.reading.dossier import claim_records, on_background
from claims.reading.identity import Identities, identities, on_record
from claims.reading.records import ClaimRecord
from claims.rules.sourcing import Count
from claims.rules.urgency import Reason
from claims.store.derived import Written
from claims.store.inserting import insert_rows
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.schema import CLAIM_NOW, TABLES
from claims.vocabulary import CorrectionKind, Terms

AT_ONCE = 1_000
"""How many claims' rows are computed at once."""

Row = dict[str, Any]

Said = Mapping[int, Collection[tuple[Terms, bool, bool]]]
"""Each claim's combinations of the terms, whether the source is named, and whether the appearance was entered wrongly.
"""

Closed = tuple[frozenset[int], frozenset[int]]
"""The claims that were put into a closed story, and those that stand in an open one."""


def keep(connection: Connection, written: Written, claims: Collection[int]) -> None:
    """Compute again the rows of ``claims`` and of every claim that the written rows affect."""
    joined = identities(connection)
    entered = entered_alone(written, joined)
    reached = touched(connection, written, joined, entered) | set(claims)
    others = related(connection, reached - entered.keys(), joined) - entered.keys() if reached else set()
    rows = _rows_entered(connection, written, joined) if entered else []
    if others:
        _store(connection, others, joined)
    if rows:
        insert_rows(connection, CLAIM_NOW, rows)


def rebuild(connection: Connection) -> int:
    """Compute all rows again from the records and return their number."""
    connection.execute(delete(CLAIM_NOW))
    numbers = connection.execute(select(TABLES["claim"].c.id)).scalars().all()
    _store(connection, numbers, identities(connection), empty=True)
    return len(numbers)


def differences(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each claim whose row does not match the records."""
    joined, claim = identities(connection), TABLES["claim"]
    numbers = connection.execute(select(claim.c.id).order_by(claim.c.id)).scalars().all()
    for group in _groups(numbers, joined):
        kept: dict[int, Row] = {}
        for part in chunks(sorted(group), MANY):
            rows = connection.execute(select(CLAIM_NOW).where(CLAIM_NOW.c.claim_id.in_(part))).mappings()
            kept |= {row["claim_id"]: dict(row) for row in rows}
        made = {row["claim_id"]: row for row in rows_now(connection, group, joined)}
        for number in sorted(group):
            if kept.get(number) != made.get(number):
                yield f"claim #{number}: its stored state does not match the records; `claims db reindex` repairs it"
    of_none = select(CLAIM_NOW.c.claim_id).where(CLAIM_NOW.c.claim_id.not_in(select(claim.c.id)))
    for number in connection.execute(of_none.order_by(CLAIM_NOW.c.claim_id)).scalars():
        yield f"claim #{number}: its state is stored, but there is no such claim; `claims db reindex` removes it"


def rows_now(connection: Connection, claims: Collection[int], joined: Identities) -> list[Row]:
    """Compute the rows of claims from the records; of claims judged the same, ``claims`` includes all."""
    claim, said = TABLES["claim"], _said(connection, claims)
    closed = in_closed_stories(connection, claims)
    records = []
    for group in _groups(claims, joined):
        scope: Select[tuple[int]] = select(claim.c.id).where(claim.c.id.in_(sorted(group)))
        records += claim_records(connection, scope, joined=joined)
    reasons = lasting_reasons(connection, records, on_record(connection, joined))
    return [row for record in records for row in _rows(record, reasons[record.id], said, closed)]


def _rows_entered(connection: Connection, written: Written, joined: Identities) -> list[Row]:
    """Compute the rows of claims entered by themselves, from the rows in memory."""
    reading = entered_records(connection, written, joined)
    said: dict[int, set[tuple[Terms, bool, bool]]] = defaultdict(set)
    closed = in_closed_stories(connection, entered_alone(written, joined))
    for row in reading.appearance_rows:
        source = row["source_id"]
        said[row["claim_id"]].add((row["terms"], source is not None and reading.sources[source].named, False))
    records = reading.claims()
    reasons = lasting_reasons(connection, records, joined)
    return [row for record in records for row in _rows(record, reasons[record.id], said, closed)]


def _said(connection: Connection, claims: Iterable[int]) -> Said:
    """Return on what terms each claim was reported."""
    appearance, source, correction = TABLES["appearance"], TABLES["source"], TABLES["correction"]
    wrong = exists().where(correction.c.appearance_id == appearance.c.id, correction.c.kind == CorrectionKind.WRONG)
    statement = (
        select(appearance.c.claim_id, appearance.c.terms, source.c.named, wrong)
        .join(source, source.c.id == appearance.c.source_id, isouter=True)
        .distinct()
    )
    terms_of: dict[int, set[tuple[Terms, bool, bool]]] = defaultdict(set)
    for part in chunks(sorted(claims), MANY):
        for number, terms, named, is_wrong in connection.execute(statement.where(appearance.c.claim_id.in_(part))):
            terms_of[number].add((terms, bool(named), bool(is_wrong)))
    return terms_of


def _rows(record: ClaimRecord, reasons: Iterable[Reason], said: Said, closed: Closed) -> Iterator[Row]:
    """Yield the rows of a claim and of all claims judged the same."""
    shared, numbers = _row(record, reasons), (record.id, *record.duplicates)
    inside, outside = closed
    is_closed = not inside.isdisjoint(numbers) and outside.isdisjoint(numbers)
    public = [number for number in numbers if public_by(said.get(number, ())) and not is_closed]
    for number in numbers:
        yield {
            "claim_id": number,
            **shared,
            "told_as_id": public[0] if number in public else None,
            "confided": confided_by(said.get(number, ())),
        }


def _row(record: ClaimRecord, reasons: Iterable[Reason]) -> Row:
    due = record.due
    days = [known.article.published_earliest for known in record.appearances if known.article.published_earliest]
    wanted = [asked.reply_by for asked in record.inquiries if asked.reply_by is not None and not asked.replies]
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
        "reviewed_at": max((review.at for review in record.reviews if not review.proposed), default=None),
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
    for group in _groups(claims, joined):
        for part in chunks(sorted(group), MANY) if not empty else ():
            connection.execute(delete(CLAIM_NOW).where(CLAIM_NOW.c.claim_id.in_(part)))
        made = rows_now(connection, group, joined)
        if made:
            insert_rows(connection, CLAIM_NOW, made)


def _groups(claims: Iterable[int], joined: Identities) -> Iterator[set[int]]:
    """Yield claims in batches, together with all claims judged the same."""
    leaders = sorted({joined.canonical("claim", number) for number in claims})
    for part in chunks(leaders, AT_ONCE):
        yield joined.all_members("claim", part)
