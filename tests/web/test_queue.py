"""The queue in the browser: filters in the address, what others did, taking claims over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.newsroom import claim, enter
from tests.web.desk import Desk, Visitor, serving
from tests.web.test_claim import refused


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, [claim("c", "Japan is in line to join"), claim("d", "Canada is in line to join")])
    with serving(db_url) as running:
        yield running


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return desk.visitor("okafor")


sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


def waiting(visitor: Visitor, address: str) -> list[str]:
    numbers = visitor.page(address).at("//ol[@class='queue']//span[@class='number']")
    return [number.text_content() for number in numbers]


@sqlite
def test_the_address_narrows_the_queue(visitor: Visitor) -> None:
    assert waiting(visitor, "/") == ["#1", "#2"]
    visitor.sent("/claims/2/take", {"back": "/?with=nobody"})
    assert waiting(visitor, "/?with=nobody") == ["#1"]
    assert waiting(visitor, "/?with=me") == ["#2"]
    assert waiting(visitor, "/?reason=overdue") == []
    assert waiting(visitor, "/?most=1") == ["#1"]
    assert visitor.page("/?with=me").at("//option[@value='me'][@selected]")


def test_what_others_did_since_somebody_looked(desk: Desk, visitor: Visitor) -> None:
    visitor.page("/")
    other = desk.visitor("lindqvist")
    visitor.sent("/claims/1/take")
    assert not visitor.page("/").at("//details[@class='changed']")
    other.sent("/claims/2/review", {"status": "in_review", "note": "asked"})
    other.sent("/log", {"statement": "It is so", "attribution": "unattributed", "outlet": "POLITICO"})
    typed: dict[str, str | list[str]] = {"attribution": "named", "source": "Canary Lee", "outlet": "POLITICO"}
    other.sent("/claims/3/appear", {**typed, "terms": "off_record"})
    page = visitor.page("/")
    told = page.at("//details[@class='changed']")[0].text_content()
    assert "worked on 2 claims" in told
    assert "reviewed by lindqvist" in told
    assert "logged by lindqvist" in told
    assert "Canary" not in told
    assert told.count("appearance") == 1
    newest = page.at("//form[@action='/looked']//input[@name='newest']/@value")[0]
    assert not visitor.sent("/looked", {"newest": newest}).at("//details[@class='changed']")


@sqlite
def test_claims_are_handed_over(desk: Desk, visitor: Visitor) -> None:
    other = desk.visitor("lindqvist")
    other.sent("/claims/1/take")
    other.sent("/claims/2/take")
    page = visitor.sent("/hand-over", {"from": "lindqvist"})
    assert "over from lindqvist" in page.text
    assert waiting(visitor, "/?with=me") == ["#1", "#2"]
    for name, status in (("", 400), ("nobody-here", 404), ("okafor", 409)):
        page = refused(visitor, "/hand-over", {"from": name}, status)
        assert page.at("//details[@class='handing'][@open]//*[@role='alert']")
