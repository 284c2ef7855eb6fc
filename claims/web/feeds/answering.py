"""Who may read a feed, and the feed itself.

Feed readers and calendars keep an address. It has a key that opens this feed alone. The key can also be the password of
HTTP Basic (RFC 7617), which keeps it out of logs of addresses.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from claims.features.feeds.read import newest_corrections, stamp
from claims.features.queue.read import claim_queue
from claims.interchange.calendar.deadlines import deadlines
from claims.interchange.calendar.out import calendar
from claims.reading.disclosed import Disclosed
from claims.reading.find import find
from claims.reading.view import View
from claims.store.database import reading
from claims.store.people.access import token_of_feed
from claims.web.api.answering import has_seen, tag_of, visit_as
from claims.web.chassis.answering import Office
from claims.web.chassis.problems import problem_of, status_of
from claims.web.chassis.visit import Visit
from claims.web.feeds.atom import corrections_feed, queue_feed
from claims.web.queue.asked import Asked

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.datastructures import Headers

Feed = Callable[[Visit, str], bytes]

CHALLENGE = {"WWW-Authenticate": 'Basic realm="claims", charset="UTF-8"'}
UNKNOWN = "This feed needs a key that works: `claims user token NAME --feeds` prints addresses with one.\n"


def queue(visit: Visit, origin: str) -> bytes:
    """Return the queue; the address narrows it as on the desk (``story``, ``reason``, …)."""
    asked, view = Asked.of(visit), View(zone=visit.zone)

    def read(connection: Connection) -> bytes:
        waiting = claim_queue(connection, asked.filters(connection, visit.who), view, asked.most or None)
        return queue_feed(waiting, stamp(connection, view), view, origin)

    return visit.read(read)


def corrections(visit: Visit, origin: str) -> bytes:
    """Return the newest corrections."""
    view = View(zone=visit.zone)
    return visit.read(
        lambda connection: corrections_feed(
            newest_corrections(connection, view), stamp(connection, view), visit.zone, origin
        )
    )


def due(visit: Visit, origin: str) -> bytes:
    """Return the deadlines as a calendar, of everything or of the ``story`` that the address names."""
    named = visit.asked("story")

    def read(connection: Connection) -> bytes:
        story = None if named is None else find(connection, "story", named, part="story")
        disclosed = Disclosed(connection, story, View(zone=visit.zone))
        return calendar(deadlines(disclosed, visit.zone), visit.zone, lambda claim: f"{origin}/claims/{claim}")

    return visit.read(read)


FEEDS: dict[str, tuple[Feed, str]] = {
    "queue.atom": (queue, "application/atom+xml"),
    "corrections.atom": (corrections, "application/atom+xml"),
    "deadlines.ics": (due, "text/calendar; charset=utf-8"),
}
"""Each feed by its name, and its type."""


def feed_routes(office: Office) -> list[Route]:
    """Return a route for each feed."""
    return [Route(f"/feeds/{name}", _endpoint(office, name)) for name in FEEDS]


def _endpoint(office: Office, name: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_answer, office, name, request)

    return answer


def _answer(office: Office, name: str, request: Request) -> Response:
    try:
        visit = _visit(office, name, request)
        if visit is None:
            return PlainTextResponse(UNKNOWN, 401, CHALLENGE)
        feed, kind = FEEDS[name]
        tag = tag_of(visit)
        kept = {"ETag": tag, "Vary": "Authorization, Cookie"}
        if has_seen(request, tag):
            return Response(status_code=304, headers=kept)
        return Response(feed(visit, office.origin), headers={**kept, "Content-Type": kind})
    except Exception as error:  # the last stop: whatever it is becomes a sentence and a status
        problem = problem_of(error)
        return PlainTextResponse(f"{problem}\n", status_of(problem))


def _visit(office: Office, name: str, request: Request) -> Visit | None:
    """Return the visit of whoever has the feed's key, or of a browser that is signed in."""
    key = request.query_params.get("key") or _password(request.headers)
    if key is not None:
        with reading(office.settings, sees_all=True) as connection:
            token = token_of_feed(connection, key, name)
        return None if token is None else visit_as(office.settings, request, token.account.name)
    session = office.who(request)
    return None if session is None else Visit.of(request, office.settings, session, FormData())


def _password(headers: Headers) -> str | None:
    """Return the password that a reader sends; its user name may be anything."""
    scheme, _, sent = headers.get("authorization", "").partition(" ")
    if not scheme:
        return None
    try:
        return b64decode(sent.strip(), validate=True).decode().partition(":")[2] if scheme.casefold() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        return ""
