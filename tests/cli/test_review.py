"""`claims review`: the ladder as a person meets it, evidence, and files kept as copies."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from claims.settings import settings
from claims.vocabulary import EvidenceKind, Outcome, Status
from tests.cli.entering import LOGGED, done, refused, row
from tests.conftest import Run
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

LINK = ("--evidence", "https://www.gov.uk/aukus")
RECORD = (*LINK, "--evidence-kind", "primary_record")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the test's own to work in."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
@kept
def predicted(run: Run) -> Run:
    done(run, *LOGGED, "unnamed", "--source", "a diplomat", "--kind", "prediction", "--url", "https://politico.eu/x")
    done(run, "log", "Else", "--outlet", "Nikkei", "--published", "2024-04", "--attribution", "witnessed")
    return run


@pytest.fixture
def prediction(predicted: Run, elsewhere: None) -> Run:
    """A desk with one prediction, claim 1, and an article 2 that has nothing to do with it."""
    return predicted


def test_a_review_says_where_the_claim_stood_and_stands(prediction: Run) -> None:
    first = prediction("review", 1, "in_review", "--note", "asked")
    assert first.stdout == "claim #1: unverified, now in review (review #1), outcome pending as before\n"
    second = prediction("review", "#1", "Confirmed", "--outcome", "occurred_late", "--note", "it is", *RECORD)
    assert second.stdout == "claim #1: in review, now confirmed (review #2), outcome pending, now occurred late\n"
    third = prediction("review", 2, "confirmed", "--note", "it is", *RECORD)
    assert third.stdout == "claim #2: unverified, now confirmed (review #3)\n"
    assert (first.stderr, second.stderr, third.stderr) == ("", "", "")
    assert row(prediction, "review", 2)["replaces_id"] == 1


def test_a_program_gets_the_old_and_the_new(prediction: Run) -> None:
    made = done(prediction, "review", 1, "partly_confirmed", "--outcome", "partly_occurred", "--note", "half", *RECORD)
    assert made["made"][0]["subject"] == "review"
    names = ("claim", "old_status", "status", "old_outcome", "outcome", "notices")
    assert [made[name] for name in names] == [1, "unverified", "partly_confirmed", "pending", "partly_occurred", []]


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_every_status_and_outcome_is_taken(prediction: Run) -> None:
    for status in Status:
        if status is not Status.CORROBORATED:
            done(prediction, "review", 1, status, "--note", "x", *RECORD)
    for outcome in Outcome:
        done(prediction, "review", 1, "--outcome", outcome.replace("_", "-"), "--note", "x", *RECORD)
    shown = prediction("review", "--help").stdout
    assert all(word in shown for word in (*Status, *Outcome, *EvidenceKind))


def test_refusals_say_the_rule(prediction: Run) -> None:
    for args, code, says in (
        (("in_review",), 2, "add --note"),
        (("in_review", "--note", " "), 2, "add --note"),
        (("--note", "x"), 2, "a STATUS, an --outcome or --evidence"),
        (
            ("corroborated", "--note", "x"),
            5,
            "corroborated needs two surely independent origins; this claim has at least 1, at most 1",
        ),
        (("confirmed", "--note", "x"), 5, "“confirmed” needs evidence"),
        (("--outcome", "void", "--note", "x"), 5, "“void” needs evidence"),
        (("confirmed", "--note", "x", *LINK, "--evidence-kind", "party_statement"), 5, "a party's statement alone"),
        (("confirmed", "--note", "x", "--evidence", "article:1"), 5, "in claim #1's own chain and settles nothing"),
        (
            ("confirmed", "--note", "x", "--evidence", "http://www.politico.eu/x/", "--evidence-kind", "report"),
            5,
            "in claim #1's own chain",
        ),
        (("confirmed", "--note", "x", "--evidence", "article:99"), 3, 'no article "99"'),
        (("confirmed", "--note", "x", *LINK), 2, "--evidence-kind primary_record, data"),
        (
            ("confirmed", "--note", "x", "--evidence", "report.pdf", "--evidence-kind", "data"),
            6,
            "is not an existing file",
        ),
        (("confirmed", "--note", "x", "--evidence", ".", "--evidence-kind", "data"), 6, "is a folder or a device"),
        (("confirmed", "--note", "x", "--evidence", "/dev/zero", "--evidence-kind", "data"), 6, "folder or a device"),
        (("confirmed", "--note", "x", "--evidence", "https://…", "--evidence-kind", "data"), 6, "not a web address"),
        (("confirmed", "--note", "x", *RECORD, *LINK, *LINK, "--evidence-kind", "data"), 2, "2 kinds for 3 pieces"),
        (("confirmed", "--note", "x", "--evidence-kind", "data"), 2, "1 kinds for 0 pieces"),
        (
            ("confirmed", "--note", "x", *RECORD, "--evidence", "article:2", "--evidence-title", "T"),
            2,
            "one --evidence at a time",
        ),
        (("confirmed", "--note", "x", *RECORD, "--evidence-published", "2024-02-31"), 6, "29 days"),
        (("sure", "--note", "x"), 2, "choose from unverified"),
        (("in_review", "--note", "x" * 4001), 6, "4,001"),
    ):
        refused(prediction, "review", 1, *args, code=code, says=says)
    refused(
        prediction, "review", 2, "--outcome", "occurred", "--note", "x", *RECORD, code=5, says="this claim is a fact"
    )
    refused(prediction, "review", 99, "in_review", "--note", "x", code=3, says='no claim "99"')


def test_the_status_that_is_refused_is_marked(prediction: Run) -> None:
    said = refused(prediction, "review", 1, "corroborated", "--note", "x", code=5, says="two surely independent")
    typed, marks = said.splitlines()[1:]
    assert "here: corroborated" in marks or typed[marks.index("^") : len(marks)] == "corroborated"


def test_two_independent_origins_corroborate(prediction: Run) -> None:
    for outlet, person, institution in (("AFP", "Ann Lee", "Japan"), ("AP", "Bo Ito", "Canada")):
        done(
            prediction,
            "appear",
            2,
            "--outlet",
            outlet,
            "--attribution",
            "named",
            "--source",
            person,
            "--institution",
            institution,
            "--proximity",
            "first_hand",
            "--occasion",
            f"in {institution}",
        )
    done(prediction, "review", 2, "corroborated", "--note", "two of them")


def test_a_verdict_stands_when_only_its_outcome_is_reopened(prediction: Run) -> None:
    done(prediction, "review", 1, "confirmed", "--outcome", "occurred", "--note", "x", *RECORD)
    made = done(prediction, "review", 1, "--outcome", "pending", "--note", "too early")
    assert (made["status"], made["outcome"]) == ("confirmed", "pending")
    made = done(prediction, "review", 1, "in_review", "--note", "reopened")
    assert (made["old_status"], made["status"]) == ("confirmed", "in_review")


def test_kinds_go_with_evidence_in_order_or_one_for_all(prediction: Run) -> None:
    link = "https://www.mod.go.jp/a"
    done(
        prediction,
        "review",
        1,
        "confirmed",
        "--note",
        "x",
        *LINK,
        "--evidence",
        "article:2",
        "--evidence",
        link,
        "--evidence-kind",
        "primary_record",
        "--evidence-kind",
        "report",
        "--evidence-kind",
        "data",
    )
    done(prediction, "review", 1, "refuted", "--note", "x", *LINK, "--evidence", link, "--evidence-kind", "observation")
    done(
        prediction,
        "review",
        1,
        "outdated",
        "--note",
        "x",
        "--evidence",
        "article:2",
        "--evidence-title",
        "Nikkei",
        "--evidence-published",
        "2024-04",
        "--evidence-note",
        "page 1",
    )
    found = [row(prediction, "evidence", number) for number in range(1, 7)]
    assert [(one["kind"], one["url"], one["article_id"]) for one in found] == [
        ("primary_record", LINK[1], None),
        ("report", None, 2),
        ("data", link, None),
        ("observation", LINK[1], None),
        ("observation", link, None),
        ("report", None, 2),
    ]
    assert [found[-1][name] for name in ("title", "published", "note")] == ["Nikkei", "2024-04", "page 1"]


def test_a_file_is_kept_as_a_copy_named_by_its_hash(prediction: Run, tmp_path: Path) -> None:
    file = tmp_path / "treaty text.pdf"
    file.write_bytes(b"signed" * 1000)
    made = done(prediction, "review", 1, "confirmed", "--note", "x", "--evidence", file.name, "--evidence-kind", "data")
    assert made["status"] == "confirmed"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    kept = settings(prediction.url).files / digest
    assert kept.read_bytes() == file.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0
    found = row(prediction, "evidence", 1)
    assert (found["file_name"], found["sha256"], found["url"]) == ("treaty text.pdf", digest, None)
    assert prediction("db", "check").exit_code == 0


def test_no_copy_stays_when_the_review_is_refused(prediction: Run, tmp_path: Path) -> None:
    file = tmp_path / "statement.txt"
    file.write_text("we deny it")
    kind = ("--evidence", file, "--evidence-kind", "party_statement")
    refused(prediction, "review", 1, "confirmed", "--note", "x", *kind, code=5, says="a party's statement alone")
    assert list(settings(prediction.url).files.iterdir()) == []
    done(
        prediction,
        "review",
        1,
        "confirmed",
        "--note",
        "x",
        *kind,
        "--evidence",
        "article:2",
        "--evidence-kind",
        "report",
    )
    assert len(list(settings(prediction.url).files.iterdir())) == 1
    refused(prediction, "review", 99, "confirmed", "--note", "x", *kind, code=3, says='no claim "99"')


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_nothing_is_kept_beside_a_database_that_is_not_there(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "statement.txt"
    file.write_text("x")
    missing = tmp_path / "nowhere" / "x.db"
    done = run("--db", missing, "review", 1, "confirmed", "--note", "x", "--evidence", file, "--evidence-kind", "data")
    assert done.exit_code != 0
    assert not missing.parent.exists()
