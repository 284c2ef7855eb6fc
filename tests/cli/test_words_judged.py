"""A verdict holds for the words that were judged, and rests on evidence about which a person was asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.rules.ladder import same_words
from tests.cli.entering import LOGGED, done, refused, sit_down
from tests.conftest import Run
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

RECORD = ("--evidence", "https://www.gov.uk/aukus", "--evidence-kind", "primary_record", "--note", "the record says so")
EDIT = ("edit", 1, "--statement", "Japan will not join")


@pytest.fixture
@kept
def desk(run: Run) -> Run:
    """A desk with claim 1, confirmed by mori."""
    done(run, *LOGGED, "unnamed", "--source", "a diplomat", "--kind", "prediction", "--story", "aukus")
    done(run, "--as", "mori", "review", 1, "confirmed", *RECORD)
    return run


def judged(run: Run, *more: object) -> str | None:
    found: str | None = done(run, "show", 1, *more)["judged_statement"]
    return found


def reasons(run: Run) -> list[str]:
    return [one["kind"] for line in done(run, "queue") for one in line["reasons"]]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("It “may” join", 'It  "may" join', True),
        ("2–3 boats", "2-3 boats", True),
        ("caf\u0065\u0301", "café", True),
        ("the US", "the us", False),
        ("Japan will join", "Japan will join?", False),
        ("10²", "102", False),
    ],
)
def test_which_statements_are_the_same_words(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same


def test_words_that_were_judged_change_with_a_reason_only_and_the_claim_waits(desk: Run) -> None:
    refused(desk, *EDIT, code=5, says="with --reason")
    refused(desk, *EDIT, "--reason", "  ", code=5, says="with --reason")
    assert desk("edit", 1, "--statement", "Japan  will join").exit_code == 0
    assert (judged(desk), reasons(desk)) == (None, [])
    done(desk, *EDIT, "--reason", "misread")
    assert (judged(desk), reasons(desk)) == ("Japan will join", ["reworded"])
    assert done(desk, "list")[0]["on_other_words"]
    for told in (("show", 1), ("history", 1), ("report", "story", "aukus"), ("queue",)):
        assert "on an earlier wording: “Japan will join”" in desk(*told, env={"COLUMNS": "400"}).stdout, told


@pytest.mark.parametrize("back", [True, False])
def test_a_review_of_the_new_words_or_an_edit_back_ends_it(desk: Run, back: bool) -> None:
    done(desk, *EDIT, "--reason", "misread")
    refused(desk, "review", 1, "confirmed", "--note", "again", code=5, says="needs evidence")
    refused(desk, "--as", "okafor", "review", 1, "--agree", code=5, says="judged an earlier statement")
    if back:
        done(desk, "edit", 1, "--statement", "Japan will join", "--reason", "it was right")
    else:
        done(desk, "review", 1, "confirmed", *RECORD)
    assert (judged(desk), reasons(desk)) == (None, [])


def test_a_proposal_on_other_words_is_void_and_its_claim_waits(run: Run) -> None:
    done(run, *LOGGED, "unnamed", "--source", "a diplomat")
    done(run, "db", "policy", "two_person_verdicts", "on", "--note", "asked for")
    done(run, "--as", "mori", "review", 1, "confirmed", *RECORD)
    refused(run, *EDIT, code=5, says="with --reason")
    done(run, *EDIT, "--reason", "misread")
    assert done(run, "show", 1)["proposed"] == []
    assert reasons(run) == ["reworded"]
    refused(run, "--as", "okafor", "review", 1, "--agree", code=5, says="cannot be agreed with")


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_person_at_a_terminal_is_asked_why_the_words_change(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    left = sit_down(monkeypatch, "", "misread")
    assert desk(*EDIT).exit_code == 0
    assert left == []
    assert "misread" in desk("history", 1).stdout


def test_an_edit_that_came_from_elsewhere_after_the_verdict_was_not_known_to_it(run: Run, several: object) -> None:
    (url,) = several(1)  # type: ignore[operator]
    other = Run(url, run.environment)
    done(run, *LOGGED, "unnamed", "--source", "a diplomat")
    folder = Path(run.environment.get("HOME", "/tmp"))
    first, second = folder / "first.jsonl", folder / "second.jsonl"
    assert run("export", "--complete", first).exit_code == 0
    assert other("import", first).exit_code == 0
    done(run, *EDIT, "--reason", "misread")
    done(other, "review", 1, "confirmed", *RECORD)
    assert run("export", "--complete", second).exit_code == 0
    assert other("import", second).exit_code == 0
    assert (judged(other), reasons(other)) == ("Japan will join", ["reworded"])


def test_a_table_takes_no_evidence_from_a_reprint_in_part_that_does_not_carry_the_claim(
    run: Run, tmp_path: Path
) -> None:
    done(run, *LOGGED, "unattributed")
    done(run, "log", "Something else", "--article", 1, "--attribution", "unattributed")
    copy = "https://copy.example/b"
    done(run, "reprint", 1, "--extent", "part", "--claim", 2, "--outlet", "Copyist", "--url", copy)
    table = tmp_path / "ratings.csv"
    table.write_text(f"claim,status,evidence\nJapan will join,confirmed,{copy}\n", encoding="utf-8")
    assert done(run, "import", table)["rejected"] == 1
    assert done(run, "show", 1)["status"] == "unverified"


@pytest.mark.parametrize("typed", ["n", "y"])
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_page_on_the_site_of_an_outlet_of_the_chain_is_asked_about(
    run: Run, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    done(run, *LOGGED, "unattributed", "--url", "https://www.politico.eu/a")
    given = ("review", 1, "confirmed", "--note", "x", "--evidence", "https://www.politico.eu/b")
    with monkeypatch.context() as at_terminal:
        sit_down(at_terminal, typed)
        assert run(*given, "--evidence-kind", "report").exit_code == (0 if typed == "y" else 5)
    assert done(run, "show", 1)["status"] == ("confirmed" if typed == "y" else "unverified")
    made = done(run, *given, "--evidence-kind", "report")
    assert any("which reports the claim" in one for one in made["doubts"])


def test_a_verdict_on_a_prediction_says_that_its_outcome_is_missing(desk: Run) -> None:
    places = (("show", 1), ("list",), ("report", "story", "aukus"))
    for place in places:
        assert "not recorded yet" in desk(*place, env={"COLUMNS": "400"}).stdout, place
    done(desk, "review", 1, "--outcome", "occurred", *RECORD)
    for place in places:
        assert "not recorded yet" not in desk(*place, env={"COLUMNS": "400"}).stdout, place
