"""The queue: the first page, with what waits and why, and what others did meanwhile; handing claims over."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from claims.entry.answers import taken_over_in_words
from claims.entry.reviewing.assign import take_from
from claims.errors import BadUsage, ClaimsError
from claims.features.queue.changed import Changed, changed_since
from claims.features.queue.read import Queue, claim_queue
from claims.reading.history import last_event
from claims.reading.registers.offered import Offer, offers
from claims.web.chassis.answering import Answer
from claims.web.chassis.page import Done, Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit
from claims.web.queue.asked import MOST, Asked
from claims.web.queue.showing import queue_body

if TYPE_CHECKING:
    from sqlalchemy import Connection


KEPT = 8 * MOST
"""How long a list may be to be kept for the next who asks."""


@dataclass(frozen=True)
class Waiting:
    """What the queue shows."""

    queue: Queue
    stories: list[Offer]
    changed: list[Changed]
    newest: int
    """The newest event by then."""


def show(visit: Visit) -> Page:
    """Show what waits, the most urgent first."""
    return _page(visit)


def _page(visit: Visit, problem: ClaimsError | None = None) -> Page:
    asked, question = Asked.of(visit), visit.question
    looked = visit.cookies.get(_looked(visit), "")

    def read(connection: Connection) -> Waiting:
        filters = asked.filters(connection, visit.who)
        newest = last_event(connection)
        changed = changed_since(connection, int(looked), visit.who) if looked.isdecimal() else []
        most = asked.most or None
        queue = visit.shared(
            connection,
            ("queue", filters, most),
            lambda: claim_queue(connection, filters, question, most, in_words=True),
            whole=most is None or most > KEPT,
        )
        return Waiting(queue, offers(connection, "story", most=200), changed, newest)

    waiting = visit.read(read)
    body = queue_body(waiting.queue, asked, waiting.stories, waiting.changed, waiting.newest, visit, problem)
    cookies = {} if looked.isdecimal() else {_looked(visit): str(waiting.newest)}
    return Page("Queue", body, status_of(problem) if problem else 200, cookies=cookies)


def _looked(visit: Visit) -> str:
    """Return the cookie that keeps the newest event that somebody has seen, by database: nothing confidential."""
    return f"looked-{sha256(visit.settings.database.encode()).hexdigest()[:12]}"


def looked(visit: Visit) -> Done:
    """Keep that this person has seen what others did."""
    newest = visit.typed("newest") or ""
    return Done("/", {_looked(visit): newest} if newest.isdecimal() and len(newest) < 19 else {})


def hand_over(visit: Visit) -> Answer:
    """Take over every claim that somebody who leaves has taken."""
    try:
        name = visit.typed("from")
        if name is None:
            raise BadUsage("name the person whose claims you take over", part="--from")
        made = visit.write("take", lambda session: take_from(session, name))
    except ClaimsError as problem:
        return _page(visit, problem)
    visit.tell(taken_over_in_words(made), *made.notices)
    return Done("/?with=me")
