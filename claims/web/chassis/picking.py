"""Choosing a record by its name: what a field offers while somebody types, and what it means when it is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claims.reading.registers.offered import Offer

REPORT = "report"
"""The kind of offer for a report that was picked up: an outlet or an article."""

OFFERED: Mapping[str, tuple[str, ...]] = {REPORT: ("outlet", "article"), "evidence": ("article",)}
"""The kinds of record of an offer that has several, or another name."""

LONGEST = 120
"""How much of a name stands in a field."""


def shown_offer(subject: str, offer: Offer) -> str:
    """Return an offer as a field shows it: claims and articles by their number and their name."""
    if subject == "claim":
        return f"#{offer.value} {_short(offer.label)}".strip()
    return offered_article(int(offer.value), offer.label) if subject == "article" else offer.value


def offered_article(number: int, name: str) -> str:
    """Return an article as a field shows it."""
    return f"article {number}: {_short(name)}" if name.strip() else f"article {number}"


def chosen(typed: str, offered: str) -> str:
    """Return a choice as the command line has it: a claim by its number, an article as ``article:7``."""
    if offered == "claim":
        return re.sub(r"^#(\d+)\s.*$", r"\1", typed, flags=re.DOTALL)
    if offered in ("article", REPORT, "evidence"):
        number = re.match(r"article[ :]#?(\d+)(?::?\s.*)?$", typed, re.IGNORECASE | re.DOTALL)
        if number is not None:
            return f"#{number[1]}" if offered == "article" else f"article:{number[1]}"
    return typed


def _short(name: str) -> str:
    text = " ".join(name.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
