"""What `db status` counts and what `db check` finds wrong, on both engines."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from claims.settings import Settings, settings
from claims.store import dialect
from claims.store.checking import checks
from claims.store.database import engine_for, reading
from claims.store.recording import write
from claims.store.tables import Article, Claim, ClaimWord, Evidence, Outlet, OutletAlias, Source, Window
from claims.vocabulary import AliasKind, EvidenceKind, Precision, SourceKind, WindowBasis, WindowRole

CONTENT = b"Japan and Canada are in line to join."
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def at(db_url: str, tmp_path: Path) -> Settings:
    """The settings of a database in which everything is right."""
    chosen = settings(db_url)
    chosen.files.mkdir(parents=True)
    (chosen.files / SHA256).write_bytes(CONTENT)
    write(chosen, "sample", everything_right)
    return chosen


def everything_right(session: Session) -> None:
    session.add(Outlet(slug="hurriyet", name="Hürriyet", match_key="hurriyet"))
    session.add(Source(slug="a-diplomat", kind=SourceKind.PERSON, named=False, described="a diplomat"))
    session.add(Claim(statement="Japan joins", match_key="japan joins"))
    session.flush()
    session.add_all(ClaimWord(claim_id=1, word=word) for word in ("japan", "joins"))
    session.add(OutletAlias(outlet_id=1, kind=AliasKind.HOST, value="www.hurriyet.com.tr", match_key="hurriyet.com.tr"))
    session.add(
        Article(
            outlet_id=1,
            url="https://www.hurriyet.com.tr/a/?utm_source=x",
            url_key="hurriyet.com.tr/a",
            published="2024-03",
            published_earliest=date(2024, 3, 1),
            published_latest=date(2024, 3, 31),
        )
    )
    session.add(Article(outlet_id=1))
    session.add(window("2024-04/..", date(2024, 4, 1), None))
    session.add(Evidence(kind=EvidenceKind.DATA, file_name="a.txt", sha256=SHA256))


def window(edtf: str, earliest: date | None, latest: date | None) -> Window:
    return Window(
        claim_id=1,
        role=WindowRole.DUE,
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        precision=Precision.MONTH,
        basis=WindowBasis.STATED,
    )


def problems(at: Settings) -> list[str]:
    with reading(at) as connection:
        return [problem for check in checks.checks(connection, at.files) for problem in check.problems]


@pytest.fixture
def engine(at: Settings) -> Iterator[Engine]:
    engine = engine_for(at.database)
    yield engine
    engine.dispose()


def test_nothing_is_wrong_with_a_right_database(at: Settings) -> None:
    assert problems(at) == []


def test_contents(at: Settings) -> None:
    with reading(at) as connection:
        found = checks.contents(connection)
    assert (found.claims, found.appearances, found.events) == (1, 0, 1)
    assert (found.last_what, found.last_who) == ("sample", "tester")
    assert found.bytes > 100_000
    assert found.engine.split()[0] == ("SQLite" if at.embedded else "PostgreSQL")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (Outlet(slug="x", name="Ö", match_key="ö"), 'outlet #2: match_key is "ö" and should be "o"'),
        (
            OutletAlias(outlet_id=1, kind=AliasKind.ALIAS, value="HDN"),
            'outlet_alias #2: match_key is empty and should be "hdn"',
        ),
        (Source(slug="x", kind=SourceKind.PERSON, match_key="x"), 'source #2: match_key is "x" and should be empty'),
        (Article(url="http://a.example/b", url_key="b"), 'article #3: url_key is "b" and should be "a.example/b"'),
        (Article(published="2024"), "article #3: published 2024 does not match None to None"),
        (Article(published="soon"), 'article #3: published is not a date: "soon"'),
        (window("2024-13", None, None), 'window #2: edtf is not valid: "2024-13"'),
        (window("2024-04/..", None, None), "window #2: edtf 2024-04/.. does not match open to open"),
    ],
)
def test_what_is_derived_wrongly_is_named(at: Settings, row: object, problem: str) -> None:
    write(at, "sample", lambda session: session.add(type(row)(**row.model_dump())))  # type: ignore[attr-defined]
    assert problems(at) == [problem]


def test_evidence_files_are_compared_with_their_names(at: Settings) -> None:
    copy = at.files / SHA256
    copy.write_bytes(b"Canada left.")
    assert problems(at) == [f"evidence #1: its copy {SHA256} in {at.files} was changed"]
    copy.unlink()
    assert problems(at) == [f"evidence #1: its copy {SHA256} is not in {at.files}"]
    copy.mkdir()
    assert "cannot be read" in problems(at)[0]


def test_a_missing_or_idle_trigger_is_named(at: Settings, engine: Engine) -> None:
    with engine.connect() as connection, connection.begin():
        postgres = dialect.is_postgres(connection)
        connection.execute(
            text("ALTER TABLE claim DISABLE TRIGGER claim_keep" if postgres else "DROP TRIGGER claim_keep")
        )
    assert problems(at) == ["the trigger claim_keep is missing: nothing protects the rows of its table"]


def test_a_schema_that_is_not_the_programs_is_named(at: Settings, engine: Engine) -> None:
    with engine.connect() as connection, connection.begin():
        connection.execute(text("DROP INDEX ix_window_latest"))
        connection.execute(text("CREATE TABLE stray (id INTEGER)"))
        connection.execute(text("ALTER TABLE claim ADD COLUMN odd TEXT"))
    assert sorted(problems(at)) == [
        "the column odd of the table claim is unknown to the program",
        "the index ix_window_latest of the table window is missing",
        "the table stray is unknown to the program",
    ]


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_row_that_refers_to_nothing_is_named(at: Settings) -> None:
    with closing(sqlite3.connect(at.file)) as connection:  # which does not mind, unless it is told to
        connection.executescript("DROP TRIGGER claim_delete; DELETE FROM claim")
    assert "window row 1 refers to a missing claim" in problems(at)


def loosen(at: Settings, engine: Engine, constraint: str, old: str, new: str) -> None:
    """Give a CHECK of the table of windows another condition, as a hand that rebuilds the table may."""
    if at.embedded:
        with closing(sqlite3.connect(at.file)) as file:
            file.execute("PRAGMA writable_schema = ON")
            file.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?)", (f"({old})", f"({new})"))
            file.commit()
        return
    with engine.connect() as connection, connection.begin():
        connection.execute(text(f'ALTER TABLE "window" DROP CONSTRAINT {constraint}'))
        connection.execute(text(f'ALTER TABLE "window" ADD CONSTRAINT {constraint} CHECK ({new})'))


@pytest.mark.parametrize(
    ("constraint", "old", "new"),
    [
        ("ck_window_begins_before_it_ends", "earliest <= latest", "earliest <= latest OR 1 = 1"),
        ("ck_window_begins_before_it_ends", "earliest <= latest", "earliest < latest"),
        ("ck_window_role", "role IN ('due', 'happened', 'holds')", "role IN ('due', 'happened', 'holds', 'Due')"),
    ],
)
def test_a_check_that_holds_something_else_is_named(
    at: Settings, engine: Engine, constraint: str, old: str, new: str
) -> None:
    loosen(at, engine, constraint, old, new)
    unknown, lacking = sorted(problems(at))
    assert lacking == f"the table window lacks the check {old}: nothing refuses other values"
    assert unknown.startswith("the table window has a check that the program does not make: ")


@pytest.mark.parametrize(
    ("name", "definition", "problem"),
    [
        (
            "ix_appearance_denied",
            "appearance (claim_id) WHERE stance = 'doubts'",
            "; the program's holds the rows with stance = 'denies'",
        ),
        (
            "ix_claim_now_due_by",
            "claim_now (due_by)",
            "the index ix_claim_now_due_by holds all rows; the program's holds the rows with due_by IS NOT NULL",
        ),
        (
            "ix_window_latest",
            '"window" (latest) WHERE latest IS NOT NULL',
            "; the program's holds all rows",
        ),
    ],
)
def test_an_index_that_holds_other_rows_is_named(
    at: Settings, engine: Engine, name: str, definition: str, problem: str
) -> None:
    with engine.connect() as connection, connection.begin():
        connection.execute(text(f"DROP INDEX {name}"))
        connection.execute(text(f"CREATE INDEX {name} ON {definition}"))
    (found,) = problems(at)
    assert found.endswith(problem)
    assert f"the index {name} " in found


@pytest.mark.parametrize("rule", ["earliest <= latest", "EARLIEST  <=\n latest", '("earliest") <= (latest)'])
def test_a_check_written_in_another_way_is_the_same(at: Settings, engine: Engine, rule: str) -> None:
    loosen(at, engine, "ck_window_begins_before_it_ends", "earliest <= latest", rule)
    assert problems(at) == []


@pytest.mark.parametrize("db_url", ["postgresql"], indirect=True)
def test_a_check_that_existing_rows_need_not_meet_is_named(at: Settings, engine: Engine) -> None:
    rule = "ck_window_begins_before_it_ends"
    with engine.connect() as connection, connection.begin():
        connection.execute(text(f'ALTER TABLE "window" DROP CONSTRAINT {rule}'))
        connection.execute(text(f'ALTER TABLE "window" ADD CONSTRAINT {rule} CHECK (earliest <= latest) NOT VALID'))
    assert len(problems(at)) == 2
