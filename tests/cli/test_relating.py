"""`claims relate` and `claims edit`."""

from __future__ import annotations

from datetime import date

import pytest

from claims.vocabulary import RelationKind
from tests.cli.entering import LOGGED, done, refused, row, rows
from tests.conftest import Run
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")


@pytest.fixture
@kept
def two(run: Run) -> Run:
    """A desk with two claims, the first with a window."""
    done(
        run,
        *LOGGED,
        "witnessed",
        "--kind",
        "prediction",
        "--story",
        "aukus",
        "--due",
        "by May 2025",
        "--said",
        "2024-03-18",
    )
    done(run, "log", "Japan will not join", "--article", 1, "--attribution", "own_voice")
    return run


def relations(run: Run) -> list[str]:
    return [one["kind"] for one in run("show", 1, "--format", "json").json["relations"]]


def test_claims_bear_on_each_other(two: Run) -> None:
    told = two("relate", 1, "contradicts", "#2", "--note", "not both")
    assert told.stdout == "claim #1 contradicts #2 (relation #1)\n"
    assert two("relate", 2, "part-of", 1).stdout == "claim #2 part of #1 (relation #2)\n"
    assert sorted(relations(two)) == ["contradicts", "part_of"]
    assert row(two, "relation", 1)["note"] == "not both"
    assert all(kind in two("relate", "--help").stdout for kind in RelationKind)


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_contradiction_is_taken_back_from_either_side(two: Run, order: tuple[int, int]) -> None:
    done(two, "relate", 1, "contradicts", 2)
    told = two("relate", order[0], "contradicts", order[1], "--withdraw", "--note", "they agree")
    assert told.stdout == "claim #1 no longer contradicts #2 (relation #2)\n"
    assert relations(two) == []
    done(two, "relate", 2, "contradicts", 1)


def test_relations_that_make_no_sense_are_refused(two: Run) -> None:
    done(two, "relate", 1, "contradicts", 2)
    for args, code, says in (
        ((1, "contradicts", 1), 5, "cannot relate to itself"),
        ((2, "contradicts", 1), 5, "already"),
        ((1, "supports", 2, "--withdraw"), 5, "there is no record"),
        ((1, "hates", 2), 2, "choose from contradicts"),
        ((1, "supports", 99), 3, 'no claim "99"'),
        ((98, "supports", 2), 3, 'no claim "98"'),
        ((1, "supports"), 2, "OTHER"),
    ):
        refused(two, "relate", *args, code=code, says=says)


def test_a_claim_is_edited_and_keeps_its_history(two: Run) -> None:
    told = two(
        "edit",
        1,
        "--statement",
        "Japan will join Pillar 2",
        "--weight",
        "background",
        "--note",
        "n",
        "--kind",
        "intention",
        "--condition",
        "if invited",
        "--condition-claim",
        2,
        "--story",
        "quad",
        "--not-story",
        "aukus",
        "--reason",
        "clearer",
        "--due",
        "by June 2025",
        "--said",
        "2024-03-01",
    )
    assert told.stdout.splitlines() == [
        "claim #1 edited: Japan will join Pillar 2",
        (
            "due: “by June 2025” is understood as from 1 March 2024 until 30 June 2025; "
            "“by” and “until” include the period they name"
        ),
    ]
    shown = two("show", 1, "--format", "json").json
    assert {name: shown[name] for name in ("statement", "kind", "weight", "stories")} == {
        "statement": "Japan will join Pillar 2",
        "kind": "intention",
        "weight": "background",
        "stories": ["quad"],
    }
    assert [one["latest"] for one in shown["windows"]] == ["2025-06-30"]
    assert row(two, "revision", 1)["reason"] == "clearer"
    done(two, "edit", 1, "--condition", "", "--condition-claim", "", "--note", "")
    assert [row(two, "claim", 1)[name] for name in ("condition", "condition_claim_id", "note")] == [None] * 3


def test_days_correct_how_the_words_were_understood(two: Run) -> None:
    done(two, "edit", 1, "--due-latest", "2025-06-30")
    window = row(two, "window", 2)
    assert (window["words"], window["said"], window["latest"], window["basis"]) == (
        "by May 2025",
        date(2024, 3, 18),
        date(2025, 6, 30),
        "editor",
    )
    refused(two, "edit", 2, "--due-latest", "2025-06-30", code=2, says="claim #2 has no --due")


def test_a_story_is_entered_once(two: Run) -> None:
    refused(two, "edit", 1, "--story", "AUKUS", code=5, says="already")
    done(two, "edit", 1, "--not-story", "aukus")
    refused(two, "edit", 1, "--not-story", "aukus", code=5, says="is not in the story")
    done(two, "edit", 1, "--story", "aukus")
    assert rows(two)["story"] == 1


def test_a_reason_that_is_not_stored_is_not_lost_silently(two: Run) -> None:
    for change in (("--not-story", "aukus"), ("--due-latest", "2025-06-30")):
        assert any(
            "reason was not stored" in notice for notice in done(two, "edit", 1, *change, "--reason", "x")["notices"]
        )
    stored = done(two, "edit", 1, "--weight", "background", "--story", "aukus", "--reason", "x")
    assert stored["notices"] == []
    assert row(two, "revision", 1)["reason"] == "x"


def test_edits_that_cannot_be_are_refused(two: Run) -> None:
    for args, code, says in (
        ((1,), 2, "nothing to change"),
        ((1, "--weight", "key"), 5, "already has these values"),
        ((1, "--statement", " "), 6, "the statement is empty"),
        ((1, "--statement", "a\nb"), 6, "one line"),
        ((1, "--statement", "x" * 4001), 6, "4,001"),
        ((1, "--condition-claim", 1), 5, "its own condition"),
        ((1, "--due", "sometime or never"), 6, "not understood"),
        ((1, "--due-earliest", "2026-01-01"), 6, "before it begins"),
        ((1, "--not-story", "nowhere"), 3, 'no story "nowhere"'),
        ((99, "--weight", "key"), 3, 'no claim "99"'),
    ):
        refused(two, "edit", *args, code=code, says=says)
    record = ("--evidence", "https://gov.uk/x", "--evidence-kind", "data")
    done(two, "review", 1, "--outcome", "occurred", "--note", "x", *record)
    refused(two, "edit", 1, "--kind", "fact", code=5, says="has an outcome, but fact claims cannot")
