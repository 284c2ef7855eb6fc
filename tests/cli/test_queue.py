"""`claims queue`, `claims take` and `claims drop`: what a person and a program are told, and who is on what."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from claims.entry.reviewing.assign import take
from claims.errors import Refused
from claims.settings import settings
from claims.store import recording
from tests.cli.entering import done, refused, rows
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

AFTER_MARCH = ("--as-of", "2025-04-01 09:00")


def lines(run: Run, *options: object) -> list[dict[str, Any]]:
    answered = run("queue", "--format", "json", *options)
    assert answered.exit_code == 0, answered.stderr
    found: list[dict[str, Any]] = answered.json
    return found


@pytest.fixture
@kept
def desk(run: Run) -> Run:
    """Three claims that nobody ever reviewed."""
    enter(
        run.url,
        [
            *article("a", "Alpha"),
            *(claim(key, f"Statement {key}") for key in ("one", "two", "three")),
            *(appearance("a", "witnessed", claim=key) for key in ("one", "two", "three")),
        ],
    )
    return run


# What is told


def test_each_claim_says_why_it_waits_with_days_and_numbers(aukus: Run) -> None:
    told = aukus("queue", *AFTER_MARCH, "--limit", 3, env={"COLUMNS": "80"})
    assert told.exit_code == 0
    assert told.stdout.splitlines()[10:23] == [
        "#98   Japan and Canada are in line to join AUKUS Pillar 2 by the end of 2024 or",
        "      early 2025.",
        "      ? unproven; pending; key",
        "      - overdue since 31 March 2025",
        "      - contradicted by #122 and #73, which may still be right",
        "      - no reply from Global Affairs Canada, media relations; it was due on 22",
        "        March 2024, 17:00 +00:00",
        "      - no reply from Ministry of Foreign Affairs of Japan, press division; it",
        "        was due on 22 March 2024, 17:00 +00:00",
        "",
        "(as recorded by 2025-04-01 09:00:00+00:00)",
    ]
    assert all(len(line) <= 80 for line in told.stdout.splitlines())
    assert told.stderr == "claims: more claims wait than the 3 here; --limit N or --all shows them\n"


def test_a_program_gets_every_reason_with_what_says_so(aukus: Run) -> None:
    first, *_ = lines(aukus, *AFTER_MARCH, "--reason", "contested", "--reason", "overdue", "--story", "aukus-pillar-2")[
        2:
    ]
    assert (
        list(first)
        == ("id uid statement kind weight status outcome stories assigned reasons why as_of published_until").split()
    )
    assert (first["id"], first["weight"], first["assigned"]) == (98, "key", None)
    assert first["as_of"] == "2025-04-01T09:00:00+00:00"
    assert [(one["kind"], one["since"][:10], one["claim"]) for one in first["reasons"][:3]] == [
        ("overdue", "2025-03-31", None),
        ("contested", "2024-03-19", 122),
        ("contested", "2024-03-19", 73),
    ]
    assert list(first["reasons"][0]) == (
        "kind since claim appearance correction reviews inquiry story rests_on words".split()
    )
    assert first["reasons"][1]["words"] == "contradicted by #122, which may still be right"
    assert first["why"][1] == "contradicted by #122 and #73, which may still be right"


def test_every_format(aukus: Run) -> None:
    shown = [json["id"] for json in lines(aukus, *AFTER_MARCH, "--limit", 4)]
    csv_rows = list(csv.DictReader(io.StringIO(aukus("queue", *AFTER_MARCH, "--limit", 4, "--format", "csv").stdout)))
    assert [int(row["id"]) for row in csv_rows] == shown
    assert csv_rows[2]["reasons"] == "overdue, contested, contested, unanswered, unanswered"
    assert csv_rows[2]["why"].startswith(
        "overdue since 31 March 2025; contradicted by #122 and #73, which may still be right; no"
    )
    one_a_line = aukus("queue", *AFTER_MARCH, "--limit", 4, "--format", "jsonl").stdout.splitlines()
    assert len(one_a_line) == 4
    markdown = aukus("queue", *AFTER_MARCH, "--limit", 4, "--format", "markdown").stdout.splitlines()
    assert markdown[0] == "| claim | weight | status | taken by | why | statement |"
    assert markdown[4].startswith("| \\#98 | key | unproven; pending |  | overdue since 31 March 2025; ")


def test_the_days_ahead_are_told(aukus: Run) -> None:
    [line] = [one for one in lines(aukus, "--as-of", "2025-03-28", "--reason", "due") if one["id"] == 98]
    assert "due on 31 March 2025, in 3 days" in line["why"]
    [line] = [one for one in lines(aukus, "--as-of", "2025-03-31", "--reason", "due") if one["id"] == 98]
    assert "due today, 31 March 2025" in line["why"]
    [line] = [one for one in lines(aukus, "--as-of", "2025-03-30", "--reason", "due") if one["id"] == 98]
    assert "due tomorrow, 31 March 2025" in line["why"]
    assert lines(aukus, "--as-of", "2025-03-28", "--reason", "due", "--days", 2) == []


def test_nothing_waits(run: Run) -> None:
    assert run("queue").stdout == "Nothing waits.\n"
    assert run("queue", "--format", "json").json == []


def test_all_of_them_and_how_many_more(desk: Run) -> None:
    assert len(lines(desk, "--all")) == len(lines(desk, "--limit", 0)) == 3
    assert desk("queue").stderr == ""
    assert "more claims wait than the 2 here" in desk("queue", "--limit", 2).stderr


def test_what_is_known_only_off_the_record_is_counted(desk: Run) -> None:
    enter(
        desk.url,
        [*article("b", "Beta"), claim("secret", "Secret"), appearance("b", claim="secret", terms="off_record")],
    )
    told = desk("queue")
    assert "Secret" not in told.stdout
    assert told.stderr == "claims: 1 claim known only off the record is not listed; --confidential lists it\n"
    assert "Secret" in desk("queue", "--confidential").stdout


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--reason", "overdu"), 2, 'did you mean "overdue"?'),
        (("--all", "--limit", 3), 2, "--all shows every claim; leave --limit out"),
        (("--unassigned", "--reviewer", "mori"), 2, "--unassigned lists untaken claims"),
        (("--story", "none"), 3, 'there is no story "none"'),
        (("--outlet", "none"), 3, 'there is no outlet "none"'),
        (("--days", "-1"), 2, "days"),
        (("--limit", "many"), 2, "limit"),
        (("--work",), 2, "--work asks questions and needs a terminal"),
        (("--work", "--format", "json"), 2, "leave --format out"),
        (("--work", "--as-of", "2024-04-01"), 2, "leave --as-of out"),
    ],
)
def test_what_does_not_go_together_is_said(desk: Run, options: tuple[object, ...], code: int, says: str) -> None:
    refused(desk, "queue", *options, code=code, says=says)


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_horizon_beyond_the_calendar_is_its_end(desk: Run) -> None:
    assert len(lines(desk, "--days", 9_999_999)) == 3


# Who is on it


def test_taking_and_dropping_is_told_everywhere(desk: Run) -> None:
    assert desk("take", 2).stdout == "claim #2: taken by tester\n"
    shown = {one["id"]: one["assigned"] for one in lines(desk)}
    assert shown[2]["reviewer"] == "tester"
    assert (shown[1], shown[3]) == (None, None)
    assert "unverified; key; taken by tester, " in desk("queue").stdout
    assert "; taken by tester, " in " ".join(desk("show", 2).stdout.split())
    assert desk("show", 2, "--format", "json").json["assigned"] == shown[2]
    assert desk("drop", "#2").stdout == "claim #2: dropped; it is free to take\n"
    history = [one["what"] for one in desk("history", 2, "--format", "json").json]
    assert history[-2:] == ["taken by tester", "dropped by tester"]
    assert desk("show", 2, "--format", "json").json["assigned"] is None


def test_filters_by_who_is_on_it(desk: Run) -> None:
    done(desk, "take", 2)
    done(desk, "take", 3, "--as", "mori")
    assert [one["id"] for one in lines(desk, "--reviewer", "me")] == [2]
    assert [one["id"] for one in lines(desk, "--reviewer", "Mori")] == [3]
    assert [one["id"] for one in lines(desk, "--reviewer", "me", "--as", "mori")] == [3]
    assert [one["id"] for one in lines(desk, "--unassigned")] == [1]


def test_what_one_has_already_is_no_error_and_no_entry(desk: Run) -> None:
    done(desk, "take", 1)
    before = rows(desk)
    again = desk("take", 1, "--as", " TESTER ")
    assert again.exit_code == 0
    assert again.stdout.startswith("claim #1: you have had it since ")
    assert again.stdout.endswith("; nothing was entered\n")
    assert rows(desk) == before


def test_what_others_have_is_refused_unless_it_is_taken_over(desk: Run) -> None:
    done(desk, "take", 1, "--as", "mori")
    says = refused(desk, "take", 1, code=5, says="mori has had claim #1 since ")
    assert "take it over with `claims take 1 --over`" in says
    refused(desk, "drop", 1, code=5, says="claim #1 is not yours to drop: mori has had it since ")
    assert desk("take", 1, "--over").stdout == "claim #1: taken by tester, over from mori\n"
    assert [one["what"] for one in desk("history", 1, "--format", "json").json][-1] == "taken by tester, over from mori"
    refused(desk, "drop", 1, "--as", "mori", code=5, says="tester has had it")


def test_what_is_not_there_is_refused(desk: Run) -> None:
    refused(desk, "drop", 1, code=5, says="claim #1 is not taken")
    refused(desk, "take", 99, code=3, says='there is no claim "99"')
    refused(desk, "take", "nonsense", code=3, says='there is no claim "nonsense"')


def test_a_leavers_work_is_handed_over(desk: Run) -> None:
    done(desk, "take", 1, "--as", "okafor")
    done(desk, "take", 2, "--as", "mori")
    done(desk, "take", 3, "--as", " Okafor ")
    assert desk("take", "--from", "OKAFOR", "--as", "lind").stdout == (
        "claims #1 and #3: taken by lind, over from okafor\n"
    )
    assert {one["id"]: one["assigned"]["reviewer"] for one in lines(desk)} == {1: "lind", 2: "mori", 3: "lind"}
    assert desk("history", 3, "--format", "json").json[-1]["what"] == "taken by lind, over from Okafor"
    assert rows(desk)["event"] == 5, "one entry for all of them"
    answered = done(desk, "take", "--from", "mori")
    assert (answered["claims"], answered["unlisted"], answered["before"]) == ([2], 0, "mori")


def test_what_the_leaver_dropped_or_lost_is_not_handed_over(desk: Run) -> None:
    for number in (1, 2, 3):
        done(desk, "take", number, "--as", "okafor")
    done(desk, "drop", 1, "--as", "okafor")
    done(desk, "take", 2, "--over", "--as", "mori")
    assert done(desk, "take", "--from", "okafor")["claims"] == [3]
    says = refused(desk, "take", "--from", "okafor", code=3, says='"okafor" has taken no claim')
    assert "claims are with mori, tester" in says


def test_claims_of_nobody_or_of_oneself_are_not_handed_over(desk: Run) -> None:
    refused(desk, "take", "--from", "okafor", code=3, says="nobody has taken a claim")
    refused(desk, "take", "--from", "Tester", code=5, says="tester already has these claims")
    refused(desk, "take", 1, "--from", "mori", code=2, says="--from takes over all claims")
    refused(desk, "take", "--over", "--from", "mori", code=2, says="--from takes over all claims")
    refused(desk, "take", code=2, says="name the claim that you take")


def test_what_is_known_only_off_the_record_is_handed_over_and_not_named(desk: Run) -> None:
    confided = ("--outlet", "Alpha", "--attribution", "named", "--source", "Ann Rich", "--terms", "off_record")
    number = done(desk, "log", "A secret of the cabinet", *confided)["claim"]
    for claimed in (1, number):
        done(desk, "take", claimed, "--as", "okafor")
    answered = desk("take", "--from", "okafor")
    assert answered.stdout == "claim #1 and 1 claim known only off the record: taken by tester, over from okafor\n"
    assert done(desk, "show", number, "--confidential")["assigned"]["reviewer"] == "tester"
    answered = done(desk, "take", "--from", "tester", "--as", "mori")
    assert (answered["claims"], answered["unlisted"]) == ([1], 1)


def test_a_program_gets_who_has_it_now(desk: Run) -> None:
    made = done(desk, "take", 1)
    assert (made["claim"], made["reviewer"], made["before"]) == (1, "tester", None)
    assert made["made"][0]["subject"] == "assignment"
    over = done(desk, "take", 1, "--over", "--as", "mori")
    assert (over["reviewer"], over["before"]) == ("mori", "tester")
    dropped = done(desk, "drop", 1, "--as", "mori")
    assert (dropped["reviewer"], dropped["since"], dropped["before"]) == (None, None, "mori")


def test_of_many_who_take_it_at_once_one_has_it_and_all_others_are_told(desk: Run) -> None:
    people = [f"person {number}" for number in range(6)]
    together = Barrier(len(people))

    def taking(who: str) -> str | None:
        chosen = settings(desk.url, who)
        together.wait()
        try:
            recording.write(chosen, "take", lambda session: take(session, "1"))
        except Refused as problem:
            return str(problem)
        return None

    with ThreadPoolExecutor(len(people)) as pool:
        answers = dict(zip(people, pool.map(taking, people), strict=True))
    [winner] = [who for who, answer in answers.items() if answer is None]
    assert all(answer is None or answer.startswith(f"{winner} has had claim #1 since ") for answer in answers.values())
    assert rows(desk)["assignment"] == 1
    assert desk("show", 1, "--format", "json").json["assigned"]["reviewer"] == winner


def test_a_claim_judged_one_with_another_is_taken_as_that(desk: Run) -> None:
    from claims.entry.reviewing.judge import judge
    from claims.vocabulary import JudgementKind
    from tests.newsroom import act

    at = "2024-03-21T10:00:00+00:00"
    act(desk.url, at, lambda session: judge(session, "claim", JudgementKind.DUPLICATE, "1", "2", "the same words"))
    canonical = done(desk, "take", 2)["claim"]
    assert done(desk, "take", 1)["made"] == []
    assert [one["assigned"] is not None for one in lines(desk) if one["id"] == canonical] == [True]


def test_a_verdict_whose_evidence_was_corrected_for_another_claim_waits(run: Run) -> None:
    said = ("--attribution", "unattributed")
    run("log", "The treaty was signed on Monday", "--outlet", "RNZ", "--published", "2024-03-01", *said)
    run("log", "The treaty is in force", "--outlet", "Kyodo", "--published", "2024-03-02", *said)
    verdict = ("confirmed", "--note", "so reported", "--evidence", "article:1", "--evidence-kind", "primary_record")
    assert run("review", 2, *verdict).exit_code == 0
    assert [one["id"] for one in run("queue", "--reason", "corrected", "--format", "json").json] == []
    run("correct", 1, "--retracted", "--note", "withdrawn")
    waiting = run("queue", "--reason", "corrected", "--format", "json").json
    assert [one["id"] for one in waiting] == [1, 2]
    reason = next(one for one in waiting[1]["reasons"] if one["kind"] == "corrected")
    assert (reason["claim"], reason["appearance"]) == (1, 1)
    assert "an article used as evidence for it had its report of #1 corrected (#1" in flat(run("queue").stdout)
    run("review", 2, "in_review", "--note", "looking again")
    assert [one["id"] for one in run("queue", "--reason", "corrected", "--format", "json").json] == [1]


def flat(text: str) -> str:
    return " ".join(text.split())
