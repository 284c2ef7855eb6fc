"""From a request to the API to its answer: who sent it, what it carries, the answer, and any problem as JSON.

A program sends a token (RFC 6750).  A browser that is signed in may read with its session, and enter something from our
own pages only, as with forms.  A request with a token never acts by a session.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from claims import __version__
from claims.errors import BadUsage, ClaimsError, Several
from claims.features.feeds.read import stamp
from claims.parsing import json_value
from claims.reading.view import View
from claims.render.json_text import json_text
from claims.settings import Settings
from claims.store.database import reading
from claims.store.people.access import token_of
from claims.web.api.operation import Operation, Reply
from claims.web.api.params import Json, given_in_address, given_in_body
from claims.web.chassis.answering import SECONDS, Office
from claims.web.chassis.problems import TITLES, TooMuch, problem_of, status_of
from claims.web.chassis.sessions import Session
from claims.web.chassis.visit import Visit

PROBLEM = "application/problem+json"
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="claims"'}

Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(office: Office, reader: Operation | None, writer: Operation | None) -> Endpoint:
    """Return the endpoint of an address, for the operation that reads there and the operation that writes."""

    async def answer(request: Request) -> Response:
        operation = writer if request.method == "POST" else reader
        if operation is None:
            return problem_answer(405, "This address takes another method.", headers={"Allow": allowed(reader, writer)})
        try:
            body = await _body(request, operation.most_bytes) if operation.writes else b""
            return await run_in_threadpool(_answer, office, operation, request, body)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:  # the last stop: whatever it is becomes a sentence and a status
            return problem_response(problem_of(error))

    return answer


def allowed(reader: Operation | None, writer: Operation | None) -> str:
    """Return the methods of an address, as the header `Allow` has them."""
    return ", ".join(filter(None, ("GET, HEAD" if reader else "", "POST" if writer else "")))


def _answer(office: Office, operation: Operation, request: Request, body: bytes) -> Response:
    """Return the answer of an operation; raises whatever goes wrong in it."""
    visit = visit_of(office, request)
    if visit is None:
        return problem_answer(401, UNKNOWN, headers=CHALLENGE)
    if operation.writes:
        return _entered(operation, visit, request, body)
    return _read(operation, visit, request)


UNKNOWN = "Send a token that works (Authorization: Bearer …); `claims user token` makes one."


# Who


def visit_of(office: Office, request: Request) -> Visit | None:
    """Return the visit of whoever sent a request: by its token, or else by the session of a browser."""
    named = request.headers.get("authorization")
    if named is None:
        session = office.who(request)
        return None if session is None else Visit.of(request, office.settings, session, FormData())
    scheme, _, secret = named.partition(" ")
    return _by_token(office.settings, request, secret.strip()) if scheme.casefold() == "bearer" else None


def _by_token(settings: Settings, request: Request, secret: str) -> Visit | None:
    with reading(settings, sees_all=True) as connection:
        token = token_of(connection, secret)
    return None if token is None else visit_as(settings, request, token.account.name)


def visit_as(settings: Settings, request: Request, person: str) -> Visit:
    """Return a visit of a person whom a token proves."""
    visit = Visit.of(request, settings, Session(person, datetime.now(UTC) + timedelta(minutes=1)), FormData())
    visit.settings = settings.as_account(person)
    return visit


# What


async def _body(request: Request, most: int) -> bytes:
    """Return what a request carries; raises `TooMuch` and `BadUsage`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    pieces, size = [], 0
    try:
        with anyio.fail_after(SECONDS):
            async for piece in request.stream():
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    raise TooMuch(most)
    except TimeoutError:
        raise BadUsage("the request came too slowly; send it again") from None
    body = b"".join(pieces)
    if body.strip() and kind != "application/json":
        raise BadUsage("the body is not JSON; send it with Content-Type: application/json")
    return body


def _entered(operation: Operation, visit: Visit, request: Request, body: bytes) -> Response:
    try:
        value = json_value(body) if body.strip() else {}
    except ValueError as error:
        raise BadUsage(f"the body is not JSON ({error})") from error
    if request.query_params:
        raise BadUsage("this address takes no values after a question mark; send them in the body")
    given = given_in_body(operation.params, value)
    reply = operation.function(visit, {**given, **_places(operation, request)})
    return _json(reply, 201)


def _read(operation: Operation, visit: Visit, request: Request) -> Response:
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    given = given_in_address(operation.params, query)
    tag = tag_of(visit) if not (given["as_of"] or given["published_until"]) else None
    if tag is not None and has_seen(request, tag):
        return Response(status_code=304, headers=_kept(tag))
    answer = _json(operation.function(visit, {**given, **_places(operation, request)}))
    if tag is not None:
        answer.headers.update(_kept(tag))
    return answer


def _places(operation: Operation, request: Request) -> Json:
    return {name: request.path_params[name] for name in operation.places}


# Asking again


def tag_of(visit: Visit) -> str:
    """Return the tag of an answer about the present: the same as long as the answer is, for this person and address."""
    question = View(zone=visit.zone)
    now = visit.read(lambda connection: stamp(connection, question))
    parts = (__version__, visit.who, visit.address, str(visit.zone), now.replica, now.event, now.day, now.late)
    return f'W/"{sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()[:32]}"'


def has_seen(request: Request, tag: str) -> bool:
    """Return whether whoever asks has the answer with this tag already (RFC 9110, weakly compared)."""
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag.removeprefix("W/") in [
        each.strip().removeprefix("W/") for each in known.split(",")
    ]


def _kept(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Vary": "Authorization, Cookie"}


# Answers


def _json(reply: Reply, status: int = 200) -> Response:
    response = Response(f"{json_text(reply.value)}\n", status, media_type="application/json")
    for remark in reply.remarks:
        response.headers.append("Claims-Remark", quote(remark))
    if reply.more:
        response.headers["Claims-More"] = "yes"
    return response


def problem_response(problem: ClaimsError) -> Response:
    """Return a problem as JSON: the sentence and the exit code of the command line (RFC 9457)."""
    status = status_of(problem)
    problems = problem.problems if isinstance(problem, Several) else (problem,)
    return problem_answer(
        status,
        str(problem),
        exit_code=problem.exit_code,
        problems=[
            {"sentence": str(each), "exit_code": each.exit_code, "part": _name_of(each.part)} for each in problems
        ],
    )


def problem_answer(status: int, sentence: str, *, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """Return a refusal as JSON, with its status and a sentence."""
    title = TITLES.get(status, TITLES[400])
    values = {"title": title, "status": status, "detail": sentence, "exit_code": None, "problems": [], **more}
    return Response(f"{json_text(values)}\n", status, headers, PROBLEM)


def _name_of(part: str | None) -> str | None:
    """Return the name of a value, in place of its option: ``due_latest`` for ``--due-latest``."""
    if part is None or not part.startswith("--"):
        return part.casefold() if part and part.isupper() else part
    return part.removeprefix("--").replace("-", "_")
