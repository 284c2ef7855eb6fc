"""A day at the desk by keyboard alone: from signing in to the public report, without the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial

import pytest
from playwright.sync_api import Browser, Page

from claims.entry.people import add_user, set_password
from claims.privacy.passwords import hashed
from claims.settings import settings
from claims.store.recording import write
from claims.vocabulary import Role
from tests.web.desk import Desk, serving

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

PASSWORD = "a bridge over the harbour"
STORY = "harbour-bridge"
FIRST = "The harbour bridge will close for repairs in May 2030"
ARTICLE = (
    "Harbour bridge to close. "
    "The harbour bridge will be closed to lorries by June 2030, Mayor Tomas Berg told reporters on Monday. "
    "Two officials familiar with the plans said that the repairs would cost 40 million euros."
)
REASON = "The minutes of the council state it."
RECORD = "https://city.example/council/minutes-17"
MOST = 150
"""More stops than any page has before what is looked for."""

NAME_OF_FOCUS = """() => {
  const outlined = each => getComputedStyle(each).outlineStyle !== "none";
  const at = document.activeElement;
  const labels = [...(at.labels || [])].map(each => each.textContent);
  const chosen = at.matches("input[type=radio]") ? [at.value] : [];
  const words = at.matches("textarea, select, input, body") ? "" : at.textContent;
  const named = [at.getAttribute("aria-label"), ...labels, ...chosen, words];
  return { tag: at.tagName, name: named.filter(Boolean).join(" ").replace(/\\s+/g, " ").trim(),
    seen: at === document.body || [at, at.closest("label") || at].some(outlined) };
}"""


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter = partial(write, settings(db_url).as_account("owner"))
    enter("user add", partial(add_user, name="owner", role=Role.OWNER))
    for name, role in (("ruiz", Role.JOURNALIST), ("chen", Role.CHECKER)):
        enter("user add", partial(add_user, name=name, role=role))
        enter("user password", partial(set_password, name=name, password_hash=hashed(PASSWORD)))
    with serving(db_url, "owner") as running:
        yield running


@dataclass
class Typist:
    """Somebody with a keyboard only: each stop is reached with Tab, and its focus can be seen."""

    page: Page

    def reaches(self, name: str, tag: str = "") -> None:
        """Press Tab until something of this name has the focus."""
        passed = []
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(NAME_OF_FOCUS)
            assert at["seen"], f"the focus on {at} cannot be seen"
            if name in at["name"] and tag.upper() in ("", at["tag"]):
                return
            passed.append(at["name"][:40])
        raise AssertionError(f"no way to {name!r}, past {passed}")

    def writes(self, field: str, text: str) -> None:
        """Reach a field and type into it."""
        self.reaches(field)
        self.page.keyboard.insert_text(text)

    def opens(self, name: str, tag: str = "") -> None:
        """Reach a link or a button, and press Enter: another page comes."""
        self.reaches(name, tag)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfolds(self, name: str) -> None:
        self.reaches(name, "summary")
        self.page.keyboard.press("Enter")

    @property
    def says(self) -> str:
        return " ".join(self.page.inner_text("main").split())


def signs_in(chromium: Browser, desk: Desk, name: str, held: ExitStack) -> Typist:
    page = held.enter_context(closing(chromium.new_context())).new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{desk.origin}/sign-in")
    typist = Typist(page)
    typist.unfolds("With the name and password")
    typist.writes("Name", name)
    typist.writes("Password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.origin}/")
    return typist


def logs(typist: Typist) -> str:
    """Log a claim, and return the path of its page."""
    typist.opens("Log a claim", "a")
    typist.writes("What is claimed?", FIRST)
    typist.reaches("Named")
    typist.page.keyboard.press("Space")
    typist.writes("Who is that?", "Tomas Berg")
    typist.writes("Outlet", "Harbour Radio")
    typist.writes("Published", "2026-03-02")
    typist.unfolds("The claim")
    typist.writes("Stories", STORY)
    typist.opens("Log the claim", "button")
    assert FIRST in typist.says
    return typist.page.evaluate("location.pathname")  # type: ignore[no-any-return]


def reads(typist: Typist) -> None:
    """Read an article: paste it, and accept two proposals with the keys for it."""
    typist.opens("Read an article", "a")
    typist.writes("Text", ARTICLE)
    typist.writes("Story", STORY)
    typist.opens("Read it", "button")
    for accepted in (1, 2):
        typist.page.keyboard.press("j")
        with typist.page.expect_navigation():
            typist.page.keyboard.press("a")
        assert typist.page.locator(".mark.logged").count() == accepted


def reviews(typist: Typist, claim: str) -> None:
    """Find the claim in the queue, and review it."""
    for _ in range(20):
        typist.page.keyboard.press("j")
        if FIRST in typist.page.evaluate("document.activeElement.textContent"):
            break
    with typist.page.expect_navigation():
        typist.page.keyboard.press("Enter")
    assert typist.page.evaluate("location.pathname") == claim
    typist.unfolds("Review")
    typist.reaches("Status", "select")
    typist.page.keyboard.type("confirmed")
    typist.writes("Reasons", REASON)
    typist.unfolds("Evidence")
    typist.writes("Links and articles", RECORD)
    typist.reaches("Kind of evidence", "select")
    typist.page.keyboard.type("primary")
    typist.opens("Enter the review", "button")
    assert "Confirmed" in typist.says
    assert REASON in typist.says


def reports(typist: Typist) -> str:
    typist.opens("Stories", "a")
    typist.page.keyboard.press("j")
    with typist.page.expect_navigation():
        typist.page.keyboard.press("Enter")
    typist.opens("Public", "a")
    return typist.says


def test_a_day_without_a_mouse(chromium: Browser, desk: Desk) -> None:
    with ExitStack() as held:
        journalist = signs_in(chromium, desk, "ruiz", held)
        claim = logs(journalist)
        reads(journalist)
        checker = signs_in(chromium, desk, "chen", held)
        reviews(checker, claim)
        report = reports(checker)
    printed = (FIRST, "confirmed", REASON, RECORD, "Tomas Berg")
    assert [words for words in printed if words not in report] == []
    assert [name for name in ("ruiz", "chen") if name in report] == []
