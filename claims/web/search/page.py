"""Search: the claims that fit some words, narrowed by fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.reading.registers.offered import Offer, offers
from claims.reading.searching.fields import search_typed
from claims.reading.searching.search import Answer
from claims.web.chassis.page import Page
from claims.web.chassis.visit import Visit
from claims.web.search.asked import Asked
from claims.web.search.showing import search_body

if TYPE_CHECKING:
    from sqlalchemy import Connection


def show(visit: Visit) -> Page:
    """Show the claims that fit what the address, or a form, asks for."""
    asked = Asked.of(visit)
    view, caption = asked.looking_back(visit.zone)

    def read(connection: Connection) -> tuple[Answer, tuple[str, ...], list[Offer]]:
        answer, remarks = search_typed(connection, asked.text, view, limit=asked.most)
        return answer, remarks, offers(connection, "story", most=200)

    answer, remarks, stories = visit.read(read)
    return Page("Search", search_body(asked, answer, remarks, stories, caption))
