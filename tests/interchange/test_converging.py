"""Two laptops offline and the newsroom's server: they end with the same records, and nobody's role travels."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.cli.entering import done
from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("own_logins")

OWNER, JOURNALIST, CHECKER, EDITOR = (("--as", name) for name in ("lindqvist", "mori", "okafor", "ruiz"))
PEOPLE = (OWNER, JOURNALIST, CHECKER)
"""Who works on the server, on the first laptop and on the second."""
GIVEN = ("--outlet", "POLITICO", "--published", "2024-03-19", "--attribution", "named", "--source", "Ada Ruiz")


@dataclass
class Newsroom:
    """The server, and a laptop each of a journalist and a checker."""

    server: Run
    train: Run
    """The journalist's, who has made herself the owner of her own copy."""
    hotel: Run
    """The checker's, which has no users."""
    folder: Path

    def exported(self, run: Run) -> Path:
        """The complete export of a database."""
        path = self.folder / f"{uuid4()}.jsonl"
        who = JOURNALIST if run is self.train else OWNER if run is self.server else CHECKER
        answer = run(*who, "export", "--complete", path)
        assert answer.exit_code == 0, answer.stderr
        return path

    def take_in(self, run: Run, path: Path) -> None:
        who = JOURNALIST if run is self.train else EDITOR if run is self.server else CHECKER
        answer = run(*who, "import", path)
        assert answer.exit_code == 0, answer.stderr

    def users(self) -> list[list[dict[str, Any]]]:
        """The users of each database."""
        return [done(run, *who, "user", "list") for run, who in zip(self.all, PEOPLE, strict=True)]

    @property
    def all(self) -> tuple[Run, Run, Run]:
        return self.server, self.train, self.hotel


@pytest.fixture
def newsroom(postgres_db: str, environment: dict[str, str], tmp_path: Path) -> Newsroom:
    """A server with a person in every role, and two laptops that took its records along."""
    server = Run(postgres_db, environment)
    done(server, *OWNER, "user", "add", "lindqvist")
    for name, role in (("mori", "journalist"), ("okafor", "checker"), ("ruiz", "editor")):
        done(server, *OWNER, "user", "add", name, "--role", role)
    assert server(*EDITOR, "db", "policy", "two_person_verdicts", "on").exit_code == 0
    done(server, *JOURNALIST, "log", "Japan will join", *GIVEN, "--story", "aukus", "--due", "by the end of 2030")
    done(server, *JOURNALIST, "log", "Canada will join", *GIVEN, "--story", "aukus")
    together = Newsroom(
        server,
        Run(str(tmp_path / "train.db"), environment),
        Run(str(tmp_path / "hotel.db"), environment),
        tmp_path,
    )
    copy = together.exported(server)
    for laptop in (together.train, together.hotel):
        together.take_in(laptop, copy)
    done(together.train, *JOURNALIST, "user", "add", "mori")
    return together


def work(together: Newsroom) -> None:
    """Everybody works, offline, on the same claims."""
    train, hotel, server = together.train, together.hotel, together.server
    done(train, *JOURNALIST, "log", "Korea will join", *GIVEN, "--story", "aukus")
    done(train, *JOURNALIST, "edit", 1, "--statement", "Japan will join Pillar 2", "--reason", "clearer")
    done(train, *JOURNALIST, "appear", 1, "--outlet", "Nikkei", "--attribution", "outlet", "--relays", "POLITICO")
    done(train, *JOURNALIST, "ask", 2, "the ministry", "--reply-by", "2030-01-01")
    done(train, *JOURNALIST, "log", "Off", "--outlet", "Diary", "--attribution", "named", "--source", "X", "--terms",
         "off_record", "--story", "aukus")  # fmt: skip
    done(
        hotel,
        *CHECKER,
        "edit",
        1,
        "--statement",
        "Japan is to join",
        "--reason",
        "as printed",
        "--weight",
        "supporting",
    )
    done(hotel, *CHECKER, "review", 2, "confirmed", "--note", "the gazette has it", "--evidence", "https://gov.example/1",
         "--evidence-kind", "primary_record")  # fmt: skip
    done(hotel, *CHECKER, "outlet", "add", "nikkei", "--name", "Nikkei")
    done(hotel, *CHECKER, "relate", 1, "contradicts", 2, "--note", "not both")
    assert hotel(*CHECKER, "redact", "source:1", "name", "--reason", "by request", "--yes").exit_code == 0
    done(server, *CHECKER, "review", 2, "disputed", "--note", "the ministry denies it")
    done(server, *JOURNALIST, "appear", 2, "--outlet", "AFP", "--attribution", "named", "--source", "Ada Ruiz")


def the_same(together: Newsroom) -> None:
    copies = [together.exported(run).read_bytes() for run in together.all]
    assert copies[0] == copies[1] == copies[2]
    for run, who in zip(together.all, PEOPLE, strict=True):
        for command in ("verify", "check"):
            answer = run(*who, "db", command)
            assert answer.exit_code == 0, answer.stdout + answer.stderr


def by_the_server(together: Newsroom) -> None:
    """Each laptop hands its work in, and takes all of it along."""
    for laptop in (together.train, together.hotel):
        together.take_in(together.server, together.exported(laptop))
    for laptop in (together.train, together.hotel):
        together.take_in(laptop, together.exported(together.server))


def from_laptop_to_laptop(together: Newsroom) -> None:
    """The laptops meet in a café; one of them comes home."""
    together.take_in(together.hotel, together.exported(together.train))
    together.take_in(together.train, together.exported(together.hotel))
    together.take_in(together.server, together.exported(together.train))
    for laptop in (together.train, together.hotel):
        together.take_in(laptop, together.exported(together.server))


@pytest.mark.parametrize("way", [by_the_server, from_laptop_to_laptop])
def test_they_end_with_the_same_records(newsroom: Newsroom, way: Callable[[Newsroom], None]) -> None:
    work(newsroom)
    way(newsroom)
    the_same(newsroom)
    statements = {line["statement"] for line in done(newsroom.server, *OWNER, "list", "--confidential")}
    assert {"Canada will join", "Korea will join", "Off"} <= statements
    assert "Ada Ruiz" not in "".join(path.read_text() for path in [newsroom.exported(run) for run in newsroom.all])


def test_the_order_of_handing_in_does_not_matter(newsroom: Newsroom) -> None:
    """Every file may come more than once, and in any order."""
    work(newsroom)
    files = [newsroom.exported(run) for run in newsroom.all]
    orders = list(permutations(files))
    for run, order in zip(newsroom.all, (orders[0], orders[3], orders[5]), strict=True):
        for path in (*order, *order):
            newsroom.take_in(run, path)
    the_same(newsroom)


def test_nobodys_role_travels(newsroom: Newsroom) -> None:
    users = [
        done(run, *who, "user", "list") for run, who in zip(newsroom.all, (OWNER, JOURNALIST, CHECKER), strict=True)
    ]
    assert [len(each) for each in users] == [4, 1, 0]
    work(newsroom)
    by_the_server(newsroom)
    after = [
        done(run, *who, "user", "list") for run, who in zip(newsroom.all, (OWNER, JOURNALIST, CHECKER), strict=True)
    ]
    assert after == users
    # The owner of her own laptop is a journalist on the server, and the file gives her nothing.
    refused = newsroom.server(*JOURNALIST, "review", 1, "disputed", "--note", "x")
    assert refused.exit_code == 10
    path = newsroom.exported(newsroom.train)
    for who in (JOURNALIST, CHECKER):
        assert newsroom.server(*who, "import", path).exit_code == 10
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert not [line for line in lines if str(line.get("table")).startswith("account")]


def test_a_verdict_from_a_laptop_waits_for_a_second_person_on_the_server(newsroom: Newsroom) -> None:
    evidence = ("--evidence", "https://gov.example/1", "--evidence-kind", "primary_record")
    done(newsroom.hotel, *CHECKER, "review", 1, "confirmed", "--note", "the gazette has it", *evidence)
    by_the_server(newsroom)
    for run, who in zip(newsroom.all, PEOPLE, strict=True):
        claim = done(run, *who, "show", 1)
        assert claim["status"] == "unverified"
        assert [review["status"] for review in claim["reviews"] if review["proposed"]] == ["confirmed"]
    assert newsroom.server(*CHECKER, "review", 1, "--agree").exit_code != 0
    done(newsroom.server, *EDITOR, "review", 1, "--agree")
    assert done(newsroom.server, *EDITOR, "show", 1)["status"] == "confirmed"
    newsroom.take_in(newsroom.train, newsroom.exported(newsroom.server))
    assert done(newsroom.train, *JOURNALIST, "show", 1)["status"] == "confirmed"


def test_a_closed_story_stays_closed(newsroom: Newsroom) -> None:
    """Whoever may not see a story hands in and takes along nothing of it; those who may, keep it closed."""
    done(newsroom.server, *EDITOR, "story", "close", "aukus", "--to", "ruiz,lindqvist")
    done(newsroom.server, *EDITOR, "log", "A secret plan", *GIVEN, "--story", "aukus")
    whole = newsroom.exported(newsroom.server)
    newsroom.take_in(newsroom.hotel, whole)
    assert newsroom.hotel(*CHECKER, "story", "show", "aukus").exit_code == 3
    assert "A secret plan" not in newsroom.hotel(*CHECKER, "list").stdout
    assert newsroom.hotel("--as", "ruiz", "story", "show", "aukus").exit_code == 0
    assert newsroom.hotel(*CHECKER, "export", "--complete", newsroom.folder / "x.jsonl").exit_code == 10


def test_a_closed_story_that_is_exported_alone_arrives_closed_to_the_same_people(newsroom: Newsroom) -> None:
    done(newsroom.server, *EDITOR, "story", "close", "aukus", "--to", "ruiz,lindqvist")
    path, elsewhere = newsroom.folder / "story.jsonl", Run(str(newsroom.folder / "new.db"), newsroom.server.environment)
    assert newsroom.server(*EDITOR, "export", "--story", "aukus", path).exit_code == 0
    assert elsewhere(*CHECKER, "import", path).exit_code == 0
    assert done(elsewhere, *CHECKER, "list") == []
    assert elsewhere(*CHECKER, "story", "show", "aukus").exit_code == 3
    assert len(done(elsewhere, *EDITOR, "list")) == 2
    done(newsroom.server, *EDITOR, "story", "open", "aukus", "--note", "published")
    assert newsroom.server(*EDITOR, "export", "--story", "aukus", newsroom.folder / "opened.jsonl").exit_code == 0
    assert "ruiz\\nlindqvist" in path.read_text()
    assert "ruiz\\nlindqvist" not in (newsroom.folder / "opened.jsonl").read_text(), "private again"
    assert elsewhere(*EDITOR, "import", newsroom.folder / "opened.jsonl").exit_code == 0
    assert len(done(elsewhere, *CHECKER, "list")) == 2


def policies(run: Run, who: tuple[str, str]) -> dict[str, str]:
    return {record["name"]: record["value"] for record in done(run, *who, "db", "policy")}


def test_no_policy_travels(newsroom: Newsroom) -> None:
    """What the owner of a laptop decides for it binds nobody else, and the import says what stays as it was."""
    before = policies(newsroom.server, OWNER)
    assert before == {"two_person_verdicts": "on", "act_for_others": "off"}
    assert policies(newsroom.train, JOURNALIST) == before, "taken along with all records"
    done(newsroom.train, *JOURNALIST, "db", "policy", "two_person_verdicts", "off", "--note", "alone on the train")
    done(newsroom.train, *JOURNALIST, "db", "policy", "act_for_others", "on")
    path = newsroom.exported(newsroom.train)
    told = done(newsroom.server, *EDITOR, "import", path)["policies"]
    assert told == [
        {"name": "two_person_verdicts", "value": "off", "who": "mori", "here": "on"},
        {"name": "act_for_others", "value": "on", "who": "mori", "here": "off"},
    ]
    assert policies(newsroom.server, OWNER) == before
    review = ("review", 1, "confirmed", "--note", "in the gazette", "--evidence", "https://gov.example/1",
              "--evidence-kind", "primary_record")  # fmt: skip
    done(newsroom.server, *CHECKER, *review)
    assert done(newsroom.server, *CHECKER, "show", 1)["status"] == "unverified", "it waits for a second person"
    by_the_server(newsroom)
    the_same(newsroom)
    assert policies(newsroom.server, OWNER) == before
    assert policies(newsroom.train, JOURNALIST) == {"two_person_verdicts": "off", "act_for_others": "on"}
    done(newsroom.server, *EDITOR, "db", "policy", "two_person_verdicts", "off", "--note", "August")
    assert policies(newsroom.server, OWNER)["two_person_verdicts"] == "off"


def test_a_policy_of_a_file_for_an_empty_database_holds_there_and_is_named(newsroom: Newsroom) -> None:
    moved = Run(str(newsroom.folder / "moved.db"), newsroom.server.environment)
    told = done(moved, *EDITOR, "import", newsroom.exported(newsroom.server))["policies"]
    assert told == [{"name": "two_person_verdicts", "value": "on", "who": "ruiz", "here": "on"}]
    assert policies(moved, EDITOR)["two_person_verdicts"] == "on"
