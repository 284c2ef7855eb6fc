"""What was recorded stays: triggers on both engines, revisions for edits, one event a transaction, redaction."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Table, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from claims.entry.correcting.correct import correct
from claims.entry.drafts import (
    AppearanceDraft,
    ArticleDraft,
    ClaimDraft,
    EvidenceDraft,
    ReviewDraft,
    SourceDraft,
    WindowDraft,
)
from claims.entry.edit import edit
from claims.entry.log import log
from claims.entry.registers.outlets import name_outlet
from claims.entry.reviewing.judge import judge
from claims.entry.reviewing.relate import relate
from claims.entry.reviewing.review import review
from claims.errors import Damaged, DatabaseUnusable, Refused
from claims.settings import Settings, settings
from claims.store import verification
from claims.store.database import engine_for, reading
from claims.store.recording import because, write
from claims.store.schema import TABLES
from claims.store.tables import (
    NAMED,
    Assignment,
    Chain,
    Copy,
    Event,
    Inquiry,
    InquiryReply,
    Outlet,
    Policy,
    ProposalDecision,
    Redaction,
    Remainder,
    Revision,
    Sealed,
    Snapshot,
    SnapshotTimestamp,
    StoryClosing,
    table_of,
)
from claims.vocabulary import (
    Attribution,
    ClaimKind,
    CorrectionKind,
    Decision,
    EvidenceKind,
    HedgeKind,
    JudgementKind,
    Media,
    RelationKind,
    Reply,
    Status,
    WindowRole,
    Wording,
)
from tests.places import kept
from tests.stamped import ROOT, STAMPED_AT, TOKEN, ZEROS

HELD = {*TABLES, "event"}
"""The tables whose rows stay."""

NAMED_TABLES = {table_of(model).name for model in NAMED}


@pytest.fixture
@kept
def filled(db_url: str) -> str:
    """The URL of a database in which every table has a row, made as people make them."""
    chosen = settings(db_url, "mori")
    write(chosen, "log", lambda session: log(session, claim(1), appearance("POLITICO")))
    write(chosen, "log", lambda session: log(session, claim(2), appearance("Nikkei Asia")))
    spelling = {"name": "Politico"}
    write(chosen, "edit", lambda session: edit(session, "outlet", "politico", spelling, "their own spelling"))
    write(chosen, "relate", lambda session: relate(session, "1", RelationKind.CONTRADICTS, "2", "both cannot be"))
    write(chosen, "merge", lambda session: judge(session, "outlet", JudgementKind.SAME, "1", "2", "one house"))
    write(chosen, "review", lambda session: review(session, "1", verdict()))
    write(chosen, "correct", lambda session: correct(session, "2", CorrectionKind.RETRACTED, "withdrawn"))
    write(chosen, "name", lambda session: name_outlet(session, "1", aliases=("Politico Europe",)))
    write(chosen, "rest", rest)
    return db_url


@pytest.fixture
def newsroom(filled: str) -> Settings:
    """The settings of that database, with a person at work."""
    return settings(filled, "mori")


def claim(number: int) -> ClaimDraft:
    return ClaimDraft(
        statement=f"Statement {number}",
        kind=ClaimKind.PREDICTION,
        stories=("a-story",),
        windows=(WindowDraft(role=WindowRole.DUE, words="by May 2025"),),
    )


def appearance(outlet: str) -> AppearanceDraft:
    return AppearanceDraft(
        attribution=Attribution.NAMED,
        article=ArticleDraft(outlet=outlet, published="2024-03-19", reporters=("Ann One",)),
        source=SourceDraft(source="Richard Marles", institution="Australian Government"),
        excerpt="in line to join",
        wording=Wording.DIRECT,
        hedges=((HedgeKind.LIKELIHOOD, "could"),),
        private_note="seen in the corridor",
    )


def verdict() -> ReviewDraft:
    evidence = EvidenceDraft(kind=EvidenceKind.PRIMARY_RECORD, url="https://www.gov.uk/statement")
    return ReviewDraft(status=Status.CONFIRMED, note="stated by the ministry", evidence=(evidence,))


def rest(session: Session) -> None:
    """Rows of the tables that no action writes yet."""
    inquiry = Inquiry(claim_id=1, whom="the ministry", question="is it so?")
    session.add(inquiry)
    session.flush()
    assert inquiry.id is not None
    snapshot = Snapshot(article_id=1, media=Media.TEXT, sha256=ZEROS, kept_as="1" * 64, reader="ours", text="in line")
    session.add(snapshot)
    session.flush()
    assert snapshot.id is not None
    session.add(ProposalDecision(snapshot_id=snapshot.id, proposal="0-7-named", decision=Decision.SKIPPED))
    stamp = SnapshotTimestamp(
        snapshot_id=snapshot.id, authority="https://a.example/", stamped_at=STAMPED_AT, token=TOKEN, root=ROOT
    )
    session.add(stamp)
    session.add_all(
        [
            InquiryReply(inquiry_id=inquiry.id, reply=Reply.ANSWERED, note="no comment"),
            Assignment(claim_id=1, reviewer="okafor"),
            Sealed(subject="source", row_uid="x", recipients="age1", ciphertext="…"),
            Copy(kind="backup", path="/tmp/x"),
            Policy(name="two_person_verdicts", value="on", note="asked for"),
            StoryClosing(story_id=1, closed=False, people="mori", note="over"),
            Redaction(subject="source", row_uid="nobody", field="name", reason="a test"),
            Remainder(subject="source", row_uid="nobody", without="name", digest="0" * 64),
        ]
    )


@pytest.fixture
def engine(newsroom: Settings) -> Iterator[Engine]:
    """A connection such as any other program could have."""
    made = engine_for(newsroom.database)
    yield made
    made.dispose()


def refused(engine: Engine, statement: str) -> bool:
    """Whether the database refuses a statement by a trigger, and not for another reason."""
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    except DBAPIError as error:
        if "are never" not in str(error.orig):
            raise
        return True
    return False


def test_rows_are_never_deleted_nor_given_another_identity(engine: Engine) -> None:
    for table in HELD:
        assert refused(engine, f'DELETE FROM "{table}"'), table
        assert refused(engine, f'UPDATE "{table}" SET id = id + 1000'), table
        assert refused(engine, f"UPDATE \"{table}\" SET {'hash' if table == 'event' else 'uid'} = 'another'"), table


def test_no_column_of_what_was_recorded_is_ever_updated(engine: Engine) -> None:
    columns = [column for table in HELD - NAMED_TABLES for column in held(table).columns]
    for column in columns:
        table, name = column.table.name, column.name
        value = {int: "1", bool: "true"}.get(column.type.python_type, "'2001-01-01'")
        assert refused(engine, f'UPDATE "{table}" SET "{name}" = {value}'), column
        if column.nullable:
            filled = f'UPDATE "{table}" SET "{name}" = NULL WHERE "{name}" IS NOT NULL'
            assert refused(engine, filled) or is_empty(engine, table, name), column


def held(table: str) -> Table:
    return table_of(Event) if table == "event" else TABLES[table]


def is_empty(engine: Engine, table: str, column: str) -> bool:
    with engine.connect() as connection:
        return not connection.execute(text(f'SELECT 1 FROM "{table}" WHERE "{column}" IS NOT NULL')).first()


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_rows_are_not_replaced(engine: Engine) -> None:
    for table in HELD:
        assert refused(engine, f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"'), table


@pytest.mark.parametrize("db_url", ["postgresql"], indirect=True)
def test_rows_are_not_truncated_nor_deleted_by_a_replaying_session(engine: Engine) -> None:
    for table in HELD:
        assert refused(engine, f'TRUNCATE "{table}" CASCADE'), table
        with engine.connect() as connection:
            connection.execute(text("SET session_replication_role = 'replica'"))
            with pytest.raises(DBAPIError, match="are never"):
                connection.execute(text(f'DELETE FROM "{table}"'))


def test_a_redaction_takes_the_content_and_nothing_else(newsroom: Settings, engine: Engine) -> None:
    with engine.connect() as connection:
        uid = connection.execute(text("SELECT uid FROM appearance WHERE id = 1")).scalar_one()
    emptied = "UPDATE appearance SET {} WHERE id = 1"
    assert refused(engine, emptied.format("excerpt = NULL, salt = NULL"))
    write(newsroom, "redact", lambda session: session.add(redaction("appearance", uid, "excerpt")))
    assert refused(engine, emptied.format("excerpt = 'another', salt = NULL"))
    assert refused(engine, emptied.format("excerpt = NULL"))
    assert refused(engine, emptied.format("excerpt = NULL, salt = NULL, attribution = 'unnamed'"))
    assert not refused(engine, emptied.format("excerpt = NULL, salt = NULL"))
    with reading(newsroom) as connection:
        assert verification.verify(connection).redacted == 1


def redaction(subject: str, uid: str, field: str) -> Redaction:
    return Redaction(subject=subject, row_uid=uid, field=field, reason="a name typed by mistake")


def test_an_edit_leaves_a_revision_with_who_when_and_why(newsroom: Settings) -> None:
    with reading(newsroom) as connection:
        rows = connection.execute(select(table_of(Revision)).order_by(table_of(Revision).c.id)).mappings().all()
    kept = [(row["subject"], row["field"], row["old"], row["new"], row["entered_by"], row["reason"]) for row in rows]
    assert ("outlet", "name", '"POLITICO"', '"Politico"', "mori", "their own spelling") in kept


def test_an_edit_that_reaches_the_row_by_hand_leaves_a_revision_too(newsroom: Settings) -> None:
    def change(session: Session) -> None:
        with because(session, "moved"):
            outlet = session.get(Outlet, 2)
            assert outlet is not None
            outlet.country = "JP"

    before = count(newsroom, "revision")
    write(newsroom, "edit", change)
    assert count(newsroom, "revision") == before + 1


def count(newsroom: Settings, table: str) -> int:
    with reading(newsroom) as connection:
        return int(connection.execute(select(func.count()).select_from(TABLES[table])).scalar_one())


def events(connection: Connection) -> list[dict[str, Any]]:
    event = table_of(Event)
    return [dict(row) for row in connection.execute(select(event).order_by(event.c.id)).mappings()]


def test_each_transaction_is_one_event_and_the_chain_holds_every_row(newsroom: Settings) -> None:
    with reading(newsroom) as connection:
        chain = events(connection)
        walked = verification.verify(connection)
    assert [event["what"] for event in chain] == [
        "log", "log", "edit", "relate", "merge", "review", "correct", "name", "rest",
    ]  # fmt: skip
    assert [event["seq"] for event in chain] == list(range(1, 10))
    assert walked.rows == sum(count(newsroom, table) for table in TABLES)


def test_a_use_case_that_fails_leaves_nothing(newsroom: Settings) -> None:
    before = {table: count(newsroom, table) for table in TABLES}

    def half(session: Session) -> None:
        log(session, claim(3), appearance("RNZ"))
        raise Refused("no")

    with pytest.raises(Refused):
        write(newsroom, "log", half)
    assert {table: count(newsroom, table) for table in TABLES} == before
    with reading(newsroom) as connection:
        assert verification.verify(connection).events == 9


def test_time_of_entry_never_runs_backwards(newsroom: Settings, engine: Engine) -> None:
    future = datetime.now(UTC) + timedelta(days=2)
    with engine.begin() as connection:
        connection.execute(table_of(Chain).update().values(at=future))
    write(newsroom, "log", lambda session: log(session, claim(3), appearance("RNZ")))
    with reading(newsroom) as connection:
        assert events(connection)[-1]["at"] == future
        claims = TABLES["claim"]
        assert connection.execute(select(claims.c.entered_at).order_by(claims.c.id.desc())).scalars().first() == future


def test_writers_at_once_make_one_chain(newsroom: Settings) -> None:
    def one(number: int) -> int | None:
        draft = claim(100 + number)
        return write(newsroom, "log", lambda session: log(session, draft, appearance("RNZ"))).claim

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(one, range(24)))
    assert len(set(made)) == 24
    with reading(newsroom) as connection:
        assert verification.verify(connection).events == 9 + 24
        outlets = TABLES["outlet"]
        named = connection.execute(select(outlets.c.id).where(outlets.c.match_key == "rnz")).scalars().all()
    assert len(named) == 1, "two writers made the same outlet twice"


def test_a_changed_current_value_of_an_edited_row_is_found(newsroom: Settings, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE outlet SET name = 'Tampered' WHERE id = 1"))
    with (
        reading(newsroom) as connection,
        pytest.raises(Damaged, match=r"outlet #1 .* was changed after it was entered"),
    ):
        verification.verify(connection)


def test_a_reading_connection_sees_one_moment(newsroom: Settings) -> None:
    with reading(newsroom) as connection:
        claims = select(func.count()).select_from(TABLES["claim"])
        before = connection.execute(claims).scalar_one()
        write(newsroom, "log", lambda session: log(session, claim(3), appearance("RNZ")))
        assert connection.execute(claims).scalar_one() == before


def test_a_naive_moment_is_refused(newsroom: Settings) -> None:
    def naive(session: Session) -> None:
        session.add(Inquiry(claim_id=1, asked_at=datetime(2024, 1, 1)))  # noqa: DTZ001  (what is refused)

    with pytest.raises(DatabaseUnusable, match="offset"):
        write(newsroom, "ask", naive)
