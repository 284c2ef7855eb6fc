"""`claims queue --work`: one claim after the other, what is asked of each, and nothing lost when the person leaves."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from claims.catalogue.meanings import meaning
from claims.vocabulary import EvidenceKind, Status
from tests.cli.entering import done, row, rows, sit_down
from tests.conftest import ROOT, Result, Run, RunProcess
from tests.newsroom import appearance, article, claim, enter

pytestmark = [pytest.mark.engines("sqlite"), pytest.mark.usefixtures("own_logins")]

LINK = "https://www.gov.uk/aukus"


@pytest.fixture
def on_both(run: Run) -> Run:
    """Claims 1 to 3, of which nobody has reviewed one, on each engine in turn; claim 2 is a prediction."""
    enter(run.url, THREE)
    return run


@pytest.fixture
def desk(sqlite_db: str, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same on one engine: what is entered goes through `claims review`, which is tested on both."""
    monkeypatch.chdir(tmp_path)
    enter(sqlite_db, THREE)
    return Run(sqlite_db, environment)


THREE = [
    *article("a", "Alpha"),
    claim("one", "The talks have begun"),
    claim("two", "Japan will join", kind="prediction"),
    claim("three", "Canada was asked"),
    *(appearance("a", "witnessed", claim=key) for key in ("one", "two", "three")),
]


def work(
    run: Run, monkeypatch: pytest.MonkeyPatch, *typed: str | BaseException, options: tuple[str, ...] = ()
) -> Result:
    """Walk through the queue; everything that is typed has to be asked for."""
    left = sit_down(monkeypatch, *typed)
    answered = run("queue", "--work", *options)
    assert left == [], answered.stderr
    return answered


def reviews(run: Run) -> list[tuple[Any, ...]]:
    """What was entered, review by review."""
    found = [row(run, "review", number) for number in range(1, rows(run)["review"] + 1)]
    return [(one["claim_id"], one["status"], one["outcome"], one["note"]) for one in found]


def given_back(answer: Result) -> list[str]:
    """The command line that was given back, as a shell would take it."""
    [typed] = [line for line in answer.stderr.splitlines() if line.startswith("  claims ")]
    return shlex.split(typed)[1:]


def test_each_claim_is_shown_with_why_it_waits_and_reviewed_at_once(
    on_both: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = work(
        on_both,
        monkeypatch,
        *("7", "seen in the record", LINK, "1", ""),
        *("", "did not occur", "it passed", LINK, "data", ""),
        *("in-review", "asked Ottawa", ""),
    )
    assert answered.exit_code == 0, answered.stderr
    assert reviews(on_both) == [
        (1, "confirmed", None, "seen in the record"),
        (2, "unverified", "did_not_occur", "it passed"),
        (3, "in_review", None, "asked Ottawa"),
    ]
    evidence = [row(on_both, "evidence", number) for number in (1, 2)]
    assert [(one["url"], one["kind"]) for one in evidence] == [(LINK, "primary_record"), (LINK, "data")]
    shown = on_both("show", 3).stdout
    assert answered.stdout.count("WHY IT WAITS\n  never reviewed; logged on 20 March 2024\n") == 3
    assert shown.splitlines()[0] in answered.stdout
    assert "claim #1: unverified, now confirmed (review #1)\n" in answered.stdout
    assert answered.stderr.startswith("3 claims to look at.\n")
    assert answered.stderr.endswith("3 reviewed.\n")


def test_a_walk_stores_what_the_same_command_stores(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    work(desk, monkeypatch, "refuted", "wrong", LINK, "1", "", "q")
    done(desk, "review", 3, "refuted", "--note", "wrong", "--evidence", LINK, "--evidence-kind", "primary_record")
    walked, typed = (row(desk, "review", number) for number in (1, 2))
    differing = {name for name in walked if walked[name] != typed[name]}
    assert differing == {"id", "uid", "salt", "entered_at", "claim_id"}


def test_enter_leaves_a_claim_as_it_is_and_a_sign_skips_it(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(desk)
    answered = work(desk, monkeypatch, "", "", "s", "", "")
    assert answered.exit_code == 0
    assert rows(desk) == before
    assert answered.stderr.endswith("2 left alone and 1 skipped.\n")


def test_a_note_alone_keeps_the_status(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    work(desk, monkeypatch, "", "nothing new", "", "q")
    assert reviews(desk) == [(1, "unverified", None, "nothing new")]


def test_what_the_rules_refuse_is_said_and_asked_again_with_everything_kept(
    desk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = work(
        desk,
        monkeypatch,
        *("corroborated", "two of them", ""),  # the status at fault is asked again first
        *("confirmed", "", ""),  # the note is kept; a verdict needs evidence
        *("nowhere.pdf", "2", ""),
        *("-", "article:1", "", ""),  # the claim's own chain
        *("-", LINK, "1", ""),
        "q",
    )
    for says in (
        "corroborated needs two surely independent origins; this claim has at least 1, at most 1.",
        "“confirmed” needs evidence",
        '"nowhere.pdf" is not an existing file, a link',
        "in claim #1's own chain",
    ):
        assert says in " ".join(answered.stderr.split()), says
    assert reviews(desk) == [(1, "confirmed", None, "two of them")]
    assert rows(desk)["evidence"] == 1


def test_what_is_no_answer_is_asked_again(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = work(
        desk,
        monkeypatch,
        *("confirmd", "12", "a\x1b[A", "?", "disputed"),
        *("", "-", "?", "two views"),
        *(LINK, "", "?", "9", "report", ""),
        "q",
    )
    for says in (
        'did you mean "confirmed"?',
        '"12" is not known',
        "That holds control characters",
        f"10  refuted           {meaning(Status.REFUTED)}",
        "A review gives its reasons.",
        "Say what sort of evidence it is.",
        f"5  report           {meaning(EvidenceKind.REPORT)}",
    ):
        assert says in answered.stderr, says
    assert reviews(desk) == [(1, "disputed", None, "two views")]


def test_going_back_offers_what_was_answered(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    work(desk, monkeypatch, "<", "disputed", "<", "", "two views", "<", "", LINK, "<", LINK, "5", "", "q")
    assert reviews(desk) == [(1, "disputed", None, "two views")]
    assert rows(desk)["evidence"] == 1


def test_a_file_is_kept_as_a_copy(desk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_text("no", encoding="utf-8")
    work(desk, monkeypatch, "refuted", "they say no", "answer.txt", "1", "", "q")
    assert row(desk, "evidence", 1)["file_name"] == "answer.txt"


def test_leaving_gives_back_what_was_typed_and_keeps_what_was_entered(
    desk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = work(desk, monkeypatch, "in_review", "asked", "", "", "pending", "it's -not- over", LINK, "1", "q")
    assert answered.exit_code == 0
    assert reviews(desk) == [(1, "in_review", None, "asked")]
    line = given_back(answered)
    given = ["review", "2", "--outcome", "pending", "--note", "it's -not- over"]
    assert line[2:] == [*given, "--evidence", LINK, "--evidence-kind", "primary_record"]
    assert "1 reviewed and 2 not reached." in answered.stderr
    assert desk(*line[2:]).exit_code == 0
    assert reviews(desk)[1] == (2, "unverified", "pending", "it's -not- over")


@pytest.mark.parametrize("leaves", [KeyboardInterrupt(), EOFError()])
def test_an_interruption_does_so_too(desk: Run, monkeypatch: pytest.MonkeyPatch, leaves: BaseException) -> None:
    answered = work(desk, monkeypatch, "in_review", "asked", "", "confirmed", leaves)
    assert answered.exit_code == 130
    assert "claims: interrupted; earlier entries are kept\n" in answered.stderr
    assert given_back(answered)[2:] == ["review", "2", "confirmed"]
    assert len(reviews(desk)) == 1


def test_an_interruption_before_anything_is_typed_has_nothing_to_give_back(
    desk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = work(desk, monkeypatch, "in_review", "asked", "", KeyboardInterrupt())
    assert answered.exit_code == 130
    assert answered.stderr.endswith("claims: interrupted; earlier entries are kept\n")
    assert work(desk, monkeypatch, KeyboardInterrupt()).stderr.endswith("interrupted; nothing was written\n")


def test_taking_is_a_sign_and_what_others_have_is_left_out(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(desk, "take", 2, "--as", "mori")
    answered = work(desk, monkeypatch, "t", "t", "q")
    assert answered.stdout.count("claim #1: taken by tester") == 1
    assert "claim #1: you have had it since" in answered.stdout
    assert "1 claim that others have taken is left out." in answered.stderr
    assert answered.stderr.startswith("2 claims to look at.")
    mori = work(desk, monkeypatch, "t", "q", options=("--reviewer", "mori"))
    assert "mori has had claim #2 since" in " ".join(mori.stderr.split())


def test_what_others_settle_or_take_meanwhile_is_passed_over(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Meanwhile(str):
        def strip(self, chars: str | None = None, /) -> str:
            done(desk, "review", 2, "in_review", "--note", "asked", "--as", "mori")
            done(desk, "take", 3, "--as", "mori")
            return "s"

    answered = work(desk, monkeypatch, Meanwhile())
    assert "2 of 3: claim #2 no longer waits." in answered.stderr
    assert "3 of 3: mori has meanwhile taken claim #3." in answered.stderr


def test_a_second_person_agrees(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(desk, "db", "policy", "two_person_verdicts", "on", "--note", "we agreed")
    proof = ("--evidence", LINK, "--evidence-kind", "primary_record")
    done(desk, "review", 1, "confirmed", "--note", "seen", *proof, "--as", "mori")
    answered = work(desk, monkeypatch, "a", "so have I", options=("--reason", "proposed"))
    assert "a agrees with “confirmed”, proposed by mori." in answered.stderr
    assert desk("show", 1, "--format", "json").json["status"] == "confirmed"
    assert row(desk, "review", 2)["note"] == "so have I"


def test_one_cannot_agree_with_oneself(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(desk, "db", "policy", "two_person_verdicts", "on", "--note", "we agreed")
    done(desk, "review", 1, "confirmed", "--note", "seen", "--evidence", LINK, "--evidence-kind", "data")
    answered = work(desk, monkeypatch, "a", "s", options=("--reason", "proposed"))
    assert '"a" is not known' in answered.stderr


def test_one_asks_answers_and_relates_on_the_way(on_both: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = work(
        on_both,
        monkeypatch,
        *("r", "i", "The embassy", "email", "in 2 dayz", "in 2 days", "Was Japan asked?"),
        *("ANSWER", "9", "1", "2", "no comment"),  # the key's word does the same where a word is asked for
        *("l", "refines", "join", "1", "a part of it", "in_review", "asked them", "", "q"),
    )
    assert answered.exit_code == 0, answered.stderr
    inquiry, reply, relation = (row(on_both, table, 1) for table in ("inquiry", "inquiry_reply", "relation"))
    assert [inquiry[name] for name in ("claim_id", "whom", "how", "question")] == [
        *(1, "The embassy", "email", "Was Japan asked?")
    ]
    assert (reply["reply"], reply["note"]) == ("declined", "no comment")
    assert [relation[name] for name in ("claim_id", "kind", "other_id", "note")] == [1, "refines", 2, "a part of it"]
    assert reviews(on_both) == [(1, "in_review", None, "asked them")]
    for says in ("Nobody was asked about claim #1", '"in 2 dayz" is not understood', "1 asked about, 1 answered"):
        assert says in " ".join(answered.stderr.split()), says


def test_a_duplicate_is_marked_on_the_way(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for statement in ("The talks have begun", "Japan will join", "Canada was asked"):
        done(run, "log", statement, "--outlet", "Alpha", "--attribution", "witnessed")
    answered = work(run, monkeypatch, "s", "s", "d", "3", "one", "begun", "1", "the same talks")
    assert answered.exit_code == 0, answered.stderr
    assert done(run, "show", 1)["duplicates"] == [3]
    said = " ".join(answered.stderr.split())
    assert "that is claim #3 itself" in said
    assert "2 skipped and 1 marked as duplicate." in said


def test_what_the_rules_refuse_of_an_act_is_asked_again(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(desk, "relate", 1, "contradicts", 2)
    answered = work(desk, monkeypatch, "d", "2", "the same", "3", "", "q")
    assert answered.exit_code == 0
    assert "contradicts" in answered.stderr
    assert row(desk, "judgement", 1)["kind"] == "duplicate"


def test_an_act_that_is_left_is_given_back_with_the_review(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = work(desk, monkeypatch, "in_review", "i", "The embassy", "r", "phone", "<", "email", "", "q")
    lines = [shlex.split(line)[3:] for line in answered.stderr.splitlines() if line.startswith("  claims ")]
    assert lines == [["ask", "--how", "email", "1", "The embassy"], ["review", "1", "in_review"]]
    assert "Answer this first" in answered.stderr
    assert reviews(desk) == []
    assert desk(*lines[0]).exit_code == 0


@pytest.mark.parametrize("leaves", [KeyboardInterrupt(), EOFError()])
def test_an_interruption_of_an_act_loses_nothing(
    desk: Run, monkeypatch: pytest.MonkeyPatch, leaves: BaseException
) -> None:
    answered = work(desk, monkeypatch, "disputed", "d", "3", leaves)
    assert answered.exit_code == 130
    lines = [shlex.split(line)[3:] for line in answered.stderr.splitlines() if line.startswith("  claims ")]
    assert lines == [["duplicate", "1", "3"], ["review", "1", "disputed"]]


def test_going_back_from_an_act_leaves_it(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(desk)
    answered = work(desk, monkeypatch, "l", "<", "i", "x", "<", "<", "d", "talks", "<", "<", "q")
    assert answered.exit_code == 0
    assert rows(desk) == before


def test_a_status_typed_as_the_note_is_questioned(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    work(
        desk,
        monkeypatch,
        *("", "In review.", "maybe", "n", "asked them", ""),  # it is the status
        *("", "", "7", "n", "did-not-occur", "n", "too late", LINK, "1", ""),
        *("disputed", "refuted", "y", ""),  # it is the note all the same
    )
    assert reviews(desk) == [
        (1, "in_review", None, "asked them"),
        (2, "unverified", "did_not_occur", "too late"),
        (3, "disputed", None, "refuted"),
    ]


def test_the_keys_are_listed_at_any_question(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said = work(desk, monkeypatch, "?", "", "?", "d", "?", "q").stderr
    assert said.count("goes on to the next without a decision") == 3
    assert "1  The talks have begun" in said


def test_nothing_waits(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = work(run, monkeypatch)
    assert (answered.exit_code, answered.stderr) == (0, "Nothing waits.\n")


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_on_a_real_terminal(run_process: RunProcess) -> None:
    pty = pytest.importorskip("pty")
    enter(run_process.url, THREE)
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "claims", *run_process.arguments(["queue", "--work"])],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={**os.environ, **run_process.environment, "TERM": "dumb"},
        cwd=ROOT,
        start_new_session=True,
    )
    os.close(terminal)
    seen = ""

    def until(words: str) -> None:
        nonlocal seen
        while words not in seen:
            seen += os.read(controller, 4096).decode()
        seen = seen.partition(words)[2]

    for asked, typed in (
        *(("status", "in_review"), ("note", "asked"), ("evidence", "")),
        *(("status", "d"), ("claim", "talks"), ("Which one?", "<"), ("claim", "<")),
        *(("status", "disputed"), ("outcome", "i"), ("whom", "The embassy")),
    ):
        until(asked)
        until("> ")
        os.write(controller, f"{typed}\n".encode())
    until("how (Enter: none) > ")
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    until("ask 2 'The embassy'")
    until("review 2 disputed")
    assert process.wait(timeout=60) == 130
    os.close(controller)
    assert reviews(run_process) == [(1, "in_review", None, "asked")]
    assert rows(run_process)["inquiry"] == 0
