"""A report that is credited and is here already: asked about at a terminal, named elsewhere, and told as it is."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from claims.reading.registers.twins import twin_articles
from tests.cli.entering import done, queried, sit_down
from tests.conftest import Run
from tests.interchange.test_merging import exported, in_order, take_in
from tests.places import Pool, kept

pytestmark = pytest.mark.engines("sqlite")

EDNEWS = ("--outlet", "Ednews", "--published", "2024-03-05", "--attribution", "outlet")
READ = "was read and does not carry the claim"


@pytest.fixture
@kept
def desk(run: Run) -> Run:
    """Bloomberg's report was read for one claim of a story."""
    bloomberg = ("--outlet", "Bloomberg", "--published", "2024-03-01", "--attribution", "unattributed")
    done(run, "log", "Japan will join", "--story", "aukus", *bloomberg)
    return run


def proposed(stderr: str) -> list[list[str]]:
    """The commands that make two articles one, as a shell reads them."""
    lines = [line for line in stderr.splitlines() if "unread, may be the same" in line]
    return [shlex.split(line.partition("if they are the same: claims ")[2]) for line in lines]


def articles(run: Run) -> dict[int, Any]:
    return {one["id"]: one for one in done(run, "article", "list")}


def test_another_claim_of_the_story_names_the_report_that_is_here(desk: Run) -> None:
    answered = desk("log", "Tokyo will pay", "--story", "aukus", *EDNEWS, "--relays", "Bloomberg")
    assert answered.exit_code == 0
    assert READ in answered.stderr
    [command] = proposed(answered.stderr)
    assert articles(desk)[1]["perhaps"] == [3]
    assert "claims article merge 1 3" in desk("article", "list").stderr
    assert "unread" in desk("show", 2).stdout
    assert desk(*command).exit_code == 0
    told = desk("show", 2).stdout
    assert "unread" not in told
    assert READ in told.partition("CHAIN")[2]
    assert READ in " ".join(told.partition("CHAIN")[0].split())
    assert [one["perhaps"] for one in articles(desk).values()] == [[], []]
    in_order(desk)


def test_reports_and_drawings_say_that_it_was_read(desk: Run, tmp_path: Path) -> None:
    done(desk, "log", "Tokyo will pay", "--story", "aukus", *EDNEWS, "--relays", "article:1")
    for name in ("aukus.md", "aukus.html", "aukus.json"):
        assert desk("report", "story", "aukus", "-o", tmp_path / name).exit_code == 0
    for name in ("aukus.md", "aukus.html"):
        text = (tmp_path / name).read_text()
        assert READ in text
        assert "[unread" not in text
    story = json.loads((tmp_path / "aukus.json").read_text())
    assert all(root["read"] for claim in story["widest"] for root in claim["roots"])


def test_a_report_that_denies_it_is_not_said_to_lack_it(desk: Run) -> None:
    done(desk, "log", "Tokyo will pay", "--article", 1, "--attribution", "unattributed", "--stance", "denies")
    done(desk, "appear", 2, *EDNEWS, "--relays", "article:1")
    told = desk("show", 2).stdout
    assert "was read and does not say so" in told
    assert "article #1 was read and does not carry the claim" not in told.partition("CHAIN")[2]


def test_what_is_not_of_the_story_is_not_named(desk: Run) -> None:
    for more in (("--story", "other"), ()):
        assert proposed(desk("log", "Rain", *more, *EDNEWS, "--relays", "Bloomberg").stderr) == []
    assert "article:" not in desk("log", "Sun", "--story", "aukus", *EDNEWS, "--relays", "AFP").stderr


def test_what_was_published_afterwards_is_not_named(desk: Run) -> None:
    early = ("--outlet", "Ednews", "--published", "2024-02-20", "--attribution", "outlet", "--relays", "Bloomberg")
    assert proposed(desk("log", "Tokyo will pay", "--story", "aukus", *early).stderr) == []


def test_related_claims_are_the_same_neighbourhood(desk: Run) -> None:
    done(desk, "log", "Tokyo will pay", *EDNEWS)
    done(desk, "relate", 2, "refines", 1)
    assert proposed(desk("appear", 2, *EDNEWS, "--relays", "Bloomberg").stderr) != []


def test_an_unread_article_that_is_read_later(desk: Run) -> None:
    done(desk, "log", "Tokyo will pay", "--story", "new", *EDNEWS, "--relays", "AFP")
    afp = ("--outlet", "AFP", "--published", "2024-03-04", "--attribution", "named", "--source", "Ann Lee")
    [command] = proposed(desk("appear", 2, *afp).stderr)
    assert desk(*command).exit_code == 0
    # The unread one is the older and stands for both; what it lacks it has from the other.
    shown = articles(desk)[int(command[2])]
    assert (shown["seen"], shown["published"]) == (True, "2024-03-04")
    assert "unread" not in desk("show", 2).stdout
    assert done(desk, "show", 2)["origins"]["people"]["upper"] == 1
    assert desk("article", "list", "--unseen").stdout.count("AFP") == 0


def test_claims_judged_one_bring_unread_twins_together(desk: Run) -> None:
    done(desk, "log", "Tokyo pays", *EDNEWS, "--relays", "AFP")
    done(desk, "log", "Tokyo will pay", "--outlet", "Zed", "--attribution", "outlet", "--relays", "AFP")
    answered = desk("duplicate", 2, 3, "--reason", "the same")
    [command] = proposed(answered.stderr)
    assert desk(*command).exit_code == 0
    assert len({one["relays"]["article"] for one in done(desk, "show", 2)["appearances"]}) == 1


def test_a_claim_judged_one_with_another_has_its_reports(desk: Run) -> None:
    done(desk, "log", "Japan joins", *EDNEWS)
    done(desk, "duplicate", 1, 2, "--reason", "the same")
    done(desk, "appear", 2, "--outlet", "Zed", "--attribution", "outlet", "--relays", "Bloomberg")
    assert len(articles(desk)) == 3


def test_somebody_may_say_that_they_are_two(desk: Run) -> None:
    done(desk, "log", "Tokyo will pay", "--story", "aukus", *EDNEWS, "--relays", "Bloomberg")
    done(desk, "article", "distinct", 1, 3, "--reason", "a week apart")
    assert [one["perhaps"] for one in articles(desk).values()] == [[], [], []]
    assert desk("article", "list").stderr == ""
    done(desk, "article", "unjudge", 1, 3, "--reason", "no")
    assert articles(desk)[1]["perhaps"] == [3]


def test_a_reprint_of_an_unread_article_is_named(desk: Run) -> None:
    done(desk, "log", "Tokyo will pay", *EDNEWS, "--relays", "Yahoo")
    assert len(proposed(desk("reprint", 2, "--outlet", "Yahoo", "--published", "2024-03-05").stderr)) == 1


def test_at_a_terminal_somebody_says_which_report_is_meant(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    left = sit_down(monkeypatch, "9", "1", "2", "2")  # the last is about the article of the claim itself
    relay = (*EDNEWS, "--relays", "Bloomberg")
    assert desk("log", "Tokyo will pay", "--story", "aukus", *relay).exit_code == 0
    assert len(articles(desk)) == 2
    assert done(desk, "show", 2)["appearances"][0]["relays"]["article"] == 1
    answered = desk("log", "Canberra objects", "--story", "aukus", *relay)
    assert not left
    assert proposed(answered.stderr) == []
    relayed = done(desk, "show", 3)["appearances"][0]["relays"]["article"]
    assert articles(desk)[relayed]["seen"] is False


def test_at_a_terminal_the_source_spoke_to_a_report_that_is_here(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(desk, "log", "Tokyo will pay", "--story", "aukus", *EDNEWS)
    left = sit_down(monkeypatch, "1")
    told = ("--outlet", "Zed", "--attribution", "named", "--source", "Ann Lee", "--via", "Bloomberg")
    assert desk("appear", 2, *told).exit_code == 0
    assert not left
    assert len(articles(desk)) == 3


def test_what_is_off_the_record_is_no_twin(desk: Run) -> None:
    secret = ("--outlet", "AFP", "--attribution", "unattributed", "--terms", "off_record")
    done(desk, "log", "A secret plan", "--story", "aukus", *secret)
    assert proposed(desk("log", "Tokyo will pay", "--story", "aukus", *EDNEWS, "--relays", "AFP").stderr) == []
    assert all(one["perhaps"] == [] for one in articles(desk).values())


def test_a_table_and_a_case_name_them(desk: Run, tmp_path: Path) -> None:
    table = tmp_path / "rumours.csv"
    table.write_text("statement,outlet,published,relays,story\nTokyo will pay,Ednews,2024-03-05,Bloomberg,aukus\n")
    answered = desk("import", table)
    assert answered.exit_code == 0, answered.stderr
    assert len(proposed(answered.stderr)) == 1
    entered = {"entered": "2024-03-05T10:00:00+00:00", "by": "lee"}
    case: list[dict[str, Any]] = [
        {"record": "outlet", "key": "afp", "name": "AFP"},
        {"record": "story", "key": "pact", "title": "The pact"},
        {"record": "claim", "key": "a", "statement": "It is over", "kind": "fact", "stories": ["pact"]},
        {"record": "article", "key": "read", "outlet": "afp", "published": "2024-03-01"},
        {"record": "article", "key": "unread", "outlet": "afp", "seen": False},
        {"record": "article", "key": "zed", "title": "Zed"},
        {"record": "appearance", "key": "1", "claim": "a", "article": "read", "attribution": "unattributed"},
        {
            "record": "appearance",
            "key": "2",
            "claim": "a",
            "article": "zed",
            "attribution": "outlet",
            "relays": "unread",
        },
    ]
    file = tmp_path / "pact.jsonl"
    file.write_text("".join(json.dumps(line | entered) + "\n" for line in case))
    answered = desk("import", file)
    assert answered.exit_code == 0, answered.stderr
    assert len(proposed(answered.stderr)) == 1


@pytest.fixture
def two(several: Pool, environment: dict[str, str]) -> list[Run]:
    return [Run(url, environment) for url in several(2)]


def test_two_copies_that_each_have_an_unread_one(two: list[Run], tmp_path: Path) -> None:
    one, other = two
    done(one, "log", "Tokyo will pay", "--outlet", "Bloomberg", "--attribution", "unattributed")
    done(one, "outlet", "add", "AFP")
    take_in(other, exported(one, tmp_path))
    for desk, outlet in ((one, "Ednews"), (other, "Zed")):
        done(desk, "appear", 1, "--outlet", outlet, "--attribution", "outlet", "--relays", "AFP")
    answered = one("import", exported(other, tmp_path))
    [command] = proposed(answered.stderr)
    assert one(*command).exit_code == 0
    take_in(other, exported(one, tmp_path))
    for desk in two:
        relayed = {one["relays"]["article"] for one in done(desk, "show", 1)["appearances"] if one["relays"]}
        assert len(relayed) == 1
        in_order(desk)


def statements(run: Run) -> tuple[int, int]:
    """How many pairs there are, and how many statements it takes to find them."""
    sent: list[str] = []

    def query(connection: Connection) -> int:
        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            sent.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        return len(twin_articles(connection))

    return queried(run, query), len(sent)


def test_as_many_statements_however_many_there_are(desk: Run) -> None:
    def credit(*numbers: int) -> None:
        for number in numbers:
            title = ("--title", f"Report {number}")
            done(desk, "log", f"Claim {number}", "--story", "aukus", *title, *EDNEWS, "--relays", "Bloomberg")

    credit(1)
    few, sent = statements(desk)
    credit(2, 3, 4, 5)
    more, sent_then = statements(desk)
    assert more > few
    assert sent_then == sent
