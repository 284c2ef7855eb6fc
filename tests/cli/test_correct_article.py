"""`claims correct article:N`: a report that was withdrawn whole, and a reprint that is none."""

from __future__ import annotations

import json
import shlex
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.entering import done, refused, row, rows
from tests.conftest import Run
from tests.interchange.test_merging import exported, in_order, take_in
from tests.places import Pool, kept

pytestmark = pytest.mark.engines("sqlite")

WORDS = "Japan is to join in autumn"
"""An excerpt that must not be found where nothing has it any more."""


@pytest.fixture
@kept
def desk(run: Run) -> Run:
    """Two claims in one report of Nikkei, which Ednews relays and Yahoo reprints; MSN reprints Yahoo."""
    nikkei = ("--outlet", "Nikkei", "--published", "2024-03-01")
    named = ("--attribution", "named", "--source", "Ann Lee")
    done(run, "log", "Japan will join", "--story", "aukus", *nikkei, *named, "--excerpt", WORDS, "--wording", "direct")
    done(run, "log", "Tokyo will pay", "--story", "aukus", "--article", 1, "--attribution", "unattributed")
    done(run, "appear", 1, "--outlet", "Ednews", "--attribution", "outlet", "--relays", "article:1")
    done(run, "reprint", 1, "--outlet", "Yahoo", "--published", "2024-03-02")
    done(run, "reprint", 3, "--outlet", "MSN", "--published", "2024-03-02")
    return run


def kinds(run: Run) -> dict[int, list[str]]:
    """The corrections of each appearance."""
    found: dict[int, list[str]] = {}
    for number in range(1, rows(run)["correction"] + 1):
        made = row(run, "correction", number)
        found.setdefault(made["appearance_id"], []).append(made["kind"].value)
    return found


def shown(run: Run, claim: int, *args: object) -> Any:
    return done(run, "show", claim, *args)


def carried(run: Run, claim: int, *args: object) -> set[int]:
    """The articles that carry a claim."""
    return {one["article"]["id"] for one in shown(run, claim, *args)["appearances"]}


def now() -> str:
    """A moment with nothing entered shortly before and after."""
    time.sleep(0.02)
    moment = datetime.now(UTC).isoformat()
    time.sleep(0.02)
    return moment


def test_a_report_is_withdrawn_with_all_its_claims_in_one_event(desk: Run) -> None:
    done(desk, "appear", 1, "--article", 1, "--attribution", "unnamed", "--source", "an aide", "--terms", "off_record")
    before, moment = rows(desk)["event"], now()
    made = done(
        desk, "correct", "article:1", "--retracted", "--note", "withdrawn", "--evidence", "https://nikkei.com/withdrawn",
        "--evidence-kind", "report",
    )  # fmt: skip
    assert rows(desk)["event"] == before + 1
    assert kinds(desk) == {1: ["retracted"], 2: ["retracted"], 8: ["retracted"]}
    assert rows(desk)["evidence"] == 3
    assert {one["claim"] for one in made["reach"]} == {1, 2}
    assert {one["appearance"] for one in made["reach"][0]["downstream"]} == {3, 4, 6}
    for claim in (1, 2):
        assert shown(desk, claim)["origins"]["people"]["lower"] == 0
        assert shown(desk, claim)["corrected"]
    assert shown(desk, 1, "--as-of", moment)["origins"]["people"]["lower"] == 1
    in_order(desk)


def test_what_was_marked_already_is_left_and_what_came_since_is_taken(desk: Run) -> None:
    answered = desk("correct", 1, "--retracted", "--note", "it's withdrawn; $(date)")
    assert "Tokyo will pay" in answered.stderr
    command = answered.stderr.strip().rpartition(": claims ")[2]
    assert shlex.split(command)[:2] == ["correct", "article:1"]
    assert shlex.split(command)[-1] == "it's withdrawn; $(date)"
    assert desk(*shlex.split(command)).exit_code == 0
    assert kinds(desk) == {1: ["retracted"], 2: ["retracted"]}
    refused(desk, "correct", "article:1", "--retracted", "--note", "x", code=5, says="already")
    answered = desk("log", "It is cheap", "--article", 1, "--attribution", "unattributed")
    assert "retracted" in answered.stderr
    assert desk("correct", "article:1", "--retracted", "--note", "x").exit_code == 0
    assert kinds(desk)[8] == ["retracted"]
    assert 1 in kinds(desk)


def test_nothing_is_said_of_other_claims_where_there_are_none_to_name(desk: Run) -> None:
    done(desk, "log", "A secret plan", "--article", 2, "--attribution", "unattributed", "--terms", "off_record")
    answered = desk("correct", 3, "--retracted", "--note", "x")
    assert answered.stderr == ""
    assert desk("correct", 1, "--wrong", "--note", "misread").stderr == ""


def test_a_report_was_changed_or_entered_wrongly_whole(desk: Run) -> None:
    done(desk, "correct", "article:1", "--edited", "--note", "reworded")
    done(desk, "correct", "article:1", "--edited", "--note", "reworded again")
    done(desk, "correct", "article:1", "--wrong", "--note", "another paper")
    assert kinds(desk)[1] == ["edited", "edited", "wrong"]
    assert {number for number, some in kinds(desk).items() if "wrong" in some} == {1, 2, 4, 5, 6, 7}
    assert carried(desk, 1) == {2}


def test_records_judged_one_are_one_article(desk: Run) -> None:
    done(desk, "log", "It is cheap", "--outlet", "Nikkei", "--title", "Cheap", "--attribution", "unattributed")
    done(desk, "article", "merge", 1, 5, "--reason", "one report")
    done(desk, "correct", "article:5", "--retracted", "--note", "withdrawn")
    assert set(kinds(desk)) == {1, 2, 8}


def test_refusals(desk: Run) -> None:
    done(desk, "article", "add", "--outlet", "AFP", "--unseen")
    for args, code, says in (
        (("article:5", "--retracted", "--note", "x"), 5, "article #5 (AFP) has no appearances to correct"),
        (("article:99", "--retracted", "--note", "x"), 3, 'no article "99"'),
        (("article:1", "--retracted"), 6, "the reason is empty"),
        (("article:1", "--wrong", "--note", "x", "--stance", "denies"), 2, "one appearance at a time"),
        (("article:1", "--not-a-reprint", "--note", "x"), 5, "not logged as a reprint"),
        (("article:3", "--not-a-reprint"), 6, "the reason is empty"),
        (
            ("article:3", "--not-a-reprint", "--wrong", "--note", "x"),
            2,
            "say one thing: --retracted, --edited or --wrong",
        ),
        ((4, "--not-a-reprint", "--note", "x"), 2, "article:9"),
    ):
        refused(desk, "correct", *args, code=code, says=says)


def test_a_reprint_that_is_none_is_taken_back(desk: Run) -> None:
    done(desk, "appear", 1, "--article", 3, "--attribution", "named", "--source", "Bob Ray")
    before, moment = rows(desk)["event"], now()
    done(desk, "correct", "article:3", "--not-a-reprint", "--note", "only the headline is the same")
    assert rows(desk)["event"] == before + 1
    assert {number for number, some in kinds(desk).items() if "wrong" in some} == {4, 5, 6, 7}
    article = done(desk, "article", "show", 3)
    assert article["reprint_of"] is None
    assert article["reprint_extent"] is None
    assert any(one["field"] == "reprint_of" and one["reason"] for one in article["revisions"])
    assert done(desk, "article", "show", 1)["reprints"] == []
    # Yahoo's own word stays, and MSN, which reprints Yahoo, has that instead of what it had from Nikkei.
    assert carried(desk, 1) == {1, 2, 3, 4}
    assert carried(desk, 2) == {1}
    assert [one["excerpt"] for one in shown(desk, 1)["appearances"]].count(WORDS) == 1
    assert carried(desk, 2, "--as-of", moment) == {1, 3, 4}
    assert done(desk, "article", "show", 3, "--as-of", moment)["reprint_of"]["id"] == 1
    done(desk, "log", "It is cheap", "--article", 1, "--attribution", "unattributed")
    assert carried(desk, 3) == {1}
    done(desk, "appear", 2, "--article", 3, "--attribution", "unattributed")
    assert carried(desk, 2) == {1, 3, 4}
    in_order(desk)


def test_a_reprint_in_part_is_taken_back(desk: Run) -> None:
    done(desk, "reprint", 1, "--outlet", "Metro", "--extent", "part", "--claim", 2)
    done(desk, "correct", "article:5", "--not-a-reprint", "--note", "another text")
    assert kinds(desk) == {8: ["wrong"]}
    assert done(desk, "article", "show", 5)["claims"] == 0


def test_what_somebody_logged_in_a_reprint_by_hand_stays(desk: Run) -> None:
    done(desk, "appear", 1, "--article", 3, "--attribution", "outlet", "--relays", "article:1", "--stance", "denies")
    done(desk, "correct", "article:3", "--not-a-reprint", "--note", "it reports on Nikkei")
    assert [one["stance"] for one in shown(desk, 1)["appearances"] if one["article"]["id"] == 3] == ["denies"]


def test_no_report_or_export_has_what_was_taken_back(desk: Run, tmp_path: Path) -> None:
    done(desk, "correct", "article:3", "--not-a-reprint", "--note", "another text")
    for name in ("aukus.json", "aukus.html", "aukus.md"):
        path = tmp_path / name
        assert desk("report", "story", "aukus", "-o", path).exit_code == 0
    told = json.loads((tmp_path / "aukus.json").read_text())
    articles = [one["article"]["id"] for claim in told["claims"] for one in claim["appearances"]]
    assert sorted(articles) == [1, 1, 2]
    assert "Yahoo" not in desk("show", 1).stdout.partition("CORRECTIONS")[0]
    assert "MSN" not in desk("show", 1).stdout.partition("CORRECTIONS")[0]


Make = Callable[[int], list[Run]]


@pytest.fixture
def fresh(several: Pool, environment: dict[str, str]) -> Make:
    return lambda count: [Run(url, environment) for url in several(count)]


def test_two_copies_agree_that_it_is_no_reprint(fresh: Make, tmp_path: Path) -> None:
    one, other = fresh(2)
    done(one, "log", "Japan will join", "--outlet", "Nikkei", "--attribution", "named", "--source", "Ann Lee")
    done(one, "reprint", 1, "--outlet", "Yahoo")
    take_in(other, exported(one, tmp_path))
    done(one, "correct", "article:2", "--not-a-reprint", "--note", "another text")
    done(other, "log", "Tokyo will pay", "--article", 1, "--attribution", "unattributed")
    assert carried(other, 2) == {1, 2}
    theirs = exported(other, tmp_path)
    take_in(other, exported(one, tmp_path))
    take_in(one, theirs)
    for desk in (one, other):
        assert [carried(desk, claim) for claim in (1, 2)] == [{1}, {1}]
        assert done(desk, "article", "show", 2)["reprint_of"] is None
        in_order(desk)
    take_in(other, exported(one, tmp_path))
    take_in(one, exported(other, tmp_path))
    assert [carried(desk, claim) for desk in (one, other) for claim in (1, 2)] == [{1}] * 4
    in_order(one)
