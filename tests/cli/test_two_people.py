"""Verdicts of two people at the command line: proposed, agreed with, refused, and told so everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claims.entry.drafts import ReviewDraft
from claims.entry.reviewing.review import review
from tests.cli.entering import LOGGED, done, refused, row, rows
from tests.conftest import Run
from tests.newsroom import act, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.usefixtures("own_logins")

RECORD = ("--evidence", "https://www.gov.uk/aukus", "--evidence-kind", "primary_record", "--note", "the record says so")
MORI, OKAFOR, LINDQVIST = (("--as", name) for name in ("mori", "okafor", "lindqvist"))


@pytest.fixture
@kept
def alone(run: Run) -> Run:
    """A desk with one prediction, claim 1 of the story 1, where one person is enough."""
    done(run, "story", "add", "aukus")
    done(run, *LOGGED, "unnamed", "--source", "a diplomat", "--kind", "prediction", "--story", "aukus")
    return run


@pytest.fixture
@kept
def two(alone: Run) -> Run:
    """The same desk, where two people are asked for."""
    done(alone, "db", "policy", "two_person_verdicts", "on", "--note", "asked for")
    return alone


def shown(run: Run, number: int = 1) -> Any:
    return done(run, "show", number)


def stands(run: Run) -> tuple[str, str]:
    found = shown(run)
    return found["status"], found["outcome"]


def story(run: Run) -> Any:
    return done(run, "report", "story", "aukus")


def text(run: Run, *args: object) -> str:
    said = run(*args, env={"COLUMNS": "400"})
    assert said.exit_code == 0, said.stderr
    return said.stdout


def test_a_verdict_is_a_proposal_until_somebody_else_agrees(two: Run) -> None:
    said = two(*MORI, "review", 1, "confirmed", *RECORD)
    assert said.stdout == (
        "claim #1: proposed: confirmed (review #1); somebody else has to agree: claims review 1 --agree\n"
    )
    assert stands(two) == ("unverified", "pending")
    said = two(*OKAFOR, "review", 1, "--agree", "--note", "read it")
    assert said.stdout == (
        "claim #1: unverified, now confirmed (review #2, agrees with #1), outcome pending as before "
        "(outcome not recorded yet: claims review 1 --outcome …); mori and okafor agree\n"
    )
    assert stands(two) == ("confirmed", "pending")
    first, second = shown(two)["reviews"]
    assert (first["proposed"], first["agreed_by"], first["replaces"]) == (True, ["okafor"], None)
    assert (second["proposed"], second["agrees_with"], second["replaces"]) == (False, 1, None)
    assert [first["made_apart"], second["made_apart"]] == [False, False]
    assert two("db", "verify").exit_code == 0


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_program_is_told_what_waits(two: Run) -> None:
    made = done(two, *MORI, "review", 1, "confirmed", "--outcome", "occurred", *RECORD)
    names = ("status", "outcome", "proposed", "proposed_status", "proposed_outcome", "agrees_with", "people")
    assert [made[name] for name in names] == ["unverified", "pending", True, "confirmed", "occurred", None, ["mori"]]
    made = done(two, *OKAFOR, "review", 1, "--agree")
    told = ["confirmed", "occurred", False, None, None, 1, ["mori", "okafor"]]
    assert [made[name] for name in names] == told


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_whoever_proposed_it_cannot_agree(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", *RECORD)
    for same in ("mori", "MORI", " Mori "):
        says = "proposed “confirmed” (review #1): somebody else has to agree"
        refused(two, "--as", same, "review", 1, "--agree", code=5, says=says)
        refused(two, "--as", same, "review", 1, "--agree", "--with", 1, code=5, says=says)
    assert stands(two) == ("unverified", "pending")


def test_what_waits_is_said_everywhere(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", "--outcome", "occurred_late", *RECORD)
    waiting = "proposed: confirmed, occurred late"
    assert f"unverified; pending; {waiting}" in text(two, "list")
    (line,) = done(two, "list")
    told = [{"review": 1, "status": "confirmed", "outcome": "occurred_late", "by": "mori"}]
    assert [{name: one[name] for name in one if name != "at"} for one in line["proposed"]] == told
    assert line["proposed"] == shown(two)["proposed"]
    assert two("list", "--format", "csv").stdout.splitlines()[1].endswith(',"confirmed, occurred late"')
    assert "waiting for a second person: confirmed; occurred late (mori, " in text(two, "show", 1)
    assert "waiting for a second person: confirmed" in text(two, "show", 1, "--format", "markdown").replace("\\", "")
    assert "proposed: confirmed, outcome occurred late, on primary record" in text(two, "history", 1)
    report = text(two, "report", "story", "aukus")
    assert "A verdict waits for a second person: #1." in report
    assert "Proposed: Confirmed; occurred late (mori, " in report
    assert "somebody else has to agree." in report
    assert story(two)["summary"]["proposed"] == [1]
    assert story(two)["summary"]["settled"] == []


def test_a_verdict_of_two_is_told_with_both_names(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", "--outcome", "occurred", *RECORD)
    done(two, *OKAFOR, "review", 1, "--agree", "--note", "checked")
    told = text(two, "show", 1)
    assert "confirmed; occurred (mori and okafor, " in told
    assert "The record says so. okafor agrees: Checked." in told
    assert told.count("primary record: https://www.gov.uk/aukus") == 1
    assert "agreeing with mori): as above" in told
    assert "waiting for a second person" not in told
    entries = done(two, "history", 1)
    assert not any(entry["superseded"] for entry in entries)
    assert entries[-1]["what"] == "confirmed, outcome occurred, agreeing with review #1 of mori"
    assert done(two, "list")[0]["proposed"] == []
    report = text(two, "report", "story", "aukus")
    assert "confirmed; occurred (mori and okafor, " in report
    assert "None of 1 verdict: two people agreed on it." in report
    found = story(two)
    assert (found["summary"]["alone"], found["summary"]["evidence"]) == ([], {"primary_record": 1})
    (settled,) = found["settled"]
    (decided,) = settled["decided"]
    assert (settled["alone"], decided["review"], decided["people"]) == (False, 2, ["mori", "okafor"])
    assert [one["url"] for one in decided["evidence"]] == [RECORD[1]]
    for_readers = text(two, "report", "story", "aukus", "--for", "public")
    assert "confirmed; occurred (colleague A and colleague B, " in for_readers
    assert "None of 1 verdict: two people agreed on it." in for_readers
    assert RECORD[1] in for_readers


def test_an_agreement_of_the_past_is_not_there_before_it_was_made(two: Run) -> None:
    def agree(session: Any) -> None:
        review(session, "1", ReviewDraft(agree=True))

    done(two, *MORI, "review", 1, "confirmed", *RECORD)
    act(two.url, "2099-01-01T00:00:00+00:00", agree)
    assert done(two, "show", 1, "--as-of", "2098-01-01")["status"] == "unverified"
    assert len(done(two, "list", "--as-of", "2098-01-01")[0]["proposed"]) == 1
    assert stands(two)[0] == "confirmed"


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_an_open_status_of_somebody_else_lets_a_proposal_fall(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", *RECORD)
    made = done(two, *OKAFOR, "review", 1, "disputed", "--note", "the ministry says otherwise")
    assert (made["proposed"], made["status"]) == (False, "disputed")
    assert shown(two)["proposed"] == []
    refused(two, *LINDQVIST, "review", 1, "--agree", code=5, says="nothing waits for a second person, and “disputed”")
    says = "neither waiting for a second person nor in force"
    refused(two, *LINDQVIST, "review", 1, "--agree", "--with", 1, code=5, says=says)


def test_another_verdict_is_another_proposal_and_one_of_several_has_to_be_named(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", *RECORD)
    done(two, *OKAFOR, "review", 1, "refuted", *RECORD)
    assert "unverified; pending; proposed: confirmed or refuted" in text(two, "list")
    says = (
        '"--agree" matches more than one proposal: #1 confirmed, by mori (--with 1); #2 refuted, by okafor (--with 2)'
    )
    refused(two, *LINDQVIST, "review", 1, "--agree", code=4, says=says)
    refused(two, *LINDQVIST, "review", 1, "--agree", "--with", "#9", code=3, says='claim #1 has no review "#9"')
    uid = shown(two)["reviews"][1]["uid"]
    done(two, *LINDQVIST, "review", 1, "--agree", "--with", uid[:23])
    assert stands(two) == ("refuted", "pending")
    assert shown(two)["proposed"] == []
    assert [one["made_apart"] for one in shown(two)["reviews"]] == [False, False, False]


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_who_proposed_something_may_agree_with_the_others_proposal(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", *RECORD)
    said = two(*OKAFOR, "review", 1, "confirmed", *RECORD)
    assert "mori has proposed the same (review #1): `claims review 1 --agree` settles it" in said.stderr
    done(two, *OKAFOR, "review", 1, "--agree")
    assert stands(two)[0] == "confirmed"


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_second_proposal_takes_the_place_of_ones_own(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", *RECORD)
    done(two, *MORI, "review", 1, "refuted", *RECORD)
    done(two, *OKAFOR, "review", 1, "--agree")
    assert stands(two)[0] == "refuted"


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_anybody_may_reopen_what_two_people_settled_and_nobody_alone_may_settle_it_otherwise(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", "--outcome", "occurred", *RECORD)
    done(two, *OKAFOR, "review", 1, "--agree")
    made = done(two, *MORI, "review", 1, "partly_confirmed", *RECORD)
    assert (made["proposed"], made["status"]) == (True, "confirmed")
    made = done(two, *MORI, "review", 1, "--outcome", "did_not_occur", *RECORD)
    assert (made["proposed"], made["outcome"]) == (True, "occurred")
    report = text(two, "report", "story", "aukus")
    assert "confirmed; occurred (mori and okafor, " in report
    made = done(two, *LINDQVIST, "review", 1, "in_review", "--outcome", "pending", "--note", "the record was withdrawn")
    assert not made["proposed"]
    assert stands(two) == ("in_review", "pending")
    assert done(two, *MORI, "review", 1, "confirmed", *RECORD)["proposed"]


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_one_person_may_say_again_what_stands_and_add_evidence(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", *RECORD)
    done(two, *OKAFOR, "review", 1, "--agree")
    assert not done(two, *LINDQVIST, "review", 1, "confirmed", *RECORD)["proposed"]
    assert not shown(two)["made_alone"]


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_the_ladder_is_asked_again_at_the_agreement(two: Run) -> None:
    named = ("--attribution", "named", "--proximity", "first_hand")
    for outlet, person, place in (("AFP", "Ann Lee", "Japan"), ("AP", "Bo Ito", "Canada")):
        spoke = ("--source", person, "--institution", place, "--occasion", place)
        done(two, "appear", 1, "--outlet", outlet, *named, *spoke)
    done(two, *MORI, "review", 1, "corroborated", "--outcome", "occurred", *RECORD)
    done(two, "correct", 3, "--retracted", "--note", "withdrawn")
    says = "corroborated needs two surely independent origins; this claim has at least 1"
    refused(two, *OKAFOR, "review", 1, "--agree", code=5, says=says)
    assert stands(two) == ("unverified", "pending")


def test_evidence_that_has_joined_the_chain_since_settles_nothing(two: Run) -> None:
    report = done(two, "log", "Else", "--outlet", "Kyodo", "--attribution", "witnessed", "--published", "2024-04-01")
    given = ("--evidence", f"article:{report['article']}", "--note", "Kyodo was there")
    done(two, *MORI, "review", 1, "confirmed", *given)
    done(two, "appear", 1, "--article", report["article"], "--attribution", "outlet", "--relays", "#1")
    says = (
        "review #1 rests on evidence that proves nothing: article #2 (Kyodo, 1 April 2024) picked it up from article #1"
    )
    refused(two, *OKAFOR, "review", 1, "--agree", code=5, says=says)


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_usage(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", *RECORD)
    for args, says in (
        (("confirmed", "--agree"), "leave STATUS and --outcome out"),
        (("--outcome", "occurred", "--agree"), "leave STATUS and --outcome out"),
        (("--with", "1"), ("add --agree", "say what the review decides", "add --note")),
        (("--with", "1", "in_review", "--note", "x"), "add --agree"),
    ):
        refused(two, *OKAFOR, "review", 1, *args, code=2, says=says)
    refused(two, *OKAFOR, "review", 9, "--agree", code=3, says='no claim "9"')
    refused(two, *OKAFOR, "review", 1, "--agree", "--with", "mori", code=3, says='has no review "mori"')


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_an_agreement_may_bring_evidence_of_its_own(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", *RECORD)
    more = ("--evidence", "https://www.mod.go.jp/x", "--evidence-kind", "data")
    done(two, *OKAFOR, "review", 1, "--agree", *more)
    told = text(two, "show", 1)
    assert told.index(RECORD[1]) < told.index(more[1])
    assert story(two)["summary"]["evidence"] == {"primary_record": 1, "data": 1}


def test_where_one_is_enough_the_report_says_how_many_one_person_made_alone(alone: Run) -> None:
    done(alone, "log", "Else", "--outlet", "Kyodo", "--attribution", "witnessed", "--story", "aukus")
    for number in (1, 2):
        made = done(alone, *MORI, "review", number, "confirmed", *RECORD)
        assert (made["proposed"], made["status"]) == (False, "confirmed")
    assert "Alone" in text(alone, "report", "story", "aukus")
    assert "2 of 2 verdicts were made by one person alone (#1 and #2)." in text(alone, "report", "story", "aukus")
    said = alone(*OKAFOR, "review", 2, "--agree", "--note", "read it")
    assert said.stdout == ("claim #2: confirmed as before (review #3, agrees with #2); mori and okafor agree\n")
    assert "1 of 2 verdicts was made by one person alone (#1)." in text(alone, "report", "story", "aukus")
    found = story(alone)
    assert found["summary"]["alone"] == [1]
    assert [(one["claim"], one["alone"]) for one in found["settled"]] == [(1, True), (2, False)]
    (decided,) = found["settled"][1]["decided"]
    assert (decided["review"], decided["by"], decided["people"]) == (2, "mori", ["mori", "okafor"])
    assert [len(found["settled"][1]["earlier"]), len(decided["evidence"])] == [0, 1]
    assert [shown(alone, number)["made_alone"] for number in (1, 2)] == [True, False]
    assert "confirmed (mori and okafor, " in text(alone, "show", 2)
    refused(
        alone,
        *OKAFOR,
        "review",
        2,
        "--agree",
        code=5,
        says="okafor already made or agreed with “confirmed” (review #3)",
    )
    refused(alone, *MORI, "review", 2, "--agree", code=5, says="mori already made or agreed with “confirmed”")
    done(alone, *LINDQVIST, "review", 2, "--agree")
    assert row(alone, "review", 4)["agrees_with_id"] == 2
    assert "confirmed (mori, okafor and lindqvist, " in text(alone, "show", 2)


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_story_without_verdicts_says_nothing_of_who_made_them(alone: Run) -> None:
    assert "Alone" not in text(alone, "report", "story", "aukus")
    assert shown(alone)["made_alone"] is None
    refused(alone, *OKAFOR, "review", 1, "--agree", code=5, says="“unverified” is not a verdict to agree with")


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_agreeing_with_an_outcome_leaves_the_status_as_it_is_by_now(alone: Run) -> None:
    done(alone, *MORI, "review", 1, "in_review", "--outcome", "occurred", *RECORD)
    done(alone, *MORI, "review", 1, "disputed", "--note", "by two ministries")
    done(alone, *OKAFOR, "review", 1, "--agree")
    assert stands(alone) == ("disputed", "occurred")
    assert not shown(alone)["made_alone"]


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_policy_that_is_turned_off_leaves_what_waits_to_be_agreed_with(two: Run) -> None:
    done(two, *MORI, "review", 1, "confirmed", *RECORD)
    done(two, "db", "policy", "two_person_verdicts", "off", "--note", "too few of us")
    assert stands(two)[0] == "unverified"
    done(two, *OKAFOR, "review", 1, "--agree")
    assert stands(two)[0] == "confirmed"


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_what_is_refused_leaves_nothing_behind_while_two_are_asked_for(two: Run) -> None:
    before = rows(two)
    refused(two, *MORI, "review", 1, "confirmed", "--note", "x", code=5, says="“confirmed” needs evidence")
    assert rows(two) == before


MORNING_AFTER = "2024-04-11T09:00:00+00:00"

CASE = [
    *article("politico", "POLITICO"),
    claim(),
    appearance("politico"),
    record(
        "review",
        "verdict",
        by="lindqvist",
        entered="2024-04-09T11:00:00+00:00",
        claim="c",
        status="confirmed",
        note="The record says so.",
        evidence=[{"kind": "primary_record", "url": "https://www.gov.uk/aukus"}],
    ),
]


def agreeing(at: str, key: str = "agreement", **values: Any) -> dict[str, Any]:
    return record("review", key, by="okafor", entered=at, claim="c", agrees_with="verdict", **values)


@pytest.mark.parametrize("at", ["2024-04-10T09:00:00+00:00", "2024-04-09T11:00:00+00:00"])
def test_names_in_a_case_are_one_person_also_those_of_one_moment_with_the_verdict(run: Run, at: str) -> None:
    enter(run.url, [agreeing(at, note="Read it."), *CASE])
    found = shown(run)
    assert (found["status"], found["made_alone"]) == ("confirmed", True)
    told = text(run, "show", 1)
    assert (
        "confirmed (lindqvist and okafor, 9 April 2024; counts as one person's verdict: the names come from a file"
        in told
    )
    assert "The record says so. okafor agrees: Read it." in told


@pytest.mark.parametrize("user", ["okafor", "Lindqvist", "mori"])
def test_who_is_named_in_a_case_takes_it_in_too(run: Run, monkeypatch: pytest.MonkeyPatch, user: str) -> None:
    monkeypatch.setenv("CLAIMS_USER", user)
    enter(run.url, [*CASE, agreeing("2024-04-10T09:00:00+00:00")])
    found = shown(run)
    assert (found["status"], found["made_alone"], len(found["reviews"])) == ("confirmed", True, 2)


def test_a_name_in_a_case_does_not_agree_where_two_are_asked_for(run: Run) -> None:
    done(run, "db", "policy", "two_person_verdicts", "on", "--note", "asked for")
    third = record("review", "third", by="duarte", entered=MORNING_AFTER, claim="c", agrees_with="verdict")
    enter(run.url, [*CASE, agreeing("2024-04-10T09:00:00+00:00"), third])
    found = shown(run)
    assert (found["status"], [one["review"] for one in found["proposed"]]) == ("unverified", [1])
    assert not any(one["made_apart"] for one in found["reviews"])
    for named in ("lindqvist", "Okafor", "duarte"):
        refused(run, "--as", named, "review", 1, "--agree", code=5, says="somebody else has to agree")
    refused(run, "review", 1, "--agree", code=5, says="from a file, and the name lindqvist in it proves nobody")
    done(run, *MORI, "review", 1, "--agree")
    found = shown(run)
    assert (found["status"], found["made_alone"], found["proposed"]) == ("confirmed", False, [])


def test_two_who_take_a_case_in_one_after_the_other_are_two_people(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, "db", "policy", "two_person_verdicts", "on", "--note", "asked for")
    enter(run.url, CASE)
    monkeypatch.setenv("CLAIMS_USER", "duarte")
    enter(run.url, [*CASE, agreeing("2024-04-10T09:00:00+00:00")])
    assert (shown(run)["status"], shown(run)["made_alone"]) == ("confirmed", False)


@pytest.mark.parametrize(("way", "made_alone"), [((), True), (("--complete",), False)])
def test_what_another_desk_exported_proves_two_people_by_its_chain_alone(
    two: Run, several: Any, tmp_path: Path, way: tuple[str, ...], made_alone: bool
) -> None:
    done(two, *MORI, "review", 1, "confirmed", *RECORD)
    done(two, *OKAFOR, "review", 1, "--agree")
    assert shown(two)["made_alone"] is False
    file = tmp_path / "export.jsonl"
    assert two("export", *way, file).exit_code == 0
    (url,) = several(1)
    other = Run(url, two.environment)
    assert other("import", file).exit_code == 0
    assert (shown(other)["status"], shown(other)["made_alone"]) == ("confirmed", made_alone)


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_an_agreement_in_a_case_names_a_review_and_takes_over_its_status(run: Run, tmp_path: Path) -> None:
    from claims.errors import BadUsage, BadValue, Refused

    at = "2024-04-10T09:00:00+00:00"
    for wrong, error, says in (
        (agreeing(at, status="confirmed"), BadUsage, "takes over status and outcome"),
        (agreeing(at) | {"agrees_with": "nothing"}, BadValue, 'refers to the review "nothing"'),
        (agreeing(at) | {"by": "Lindqvist"}, Refused, "somebody else has to agree"),
    ):
        with pytest.raises(error, match=says):
            enter(run.url, [*CASE, wrong])


def test_aukus_says_who_agreed_and_that_a_file_proves_nobody(case_url: str, environment: dict[str, str]) -> None:
    run = Run(case_url, environment)
    alone = "counts as one person's verdict: the names come from a file"
    assert f"partly confirmed (lindqvist and okafor, 9 April 2024; {alone}" in text(run, "show", 54)
    assert f"confirmed; partly occurred (lindqvist and okafor, 9 April 2024; {alone}" in text(run, "show", 55)
    assert "confirmed; partly occurred (lindqvist, 9 April 2024)" in text(run, "show", 55, "--as-of", "2024-04-09")
    told = text(run, "report", "story", "aukus-pillar-2")
    numbers = [1, 54, 55, 56, 61, 67, 88, 90, 91, 92]
    assert "10 of 10 verdicts were made by one person alone (#1, #54, #55, #56, #61, #67" in told
    assert done(run, "report", "story", "aukus-pillar-2")["summary"]["alone"] == numbers
