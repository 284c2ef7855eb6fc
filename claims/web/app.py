"""The application: every page at its address, behind the guard; and the few answers for whoever is not signed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from functools import cache
from hashlib import sha256
from importlib.resources import files

import anyio.to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from claims.errors import ClaimsError
from claims.settings import Settings
from claims.store.database import SERVED
from claims.web.accounts.proving import proved
from claims.web.capturing.bookmarklet import LANDING, land
from claims.web.chassis.answering import (
    CHOOSING,
    Answer,
    Office,
    Place,
    answered,
    keep_session,
    not_signed_in,
    sign_in_page,
)
from claims.web.chassis.late import LateRoutes
from claims.web.chassis.page import Page, bare
from claims.web.chassis.problems import TITLES, status_of
from claims.web.chassis.proxy import Proxy
from claims.web.chassis.safety import FROM_A_FILE, Guard
from claims.web.chassis.sessions import Sessions
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun
from claims.web.health import ADDRESS, health_page
from claims.web.pages import ENTRANCES, PLACES

Endpoint = Callable[[Request], Awaitable[Response]]


def application(settings: Settings, sessions: Sessions, origin: str, proxy: Proxy | None = None) -> Guard:
    """Return the desk at ``origin`` (``http://127.0.0.1:8123``) as an ASGI application, behind a proxy or not."""
    office = Office(settings, sessions, ENTRANCES, origin, proxy)

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = SERVED
        try:
            yield
        finally:
            sessions.let_go()

    async def missing(request: Request, error: Exception) -> Response:
        if office.who(request) is None:
            return not_signed_in(request)
        status = error.status_code if isinstance(error, HTTPException) else 500
        return await answered(office, Place(request.url.path, _nothing_here(status)), request)

    routes = [
        *_routes(office, PLACES),
        Route("/api/{rest:path}", LateRoutes(lambda: _api(office))),
        Route("/feeds/{rest:path}", LateRoutes(lambda: _feeds(office))),
        Route(FROM_A_FILE, _sign_in_form, methods=["GET"]),
        Route(FROM_A_FILE, _signing_in(office), methods=["POST"]),
        Route("/sign-in/password", _signing_in_by_password(office), methods=["POST"]),
        Route("/sign-out", _signing_out(office), methods=["POST"]),
        Route("/sign-out-everywhere", _signing_out(office, everywhere=True), methods=["POST"]),
        Route("/static/{name}", _static),
        Route(ADDRESS, health_page(settings), methods=["GET"]),
        Route(LANDING, land, methods=["GET"]),
    ]
    app = Starlette(routes=routes, lifespan=running, exception_handlers={404: missing, 405: missing})
    return Guard(app, frozenset({origin}), behind_tls=origin.startswith("https:"), proxy=proxy)


def _api(office: Office) -> list[Route]:
    from claims.web.api.routes import api_routes

    return api_routes(office)


def _feeds(office: Office) -> list[Route]:
    from claims.web.feeds.answering import feed_routes

    return feed_routes(office)


def _routes(office: Office, places: Iterable[Place]) -> list[Route]:
    """Return a route for each address; its page and its form may have a function each."""
    together: dict[str, dict[bool, Place]] = defaultdict(dict)
    for place in places:
        together[place.address][place.posts] = place
    return [
        Route(address, _endpoint(office, group), methods=[*(["GET"] if False in group else []), *_posts(group)])
        for address, group in together.items()
    ]


def _posts(group: dict[bool, Place]) -> list[str]:
    return ["POST"] if True in group else []


def _endpoint(office: Office, group: dict[bool, Place]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await answered(office, group[request.method == "POST"], request)

    return endpoint


def _nothing_here(status: int) -> Callable[[Visit], Answer]:
    def show(visit: Visit) -> Page:
        return Page(TITLES.get(status, TITLES[400]), _NOTHING, status)

    return show


_NOTHING = "There is no page at this address."


# Signing in and out


async def _sign_in_form(request: Request) -> Response:
    return sign_in_page(200)


def _signing_in(office: Office) -> Endpoint:
    async def sign_in(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=5, max_part_size=1024)
        token = office.sessions.sign_in(str(form.get("key") or ""))
        if token is None:
            return sign_in_page(403, "This key is used up, too old or mistyped; `claims desk` makes a new one.")
        # A page that opens the next by itself: a redirect would still count as coming from the file, and the browser
        # would leave the session out.
        response = HTMLResponse(bare("You are signed in", again="/"))
        keep_session(response, office, token)
        return response

    return sign_in


def _signing_in_by_password(office: Office) -> Endpoint:
    async def sign_in(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=5, max_part_size=8192)
        name, password = str(form.get("name") or ""), str(form.get("password") or "")
        if not office.sessions.may_guess(name):
            return sign_in_page(429, "Too many wrong passwords; wait a quarter of an hour.")
        try:
            proof = await run_in_threadpool(proved, office.settings, name, password)
        except ClaimsError as problem:
            return sign_in_page(status_of(problem), begun(str(problem)))
        if proof is None:
            return sign_in_page(403, "The name or the password is wrong.")
        response = HTMLResponse(bare("You are signed in", again=CHOOSING if proof.once else "/"))
        keep_session(response, office, office.sessions.sign_in_by_password(proof.person, once=proof.once))
        return response

    return sign_in


def _signing_out(office: Office, *, everywhere: bool = False) -> Endpoint:
    async def sign_out(request: Request) -> Response:
        office.sessions.sign_out(request.cookies.get(office.cookie), everywhere=everywhere)
        response = HTMLResponse(bare("You are signed out"))
        response.delete_cookie(office.cookie, httponly=True, samesite="strict")
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return sign_out


# Our own files


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    known = (await run_in_threadpool(_files)).get(name)
    if known is None:
        raise HTTPException(404)
    content, kind, tag = known
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(content, media_type=kind, headers={"ETag": tag})


@cache
def _files() -> dict[str, tuple[str, str, str]]:
    """Return the style and the script, each with its type and the tag of its version."""
    from claims.render.drawings.svg import DRAWING_CSS
    from claims.render.html import marks_css

    folder = files("claims.web").joinpath("static")
    sheets = sorted(file.name for file in folder.iterdir() if file.name.endswith(".css"))  # desk.css first
    style = "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in sheets) + DRAWING_CSS + marks_css()
    script = folder.joinpath("desk.js").read_text(encoding="utf-8")
    held = {"desk.css": (style, "text/css"), "desk.js": (script, "text/javascript")}
    return {name: (text, kind, f'"{sha256(text.encode()).hexdigest()[:16]}"') for name, (text, kind) in held.items()}
