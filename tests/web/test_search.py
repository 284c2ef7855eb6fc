"""Search, and what was said before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record
from tests.web.desk import Desk, Document, Visitor, serving

sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

MARKER = "<script>document.title = 'marker'</script>"

RECORDS = [
    record("story", "mine", title="The mine"),
    record("source", "ann", kind="person", name="Ann Fox"),
    *article("a", "The Alpha Times", published="2024-03-20"),
    *article("b", "Beta", published="2024-05-02"),
    claim("c", "The mine at Blackrock closes on 9 May 2024", stories=["mine"]),
    claim("d", f"The mine {MARKER} reopens", kind="prediction"),
    claim("e", "The harbour is to be dredged"),
    appearance("a", "named", source="ann", excerpt="“The mine closes on 9 May”", wording="direct"),
    appearance("b", claim="d"),
    appearance("b", claim="e"),
    record("review", "v", claim="e", status="in_review", note="looking"),
]


@pytest.fixture
def visitor(db_url: str) -> Iterator[Visitor]:
    enter(db_url, RECORDS)
    with serving(db_url) as desk:
        yield desk.visitor("okafor")


def numbers(page: Document) -> list[str]:
    return [link.get("href") for link in page.at("//li//a[@data-open]")]


@pytest.mark.parametrize(
    ("asked", "fitting"),
    [
        ("", {3, 2, 1}),
        ("q=mine", {1, 2}),
        ("q=mine+-closes", {2}),
        ("q=mine&kind=prediction", {2}),
        ("q=mine+kind:prediction", {2}),
        ("status=in_review", {3}),
        ("outlet=the+alpha+times", {1}),
        ("outlet=%22the+alpha+times%22", {1}),
        ("source=ann+fox", {1}),
        ("story=mine", {1}),
        ("published=2024-05", {2, 3}),
        ("attribution=named", {1}),
        ("q=mine&published_until=2024-04", {1}),
        ("q=nothing+like+that", set()),
        ("q=%22the+mine%22&status=unverified&kind=fact", {1}),
    ],
)
def test_a_search_is_that_of_the_command_line(visitor: Visitor, asked: str, fitting: set[int]) -> None:
    assert set(numbers(visitor.page(f"/search?{asked}"))) == {f"/claims/{number}" for number in fitting}


@sqlite
def test_what_was_asked_stays_in_the_form_and_the_matches_are_marked(visitor: Visitor) -> None:
    page = visitor.page("/search?q=mine+closes&kind=fact&outlet=the+alpha+times")
    assert page.at("//input[@name='q']")[0].get("value") == "mine closes"
    assert page.at("//*[@name='kind']/option[@selected]")[0].get("value") == "fact"
    assert page.at("//input[@name='outlet']")[0].get("value") == "the alpha times"
    assert {mark.text_content() for mark in page.at("//li//mark")} >= {"mine", "closes"}
    assert not visitor.page("/search?q=reopens").at("//main//script")


@sqlite
def test_what_is_taken_otherwise_than_it_looks_is_said(visitor: Visitor) -> None:
    assert "narrows nothing" in visitor.page("/search?q=mine&outlet=nobody").text
    assert "did you mean outlet?" in visitor.page("/search?q=outlets:beta").text
    assert "A search needs a letter or a digit" in visitor.page("/search?q=%2B%2B").text
    assert visitor.page("/search?status=quite+so").at("//*[@name='status']/option[@selected]/@value") == ["quite so"]


@sqlite
@pytest.mark.parametrize("most", ["0", "-1", "x", "²", "9" * 5000, "10001"])
def test_a_number_that_is_none_is_refused(visitor: Visitor, most: str) -> None:
    assert visitor.get(f"/search?most={most}").status_code == 422


@sqlite
def test_more_are_shown_when_asked_for(visitor: Visitor) -> None:
    page = visitor.page("/search?q=the&most=2")
    assert len(numbers(page)) == 2
    (more,) = page.at("//p[@class='more']/a")
    assert len(numbers(visitor.page(more.get("href")))) == 3


@sqlite
def test_a_pasted_text_is_answered_as_on_the_command_line(visitor: Visitor, run: Run) -> None:
    text = "They say that the mine at Blackrock closes on 12 May 2024."
    page = Document(visitor.send("/similar", {"text": text}))
    told = run("similar", text, "--format", "json").json
    assert numbers(page) == [f"/claims/{each['id']}" for each in told]
    assert told[0]["why"] in page.text
    assert "unverified; in 1 outlet, one origin" in page.text
    assert page.at("//textarea")[0].text.strip() == text
    assert "Nothing like it is here." in Document(visitor.send("/similar", {"text": "zebra crossings"})).text
    refused = visitor.send("/similar", {"text": "  "})
    assert refused.status_code == 422


@sqlite
def test_a_claim_is_asked_about_by_its_number(visitor: Visitor) -> None:
    assert "/claims/1" in numbers(visitor.page("/similar?claim=2"))
    assert visitor.get("/similar?claim=77").status_code == 404


def test_a_search_takes_no_more_statements_for_more_claims(db_url: str) -> None:
    costs: list[list[int]] = []
    for more in (12, 30):
        enter(db_url, [*RECORDS, *(claim(f"m{at}", f"The mine has {at + 40} shafts") for at in range(more))])
        with serving(db_url) as desk:
            costs.append([_cost(desk, address) for address in ("/search?q=mine", "/search?q=shafts&kind=fact")])
            costs[-1].append(_cost(desk, "/similar", {"text": "the mine has 41 shafts"}))
    assert all(later <= sooner for sooner, later in zip(*costs, strict=True)), costs


def _cost(desk: Desk, address: str, typed: dict[str, Any] | None = None) -> int:
    visitor = desk.visitor()
    for _ in range(2):
        desk.statements.clear()
        answer = visitor.send(address, typed) if typed else visitor.get(address)
        assert answer.status_code == 200
    return len(desk.statements)
