"""`claims log` on a terminal, without a statement: the questions, and nothing lost when the person leaves."""

from __future__ import annotations

import os
import select
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cli.entering import LOGGED, done, queried, row, rows, sit_down
from tests.conftest import ROOT, Result, Run, RunProcess

pytestmark = pytest.mark.engines("sqlite")

pty = pytest.importorskip("pty")

WITNESSED = ("Japan joined", "", "", "POLITICO", "", "2024-03-19", "", "7", "", "", "", "")
"""Answers to all questions about a fact that a reporter witnessed."""


def given_back(answer: Result) -> list[str]:
    """The command line that was given back, as a shell would take it."""
    typed = answer.stderr.splitlines()[-1]
    return shlex.split(typed)[1:]


def test_the_answers_are_stored_as_if_typed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    left = sit_down(
        monkeypatch,
        "Japan will join",
        "prediction",
        "aukus, quad",
        "POLITICO",
        "https://politico.eu/x",
        "2024-03-19",
        "Ann One, Bo Two",
        "3",
        "two officials",
        "2",
        "denies",
        "3",
        "in line",
        "4",
        "by May 2025",
        "y",
    )
    answered = run("log")
    assert (answered.exit_code, left) == (0, []), answered.stderr
    assert answered.stdout.startswith("claim #1 (new), appearance #1 in POLITICO, 2024-03-19 (article #1, new), ")
    claim, appearance, article = row(run, "claim", 1), row(run, "appearance", 1), row(run, "article", 1)
    assert (claim["statement"], claim["kind"]) == ("Japan will join", "prediction")
    names = ("attribution", "terms", "stance", "treatment", "excerpt", "wording")
    assert [appearance[name] for name in names] == [
        "unnamed",
        "background",
        "denies",
        "doubts",
        "in line",
        "translated",
    ]
    assert (article["url"], row(run, "window", 1)["words"]) == ("https://politico.eu/x", "by May 2025")
    counted = rows(run)
    assert (counted["story"], counted["reporter"], counted["source"]) == (2, 2, 1)


def test_it_shows_what_it_will_store_before_it_stores_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    class Look(str):
        def strip(self, chars: str | None = None, /) -> str:
            seen.append(rows(run)["claim"])
            return "y"

    sit_down(monkeypatch, *WITNESSED, Look())
    said = run("log").stderr
    assert seen == [0]
    shown = said[said.index("This will be stored:") :].splitlines()[1:8]
    assert [line.split(maxsplit=2) for line in shown] == [
        ["1", "statement", "Japan joined"],
        ["2", "kind", "fact"],
        ["3", "outlet", "POLITICO (new)"],
        ["4", "published", "2024-03-19"],
        ["5", "attribution", "witnessed"],
        ["6", "stance", "asserts"],
        ["7", "treatment", "reports"],
    ]
    assert rows(run)["claim"] == 1


def test_an_answer_can_be_changed_at_the_end(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    # From witnessed to named, which asks for what a named source needs, and back to the statement.
    left = sit_down(monkeypatch, *WITNESSED, "e", "5", "1", "Ann Lee", "", "1", "Japan has joined", "y")
    assert run("log").exit_code == 0
    assert left == []
    assert row(run, "claim", 1)["statement"] == "Japan has joined"
    assert row(run, "appearance", 1)["attribution"] == "named"


def test_going_back_offers_what_was_answered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    left = sit_down(monkeypatch, "<", "Japan joined", "5", "<", "", "aukus", "<", "-", *WITNESSED[3:-1], "y")
    answered = run("log")
    assert (answered.exit_code, left) == (0, [])
    assert (row(run, "claim", 1)["kind"], rows(run)["story"]) == ("position", 0)


def test_what_cannot_be_is_said_and_asked_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    left = sit_down(
        monkeypatch,
        "",
        "a\x1b[A",
        "…",
        "Japan will join",
        "9",
        "prediktion",
        "prediction",
        "",
        "",
        "",
        "the politico site",
        "https://politico.eu/x",
        "2024-02-30",
        "2024-03-19",
        "",
        "?",
        "named",
        "",
        "Ann Lee",
        "",
        "",
        "",
        "",
        "when pigs fly",
        "by May 2025",
        "maybe",
        "y",
    )
    answered = run("log")
    assert (answered.exit_code, left) == (0, [])
    for said in (
        "An answer is needed",
        "control characters",
        "has no words",
        'did you mean "prediction"',
        "not a web address",
        "29 days",
        "one person or a stated number",
        "not understood as a window",
        "Understood as from 19 March",
        "Type y, n, e, or a number",
    ):
        assert said in answered.stderr, said


def test_what_has_happened_is_understood_as_it_is_stored(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(monkeypatch, *WITNESSED[:-1], "in January", "y")
    answered = run("log")
    assert answered.exit_code == 0
    assert "Understood as from 1 January 2024 until 31 January 2024" in answered.stderr
    assert str(row(run, "window", 1)["earliest"]) == "2024-01-01"


def test_names_are_settled_while_asking(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, *LOGGED, "witnessed")
    left = sit_down(
        monkeypatch,
        "Japan joined",
        "",
        "",
        "Politico Europe",
        "1",
        "",
        "2024-03-20",
        "",
        "outlet",
        "Politico Pro",
        "2",
        "",
        "",
        "",
        "",
        "y",
    )
    answered = run("log")
    assert (answered.exit_code, left) == (0, [])
    assert "#1 (POLITICO)" in answered.stderr
    assert rows(run)["outlet"] == 2
    assert row(run, "article", 2)["outlet_id"] == 1


def test_another_appearance_is_asked_for_alike(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, *LOGGED, "witnessed")
    done(run, "log", "Canada was asked", "--outlet", "RNZ", "--attribution", "witnessed")
    left = sit_down(
        monkeypatch,
        *("Korea", "japan join", "2", "japan", "1"),  # no such claim, none of these, and the first
        *("?", "?po", "Ednews", "", "2024-03-20", "Ann One", "outlet", "POLITICO", "", "", "", "y"),
    )
    answered = run("appear")
    assert (answered.exit_code, left) == (0, []), answered.stderr
    appearance = row(run, "appearance", 3)
    assert [appearance[name] for name in ("claim_id", "article_id", "relays_id")] == [1, 3, 1]
    assert "politico  POLITICO" in answered.stderr
    assert "New: outlet Ednews; an article of Ednews, 2024-03-20; reporter Ann One." in answered.stderr


def test_an_appearance_of_a_claim_that_is_named_asks_for_the_rest(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, *LOGGED, "witnessed")
    left = sit_down(monkeypatch, "Ednews", "", "", "", "7", "", "", "", "y")
    assert run("appear", 1).exit_code == 0
    assert (row(run, "appearance", 2)["claim_id"], left) == (1, [])


def test_an_appearance_that_is_broken_off_is_given_back(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, *LOGGED, "witnessed")
    sit_down(monkeypatch, "1", "Ednews", "", "2024-03-20", "", "outlet", "POLITICO", KeyboardInterrupt())
    answered = run("appear")
    assert answered.exit_code == 130
    again = given_back(answered)
    monkeypatch.undo()
    assert run(*again).exit_code == 0
    assert row(run, "appearance", 2)["relays_id"] == 1


def test_the_article_that_one_just_logged_in_is_named_by_its_number(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, *LOGGED, "witnessed")
    left = sit_down(monkeypatch, "Canada was asked", "", "", "article:9", "article:1", "witnessed", *[""] * 4, "y")
    answered = run("log")
    assert (answered.exit_code, left) == (0, []), answered.stderr
    assert "You just logged in article #1 (POLITICO, 2024-03-19): article:1 means it." in answered.stderr
    assert (row(run, "appearance", 2)["article_id"], rows(run)["article"]) == (1, 1)


def test_an_article_at_the_question_of_attribution_is_a_relay(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, *LOGGED, "witnessed")
    left = sit_down(
        monkeypatch,
        *("1", "Ednews", "", "2024-03-20", "", "article:9", "article:1", "<", "", "", "", "", "y"),
    )
    assert run("appear").exit_code == 0
    appearance = row(run, "appearance", 2)
    assert (appearance["attribution"], appearance["relays_id"], left) == ("outlet", 1, [])


def test_a_recorded_article_is_asked_about_and_the_answer_can_be_changed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(run, *LOGGED, "witnessed", "--title", "Japan in line")
    left = sit_down(
        monkeypatch,
        *("Canada was asked", "", "", "politico", "", "2024-03-19", "8", "?", "1", "witnessed", *[""] * 4),
        *("e", "3", "politico", "2", "Ann One", "y"),  # the outlet again, the same; now a new article
    )
    answered = run("log")
    assert (answered.exit_code, left) == (0, []), answered.stderr
    assert (row(run, "appearance", 2)["article_id"], rows(run)["article"]) == (2, 2)
    assert "“Japan in line”" in answered.stderr
    assert "claims article merge" not in answered.stderr


def test_everything_that_will_be_new_is_named_before_it_is_stored(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given = ("--institution", "Home Office", "--via", "The Daily")
    sit_down(
        monkeypatch,
        *("Japan joined", "", "aukus", "POLITICO", "", "", "Ann One", "named", "Ben Two", "", "", "", "", ""),
        "n",
    )
    said = " ".join(run("log", *given).stderr.split())
    for named in (
        "the claim",
        "story aukus",
        "outlet POLITICO",
        "an article of POLITICO",
        "reporter Ann One",
        "source Ben Two",
        "institution Home Office",
        "outlet The Daily",
        "article The Daily, unread",
    ):
        assert named in said.partition("New: ")[2], named
    assert rows(run)["event"] == 0


def test_what_is_there_is_listed_at_any_question(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    source = ("named", "--source", "Ann Lee", "--reporter", "Bo Two", "--story", "aukus")
    done(run, *LOGGED, *source)
    done(
        run, "appear", 1, "--outlet", "Deep Paper", "--attribution", "named", "--source", "Mo", "--terms", "off_record"
    )
    sit_down(monkeypatch, "x", "?", "", "?", "?x", "", "?", *("A", "", "", "?", "", "?", "1", "?", EOFError()))
    said = run("log").stderr
    for listed in ("aukus", "politico", "bo-two", "ann-lee", "a person with a name", "something is or was so"):
        assert listed in said, listed
    assert "Nothing begins with “x”." in said
    assert "deep" not in said.casefold()
    assert "Mo\n" not in said


def test_one_goes_back_from_the_last_look_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    left = sit_down(monkeypatch, *WITNESSED, "<", "<", "<", "doubts", "", "on 18 March 2024", "y")
    answered = run("log", "--private-note", "ask Ann first")
    assert (answered.exit_code, left) == (0, []), answered.stderr
    assert row(run, "appearance", 1)["treatment"] == "doubts"
    assert row(run, "window", 1)["words"] == "on 18 March 2024"
    assert "ask Ann" not in answered.stderr


def test_what_cannot_be_stored_is_said_before_anybody_agrees(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, *LOGGED, "witnessed")
    left = sit_down(
        monkeypatch,
        *("Canada was asked", "", "", "Ednews", "", "2024-03-01", "", "outlet", "article:1", "", "", "", ""),
        *("e", "4", "2024-03-20", "y"),
    )
    answered = run("log")
    assert (answered.exit_code, left) == (0, []), answered.stderr
    said = " ".join(answered.stderr.split())
    assert "It cannot be stored so: article #1 (POLITICO, 2024-03-19) was published after" in said
    assert row(run, "appearance", 2)["relays_id"] == 1


def test_what_was_given_is_not_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, *LOGGED, "witnessed")
    left = sit_down(monkeypatch, "-5 degrees", "2", "the ministry", "", "", "", "", "y")
    answered = run("log", "--article", 1, "--kind", "fact", "--terms", "on_record", "--story", "cold")
    assert (answered.exit_code, left) == (0, [])
    assert (row(run, "claim", 2)["statement"], row(run, "appearance", 2)["article_id"]) == ("-5 degrees", 1)
    assert row(run, "appearance", 2)["terms"] == "on_record"


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), EOFError()])
def test_leaving_writes_nothing_and_gives_the_answers_back(
    run: Run, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    before = rows(run)
    sit_down(monkeypatch, "It's -- done", "", "a, b", "POLITICO", "", "2024-03-19", "", "witnessed", stop)
    answered = run("log")
    assert answered.exit_code == 130
    assert "claims: interrupted; nothing was written" in answered.stderr
    assert rows(run) == before
    monkeypatch.undo()
    again = given_back(answered)
    assert again[2:] == [
        "log",
        "--story",
        "a",
        "--story",
        "b",
        "--outlet",
        "POLITICO",
        "--published",
        "2024-03-19",
        "--attribution",
        "witnessed",
        "It's -- done",
    ]
    assert run(*again[2:]).exit_code == 0


def test_saying_no_gives_the_answers_back_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(monkeypatch, "-5 degrees", *WITNESSED[1:], "n")
    answered = run("log")
    assert answered.exit_code == 130
    assert given_back(answered)[-2:] == ["--", "-5 degrees"]
    assert rows(run)["event"] == 0


def test_a_refusal_after_the_questions_gives_the_answers_back(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(monkeypatch, *WITNESSED[:7], "outlet", "article:99", "", "", "", "", "y")
    answered = run("log")
    assert answered.exit_code == 3
    assert 'there is no article "99"' in answered.stderr
    assert "log --outlet POLITICO --published 2024-03-19 --attribution outlet --relays article:99" in answered.stderr
    assert rows(run)["event"] == 0


def test_confidence_is_kept_when_leaving(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(
        monkeypatch, "Japan joined", "", "", "POLITICO", "", "", "", "named", "Deep Throat", "off_record", EOFError()
    )
    answered = run("log")
    assert answered.exit_code == 130
    assert "Deep" not in answered.stderr
    assert "--source '***'" in answered.stderr


def test_elsewhere_than_on_a_terminal_nothing_is_asked(run_process: RunProcess) -> None:
    answered = run_process("log", input="Japan joined\n")
    assert (answered.exit_code, answered.stdout) == (2, "")
    assert answered.stderr.startswith("claims: STATEMENT: say what is claimed: ")


# On a real terminal

PATIENCE_SECONDS = 3
"""After how long without an answer a person presses a key again."""


class Terminal:
    """A terminal in which the program runs: what it shows, and a keyboard."""

    def __init__(self, keyboard: int, process: subprocess.Popen[bytes]) -> None:
        self.keyboard, self.process, self.shown = keyboard, process, ""

    def answer(self, prompt: str, *keys: str) -> None:
        """Wait for a prompt that was not there before, then type."""
        self._wait(prompt)
        for some in keys:
            os.write(self.keyboard, some.encode())

    def leave(self, prompt: str, key: str) -> None:
        """Wait for a prompt that was not there before, then press a key, and again when nothing comes of it.

        Python's `input` shows the prompt first and waits for the keyboard after that; of a signal that arrives
        between the two it takes notice with the next key.
        """
        self.answer(prompt, key)
        nothing = self.shown, f"{self.shown}^C"
        while self.shown in nothing and self.process.poll() is None:
            ready, _, _ = select.select([self.keyboard], [], [], PATIENCE_SECONDS)
            if not ready:
                os.write(self.keyboard, key.encode())
            elif not self._more():
                break

    def rest(self) -> str:
        """What is shown until the program ends."""
        while self._more():
            pass
        self.process.wait(30)
        return self.shown

    def _wait(self, prompt: str) -> None:
        while prompt not in self.shown:
            assert self._more(), f"ended without {prompt!r}: {self.shown}"
        self.before, _, self.shown = self.shown.partition(prompt)

    def _more(self) -> bool:
        ready, _, _ = select.select([self.keyboard], [], [], 60)
        assert ready, f"nothing more is shown: {self.shown}"
        try:
            some = os.read(self.keyboard, 65536)
        except OSError:  # Linux says so when the program has ended
            return False
        self.shown += some.decode()
        return bool(some)


@contextmanager
def terminal(run: Run, environment: dict[str, str], *args: str) -> Iterator[Terminal]:
    keyboard, screen = pty.openpty()
    script = "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); from claims.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", script, *run.arguments(args)],
        stdin=screen,
        stdout=screen,
        stderr=screen,
        start_new_session=True,
        cwd=ROOT,
        env={**os.environ, **environment, "TERM": "dumb"},
    )
    os.close(screen)
    try:
        yield Terminal(keyboard, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
        os.close(keyboard)


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_on_a_real_terminal(run: Run, environment: dict[str, str]) -> None:
    done(run, *LOGGED, "witnessed", "--story", "aukus-pillar-2")
    with terminal(run, environment, "log") as person:
        person.answer("in your own words.\r\n> ", "Japan joined\n")
        person.answer("[fact] > ", "\n")
        person.answer("Several with commas.\r\n> ", "auk\t", "\n")
        person.answer("from the address.\r\n> ", "polit\t", "\n")
        for prompt, typed in (
            ("What is its address?", "\n"),
            ("When was it published?", "\n"),
            ("a new article\r\n> ", "new\n"),
            ("Who signed it?", "\n"),
        ):
            person.answer(prompt, typed)
        person.answer("no source given\r\n> ", "witnessed\n")
        for prompt in ("[asserts] > ", "[reports] > ", "exact words of the article?", "When did it happen"):
            person.answer(prompt, "\n")
        person.answer("e to change an answer > ", "y\n")
        assert "claim #2 (new), appearance #2 in POLITICO (article #2, new)" in person.rest()
        assert person.process.returncode == 0
    counted = rows(run)
    assert (counted["claim"], counted["story"], counted["outlet"], counted["claim_story"]) == (2, 1, 1, 2)


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_leaving_a_real_terminal(run: Run, environment: dict[str, str], key: str) -> None:
    with terminal(run, environment, "log", "--story", "aukus") as person:
        person.answer("> ", "Japan joined\n")
        person.answer("[fact] > ", "2\n")
        person.leave("from the address.\r\n> ", key)
        said = person.rest()
        assert person.process.returncode == 130
    assert "Traceback" not in said
    assert "claims: interrupted; nothing was written" in said
    assert "log --story aukus --kind prediction 'Japan joined'" in said
    assert queried(run, lambda connection: connection.exec_driver_sql("SELECT count(*) FROM event").scalar()) == 0
