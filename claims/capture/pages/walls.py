"""Walls in front of an article: payments, robots' checks, pages without text."""

from __future__ import annotations

from lxml.etree import _Element as Element

from claims.patterns import pattern_of

_SHORT = 400
"""A text of fewer characters may be a wall's instead of an article's."""
SAVE_IT = "save it with SingleFile in the browser that shows the article, and capture that file"
"""What to do about a page that only a person's browser is shown."""
_ROBOTS = pattern_of(
    r"(?i)verify (that )?you are (a )?human|are you a robot|not a robot|unusual (activity|traffic)|captcha"
    r"|access denied|checking (if the site connection is secure|your browser)|just a moment|request blocked"
    r"|pardon our interruption"
    r"|enable javascript|javascript is (disabled|required)|please enable cookies"
)
_CONSENT = pattern_of(
    r"(?i)before you continue|we value your privacy|(accept|agree to|consent to) (all |the use of )?cookies"
    r"|cookies? (consent|settings|preferences|wall)|your privacy (choices|matters)"
)
_CONSENT_FIRST = pattern_of(
    r"(?i)\W*(before you continue to\b|we value your privacy\s|we (and|,) our (\d+ )?partners (store|use|process)\b"
    r"|your privacy, your choice)"
)
_LOGIN = pattern_of(r"(?i)\b(sign|log) ?in (to|with|using) |forgot(ten)? (your )?password|\benter your password")
_PAYMENT = pattern_of(
    r"(?i)subscribe (now )?to (continue|read|keep)|already a subscriber|subscribers? only|to continue reading"
    r"|start your (free )?trial|create (a free|an) account to|register to (continue|read)|log ?in to (continue|read)"
)
_REFRESH = pattern_of(r"(?i)\burl\s*=\s*[\"']?(?P<url>[^\s\"'>]{1,2000})")


def wall_of(root: Element, text: str) -> str | None:
    """Return the sentence about the wall that hides a page's article, or None if there is an article."""
    if _CONSENT_FIRST.match(text):
        return f"the site asks for consent to cookies first; {SAVE_IT}"
    if len(text) >= _SHORT:
        return None
    words = " ".join(root.text_content().split())[:20_000]
    if _ROBOTS.search(words[:2_000]) or (_ROBOTS.search(words) and not text):
        return f"the page is a check for robots, not the article; {SAVE_IT}"
    if _PAYMENT.search(words):
        return f"the article is behind a paywall; {SAVE_IT}"
    # Many pages with an article offer these too, outside its text.
    if _CONSENT.search(text or words):
        return f"the site asks for consent to cookies first; {SAVE_IT}"
    if _LOGIN.search(text or words):
        return f"the page needs a login; {SAVE_IT}"
    if not text:
        forward = _forward(root)
        return f"the page only forwards to {forward}" if forward else f"the page has no article text; {SAVE_IT}"
    return None


def _forward(root: Element) -> str:
    """Return the address to which a page without text sends a browser on, as it gives it."""
    for element in root.iter("meta"):
        if (element.get("http-equiv") or "").strip().lower() == "refresh":
            led = _REFRESH.search(element.get("content") or "")
            if led:
                return str(led["url"])
    return ""
