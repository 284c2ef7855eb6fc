"""Every page that the desk has, in a real browser: wide and on a phone, in the light and in the dark, and refused.

The pages are those of the routes, so that a new page cannot be left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.routing import Route

from claims.settings import settings
from claims.vocabulary import Role
from claims.web.app import application
from claims.web.chassis.sessions import Sessions
from tests.newsroom import appearance, article, claim, enter, record
from tests.web.api import OWNER, token, user
from tests.web.desk import Desk, Visitor, serving
from tests.web.looks import RULES, opened

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

LONG = f"{'long' * 40} <script>document.title = 'marker'</script> متن فارسی"

IN_ADDRESSES = {
    "number": ["1"],
    "appearance": ["1"],
    "story": ["1"],
    "snapshot": ["1"],
    "register": ["outlets", "reporters", "sources", "articles", "stories"],
    "record": ["1"],
    "subject": ["outlet"],
    "first": ["1"],
    "second": ["3"],
    "policy": ["two_person_verdicts"],
    "name": ["desk.css"],
    "rest": [""],
}
"""What stands in the addresses; a new word in an address needs a line here."""

ASKED = {"/claims": "?number=1", "/alike/compare": "?subject=outlet&first=1&other=3"}
"""Questions without which an address has no page."""

NO_PAGE = {"/static/desk.css", "/api/", "/feeds/"}
"""Addresses of files and programs."""

ENDS_THE_SESSION = {"/sign-out", "/sign-out-everywhere", "/settings/accounts/sign-out"}

ARTICLE = f"""Mine to close

By Ines Holm

The mine will be closed by June 2030, Mayor Tomas Berg told reporters on Monday. {"Long" * 60}

Two officials familiar with the plans said that the closing would cost 40 million euros.
"""


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    records = [
        record("story", "mine", title=f"The mine {LONG}", note=LONG),
        record("source", "s", kind="person", name=f"Ann {LONG}", role="minister"),
        record("reporter", "r", name=f"Eva {LONG}"),
        claim("c", f"The mine closes {LONG}", kind="prediction", stories=["mine"]),
        claim("d", "The mine reopens", stories=["mine"]),
        claim("e", f"The mine closes {LONG}, they say", kind="prediction"),
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
    user(db_url, OWNER, Role.OWNER)
    user(db_url, f"Ada {LONG}"[:90], Role.READER)
    token(db_url, OWNER)
    with serving(db_url) as running:
        sent = running.visitor(OWNER).send("/read", {"text": ARTICLE, "outlet": "Gamma", "story": "mine"})
        assert sent.status_code == 303
        yield running


def routes(desk: Desk) -> list[Route]:
    app = application(settings("sqlite:////nowhere"), Sessions(), desk.origin).app
    assert isinstance(app, Starlette)
    return [route for route in app.routes if isinstance(route, Route)]


def addresses(route: Route) -> list[str]:
    """The addresses of a route, one for each value of what stands in it."""
    made = [route.path]
    for name in route.param_convertors:
        made = [
            address.replace(f"{{{name}:path}}", value).replace(f"{{{name}}}", value)
            for address in made
            for value in IN_ADDRESSES[name]
        ]
    return [f"{address}{ASKED.get(address, '')}" for address in made]


def pages(desk: Desk) -> list[str]:
    found = [address for route in routes(desk) if "GET" in (route.methods or ()) for address in addresses(route)]
    return [address for address in found if address not in NO_PAGE and not address.endswith("/page")]


def forms(desk: Desk) -> list[str]:
    found = [address for route in routes(desk) if "POST" in (route.methods or ()) for address in addresses(route)]
    return [address for address in found if address not in {*ENDS_THE_SESSION, *NO_PAGE}]


LOOKS = ((1280, "light"), (1280, "dark"), (320, "light"), (320, "dark"))


def faults(tab: Page, looks: Sequence[tuple[int, str]] = LOOKS) -> list[Any]:
    """What is against the guidelines, in all looks; colours are what the dark changes."""
    wrong: list[Any] = []
    for width, schemes in groupby(looks, key=itemgetter(0)):
        tab.set_viewport_size({"width": width, "height": 800})
        for _, scheme in schemes:
            tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            only: dict[str, Any] = {"type": "tag", "values": RULES}
            if scheme == "dark" and len(looks) > 1:
                only = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
            found = Axe().run(tab, options={"runOnly": only, "resultTypes": ["violations"]})
            wrong += [
                (width, scheme, each["id"], each["nodes"][0]["html"][:200]) for each in found.response["violations"]
            ]
        wide = tab.evaluate("document.documentElement.scrollWidth")
        wrong += [(width, "scrolls sideways", wide)] if wide > width else []
    return wrong


def unfold(tab: Page) -> None:
    tab.evaluate("document.querySelectorAll('details:not(.person)').forEach(each => each.open = true)")
    assert tab.title() != "marker"


def test_every_page_keeps_to_the_guidelines_in_every_look(chromium: Browser, desk: Desk) -> None:
    tab, wrong = opened(chromium, desk.visitor(OWNER), "/"), {}
    looked = 0
    for address in dict.fromkeys(pages(desk)):
        answer = tab.goto(f"{desk.origin}{address}")
        assert answer is not None
        assert answer.status == 200, (address, answer.status)
        if "text/html" in answer.headers["content-type"]:
            looked += 1
            unfold(tab)
            wrong[address] = faults(tab)
    tab.context.close()
    assert looked > 40
    assert {address: found for address, found in wrong.items() if found} == {}


def test_what_is_refused_keeps_to_the_guidelines_too(chromium: Browser, desk: Desk) -> None:
    """A form without anything typed, each in one of the looks: they share their parts."""
    visitor: Visitor = desk.visitor(OWNER)
    tab, wrong = opened(chromium, visitor, "/help"), {}
    statuses = set()
    for place, address in enumerate(dict.fromkeys(forms(desk))):
        with tab.expect_navigation() as gone:
            tab.evaluate(SEND, address)
        answer = gone.value
        statuses.add(answer.status)
        if answer.status >= 400 and "text/html" in answer.headers["content-type"]:
            unfold(tab)
            wrong[address] = faults(tab, [LOOKS[place % 4]])
    tab.context.close()
    assert len(wrong) > 15
    assert 500 not in statuses
    assert {address: found for address, found in wrong.items() if found} == {}


SEND = """address => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address });
  document.body.append(form);
  form.submit();
}"""


def test_whoever_is_not_signed_in_reads_it_as_well(chromium: Browser, desk: Desk) -> None:
    context = chromium.new_context(bypass_csp=True)
    tab, wrong = context.new_page(), {}
    for address in ("/", "/sign-in", "/claims/1"):
        tab.goto(f"{desk.origin}{address}")
        unfold(tab)
        wrong[address] = faults(tab)
    context.close()
    assert {address: found for address, found in wrong.items() if found} == {}
