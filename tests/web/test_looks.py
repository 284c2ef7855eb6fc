"""Everybody can read the pages: on a wide screen and on a phone, in the light and in the dark, whatever is stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.newsroom import appearance, article, claim, enter, record
from tests.web.desk import Desk, serving
from tests.web.looks import faults, opened

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

LONG = f"{'long' * 40} <script>document.title = 'marker'</script> متن فارسی"

ADDRESSES = [
    "/stories",
    "/stories/1",
    "/stories/1?for=lawyer&as_of=2026-01-01&brief=yes",
    "/stories/1/open",
    "/stories/1/draft",
    "/stories/1/copies",
    "/search?q=mine",
    "/search?q=stats:x+mine&status=in_review&outlet=beta&as_of=2026-01-01",
    "/similar",
    "/similar?claim=2",
    "/registers/outlets",
    "/registers/articles?only=yes&since=2024",
    "/registers/outlets/1",
    "/registers/reporters",
    "/registers/sources",
    "/registers/sources/1",
    "/registers/articles/1",
    "/registers/stories/1",
    "/new/sources",
    "/registers/outlets/1/edit",
    "/alike",
    "/alike/outlet/1/2",
    "/tables",
    "/settings",
    "/help",
]


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    records = [
        record("story", "mine", title=f"The mine {LONG}", note=LONG),
        record("source", "s", kind="person", name=f"Ann {LONG}", role="minister"),
        claim("c", f"The mine closes {LONG}", kind="prediction", stories=["mine"]),
        claim("d", "The mine reopens", stories=["mine"]),
        *article("a", f"Alpha {LONG}"),
        *article("b", "Beta"),
        appearance("a", "named", source="s", excerpt=LONG, wording="direct"),
        appearance("b", "outlet", relays="a"),
        appearance("b", claim="d"),
        record("outlet", "c", name="The Beta"),
        record("relation", "r", claim="c", kind="contradicts", other="d", note=LONG),
        record("review", "v", claim="c", status="in_review", note=LONG),
    ]
    enter(db_url, records)
    with serving(db_url) as running:
        yield running


def test_every_page_keeps_to_the_guidelines(chromium: Browser, desk: Desk) -> None:
    """Every other page is looked at on a phone in the dark: a check takes seconds, and pages share their parts."""
    visitor, wrong = desk.visitor(), {}
    looks: list[tuple[int, Any]] = [(1280, "light"), (320, "dark")]
    for place, address in enumerate(ADDRESSES):
        width, scheme = looks[place % 2]
        tab = opened(chromium, visitor, address, width, scheme)
        assert tab.title() != "marker", address
        wrong[address] = faults(tab, width)
        tab.set_viewport_size({"width": 320, "height": 800})
        if tab.evaluate("document.documentElement.scrollWidth") > 320:
            wrong[address].append("scrolls sideways on a phone")
        tab.context.close()
    assert {address: found for address, found in wrong.items() if found} == {}


def test_a_browser_sends_our_forms_and_says_that_they_are_ours(chromium: Browser, desk: Desk) -> None:
    """Browsers make up `Origin` by the referrer policy, which no other client does."""
    tab = opened(chromium, desk.visitor(), "/claims/1")
    tab.get_by_role("button", name="Take").first.click()
    tab.get_by_role("button", name="Drop").first.wait_for()
    tab.goto(f"{desk.origin}/tables")
    tab.get_by_label("The rows, with their heading").fill("statement\toutlet\nThe mine floods\tGamma\n")
    tab.get_by_role("button", name="Preview").click()
    tab.get_by_role("button", name="Import 1 row").click()
    tab.get_by_text("Entered 1 outlet").wait_for()
    tab.context.close()
