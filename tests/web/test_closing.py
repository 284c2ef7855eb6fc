"""Closing a story at the desk: as `claims story close` does it, with the same refusals, and nothing shown to others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.desk import Desk, serving, text_of
from tests.web.mine import enter_mine

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter_mine(db_url)
    with serving(db_url) as running:
        yield running


def test_an_editor_closes_a_story_and_opens_it_again(desk: Desk) -> None:
    editor, mary, chen = desk.visitor("eze"), desk.visitor("mary"), desk.visitor("chen")
    assert "The story is open" in editor.page("/stories/1/access").text
    page = editor.sent("/stories/1/close", {"people": "mary", "note": "a source at risk"})
    assert "closed to everybody but" in page.text
    for address in ("/stories/1", "/stories/1/access", "/stories/mine/access", "/claims/1"):
        assert mary.get(address).status_code == 200, address
        hidden = chen.get(address)
        assert hidden.status_code == 404, address
        assert "mine" not in text_of(hidden).replace("determine", "").replace("mine", "", address.count("mine"))
    assert editor.send("/stories/1/reopen", {"note": " "}).status_code == 400
    assert chen.get("/stories/1").status_code == 404
    editor.sent("/stories/1/reopen", {"note": "published"})
    assert chen.get("/stories/1").status_code == 200


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"people": ""}, 400, "“Who may see it”"),
        ({"people": "nobody"}, 404, "nobody"),
        ({"people": "mary\nnobody"}, 404, "nobody"),
    ],
)
def test_what_the_command_refuses_is_refused(
    desk: Desk, typed: dict[str, str | list[str]], status: int, words: str
) -> None:
    answer = desk.visitor("eze").send("/stories/1/close", typed)
    assert answer.status_code == status
    assert words in text_of(answer)
    assert desk.visitor("chen").get("/stories/1").status_code == 200


def test_others_only_see_whether_it_is_open(desk: Desk) -> None:
    mary = desk.visitor("mary")
    page = mary.page("/stories/1/access")
    assert page.at("//main//form") == []
    for act in ("close", "reopen"):
        assert mary.send(f"/stories/1/{act}", {"people": "mary", "note": "mine alone"}).status_code == 403
    assert desk.visitor("chen").get("/stories/1").status_code == 200
