"""A small newsroom with roles: a story about a mine, one claim in it, and its report in Alpha."""

from __future__ import annotations

from claims.vocabulary import Role
from tests.newsroom import appearance, article, claim, enter, record
from tests.web.api import OWNER, user


def enter_mine(url: str) -> None:
    """Enter the story, its claim and its people: an owner, the editor eze, the checkers mary and chen."""
    records = [
        record("story", "mine", title="The mine"),
        claim("c", "The mine closes", stories=["mine"]),
        *article("a", "Alpha"),
        appearance("a"),
    ]
    enter(url, records)
    for name, role in ((OWNER, Role.OWNER), ("eze", Role.EDITOR), ("mary", Role.CHECKER), ("chen", Role.CHECKER)):
        user(url, name, role)
