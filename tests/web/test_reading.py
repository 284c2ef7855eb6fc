"""Reading an article in the browser: captured, marked, its proposals decided; and the bookmarklet."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from claims.web.chassis.safety import KEPT_PAGE_POLICY
from tests.newsroom import claim, enter
from tests.web.desk import Desk, Document, Visitor, serving, text_of
from tests.web.test_claim import faults, refused

Typed = dict[str, str | list[str]]

TEXT = """Japan in line to join pact

Japan will join the pact by May 2025, Anna Lee, the foreign minister, told reporters on Tuesday.

The ministry will publish the treaty in June, a senior official said.
"""
PAGE = b"""<!doctype html><html lang="en"><head><title>Japan in line to join pact</title>
<script>document.title = 'marker'</script></head><body><article><h1>Japan in line to join pact</h1>
<p>Japan will join the pact by May 2025, Anna Lee, the foreign minister, told reporters on Tuesday.</p>
<p>The ministry will publish the treaty in June, a senior official said. The talks began in March.</p>
<img src="https://example.org/pixel.png"></article></body></html>"""

sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, [claim("c", "Japan is to join the pact")])
    with serving(db_url) as running:
        yield running


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return desk.visitor("okafor")


def captured(visitor: Visitor, **typed: str) -> Document:
    given: Typed = {"text": TEXT, "outlet": "Nikkei", "published": "2024-03-19", "story": "aukus", **typed}
    return visitor.sent("/read", given)


def proposals(page: Document) -> list[str]:
    return [area.text.strip() for area in page.at("//ol[@class='proposed']//textarea")]


def keys(page: Document) -> list[str]:
    return list(page.at("//ol[@class='proposed']//input[@name='key']/@value"))


def test_a_pasted_text_is_read_and_its_claims_are_decided(visitor: Visitor) -> None:
    page = captured(visitor)
    assert page.at("//h1")[0].text_content() == "Japan in line to join pact"
    assert "a senior official said" in page.at("//section[@class='text']")[0].text_content()
    headline, first, second = keys(page)
    assert page.at("//a[contains(@class, 'proposal')]")
    page = visitor.sent("/read/1/decide", {"key": first, "act": "accept", "statement": "Japan joins by May 2025"})
    assert page.at("//a[contains(@class, 'logged')][starts-with(@href, '/claims/2#appearance-')]")
    assert keys(page) == [headline, second]
    logged = visitor.page("/claims/2")
    assert logged.at("//h1")[0].text_content() == "Japan joins by May 2025"
    assert "Anna Lee" in logged.text
    assert logged.at("//p[@class='kicker']/a")[0].text_content() == "aukus"
    visitor.sent("/read/1/decide", {"key": headline, "act": "skip"})
    page = visitor.sent("/read/1/decide", {"key": second, "act": "skip"})
    assert "No claim waits" in page.text
    again = refused(visitor, "/read/1/decide", {"key": second, "act": "accept", "statement": "x"}, 409)
    assert "meanwhile" in again.text


@sqlite
def test_a_proposal_is_the_same_as_a_claim_that_is_known(visitor: Visitor) -> None:
    first = keys(captured(visitor))[0]
    page = refused(visitor, "/read/1/decide", {"key": first, "act": "same", "same": "77"}, 404)
    assert page.at("//ol[@class='proposed']//*[@role='alert']")
    visitor.sent("/read/1/decide", {"key": first, "act": "same", "same": "#1"})
    assert "1 appearance" in visitor.page("/claims/1").text


@sqlite
def test_a_proposal_is_edited_in_the_whole_form(visitor: Visitor) -> None:
    first = keys(captured(visitor))[1]
    answer = visitor.send("/read/1/decide", {"key": first, "act": "edit", "statement": "Japan joins"})
    page = Document(answer)
    assert page.at("//textarea[@name='statement']")[0].text.strip() == "Japan joins"
    assert page.at("//input[@name='attribution'][@checked]/@value") == ["named"]
    assert "Anna Lee" in page.at("//input[@name='source']/@value")
    form = {field.get("name"): field.get("value") for field in page.at("//form[@action='/log']//input[@type='hidden']")}
    typed: Typed = {**form, "statement": "Japan joins", "attribution": "named", "source": "Anna Lee", "article": "#1"}
    assert refused(visitor, "/log", {**typed, "statement": ""}, 422).at("//input[@name='proposal']/@value") == [first]
    page = visitor.sent("/log", typed)
    assert first not in keys(page)


@sqlite
def test_an_empty_statement_is_refused_at_its_proposal(visitor: Visitor) -> None:
    first = keys(captured(visitor))[0]
    page = refused(visitor, "/read/1/decide", {"key": first, "act": "accept", "statement": " "}, 422)
    assert first in keys(page)


@sqlite
def test_nothing_given_is_refused_with_what_was_typed(visitor: Visitor) -> None:
    page = refused(visitor, "/read", {"title": "A title", "published": "2024"}, 400)
    assert set(faults(page)) == {"read-text"}
    assert page.at("//textarea[@name='title'] | //input[@name='title']")[0].get("value") == "A title"
    page = refused(visitor, "/read", {"url": "https://example.org/never-seen"}, 400)
    assert set(faults(page)) == {"read-url"}


@sqlite
def test_an_address_that_is_held_leads_to_its_text(visitor: Visitor) -> None:
    captured(visitor, url="https://example.org/pact")
    page = visitor.sent("/read", {"url": "https://example.org/pact?utm_source=x"})
    assert page.at("//section[@class='text']")


@sqlite
def test_a_saved_page_is_served_where_nothing_runs(visitor: Visitor) -> None:
    files = {"files": ("page.html", PAGE, "text/html")}
    answer = visitor.http.post("/read", files=files, headers={"Origin": visitor.origin})
    assert answer.status_code == 303, text_of(answer)
    assert "MARKER" not in visitor.page("/read/1").answer.text
    kept = visitor.get("/read/1/page")
    assert kept.content == PAGE
    assert kept.headers["content-security-policy"] == KEPT_PAGE_POLICY
    assert kept.headers["x-content-type-options"] == "nosniff"
    policy = dict(part.strip().partition(" ")[::2] for part in KEPT_PAGE_POLICY.split(";"))
    assert policy["sandbox"] == ""
    assert policy["default-src"] == "'none'"


@sqlite
def test_a_document_in_confidence_is_shown_on_request_only(visitor: Visitor) -> None:
    page = captured(visitor, confidential="yes", text=TEXT.replace("Anna Lee", "Canary Lee"))
    assert "Canary" in page.text
    for address in ("/read/1", "/read/1/page", "/read"):
        assert "Canary" not in visitor.get(address).text
    first = keys(page)[0]
    visitor.sent("/read/1/decide?confidential=yes", {"key": first, "act": "accept", "statement": "Japan joins"})
    for address in ("/", "/claims/2"):
        assert "Canary" not in visitor.get(address).text


@sqlite
@pytest.mark.parametrize("name", ["../../x.html", "a/b.html", "..", "\u202egnp.exe", "x" * 300, "con"])
def test_the_name_of_a_file_leads_nowhere(visitor: Visitor, name: str) -> None:
    answer = visitor.http.post("/read", files={"files": (name, PAGE, "text/html")}, headers={"Origin": visitor.origin})
    assert answer.status_code == 303, text_of(answer)


@sqlite
@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"%PDF-1.4 nothing", b"PK\x03\x04nothing", b"\xd0\xcf\x11\xe0x"]
)
def test_what_is_no_document_gets_a_sentence(visitor: Visitor, content: bytes) -> None:
    answer = visitor.http.post("/read", files={"files": ("x", content)}, headers={"Origin": visitor.origin})
    assert answer.status_code in (400, 422), text_of(answer)
    assert "fault of the program" not in answer.text


@sqlite
@pytest.mark.parametrize("number", ["0", "-1", "x", "99", "1e3"])
def test_what_was_not_captured_is_not_found(visitor: Visitor, number: str) -> None:
    for address in (f"/read/{number}", f"/read/{number}/page"):
        assert visitor.get(address).status_code == 404


@sqlite
def test_the_bookmarklet_hands_over_in_the_browser_alone(desk: Desk, visitor: Visitor) -> None:
    (link,) = visitor.page("/read/bookmarklet").at("//a[starts-with(@href, 'javascript:')]/@href")
    assert f"{desk.origin}/clip#" in unquote(link)
    landing = desk.browser().get("/clip")
    assert landing.status_code == 200
    assert "/read" in landing.text
    assert Document(landing).at("//*[@data-clip]")


@sqlite
def test_the_desk_leads_to_its_own_pages_instead_of_naming_commands(visitor: Visitor) -> None:
    captured(visitor, outlet="Kyodo. News EN")
    page = captured(visitor, outlet="Kyodo News", text=f"{TEXT} More.")
    (link,) = page.at("//div[@class='notices']//a[starts-with(@href, '/alike/outlet/')]")
    assert visitor.get(link.get("href")).status_code == 200
    assert "merge" not in page.text
    first = keys(page)[0]
    sent: list[tuple[str, Typed]] = [
        (f"{page.answer.url.path}/decide", {"key": first, "act": "same", "same": "99"}),
        ("/claims/99/take", {}),
        ("/claims/1/same", {"other": "99", "kind": "duplicate", "reason": "x"}),
    ]
    for address, typed in sent:
        refused = text_of(visitor.send(address, typed))
        assert '"99"' in refused
        assert "`claims" not in refused
