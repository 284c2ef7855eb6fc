"""Claims that may be one: proposed as `claims similar` proposes them, with the counts that they would have as one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claims.vocabulary import Role
from claims.web.alike import claims as alike_claims
from tests.cli.entering import held
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record
from tests.web.api import OWNER, user
from tests.web.desk import Desk, Visitor, serving, text_of

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

MARKER = "<script>document.title = 'marker'</script>"


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    records = [
        record("story", "bridge", title="The bridge"),
        record("source", "ann", kind="person", name="Ann Rich"),
        record("source", "tom", kind="person", name="Tomas Berg"),
        claim("a", f"The harbour bridge will close for repairs in May {MARKER}", stories=["bridge"]),
        claim("b", f"The harbour bridge will close for repairs in May, {MARKER}"),
        claim("c", "Elections are due in the autumn"),
        *article("x", "Alpha"),
        *article("y", "Beta"),
        appearance("x", "named", source="ann", claim="a"),
        appearance("y", "named", source="tom", claim="b"),
    ]
    enter(db_url, records)
    with serving(db_url) as running:
        yield running


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return desk.visitor()


def people(visitor: Visitor, head: str) -> str:
    """The count of people on one of the cards."""
    cards = visitor.page("/alike/claim/1/2").at(f"//section[contains(@class, 'card-of')][h2[text()='{head}']]")
    return next(text for item in cards[0].xpath(".//li") if "People" in (text := str(item.text_content())))


def test_the_pair_is_proposed_and_counted_as_one(visitor: Visitor) -> None:
    page = visitor.page(visitor.page("/alike").at("//a[contains(., 'Claims that may be one')]")[0].get("href"))
    assert [link.get("href") for link in page.at("//li[@data-item]//a")] == ["/alike/claim/1/2"]
    assert not page.at("//main//script")
    assert "1" in people(visitor, "#1")
    assert "2" in people(visitor, "As one")
    assert not visitor.page("/alike/claim/1/2").at("//main//script")


def test_looking_at_a_pair_changes_nothing(visitor: Visitor, run: Run) -> None:
    before = held(run)
    people(visitor, "As one")
    assert held(run) == before


@pytest.mark.parametrize(("kind", "as_one"), [("duplicate", True), ("not-duplicate", False)])
def test_a_judged_pair_is_not_proposed_again(visitor: Visitor, run: Run, kind: str, as_one: bool) -> None:
    form = visitor.page("/alike/claim/1/2").at("//main//form")[0]
    hidden = {each.get("name"): each.get("value") for each in form.xpath(".//input[@type='hidden']")}
    page = visitor.sent(form.get("action"), {**hidden, "kind": kind, "reason": "the same words"})
    assert page.answer.url.path == "/alike/claims"
    assert page.at("//li[@data-item]") == []
    assert (visitor.get("/alike/claim/1/2").status_code == 409) is as_one
    assert len(run("list", "--format", "json").json) == (2 if as_one else 3)


def test_without_a_reason_nothing_is_judged(visitor: Visitor, run: Run) -> None:
    answer = visitor.send("/claims/1/same", {"other": "2", "kind": "duplicate", "reason": " "})
    assert answer.status_code == 400
    assert len(run("list", "--format", "json").json) == 3


def test_a_story_narrows_it_and_earlier_claims_follow(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(visitor.page("/alike/claims?story=bridge").at("//li[@data-item]")) == 1
    assert visitor.get("/alike/claims?story=none").status_code == 404
    assert visitor.get("/alike/claims?before=x").status_code == 422
    monkeypatch.setattr(alike_claims, "LOOKED_AT", 1)
    page = visitor.page("/alike/claims")
    assert page.at("//li[@data-item]") == []
    follow = page.at("//p[@class='more']/a")[0].get("href")
    assert visitor.page(follow).at("//li[@data-item]")


def test_what_is_off_the_record_is_not_compared(desk: Desk, db_url: str, run: Run) -> None:
    entered = run(
        "log", "The harbour bridge will close for repairs in May canary-3", "--outlet", "Gamma", "--attribution",
        "named", "--source", "Ann Rich", "--terms", "off_record",
    )  # fmt: skip
    assert entered.exit_code == 0
    visitor = desk.visitor()
    for address in ("/alike/claims", "/alike/claim/1/4", "/alike/claim/4/1"):
        assert "canary-3" not in visitor.get(address).text
    assert visitor.get("/alike/claim/1/4").status_code == 409
    assert visitor.get("/alike/claim/1/9").status_code == 404


def test_a_journalist_is_told_who_may_judge(desk: Desk, db_url: str) -> None:
    user(db_url, OWNER, Role.OWNER)
    user(db_url, "ruiz", Role.JOURNALIST)
    shown = text_of(desk.visitor("ruiz").get("/alike/claim/1/2"))
    assert "ruiz is a journalist" in shown.casefold()
    sent = desk.visitor("ruiz").send("/claims/1/same", {"other": "2", "kind": "duplicate", "reason": "same"})
    assert sent.status_code == 403
