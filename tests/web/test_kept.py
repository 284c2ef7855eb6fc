"""Lists and reports that are computed once for everybody: never older than the records, never for the wrong eyes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from claims.features.feeds import read as feeds
from claims.features.queue import scope
from claims.reading import inquiry_records
from tests.web.desk import Desk, Visitor, serving, text_of
from tests.web.mine import enter_mine

LISTS = ("/", "/stories/1", "/registers/outlets", "/registers/articles", "/registers/sources")


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter_mine(db_url)
    with serving(db_url) as running:
        yield running


LOGGED: dict[str, str | list[str]] = {
    "statement": "The pit floods",
    "attribution": "named",
    "source": "Ann Holm",
    "outlet": "Beta",
    "title": "Flood in the pit",
    "story": "mine",
}
SHOWN = {
    "/": "The pit floods",
    "/stories/1": "The pit floods",
    "/registers/outlets": "Beta",
    "/registers/articles": "Flood in the pit",
    "/registers/sources": "Ann Holm",
}


def main_of(visitor: Visitor, address: str) -> str:
    return str(visitor.page(address).at("//main")[0].text_content())


def test_what_is_entered_is_shown_at_once(desk: Desk) -> None:
    mary, chen = desk.visitor("mary"), desk.visitor("chen")
    for address in LISTS:
        assert SHOWN[address] not in main_of(mary, address)
        assert SHOWN[address] not in main_of(chen, address)
    mary.sent("/log", LOGGED)
    for address in LISTS:
        assert SHOWN[address] in main_of(chen, address), address


sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


@sqlite
def test_a_second_reader_asks_the_database_for_less(desk: Desk) -> None:
    mary, chen = desk.visitor("mary"), desk.visitor("chen")
    for address in LISTS:
        chen.page("/help")
        desk.statements.clear()
        first = main_of(mary, address)
        asked = len(desk.statements)
        desk.statements.clear()
        assert main_of(chen, address) == first
        assert len(desk.statements) < asked


@sqlite
def test_people_from_whom_a_story_is_closed_share_nothing_with_others(desk: Desk) -> None:
    editor, mary, chen = (desk.visitor(name) for name in ("eze", "mary", "chen"))
    editor.sent("/stories/1/close", {"people": "mary", "note": "a source at risk"})
    for address in ("/", "/registers/outlets"):
        for _ in range(2):
            assert ("closes" in main_of(mary, address), "Alpha" in main_of(mary, address)).count(True) >= 1
            hidden = main_of(chen, address)
            assert "closes" not in hidden
            assert "Alpha" not in hidden
    assert mary.get("/stories/1").status_code == 200
    assert chen.get("/stories/1").status_code == 404


@sqlite
def test_a_reply_becomes_overdue_without_an_entry(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(hours=3)

    mary = desk.visitor("mary")
    mary.sent("/claims/1/ask", {"whom": "the port", "how": "email", "reply_by": "in 2 hours"})
    assert "The mine closes" not in main_of(mary, "/?reason=unanswered")
    for module in (feeds, scope, inquiry_records):
        monkeypatch.setattr(module, "datetime", Later)
    assert "The mine closes" in main_of(mary, "/?reason=unanswered")


@sqlite
def test_confidential_answers_are_not_kept(desk: Desk) -> None:
    mary, chen = desk.visitor("mary"), desk.visitor("chen")
    typed: dict[str, str | list[str]] = {"attribution": "named", "source": "Canary Lee", "outlet": "Gamma"}
    mary.sent("/claims/1/appear", {**typed, "terms": "off_record"})
    assert "Canary Lee" in text_of(mary.get("/registers/sources?confidential=yes"))
    for address in LISTS:
        assert "Canary Lee" not in text_of(chen.get(address))


@sqlite
@pytest.mark.parametrize("address", ["/?most=0", "/?most=100000", "/registers/outlets?all=yes"])
def test_lists_without_a_bound_are_not_kept(desk: Desk, address: str) -> None:
    mary, chen = desk.visitor("mary"), desk.visitor("chen")
    chen.page("/help")
    desk.statements.clear()
    first = main_of(mary, address)
    asked = len(desk.statements)
    desk.statements.clear()
    assert main_of(chen, address) == first
    assert len(desk.statements) == asked
