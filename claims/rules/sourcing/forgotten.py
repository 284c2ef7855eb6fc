"""Whether somebody who describes an article may mean a recorded one, whose number they forgot.

A journalist who logs a second claim of a report names its outlet and day again. The rule only proposes: a person says
whether it is the same article.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.text.matching import match_key

MINUTES = 30
"""How long after logging in an article a person may still mean it."""

SIMILAR = 85
"""The least likeness of two titles (0 to 100, of their words in any order) that may be one title."""


@dataclass(frozen=True, slots=True)
class Described:
    """The details of an outlet's article: its title, the key of its address, the date as typed."""

    title: str | None = None
    url_key: str | None = None
    published: str | None = None


def may_be_meant(new: Described, known: Described, *, just_logged: bool) -> bool:
    """Return whether a new article may be a known one of the same outlet.

    Another address, another date or quite another title speaks against it. For it speaks the same date, a similar
    title, or that the same person logged something in it just before (``just_logged``).
    """
    if _differ(new.url_key, known.url_key) or _differ(new.published, known.published):
        return False
    similar = None if not new.title or not known.title else _similar(new.title, known.title)
    if similar is False:
        return False
    return just_logged or similar is True or (new.published is not None and new.published == known.published)


def _differ(value: str | None, other: str | None) -> bool:
    return value is not None and other is not None and value != other


def _similar(title: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(match_key(title), match_key(other)) >= SIMILAR
