"""Two people on one claim see each other; nobody else learns of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from claims.vocabulary import Role
from claims.web.chassis import presence
from tests.cli.entering import held
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record
from tests.web.api import OWNER, user
from tests.web.desk import Desk, Visitor, serving
from tests.web.looks import opened

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


ASKED_AND_ALONE = """() => {
  document.dispatchEvent(new Event("visibilitychange"));
  return !document.querySelector("[data-company] p");
}"""


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(
        db_url,
        [
            record("story", "mine", title="The mine"),
            claim("c", "The mine closes", stories=["mine"]),
            claim("d", "The ferry stops"),
            *article("a", "Alpha"),
            appearance("a"),
        ],
    )
    user(db_url, OWNER, Role.OWNER)
    for name in ("mary", "chen"):
        user(db_url, name, Role.CHECKER)
    with serving(db_url) as running:
        yield running


def there(visitor: Visitor, address: str = "/claims/1") -> list[str]:
    """Who else is there, as a page says it when it is loaded."""
    return [each.text_content() for each in visitor.page(address).at("//*[@data-company]/p")]


def polled(visitor: Visitor, claim: int = 1, **typed: str) -> tuple[int, list[str]]:
    """Who else is there, as the script asks it while the page is open."""
    answer = visitor.send(f"/claims/{claim}/here", {**typed})
    return answer.status_code, answer.json()["lines"] if answer.status_code == 200 else []


def test_two_people_on_a_claim_see_each_other(desk: Desk) -> None:
    mary, chen = desk.visitor("mary"), desk.visitor("chen")
    assert there(mary) == []
    assert there(desk.visitor("mary")) == []
    [line] = there(chen)
    assert line.startswith("mary is here too, since ")
    assert there(chen, "/claims/2") == []
    assert polled(mary)[1][0].startswith("chen is here too, since ")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/claims/1/edit", "editing the claim"),
        ("/claims/1/appear", "logging another appearance"),
        ("/claims/1/appearances/1/correct", "correcting an appearance"),
    ],
)
def test_a_form_of_its_own_says_what_is_written(desk: Desk, address: str, words: str) -> None:
    mary, chen = desk.visitor("mary"), desk.visitor("chen")
    mary.page(address)
    assert f"mary is here too, {words} since " in there(chen)[0]
    assert "chen is here too, since" in there(mary, address)[0]


def test_what_is_written_on_the_page_is_told_by_its_script(desk: Desk) -> None:
    mary, chen = desk.visitor("mary"), desk.visitor("chen")
    there(mary)
    assert polled(mary, doing="review") == (200, [])
    assert "mary is here too, writing a review since " in there(chen)[0]
    polled(mary, doing="<b>anything</b>")
    assert "mary is here too, since " in there(chen)[0]


def test_who_leaves_or_signs_out_is_gone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    mary, chen = desk.visitor("mary"), desk.visitor("chen")
    page = mary.page("/claims/1").at("//@data-page")[0]
    again = mary.page("/claims/1").at("//@data-page")[0]
    polled(mary, gone="yes", page=str(page))
    assert there(chen), "the same claim was opened anew before the first page was closed"
    polled(mary, gone="yes", page=str(again))
    assert there(chen) == []
    there(mary)
    assert there(chen)
    mary.send("/sign-out")
    assert there(chen) == []
    monkeypatch.setattr(presence, "LASTS", timedelta(0))
    there(desk.visitor("mary"))
    assert there(chen) == []


def test_the_time_is_when_it_began(desk: Desk) -> None:
    mary, chen = desk.visitor("mary"), desk.visitor("chen")
    there(mary)
    session = next(each for each in desk.sessions._sessions.values() if each.person == "mary")
    began = datetime.now(UTC) - timedelta(minutes=7)
    session.present[1] = replace(session.present[1], since=began)
    polled(mary)
    assert there(chen) == [f"mary is here too, since {began:%H:%M}"]
    polled(mary, doing="review")
    assert f"{began:%H:%M}" not in there(chen)[0]


def test_a_closed_story_tells_others_nothing(desk: Desk, run: Run, own_logins: None) -> None:
    mary, chen, owner = desk.visitor("mary"), desk.visitor("chen"), desk.visitor(OWNER)
    for visitor in (mary, chen):
        there(visitor)
    assert polled(chen)[1]
    assert run("story", "close", "mine", "--to", "mary", "--as", OWNER, "--note", "a source at risk").exit_code == 0
    assert polled(chen) == (404, [])
    assert polled(chen, 99) == (404, [])
    assert chen.get("/claims/1").status_code == 404
    assert "chen" in there(owner)[0] or "mary" in there(owner)[0]


def test_a_claim_whose_page_was_never_shown_says_nothing(desk: Desk, run: Run, own_logins: None) -> None:
    mary, chen = desk.visitor("mary"), desk.visitor("chen")
    there(mary)
    assert polled(chen, doing="review") == (200, [])
    assert there(mary) == []
    assert desk.browser().post("/claims/1/here", headers={"Origin": desk.origin}).status_code == 401


def test_without_users_nobody_is_named(db_url: str) -> None:
    enter(db_url, [claim("c", "The mine closes")])
    with serving(db_url) as desk:
        there(desk.visitor("mary"))
        assert there(desk.visitor("chen")) == []


def test_nothing_is_stored(desk: Desk, run: Run, own_logins: None) -> None:
    before = held(run, "--as", OWNER)
    for name in ("mary", "chen"):
        there(desk.visitor(name))
        polled(desk.visitor(name), doing="review")
    assert held(run, "--as", OWNER) == before
    assert "is here" not in run("export", "--as", OWNER).stdout


def test_the_script_tells_it_while_somebody_types(chromium: Browser, desk: Desk) -> None:
    tab = opened(chromium, desk.visitor("mary"), "/claims/1")
    tab.get_by_text("Review", exact=True).first.click()
    with tab.expect_response("**/claims/1/here") as told:
        tab.locator("#review-note").press_sequentially("checked")
    assert json.loads(told.value.text()) == {"lines": []}
    chen = opened(chromium, desk.visitor("chen"), "/claims/1")
    assert "mary is here too, writing a review since" in chen.inner_text("[data-company]")
    with tab.expect_response("**/claims/1/here"):
        tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    tab.get_by_text("chen is here too, since").wait_for()
    chen.goto(f"{desk.origin}/help")
    tab.wait_for_function(ASKED_AND_ALONE, polling=300)
    for page in (tab, chen):
        page.context.close()
