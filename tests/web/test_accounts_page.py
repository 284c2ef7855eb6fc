"""The accounts page: users, roles, one-time passwords, tokens and sessions, for whom the rights allow it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from claims.settings import settings
from claims.store.database import reading
from claims.store.people.access import tokens
from claims.vocabulary import Role
from tests.conftest import Run
from tests.newsroom import claim, enter
from tests.web.api import OWNER, token, user
from tests.web.desk import Desk, Document, Visitor, serving, text_of

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

HOME = "/settings/accounts"
MARKER = "<script>document.title = 'marker'</script>"
CHOSEN = "a bridge over the harbour"


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, [claim("c", "The mine closes")])
    user(db_url, OWNER, Role.OWNER)
    user(db_url, "chen", Role.CHECKER)
    with serving(db_url) as running:
        yield running


@pytest.fixture
def owner(desk: Desk) -> Visitor:
    return desk.visitor(OWNER)


def roles(run: Run) -> dict[str, tuple[str, bool]]:
    return {each["name"]: (each["role"], each["active"]) for each in run("user", "list", "--format", "json").json}


def one_time(owner: Visitor, name: str = "chen") -> str:
    answer = owner.send(f"{HOME}/password", {"name": name})
    assert answer.status_code == 200, text_of(answer)
    return str(Document(answer).at("//pre/code")[0].text_content())


def signed_in(desk: Desk, name: str, password: str) -> Visitor | None:
    browser = desk.browser()
    answer = browser.post(
        "/sign-in/password", data={"name": name, "password": password}, headers={"Origin": desk.origin}
    )
    return Visitor(desk.origin, browser) if answer.status_code == 200 else None


def chooses(visitor: Visitor, new: str, current: str | None = None, again: str | None = None) -> httpx.Response:
    typed: dict[str, str | list[str]] = {"new": new, "again": new if again is None else again}
    return visitor.send("/settings/password", typed if current is None else {**typed, "current": current})


def test_an_owner_adds_users_changes_roles_and_disables(owner: Visitor, run: Run) -> None:
    page = owner.sent(f"{HOME}/add", {"name": f"Ada {MARKER}", "role": "reader", "note": "new"})
    assert not page.at("//main//script")
    owner.sent(f"{HOME}/role", {"name": "chen", "role": "editor", "note": "promoted"})
    owner.sent(f"{HOME}/disable", {"name": f"Ada {MARKER}", "note": "left"})
    assert roles(run) == {OWNER: ("owner", True), "chen": ("editor", True), f"Ada {MARKER}": ("reader", False)}
    owner.sent(f"{HOME}/role", {"name": f"Ada {MARKER}", "role": "journalist"})
    assert roles(run)[f"Ada {MARKER}"] == ("journalist", True)


@pytest.mark.parametrize(
    ("act", "typed", "status", "words"),
    [
        ("add", {"name": "Chen ", "role": "reader"}, 409, "already a user"),
        ("add", {"name": "", "role": "reader"}, 400, "needs a name"),
        ("add", {"name": "ruiz"}, 400, "“Role”"),
        ("add", {"name": "ruiz", "role": "king"}, 422, "king"),
        ("add", {"name": "ruiz", "role": "reader", "login": OWNER}, 409, "“Login”"),
        ("role", {"name": "chen", "role": "checker", "login": "chen"}, 409, "no change"),
        ("role", {"name": OWNER, "role": "editor"}, 409, "last owner"),
        ("role", {"name": "nobody", "role": "editor"}, 404, "nobody"),
        ("disable", {"name": OWNER}, 409, "last owner"),
        ("disable", {"name": "nobody"}, 404, "nobody"),
        ("password", {"name": "nobody"}, 404, "nobody"),
        ("password", {}, 400, "which user"),
        ("revoke", {"token": "99"}, 404, "99"),
    ],
)
def test_what_the_command_refuses_is_refused_and_stays_typed(
    owner: Visitor, run: Run, act: str, typed: dict[str, str | list[str]], status: int, words: str
) -> None:
    before = roles(run)
    answer = owner.send(f"{HOME}/{act}", typed)
    assert answer.status_code == status
    assert words in text_of(answer)
    assert roles(run) == before
    if act == "add":
        assert Document(answer).at("//input[@id='add-name']")[0].get("value").strip() == str(typed["name"]).strip()


def test_nobody_else_manages_users(desk: Desk, db_url: str, run: Run) -> None:
    checker, before = desk.visitor("chen"), roles(run)
    token(db_url, OWNER)
    page = checker.page(HOME)
    assert OWNER in page.text
    forms = [each.get("action") for each in page.at("//main//form")]
    assert set(forms) == {f"{HOME}/sign-out"}
    sent: dict[str, dict[str, str | list[str]]] = {
        "add": {"name": "ruiz", "role": "reader"},
        "role": {"name": "chen", "role": "owner"},
        "disable": {"name": OWNER},
        "password": {"name": OWNER},
        "revoke": {"token": "1"},
        "sign-out": {"name": OWNER},
    }
    for act, typed in sent.items():
        assert checker.send(f"{HOME}/{act}", typed).status_code == 403, act
    assert roles(run) == before
    assert desk.sessions.open_sessions("chen") == 1


def test_a_one_time_password_lets_its_user_in_once_to_choose_another(desk: Desk, owner: Visitor) -> None:
    secret = one_time(owner)
    assert signed_in(desk, OWNER, secret) is None
    visitor = signed_in(desk, "Chen", secret)
    assert visitor is not None
    assert signed_in(desk, "chen", secret) is None
    for address in ("/", "/claims/1", HOME, "/help"):
        answer = visitor.get(address)
        assert (answer.status_code, answer.headers["location"]) == (303, "/settings/password"), address
    for address in ("/api/queue", "/feeds/queue.atom"):
        assert visitor.get(address).status_code == 401, address
    refused = visitor.send("/claims/1/review", {"status": "in_review", "note": "asked"})
    assert refused.headers["location"] == "/settings/password"
    assert chooses(visitor, CHOSEN, again="something else").status_code == 422
    assert chooses(visitor, "short").status_code == 422
    assert chooses(visitor, "").status_code == 400
    assert chooses(visitor, CHOSEN).status_code == 303
    assert visitor.get("/").status_code == 200
    assert signed_in(desk, "chen", CHOSEN) is not None


def test_a_one_time_password_ends_the_password_and_the_sessions_before_it(desk: Desk, owner: Visitor) -> None:
    visitor = signed_in(desk, "chen", one_time(owner))
    assert visitor is not None
    chooses(visitor, CHOSEN)
    first = one_time(owner)
    assert visitor.get("/").status_code == 401
    assert signed_in(desk, "chen", CHOSEN) is None
    second = one_time(owner)
    assert signed_in(desk, "chen", first) is None
    assert signed_in(desk, "chen", second) is not None


def test_whoever_changes_their_password_proves_the_old_one(desk: Desk, owner: Visitor) -> None:
    visitor = signed_in(desk, "chen", one_time(owner))
    assert visitor is not None
    chooses(visitor, CHOSEN)
    other = signed_in(desk, "chen", CHOSEN)
    assert other is not None
    new = f"{CHOSEN}, again"
    for current in ("", "wrong"):
        answer = chooses(visitor, new, current)
        assert answer.status_code == 422
        assert new not in answer.text
    assert chooses(visitor, CHOSEN, CHOSEN).status_code == 409
    assert chooses(visitor, new, CHOSEN).status_code == 303
    assert (visitor.get("/").status_code, other.get("/").status_code) == (200, 401)
    assert signed_in(desk, "chen", CHOSEN) is None
    assert signed_in(desk, "chen", new) is not None


def test_the_page_says_who_is_signed_in_and_an_owner_ends_it(desk: Desk, owner: Visitor) -> None:
    assert "Last sign-in not since the desk was started" in owner.page(HOME).text.replace(
        "Last sign-in", "Last sign-in "
    )
    checker = desk.visitor("chen")
    assert "signed in now, in 1 browser" in owner.page(HOME).at("//section[h2[contains(., 'chen')]]")[0].text_content()
    owner.sent(f"{HOME}/sign-out", {"name": "chen"})
    assert checker.get("/").status_code == 401
    assert owner.get("/").status_code == 200


def test_tokens_are_listed_without_their_secret_and_revoked(desk: Desk, owner: Visitor, db_url: str) -> None:
    secrets = [token(db_url, "chen"), token(db_url, OWNER)]
    page = owner.page(HOME)
    assert "chen's script" in page.text
    assert not [secret for secret in secrets if secret in page.answer.text]
    desk.visitor("chen").sent(f"{HOME}/revoke", {"token": "1"})
    owner.sent(f"{HOME}/revoke", {"token": "2"})
    with reading(settings(db_url)) as connection:
        assert tokens(connection) == []


def test_who_is_disabled_elsewhere_sees_nothing_more(desk: Desk, run: Run, own_logins: None) -> None:
    checker = desk.visitor("chen")
    assert checker.get("/claims/1").status_code == 200
    assert run("user", "disable", "chen", "--as", OWNER).exit_code == 0
    assert checker.get("/claims/1").status_code == 403


def test_the_first_user_is_whoever_opened_the_desk(db_url: str, run: Run) -> None:
    with serving(db_url) as desk:
        visitor = desk.visitor("okafor")
        assert "There are no users yet" in visitor.page(HOME).text
        visitor.sent(f"{HOME}/add", {"name": "okafor"})
        assert roles(run) == {"okafor": ("owner", True)}
        assert re.search(r"okafor\s*owner", visitor.page(HOME).text)


def test_the_command_line_gives_a_one_time_password_too(desk: Desk, run: Run, own_logins: None) -> None:
    given = run("user", "password", "chen", "--one-time", "--as", OWNER)
    assert given.exit_code == 0
    assert signed_in(desk, "chen", given.stdout.strip()) is not None
    assert run("user", "password", OWNER, "--one-time", "--as", "chen").exit_code == 10
    assert run("user", "password", "--one-time", "--as", OWNER).exit_code == 2
