"""Other sites, other sessions and odd requests get nothing from the desk, and enter nothing."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from claims.web.chassis import answering, safety
from tests.newsroom import appearance, article, claim, enter
from tests.web.desk import Desk, Document, serving, text_of

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

MARKER = "<script>document.title = 'marker'</script>"


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, [claim("c", f"Japan is in {MARKER} line"), *article("a", "Nikkei"), appearance("a")])
    with serving(db_url) as running:
        yield running


def raw(desk: Desk, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, str]:
    """Send a request exactly as it is, with no header but these."""
    where = urlsplit(desk.origin)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer.status, said


def host(desk: Desk) -> str:
    return desk.origin.removeprefix("http://")


@pytest.mark.parametrize("address", ["/", "/claims/1", "/claims/../claims/1", "/nowhere"])
def test_nobody_sees_a_page_without_a_session(desk: Desk, address: str) -> None:
    answer = desk.browser().get(address)
    assert answer.status_code == 401
    assert "Sign in" in text_of(answer)
    assert "Japan" not in answer.text


def test_a_key_signs_in_once(desk: Desk) -> None:
    key = desk.sessions.new_key("okafor")
    first, second = (desk.browser() for _ in range(2))
    assert first.post("/sign-in", data={"key": key}).status_code == 200
    assert second.post("/sign-in", data={"key": key}).status_code == 403
    assert first.get("/").status_code == 200
    assert second.get("/").status_code == 401


@pytest.mark.parametrize("key", ["", "x", "é" * 200, "../../etc", "0" * 2000])
def test_a_guessed_key_signs_nobody_in(desk: Desk, key: str) -> None:
    desk.sessions.new_key("okafor")
    answer = desk.browser().post("/sign-in", data={"key": key})
    assert answer.status_code in (400, 403)
    assert "set-cookie" not in answer.headers


def test_a_session_is_kept_from_scripts_and_from_other_sites(desk: Desk) -> None:
    answer = desk.browser().post("/sign-in", data={"key": desk.sessions.new_key("okafor")})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_signing_out_ends_the_session(desk: Desk) -> None:
    visitor, other = desk.visitor(), desk.visitor()
    assert visitor.send("/sign-out").status_code == 200
    assert visitor.get("/").status_code == 401
    assert other.get("/").status_code == 200


@pytest.mark.parametrize(
    "name", ["", "evil.example", "localhost.evil.example", "127.0.0.1", "127.0.0.1:1", "evil.example@127.0.0.1"]
)
def test_another_host_is_refused(desk: Desk, name: str) -> None:
    visitor = desk.visitor()
    status, said = raw(desk, "GET", "/", {"Host": name, "Cookie": _cookie(visitor.http)})
    assert status in (400, 421)
    assert "Japan" not in said


def test_the_host_is_compared_whole(desk: Desk) -> None:
    visitor = desk.visitor()
    assert raw(desk, "GET", "/", {"Host": host(desk), "Cookie": _cookie(visitor.http)})[0] == 200
    assert raw(desk, "GET", "/", {"Host": f"x{host(desk)}", "Cookie": _cookie(visitor.http)})[0] == 421
    assert raw(desk, "GET", "/", {"Host": f"{host(desk)}0", "Cookie": _cookie(visitor.http)})[0] == 421


@pytest.mark.parametrize(
    "sent",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
        {},
    ],
)
def test_a_form_from_elsewhere_enters_nothing(desk: Desk, sent: dict[str, str]) -> None:
    visitor = desk.visitor()
    body = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": "0"}
    status, answer = raw(
        desk, "POST", "/claims/1/take", {"Host": host(desk), "Cookie": _cookie(visitor.http), **body, **sent}
    )
    assert status == 403
    named = "Sec-Fetch-Site" in sent or sent.get("Origin", "null") != "null"
    assert ("Another site" in answer) == named
    assert "taken by" not in visitor.page("/claims/1").text


@pytest.mark.parametrize(
    "sent",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},  # as Chromium does for pages that send no referrer
        {"Sec-Fetch-Site": "same-origin", "Origin": "{origin}"},
        {"Origin": "{origin}"},
    ],
)
def test_our_own_form_is_taken(desk: Desk, sent: dict[str, str]) -> None:
    visitor = desk.visitor()
    headers = {"Host": host(desk), "Cookie": _cookie(visitor.http), "Content-Length": "0"}
    headers |= {name: value.format(origin=desk.origin) for name, value in sent.items()}
    assert raw(desk, "POST", "/claims/1/take", headers)[0] == 303
    assert "taken by okafor" in visitor.page("/claims/1").text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(desk: Desk, method: str) -> None:
    visitor = desk.visitor()
    answer = visitor.http.request(method, "/claims/1/take", headers={"Origin": desk.origin})
    assert answer.status_code == 405


def test_a_form_cannot_be_sent_by_an_address(desk: Desk) -> None:
    visitor = desk.visitor()
    assert visitor.get("/claims/1/take").status_code in (404, 405)
    assert "taken by" not in visitor.page("/claims/1").text


def test_a_link_on_another_site_leads_to_a_link_of_ours(desk: Desk) -> None:
    """The browser leaves the session out of it, and our own link takes it along."""
    answer = desk.browser().get("/claims/1?as_of=today", headers={"Sec-Fetch-Site": "cross-site"})
    assert Document(answer).at("//a[@href='/claims/1?as_of=today']")
    assert "Japan" not in answer.text


def test_a_script_in_a_statement_stays_a_text(desk: Desk) -> None:
    for address in ("/", "/claims/1"):
        page = desk.visitor().page(address)
        assert MARKER not in page.answer.text
        assert MARKER in page.text
        assert [script.get("src") for script in page.at("//script")] == ["/static/desk.js"]


def test_pages_allow_no_script_or_style_but_our_files(desk: Desk) -> None:
    for address in ("/", "/claims/1", "/nowhere", "/static/desk.css", "/sign-in"):
        headers = desk.visitor().get(address).headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    page = desk.visitor().page("/claims/1")
    assert not page.at("//*[@style] | //style | //*[@onclick or @onload or @onerror] | //script[not(@src)]")


@pytest.mark.parametrize(
    "name", ["../app.py", "..%2fapp.py", "%2e%2e%2fapp.py", "desk.css%00.py", "", ".", "desk.css/../../app.py"]
)
def test_no_name_reaches_another_file(desk: Desk, name: str) -> None:
    status, said = raw(desk, "GET", f"/static/{name}", {"Host": host(desk)})
    assert status in (401, 404)
    assert "Starlette" not in said


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "1.5", "a/b", "%2e%2e", "é", "%00", "' OR 1=1"])
def test_odd_numbers_get_a_sentence(desk: Desk, number: str) -> None:
    answer = desk.visitor().get(f"/claims/{number}")
    assert answer.status_code in (400, 404)
    assert "fault of the program" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("question", ["as_of=nonsense", "published_until=x", "as_of=%00", "confidential=%ff"])
def test_odd_questions_get_a_sentence(desk: Desk, question: str) -> None:
    answer = desk.visitor().get(f"/claims/1?{question}")
    assert answer.status_code in (200, 422)
    assert "fault of the program" not in answer.text


@pytest.mark.parametrize(
    "question", ["reason=nonsense", "days=-1", "days=x", "days=99999999999", "story=none", "most=x"]
)
def test_odd_filters_get_a_sentence(desk: Desk, question: str) -> None:
    answer = desk.visitor().get(f"/?{question}")
    assert answer.status_code in (404, 422)
    assert "fault of the program" not in answer.text


def test_more_than_the_desk_takes_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "MOST_BYTES", 1000)
    visitor = desk.visitor()
    assert visitor.send("/claims/1/take", {"back": "x" * 2000}).status_code == 413
    # Without an announced length it is counted as it comes.
    chunks = (b"back=" + b"x" * 400 for _ in range(5))
    headers = {"Origin": desk.origin, "Content-Type": "application/x-www-form-urlencoded"}
    answer = visitor.http.post("/claims/1/take", content=chunks, headers=headers)
    assert answer.status_code == 413
    assert "taken by" not in visitor.page("/claims/1").text


def test_a_form_that_comes_too_slowly_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "SECONDS", 0.2)
    visitor = desk.visitor()
    headers = {
        "Host": host(desk),
        "Cookie": _cookie(visitor.http),
        "Origin": desk.origin,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": "100",
    }
    status, said = raw(desk, "POST", "/claims/1/take", headers, b"back=")
    assert status == 400
    assert "too slowly" in said


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "/\nx"])
def test_a_form_leads_to_our_own_pages_only(desk: Desk, back: str) -> None:
    answer = desk.visitor().send("/claims/1/take", {"back": back})
    assert answer.headers["location"] == "/claims/1"


def test_a_fault_shows_no_more_than_its_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise RuntimeError("a name in confidence")

    monkeypatch.setattr("claims.web.claim.page.claim_shown", fail)
    answer = desk.visitor().get("/claims/1")
    assert answer.status_code == 500
    assert "fault of the program" in text_of(answer)
    assert "in confidence" not in answer.text


def test_nothing_is_logged_of_an_address(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    desk.visitor().get("/?outlet=canary-outlet")
    desk.visitor().get("/claims/canary-claim")
    assert "canary" not in "".join(capfd.readouterr())


def test_other_machines_are_not_served(db_url: str) -> None:
    for address in ("0.0.0.0", "::", "192.168.1.5", "example.org"):
        line = [sys.executable, "-m", "claims", "--db", db_url, "desk", "--no-browser", "--listen", address]
        done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 2
        assert "--at" in done.stderr


def _cookie(client: httpx.Client) -> str:
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())
