"""The samples of snapshots' texts, kept in step inside the transaction that writes.

They are derived: they can be made again from the snapshots, are in no event, and are never exported. Confidential
snapshots have no samples.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, select

from claims.store.derived import Written
from claims.store.inserting import insert_rows
from claims.store.ledger import chunks
from claims.store.schema import SNAPSHOT_SAMPLE, TABLES
from claims.text.versions.samples import samples_of

MANY = 200
"""How many texts are read at once."""
MOST = 2_000
"""By how many samples a text is looked up at most."""


def keep(connection: Connection, written: Written) -> None:
    """Update the samples after a transaction's rows: new snapshots, and redacted texts."""
    uids = {row["uid"] for row in written.get("snapshot", ())}
    uids |= {row["row_uid"] for row in written.get("redaction", ()) if row["subject"] == "snapshot"}
    for part in chunks(sorted(uids), MANY):
        _replace(connection, TABLES["snapshot"].c.uid.in_(part))


def rebuild(connection: Connection) -> int:
    """Make all samples again from the snapshots, and return how many snapshots there are."""
    connection.execute(delete(SNAPSHOT_SAMPLE))
    count = 0
    for part in _all_snapshots(connection):
        _replace(connection, TABLES["snapshot"].c.id.in_(part))
        count += len(part)
    return count


def differences(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each snapshot whose samples do not match its text."""
    mend = "`claims db reindex` repairs them"
    expected = 0
    for part in _all_snapshots(connection):
        right = _samples(connection, TABLES["snapshot"].c.id.in_(part))
        kept: dict[int, set[int]] = {number: set() for number in part}
        stored = select(SNAPSHOT_SAMPLE.c.snapshot_id, SNAPSHOT_SAMPLE.c.sample)
        for number, sample in connection.execute(stored.where(SNAPSHOT_SAMPLE.c.snapshot_id.in_(part))):
            kept[number].add(sample)
        for number in part:
            expected += len(right[number])
            if kept[number] != right[number]:
                yield f"snapshot #{number}: the samples of its text do not match the text; {mend}"
    if connection.execute(select(func.count()).select_from(SNAPSHOT_SAMPLE)).scalar_one() > expected:
        yield f"samples are kept of texts that no snapshot has; {mend}"


def sharing(samples: Collection[int], most: int) -> Select[Any]:
    """Return the statement for the snapshots that share samples with a text: ``snapshot_id`` and ``shared``, how many.

    Most samples in common first, then the newest.
    """
    chosen = sorted(samples)[:MOST]
    shared = func.count().label("shared")
    return (
        select(SNAPSHOT_SAMPLE.c.snapshot_id, shared)
        .where(SNAPSHOT_SAMPLE.c.sample.in_(chosen))
        .group_by(SNAPSHOT_SAMPLE.c.snapshot_id)
        .order_by(shared.desc(), SNAPSHOT_SAMPLE.c.snapshot_id.desc())
        .limit(most)
    )


def _replace(connection: Connection, chosen: ColumnElement[bool]) -> None:
    samples = _samples(connection, chosen)
    connection.execute(delete(SNAPSHOT_SAMPLE).where(SNAPSHOT_SAMPLE.c.snapshot_id.in_(samples)))
    rows = [
        {"sample": sample, "snapshot_id": number} for number, several in samples.items() for sample in sorted(several)
    ]
    if rows:
        insert_rows(connection, SNAPSHOT_SAMPLE, rows)


def _samples(connection: Connection, chosen: ColumnElement[bool]) -> Mapping[int, frozenset[int]]:
    snapshot = TABLES["snapshot"]
    texts = connection.execute(select(snapshot.c.id, snapshot.c.text, snapshot.c.confidential).where(chosen))
    return {number: samples_of("" if confidential else text or "") for number, text, confidential in texts}


def _all_snapshots(connection: Connection) -> Iterator[list[int]]:
    snapshot, last = TABLES["snapshot"], 0
    while True:
        chosen = select(snapshot.c.id).where(snapshot.c.id > last).order_by(snapshot.c.id).limit(MANY)
        numbers = list(connection.execute(chosen).scalars())
        if not numbers:
            return
        yield numbers
        last = numbers[-1]
