"""What a redaction may take out, how a text is looked for, and that no byte of it is left."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, String, text

from claims.errors import BadUsage, BadValue
from claims.privacy.redaction import DERIVED, FILE, TEXTS, Wanted, holds, record_name, shares_word, sought, wanted_of
from claims.store import dialect
from claims.store.database import engine_for
from claims.store.schema import NAMED_TABLES, TABLES
from tests.conftest import Run
from tests.places import SQLITE
from tests.postgres import libpq_url

# What is asked for


def test_records_and_fields_as_people_type_them() -> None:
    words = [
        "source:12",
        "name",
        "Private-Note",
        "appearance#7",
        "private-note",
        "reply:3",
        "note",
        "evidence:1",
        "file",
    ]
    with pytest.raises(BadUsage, match="no such text; it may have name, described"):
        wanted_of(words)
    del words[2]
    assert wanted_of(words) == [
        Wanted("source", 12, ("name",)),
        Wanted("appearance", 7, ("private_note",)),
        Wanted("inquiry_reply", 3, ("note",)),
        Wanted("evidence", 1, (FILE,)),
    ]
    assert record_name("inquiry_reply", 3) == "reply:3"


@pytest.mark.parametrize("words", [["Jane", "Doe"], ["source:Jane"], ["sauce:12", "Jane"], ["source:12", "Jane"]])
def test_a_misplaced_word_is_not_repeated(words: list[str]) -> None:
    with pytest.raises(BadUsage) as refusal:
        wanted_of(words)
    assert "jane" not in str(refusal.value).casefold()


# Looking for a text


@pytest.mark.parametrize(
    ("wanted", "value", "there"),
    [
        ("Jane Doe", "said JANE  DOE's lawyer", True),
        ("Jane Doe", "jane-doe", True),
        ("Jane Doe", "Jane Doering", False),
        ("Jane Doe*", "Jane Doering", True),
        ("Ann", "announced", False),
        ("Müller", "Herr Muller", True),
        ("石破", "石破茂首相は", True),
        ("Ishiba", "Ishiba氏", True),
        ("สมชาย", "นายสมชายกล่าว", True),
        ("Doe", "", False),
    ],
)
def test_a_text_is_found_as_whole_words(wanted: str, value: str, there: bool) -> None:
    assert holds(value, [sought(wanted)]) is there


def test_nothing_cannot_be_looked_for() -> None:
    with pytest.raises(BadValue, match="no words"):
        sought(" –*")


WORDS = st.text(alphabet="abcéñ日本ไท ", min_size=1).filter(str.strip)


@given(WORDS, WORDS, WORDS)
def test_a_text_is_found_between_any_others(before: str, wanted: str, after: str) -> None:
    assert holds(f"{before} {wanted.upper()}, {after}", [sought(wanted)])


def test_a_slug_tells_of_a_name() -> None:
    assert shares_word("doe-2", ["Jane Doe"])
    assert not shares_word("diplomat-1", ["Jane Doe"])


# The triggers


def test_the_triggers_let_exactly_these_fields_go(db_url: str) -> None:
    engine = engine_for(db_url)
    with engine.connect() as connection:
        for table in TABLES.keys() - NAMED_TABLES:
            fields = set(TEXTS.get(table, ()))
            fields |= {name for field in fields for name in DERIVED.get((table, field), ())}
            assert emptied(connection, table) == fields, table
    engine.dispose()
    assert TEXTS.keys() <= TABLES.keys()


def emptied(connection: Connection, table: str) -> set[str]:
    """The columns that the guard of a table lets become nothing."""
    if dialect.is_postgres(connection):
        statement = text("SELECT prosrc FROM pg_proc WHERE proname = :name")
        found = connection.execute(statement, {"name": f"claims_keep_{table}"}).scalar_one()
    else:
        statement = text("SELECT sql FROM sqlite_master WHERE name = :name")
        found = connection.execute(statement, {"name": f"{table}_keep"}).scalar_one()
    return set(re.findall(r'NEW\."(\w+)" IS NULL OR', found))


def test_every_text_of_a_named_thing_can_go() -> None:
    kept = {"uid", "salt", "entered_by", "match_key", "url_key", "published"}
    for table in NAMED_TABLES:
        typed = {column.name for column in TABLES[table].columns if is_text(column.type)}
        assert typed - kept == set(TEXTS[table]), table


def is_text(kind: object) -> bool:
    return isinstance(kind, String) and not getattr(kind, "enum_class", None)


# No byte is left

NAME = "Jäne Quarantotti"
FORMS = [form.encode() for form in ("quarantotti", "j\u00e4ne", "j\\u00e4ne")]


@pytest.fixture
def entered(run: Run, tmp_path: Path) -> Iterator[Run]:
    """A newsroom in which a name stands in many places and was edited over, and another program at the file."""
    paper = tmp_path / "paper.txt"
    paper.write_text(f"{NAME} signed this.", encoding="utf-8")
    steps = [
        ("log", "Rain is expected", "--outlet", "RNZ", "--published", "2024-03-18", "--attribution", "unattributed"),
        ("log", f"The minister sacked {NAME}", "--outlet", "RNZ", "--published", "2024-03-19", "--attribution", "named",
         "--source", NAME, "--excerpt", f"I was sacked, says {NAME}", "--wording", "paraphrase"),
        ("source", "edit", "1", "--name", f"{NAME} MP", "--reason", f"{NAME} is in parliament"),
        ("source", "edit", "1", "--name", NAME),
        ("edit", "2", "--statement", f"{NAME} was sacked"),
        ("review", "2", "confirmed", "--note", "seen", "--evidence", paper, "--evidence-kind", "primary_record"),
    ]  # fmt: skip
    for step in steps:
        done = run(*step)
        assert done.exit_code == 0, done.stderr
    other = sqlite3.connect(run.url.removeprefix(SQLITE)) if run.url.startswith(SQLITE) else None
    if other is not None:
        other.execute("SELECT count(*) FROM source").fetchall()
    else:
        with psycopg.connect(libpq_url(run.url), autocommit=True) as connection:
            connection.execute("ANALYZE")  # so that the server's statistics hold the name too
    yield run
    if other is not None:
        other.close()


REDACTED = ("source:1", "name", "claim:2", "statement", "appearance:2", "excerpt", "evidence:1", "file")


def stored(run: Run, tmp_path: Path) -> bytes:
    """Every byte of the database, in small letters: its file and journals and kept files, or a server's relations."""
    if run.url.startswith(SQLITE):
        path = Path(run.url.removeprefix(SQLITE))
        files = [*path.parent.glob(f"{path.name}*"), *path.parent.glob(f"{path.name}.evidence/*")]
        return b"".join(file.read_bytes() for file in files if file.is_file() and ".backup-" not in file.name).lower()
    relations = (
        "SELECT pg_read_binary_file(pg_relation_filepath(oid), true) FROM pg_class "
        "WHERE relkind IN ('r', 'i', 't', 'm') AND pg_relation_filepath(oid) IS NOT NULL"
    )
    with psycopg.connect(libpq_url(run.url), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        pages = [row[0] or b"" for row in connection.execute(relations)]
        rows = [str(row).encode() for row in connection.execute("SELECT * FROM event")]
    return b"".join([*pages, *rows]).lower()


def test_no_byte_of_a_redacted_text_is_left(entered: Run, tmp_path: Path) -> None:
    run = entered
    before = run("db", "verify").stdout
    assert ", 0 redacted" in before
    assert all(form in stored(run, tmp_path) for form in FORMS[:2])
    backup = tmp_path / "before.db"
    if run.url.startswith(SQLITE):
        assert run("db", "backup", backup).exit_code == 0

    done = run("redact", *REDACTED, "--reason", "a court order", "--yes")
    assert done.exit_code == 0, done.stderr
    assert NAME not in done.stdout + done.stderr
    left = stored(run, tmp_path)
    assert [form for form in FORMS if form in left] == []
    assert run("db", "check").exit_code == 0
    after = run("db", "verify")
    assert after.exit_code == 0, after.stderr
    assert ", 0 redacted" not in after.stdout
    assert run("redact", "--find", "Quarantotti").stdout == "No text that can be redacted has these words.\n"
    if run.url.startswith(SQLITE):
        assert str(backup) in done.stdout
        assert FORMS[0] in backup.read_bytes().lower()
        later = tmp_path / "later.db"
        assert run("db", "backup", later).exit_code == 0
        assert [form for form in FORMS if form in later.read_bytes().lower()] == []


def test_a_text_goes_from_everywhere(entered: Run, tmp_path: Path) -> None:
    run = entered
    found = run("redact", "--find", "jane quarantotti", "--format", "json").json
    assert {(one["record"], one["field"]) for one in found} >= {
        ("source:1", "name"),
        ("source:1", "slug"),
        ("claim:2", "statement"),
        ("appearance:2", "excerpt"),
        ("revision:1", "reason"),
    }
    assert run("redact", "--everywhere", "-", "--reason", "a court order", "--yes", input=f"{NAME}\n").exit_code == 0
    files = Path(run.url.removeprefix(SQLITE) + ".evidence")
    if files.is_dir():  # kept files are not looked into
        for file in files.iterdir():
            file.unlink()
    left = stored(run, tmp_path)
    assert [form for form in FORMS if form in left] == []
    assert run("db", "verify").exit_code == 0


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_reader_that_keeps_old_pages_is_told_of(
    entered: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = entered
    monkeypatch.setattr(dialect, "SCRUB_SECONDS", 0.1)
    with closing(sqlite3.connect(run.url.removeprefix(SQLITE), isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM source").fetchall()
        done = run("redact", *REDACTED, "--reason", "a court order", "--yes")
        assert done.exit_code == 7
        assert "another program has" in done.stderr
        assert "claims redact --clean" in done.stderr
        assert "are clean" not in done.stdout
        assert "(redacted source #1)" in run("source", "show", "1").stdout
        assert run("redact", "--clean").exit_code == 7
        other.execute("ROLLBACK")
    done = run("redact", "--clean")
    assert (done.exit_code, done.stderr) == (0, "")
    left = stored(run, tmp_path)
    assert [form for form in FORMS if form in left] == []


@pytest.mark.parametrize("db_url", ["postgresql"], indirect=True)
def test_who_does_not_own_the_tables_is_told_so(entered: Run) -> None:
    with psycopg.connect(libpq_url(entered.url), autocommit=True) as connection:
        connection.execute("CREATE ROLE desk LOGIN")
        connection.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO desk")
        connection.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO desk")
        try:
            run = Run(entered.url.replace("://claims@", "://desk@"), entered.environment)
            done = run("redact", *REDACTED, "--reason", "a court order", "--yes")
            assert done.exit_code == 7, done
            assert "this user may not rewrite" in done.stderr
            assert run("source", "show", "1").stdout.startswith("source        #1 (redacted source #1)\n")
        finally:
            connection.execute("DROP OWNED BY desk")
            connection.execute("DROP ROLE desk")
    assert entered("redact", "--clean").exit_code == 0


@pytest.mark.parametrize("db_url", ["postgresql"], indirect=True)
def test_a_transaction_that_still_sees_old_rows_is_told_of(entered: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run = entered
    with psycopg.connect(libpq_url(run.url)) as other:
        other.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        other.execute("SELECT 1 FROM event")
        other.execute("SAVEPOINT here")
        done = run("redact", *REDACTED, "--reason", "a court order", "--yes")
        assert done.exit_code == 7
        assert "an open transaction still sees the old" in done.stderr
    assert run("redact", "--clean").exit_code == 0
