"""`claims correct`: what an outlet withdrew or changed, and what we entered wrongly."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cli.entering import LOGGED, done, refused, row, rows
from tests.conftest import Run
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

KEPT = ("terms", "channel", "excerpt", "wording", "said", "placement", "claim_id", "article_id", "treatment")


@pytest.fixture
@kept
def logged(run: Run) -> Run:
    """A desk with one appearance that has a bit of everything."""
    done(
        run,
        *LOGGED,
        "unnamed",
        "--source",
        "two officials",
        "--excerpt",
        "in line",
        "--wording",
        "direct",
        "--hedge",
        "likelihood:could",
        "--anonymity-reason",
        "fear",
        "--said",
        "2024-03-18",
        "--placement",
        "lead",
        "--relays",
        "Nikkei",
        "--channel",
        "briefing",
    )
    return run


def test_an_outlet_withdrew_or_changed_it(logged: Run) -> None:
    told = logged(
        "correct", 1, "--retracted", "--note", "withdrawn", "--evidence", "article:2", "--evidence-title", "Note"
    )
    assert told.stdout.splitlines()[0] == "correction #1, appearance #1: retracted"
    assert [row(logged, "evidence", 1)[name] for name in ("correction_id", "kind", "title")] == [1, "report", "Note"]
    assert done(logged, "correct", "#1", "--edited", "--note", "reworded")["made"][0]["subject"] == "correction"
    assert rows(logged)["appearance"] == 1


def test_a_wrong_entry_gets_a_successor(logged: Run) -> None:
    told = logged(
        "correct",
        1,
        "--wrong",
        "--note",
        "misread",
        "--attribution",
        "institution",
        "--source",
        "the Treasury",
        "--stance",
        "denies",
    )
    assert told.stdout.splitlines()[0] == (
        "correction #1, appearance #1: wrong; appearance #2 in POLITICO, 2024-03-19 replaces it"
    )
    assert told.stderr == ""
    old, new = row(logged, "appearance", 1), row(logged, "appearance", 2)
    assert {name: new[name] for name in KEPT} == {name: old[name] for name in KEPT}
    assert (new["attribution"], new["stance"], new["anonymity_reason"]) == ("institution", "denies", None)
    assert row(logged, "source", new["source_id"])["kind"] == "institution"
    assert (new["relays_id"], new["relay_basis"], new["likelihood"]) == (2, "stated", "possible")
    assert rows(logged)["hedge"] == 2
    assert row(logged, "correction", 1)["successor_id"] == 2
    assert row(logged, "appearance", 1)["attribution"] == "unnamed"


def test_what_a_change_takes_away_with_it(logged: Run) -> None:
    new = done(
        logged,
        "correct",
        1,
        "--wrong",
        "--note",
        "x",
        "--excerpt",
        "",
        "--relays",
        "",
        "--hedge",
        "evidential:reportedly",
    )["appearance"]
    changed = row(logged, "appearance", new)
    assert [changed[name] for name in ("excerpt", "wording", "relays_id", "relay_basis", "likelihood")] == [None] * 5
    new = done(logged, "correct", new, "--wrong", "--note", "x", "--attribution", "witnessed")["appearance"]
    assert row(logged, "appearance", new)["source_id"] is None
    new = done(
        logged,
        "correct",
        new,
        "--wrong",
        "--note",
        "x",
        "--attribution",
        "named",
        "--source",
        "Ann Lee",
        "--via",
        "AFP",
        "--said",
        "2024-03-17",
    )["appearance"]
    changed = row(logged, "appearance", new)
    assert row(logged, "article", changed["relays_id"])["seen"] is False
    assert changed["said"] == date(2024, 3, 17)


def test_a_wrong_entry_alone_and_in_another_article(logged: Run) -> None:
    assert done(logged, "correct", 1, "--wrong", "--note", "logged twice")["appearance"] == 1
    done(logged, "appear", 1, "--outlet", "AFP", "--attribution", "witnessed")
    moved = done(logged, "correct", 2, "--wrong", "--note", "the other article", "--article", 1)
    assert row(logged, "appearance", moved["appearance"])["article_id"] == 1
    assert moved["article"] == 1


def test_a_reprint_follows_its_original_into_the_correction(logged: Run) -> None:
    done(logged, "reprint", 1, "--outlet", "Ednews")
    done(logged, "correct", 1, "--wrong", "--note", "a denial", "--stance", "denies")
    assert row(logged, "appearance", 4)["stance"] == "denies"
    assert [row(logged, "correction", one)["appearance_id"] for one in (1, 2)] == [1, 2]


def test_refusals(logged: Run) -> None:
    for args, code, says in (
        ((1, "--note", "x"), 2, "--retracted, --edited or --wrong"),
        ((1, "--retracted", "--wrong", "--note", "x"), 2, "say one thing: --retracted, --edited or --wrong"),
        ((1, "--retracted"), 6, "the reason is empty"),
        ((1, "--retracted", "--note", "x", "--stance", "denies"), 2, "new values need --wrong"),
        (
            (1, "--wrong", "--note", "x", "--attribution", "named"),
            5,
            "is unnamed; use --attribution unnamed",
        ),
        ((1, "--wrong", "--note", "x", "--via", "A", "--relays", "B"), 2, "--via and --relays both name"),
        ((1, "--wrong", "--note", "x", "--article", 99), 3, 'no article "99"'),
        ((1, "--wrong", "--note", "x", "--relays", "article:1"), 5, "cannot relay itself"),
        ((1, "--edited", "--note", "x", "--evidence", "https://a.org/1"), 2, "--evidence-kind"),
        ((9, "--wrong", "--note", "x"), 3, 'no appearance "9"'),
        ((10**17, "--wrong", "--note", "x"), 3, "no appearance"),
    ):
        refused(logged, "correct", *args, code=code, says=says)
    done(logged, "correct", 1, "--retracted", "--note", "x")
    refused(
        logged, "correct", 1, "--retracted", "--note", "x", code=5, says="appearance #1 is already marked as retracted"
    )
    done(logged, "correct", 1, "--wrong", "--note", "x", "--stance", "denies")
    refused(logged, "correct", 1, "--wrong", "--note", "x", code=5, says="entered wrongly; #2 replaces it")


def test_a_successor_on_the_same_footing_is_no_second_log(logged: Run) -> None:
    made = done(logged, "correct", 1, "--wrong", "--note", "a word left out", "--excerpt", "in line to")
    assert made["notices"] == []
    made = done(logged, "correct", made["appearance"], "--wrong", "--note", "told to Sky", "--via", "Sky News")
    assert row(logged, "article", row(logged, "appearance", made["appearance"])["relays_id"])["outlet_id"] == 3
    assert (made["notices"], rows(logged)["correction"]) == ([], 2)
