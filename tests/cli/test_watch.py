"""Following a story: every entry about its claims, once, as a claim's history has it, and nothing confidential."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, make_url, select

from claims.features.changes.read import changes_in_story
from claims.reading.view import View
from claims.settings import settings
from claims.store.database import reading
from claims.store.schema import EVENT
from tests.cli.entering import done, queried
from tests.conftest import Run

CANARY = "zqhush"
SECONDS = 60.0


class Watching:
    """`claims watch` in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: Queue[str] = Queue()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def close(self) -> None:
        self.process.kill()
        self._reading.join(SECONDS)
        with self.process:
            pass

    def next(self) -> str:
        """The next line; fails if none comes."""
        try:
            return self._lines.get(timeout=SECONDS)
        except Empty:
            raise AssertionError(f"no line came: {self.process.poll()}") from None

    def end(self) -> tuple[int, str, list[str]]:
        """Press Ctrl-C; return the exit code, the standard error, and lines that were not read."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(SECONDS)
        assert self.process.stderr is not None
        left = []
        while not self._lines.empty():
            left.append(self._lines.get())
        return code, self.process.stderr.read(), left


@contextmanager
def watching(run: Run, *args: object, env: dict[str, str] | None = None) -> Iterator[Watching]:
    process = subprocess.Popen(
        [sys.executable, "-m", "claims", *run.arguments(["watch", *args])],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **run.environment, **(env or {})},
    )
    with closing(Watching(process)) as watch:
        yield watch


def log(run: Run, statement: str, *options: str) -> Any:
    return done(run, "log", statement, "--outlet", "POLITICO", "--attribution", "unattributed", *options)


def test_a_story_is_followed_until_ctrl_c(run: Run) -> None:
    log(run, "Japan will join", "--story", "aukus")
    with watching(run, "aukus", "--since", "today", "--every", "0.2", "--format", "jsonl") as watch:
        before = [json.loads(watch.next()) for _ in range(3)]
        assert {entry["record"] for entry in before} == {"claim #1", "appearance #1", "story #1"}
        log(run, "Prices rise", "--story", "other")
        done(run, "appear", 1, "--outlet", "Reuters", "--attribution", "unattributed")
        entry = json.loads(watch.next())
        assert entry.keys() == {"at", "who", "claim", "statement", "what", "record", "reason"}
        assert (entry["record"], entry["claim"], entry["who"]) == ("appearance #3", 1, "tester")
        done(run, "review", 1, "in_review", "--note", "asked the ministry")
        entry = json.loads(watch.next())
        assert (entry["what"], entry["reason"]) == ("in review", "asked the ministry")
        assert watch.end() == (130, "", [])


def test_each_kind_of_entry_is_shown_as_in_the_history(run: Run) -> None:
    log(run, "Japan will join", "--story", "aukus")
    log(run, "Canada will join", "--story", "aukus")
    log(run, "Japan is to join")
    acts: list[tuple[tuple[object, ...], str]] = [
        (("appear", 1, "--outlet", "Reuters", "--attribution", "unattributed"), "appearance in Reuters"),
        (("relate", 1, "contradicts", 2, "--note", "x"), "#1 contradicts #2"),
        (("review", 1, "disputed", "--note", "x"), "disputed"),
        (("correct", 4, "--retracted", "--note", "x"), "retracted"),
        (("ask", 1, "the ministry"), "asked the ministry"),
        (("answer", 1, "declined"), "inquiry #1 to the ministry: declined"),
        (("take", 2), "taken by tester"),
        (("drop", 2), "dropped by tester"),
        (("edit", 1, "--statement", "Japan joins", "--reason", "x"), "statement changed"),
        (("duplicate", 3, 1, "--note", "x"), "claims #3 and #1"),
        (("not-duplicate", 1, 2, "--note", "x"), "claims #1 and #2"),
        (("edit", 2, "--due", "by the end of 2030"), "due: "),
        (("edit", 2, "--not-story", "aukus"), "taken out of the story aukus"),
        (("edit", 2, "--story", "aukus"), "put into the story aukus"),
        (("redact", "review:1", "note", "--reason", "x", "--yes"), "redacted: note of review #1"),
    ]
    for act, says in acts:
        after = newest(run)
        answer = run(*act)
        assert answer.exit_code == 0, (act, answer.stderr)
        entered = changed(run, after)
        assert says in " | ".join(entered), (act, entered)
    assert changed(run, newest(run)) == []


def newest(run: Run) -> int:
    number: int = queried(run, lambda connection: connection.execute(select(func.max(EVENT.c.id))).scalar_one())
    return number


def changed(run: Run, after: int) -> list[str]:
    changes = queried(run, lambda connection: changes_in_story(connection, 1, after, View()))
    return [change.entry.what for change in changes.changes]


def test_an_imported_entry_is_new_where_it_arrives(run: Run, environment: dict[str, str], tmp_path: Path) -> None:
    """Whenever it was entered elsewhere."""
    log(run, "Japan will join", "--story", "aukus")
    laptop = Run(str(tmp_path / "laptop.db"), environment)
    assert run("export", "--complete", tmp_path / "there.jsonl").exit_code == 0
    assert laptop("import", tmp_path / "there.jsonl").exit_code == 0
    done(laptop, "review", 1, "in_review", "--note", "on the train")
    log(run, "Canada will join", "--story", "aukus")
    after = newest(run)
    assert laptop("export", "--complete", tmp_path / "back.jsonl").exit_code == 0
    assert run("import", tmp_path / "back.jsonl").exit_code == 0
    assert changed(run, after) == ["in review"]


def test_nothing_confidential_is_shown(run: Run) -> None:
    log(run, "Japan will join", "--story", "aukus")
    named = ("--attribution", "named", "--source", f"{CANARY} person")
    with watching(run, "aukus", "--since", "today", "--every", "0.2") as watch:
        done(run, "log", f"{CANARY} claim", "--outlet", f"{CANARY} notes", *named, "--terms", "off_record",
             "--story", "aukus")  # fmt: skip
        done(run, "appear", 1, "--outlet", f"{CANARY} paper", *named, "--terms", "off_record",
             "--private-note", f"{CANARY} note")  # fmt: skip
        done(run, "relate", 1, "contradicts", 2, "--note", f"{CANARY} why")
        done(run, "take", 2)
        done(run, "take", 1)
        lines = [watch.next()]
        while "taken by" not in lines[-1]:
            lines.append(watch.next())
        code, said, left = watch.end()
    assert code == 130
    assert CANARY not in "".join([*lines, said, *left])
    assert "#2" not in "".join(lines)


@pytest.mark.usefixtures("own_logins")
def test_a_closed_story_is_followed_by_those_who_may_see_it(run: Run) -> None:
    for name, role in (("lindqvist", "owner"), ("mori", "editor"), ("okafor", "editor")):
        done(run, "--as", "lindqvist", "user", "add", name, "--role", role)
    log(run, "Japan will join", "--story", "aukus", "--as", "mori")
    log(run, "Japan will join", "--story", "open", "--as", "mori")
    done(run, "--as", "mori", "story", "close", "aukus", "--to", "mori")
    assert run("--as", "okafor", "watch", "aukus").exit_code == 3
    log(run, f"{CANARY} joins", "--story", "aukus", "--as", "mori")

    def seen_by(name: str, story: str) -> list[str]:
        with reading(settings(run.url, name).as_account(name)) as connection:
            from claims.reading.find import find

            changes = changes_in_story(connection, find(connection, "story", story), 0, View())
            return [change.statement for change in changes.changes]

    assert f"{CANARY} joins" in seen_by("mori", "aukus")
    assert CANARY not in str(seen_by("okafor", "open"))


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("none",), 3),
        (("aukus", "--since", "noon"), 6),
        (("aukus", "--every", "0"), 2),
        (("aukus", "--format", "csv"), 2),
    ],
)
def test_what_cannot_be_followed_is_refused(run: Run, options: tuple[str, ...], code: int) -> None:
    log(run, "Japan will join", "--story", "aukus")
    assert run("watch", *options).exit_code == code


@pytest.fixture
def notified(postgres_db: str, environment: dict[str, str]) -> Iterator[tuple[Run, Callable[[], list[str]]]]:
    """A newsroom on a server, and what it notifies."""
    url = make_url(postgres_db)
    arguments, options = url.get_dialect()().create_connect_args(url)
    with psycopg.connect(*arguments, **options, autocommit=True) as connection:
        connection.execute("LISTEN claims_event")
        yield (
            Run(postgres_db, environment),
            lambda: [notice.payload for notice in connection.notifies(timeout=5, stop_after=1)],
        )


def test_a_notification_carries_an_events_number_and_no_more(
    notified: tuple[Run, Callable[[], list[str]]],
) -> None:
    run, heard = notified
    for number, statement in enumerate(("Japan will join", f"{CANARY} joins")):
        log(run, statement, "--story", "aukus")
        assert heard() == [str(newest(run))], number
    assert run("log", "Canada", "--outlet", "A").exit_code != 0
    assert heard() == []


def test_another_address_may_be_named_to_listen_on(postgres_db: str, environment: dict[str, str]) -> None:
    run = Run(postgres_db, environment)
    log(run, "Japan will join", "--story", "aukus")
    with watching(run, "aukus", "--since", "today", env={"CLAIMS_DIRECT": postgres_db}) as watch:
        watch.next()
        assert watch.end()[0] == 130
    answer = run("watch", "aukus", env={"CLAIMS_DIRECT": "postgresql://nobody:s3cret@127.0.0.1:1/none"})
    assert answer.exit_code == 7
    assert "s3cret" not in answer.stderr
