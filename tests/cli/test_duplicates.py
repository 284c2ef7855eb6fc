"""`claims duplicate`, `claims not-duplicate` and `claims relate --not`: what people decide, and what it changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.entering import done, refused, row
from tests.conftest import Run
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

POLITICO = ("--outlet", "POLITICO", "--published", "2024-03-19", "--attribution", "named", "--source", "Ann One")
EDNEWS = ("--outlet", "Ednews", "--published", "2024-03-20", "--attribution", "named", "--source", "Bo Two")


@pytest.fixture
@kept
def two(run: Run) -> Run:
    """A desk with two claims of one thing, each with an appearance, an origin, a story and a review."""
    done(run, "log", "Japan will join the pact", *POLITICO, "--story", "aukus")
    done(run, "log", "Tokyo becomes a member of AUKUS", *EDNEWS, "--story", "quad")
    done(run, "review", 1, "in-review", "--note", "looked at")
    done(run, "review", 2, "disputed", "--note", "the embassy says no")
    return run


def shown(run: Run, claim: int, *args: object) -> dict[str, Any]:
    told: dict[str, Any] = run("show", claim, "--format", "json", *args).json
    return told


def judged(run: Run, *args: object) -> list[str]:
    """Judge two claims one and return what was said about it."""
    told: list[str] = done(run, "duplicate", *args, "--reason", "one claim")["notices"]
    return told


def test_both_histories_are_kept_and_origins_counted_on_both(two: Run) -> None:
    told = two("duplicate", 2, 1, "--reason", "one claim")
    assert told.stdout == (
        "claim #2 and #1: duplicate (judgement #1); they now appear as claim #1 Japan will join the pact\n"
    )
    for number in (1, 2):
        found = shown(two, number)
        assert (found["id"], found["duplicates"], found["status"]) == (1, [2], "disputed")
        assert [one["outlet"] for one in found["appearances"]] == ["POLITICO", "Ednews"]
        assert found["origins"]["people"]["lower"] == found["origins"]["people"]["upper"] == 2
        assert found["stories"] == ["aukus", "quad"]
        assert [one["status"] for one in found["reviews"]] == ["in_review", "disputed"]
    assert [(one["id"], one["appearances"]) for one in two("list", "--format", "json").json] == [(1, 2)]
    history = [one["what"] for one in two("history", 2, "--format", "json").json]
    assert [one for one in history if one.startswith("claim logged")] == [
        "claim logged: Japan will join the pact",
        "claim logged: Tokyo becomes a member of AUKUS",
    ]
    assert history[-1] == "claims #2 and #1 judged duplicate"
    for story in ("aukus", "quad"):
        assert "Tokyo becomes" not in two("report", "story", story).stdout
        assert "Japan will join the pact" in two("report", "story", story).stdout


def test_before_the_judgement_each_stands_for_itself(two: Run) -> None:
    moment = shown(two, 2)["reviews"][0]["entered_at"]
    judged(two, 1, 2)
    before = shown(two, 2, "--as-of", moment)
    assert (before["id"], before["duplicates"], len(before["appearances"])) == (2, [], 1)
    assert [one["id"] for one in two("list", "--format", "json", "--as-of", moment).json] == [1, 2]


def test_the_same_source_in_both_is_one_origin(run: Run) -> None:
    done(run, "log", "Japan will join the pact", *POLITICO)
    done(
        run,
        "log",
        "Tokyo becomes a member of AUKUS",
        "--outlet",
        "RNZ",
        "--attribution",
        "named",
        "--source",
        "Ann One",
    )
    judged(run, 1, 2)
    assert [shown(run, 1)["origins"]["people"][bound] for bound in ("lower", "upper")] == [1, 1]


def test_a_judgement_is_taken_back(two: Run) -> None:
    judged(two, 1, 2)
    told = two("duplicate", 2, 1, "--withdraw", "--reason", "read too fast")
    assert told.stdout == "claim #1 and #2: no longer judged duplicate (judgement #2)\n"
    assert (shown(two, 2)["id"], shown(two, 1)["duplicates"]) == (2, [])
    refused(two, "duplicate", 1, 2, "--withdraw", "--reason", "x", code=5, says="there is no such judgement")
    done(two, "not-duplicate", 1, 2, "--reason", "two things")
    refused(two, "duplicate", 1, 2, "--withdraw", "--reason", "x", code=5, says="there is no such judgement")
    done(two, "not-duplicate", 2, 1, "--withdraw", "--reason", "x")
    judged(two, 1, 2)


def test_the_contrary_is_refused_by_name(two: Run) -> None:
    done(two, "not-duplicate", 1, 2, "--reason", "two things")
    says = "claims #1 and #2 are judged not duplicate (judgement #1, tester, "
    told = refused(two, "duplicate", 2, 1, "--reason", "x", code=5, says=says)
    assert "two things" in told
    assert "--instead" in told
    refused(two, "not-duplicate", 2, 1, "--reason", "x", code=5, says="already judged not duplicate: two things")
    done(two, "duplicate", 2, 1, "--reason", "one after all", "--instead")
    assert shown(two, 1)["duplicates"] == [2]
    refused(two, "not-duplicate", 1, 2, "--reason", "x", code=5, says="are judged duplicate (judgement #2")
    refused(two, "not-duplicate", 1, 2, "--reason", "x", "--instead", "--withdraw", code=2, says="give one")


def test_the_contrary_is_refused_by_way_of_others(two: Run) -> None:
    done(two, "log", "Australia votes", *POLITICO)
    judged(two, 1, 2)
    done(two, "not-duplicate", 2, 3, "--reason", "another thing")
    says = "claims #2 and #3 are judged not duplicate"
    told = refused(two, "duplicate", 1, 3, "--reason", "x", code=5, says=says)
    assert "claims not-duplicate 2 3 --withdraw" in told
    done(two, "not-duplicate", 2, 3, "--withdraw", "--reason", "x")
    judged(two, 3, 2)
    refused(two, "not-duplicate", 1, 3, "--reason", "x", code=5, says="that judgement covers #1 and #3 too")


def test_what_cannot_be_one_is_refused(two: Run) -> None:
    for args, code, says in (
        ((1, 1, "--reason", "x"), 5, "both name claim #1"),
        ((1, 99, "--reason", "x"), 3, 'no claim "99"'),
        ((1, 2), 2, "--note"),
        ((1, 2, "--reason", " "), 6, "the reason is empty"),
    ):
        refused(two, "duplicate", *args, code=code, says=says)
    done(two, "relate", 2, "contradicts", 1)
    told = refused(two, "duplicate", 1, 2, "--reason", "x", code=5, says="claim #2 contradicts #1, so they cannot")
    assert "claims relate 2 contradicts 1 --withdraw" in told
    done(two, "relate", 2, "contradicts", 1, "--withdraw")
    done(two, "edit", 2, "--condition-claim", 1)
    refused(two, "duplicate", 1, 2, "--reason", "x", code=5, says="claim #2 depends on #1")
    done(two, "edit", 2, "--condition-claim", "")
    judged(two, 1, 2)


def test_nothing_bears_on_itself_once_two_are_one(two: Run) -> None:
    judged(two, 1, 2)
    done(two, "log", "Australia votes", *POLITICO)
    refused(two, "relate", 1, "supports", 2, code=5, says="are judged the same")
    refused(two, "relate", 1, "contradicts", 2, "--not", "--note", "x", code=5, says="are judged the same")
    done(two, "relate", 3, "contradicts", 2)
    refused(two, "relate", 1, "contradicts", 3, code=5, says="claim #1 contradicts #3 already")
    refused(two, "duplicate", 3, 1, "--reason", "x", code=5, says="claim #3 contradicts #2")
    told = two("relate", 1, "contradicts", 3, "--withdraw")
    assert told.stdout == "claim #3 no longer contradicts #2 (relation #2)\n"


def test_differences_are_said(run: Run) -> None:
    record = ("--evidence", "https://gov.uk/x", "--evidence-kind", "primary-record", "--note", "x")
    due = ("--kind", "prediction", "--said", "2024-03-01", "--due")
    done(run, "log", "Japan will join the pact", *POLITICO, *due, "by May 2025")
    done(
        run,
        "log",
        "Tokyo becomes a member of AUKUS",
        *POLITICO[-4:],
        "--article",
        1,
        *due,
        "by June 2025",
    )
    done(run, "log", "Tokyo is in", *EDNEWS)
    done(run, "review", 1, "confirmed", *record)
    done(run, "review", 2, "refuted", *record)
    done(run, "relate", 2, "refines", 1)
    mend = 'if it is the same appearance: claims correct 2 --wrong --note "logged twice"'
    assert judged(run, 2, 1) == [
        "#1 is due until 31 May 2025 and #2 is due until 30 June 2025; the deadline of #1 counts",
        "they have different verdicts: #1 confirmed; pending, #2 refuted; pending; the newest counts: #2",
        "#2 refines #1 (relation #1), which is hidden while they count as the same",
        f"both appear in article #1 (POLITICO, 2024-03-19) on the same footing, as #1 and #2; {mend}",
    ]
    assert judged(run, 3, 1) == ["#1 is a prediction and #3 a fact; together they count as a prediction"]
    assert shown(run, 3)["relations"] == []
    assert shown(run, 3)["windows"][0]["latest"] == "2025-05-31"
    assert judged(run, 3, 2) == []


def test_a_window_of_either_is_the_window_of_both(two: Run) -> None:
    done(two, "edit", 2, "--kind", "prediction", "--due", "by May 2024", "--said", "2024-03-01")
    done(two, "edit", 1, "--kind", "prediction")
    judged(two, 1, 2)
    found, listed = shown(two, 1), two("list", "--format", "json").json[0]
    assert (found["windows"][0]["latest"], found["overdue"]) == ("2024-05-31", True)
    assert (listed["due"], listed["overdue"]) == ("2024-05-31", True)


def test_what_is_off_the_record_is_not_told_of(run: Run) -> None:
    secret = (*POLITICO, "--terms", "off_record")
    done(run, "log", "Japan will join the pact", *secret)
    done(run, "log", "Tokyo becomes a member of AUKUS", *secret[4:], "--article", 1)
    assert judged(run, 1, 2) == []


def test_a_denied_contradiction_is_worded_as_one(two: Run) -> None:
    told = two("relate", 2, "contradicts", 1, "--not", "--note", "one is of May")
    assert told.stdout == "claim #2 does not contradict #1 (relation #1)\n"
    assert (row(two, "relation", 1)["withdrawn"], row(two, "relation", 1)["note"]) == (True, "one is of May")
    assert shown(two, 1)["relations"] == shown(two, 2)["contradicted_by"] == []
    refused(two, "relate", 1, "contradicts", 2, "--not", "--note", "x", code=5, says="already recorded")
    refused(two, "relate", 1, "contradicts", 2, "--withdraw", code=5, says="there is no record")
    done(two, "relate", 2, "contradicts", 1, "--note", "after all")
    refused(
        two,
        "relate",
        1,
        "contradicts",
        2,
        "--not",
        "--note",
        "x",
        code=5,
        says="claim #2 is recorded as contradicting #1",
    )
    done(two, "relate", 1, "contradicts", 2, "--withdraw")
    bears = [one["what"] for one in two("history", 1, "--format", "json").json if one["record"].startswith("relation")]
    assert bears == ["#2 does not contradict #1", "#2 contradicts #1", "#2 no longer contradicts #1"]


def test_only_a_contradiction_is_denied_and_with_a_reason(two: Run) -> None:
    refused(two, "relate", 1, "supports", 2, "--not", "--note", "x", code=2, says="--not denies a contradiction")
    refused(two, "relate", 1, "contradicts", 2, "--not", "--withdraw", "--note", "x", code=2, says="--withdraw")
    refused(two, "relate", 1, "contradicts", 2, "--not", code=2, says="with --note")
    refused(two, "relate", 1, "contradicts", 1, "--not", "--note", "x", code=5, says="cannot relate to itself")
