"""What is known only off the record is in no list and no completion, and the list says that something is left out."""

from __future__ import annotations

import pytest

from claims.cli import completion
from tests.conftest import Run
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

NAME, WORDS = "Jane Roe", "The minister will resign"


@pytest.fixture
@kept
def told(run: Run) -> Run:
    """The program on a database with one claim on the record and one that is not."""
    logs = (
        ("Talks have begun", "--outlet", "RNZ", "--attribution", "named", "--source", "Ann One"),
        (WORDS, "--outlet", "Ours", "--attribution", "named", "--source", NAME, "--terms", "off_record"),
    )
    for one in logs:
        assert run("log", *one).exit_code == 0
    return run


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
def test_lists_leave_it_out_and_say_so(told: Run, form: str) -> None:
    claims, sources = told("list", "--format", form), told("source", "list", "--format", form)
    assert WORDS not in claims.stdout
    assert "Talks have begun" in claims.stdout
    assert claims.stderr == "claims: 1 claim known only off the record is not listed; --confidential lists it\n"
    assert NAME not in sources.stdout
    assert "Ann One" in sources.stdout
    assert sources.stderr == "claims: 1 source known only off the record is not listed; --confidential lists it\n"


def test_it_is_listed_when_it_is_asked_for(told: Run) -> None:
    claims, sources = told("list", "--confidential"), told("source", "list", "--confidential")
    assert WORDS in claims.stdout
    assert NAME in sources.stdout
    assert claims.stderr == sources.stderr == ""


def test_it_is_listed_once_somebody_says_it_on_the_record(told: Run) -> None:
    assert told("appear", 2, "--outlet", "RNZ", "--attribution", "named", "--source", NAME).exit_code == 0
    assert WORDS in told("list").stdout
    assert NAME in told("source", "list").stdout


def test_shells_do_not_offer_it(told: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from click import Command, Context

    from claims.cli.chassis.command import Invocation

    context = Context(Command("x"), obj=Invocation(database=told.url))
    parameter = Command("x").get_help_option(context)
    assert parameter is not None
    assert [item.value for item in completion.claims(context, parameter, "")] == ["1"]
    assert [item.value for item in completion.sources(context, parameter, "")] == ["ann-one"]


def test_nobody_stands_under_the_name_of_a_source_known_only_off_the_record(run: Run) -> None:
    said = ("--outlet", "RNZ", "--attribution", "named")
    run("log", "The minister resigns", *said, "--source", "Canary Mole", "--terms", "off_record")
    run("log", "The budget passes", *said, "--source", "C. Mole")
    assert run("source", "merge", 1, 2, "--reason", "one person").exit_code == 0
    for command in (
        *(("show", 2), ("show", 2, "--format", "json"), ("queue",), ("list",), ("history", 2)),
        *(("source", "show", 2), ("source", "show", 2, "--format", "json"), ("source", "list"), ("article", "list")),
        *(("report", "source", 2), ("report", "source", 2, "--format", "json"), ("report", "anonymous")),
    ):
        answered = run(*command)
        assert answered.exit_code == 0, command
        assert "Canary" not in answered.stdout, command
    assert "C. Mole" in run("source", "show", 2).stdout
    assert "C. Mole" in run("source", "list").stdout
    assert "C. Mole" in run("show", 2).stdout
    assert "Canary Mole" in run("show", 2, "--confidential").stdout


@pytest.mark.parametrize("way", ["at once", "by a correction"])
def test_nobody_comes_across_it(run: Run, way: str) -> None:
    logged = ("log", WORDS, "--outlet", "Ours", "--attribution", "named", "--source", NAME)
    if way == "at once":
        assert run(*logged, "--terms", "off_record").exit_code == 0
    else:
        assert run(*logged).exit_code == 0
        assert run("correct", 1, "--wrong", "--terms", "off_record", "--note", "promised").exit_code == 0
    for asked in (
        ("list",),
        ("queue",),
        ("queue", "--reason", "unreviewed"),
        ("search", "minister"),
        ("source", "list"),
        ("outlet", "list"),
        ("reporter", "list"),
        ("article", "list"),
        ("report", "anonymous"),
        ("report", "counts"),
        ("export", "-"),
    ):
        answer = run(*asked)
        assert answer.exit_code == 0, (asked, answer.stderr)
        for secret in (WORDS, NAME):
            assert secret not in answer.stdout + answer.stderr, asked
    refused: list[tuple[object, ...]] = [
        *(("show", 1), ("history", 1), ("source", "show", 1), ("outlet", "show", 1), ("article", "show", 1)),
        *(("report", "source", 1), ("report", "outlet", 1), ("show", 1, "--as-of", "2099-01-01")),
    ]
    for shown in refused:
        answer = run(*shown)
        assert answer.exit_code == 5, shown
        assert "known only off the record" in answer.stderr
        assert "--confidential" in answer.stderr
        for secret in (WORDS, NAME, "Ours"):
            assert secret not in answer.stdout + answer.stderr, shown
    for shown in refused[:5]:
        assert run(*shown, "--confidential").exit_code == 0
