"""`claims similar`, what `claims log` says of claims that read alike, and `claims db reindex`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import delete

from claims.settings import settings
from claims.store.recording import write
from claims.store.schema import CLAIM_WORD
from tests.cli.entering import done, refused, row, rows, sit_down
from tests.conftest import Run
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

JOINS = "Japan and Canada are in line to join the pact by the end of 2024"
SWAPPED = "Canada and Japan are in line to join the pact by the end of 2024"
LATER = "Japan and Canada are in line to join the pact by the end of 2026"


def logged(run: Run, statement: str, *args: object) -> list[str]:
    """Log a claim and return what was said about it."""
    told: list[str] = done(run, "log", statement, "--outlet", "RNZ", "--attribution", "witnessed", *args)["notices"]
    return told


@pytest.fixture
@kept
def three(run: Run) -> Run:
    for statement in (JOINS, SWAPPED, LATER):
        logged(run, statement)
    return run


def test_logging_names_what_reads_alike(run: Run) -> None:
    assert logged(run, JOINS) == []
    (told,) = logged(run, SWAPPED)
    assert told == (
        "claim #2 reads like #1 “Japan and Canada are in line to join the pact by the end of…” (100 %: the same "
        "words); if they are the same: claims duplicate 2 1 --note …; if not: claims not-duplicate 2 1 --note …"
    )
    answered = run("log", LATER, "--outlet", "RNZ", "--attribution", "witnessed")
    assert answered.stdout.startswith("claim #3 (new)")
    warned = answered.stderr.splitlines()
    assert len(warned) == 2
    assert warned[0] == (
        "claims: claim #3 perhaps contradicts #1 “Japan and Canada are in line to join the pact by the end of…” "
        "(100 %: “2026” against “2024”); if it does: claims relate 3 contradicts 1; "
        "if not: claims relate 3 contradicts 1 --not --note …"
    )


def test_no_more_than_three_are_named(run: Run) -> None:
    for _ in range(4):
        logged(run, JOINS)
    assert len(logged(run, JOINS)) == 3


def test_the_commands_that_are_named_decide(three: Run) -> None:
    for proposed in done(three, "similar", 1):
        assert three(*proposed["no"].replace("…", "because").split()[1:]).exit_code == 0
    assert done(three, "similar", 1) == []
    assert three("similar", 1).stdout == "No undecided claim reads like claim #1.\n"
    assert [one["yes"] for one in done(three, "similar", 2)] == ["claims relate 2 contradicts 3"]
    assert three("relate", 2, "contradicts", 3).exit_code == 0
    assert done(three, "similar", 2) == []


@pytest.mark.parametrize(
    ("said", "command"),
    [
        (SWAPPED, "claims appear 1"),
        ("Japan and Canada are no longer in line to join the pact", "claims appear 1 --stance denies"),
        ("Japan and Canada reject reports that they are in line to join the pact", "claims appear 1 --stance denies"),
        (LATER, "claims log …, then claims relate … contradicts 1"),
        ("Japan and Canada refuse to be in line to join the pact", "claims log …, then claims relate … contradicts 1"),
        ("Japan and Norway are in line to join the pact by the end of 2024", "claims log …"),
    ],
)
def test_what_a_text_says_of_a_claim_is_entered_as_it_says_it(run: Run, said: str, command: str) -> None:
    logged(run, JOINS)
    (told,) = done(run, "similar", said)
    assert (told["yes"], told["no"]) == (command, None)


def test_a_proposal_in_words(three: Run) -> None:
    done(three, "review", 2, "in-review", "--note", "looked at")
    assert three("similar", 1, "--limit", 1).stdout.splitlines() == [
        f"#2 {SWAPPED}",
        "   100 % alike, perhaps one claim: the same words",
        "   in review; in 1 outlet, one origin",
        "   yes: claims duplicate 1 2 --note …",
        "   no: claims not-duplicate 1 2 --note …",
    ]


def test_a_proposal_as_json(three: Run) -> None:
    told = done(three, "similar", 1)[1]
    assert told == {
        "id": 3,
        "uid": row(three, "claim", 3)["uid"],
        "proposed": "contradicts",
        "differs": "date",
        "alike": 100,
        "why": "“2024” against “2026”",
        "statement": LATER,
        "status": "unverified",
        "outcome": None,
        "measure": told["measure"],
        "outlets": 1,
        "origins_at_least": 1,
        "origins_at_most": 1,
        "ratings": [],
        "yes": "claims relate 1 contradicts 3",
        "no": "claims relate 1 contradicts 3 --not --note …",
        "as_of": None,
        "published_until": None,
    }
    lines = three("similar", 1, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [2, 3]
    assert three("similar", 1, "--format", "csv").stdout.splitlines()[1].startswith("2,")
    assert f"| {SWAPPED} |" in three("similar", 1, "--format", "markdown").stdout


CHECK = {
    "@type": "ClaimReview",
    "claimReviewed": "Portions of the Amazon rainforest were on fire in August 2019",
    "url": "https://check.example/amazon",
    "name": "Was the Amazon burning?",
    "datePublished": "2019-08-22",
    "author": {"@type": "Organization", "name": "The Check"},
    "reviewRating": {"@type": "Rating", "alternateName": "True"},
}


def test_any_text_is_looked_up_with_what_others_checked(three: Run, tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps(CHECK), encoding="utf-8")
    assert three("import", feed).exit_code == 0
    told = done(three, "similar", "The #AmazonRainforest is burning, pray for #Amazonia!")[0]
    assert (told["id"], told["status"], told["no"]) == (4, "confirmed", None)
    assert told["ratings"] == [
        {
            "rating": "True",
            "outlet": "The Check",
            "title": "Was the Amazon burning?",
            "published": "2019-08-22",
            "url": "https://check.example/amazon",
        }
    ]
    shown = three("similar", "-", "--limit", 1, input="Who set the Amazon rainforest on fire?\n").stdout
    assert shown.startswith("#4 Portions of the Amazon rainforest")
    assert "rated “True” by The Check, 2019-08-22, https://check.example/amazon" in " ".join(shown.split())
    assert three("similar", "zzzz").stdout == "Nothing like it is here.\n"


def test_a_decision_keeps_a_claim_out_of_the_ranking_too(three: Run) -> None:
    assert [one["id"] for one in done(three, "similar", 1)] == [2, 3]
    assert three("not-duplicate", 1, 2, "--reason", "two pacts").exit_code == 0
    assert [one["id"] for one in done(three, "similar", 1)] == [3]
    assert {one["id"] for one in done(three, "similar", JOINS)} == {1, 2, 3}


def test_a_walk_through_the_pairs_decides_and_resumes(three: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(three)
    left = sit_down(monkeypatch, "s", "q")
    told = three("similar", "--work")
    assert (told.exit_code, left) == (0, []), told.stderr
    assert "as one claim: unverified; in 1 outlet, one origin" in told.stdout
    assert rows(three) == before

    left = sit_down(monkeypatch, "d", "one wording", "l", "")
    told = three("similar", "--work")
    assert (told.exit_code, left) == (0, []), told.stderr
    assert done(three, "similar", 1) == []
    assert done(three, "show", 1)["relations"][0]["kind"] == "contradicts"
    left = sit_down(monkeypatch)
    assert "No more pairs are proposed." in three("similar", "--work").stderr


def test_a_no_of_the_walk_is_remembered(three: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    left = sit_down(monkeypatch, "n", "two pacts", "n", "", "n", "other years")
    told = three("similar", "--work")
    assert (told.exit_code, left) == (0, []), told.stderr
    assert "3 not the same." in told.stderr
    assert [done(three, "similar", number) for number in (1, 2, 3)] == [[], [], []]


def test_what_cannot_be_asked(three: Run) -> None:
    refused(three, "similar", 99, code=3, says='no claim "99"')
    refused(three, "similar", 1, "--as-of", "2001-01-01", code=3, says="had not been entered")
    refused(three, "similar", 1, "--limit", 0, code=2, says="--limit")
    refused(three, "similar", code=2, says="CLAIM")
    refused(three, "similar", " ", code=2, says="no text")
    refused(three, "similar", "--work", code=2, says="needs a terminal")
    refused(three, "similar", "--work", 1, code=2, says="leave CLAIM out")
    refused(three, "similar", 1, "--story", "x", code=2, says="--story")


def test_claims_off_the_record_are_proposed_only_in_confidence(run: Run) -> None:
    source = ("--outlet", "Ours", "--attribution", "named", "--source", "Jane Roe", "--terms", "off_record")
    assert run("log", SWAPPED, *source).exit_code == 0
    assert logged(run, JOINS) == []
    assert SWAPPED not in run("similar", 2).stdout
    assert SWAPPED in run("similar", 2, "--confidential").stdout


def test_a_terminal_warns_before_anything_else_is_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    logged(run, JOINS)
    before = rows(run)
    left = sit_down(monkeypatch, SWAPPED, "what?", "n")
    told = run("log")
    assert (told.exit_code, left) == (130, [])
    assert "#1 Japan and Canada" in told.stderr
    assert "reported already in 1 outlet, one origin, unverified" in told.stderr
    assert "claims appear 1" in " ".join(told.stderr.split())
    assert rows(run) == before

    answers = (SWAPPED, "y", "<", "", "", "", "RNZ", "", "", "new", "", "witnessed", "", "", "", "", "y")
    left = sit_down(monkeypatch, *answers)
    told = run("log")
    assert (told.exit_code, left) == (0, []), told.stderr
    assert told.stderr.count("reported already") == 1
    assert row(run, "claim", 2)["statement"] == SWAPPED


KIA = "Apple is to invest $3.6 billion in Kia Motors"
ONE_MORE = ("--outlet", "Asahi", "--attribution", "witnessed", "--new-article")


def test_a_terminal_shows_what_was_reported_already(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("log", "Apple will invest 4 trillion won ($3.6 billion) in Kia", *ONE_MORE).exit_code == 0
    assert run("appear", 1, "--outlet", "RNZ", "--relays", "Asahi").exit_code == 0
    assert run("review", 1, "disputed", "--note", "two say no").exit_code == 0
    alone = run("log", KIA, *ONE_MORE)
    assert "reported already" not in alone.stdout + alone.stderr
    sit_down(monkeypatch)
    told = run("log", "Apple is investing $3.6bn in the carmaker Kia", *ONE_MORE)
    assert told.stdout.splitlines() == [told.stdout.strip()]
    shown = " ".join(told.stderr.split())
    assert "#1 Apple will invest 4 trillion won" in shown
    assert "reported already in 2 outlets, one origin, disputed" in shown
    assert "claims duplicate 3 1 --note …" in shown
    assert "reported already" not in run("log", KIA, *ONE_MORE, "--format", "json").stderr


def test_a_terminal_shows_three_at_most_and_none_that_only_shares_words(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        logged(run, JOINS)
    logged(run, "The vote on the pact was put off")
    sit_down(monkeypatch)
    assert run("log", SWAPPED, *ONE_MORE).stderr.count("reported already") == 3
    assert "reported already" not in run("log", "A vote in Leeds ended in a fight over parking", *ONE_MORE).stderr


def test_a_terminal_shows_nothing_off_the_record(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    source = ("--outlet", "Ours", "--attribution", "named", "--source", "Jane Roe", "--terms", "off_record")
    assert run("log", SWAPPED, *source).exit_code == 0
    sit_down(monkeypatch)
    told = run("log", JOINS, *ONE_MORE)
    assert told.exit_code == 0
    assert "Canada and Japan" not in told.stderr


def test_claims_that_are_not_found_are_found_again(three: Run) -> None:
    def forget(session: object) -> None:
        session.connection().execute(delete(CLAIM_WORD).where(CLAIM_WORD.c.claim_id == 2))  # type: ignore[attr-defined]

    write(settings(three.url), "test", forget)
    checked = three("db", "check")
    assert checked.exit_code == 1
    mend = "`claims db reindex` repairs them"
    assert checked.stdout == f"claim #2: its search words do not match its statement; {mend}\n"
    assert (
        three("db", "reindex").stdout
        == "Indexed 1 claim anew, and 6 texts to search; stored the present state of 3 claims.\n"
    )
    assert three("db", "check").exit_code == 0
    assert three("db", "verify").exit_code == 0
    assert (
        three("db", "reindex").stdout
        == "Indexed 0 claims anew, and 6 texts to search; stored the present state of 3 claims.\n"
    )
