"""`claims history`: everything that was entered about a claim, in order, nothing of it lost."""

from __future__ import annotations

from typing import Any

import pytest

from claims.entry.correcting.correct import correct
from claims.entry.drafts import ReviewDraft, WindowDraft
from claims.entry.edit import edit_claim
from claims.entry.reviewing.judge import judge, take_back
from claims.entry.reviewing.relate import relate
from claims.entry.reviewing.review import review
from claims.vocabulary import CorrectionKind, JudgementKind, RelationKind, Status, WindowRole
from tests.conftest import Run
from tests.newsroom import act, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")


def entries(run: Run, number: int = 1, *options: str) -> list[dict[str, Any]]:
    done = run("history", number, "--format", "json", *options)
    assert done.exit_code == 0, done.stderr
    found: list[dict[str, Any]] = done.json
    return found


def told(run: Run, number: int = 1, *options: str) -> list[tuple[str, str, str | None, bool]]:
    return [(one["who"], one["what"], one["reason"], one["superseded"]) for one in entries(run, number, *options)]


@pytest.fixture
@kept
def desk(run: Run) -> Run:
    """A claim to which everything happened that can happen to one."""
    due = {"role": "due", "words": "by the end of 2024", "said": "2024-03-20"}
    enter(
        run.url,
        [
            *article("a", "Alpha"),
            record("story", "pillar-2", title="Pillar 2"),
            claim(kind="prediction", windows=[due], stories=["pillar-2"]),
            appearance("a"),
            claim("d", "Japan joins", entered="2024-03-20T10:00:00+00:00"),
        ],
    )
    url = run.url
    for day, use_case in enumerate(
        [
            lambda session: review(session, "#1", ReviewDraft(status=Status.IN_REVIEW, note="Asked")),
            lambda session: edit_claim(session, "#1", {"statement": "Japan is about to join"}, reason="clearer"),
            lambda session: edit_claim(session, "#1", {"statement": "Japan is next in line"}, reason="as printed"),
            lambda session: edit_claim(
                session, "#1", {}, windows=(WindowDraft(role=WindowRole.DUE, words="by the end of 2025"),)
            ),
            lambda session: relate(session, "#1", RelationKind.SUPPORTS, "#2", "Both say so"),
            lambda session: review(session, "#1", ReviewDraft(status=Status.DISPUTED, note="Denied in Tokyo")),
            lambda session: judge(session, "claim", JudgementKind.DUPLICATE, "#1", "#2", "one claim"),
            lambda session: take_back(session, "claim", "#1", "#2", "two after all"),
            lambda session: correct(session, "#1", CorrectionKind.RETRACTED, "Withdrawn on page 2"),
            lambda session: edit_claim(session, "#1", {}, not_stories=("pillar-2",)),
        ],
        1,
    ):
        act(url, f"2024-04-{day:02}T10:00:00+00:00", use_case)
    return run


def test_everything_is_there_in_order_with_who_why_and_what_was_superseded(desk: Run) -> None:
    assert told(desk) == [
        ("mori", "claim logged: Japan is in line to join", None, False),
        ("mori", "appearance in Alpha, 2024-03-20: asserts, attribution unattributed", None, False),
        ("mori", "due: “by the end of 2024”, from 20 March 2024 until 31 December 2024", None, True),
        ("mori", "put into the story pillar-2", None, True),
        ("okafor", "in review", "Asked", True),
        ("okafor", "statement changed from “Japan is in line to join” to “Japan is about to join”", "clearer", False),
        ("okafor", "statement changed from “Japan is about to join” to “Japan is next in line”", "as printed", False),
        ("okafor", "due: “by the end of 2025”, from 20 March 2024 until 31 December 2025", None, False),
        ("okafor", "#1 supports #2", "Both say so", False),
        ("okafor", "disputed", "Denied in Tokyo", False),
        ("okafor", "claims #1 and #2 judged duplicate", "one claim", True),
        ("okafor", "claims #1 and #2 no longer judged duplicate", "two after all", False),
        ("okafor", "appearance #1 in Alpha, 2024-03-20: retracted", "Withdrawn on page 2", False),
        ("okafor", "taken out of the story pillar-2", None, False),
    ]


def test_the_past_knows_nothing_of_what_came_after(desk: Run) -> None:
    then = told(desk, 1, "--as-of", "2024-04-01")
    assert [what for _, what, _, _ in then][-1] == "in review"
    assert not any(superseded for *_, superseded in then)
    assert then[0][1] == "claim logged: Japan is in line to join"
    assert entries(desk, 1, "--as-of", "2024-04-01")[0]["as_of"] == "2024-04-01T23:59:59.999999+00:00"


def test_while_they_are_one_both_claims_have_one_history(desk: Run) -> None:
    whats = [what for _, what, _, _ in told(desk, 2, "--as-of", "2024-04-07 12:00")]
    assert "claim logged: Japan is in line to join" in whats
    assert "claim logged: Japan joins" in whats
    assert told(desk, 2)[0][1] == "claim logged: Japan joins"


def test_people_read_it_line_by_line(desk: Run) -> None:
    text = desk("history", 1).stdout
    assert "1 April 2024, 10:00 +00:00 okafor [superseded]\n    in review (review #1) — Asked\n" in text
    assert "6 April 2024, 10:00 +00:00 okafor\n    disputed (review #2) — Denied in Tokyo\n" in text
    sydney = desk("history", 1, "--as-of", "2024-04-01", env={"CLAIMS_TZ": "Australia/Sydney"}).stdout
    assert "20 March 2024, 20:00 +11:00 mori\n" in sydney
    assert sydney.endswith("(as recorded by 2024-04-01 23:59:59+11:00)\n")


def test_the_other_formats(desk: Run) -> None:
    rows = desk("history", 1, "--format", "csv").stdout.splitlines()
    assert rows[0] == "at,who,what,reason,record,superseded"
    assert rows[5] == "2024-04-01T10:00:00+00:00,okafor,in review,Asked,review #1,yes"
    assert desk("history", 1, "--format", "markdown").stdout.startswith("| at | who |")
    assert len(desk("history", 1, "--format", "jsonl").stdout.splitlines()) == len(entries(desk))


def test_unknown_claims_are_refused(desk: Run) -> None:
    done = desk("history", 99)
    assert (done.exit_code, done.stdout) == (3, "")
    assert 'there is no claim "99"' in done.stderr
