"""Signing in with an account: passwords, guesses, signing out everywhere, and a desk that others can reach."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import httpx
import pytest

from claims.entry.people import add_user, disable, set_password
from claims.errors import BadUsage
from claims.privacy.passwords import hashed
from claims.settings import settings
from claims.store.recording import write
from claims.vocabulary import Role
from claims.web.app import application
from claims.web.chassis import sessions
from claims.web.chassis.sessions import Sessions
from claims.web.server import Listening, refuse_open_doors
from tests.newsroom import claim, enter
from tests.web.desk import Desk, serving, text_of

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

PASSWORD = "correct horse battery"


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, [claim("c", "Japan is in line to join")])
    add = partial(write, settings(db_url).as_account("mori"))
    add("user add", partial(add_user, name="mori", role=Role.OWNER))
    add("user add", partial(add_user, name="lowe", role=Role.CHECKER))
    add("user password", partial(set_password, name="lowe", password_hash=hashed(PASSWORD)))
    with serving(db_url) as running:
        yield running


def tried(desk: Desk, browser: httpx.Client, name: str, password: str) -> httpx.Response:
    typed = {"name": name, "password": password}
    return browser.post("/sign-in/password", data=typed, headers={"Origin": desk.origin})


def test_a_password_signs_in_and_proves_who_acts(desk: Desk) -> None:
    browser = desk.browser()
    assert tried(desk, browser, "Lowe", PASSWORD).status_code == 200
    sent = {"status": "in_review", "note": "asked the ministry"}
    answer = browser.post("/claims/1/review", data=sent, headers={"Origin": desk.origin})
    assert answer.status_code == 303, text_of(answer)
    assert "lowe" in text_of(browser.get("/claims/1"))


@pytest.mark.parametrize(
    ("name", "password"), [("lowe", "wrong"), ("lowe", ""), ("nobody", PASSWORD), ("mori", PASSWORD), ("", "")]
)
def test_a_wrong_guess_says_no_more_than_that(desk: Desk, name: str, password: str) -> None:
    answer = tried(desk, desk.browser(), name, password)
    assert answer.status_code == 403
    assert "The name or the password is wrong" in text_of(answer)
    assert "set-cookie" not in answer.headers


def test_guessing_is_slowed_down(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = desk.browser()
    for _ in range(sessions.MOST_FAILURES):
        assert tried(desk, browser, "lowe", "wrong").status_code == 403
    assert tried(desk, browser, "LOWE ", PASSWORD).status_code == 429
    assert tried(desk, browser, "mori", "wrong").status_code == 403
    monkeypatch.setattr(sessions, "MOST_FAILURES_OF_ALL", 3)
    assert tried(desk, browser, "somebody else", "wrong").status_code == 429


def test_a_password_is_not_taken_from_another_site(desk: Desk) -> None:
    typed = {"name": "lowe", "password": PASSWORD}
    answer = desk.browser().post("/sign-in/password", data=typed, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_disabled_user_does_not_come_in(desk: Desk, db_url: str) -> None:
    write(settings(db_url).as_account("mori"), "user disable", partial(disable, name="lowe", note="left"))
    assert tried(desk, desk.browser(), "lowe", PASSWORD).status_code == 403


def test_signing_out_everywhere_ends_every_session_of_that_person(desk: Desk) -> None:
    first, second, other = desk.browser(), desk.browser(), desk.visitor("mori")
    for browser in (first, second):
        assert tried(desk, browser, "lowe", PASSWORD).status_code == 200
    first.post("/sign-out-everywhere", headers={"Origin": desk.origin})
    assert first.get("/").status_code == second.get("/").status_code == 401
    assert other.get("/").status_code == 200


@pytest.mark.parametrize("everywhere", [False, True])
def test_the_files_that_a_session_holds_go_when_its_person_signs_out(db_url: str, everywhere: bool) -> None:
    office = Sessions()
    token = office.sign_in(office.new_key("lowe"))
    session = office.of(token)
    assert session is not None
    path = session.held.path(session.held.keep("names.csv", b"a source"))
    office.sign_out(token, everywhere=everywhere)
    assert not path.exists()
    assert office.of(token) is None


def test_a_session_that_is_over_is_forgotten_with_its_files(db_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Sessions()
    session = office.of(office.sign_in(office.new_key("lowe")))
    assert session is not None
    path = session.held.path(session.held.keep("names.csv", b"a source"))
    session.until = datetime.now(UTC)
    office.sign_in_by_proxy("mori")
    assert not path.exists()


@pytest.mark.parametrize(
    ("listening", "part"),
    [
        (Listening(address="0.0.0.0"), "--at"),
        (Listening(address="0.0.0.0", at="http://desk.example.org", proxy=True), "--at"),
        (Listening(address="0.0.0.0", at="https://desk.example.org/sub/desk", proxy=True), "--at"),
        (Listening(address="0.0.0.0", at="https://desk.example.org"), "--certificate"),
    ],
)
def test_a_desk_for_others_needs_a_name_and_tls(desk: Desk, db_url: str, listening: Listening, part: str) -> None:
    with pytest.raises(BadUsage) as refused:
        refuse_open_doors(settings(db_url), listening)
    assert refused.value.part == part


def test_a_desk_for_others_needs_accounts(db_url: str) -> None:
    listening = Listening(address="0.0.0.0", at="https://desk.example.org", proxy=True)
    with pytest.raises(BadUsage) as refused:
        refuse_open_doors(settings(db_url), listening)
    assert refused.value.part == "--listen"
    line = [
        sys.executable,
        "-m",
        "claims",
        "--db",
        db_url,
        "desk",
        "--listen",
        "0.0.0.0",
        "--at",
        listening.at,
        "--proxy",
    ]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "claims user add" in done.stderr


def test_beyond_this_machine_the_session_is_sent_over_tls_alone(db_url: str) -> None:
    office = Sessions()
    app = application(settings(db_url), office, "https://desk.example.org")
    assert app.hosts == {"desk.example.org"}
    assert app.behind_tls
