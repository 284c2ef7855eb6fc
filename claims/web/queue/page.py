"""The queue: the first page, with what waits and why; taking, dropping and handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.features.queue.read import Queue, claim_queue
from claims.reading.registers.offered import Offer, offers
from claims.web.chassis.page import Page
from claims.web.chassis.visit import Visit
from claims.web.queue.asked import Asked
from claims.web.queue.showing import queue_body

if TYPE_CHECKING:
    from sqlalchemy import Connection


def show(visit: Visit) -> Page:
    """Show what waits, the most urgent first."""
    asked, question = Asked.of(visit), visit.question

    def read(connection: Connection) -> tuple[Queue, list[Offer]]:
        filters = asked.filters(connection, visit.who)
        return claim_queue(connection, filters, question, asked.most or None), offers(connection, "story", most=200)

    waiting, stories = visit.read(read)
    return Page("Queue", queue_body(waiting, asked, stories, visit))
