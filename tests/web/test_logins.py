"""A desk on a server, under a login of its own that may do nothing by itself: each request has its user's rights."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import psycopg
import pytest

from claims.rules.rights import ROLES
from tests.cli.entering import done
from tests.logins import Newsroom, newsroom
from tests.postgres import Postgres
from tests.web.desk import Desk, serving, text_of

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def room(postgres_server: Postgres) -> Iterator[Newsroom]:
    with newsroom(postgres_server, {"CLAIMS_TZ": "UTC", "NO_COLOR": "1"}) as made:
        tables = made.run("tables")
        assert tables("db", "grant", made.logins["spare"], "--desk").exit_code == 0
        for role in ROLES:
            assert made.run(role)("user", "password", input=PASSWORD).exit_code == 0
        yield made


@pytest.fixture
def desk(room: Newsroom) -> Iterator[Desk]:
    with serving(room.address("spare"), who=room.logins["spare"]) as running:
        yield running


def signed_in(desk: Desk, name: str) -> httpx.Client:
    browser = desk.browser()
    answer = browser.post(
        "/sign-in/password", data={"name": name, "password": PASSWORD}, headers={"Origin": desk.origin}
    )
    assert answer.status_code == 200, text_of(answer)
    return browser


def test_the_login_of_a_desk_may_do_nothing_by_itself(room: Newsroom) -> None:
    with room.connect("spare") as connection:
        connection.execute("SELECT hash FROM account_password")
        for statement in ("SELECT id FROM claim", "SELECT uid FROM appearance", "INSERT INTO access DEFAULT VALUES"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(statement.encode())
    answer = room.run("spare")("list")
    assert (answer.exit_code, answer.stdout) == (10, "")
    assert room.run("tables")("db", "grant", room.logins["reader"], "--desk").exit_code == 5


@pytest.mark.parametrize("role", ROLES)
def test_each_reads_and_writes_with_the_rights_of_their_role(room: Newsroom, desk: Desk, role: str) -> None:
    browser = signed_in(desk, room.logins[role])
    for address in ("/", "/claims/1", "/search?q=Statement", "/stories/1", "/settings"):
        answer = browser.get(address)
        assert answer.status_code == 200, (address, text_of(answer))
        assert "canary-note" not in answer.text
    desk.statements.clear()
    sent = {"status": "in_review", "note": f"asked by a {role}"}
    answer = browser.post("/claims/2/review", data=sent, headers={"Origin": desk.origin})
    checks = ROLES.index(role) >= ROLES.index("checker")
    assert answer.status_code == (303 if checks else 403), text_of(answer)
    assert any("set_config('role'" in statement for statement in desk.statements)
    with room.connect("tables") as connection:
        newest = connection.execute("SELECT proved, what FROM event ORDER BY id DESC LIMIT 1").fetchone()
    assert (newest == (room.logins[role], "review")) is checks


@pytest.mark.parametrize("role", ROLES)
def test_a_desk_verifies_what_its_user_reads_and_names_the_rest(room: Newsroom, desk: Desk, role: str) -> None:
    answer = signed_in(desk, room.logins[role]).post("/settings/verify", headers={"Origin": desk.origin})
    assert answer.status_code == 200
    text = text_of(answer)
    assert "is as it was entered" in text
    assert ("Not verified" in text) == (role != "owner"), text
    assert ("appearances" in text.partition("Not verified")[2]) == (role == "reader")


def test_the_rights_follow_the_user_and_not_the_desk(room: Newsroom, desk: Desk) -> None:
    tables, checker = room.run("tables"), room.logins["checker"]
    browser = signed_in(desk, checker)
    assert tables("user", "role", checker, "reader").exit_code == 0
    try:
        assert browser.get("/claims/1").status_code == 200
        answer = browser.post(
            "/claims/2/review", data={"status": "disputed", "note": "x"}, headers={"Origin": desk.origin}
        )
        assert answer.status_code == 403
    finally:
        done(tables, "db", "grant", checker, "checker")


def test_closed_stories_and_tokens_work_at_such_a_desk(room: Newsroom, desk: Desk) -> None:
    done(room.run("editor"), "story", "close", "t", "--to", room.logins["owner"])
    try:
        checker = signed_in(desk, room.logins["checker"])
        assert checker.get("/claims/2").status_code == 404
        text = text_of(checker.post("/settings/verify", headers={"Origin": desk.origin}))
        assert "is as it was entered." in text  # without counts, which would tell how much is closed
        assert signed_in(desk, room.logins["owner"]).get("/claims/2").status_code == 200
        made = done(room.run("checker"), "user", "token", "for the desk")
        secret = next(value for value in made.values() if isinstance(value, str) and value.startswith("claims_"))
        answer = desk.browser().get("/api/claims/1", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 200, answer.text
    finally:
        done(room.run("owner"), "story", "open", "t", "--note", "x")


def test_the_owner_of_the_tables_may_serve_and_serves_with_the_users_rights(room: Newsroom) -> None:
    with serving(room.address("tables"), who=room.logins["tables"]) as running:
        browser = signed_in(running, room.logins["reader"])
        assert browser.get("/claims/1").status_code == 200
        answer = browser.post(
            "/claims/2/review", data={"status": "disputed", "note": "x"}, headers={"Origin": running.origin}
        )
        assert answer.status_code == 403
        browser = signed_in(running, room.logins["checker"])
        sent = {"status": "in_review", "note": "asked once more"}
        answer = browser.post("/claims/1/review", data=sent, headers={"Origin": running.origin})
        assert answer.status_code == 303, text_of(answer)
