"""`claims redact`: what goes, what is said, what is asked, and that everything reads on without it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from claims.settings import settings
from claims.store import dialect
from claims.store.database import engine_for
from claims.store.recording import write
from claims.store.tables import Redaction
from tests.cli.entering import done, refused, row, rows, sit_down
from tests.conftest import Run
from tests.newsroom import act
from tests.places import SQLITE, kept

NAME = "Jane Doe"
WHY = ("--reason", "a court order", "--yes")


@pytest.fixture
@kept
def newsroom(run: Run) -> Run:
    """A claim by a named source, with a wrong entry and its successor, which hold the same text."""
    done(
        run, "log", "The mine will close", "--kind", "prediction", "--outlet", "RNZ", "--published", "2024-03-19",
        "--attribution", "named", "--source", NAME, "--role", "a director", "--excerpt", f"It closes, {NAME} said",
        "--wording", "paraphrase", "--hedge", "likelihood:likely", "--due", "by May 2025", "--story", "the-mine",
        "--reporter", "Ann Fox", "--note", "heard twice",
    )  # fmt: skip
    done(run, "correct", "1", "--wrong", "--stance", "denies", "--note", "misread")
    return run


# What goes


def test_a_field_goes_from_every_version_with_what_was_made_of_it(newsroom: Run) -> None:
    run = newsroom
    done(run, "source", "edit", "1", "--name", f"{NAME} MP")
    answered = run("redact", "source:1", "name", *WHY)
    assert answered.stdout.startswith("Redacted: source:1 name slug, with 2 edits of it.\n"), answered.stdout
    source = row(run, "source", 1)
    assert (source["name"], source["match_key"], source["salt"]) == (None, None, None)
    assert source["slug"].startswith("redacted-")
    assert {row(run, "revision", one)["old"] for one in range(1, rows(run)["revision"] + 1)} == {None}
    refused(run, "redact", "source:1", "name", *WHY, code=5, says="was already redacted")
    refused(run, "redact", "source:1", "note", *WHY, code=5, says="is empty: there is nothing to redact")


def test_a_slug_that_tells_nothing_of_the_name_stays(newsroom: Run) -> None:
    done(newsroom, "source", "edit", "1", "--slug", "witness-1")
    done(newsroom, "redact", "source:1", "name", *WHY)
    # Its first slug told of the name, so the versions of it are gone, and with them the slug that stands.
    assert row(newsroom, "source", 1)["slug"].startswith("redacted-")
    done(newsroom, "source", "add", "witness-2", "--kind", "person", "--name", "John Roe")
    done(newsroom, "redact", "source:2", "name", *WHY)
    assert row(newsroom, "source", 2)["slug"] == "witness-2"


def test_where_the_words_still_stand_is_said(newsroom: Run) -> None:
    found = done(newsroom, "redact", "source:1", "name", *WHY)
    places = {(one["record"], one["field"], one["of"]) for one in found["elsewhere"]}
    assert places == {("appearance:1", "excerpt", "claim:1"), ("appearance:2", "excerpt", "claim:1")}
    done(newsroom, "redact", "appearance:1", "excerpt", "appearance:2", "excerpt", *WHY)
    assert done(newsroom, "redact", "--find", "Doe") == []


def test_an_old_version_can_go_alone(newsroom: Run) -> None:
    run = newsroom
    done(run, "edit", "1", "--statement", "The pit will close")
    wrong = next(one for one in range(1, 9) if row(run, "revision", one)["field"] == "statement")
    answered = done(run, "redact", f"revision:{wrong}", "old", *WHY)
    assert [one["record"] for one in answered["redacted"]].count("claim:1") == 0
    assert run("show", "1").stdout.startswith("#1 The pit will close\n")
    assert "claim logged: (redacted)" in run("history", "1").stdout
    assert run("db", "verify").exit_code == 0
    assert run("db", "check").exit_code == 0
    assert done(run, "redact", "--find", "mine will close") == []


def test_a_kept_file_goes_unless_other_evidence_names_it(newsroom: Run, tmp_path: Path) -> None:
    run = newsroom
    paper = tmp_path / "paper.txt"
    paper.write_text("The mine will close.", encoding="utf-8")
    for _ in range(2):
        evidence = ("--evidence", paper, "--evidence-kind", "primary_record")
        done(run, "review", "1", "disputed", "--note", "a paper", *evidence)
    kept = settings(run.url).files / row(run, "evidence", 1)["sha256"]
    done(run, "redact", "evidence:1", "file", *WHY)
    assert kept.exists()
    assert run("db", "check").exit_code == 0
    done(run, "redact", "evidence:2", "file", *WHY)
    assert not kept.exists()
    assert run("db", "check").exit_code == 0
    assert run("db", "verify").exit_code == 0
    refused(run, "redact", "evidence:2", "file", *WHY, code=5, says="was already redacted")


def test_as_of_a_day_before_it_shows_nothing_either(newsroom: Run) -> None:
    run = newsroom
    act(run.url, "2024-04-01T00:00:00+00:00", lambda session: None)
    before = datetime.now(UTC).isoformat()
    assert NAME in run("show", "1", "--as-of", before).stdout
    done(run, "story", "edit", "the-mine", "--title", "The Mine")
    done(run, "redact", "source:1", "name", "story:1", "title", "claim:1", "statement", *WHY)
    for read in (("show", "1"), ("source", "show", "1"), ("story", "show", "1"), ("history", "1"), ("list",)):
        answered = run(*read, "--as-of", before)
        assert answered.exit_code == 0, answered.stderr
        assert "redacted" in answered.stdout, read


# What is said and asked


def test_copies_that_were_made_before_are_listed(newsroom: Run, tmp_path: Path) -> None:
    run = newsroom
    if not run.url.startswith(SQLITE):
        assert done(run, "redact", "source:1", "name", *WHY)["copies"] == []
        assert "write-ahead logs" in run("redact", "claim:1", "statement", *WHY).stdout
        return
    backup, gone = tmp_path / "copy.db", tmp_path / "gone.db"
    run("db", "backup", backup)
    run("db", "backup", gone)
    gone.unlink()
    upgraded = Path(f"{run.url.removeprefix(SQLITE)}.before-0003-20240409T000000Z")
    upgraded.touch()
    copies = done(run, "redact", "source:1", "name", *WHY)["copies"]
    assert [(one["path"], one["there"]) for one in copies] == [
        (str(backup), True),
        (str(gone), False),
        (str(upgraded), True),
    ]
    done(run, "source", "add", "John Roe", "--kind", "person")
    assert str(backup) not in run("redact", "source:2", "name", *WHY).stdout
    assert str(backup) in run("redact", "--clean").stdout


def test_it_is_seen_in_the_histories(newsroom: Run) -> None:
    run = newsroom
    done(run, "redact", "source:1", "name", "claim:1", "statement", "appearance:2", "excerpt", *WHY)
    assert "\nredacted      name (a court order), tester" in run("source", "show", "1").stdout
    told = run("history", "1").stdout
    assert "redacted: statement of claim #1 (redaction #" in told
    assert "redacted: excerpt of appearance #2" in told
    assert "redact by tester" in run("db", "status").stdout


def test_what_was_off_the_record_is_not_told(run: Run) -> None:
    off = ("--attribution", "unnamed", "--source", "a clerk", "--terms", "off_record", "--private-note", "her sister")
    done(run, "log", "The mine will close", "--outlet", "RNZ", *off)
    done(run, "appear", "1", "--outlet", "AP", "--attribution", "unattributed", "--note", "dull")
    done(run, "redact", "appearance:1", "private-note", "appearance:2", "note", *WHY)
    assert "appearance #1" not in run("history", "1").stdout
    assert "redacted: note of appearance #2" in run("history", "1").stdout
    assert "redacted: private note of appearance #1" in run("history", "1", "--confidential").stdout


def test_nothing_is_redacted_without_somebody_who_agrees(newsroom: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run = newsroom
    refused(run, "redact", "source:1", "name", "--reason", "x", code=2, says="add --yes")
    refused(run, "redact", "source:1", "name", "--yes", code=2, says="say why: --reason")
    sit_down(monkeypatch)
    assert run("redact", "source:1", "name", "--reason", "x", input="n\n").exit_code == 130
    assert row(run, "source", 1)["name"] == NAME
    answered = run("redact", "--everywhere", "-", "--reason", "x", input=f"{NAME}\ny\n")
    assert answered.exit_code == 0, answered.stderr
    assert "source:1 name, source:1 slug, appearance:1 excerpt, appearance:2 excerpt" in " ".join(
        answered.stderr.split()
    )
    assert row(run, "source", 1)["name"] is None


REFUSALS = (
    ((), 2, "say one thing"),
    (("source:1", "name", "--find", NAME), 2, "say one thing"),
    (("source:1", NAME, *WHY), 2, "a source has no such text"),
    ((NAME, "name", *WHY), 2, "name the record first"),
    (("source:1", "name", "--reason", f"It is {NAME}", "--yes"), 2, "the reason repeats the text"),
    (("--everywhere", NAME, "--reason", f"It is {NAME}", "--yes"), 2, "the reason repeats the text"),
    (("--everywhere", "Quarantotti", *WHY), 3, "no redactable text here contains it"),
    (("--everywhere", "…", *WHY), 6, "there are no words to search for"),
    (("source:99", "name", *WHY), 3, "there is no source:99"),
    (("revision:1", "old", *WHY), 5, "holds no text"),
    (("source:1", "name", "--becuase", NAME), 2, "there is no option --becuase"),
)


def test_refusals_repeat_no_text(newsroom: Run) -> None:
    done(newsroom, "edit", "1", "--weight", "background")
    before = rows(newsroom)
    for args, code, says in REFUSALS:
        answered = newsroom("redact", *args)
        assert answered.exit_code == code, answered.stderr
        assert says in answered.stderr
        assert NAME not in answered.stderr
        assert "Quarantotti" not in answered.stderr
    assert rows(newsroom) == before


def test_who_entered_something_stays_and_that_is_said(run: Run) -> None:
    run("--as", NAME, "outlet", "add", "RNZ", "--note", NAME)
    answered = run("redact", "--find", NAME)
    assert "outlet:1  note" in answered.stdout
    assert "it is also entered_by in" in answered.stderr
    assert "It is also entered_by in" in run("redact", "outlet:1", "note", *WHY).stdout


# Everything reads on


READS = (
    ("list",), ("show", "1"), ("show", "1", "--confidential"), ("history", "1"), ("report", "story", "1"),
    ("outlet", "list"), ("outlet", "show", "1"), ("reporter", "list"), ("reporter", "show", "1"),
    ("source", "list"), ("source", "show", "1"), ("article", "list"), ("article", "show", "1"),
    ("story", "list"), ("story", "show", "1"), ("search", "mine"),
)  # fmt: skip


def test_everything_reads_on_without_its_texts(newsroom: Run) -> None:
    run = newsroom
    done(
        run, "review", "1", "disputed", "--note", "so", "--evidence", "https://example.org/a", "--evidence-kind", "data"
    )
    what = (
        "claim:1 statement note outlet:1 name slug reporter:1 name story:1 title source:1 name role appearance:1 "
        "excerpt appearance:2 excerpt hedge:1 words hedge:2 words window:1 words review:1 note evidence:1 url "
        "correction:1 note"
    ).split()
    done(run, "redact", *what, *WHY)
    for read in READS:
        for form in ("table", "json"):
            answered = run(*read, "--format", form)
            assert answered.exit_code == 0, (read, answered.stderr)
            assert "None" not in answered.stdout.replace("None of", ""), (read, form)
            assert not any(
                word in answered.stdout for word in (NAME, "Ann Fox", "RNZ", "by May 2025", "heard twice")
            ), (read, form)
    assert run("show", "1").stdout.startswith("#1 (redacted)\n")
    assert "(redacted source #1)" in run("show", "1").stdout
    assert "(redacted outlet #1), 19 March 2024" in run("show", "1").stdout
    assert "(redacted reporter #1)" in run("reporter", "list").stdout
    assert run("list", "--format", "json").json[0]["statement"] is None


def test_work_goes_on_with_what_was_redacted(newsroom: Run) -> None:
    run = newsroom
    done(run, "redact", "source:1", "name", "appearance:2", "excerpt", "hedge:2", "words", *WHY)
    done(run, "source", "edit", "1", "--role", "a manager")
    done(run, "appear", "1", "--outlet", "AP", "--attribution", "named", "--source", "#1")
    done(run, "correct", "2", "--wrong", "--stance", "asserts", "--note", "right after all")
    done(run, "source", "edit", "1", "--name", "John Roe")
    assert "John Roe" in run("show", "1").stdout
    assert run("db", "verify").exit_code == 0
    assert run("db", "check").exit_code == 0


# What is left stays held


HELD_STILL = (
    "UPDATE appearance SET attribution = 'unattributed' WHERE id = 1",
    "UPDATE appearance SET stance = 'denies' WHERE id = 1",
    "UPDATE appearance SET entered_by = 'somebody' WHERE id = 1",
    "UPDATE appearance SET entered_at = '2031-01-01 00:00:00.000000' WHERE id = 1",
    "UPDATE appearance SET source_id = NULL WHERE id = 1",
    "UPDATE appearance SET occasion = 'a dinner' WHERE id = 1",
    "UPDATE appearance SET excerpt = 'It opens' WHERE id = 1",
    "UPDATE source SET role = 'a driver' WHERE id = 1",
    "UPDATE source SET name = 'John Roe' WHERE id = 1",
    "UPDATE source SET slug = 'john-roe' WHERE id = 1",
    "UPDATE source SET named = false WHERE id = 1",
    "UPDATE remainder SET salt = NULL",
    "UPDATE remainder SET without = 'attribution excerpt' WHERE subject = 'appearance'",
    "UPDATE remainder SET digest = 'x'",
)


def tampered(run: Run, *statements: str) -> None:
    """Do what only somebody with all rights in the database can."""
    engine = engine_for(run.url)
    with engine.connect() as connection, connection.begin():
        for name in ("appearance", "source", "remainder"):
            on = f" ON {name}" if dialect.is_postgres(connection) else ""
            connection.execute(text(f"DROP TRIGGER {name}_keep{on}"))
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize("statement", HELD_STILL)
def test_what_was_not_redacted_stays_held(newsroom: Run, statement: str) -> None:
    done(newsroom, "source", "edit", "1", "--name", f"{NAME} MP")
    done(newsroom, "redact", "source:1", "name", "appearance:1", "excerpt", *WHY)
    verified = newsroom("db", "verify", "--format", "json").json
    assert (verified["redacted"] > 1, verified["unguarded"]) == (True, 0)
    tampered(newsroom, statement)
    walked = newsroom("db", "verify")
    assert (walked.exit_code, "was changed after it was entered" in walked.stderr) == (1, True)


def test_a_second_redaction_leaves_no_digest_of_what_it_took(newsroom: Run) -> None:
    done(newsroom, "redact", "source:1", "role", *WHY)
    done(newsroom, "redact", "source:1", "name", *WHY)
    held = [row(newsroom, "remainder", one) for one in range(1, rows(newsroom)["remainder"] + 1)]
    of_source = [one for one in held if one["subject"] == "source"]
    assert [one["salt"] is None for one in of_source] == [True, False]
    assert of_source[-1]["without"] == "match_key name role slug"
    assert newsroom("db", "verify").exit_code == 0
    done(newsroom, "source", "edit", "1", "--role", "a miner", "--note", "tall")
    assert newsroom("db", "verify").exit_code == 0


def test_no_client_takes_the_salt_of_the_last_digest(newsroom: Run) -> None:
    done(newsroom, "redact", "appearance:1", "excerpt", *WHY)
    engine = engine_for(newsroom.url)
    for statement in ("UPDATE remainder SET salt = NULL", "UPDATE remainder SET without = ''", "DELETE FROM remainder"):
        with pytest.raises(DBAPIError, match="are never"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_what_an_older_program_redacted_is_held_once_it_is_asked_for(newsroom: Run) -> None:
    def redacted_before(session: Session) -> None:
        uid = row(newsroom, "appearance", 1)["uid"]
        session.add(Redaction(subject="appearance", row_uid=uid, field="excerpt", reason="by a court"))
        session.flush()
        session.connection().execute(text("UPDATE appearance SET excerpt = NULL, salt = NULL WHERE id = 1"))

    write(settings(newsroom.url), "redact", redacted_before)
    assert newsroom("db", "verify", "--format", "json").json["unguarded"] == 1
    assert "claims redact --clean" in newsroom("db", "verify").stdout
    assert newsroom("redact", "--clean").exit_code == 0
    assert newsroom("db", "verify", "--format", "json").json["unguarded"] == 0
    tampered(newsroom, HELD_STILL[0])
    assert newsroom("db", "verify").exit_code == 1
