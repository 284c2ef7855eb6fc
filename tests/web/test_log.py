"""Logging a claim and its appearances in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from claims.vocabulary import Attribution
from claims.web.chassis.forms import Form
from claims.web.log.forms import APPEAR, CHANGES, LOG
from tests.conftest import Run
from tests.newsroom import claim, enter
from tests.web.desk import Desk, Document, Visitor, serving, text_of
from tests.web.test_changing import form_of
from tests.web.test_claim import faults, refused

Typed = dict[str, str | list[str]]

LOGGED: Typed = {
    "statement": "Japan joins by May 2025",
    "attribution": "unnamed",
    "source": "two officials",
    "outlet": "POLITICO",
    "published": "2024-03-19",
    "kind": "prediction",
    "due": "by May 2025",
    "story": "aukus\r\npacific",
    "hedge-likelihood": "could; may",
    "reporter": "Ann Rich\r\nPeter Lowe",
}

sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, [claim("c", "Japan is to join by May 2025")])
    with serving(db_url) as running:
        yield running


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return desk.visitor("okafor")


def test_a_claim_is_logged_with_its_appearance(visitor: Visitor) -> None:
    page = visitor.sent("/log", LOGGED)
    assert page.at("//h1")[0].text_content() == "Japan joins by May 2025"
    assert "“two officials”" in page.text
    assert "by May 2025" in page.text
    notices = page.at("//*[@role='status']")[0].text_content()
    assert "Claim #2 (new)" in notices
    assert "#1 “Japan is to join by May 2025”" in notices
    assert page.at("//*[@role='status']//a[@href='/claims/1']")
    assert [link.text_content() for link in page.at("//p[@class='kicker']/a")] == ["aukus", "pacific"]
    assert "“could”" in page.text
    assert "“may”" in page.text


@sqlite
def test_the_cards_explain_the_nine(visitor: Visitor) -> None:
    cards = visitor.page("/log").at("//label[@class='card']")
    assert len(cards) == len(Attribution) == 9
    assert all(card.text_content().strip() for card in cards)


@sqlite
def test_a_refused_form_comes_back_as_typed_with_every_fault(visitor: Visitor) -> None:
    typed: Typed = {
        **LOGGED,
        "statement": "",
        "attribution": "",
        "published": "some day",
        "said": "2024",
        "stated_count": "many",
        "due": "by and by",
        "private_note": "met in the lobby",
    }
    page = refused(visitor, "/log", typed, 422)
    assert set(faults(page)) == {"log-published", "log-said", "log-stated_count"}
    page = refused(visitor, "/log", {**typed, "published": "2024", "said": "", "stated_count": ""}, 422)
    assert {"log-statement", "log-attribution"} <= set(faults(page))
    assert page.at("//textarea[@name='private_note']")[0].text.strip() == "met in the lobby"
    assert page.at("//textarea[@name='story']")[0].text.split() == ["aukus", "pacific"]
    assert page.at("//input[@name='hedge-likelihood']/@value") == ["could; may"]
    # What is wrong or filled in is not folded away.
    assert not page.at("//details[not(@open)]//*[contains(@class, 'fault')]")
    assert not page.at("//details[@class='group'][not(@open)]//textarea[normalize-space()]")
    page = refused(visitor, "/log", {**LOGGED, "due": "by and by"}, 422)
    assert set(faults(page)) == {"log-due"}


@sqlite
def test_faults_name_the_fields_of_the_form(visitor: Visitor) -> None:
    page = refused(visitor, "/log", {**LOGGED, "attribution": "unattributed", "role": "clerk"}, 400)
    told = " ".join(faults(page).values())
    assert "--source" not in told
    assert "“" in told


@sqlite
@pytest.mark.parametrize("address", ["/log", "/claims/1/appear"])
def test_the_form_as_a_browser_sends_it_needs_three_things(visitor: Visitor, address: str) -> None:
    typed = form_of(visitor.page(address))
    assert visitor.send(address, typed).status_code in (400, 422)
    three = {"statement": "It is so", "attribution": "unattributed", "outlet": "POLITICO"}
    visitor.sent(address, {**typed, **three})


@sqlite
def test_a_form_that_comes_twice_is_entered_once(visitor: Visitor, run: Run) -> None:
    def logged() -> int:
        return len(run("list", "--format", "json").json)

    typed: Typed = {**form_of(visitor.page("/log")), "statement": "It is so", "attribution": "unattributed"}
    assert visitor.send("/log", {**typed, "published": "some day"}).status_code == 422
    typed["outlet"] = "POLITICO"
    before = logged()
    with ThreadPoolExecutor(2) as presses:
        answers = list(presses.map(lambda _: visitor.send("/log", typed), range(2)))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert logged() == before + 1
    assert "came again" in visitor.page(answers[0].headers["location"]).text
    # Whoever goes back and changes a value, or opens the form anew, logs another claim.
    visitor.sent("/log", {**typed, "statement": "It is otherwise"})
    visitor.sent("/log", {**form_of(visitor.page("/log")), **LOGGED})
    visitor.sent("/log", {**form_of(visitor.page("/log")), **LOGGED})
    assert logged() == before + 4


@sqlite
def test_evidence_is_one_sending_only_with_the_same_bytes(visitor: Visitor, run: Run) -> None:
    review = visitor.page("/claims/1").at("//form[contains(@action, '/review')]//input[@name='sending']/@value")[0]
    typed: dict[str, str] = {"sending": review, "note": "seen", "evidence_kind": "data"}
    for content, pieces in ((b"one", 1), (b"one", 1), (b"two", 2)):
        sent = visitor.upload("/claims/1/review", {"files": ("notice.txt", content)}, typed)
        assert sent.status_code == 303, text_of(sent)
        reviews = run("show", 1, "--format", "json").json["reviews"]
        assert sum(len(each["evidence"]) for each in reviews) == pieces


@sqlite
def test_a_relay_alone_needs_no_attribution(visitor: Visitor) -> None:
    page = visitor.sent("/log", {"statement": "It is so", "outlet": "Ednews", "relays": "POLITICO"})
    assert "POLITICO" in page.text


def test_another_appearance(visitor: Visitor) -> None:
    page = visitor.sent(
        "/claims/1/appear", {"attribution": "outlet", "relays": "POLITICO", "outlet": "Ednews", "published": "2024-03"}
    )
    assert "1 appearance" in page.text
    assert set(faults(refused(visitor, "/claims/1/appear", {"outlet": "X"}, 400))) == {"appear-attribution"}
    refused(visitor, "/claims/99/appear", {"outlet": "X", "attribution": "unattributed"}, 404)


@sqlite
@pytest.mark.parametrize("form", [LOG, APPEAR, CHANGES], ids=lambda form: form.name)
def test_every_field_has_a_label_and_a_name_of_its_own(form: Form, db_url: str) -> None:
    names = [each.name for each in form.inputs]
    labels = [each.label for each in form.inputs]
    assert len(set(names)) == len(names)
    assert len(set(labels)) == len(labels)
    assert all(label == label.strip() and label[0].isupper() for label in labels)


@sqlite
@pytest.mark.parametrize(
    ("kind", "value", "lines"),
    [
        ("window", "by May 2025", "until 31 May 2025"),
        ("moment", "2024-03-22 17:00", "22 March 2024, 17:00"),
        ("similar", "Japan is to join by May 2025", "100 % alike"),
        ("window", "by and by", "by and by"),
        ("similar", "Nothing of the sort", ""),
        ("nonsense", "x", ""),
        ("window", " ", ""),
    ],
)
def test_hints_say_how_words_are_understood(visitor: Visitor, kind: str, value: str, lines: str) -> None:
    answer = visitor.send("/hints", {"kind": kind, "value": value, "field": "due", "published": "2024-03-19"})
    assert answer.status_code == 200
    assert lines in " ".join(answer.json()["lines"])
    assert bool(lines) == bool(answer.json()["lines"])


@sqlite
def test_names_are_completed(visitor: Visitor) -> None:
    visitor.sent("/log", LOGGED)

    def offered(record: str, value: str) -> list[str]:
        return [offer["value"] for offer in visitor.send("/names", {"record": record, "value": value}).json()]

    assert offered("outlet", "pol") == ["POLITICO"]
    assert offered("reporter", "lowe") == ["Peter Lowe"]
    assert offered("story", "pac") == ["pacific"]
    assert offered("claim", "japan") == ["2", "1"]
    assert offered("outlet", "%") == []
    assert visitor.send("/names", {"record": "event", "value": "x"}).status_code == 404


@sqlite
def test_names_off_the_record_are_not_offered(visitor: Visitor) -> None:
    page = visitor.sent("/log", {**LOGGED, "attribution": "named", "source": "Canary Lee", "terms": "off_record"})
    assert "Canary Lee" in page.text
    assert "Canary" not in visitor.get("/claims/2").text
    assert visitor.sent("/claims/2/review?confidential=yes", {"status": "in_review", "note": "asked"}).at("//h1")
    assert visitor.send("/names", {"record": "source", "value": "Canary"}).json() == []


@sqlite
def test_a_passage_comes_into_the_form(visitor: Visitor) -> None:
    answer = visitor.send("/log/passage", {"article": "1", "excerpt": "<b>in line</b>", "story": "aukus"})
    page = Document(answer)
    assert answer.status_code == 200
    assert page.at("//textarea[@name='excerpt']")[0].text.strip() == "<b>in line</b>"
    assert page.at("//input[@name='article']/@value") == ["1"]
