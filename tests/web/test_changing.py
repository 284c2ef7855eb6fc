"""Editing a claim and correcting its appearances in the browser: only what somebody changed is entered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html

from tests.newsroom import appearance, article, claim, enter, record
from tests.web.desk import Desk, Document, Visitor, serving
from tests.web.test_claim import faults, refused

Typed = dict[str, str | list[str]]

EDIT, CORRECT = "/claims/1/edit", "/claims/1/appearances/1/correct"


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    records = [
        claim("c", "Japan is in line to join", kind="prediction", note="from the lead"),
        *article("a", "Nikkei"),
        record("source", "s", kind="person", name="Anna Lee"),
        appearance("a", "named", source="s", excerpt="in line to join", wording="direct"),
    ]
    enter(db_url, records)
    with serving(db_url) as running:
        yield running


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return desk.visitor("okafor")


sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


def values(form: html.HtmlElement) -> Typed:
    """What a browser sends for a form as it stands."""
    sent: Typed = {}
    for name, value in form.form_values():
        sent[name] = value.removeprefix("\n") if isinstance(value, str) else value
    return sent


def form_of(page: Document) -> Typed:
    return values(page.at("//main//form[@class='record']")[0])


def test_an_unchanged_form_changes_nothing(visitor: Visitor) -> None:
    assert "You changed no value" in refused(visitor, EDIT, form_of(visitor.page(EDIT)), 400).text


def test_what_is_changed_is_entered_with_its_reason(visitor: Visitor) -> None:
    typed = form_of(visitor.page(EDIT))
    typed |= {
        "weight": "background",
        "note": "",
        "due": "by May 2025",
        "story": "aukus\npacific",
        "reason": "a side issue",
    }
    page = visitor.sent(EDIT, typed)
    assert "background" in page.at("//p[@class='kicker']")[0].text_content()
    assert "by May 2025" in page.text
    assert "a side issue" in page.text
    typed = form_of(visitor.page(EDIT))
    assert typed["note"] == ""
    assert str(typed["story"]).split() == ["aukus", "pacific"]
    page = visitor.sent(EDIT, {**typed, "story": "pacific"})
    assert [link.text_content() for link in page.at("//p[@class='kicker']/a")] == ["pacific"]


@sqlite
def test_nobody_undoes_what_another_changed(desk: Desk, visitor: Visitor) -> None:
    typed = form_of(visitor.page(EDIT))
    other = desk.visitor("lindqvist")
    other.sent(EDIT, {**form_of(other.page(EDIT)), "weight": "supporting", "reason": "less rests on it"})
    page = refused(visitor, EDIT, {**typed, "statement": "Japan is in line to join AUKUS"}, 409)
    assert "less rests on it" in page.at("//*[@class='newer']")[0].text_content()
    done = visitor.sent(EDIT, form_of(page))
    assert done.at("//h1")[0].text_content() == "Japan is in line to join AUKUS"
    assert "supporting" in done.at("//p[@class='kicker']")[0].text_content()


@sqlite
def test_a_judged_statement_needs_a_reason_to_change(visitor: Visitor) -> None:
    review: Typed = {"status": "confirmed", "note": "so", "evidence": "https://example.org/x", "evidence_kind": "data"}
    visitor.sent("/claims/1/review", review)
    typed = {**form_of(visitor.page(EDIT)), "statement": "Japan is in line"}
    assert set(faults(refused(visitor, EDIT, typed, 400))) == {"edit-reason"}
    visitor.sent(EDIT, {**typed, "reason": "too long"})


@sqlite
@pytest.mark.parametrize("was", ["[]", "x", '{"note": 1}', '{"note": [1]}', "null", "1e999"])
def test_a_forged_form_gets_a_sentence(visitor: Visitor, was: str) -> None:
    for address in (EDIT, CORRECT):
        typed = {**form_of(visitor.page(address)), "was": was, "correction": "wrong", "note": "x"}
        answer = visitor.send(address, typed)
        assert answer.status_code in (400, 422)
        assert "fault of the program" not in answer.text


def test_a_wrong_entry_is_replaced_by_its_right_values(visitor: Visitor) -> None:
    typed = form_of(visitor.page(CORRECT))
    assert set(faults(refused(visitor, CORRECT, typed, 400))) == {"correct-correction", "correct-note"}
    typed |= {"correction": "wrong", "note": "misread", "excerpt": "", "placement": "lead"}
    page = visitor.sent(CORRECT, typed)
    assert "entered wrongly" in page.at("//li[@id='appearance-1']")[0].text_content()
    right = page.at("//li[@id='appearance-2']")[0].text_content()
    assert "Anna Lee" in right
    assert "in line to join" not in right
    assert "misread" in page.text


@sqlite
def test_a_retraction_shows_what_it_reaches(visitor: Visitor) -> None:
    typed = form_of(visitor.page(CORRECT)) | {"correction": "retracted", "note": "the paper withdrew it"}
    page = visitor.sent(CORRECT, typed)
    notices = page.at("//*[@role='status']")[0].text_content()
    assert "retracted" in notices
    assert "two-source rule" in notices
    assert "withdrawn by the outlet" in page.text
    refused(visitor, "/claims/1/appearances/9/correct", typed, 404)
