"""Rows inserted many at once are the rows that would have been inserted one by one."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any
from uuid import RFC_4122, UUID

from sqlalchemy import select
from sqlmodel import Session

from claims.entry.edit import edit
from claims.entry.work import Work, number
from claims.settings import settings
from claims.store import ledger, verification
from claims.store.batches import Batch
from claims.store.database import reading
from claims.store.recording import write
from claims.store.schema import CLAIM_WORD, TABLES
from claims.store.tables import Claim, Outlet, Window
from claims.text.matching import index_words
from claims.uids import new_uid
from claims.vocabulary import ClaimKind, Precision, Weight, WindowBasis, WindowRole

OUTLET: dict[str, Any] = {"slug": "hurriyet", "name": "Hürriyet “日本”", "match_key": "hurriyet", "ours": True}
CLAIM: dict[str, Any] = {
    "statement": "A statement\twith\\marks",
    "match_key": "a statement with marks",
    "kind": ClaimKind.PREDICTION,
    "weight": Weight.KEY,
}
WINDOW: dict[str, Any] = {
    "role": WindowRole.DUE,
    "words": "by May 2025",
    "latest": date(2025, 5, 31),
    "precision": Precision.MONTH,
    "basis": WindowBasis.STATED,
}


def at_once(session: Session) -> None:
    batch = Batch(session)
    batch.add("outlet", OUTLET, uid="00000000-0000-5000-8000-000000000001")
    claim = batch.add("claim", CLAIM, uid="00000000-0000-5000-8000-000000000002")
    batch.add("window", {"claim_id": claim, **WINDOW})
    batch.add_words(claim, index_words(CLAIM["match_key"]))
    assert len(batch) == 3
    batch.flush()


def one_by_one(session: Session) -> None:
    work = Work(session)
    work.add(Outlet(**OUTLET))
    claim = work.add(Claim(**CLAIM))
    work.add(Window(claim_id=number(claim), **WINDOW))


def rows(url: str, table: str) -> list[dict[str, Any]]:
    with reading(settings(url)) as connection:
        found = connection.execute(select(TABLES[table]).order_by(TABLES[table].c.id)).mappings()
        return [
            {name: value for name, value in row.items() if name not in ("id", "uid", "salt", "entered_at", "claim_id")}
            for row in found
        ]


def test_they_are_the_same_rows_and_are_in_the_chain(db_url: str) -> None:
    write(settings(db_url), "import", at_once)
    write(settings(db_url), "import", one_by_one)
    for table in ("outlet", "claim", "window"):
        first, second = rows(db_url, table)
        assert first == second
    with reading(settings(db_url)) as connection:
        assert verification.verify(connection).rows == 6
        found = set(connection.execute(select(CLAIM_WORD.c.word).where(CLAIM_WORD.c.claim_id == 1)).scalars())
    assert found == index_words(CLAIM["match_key"])


def test_their_numbers_go_on_after_those_that_are_there_and_others_after_theirs(db_url: str) -> None:
    for use_case in (one_by_one, at_once, one_by_one, at_once):
        write(settings(db_url), "import", use_case if use_case is one_by_one else another)
    with reading(settings(db_url)) as connection:
        assert list(connection.execute(select(TABLES["claim"].c.id).order_by("id")).scalars()) == [1, 2, 3, 4]


def another(session: Session) -> None:
    batch = Batch(session)
    batch.add("claim", CLAIM)
    batch.flush()


def test_they_can_be_edited_like_all_others(db_url: str) -> None:
    chosen = settings(db_url)
    write(chosen, "import", at_once)
    write(chosen, "edit", lambda session: edit(session, "outlet", "#1", {"name": "Hürriyet"}, "shorter"))
    with reading(chosen) as connection:
        assert verification.verify(connection).events == 2


def test_what_an_event_holds_of_a_row_is_what_it_is_compared_with() -> None:
    """The text that is digested while writing is the one that is made again from the row to verify it."""
    row = {**CLAIM, **WINDOW, "entered_at": datetime(2024, 3, 20, 9, tzinfo=UTC), "statement": 'a "b"\\\u2028日\x01'}
    for table in (TABLES["claim"], TABLES["window"]):
        references = ledger.References(None, {"claim": {7: "uid"}})  # type: ignore[arg-type]
        given = {**row, "claim_id": 7, "uid": "u"}
        said = ledger.digest(table.name, ledger.canonical(table, given, references), "salt")
        wanted = {table.name: [{**given, "salt": "salt"}]}
        assert [one.digest for one in ledger.digests(None, wanted, {"claim": {7: "uid"}})] == [said]  # type: ignore[arg-type]


def test_uids_sort_as_they_were_made_and_do_not_run_ahead_of_the_clock() -> None:
    made = [new_uid() for _ in range(20_000)]
    assert made == sorted(set(made))
    assert {(UUID(one).version, UUID(one).variant) for one in made} == {(7, RFC_4122)}
    assert int(made[-1].replace("-", "")[:12], 16) <= time.time() * 1000 + 10
