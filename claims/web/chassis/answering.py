"""From a request to its answer: who sent it, the typed form, the page in a thread, and any problem as a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

import anyio
import htpy as h
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from claims.errors import BadUsage, ClaimsError, Several
from claims.rules.ladder import same_person
from claims.settings import Settings
from claims.store.database import reading
from claims.store.people.actors import accounts
from claims.web.chassis.confidence import record_confidential_read
from claims.web.chassis.kept import Kept
from claims.web.chassis.page import Done, Entrance, Page, bare, framed
from claims.web.chassis.presence import come, company, company_body
from claims.web.chassis.problems import TITLES, TooMuch, problem_of, status_of
from claims.web.chassis.proxy import Proxy
from claims.web.chassis.safety import MOST_BYTES, TooLarge
from claims.web.chassis.sending import KEY
from claims.web.chassis.sessions import Session, Sessions
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import at_desk, begun, with_commands

Answer = Page | Done | Response
Function = Callable[[Visit], Answer]

CHOOSING = "/settings/password"
"""Where people choose their password: the only page for whoever came in with a one-time password."""

SECONDS = 60
"""How long a browser may take to send a form."""

MOST_FIELDS = 2_000
"""How many fields and files a form may have."""


@dataclass(frozen=True)
class Place:
    """An address, and the function that answers there."""

    address: str
    function: Function
    posts: bool = False
    """Whether forms are sent there; a page may share its address with its form."""


@dataclass(frozen=True)
class Office:
    """What all requests to a server share."""

    settings: Settings
    sessions: Sessions
    entrances: Sequence[Entrance]
    origin: str
    """The address of the desk: ``http://127.0.0.1:8123``."""
    proxy: Proxy | None = None
    """The proxy before it, if one is believed."""
    kept: Kept = field(default_factory=Kept)
    """The answers that are kept until something changes."""

    @property
    def cookie(self) -> str:
        """The cookie of a session; cookies do not tell ports apart, so its name does."""
        secure = self.origin.startswith("https:")
        return "__Host-desk" if secure else f"desk-{self.origin.rpartition(':')[2]}"

    def who(self, request: Request) -> Session | None:
        """Return the session of whoever sent a request; all actions are theirs.

        Whoever has to choose a password first is nobody yet.
        """
        session = self.session(request)
        return None if session is None or session.must_choose else session

    def session(self, request: Request) -> Session | None:
        """Return the session of a browser, even if its person has to choose a password first.

        A session that a proxy opened lasts as long as the proxy names its person.
        """
        session = self.sessions.of(request.cookies.get(self.cookie))
        named = self.named_by_proxy(request)
        if session is not None and (named or session.by_proxy) and not same_person(session.person, named):
            return None
        return session

    def named_by_proxy(self, request: Request) -> str:
        """Return the user whom the proxy names; empty without one."""
        return "" if self.proxy is None else self.proxy.user(request.headers)


async def answered(office: Office, place: Place, request: Request) -> Response:
    """Return the answer to a request."""
    session = office.session(request)
    if session is not None and session.must_choose and place.address != CHOOSING:
        return RedirectResponse(CHOOSING, 303)
    try:
        if session is None:
            return await _arriving(office, request)
        form = await _form(request) if place.posts else FormData()
        try:
            return await run_in_threadpool(_answer, office, place, request, session, form)
        finally:
            await form.close()
    except ClientDisconnect:
        return Response(status_code=400)
    except Exception as error:  # the last stop: whatever it is becomes a sentence and a status
        return _problem_page(office, request, session, problem_of(error))


async def _arriving(office: Office, request: Request) -> Response:
    """Return the answer to somebody without a session: signed in if the proxy names them, else the way to sign in."""
    named = office.named_by_proxy(request)
    if not named or request.method == "POST" or request.headers.get("sec-fetch-site") == "cross-site":
        return not_signed_in(request)
    person = await run_in_threadpool(_account, office.settings, named)
    if person is None:
        return sign_in_page(403, f"{named} has no account here; an owner can add one.")
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    # A page that opens the next by itself: no redirect, which a browser without cookies would follow without an end.
    response = HTMLResponse(bare("You are signed in", again="/" + quote(address.lstrip("/"), safe="/?&=%+")))
    keep_session(response, office, office.sessions.sign_in_by_proxy(person))
    return response


def _account(settings: Settings, named: str) -> str | None:
    """Return the name of an active user as registered; None without one."""
    with reading(settings) as connection:
        return next((user.name for user in accounts(connection) if user.active and same_person(user.name, named)), None)


def keep_session(response: Response, office: Office, token: str) -> None:
    """Give the browser a session."""
    secure = office.origin.startswith("https:")
    response.set_cookie(office.cookie, token, httponly=True, samesite="strict", secure=secure, path="/")


def _answer(office: Office, place: Place, request: Request, session: Session, form: FormData) -> Response:
    """Return the answer of a page's function; raises whatever goes wrong in it."""
    visit = Visit.of(request, office.settings, session, form)
    visit.sessions, visit.kept = office.sessions, office.kept
    record_confidential_read(visit)
    answer = _once(place.function, visit) if visit.typed(KEY) else place.function(visit)
    if isinstance(answer, Response):
        return answer
    if isinstance(answer, Done):
        session.entered.append(request.url.path)
        return _with_cookies(RedirectResponse(answer.address, 303), answer.cookies)
    return _shown(office, answer, request, session, visit.standby)


def _once(function: Function, visit: Visit) -> Answer:
    """Return the answer to a form with a key: to the same form again, the answer that it had when it was entered."""
    sending = visit.session.sendings.of(visit.address, visit.form)
    with sending.lock:
        if sending.done is not None:
            visit.tell("the same form came again; it was entered once")
            return sending.done
        answer = function(visit)
        sending.done = answer if isinstance(answer, Done) else None
        return answer


def _shown(office: Office, page: Page, request: Request, session: Session, standby: str = "") -> Response:
    notices, session.notices[:] = [*filter(None, [standby]), *session.notices], []
    entered, session.entered[:] = list(session.entered), []
    company = _company(office, page, session)
    html = framed(page, office.entrances, session.person, request.url.path, notices, entered, company)
    return _with_cookies(HTMLResponse(html, page.status), page.cookies)


def _company(office: Office, page: Page, session: Session) -> h.Node:
    """Return who else has the page's claim open, and note that this person has."""
    if page.open is None:
        return None
    come(session, page.open)
    others = company(office.sessions, office.settings.as_account(session.person), session, page.open.claim)
    return company_body(session, page.open, others)


def _with_cookies(response: Response, cookies: dict[str, str]) -> Response:
    for name, kept in cookies.items():
        response.set_cookie(name, kept, max_age=365 * 24 * 3600, httponly=True, samesite="strict")
    return response


async def _form(request: Request) -> FormData:
    """Return the typed form; raises `TooMuch` and `BadUsage`."""
    try:
        with anyio.fail_after(SECONDS):
            return await request.form(max_files=20, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES)
    except TooLarge:
        raise TooMuch from None
    except TimeoutError:
        raise BadUsage("the form came too slowly; send it again") from None
    except (MultiPartException, ValueError) as error:
        raise BadUsage("the form cannot be read; send it again") from error


def _problem_page(office: Office, request: Request, session: Session | None, problem: ClaimsError) -> Response:
    status = status_of(problem)
    if session is None:
        return sign_in_page(status, begun(str(problem)))
    page = Page(TITLES[status], [problem_body(problem), _way_back(request)], status)
    return _shown(office, page, request, session)


def _way_back(request: Request) -> h.Node:
    """Return a link to the page above, after a form was refused; the back key brings back its values."""
    if request.method != "POST":
        return None
    return h.p(".more")[h.a(href=request.url.path.rpartition("/")[0] or "/")["Back"]]


def problem_body(problem: ClaimsError) -> h.Node:
    """Return a problem's sentences."""
    problems = problem.problems if isinstance(problem, Several) else (problem,)
    return h.div(".problem", role="alert")[[h.p[with_commands(begun(at_desk(str(each))))] for each in problems]]


def not_signed_in(request: Request) -> Response:
    """Return the page for somebody without a session.

    A link on another site comes without the session, which another site must not use: the way on is a link of ours.
    """
    if request.headers.get("sec-fetch-site") == "cross-site" and request.method == "GET":
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        body = h.p[h.a(".button", href=address)["Go on to the desk"]]
        return HTMLResponse(bare("You came from another site", body))
    return sign_in_page(401)


def sign_in_page(status: int, problem: str = "") -> Response:
    """Return the page that takes the key of `claims desk`."""
    return HTMLResponse(
        bare(
            "Sign in",
            h.p(".error", role="alert")[problem] if problem else None,
            h.form("#sign-in", method="post", action="/sign-in")[
                h.label(for_="key")["The key that ", h.code["claims desk"], " shows; it works once"],
                h.input(
                    "#key", name="key", autocomplete="off", autocapitalize="none", spellcheck="false", required=True
                ),
                h.button(".main")["Sign in"],
            ],
            h.details[
                h.summary["With the name and password of your account"],
                h.form(method="post", action="/sign-in/password")[
                    h.label(for_="name")["Name"],
                    h.input("#name", name="name", autocomplete="username", required=True),
                    h.label(for_="password")["Password"],
                    h.input(
                        "#password", name="password", type="password", autocomplete="current-password", required=True
                    ),
                    h.button["Sign in"],
                ],
            ],
            script=True,
        ),
        status,
    )
