"""Notices: what others changed on my claims, sent to local servers, once, and nothing confidential in any."""

from __future__ import annotations

import base64
import email.policy
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.cli.entering import done
from tests.conftest import Result, Run

CANARY = "zqhush"
PASSWORD = "zqpass-w0rd"
MINE, OTHER = ("--as", "mori"), ("--as", "okafor")


@dataclass
class Mailbox:
    """A mail server that keeps what it gets, or refuses it."""

    mails: list[EmailMessage] = field(default_factory=list)
    refuses: bool = False
    port: int = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuses:
            return "554 refused"
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    @property
    def address(self) -> str:
        return f"mailto://127.0.0.1:{self.port}?from=desk@paper.example&to=mori@paper.example&mode=insecure"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@dataclass
class Hook:
    """A web server that keeps what it gets."""

    port: int
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    status: int = 200

    @property
    def address(self) -> str:
        return f"json://desk:{PASSWORD}@127.0.0.1:{self.port}/{PASSWORD}/hook"


@pytest.fixture
def hook() -> Iterator[Hook]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if kept.status == 200:
                kept.bodies.append(json.loads(content))
                kept.headers.append(dict(self.headers))
            self.send_response(kept.status)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept = Hook(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def newsroom(run: Run, own_logins: None) -> Run:
    """Two people, each with a claim of their own, and one claim that mori has taken."""
    done(run, "--as", "lindqvist", "user", "add", "lindqvist")
    for name in ("mori", "okafor"):
        done(run, "--as", "lindqvist", "user", "add", name, "--role", "editor")
    log(run, MINE, "Japan will join")
    log(run, OTHER, "Prices rise")
    log(run, OTHER, "Canada will join")
    done(run, *MINE, "take", 3)
    return run


def log(run: Run, who: tuple[str, str], statement: str, *options: str) -> Any:
    return done(run, *who, "log", statement, "--outlet", "POLITICO", "--attribution", "unattributed", *options)


def sent(run: Run, *addresses: str, who: str = "mori") -> Result:
    return run("--as", who, "notices", "send", env={"CLAIMS_NOTICES": "\n".join(addresses)})


def text_of(hook: Hook) -> str:
    return "\n".join(body["message"] for body in hook.bodies)


def test_what_others_changed_on_my_claims_is_sent_once(newsroom: Run, hook: Hook) -> None:
    first = sent(newsroom, hook.address)
    assert first.exit_code == 0, first.stderr
    assert hook.bodies == []  # it begins with the next change
    done(newsroom, *OTHER, "review", 1, "in_review", "--note", "a note of okafor's")
    done(newsroom, *OTHER, "appear", 3, "--outlet", "Reuters", "--attribution", "unattributed")
    done(newsroom, *OTHER, "review", 2, "in_review", "--note", "not mine")
    done(newsroom, *MINE, "ask", 1, "the ministry")
    answer = sent(newsroom, hook.address)
    assert answer.exit_code == 0, answer.stderr
    (body,) = hook.bodies
    assert body["title"] == "2 changes to your claims"
    lines = body["message"].splitlines()
    assert [line for line in lines if line.startswith("#")] == ["#1  Japan will join", "#3  Canada will join"]
    assert any("in review (okafor)" in line for line in lines)
    assert "a note of okafor's" not in body["message"]  # reasons stay in the newsroom
    assert "ministry" not in body["message"]  # my own
    for _ in range(2):
        again = sent(newsroom, hook.address)
        assert (again.exit_code, again.stdout, again.stderr) == (0, "", "")
    assert len(hook.bodies) == 1
    basic = base64.b64encode(f"desk:{PASSWORD}".encode()).decode()
    assert hook.headers[0]["Authorization"] == f"Basic {basic}"


@pytest.mark.engines("sqlite")
def test_a_mail_has_both_parts(newsroom: Run, mailbox: Mailbox) -> None:
    log(newsroom, MINE, "Taxes < 5 % & “falling” soon")
    assert sent(newsroom, mailbox.address).exit_code == 0
    done(newsroom, *OTHER, "review", 4, "disputed", "--note", "x")
    done(newsroom, *OTHER, "review", 1, "disputed", "--note", "x")
    answer = sent(newsroom, mailbox.address)
    assert answer.exit_code == 0, answer.stderr
    (mail,) = mailbox.mails
    assert mail["Subject"] == "2 changes to your claims"
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    lines = text.get_content().splitlines()
    assert "#4 Taxes < 5 % & “falling” soon" in lines
    assert len([line for line in lines if line.startswith("- ") and "disputed (okafor)" in line]) == 2
    assert "<h4>#4  Taxes &lt; 5 % &amp; “falling” soon</h4><ul><li>" in html.get_content()


@pytest.mark.engines("sqlite")
def test_after_a_failure_it_is_sent_again_to_whom_it_failed(newsroom: Run, hook: Hook, mailbox: Mailbox) -> None:
    both = (hook.address, mailbox.address)
    assert sent(newsroom, *both).exit_code == 0
    done(newsroom, *OTHER, "review", 1, "disputed", "--note", "x")
    hook.status = 500
    failed = sent(newsroom, *both)
    assert failed.exit_code == 9
    assert "address 1 (json)" in failed.stderr
    assert (len(hook.bodies), len(mailbox.mails)) == (0, 1)
    done(newsroom, *OTHER, "take", 1)
    hook.status, mailbox.refuses = 200, True
    failed = sent(newsroom, *both)
    assert (failed.exit_code, "address 2 (mailto)" in failed.stderr) == (9, True)
    assert hook.bodies[0]["title"] == "2 changes to your claims"
    mailbox.refuses = False
    assert sent(newsroom, *both).exit_code == 0
    assert [mail["Subject"] for mail in mailbox.mails] == ["1 change to your claims"] * 2
    assert len(hook.bodies) == 1


@pytest.mark.engines("sqlite")
def test_no_answer_and_no_file_repeats_an_address(newsroom: Run, hook: Hook, tmp_path: Path) -> None:
    answers = [sent(newsroom, hook.address)]
    done(newsroom, *OTHER, "review", 1, "disputed", "--note", "x")
    hook.status = 403
    answers.append(sent(newsroom, hook.address))
    gone = f"json://desk:{PASSWORD}@127.0.0.1:1/{PASSWORD}"
    answers.append(sent(newsroom, gone))
    done(newsroom, *OTHER, "take", 1)
    answers.append(sent(newsroom, gone))
    for wrong in (f"nonsense://{PASSWORD}", PASSWORD, f"mailto://:{PASSWORD}@", f"json://:{PASSWORD}@[::1"):
        answers.append(sent(newsroom, wrong))
        assert answers[-1].exit_code == 6, answers[-1]
    answers.append(
        newsroom("--as", "mori", "notices", "send", env={"CLAIMS_NOTICES": hook.address, "CLAIMS_DEBUG": "1"})
    )
    for answer in answers:
        assert PASSWORD not in answer.stdout + answer.stderr
    data = Path(newsroom.environment["XDG_DATA_HOME"]) / "claims"
    kept = [path for path in data.rglob("*") if path.is_file()]
    assert {path.name for path in kept} >= {"notices.json"}
    assert all(PASSWORD.encode() not in path.read_bytes() for path in kept)
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept if "notices" in path.name)
    assert PASSWORD.encode() not in Path(newsroom.url.removeprefix("sqlite:///")).read_bytes()


def test_nothing_confidential_is_in_a_notice(newsroom: Run, hook: Hook, mailbox: Mailbox) -> None:
    both = (hook.address, mailbox.address)
    log(newsroom, MINE, f"{CANARY} plan", "--story", "hushed")
    assert sent(newsroom, *both).exit_code == 0
    off = ("--attribution", "named", "--source", f"{CANARY} person", "--terms", "off_record")
    done(newsroom, *OTHER, "appear", 1, "--outlet", f"{CANARY} paper", *off, "--private-note", f"{CANARY} note")
    done(newsroom, *OTHER, "appear", 1, "--outlet", "AFP", "--attribution", "unattributed", "--private-note", CANARY)
    done(newsroom, *OTHER, "log", f"{CANARY} claim", "--outlet", f"{CANARY} diary", *off)
    done(newsroom, *MINE, "take", 5)
    done(newsroom, *OTHER, "relate", 1, "contradicts", 5, "--note", f"{CANARY} why")
    done(newsroom, *OTHER, "review", 5, "in_review", "--note", f"{CANARY} review")
    asked = done(newsroom, *OTHER, "ask", 1, "an aide")["made"][0]["id"]
    done(newsroom, *OTHER, "outlet", "add", "Our desk", "--ours")
    used = ("--use", "--attribution", "named", "--source", "Ada Ruiz", "--terms", "off_record", "--stance", "denies")
    done(newsroom, *OTHER, "answer", asked, "answered", *used, "--outlet", "Our desk", "--note", f"{CANARY} reply")
    done(newsroom, *OTHER, "review", 1, "in_review", "--note", f"{CANARY} reason")
    done(newsroom, "--as", "lindqvist", "story", "close", "hushed", "--to", "mori,okafor,lindqvist")
    done(newsroom, *OTHER, "review", 4, "in_review", "--note", "of a closed story")
    answer = sent(newsroom, *both)
    assert answer.exit_code == 0, answer.stderr
    whole = json.dumps(hook.bodies) + "".join(mail.as_string() for mail in mailbox.mails)
    decoded = "".join(part.get_content() for mail in mailbox.mails for part in mail.iter_parts())
    shown = newsroom(*MINE, "notices", "show", "--since", "today")
    everything = whole + decoded + text_of(hook) + answer.stdout + answer.stderr + shown.stdout + shown.stderr
    assert CANARY not in everything
    assert "off the record" not in everything
    assert "AFP" in text_of(hook)
    assert "in review (okafor)" in text_of(hook)


@pytest.mark.engines("sqlite")
def test_notices_are_shown_without_any_address(newsroom: Run) -> None:
    done(newsroom, *OTHER, "review", 1, "disputed", "--note", "x")
    shown = newsroom(*MINE, "notices", "show", "--since", "today")
    assert shown.exit_code == 0
    assert "#1  Japan will join\n- " in shown.stdout
    assert "Nothing changed." in newsroom("--as", "lindqvist", "notices", "show", "--since", "today").stdout
    assert newsroom(*MINE, "notices", "show", "--since", "tomorrow or so").exit_code == 6


@pytest.mark.engines("sqlite")
def test_addresses_may_stand_in_the_settings(
    newsroom: Run, hook: Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "claims.toml"
    monkeypatch.setenv("CLAIMS_CONFIG", str(path))
    for text, code, says in (
        ("", 2, "say where notices go"),
        ('notices = "json://x"', 6, "must be a list"),
        (f'notices = ["{hook.address}", "{hook.address}"]', 0, "chmod 600"),
    ):
        path.write_text(text)
        path.chmod(0o644)
        answer = newsroom(*MINE, "notices", "send")
        assert (answer.exit_code, says in answer.stderr) == (code, True), answer
    path.chmod(0o600)
    done(newsroom, *OTHER, "review", 1, "disputed", "--note", "x")
    answer = newsroom(*MINE, "notices", "send")
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert len(hook.bodies) == 1  # the address stands there twice


@pytest.mark.engines("sqlite")
def test_each_person_has_notices_of_their_own(newsroom: Run, hook: Hook) -> None:
    for who in ("mori", "okafor"):
        assert sent(newsroom, hook.address, who=who).exit_code == 0
    done(newsroom, *OTHER, "review", 1, "disputed", "--note", "x")
    done(newsroom, *MINE, "review", 2, "disputed", "--note", "x")
    for who in ("mori", "okafor"):
        assert sent(newsroom, hook.address, who=who).exit_code == 0
    # Each reviewed the other's claim, so each claim is now both's.
    assert [body["message"].count("#") for body in hook.bodies] == [1, 1]
    assert "Japan" in hook.bodies[0]["message"]
    assert "Prices" in hook.bodies[1]["message"]


@pytest.mark.engines("sqlite")
def test_a_long_digest_says_how_much_more_there_is(newsroom: Run, hook: Hook) -> None:
    sent(newsroom, hook.address)
    for number in range(52):
        done(newsroom, *OTHER, "take", 1, *(("--over",) if number == 0 else ()))
        done(newsroom, *OTHER, "drop", 1)
    assert sent(newsroom, hook.address).exit_code == 0
    assert hook.bodies[0]["title"] == "104 changes to your claims"
    assert hook.bodies[0]["message"].splitlines()[-1] == "and 4 more"


@pytest.mark.engines("sqlite")
def test_a_restored_database_sends_nothing_twice(newsroom: Run, hook: Hook, tmp_path: Path) -> None:
    assert newsroom("--as", "lindqvist", "db", "backup", tmp_path / "copy.db").exit_code == 0
    sent(newsroom, hook.address)
    done(newsroom, *OTHER, "review", 1, "disputed", "--note", "x")
    sent(newsroom, hook.address)
    path = Path(newsroom.url.removeprefix("sqlite:///"))
    for left in ("-wal", "-shm"):
        path.with_name(path.name + left).unlink(missing_ok=True)
    path.write_bytes((tmp_path / "copy.db").read_bytes())
    answer = sent(newsroom, hook.address)
    assert answer.exit_code == 0, answer.stderr
    assert len(hook.bodies) == 1


@pytest.mark.engines("sqlite")
def test_damaged_marks_are_named(newsroom: Run, hook: Hook) -> None:
    sent(newsroom, hook.address)
    (path,) = Path(newsroom.environment["XDG_DATA_HOME"]).rglob("notices.json")
    for text in ("", "[]", '{"key": 1, "sent": {}}', '{"key": "zz", "sent": {}}', '{"key": "00", "sent": {"a": 1}}'):
        path.write_text(text)
        answer = sent(newsroom, hook.address)
        assert (answer.exit_code, str(path) in answer.stderr) == (9, True), answer
