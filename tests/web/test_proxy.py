"""A desk behind a proxy: it believes the proxy's headers, and nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from claims.entry.people import disable
from claims.errors import BadUsage, BadValue
from claims.settings import settings
from claims.store.database import served
from claims.store.recording import write
from claims.vocabulary import Role
from claims.web.app import application
from claims.web.chassis.proxy import Proxy
from claims.web.chassis.sessions import Sessions
from claims.web.server import Listening, refuse_no_proxy, refuse_open_doors
from tests.newsroom import claim, enter
from tests.web.api import OWNER, token, user
from tests.web.desk import text_of

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

AT = "https://desk.example.org"
TLS = {"X-Forwarded-Proto": "https"}
OURS = {"Origin": AT, "Sec-Fetch-Site": "same-origin"}
PROXY, ELSEWHERE = "10.0.0.5", "203.0.113.9"


class Behind:
    """A desk, and requests that reach it from an address."""

    def __init__(self, url: str, proxy: Proxy | None) -> None:
        self.app = application(settings(url, OWNER), Sessions(), AT, proxy)
        self.cookies = httpx.Cookies()

    def ask(
        self, address: str, headers: list[tuple[str, str]] | dict[str, str], *, at: str = PROXY, **more: object
    ) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, client=(at, 40000))
            async with httpx.AsyncClient(transport=transport, base_url=AT, cookies=self.cookies) as http:
                method = "POST" if "data" in more else "GET"
                answer = await http.request(method, address, headers=headers, **more)  # type: ignore[arg-type]
                self.cookies = http.cookies
                return answer

        return asyncio.run(asked())


@pytest.fixture
def url(db_url: str) -> Iterator[str]:
    enter(db_url, [claim("c", "The mine closes")])
    user(db_url, OWNER, Role.OWNER)
    user(db_url, "chen", Role.CHECKER)
    with served(settings(db_url, OWNER)):
        yield db_url


@pytest.fixture
def behind(url: str) -> Behind:
    return Behind(url, Proxy.at([PROXY, "fd00::/8"], "Remote-User"))


def as_chen(**more: str) -> dict[str, str]:
    return {**TLS, "Remote-User": "chen", **more}


def test_the_proxy_signs_its_user_in(behind: Behind) -> None:
    first = behind.ask("/claims/1", as_chen())
    assert "/claims/1" in first.text
    assert "Secure" in first.headers["set-cookie"]
    page = behind.ask("/claims/1", as_chen())
    assert (page.status_code, "The mine closes" in page.text) == (200, True)
    assert page.headers["strict-transport-security"]
    sent = behind.ask("/claims/1/review", as_chen(**OURS), data={"status": "in_review", "note": "asked"})
    assert sent.status_code == 303, text_of(sent)
    assert "chen" in behind.ask("/claims/1", as_chen()).text


@pytest.mark.parametrize("at", [ELSEWHERE, "127.0.0.1", "10.0.0.50", "::1", "::ffff:203.0.113.9", "", "testclient"])
def test_the_same_headers_from_elsewhere_are_refused(behind: Behind, at: str) -> None:
    for address in ("/claims/1", "/", "/sign-in", "/static/desk.css", "/api/claims", "/feeds/queue.atom"):
        answer = behind.ask(address, as_chen(), at=at)
        assert answer.status_code == 403, address
        assert "set-cookie" not in answer.headers
        assert "The mine closes" not in answer.text
    assert behind.ask("/claims/1/review", as_chen(**OURS), at=at, data={"status": "in_review"}).status_code == 403


@pytest.mark.parametrize("at", [PROXY, "fd00::1", "::ffff:10.0.0.5"])
def test_the_proxy_is_known_by_its_address(behind: Behind, at: str) -> None:
    assert behind.ask("/claims/1", as_chen(), at=at).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Forwarded-Proto": "http"},
        {"X-Forwarded-Proto": "https, http"},
        {"X-Forwarded-Scheme": "https"},
        {"Forwarded": "proto=https"},
    ],
)
def test_without_tls_before_the_proxy_nothing_is_answered(behind: Behind, headers: dict[str, str]) -> None:
    answer = behind.ask("/claims/1", {**headers, "Remote-User": "chen"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_two_headers_where_one_is_right_are_refused(behind: Behind) -> None:
    users = [*TLS.items(), ("Remote-User", "chen"), ("Remote-User", OWNER)]
    schemes = [*TLS.items(), ("X-Forwarded-Proto", "http"), ("Remote-User", "chen")]
    for headers in (users, schemes):
        assert behind.ask("/claims/1", headers).status_code == 403


@pytest.mark.parametrize("named", ["nobody", "chen\tlindqvist", "../chen", "<b>chen</b>", "a" * 4000])
def test_whoever_has_no_account_does_not_come_in(behind: Behind, named: str) -> None:
    answer = behind.ask("/claims/1", {**TLS, "Remote-User": named})
    assert answer.status_code == 403
    assert "<b>chen" not in answer.text
    assert "set-cookie" not in answer.headers


def test_without_a_database_the_page_says_so(db_url: str, tmp_path: Path) -> None:
    away = Behind(f"sqlite:///{tmp_path / 'away' / 'claims.db'}", Proxy.at([PROXY], "Remote-User"))
    answer = away.ask("/claims/1", as_chen())
    assert answer.status_code == 503
    assert "cannot be opened" in answer.text
    assert "set-cookie" not in answer.headers


def test_a_disabled_user_does_not_come_in(behind: Behind, url: str) -> None:
    assert behind.ask("/claims/1", as_chen()).status_code == 200
    write(settings(url).as_account(OWNER), "user disable", partial(disable, name="chen", note="left"))
    assert behind.ask("/claims/1", as_chen()).status_code == 403
    behind.cookies = httpx.Cookies()
    assert behind.ask("/claims/1", as_chen()).status_code == 403


def test_a_session_lasts_as_long_as_the_proxy_names_its_person(behind: Behind) -> None:
    for _ in range(2):
        assert behind.ask("/claims/1", as_chen()).status_code == 200
    assert behind.ask("/claims/1", TLS).status_code == 401
    other = behind.ask("/claims/1", {**TLS, "Remote-User": OWNER})
    assert "The mine closes" not in other.text, "another person's session is not taken over"
    sent = behind.ask("/claims/1/review", as_chen(**OURS), data={"status": "in_review", "note": "asked"})
    assert sent.status_code == 401


def test_another_site_gets_nothing_signed_in(behind: Behind) -> None:
    crossed = behind.ask("/claims/1", as_chen(**{"Sec-Fetch-Site": "cross-site"}))
    assert "set-cookie" not in crossed.headers
    behind.ask("/claims/1", as_chen())
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {}):
        sent = behind.ask("/claims/1/review", as_chen(**headers), data={"status": "in_review", "note": "asked"})
        assert sent.status_code == 403, headers
    behind.cookies = httpx.Cookies()
    assert behind.ask("/api/claims", as_chen()).status_code == 401


def test_a_header_that_nobody_asked_for_signs_nobody_in(url: str) -> None:
    quiet = Behind(url, Proxy.at([PROXY]))
    assert quiet.ask("/claims/1", as_chen()).status_code == 401
    alone = Behind(url, None)
    assert alone.ask("/claims/1", as_chen()).status_code == 401
    assert alone.ask("/claims/1", {}, at=ELSEWHERE).status_code == 401


def test_a_token_comes_through_the_proxy_too(behind: Behind, url: str) -> None:
    headers = {**TLS, "Authorization": f"Bearer {token(url, 'chen')}"}
    assert behind.ask("/api/claims", headers).status_code == 200
    assert behind.ask("/api/claims", headers, at=ELSEWHERE).status_code == 403


@pytest.mark.parametrize(
    ("listening", "kind", "part"),
    [
        (Listening(proxy_from=("10.0.0.5",)), BadUsage, "--proxy-from"),
        (Listening(proxy_user="Remote-User"), BadUsage, "--proxy-user"),
        (Listening(proxy=True, proxy_from=("proxy.example",)), BadValue, "--proxy-from"),
        (Listening(proxy=True, proxy_from=("10.0.0.5/8",)), BadValue, "--proxy-from"),
        (Listening(proxy=True, proxy_user="Remote User"), BadValue, "--proxy-user"),
    ],
)
def test_what_is_said_of_a_proxy_has_to_be_one(
    db_url: str, listening: Listening, kind: type[Exception], part: str
) -> None:
    with pytest.raises(kind) as refused:
        refuse_no_proxy(listening)
    assert getattr(refused.value, "part", None) == part


def test_behind_a_proxy_on_this_machine_the_desk_is_for_others_too(db_url: str) -> None:
    listening = Listening(proxy=True, at=AT)
    assert listening.is_for_others
    with pytest.raises(BadUsage) as refused:
        refuse_open_doors(settings(db_url), listening)
    assert refused.value.part == "--listen", "it needs accounts"
