"""`claims db policy`: rules that bind everybody who uses the database."""

from __future__ import annotations

import pytest

from claims.entry.policy import set_policy
from claims.vocabulary import PolicyName, Switch
from tests.cli.entering import done, refused
from tests.conftest import Run
from tests.newsroom import act

NAME = "two_person_verdicts"
OTHERS = "act_for_others"
WHY = ("--note", "asked for by the editor-in-chief")


def test_a_policy_that_nobody_set_is_off(run: Run) -> None:
    unset = {"value": "off", "entered_by": None, "entered_at": None, "note": None}
    assert done(run, "db", "policy") == [{"name": NAME, **unset}, {"name": OTHERS, **unset}]
    assert run("db", "policy", NAME).stdout == f"{NAME} is off and was never on.\n"
    assert f"policies     {NAME} off, {OTHERS} off\n" in run("db", "status").stdout


def test_a_policy_says_who_set_it_when_and_why(run: Run) -> None:
    said = run("--as", "lindqvist", "db", "policy", NAME, "on", *WHY)
    assert (said.exit_code, said.stdout) == (0, f"{NAME} is on from now on.\n")
    held = done(run, "db", "policy")[0]
    assert (held["value"], held["entered_by"], held["note"]) == ("on", "lindqvist", WHY[1])
    assert f"{NAME} on (lindqvist, " in run("db", "status").stdout
    status = done(run, "db", "status")["policies"]
    assert [(one["name"], one["value"], one["who"]) for one in status] == [
        (NAME, "on", "lindqvist"),
        (OTHERS, "off", None),
    ]
    assert run("db", "verify").exit_code == 0
    assert run("db", "check").exit_code == 0


def test_turning_it_on_needs_no_reason(run: Run) -> None:
    assert run("db", "policy", NAME, "on").stdout == f"{NAME} is on from now on.\n"
    held = done(run, "db", "policy")[0]
    assert (held["value"], held["note"]) == ("on", None)
    assert run("db", "policy").exit_code == 0


def test_the_newest_change_holds_and_all_are_kept(run: Run) -> None:
    for number, value in enumerate(("on", "off", "ON"), start=1):
        assert run("db", "policy", "two-person-verdicts", value, "--note", f"reason {number}").exit_code == 0
    assert done(run, "db", "policy")[0]["value"] == "on"
    changes = done(run, "db", "policy", NAME)
    assert [(one["value"], one["note"]) for one in changes] == [
        ("on", "reason 1"),
        ("off", "reason 2"),
        ("on", "reason 3"),
    ]


def setting(run: Run, at: str, value: Switch) -> None:
    act(run.url, at, lambda session: set_policy(session, PolicyName(NAME), value, "x"))


def test_what_held_then_is_told_of_the_past(run: Run) -> None:
    setting(run, "2024-04-01T09:00:00+00:00", Switch.ON)
    setting(run, "2024-05-01T09:00:00+00:00", Switch.OFF)
    for moment, value in (("2024-03-31", "off"), ("2024-04-10", "on"), ("2024-05-02", "off")):
        assert done(run, "db", "policy", "--as-of", moment)[0]["value"] == value, moment
    assert len(done(run, "db", "policy", NAME, "--as-of", "2024-04-10")) == 1
    assert "(as recorded by 2024-04-10" in run("db", "policy", "--as-of", "2024-04-10").stdout


def test_refusals(run: Run) -> None:
    refused(run, "db", "policy", NAME, "off", *WHY, code=5, says=f"{NAME} is already off (it was never on)")
    refused(run, "db", "policy", NAME, "on", "--note", " ", code=2, says="with --note")
    refused(run, "db", "policy", "one_person", "on", *WHY, code=2, says=f"choose from {NAME}")
    refused(run, "db", "policy", NAME, "maybe", *WHY, code=2, says="choose from on, off")
    refused(run, "db", "policy", *WHY, code=2, says="say which policy, and how: NAME on or NAME off")
    refused(run, "db", "policy", NAME, "on", *WHY, "--as-of", "2024", code=2, says="a policy changes from now on")
    refused(run, "db", "policy", NAME, "on", "--note", "x" * 4001, code=6, says="4,001")
    done(run, "--as", "mori", "db", "policy", NAME, "on", *WHY)
    refused(run, "db", "policy", NAME, "on", *WHY, code=5, says=f"{NAME} is already on (set by mori)")
    refused(run, "db", "policy", NAME, "off", code=2, says="with --note")
    refused(run, "db", "policy", NAME, "off", "--note", " ", code=2, says="with --note")


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_help_names_the_policy(run: Run) -> None:
    said = run("db", "policy", "--help").stdout
    assert NAME in said
    assert "policy" in run("db").stdout


def test_that_one_acts_for_others_may_be_ended_before_anybody_allowed_it(run: Run) -> None:
    refused(run, "db", "policy", OTHERS, "off", code=2, says="with --note")
    done(run, "db", "policy", OTHERS, "off", "--note", "each by a login of their own")
    refused(run, "story", "add", "aukus", code=10, says="cannot act as tester")
    refused(run, "db", "policy", OTHERS, "off", *WHY, code=10, says="cannot act as tester")
