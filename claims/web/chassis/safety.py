"""What keeps other sites away from the desk, around every request.

The browser says by itself from where a request comes (`Sec-Fetch-Site`, `Origin`), so forms need no secret of their own
(as Datasette does it). The host is compared whole, against names that another site lets point here (DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claims.web.chassis.proxy import Proxy

MOST_BYTES = 25 * 1024 * 1024
"""How much a browser may send at once: a PDF of a long report."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Pages run our own script and style files only, and fetch nothing from elsewhere."""

KEPT_PAGE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'"
"""A kept page runs nothing and fetches nothing, not even its pictures."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Nothing to other sites. Not `no-referrer`: browsers would then send our own forms with the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Not `no-store`: the back key shall bring back what was typed.  Signing out clears what is kept.
    "Cache-Control": "private, no-cache",
}

CHANGES_NOTHING = frozenset({"GET", "HEAD"})

FROM_A_FILE = "/sign-in"
"""The only address that takes a form from elsewhere: from the file that opens the browser. Its key is the secret."""

OF_PROGRAMS = "/api/"
"""The beginning of the addresses where programs come in with a token, and browsers with their session."""


class TooLarge(Exception):
    """A browser sends more than the desk takes."""


class Guard:
    """Refuses what another site sent, and says to browsers what pages may do."""

    def __init__(
        self, app: ASGIApp, origins: frozenset[str], *, behind_tls: bool = False, proxy: Proxy | None = None
    ) -> None:
        """Take the application, the addresses of the desk (``http://127.0.0.1:8123``), and the proxy before it."""
        self.app, self.origins, self.behind_tls, self.proxy = app, origins, behind_tls, proxy
        self.hosts = frozenset(origin.partition("://")[2] for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    given.setdefault(name, value)
                if self.behind_tls:
                    given.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal is not None:
            status, sentence = refusal
            await PlainTextResponse(f"{sentence}\n", status)(scope, receive, answered)
            return
        if self.behind_tls:
            scope["scheme"] = "https"  # whoever speaks it with the browser: our own addresses begin with it
        await self.app(scope, _limited(receive), answered)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Return why a request is refused, if it is."""
        if self.proxy is not None and (why := self.proxy.refusal(scope, headers)):
            return 403, why
        if headers.getlist("host") != [host for host in headers.getlist("host") if host in self.hosts][:1]:
            return 421, "This is not the desk's address; open the address that `claims desk` names."
        if _length(headers) > MOST_BYTES:
            return 413, f"This is more than the desk takes at once ({MOST_BYTES // 1024 // 1024} MB)."
        if scope["method"] in CHANGES_NOTHING or scope["path"] == FROM_A_FILE:
            return None
        if scope["method"] != "POST":
            return 405, "The desk takes GET and POST."
        if scope["path"].startswith(OF_PROGRAMS) and ("authorization" in headers or "cookie" not in headers):
            return None  # a token says who acts, and no browser sends one by itself
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        unnamed = origin in (None, "null")  # some browsers give `null` for our own forms too; the site says whose it is
        if (site is not None and site != "same-origin") or not (unnamed or origin in self.origins):
            return 403, "Another site sent this form, so the desk entered nothing."
        if unnamed and site is None:
            return 403, "The browser does not say which site sent this form, so the desk entered nothing."
        return None


def _length(headers: Headers) -> int:
    typed = headers.get("content-length", "0")
    return int(typed) if typed.isdecimal() else 0


def _limited(receive: Receive) -> Receive:
    """Return the same stream, which raises `TooLarge` when more comes than was announced or is taken."""
    came = 0

    async def limited() -> Message:
        nonlocal came
        message = await receive()
        if message["type"] == "http.request":
            came += len(message.get("body", b""))
            if came > MOST_BYTES:
                raise TooLarge
        return message

    return limited
