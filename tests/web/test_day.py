"""A day at the desk in a real browser: a journalist, a checker and an editor, from the first article to the report."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from claims.entry.people import add_user, set_password
from claims.entry.policy import set_policy
from claims.privacy.passwords import hashed
from claims.settings import settings
from claims.store.recording import write
from claims.vocabulary import PolicyName, Role, Switch
from tests.places import SQLITE
from tests.web.desk import Desk, serving

STORY = "harbour-bridge"
ROLES = {"ruiz": Role.JOURNALIST, "chen": Role.CHECKER, "eze": Role.EDITOR}
PASSWORD = "a bridge over the harbour"

FIRST = "The harbour bridge will close for repairs in May 2030"
ARTICLE = """Harbour bridge to close

By Ines Holm

The harbour bridge will be closed to lorries by June 2030, Mayor Tomas Berg told reporters on Monday.

Two officials familiar with the plans said that the repairs would cost 40 million euros.
"""
COST = "40 million euros"
REASON = "The minutes of the council state it."
RECORD = "https://city.example/council/minutes-17"


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk of three people, at which a verdict takes two."""
    path = tmp_path / "claims.db"
    shutil.copyfile(sqlite_template, path)
    url = f"{SQLITE}{path}"
    enter = partial(write, settings(url).as_account("owner"))
    enter("user add", partial(add_user, name="owner", role=Role.OWNER))
    for name, role in ROLES.items():
        enter("user add", partial(add_user, name=name, role=role))
        enter("user password", partial(set_password, name=name, password_hash=hashed(PASSWORD)))
    two = partial(set_policy, name=PolicyName.TWO_PERSON_VERDICTS, value=Switch.ON, note="as the editors agreed")
    enter("db policy", two)
    with serving(url, "owner") as running:
        yield running


@dataclass
class Person:
    """Somebody at the desk, in a browser of their own."""

    origin: str
    page: Page

    def opens(self, address: str) -> Page:
        """Open a page of the desk."""
        answer = self.page.goto(f"{self.origin}{address}")
        assert answer is not None
        assert answer.status == 200, (address, answer.status)
        return self.page

    def presses(self, button: str, *, within: str = "main") -> None:
        """Press a button that leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("button", name=button, exact=True).first.click()

    def unfolds(self, title: str) -> None:
        """Open a folded form or group, unless it is open."""
        fold = self.page.locator(f"details:has(> summary:text-is('{title}'))")
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()

    def fills(self, fields: dict[str, str]) -> None:
        """Type into fields, opening the group that each is folded in."""
        for field, value in fields.items():
            fold = self.page.locator(f"main details:has({field}):not([open]) > summary")
            for place in range(fold.count()):
                fold.nth(place).click()
            self.page.fill(field, value)

    @property
    def place(self) -> str:
        """The address of the page, without its question."""
        return self.page.url.removeprefix(self.origin).partition("?")[0]

    def says(self) -> str:
        """The words of the page, in one line."""
        return " ".join(self.page.inner_text("main").split())


def signs_in(chromium: Browser, desk: Desk, name: str, scripts: bool, held: ExitStack) -> Person:
    """Sign somebody in with their password."""
    context = held.enter_context(closing(chromium.new_context(java_script_enabled=scripts)))
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{desk.origin}/sign-in")
    person = Person(desk.origin, page)
    person.fills({"input[name=name]": name, "input[name=password]": PASSWORD})
    page.locator("form", has=page.locator("input[name=password]")).get_by_role("button").click()
    page.wait_for_url(f"{desk.origin}/")
    return person


def logs_what_was_heard(journalist: Person) -> str:
    """Log a claim by hand, and return the address of its page."""
    page = journalist.opens("/log")
    page.fill("#log-statement", FIRST)
    page.check("input[name=attribution][value=named]")
    journalist.fills({"#log-source": "Tomas Berg", "#log-outlet": "Harbour Radio", "#log-published": "2026-03-02"})
    journalist.fills({"#log-story": STORY})
    journalist.presses("Log the claim")
    assert FIRST in journalist.says()
    return journalist.place


def reads_an_article(journalist: Person) -> str:
    """Capture an article by its pasted text, accept two proposals, and return the address of the claim of one."""
    page = journalist.opens("/read")
    journalist.fills({"#read-text": ARTICLE, "#read-story": STORY})
    journalist.fills({"#read-outlet": "Harbour Post", "#read-published": "2026-03-03"})
    journalist.presses("Read it")
    for words in ("closed to lorries", COST):
        journalist.presses("Log it", within=f".proposed > li:has(textarea:text('{words}'))")
    assert page.locator(".mark.logged").count() == 2
    return (page.locator(f".mark.logged:text('{COST}')").get_attribute("href") or "").partition("#")[0]


def asks(journalist: Person, claim: str) -> None:
    """Record whom the newsroom asked."""
    journalist.opens(claim)
    journalist.unfolds("Ask somebody")
    journalist.fills({"#ask-whom": "Tomas Berg", "#ask-question": "What will it cost?"})
    journalist.presses("Record the inquiry")
    assert "What will it cost?" in journalist.says()


def reviews(checker: Person, claim: str) -> None:
    """Propose a verdict on a record; without a second person none stands."""
    page = checker.opens(claim)
    checker.unfolds("Review")
    page.select_option("#review-status", "confirmed")
    page.fill("#review-note", REASON)
    checker.fills({"#review-evidence": RECORD})
    page.select_option("#review-evidence_kind", "primary_record")
    checker.presses("Enter the review")
    assert "somebody else has to agree" in checker.says()
    assert standing(checker) != "confirmed"


def standing(person: Person) -> str:
    """The status that a claim's page states first, after its sign."""
    return person.page.locator(".verdict > :first-child").inner_text().split()[1]


def agrees(editor: Person, claim: str) -> None:
    """Agree as the second person: the verdict stands."""
    editor.opens(claim)
    editor.unfolds("Agree with the verdict")
    editor.presses("Agree")
    assert standing(editor) == "confirmed"


def corrects(editor: Person, claim: str) -> None:
    """Correct the day on which an appearance was published, as it was entered wrongly."""
    page = editor.opens(claim)
    with page.expect_navigation():
        page.get_by_role("link", name="Correct appearance").first.click()
    page.select_option("#correct-correction", "wrong")
    editor.fills({"#correct-note": "it is the deputy who said it", "#correct-source": "Lena Voss"})
    editor.presses("Enter the correction")
    assert "Lena Voss" in editor.says()


def reports(editor: Person) -> str:
    """Open the story's report for the public and return its words."""
    page = editor.opens("/stories")
    for link in (page.locator("main [data-item] a"), page.get_by_role("link", name="Public", exact=True)):
        with page.expect_navigation():
            link.click()
    return editor.says()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_story_from_its_first_article_to_the_public_report(chromium: Browser, desk: Desk, scripts: bool) -> None:
    with ExitStack() as held:
        journalist, checker, editor = (signs_in(chromium, desk, name, scripts, held) for name in ROLES)
        first = logs_what_was_heard(journalist)
        second = reads_an_article(journalist)
        asks(journalist, second)
        reviews(checker, first)
        agrees(editor, first)
        corrects(editor, first)
        report = reports(editor)
    printed = (FIRST, "1 confirmed (#1)", "two people agreed", REASON, RECORD, "Lena Voss", "Tomas Berg", "Asked")
    assert [words for words in printed if words not in report] == []
    assert [name for name in ROLES if name in report] == []
