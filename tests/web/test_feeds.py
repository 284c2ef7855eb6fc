"""Feeds and the calendar are what other programs read them as, open by a key of their own, and cheap to ask again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser
import httpx
import icalendar
import pytest
from lxml import etree

from claims.entry.access.tokens import make_token, revoke
from claims.settings import settings
from claims.store.database import reading
from claims.store.people.access import feed_key, new_secret, tokens
from claims.store.recording import write
from claims.vocabulary import Role
from claims.web.feeds.answering import FEEDS
from tests.newsroom import appearance, article, claim, enter, record
from tests.web.api import OWNER, Program, token, user
from tests.web.desk import Desk, Document, serving

SECRET = "FRIDAYSIGNING"

NEWSROOM = [
    record("story", "dam", title="The dam"),
    *article("a", "Alpha & <Söhne>", "2024-03-19"),
    *article("b", "Beta", "2024-03-20"),
    claim("c", "The dam <b>holds</b> & “breaks” 堤", kind="prediction", stories=["dam"],
          windows=[{"role": "due", "words": "by May 2024"}]),
    claim("d", "The bridge opens"),
    appearance("a"),
    appearance("b", "outlet", relays="a"),
    appearance("b", claim="d"),
    claim("off", f"{SECRET} statement", kind="prediction", stories=["dam"],
          windows=[{"role": "due", "words": "by May 2024"}]),
    appearance("a", claim="off", terms="off_record"),
    record("correction", "r", appearance="c-a", kind="retracted", note="withdrawn <i>whole</i>",
           entered="2024-03-22T09:00:00+00:00"),
    record("correction", "s", appearance="off-a", kind="retracted", note=f"{SECRET} note",
           entered="2024-03-22T10:00:00+00:00"),
]  # fmt: skip


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, NEWSROOM)
    user(db_url, OWNER, Role.OWNER)
    with serving(db_url) as running:
        yield running


def keys(url: str, name: str = OWNER) -> dict[str, str]:
    """The key of each feed."""
    act = settings(url).as_account(name)
    write(act, "access", lambda session: make_token(session, new_secret(), "reader", for_feeds=True))
    with reading(settings(url)) as connection:
        made = tokens(connection)[-1]
    return {feed: feed_key(made, feed) for feed in FEEDS}


def get(desk: Desk, address: str, **headers: str) -> httpx.Response:
    return desk.browser().get(address, headers=headers)


def read(desk: Desk, address: str) -> Any:
    """A feed as feedparser reads it."""
    answer = get(desk, address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.content, sanitize_html=False)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def test_the_queue_is_a_feed(desk: Desk, db_url: str) -> None:
    key = keys(db_url)["queue.atom"]
    feed = read(desk, f"/feeds/queue.atom?key={key}")
    assert [entry.title for entry in feed.entries] == ["#1 The dam <b>holds</b> & “breaks” 堤", "#2 The bridge opens"]
    first = feed.entries[0]
    assert first.link == f"{desk.origin}/claims/1"
    assert {"corrected", "overdue", "unreviewed", "dam"} <= {tag.term for tag in first.tags}
    assert "Alpha & <Söhne>" in first.summary
    assert first.id.startswith("urn:uuid:")
    assert feed.feed.id.startswith("urn:uuid:")
    assert datetime.fromisoformat(first.updated) <= datetime.now(UTC)
    assert key not in get(desk, f"/feeds/queue.atom?key={key}").text
    narrowed = read(desk, f"/feeds/queue.atom?key={key}&story=dam&reason=overdue")
    assert len(narrowed.entries) == 1
    assert get(desk, f"/feeds/queue.atom?key={key}&reason=boredom").status_code == 422


def test_corrections_are_a_feed(desk: Desk, db_url: str) -> None:
    feed = read(desk, f"/feeds/corrections.atom?key={keys(db_url)['corrections.atom']}")
    (entry,) = feed.entries
    assert entry.title == "#1 retracted: The dam <b>holds</b> & “breaks” 堤"
    assert "Alpha & <Söhne> retracted its report." in entry.summary
    assert "withdrawn <i>whole</i>" in entry.summary
    assert entry.updated == "2024-03-22T09:00:00Z"


def test_deadlines_are_a_calendar(desk: Desk, db_url: str) -> None:
    key = keys(db_url)["deadlines.ics"]
    answer = get(desk, f"/feeds/deadlines.ics?key={key}")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    (entry,) = icalendar.Calendar.from_ical(answer.text).walk("VEVENT")
    assert entry["URL"] == f"{desk.origin}/claims/1"
    assert get(desk, f"/feeds/deadlines.ics?key={key}&story=dam").status_code == 200
    assert get(desk, f"/feeds/deadlines.ics?key={key}&story=nowhere").status_code == 404


@pytest.mark.engines("sqlite")
def test_a_key_opens_its_feed_and_nothing_else(desk: Desk, db_url: str) -> None:
    made = keys(db_url)
    bearer = token(db_url, OWNER)
    for feed, key in made.items():
        assert get(desk, f"/feeds/{feed}?key={key}").status_code == 200
        assert desk.browser().get(f"/feeds/{feed}", auth=("anything", key)).status_code == 200
        for other in FEEDS.keys() - {feed}:
            assert get(desk, f"/feeds/{other}?key={key}").status_code == 401
        for wrong in ("", key[:-1], f"{key}x", bearer, "1.x", "é"):
            refused = get(desk, f"/feeds/{feed}?key={wrong}")
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"].startswith("Basic")
        for header in ("Basic", "Basic !", "Basic 4pyT", f"Bearer {bearer}", f"Bearer {key}"):
            assert get(desk, f"/feeds/{feed}", Authorization=header).status_code == 401
        for page in ("/", "/claims/1"):
            assert get(desk, f"{page}?key={key}").status_code == 401
        assert Program(desk, key).get("/claims").status_code == 401
        assert desk.browser().post(f"/feeds/{feed}?key={key}", headers={"Origin": desk.origin}).status_code in (
            401,
            405,
        )
        assert desk.visitor(OWNER).get(f"/feeds/{feed}").status_code == 200
    write(settings(db_url).as_account(OWNER), "access", lambda session: revoke(session, "1"))
    for feed, key in made.items():
        assert get(desk, f"/feeds/{feed}?key={key}").status_code == 401


@pytest.mark.engines("sqlite")
def test_nothing_off_the_record_is_in_a_feed(desk: Desk, db_url: str) -> None:
    for feed, key in keys(db_url).items():
        for more in ("", "&story=dam", "&confidential=true"):
            answer = get(desk, f"/feeds/{feed}?key={key}{more}")
            assert answer.status_code == 200
            assert SECRET not in answer.text
            assert "dam" in answer.text


def test_readers_that_ask_again_are_cheap(desk: Desk, db_url: str) -> None:
    visitor = desk.visitor(OWNER)
    for feed, key in keys(db_url).items():
        address = f"/feeds/{feed}?key={key}"
        first = get(desk, address)
        tag = first.headers["etag"]
        desk.statements.clear()
        again = get(desk, address, **{"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert len(desk.statements) <= 10
        visitor.send(f"/claims/2/{'take' if feed != 'corrections.atom' else 'drop'}")
        assert get(desk, address, **{"If-None-Match": tag}).status_code == 200


@pytest.mark.engines("sqlite")
def test_an_empty_newsroom_has_feeds_all_the_same(db_url: str) -> None:
    user(db_url, OWNER, Role.OWNER)
    with serving(db_url) as desk:
        for feed, key in keys(db_url).items():
            content = get(desk, f"/feeds/{feed}?key={key}").content
            if feed.endswith(".atom"):
                assert etree.fromstring(content).findtext("{http://www.w3.org/2005/Atom}updated")
                assert not feedparser.parse(content).entries
            else:
                assert not icalendar.Calendar.from_ical(content).walk("VEVENT")


def test_any_number_of_claims_costs_the_same_statements(desk: Desk, db_url: str) -> None:
    asking, made = Program(desk, token(db_url, OWNER)), keys(db_url)

    def statements() -> dict[str, int]:
        counts = {}
        for feed, key in made.items():
            get(desk, f"/feeds/{feed}?key={key}")
            desk.statements.clear()
            assert get(desk, f"/feeds/{feed}?key={key}").status_code == 200
            counts[feed] = len(desk.statements)
        return counts

    def enter_more(number: int) -> None:
        log = {"statement": f"Dam {number} holds", "outlet": f"Outlet {number}", "attribution": "unattributed"}
        logged = asking.enter("/claims", log | {"kind": "prediction", "due": "by May 2024", "said": "2024-03-01"})
        correction = {"correction": "retracted", "note": "gone"}
        asking.enter(f"/appearances/{logged['appearance']}/corrections", correction)
        asking.enter(f"/claims/{logged['claim']}/inquiries", {"whom": "the office", "reply_by": "in 2 days"})

    enter_more(0)
    before = statements()
    for number in range(1, 10):
        enter_more(number)
    assert statements() == before


@pytest.mark.engines("sqlite")
def test_the_page_about_them_makes_a_token_and_addresses_that_work(desk: Desk) -> None:
    visitor = desk.visitor(OWNER)
    page = visitor.page("/api")
    assert "/api/claims/{claim}" in page.text
    made = Document(visitor.send("/api", {"what": "token", "label": "the archive"}))
    (secret,) = [node.text for node in made.at("//code") if node.text.startswith("claims_")]
    assert Program(desk, secret).get("/claims").status_code == 200
    made = Document(visitor.send("/api", {"what": "feeds", "label": "my phone"}))
    addresses = [node.text for node in made.at("//dd/code")]
    assert len(addresses) == len(FEEDS)
    for address in addresses:
        assert get(desk, address).status_code == 200
    assert visitor.send("/api", {"what": "token", "label": " "}).status_code == 400
    assert secret not in visitor.get("/api").text
