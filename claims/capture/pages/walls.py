"""Walls in front of an article: payments, robots' checks, pages without text."""

from __future__ import annotations

from lxml.etree import _Element as Element

from claims.patterns import pattern_of

_SHORT = 400
"""A text of fewer characters may be a wall's instead of an article's."""
_SAVE = "save it with SingleFile in the browser that shows the article, and capture that file"
_ROBOTS = pattern_of(
    r"(?i)verify (that )?you are (a )?human|are you a robot|not a robot|unusual (activity|traffic)|captcha"
    r"|access denied|checking (if the site connection is secure|your browser)|just a moment|request blocked"
    r"|pardon our interruption"
    r"|enable javascript|javascript is (disabled|required)|please enable cookies"
)
_PAYMENT = pattern_of(
    r"(?i)subscribe (now )?to (continue|read|keep)|already a subscriber|subscribers? only|to continue reading"
    r"|start your (free )?trial|create (a free|an) account to|register to (continue|read)|log ?in to (continue|read)"
)


def wall_of(root: Element, text: str) -> str | None:
    """Return the sentence about the wall that hides a page's article, or None if there is an article."""
    if len(text) >= _SHORT:
        return None
    words = " ".join(root.text_content().split())[:20_000]
    if _ROBOTS.search(words[:2_000]) or (_ROBOTS.search(words) and not text):
        return f"the page is a check for robots, not the article; {_SAVE}"
    if _PAYMENT.search(words):
        return f"the article is behind a paywall; {_SAVE}"
    if not text:
        return f"the page has no article text; {_SAVE}"
    return None
