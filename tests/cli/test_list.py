"""`claims list`: what each filter keeps, and what is never searched."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from claims.entry.correcting.correct import correct
from claims.entry.reviewing.judge import judge
from claims.vocabulary import CorrectionKind, JudgementKind
from tests.conftest import Run
from tests.newsroom import act, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

NEXT = "2024-03-20T10:00:00+00:00"
LATER = "2024-04-02T10:00:00+00:00"


def listed(run: Run, *options: str) -> list[dict[str, Any]]:
    done = run("list", "--format", "json", *options)
    assert done.exit_code == 0, done.stderr
    found: list[dict[str, Any]] = done.json
    return found


def numbers(run: Run, *options: str) -> list[int]:
    return [one["id"] for one in listed(run, *options)]


@pytest.fixture
@kept
def desk(run: Run) -> Run:
    """Three claims: one of Alpha by a named person, one of Beta by nobody that is due, one of both."""
    due = {"role": "due", "words": "by the end of March 2024", "said": "2024-03-01"}
    enter(
        run.url,
        [
            record("story", "pillar-2", title="Pillar 2"),
            record("source", "wong", kind="person", name="Penny Wong"),
            record("reporter", "eva", name="Eva Corlett"),
            *article("a", "Alpha", "2024-03-01", bylines=["eva"]),
            *article("b", "Beta", "2024-03"),
            *article("d", "Delta", "2024-03-20"),
            claim("one", "First", stories=["pillar-2"]),
            claim("two", "Second", kind="prediction", weight="supporting", windows=[due]),
            claim("three", "Third", kind="position", weight="background", stories=["pillar-2"], entered=NEXT),
            appearance("a", "named", claim="one", source="wong"),
            appearance("b", claim="two"),
            appearance("d", "outlet", claim="two", relays="b"),
            appearance("a", "named", claim="three", source="wong", entered=NEXT),
            appearance("b", "outlet", claim="three", relays="a", entered=NEXT),
            record("review", "r", claim="three", status="disputed", note="Two views", entered=NEXT),
        ],
    )
    return run


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ([], [1, 2, 3]),
        (["--story", "pillar-2"], [1, 3]),
        (["--status", "disputed"], [3]),
        (["--status", "disputed", "--status", "unverified"], [1, 2, 3]),
        (["--outcome", "pending"], [2]),
        (["--kind", "position", "--kind", "fact"], [1, 3]),
        (["--weight", "key"], [1]),
        (["--outlet", "alpha"], [1, 3]),
        (["--outlet", "ALPHA", "--attribution", "outlet"], []),
        (["--outlet", "Beta", "--attribution", "outlet"], [3]),
        (["--reporter", "eva"], [1, 3]),
        (["--source", "Penny Wong"], [1, 3]),
        (["--attribution", "unattributed"], [2]),
        (["--since", "2024-03-02"], [2]),
        (["--until", "2024-02"], []),
        (["--until", "2024-03-01"], [1, 2, 3]),
        (["--since", "2024-03-02", "--outlet", "Beta"], []),
        (["--overdue"], [2]),
        (["--overdue", "--as-of", "2024-03-31"], []),
        (["--overdue", "--as-of", "2024-04-01"], [2]),
        (["--published-until", "2024-02"], []),
        (["--as-of", "2024-03-19"], []),
    ],
)
def test_each_filter_keeps_what_fits(desk: Run, options: list[str], kept: list[int]) -> None:
    assert numbers(desk, *options) == kept


def test_a_line_says_how_a_claim_stands(desk: Run) -> None:
    two = listed(desk)[1]
    assert (two["status"], two["outcome"], two["due"], two["overdue"]) == ("unverified", "pending", "2024-03-31", True)
    assert (two["appearances"], two["outlets"], two["first_published"]) == (2, 2, "2024-03")
    told = desk("list").stdout
    assert "unverified; pending, overdue" in told
    assert told.splitlines()[0].split() == ["claim", "kind", "weight", "status", "due", "first", "outlets", "statement"]


def test_every_answer_repeats_its_moment(desk: Run) -> None:
    env = {"CLAIMS_TZ": "Asia/Tokyo"}
    done = desk("list", "--as-of", "18:00 on 25 March 2024", "--format", "csv", env=env)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert {row["as_of"] for row in rows} == {"2024-03-25T18:00:00+09:00"}
    told = desk("list", "--as-of", "18:00 on 25 March 2024", env=env).stdout
    assert told.endswith("(as recorded by 2024-03-25 18:00:00+09:00)\n")


def test_what_is_not_there_is_said_in_one_sentence(desk: Run) -> None:
    assert desk("list", "--kind", "opinion").stdout == "No claim fits.\n"
    missing = desk("list", "--outlet", "Gamma")
    assert (missing.exit_code, missing.stdout) == (3, "")
    assert 'there is no outlet "Gamma"' in missing.stderr
    assert desk("list", "--since", "2024-13").exit_code == 6
    assert desk("list", "--status", "true").exit_code == 2


def test_what_was_judged_one_is_found_as_one(desk: Run) -> None:
    act(desk.url, LATER, lambda session: judge(session, "outlet", JudgementKind.SAME, "#1", "#2", "one house"))
    assert numbers(desk, "--outlet", "#1") == numbers(desk, "--outlet", "#2") == [1, 2, 3]
    assert [one["outlets"] for one in listed(desk)] == [1, 2, 1]
    assert numbers(desk, "--outlet", "#2", "--as-of", "2024-04-01") == [2, 3]
    act(desk.url, LATER, lambda session: judge(session, "claim", JudgementKind.DUPLICATE, "#1", "#3", "one claim"))
    assert [(one["id"], one["appearances"]) for one in listed(desk)] == [(1, 3), (2, 2)]
    found = numbers(desk, "--attribution", "outlet", "--outlet", "Beta")
    assert found == [1], "found by the appearance of a duplicate, shown under the oldest"
    assert numbers(desk, "--attribution", "outlet", "--outlet", "#2", "--as-of", "2024-04-01") == [3]


def test_what_was_withdrawn_or_entered_wrongly_counts_no_outlet(desk: Run) -> None:
    act(desk.url, LATER, lambda session: correct(session, "#2", CorrectionKind.RETRACTED, "Withdrawn"))
    act(desk.url, LATER, lambda session: correct(session, "#1", CorrectionKind.WRONG, "Not in it"))
    assert [(one["appearances"], one["outlets"]) for one in listed(desk)[:2]] == [(0, 0), (2, 1)]
    assert 1 not in numbers(desk, "--outlet", "Alpha")
    before = listed(desk, "--as-of", "2024-04-01")[:2]
    assert [(one["appearances"], one["outlets"]) for one in before] == [(1, 1), (2, 2)]


def test_the_case_in_columns(aukus: Run) -> None:
    assert len(listed(aukus)) == 140
    assert 98 in numbers(aukus, "--overdue")
    assert numbers(aukus, "--overdue", "--weight", "key") == [98]
    assert numbers(aukus, "--attribution", "collective", "--status", "partly_confirmed") == [54, 56, 67]
    assert set(numbers(aukus, "--source", "Winston Peters", "--reporter", "Eva Corlett")) > {43}


def test_a_limit_lists_the_first_and_says_that_there_are_more(run: Run) -> None:
    for number in range(4):
        logged = run("log", f"Statement number {number}.", "--outlet", "Nikkei", "--attribution", "unattributed")
        assert logged.exit_code == 0
    assert run("review", 3, "in_review", "--note", "asked").exit_code == 0
    some = run("list", "--limit", 2, "--format", "json")
    assert [line["id"] for line in some.json] == [1, 2]
    assert "more than these 2" in some.stderr
    for given in (("--limit", 4), ("--limit", 0), ()):
        whole = run("list", *given, "--format", "json")
        assert [line["id"] for line in whole.json] == [1, 2, 3, 4]
        assert whole.stderr == ""
    sifted = run("list", "--limit", 1, "--status", "in_review", "--format", "json")
    assert [line["id"] for line in sifted.json] == [3]
    assert sifted.stderr == ""
