"""The desk in a real browser: for everybody to read and to work with, by keyboard alone, with and without scripts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.newsroom import AUKUS, enter_case
from tests.places import SQLITE
from tests.web.desk import Desk, serving

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

ARTICLE = """Japan in line to join pact

Japan will join the pact by May 2025, Anna Lee, the foreign minister, told reporters on Tuesday.
"""


@pytest.fixture(scope="module")
def desk(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over the AUKUS case, to be written to."""
    path = tmp_path_factory.mktemp("desk") / "claims.db"
    shutil.copyfile(sqlite_template, path)
    url = f"{SQLITE}{path}"
    enter_case(url, AUKUS)
    with serving(url) as running:
        visitor = running.visitor()
        visitor.sent("/read", {"text": ARTICLE, "outlet": "Nikkei", "published": "2024-03-19"})
        yield running


def signed_in(chromium: Browser, desk: Desk, **how: Any) -> BrowserContext:
    """A window in which okafor is signed in through the link that `claims desk` prints."""
    context = chromium.new_context(**how)
    page = context.new_page()
    key = desk.sessions.new_key("okafor")
    page.goto(f"{desk.origin}/sign-in#{key}")
    if how.get("java_script_enabled") is False:
        page.fill("input[name=key]", key)
        page.click("button")
    page.wait_for_url(f"{desk.origin}/")
    page.close()
    return context


PAGES = ("/", "/claims/98", "/log", "/read", "/read/1", "/read/bookmarklet", "/claims/98/edit", "/claims/98/appear")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_the_pages(chromium: Browser, desk: Desk, width: int, scheme: str) -> None:
    size: Any = {"width": width, "height": 900}
    with signed_in(chromium, desk, viewport=size, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        for address in PAGES:
            page.goto(desk.origin + address)
            for folded in page.query_selector_all("details:not(.person)"):
                folded.evaluate("fold => { fold.removeAttribute('name'); fold.open = true }")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            problems = Axe().run(page, options={"runOnly": RULES}).response["violations"]
            told = [(problem["id"], [node["html"][:160] for node in problem["nodes"]][:3]) for problem in problems]
            assert not told, (address, told)


def test_no_page_says_anything_in_the_console(chromium: Browser, desk: Desk) -> None:
    """The policy of the pages lets their own script and style run, and finds nothing else in them."""
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        for address in PAGES:
            page.goto(desk.origin + address)
        assert not told


def test_the_queue_is_walked_by_keyboard(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(desk.origin)
        numbers = page.locator("[data-item] .number").all_text_contents()
        for key in ("j", "j", "k", "j"):
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement.querySelector('.number').textContent") == numbers[1]
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/claims/{numbers[1].removeprefix('#')}")


def test_a_claim_is_logged_by_keyboard_with_hints(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(f"{desk.origin}/log")
        page.focus("#log-statement")
        page.keyboard.type("Japan and Canada are in line to join AUKUS Pillar 2")
        page.wait_for_selector("#log-statement-hint >> text=#98")
        page.focus("#log-attribution")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("Anna Lee")
        page.keyboard.press("Tab")
        page.keyboard.type("Nikk")
        page.wait_for_selector("datalist option[value='Nikkei Asia']", state="attached")
        page.keyboard.type("ei Asia")
        page.focus("details.group:has(#log-due) > summary")
        page.keyboard.press("Enter")
        page.focus("#log-due")
        page.keyboard.type("by the end of 2030")
        page.wait_for_selector("#log-due-hint >> text=31 December 2030")
        page.focus("text=Log the claim")
        page.keyboard.press("Enter")
        page.wait_for_url("**/claims/*")
        assert "Anna Lee" in page.inner_text("main")


def test_what_was_typed_survives_leaving_the_page(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(f"{desk.origin}/log")
        page.fill("#log-statement", "A statement half typed")
        page.wait_for_timeout(300)
        page.goto(desk.origin)
        page.goto(f"{desk.origin}/log")
        assert page.input_value("#log-statement") == "A statement half typed"
        page.check("#log-attribution-8")
        page.fill("#log-outlet", "Nikkei Asia")
        page.click("text=Log the claim")
        page.wait_for_url("**/claims/*")
        page.goto(f"{desk.origin}/log")
        assert page.input_value("#log-statement") == ""


def test_the_last_words_survive_a_refusal_and_a_broken_connection(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(f"{desk.origin}/log")
        page.fill("#log-statement", "Half")
        page.wait_for_timeout(300)
        for field, words in (("#log-statement", "Half a statement"), ("#log-outlet", "Nikkei Asia")):
            page.focus(field)
            page.fill(field, words)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator(".field.wrong").count() == 1
        assert page.input_value("#log-statement") == "Half a statement"
        assert not page.locator("text=Begin anew").count()
        page.fill("#log-statement", "A whole statement")
        context.set_offline(True)
        with page.expect_event("requestfailed"):
            page.click("text=Log the claim")
        context.set_offline(False)
        page.goto(f"{desk.origin}/log")
        assert page.input_value("#log-statement") == "A whole statement"


def test_what_was_entered_is_not_offered_again_and_a_double_click_enters_it_once(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(f"{desk.origin}/claims/96")
        for question in ("Are they due?", "All three?"):
            page.click("summary:has-text('Ask somebody')")
            page.fill("#ask-whom", "The ministry")
            page.fill("#ask-question", question)
            page.wait_for_timeout(300)
            page.dblclick("text=Record the inquiry")
            page.wait_for_selector(f"main >> text={question}")
            assert page.input_value("#ask-whom") == ""
        page.reload()
        assert page.locator("main li:has-text('Are they due?'):not(:has(li))").count() == 1


@pytest.mark.parametrize("address", ["/stories/1", "/claims/54", "/search?status=refuted"])
def test_a_page_opens_at_its_top_whatever_the_verdicts_on_it(chromium: Browser, desk: Desk, address: str) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(f"{desk.origin}{address}")
        page.wait_for_timeout(500)
        assert page.evaluate("scrollY") == 0


def test_without_scripts_everything_is_done_too(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{desk.origin}/log")
        page.fill("#log-statement", "It is so without scripts")
        page.click("text=Log the claim")
        assert page.inner_text("#log-attribution-fault")
        assert page.input_value("#log-statement") == "It is so without scripts"
        page.check("#log-attribution-8")
        page.fill("#log-outlet", "Nikkei Asia")
        page.click("text=Log the claim")
        page.wait_for_url("**/claims/*")
        page.click("summary:has-text('Review')")
        page.select_option("#review-status", "in_review")
        page.fill("#review-note", "asked the ministry")
        page.click("text=Enter the review")
        assert "asked the ministry" in page.inner_text("main").lower()
        page.goto(f"{desk.origin}/read/1")
        page.fill("#excerpt", "told reporters on Tuesday")
        page.click("text=Log this passage")
        assert page.input_value("#log-excerpt") == "told reporters on Tuesday"


def test_the_bookmarklet_brings_a_page_into_the_form(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(f"{desk.origin}/read/bookmarklet")
        script = page.get_attribute("a.button", "href")
        assert script is not None
        article = context.new_page()
        article.set_content("<title>A headline</title><body><p>The text of an article.</p></body>")
        with context.expect_page() as opened:
            article.evaluate(script.removeprefix("javascript:"))
        form = opened.value
        form.wait_for_url(f"{desk.origin}/read")
        form.wait_for_timeout(300)
        assert form.input_value("#read-text") == "The text of an article."
        assert form.input_value("#read-title") == "A headline"
        assert "The text" not in form.url


def _selected(page: Page) -> str:
    return page.input_value("#excerpt")


def test_a_selected_passage_goes_into_the_form_with_the_words_around_it(chromium: Browser, desk: Desk) -> None:
    with signed_in(chromium, desk) as context:
        page = context.new_page()
        page.goto(f"{desk.origin}/read/1")
        page.evaluate(
            "() => { const text = document.querySelector('[data-text] p:nth-child(2)');"
            " const range = document.createRange(); range.selectNodeContents(text);"
            " getSelection().removeAllRanges(); getSelection().addRange(range); }"
        )
        page.wait_for_timeout(500)
        assert _selected(page).startswith("Japan will join the pact")
        assert page.input_value("input[name=prefix]").endswith("Japan in line to join pact")
