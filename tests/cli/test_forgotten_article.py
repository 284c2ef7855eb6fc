"""An article that is described once more: asked about at a terminal, named elsewhere, and never merged unasked."""

from __future__ import annotations

import shlex

import pytest

from tests.cli.entering import done, refused, row, rows, sit_down
from tests.conftest import Run

pytestmark = pytest.mark.engines("sqlite")

SAME = ("--outlet", "POLITICO", "--published", "2024-03-19", "--attribution", "witnessed")
"""The article of `LOGGED`, described once more."""


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        ((), (), True),
        (("--title", "Japan in line"), (), True),
        ((), ("--url", "https://politico.eu/2"), True),
        (("--title", "Japan in line to join"), ("--title", "Japan is in line to join"), True),
        (("--title", "Japan in line to join"), ("--title", "Rain over Kyiv"), False),
        (("--url", "https://politico.eu/1"), ("--url", "https://politico.eu/2"), False),
        ((), ("--new-article",), False),
    ],
)
def test_a_forgotten_article_is_named_with_the_command_that_merges(
    run: Run, first: tuple[str, ...], second: tuple[str, ...], named: bool
) -> None:
    done(run, "log", "Japan will join", *SAME, *first)
    told = done(run, "log", "Canada was asked", *SAME, *second)["notices"]
    assert rows(run)["article"] == 2
    merges = [shlex.split(one.partition("if they are the same: claims ")[2]) for one in told]
    assert merges == ([["article", "merge", "1", "2", "--note", "logged twice"]] if named else [])
    for command in merges:
        assert run(*command).exit_code == 0


def test_another_day_or_outlet_is_another_article(run: Run) -> None:
    done(run, "log", "Japan will join", *SAME)
    for statement, *more in (("Canada was asked", "--published", "2024-03-20"), ("Rain fell", "--outlet", "Sky News")):
        assert done(run, "log", statement, *SAME, *more)["notices"] == [], more


def test_at_a_terminal_a_forgotten_article_is_asked_about(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, "log", "Japan will join", *SAME, "--title", "Japan in line")
    left = sit_down(monkeypatch, "what?", "1", "2", "1")
    assert "“Japan in line”" in run("log", "Canada was asked", *SAME).stderr
    made = run("log", "Korea was asked", *SAME, "--format", "json").json
    assert [row(run, "appearance", number)["article_id"] for number in (2, 3)] == [1, 2]
    assert made["notices"] == [], "the question was answered"
    # Without a date: it is the one that this person just logged in.
    run("log", "Peru was asked", "--outlet", "politico", "--attribution", "witnessed")
    assert (row(run, "appearance", 4)["article_id"], left) == (2, [])
    for more in (("--new-article",), ("--article", 1), ("--published", "2024-03-18", "--as", "mori")):
        assert run("log", "Chile was asked", *SAME, *more).exit_code == 0, more


def test_at_a_terminal_the_last_article_is_offered_where_none_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(run, "log", "Japan will join", *SAME)
    bare = ("log", "Canada was asked", "--attribution", "witnessed")
    refused(run, *bare, code=2, says="--article 1")
    left = sit_down(monkeypatch, "1")
    assert run(*bare).exit_code == 0
    assert (row(run, "appearance", 2)["article_id"], left) == (1, [])


def test_what_is_known_only_off_the_record_is_not_offered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(
        run,
        "log",
        "Japan will join",
        *SAME[:-1],
        "named",
        "--source",
        "Ann",
        "--terms",
        "off_record",
        "--title",
        "Deep",
    )
    assert "Deep" not in "".join(done(run, "log", "Canada was asked", *SAME)["notices"])
    sit_down(monkeypatch)
    assert "Deep" not in run("log", "Korea was asked", *SAME, "--published", "2024-03-20", "--title", "Deep").stderr


def test_an_article_is_not_both_named_and_new(run: Run) -> None:
    done(run, "log", "Japan will join", *SAME, "--url", "https://politico.eu/1")
    again = ("log", "Canada was asked", "--attribution", "witnessed", "--new-article")
    refused(run, *again, "--article", 1, code=2, says="give only one")
    refused(run, *again, "--url", "https://politico.eu/1", code=5, says="article #1 already has this address")
