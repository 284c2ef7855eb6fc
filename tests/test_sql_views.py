"""The views for analysts, through the plain drivers that Datasette, psql and the like use."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from claims.settings import settings
from tests.conftest import ROOT, Run
from tests.newsroom import AUKUS, appearance, article, claim, enter, enter_case, record
from tests.postgres import Postgres, libpq_url
from tests.reports.test_canaries import CONFIDED, KEPT_BACK, SEEN, enter_everything, leaked

pytestmark = pytest.mark.engines("sqlite", "postgresql")

DOCUMENT = (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^([^\n#|`]+)\n\n```sql\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
VIEWS = ("v_claims", "v_appearances", "v_chains", "v_sources")

Rows = list[tuple[Any, ...]]


@contextmanager
def cursor(url: str) -> Iterator[Any]:
    """What a program of somebody else's asks with, which knows nothing of ours."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(f"file:{settings(url).file}?mode=ro", uri=True)) as opened:
            yield opened.cursor()
    else:
        with psycopg.connect(libpq_url(url)) as connection, connection.cursor() as opened:
            yield opened


def answer(url: str, question: str) -> tuple[list[str], Rows]:
    """The names of the columns of an answer, and its rows."""
    with cursor(url) as asking:
        asking.execute(question)
        return [column[0] for column in asking.description], asking.fetchall()


def rows(url: str, question: str) -> list[dict[str, Any]]:
    names, found = answer(url, question)
    return [dict(zip(names, row, strict=True)) for row in found]


def asked(words: str) -> str:
    """The SQL of the documented question that begins with some words."""
    return next(str(sql) for question, sql in QUESTIONS if question.startswith(words))


def plain(found: Rows) -> list[list[str]]:
    """An answer as both engines give it: days as text, numbers without their type."""
    return [[f"{value:g}" if isinstance(value, float) else str(_number(value)) for value in row] for row in found]


def _number(value: Any) -> Any:
    return f"{float(value):g}" if type(value).__name__ in ("int", "bool", "Decimal") else value


def documented(view: str) -> list[str]:
    """The columns that the document names for a view, in order."""
    part = DOCUMENT.split(f"## {view}\n", 1)[1].split("\n## ", 1)[0]
    cells = re.findall(r"^\| (`.*?) \|", part, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


def test_the_document_answers_ten_questions() -> None:
    assert len(QUESTIONS) >= 10
    assert len(QUESTIONS) == DOCUMENT.count("```sql")


@pytest.mark.parametrize("view", VIEWS)
def test_the_document_names_every_column(db_url: str, view: str) -> None:
    assert answer(db_url, f"SELECT * FROM {view}")[0] == documented(view)


@pytest.mark.parametrize("question", [question for question, _ in QUESTIONS])
def test_the_questions_are_answered_alike_on_both_engines(sqlite_db: str, postgres_db: str, question: str) -> None:
    sql = dict(QUESTIONS)[question]
    given = []
    for url in (sqlite_db, postgres_db):
        enter_case(url, AUKUS)
        given.append(plain(answer(url, sql)[1]))
    assert given[0] == given[1]
    assert given[0] or question.startswith("Which verdicts did we change"), "the case has nothing to tell"


def test_the_views_tell_what_the_program_tells(run: Run) -> None:
    assert run("import", AUKUS).exit_code == 0
    listed = {one["id"]: one for one in run("list", "--format", "json").json}
    claims = rows(run.url, "SELECT * FROM v_claims")
    assert {one["claim"] for one in claims} == listed.keys()
    for one in claims:
        shown = listed[one["claim"]]
        assert (one["statement"], one["kind"], one["status"], one["outcome"]) == (
            shown["statement"],
            shown["kind"],
            shown["status"],
            shown["outcome"],
        )
    overdue = {number for number, *_ in answer(run.url, asked("What is overdue"))[1]}
    assert overdue == {one["id"] for one in listed.values() if one["overdue"]}


def everything(url: str) -> str:
    """All that the views hold, as text in small letters."""
    return "\n".join(repr(answer(url, f"SELECT * FROM {view}")) for view in VIEWS).lower()


def test_nothing_confidential_is_in_a_view(run: Run) -> None:
    shown = everything(enter_everything(run).url)
    assert not leaked(shown, CONFIDED)
    assert not leaked(shown, KEPT_BACK)
    assert "age-encryption" not in shown
    assert leaked(shown, SEEN) >= {f"{SEEN}{one}" for one in ("closes", "reopens", "ann", "clerk", "excerpt", "outlet")}


def test_nobody_is_in_a_view_by_the_name_of_one_who_spoke_in_confidence(run: Run) -> None:
    """Not even where people judged the two one, or where the one who did belongs to somebody who may be told."""
    source = {"kind": "person"}
    enter(
        run.url,
        [
            record("source", "agency", kind="institution", name=f"{CONFIDED} agency"),
            record("source", "office", kind="institution", name=f"{CONFIDED} office", part_of="agency"),
            record("source", "mole", name=f"{CONFIDED} mole", institution="office", **source),
            record("source", "ministry", kind="institution", name="The ministry"),
            record("source", "rob", name="Rob Fox", institution="ministry", **source),
            *article("a", "Alpha"),
            *article("b", "Beta"),
            claim("c", "The mine closes"),
            claim("d", "The mine is sold"),
            appearance("a", "named", source="rob"),
            record("appearance", "off", claim="d", article="b", attribution="named", source="mole",
                   terms="off_record"),
            record("appearance", "on", claim="d", article="b", attribution="own_voice"),
            record("judgement", "j", subject="source", kind="same", a="mole", b="rob", reason="a nickname"),
        ],
    )  # fmt: skip
    assert not leaked(everything(run.url), CONFIDED)
    assert [(one["name"], one["belongs_to"]) for one in rows(run.url, "SELECT * FROM v_sources")] == [
        ("Rob Fox", "The ministry")
    ]
    [carried] = rows(run.url, "SELECT * FROM v_claims WHERE statement = 'The mine is sold'")
    assert carried["appearances"] == 1


def test_claims_judged_one_are_shown_in_words_that_the_public_may_read(run: Run) -> None:
    """The oldest of them is known on background alone."""
    enter(
        run.url,
        [
            record("source", "mole", kind="person", name=f"{KEPT_BACK}name"),
            *article("a", "Alpha"),
            *article("b", "Beta"),
            claim("c", f"{KEPT_BACK}statement"),
            claim("d", "The mine is sold"),
            appearance("a", "named", source="mole", terms="background"),
            appearance("b", "unattributed", claim="d"),
            record("judgement", "j", subject="claim", kind="duplicate", a="c", b="d", reason="one"),
        ],
    )
    assert not leaked(everything(run.url), KEPT_BACK)
    [shown] = rows(run.url, "SELECT * FROM v_claims")
    assert (shown["claim"], shown["statement"], shown["appearances"]) == (2, "The mine is sold", 1)
    assert shown["people_at_least"] is shown["two_sources"] is None
    assert [one["claim"] for one in rows(run.url, "SELECT claim FROM v_appearances")] == [2]


def test_the_two_source_rule_may_be_unknown(run: Run) -> None:
    enter(run.url, [*article("a", "Alpha"), claim(), appearance("a")])
    assert rows(run.url, "SELECT two_sources FROM v_claims") == [{"two_sources": "unknown"}]


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_what_is_handed_out_of_a_file_is_no_more_than_the_views(run: Run, tmp_path: Path) -> None:
    enter_everything(run)
    [commands] = re.findall(r"    sqlite3 views\.db \"(ATTACH .*)\"\n", DOCUMENT)
    with closing(sqlite3.connect(f"file:{tmp_path / 'views.db'}", uri=True)) as copy:
        copy.executescript(commands.replace("claims.db", str(settings(run.url).file)))
        copied = copy.execute("SELECT * FROM claims").fetchall()
    assert copied == answer(run.url, "SELECT * FROM v_claims")[1]
    assert not leaked((tmp_path / "views.db").read_bytes().decode("utf-8", "replace").lower(), CONFIDED)


@pytest.mark.parametrize("db_url", ["postgresql"], indirect=True)
def test_an_analyst_needs_no_more_than_the_views(run: Run, postgres_server: Postgres) -> None:
    enter_everything(run)
    [[create, grant]] = re.findall(r"    (CREATE ROLE .*;)\n    (GRANT .*;)", DOCUMENT)
    analyst = f"analyst_{run.url.rsplit('/', 1)[1].split('?')[0]}"
    with psycopg.connect(libpq_url(run.url)) as connection:
        connection.execute(create.replace("analyst", analyst))
        connection.execute(grant.replace("analyst", analyst))
        connection.execute(f"SET ROLE {analyst}")
        for view in VIEWS:
            assert connection.execute(f"SELECT count(*) FROM {view}").fetchone() != (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM appearance")
        connection.rollback()  # a role is the whole server's


def test_what_became_off_the_record_is_gone(run: Run) -> None:
    secret = [
        record("source", "mole", kind="person", name="Ann Zq"),
        claim("d", "The zq mine closes"),
        appearance("a", "named", claim="d", source="mole"),
    ]
    enter(run.url, [*article("a", "Alpha"), claim(), appearance("a"), *secret])
    assert "zq" in repr(answer(run.url, "SELECT * FROM v_claims")).lower()
    done = run("correct", 2, "--wrong", "--attribution", "named", "--source", "Ann Zq", "--terms", "off_record",
               "--note", "she had asked for that")  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert "zq" not in everything(run.url)


def test_a_verdict_that_was_changed_is_counted(run: Run) -> None:
    enter(run.url, [*article("a", "Alpha"), claim(), appearance("a")])
    for verdict in ("confirmed", "confirmed", "refuted"):
        done = run("review", 1, verdict, "--note", "by the gazette", "--evidence", "https://gov.example/1",
                   "--evidence-kind", "primary_record")  # fmt: skip
        assert done.exit_code == 0, done.stderr
    [told_of] = rows(run.url, "SELECT verdict_changes, reviews, days_to_verdict, status FROM v_claims")
    assert told_of["verdict_changes"] == 1
    assert told_of["reviews"] == 3
    assert told_of["status"] == "refuted"
    assert told_of["days_to_verdict"] >= 0


def test_what_was_redacted_is_empty(run: Run) -> None:
    enter(run.url, [*article("a", "Alpha", title="Zq title"), claim(statement="The zq mine"), appearance("a")])
    done = run("redact", "claim:1", "statement", "article:1", "title", "--reason", "a name by mistake", "--yes")
    assert done.exit_code == 0, done.stderr
    assert [one["statement"] for one in rows(run.url, "SELECT statement FROM v_claims")] == [None]
    assert "zq" not in everything(run.url)
