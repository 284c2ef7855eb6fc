"""Pages in a real browser: what the guidelines for everybody to read say of them, and whether they fit a phone."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.desk import Visitor

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def opened(chromium: Browser, visitor: Visitor, address: str, width: int = 1280, scheme: Any = "light") -> Page:
    """Open a page in the session of a visitor; its context is to be closed."""
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    kept = [{"name": each.name, "value": each.value or "", "url": visitor.origin} for each in visitor.http.cookies.jar]
    context.add_cookies(kept)  # type: ignore[arg-type]
    tab = context.new_page()
    answer = tab.goto(f"{visitor.origin}{address}")
    assert answer is not None
    assert answer.status == 200, address
    return tab


def faults(tab: Page, width: int) -> list[Any]:
    """What is against the guidelines on a page, everything on it opened, and whether it scrolls sideways."""
    tab.evaluate("document.querySelectorAll('details:not(.person)').forEach(each => each.open = true)")
    found = Axe().run(tab, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    wrong = [(each["id"], each["nodes"][0]["html"][:200]) for each in found.response["violations"]]
    wide = tab.evaluate("document.documentElement.scrollWidth")
    return [*wrong, *([("scrolls sideways", wide)] if wide > width else [])]
