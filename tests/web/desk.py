"""A desk that runs on a free port of this machine, and browsers that visit it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from html import unescape

import httpx
import uvicorn
from lxml import html
from sqlalchemy import Engine, event

from claims.settings import settings
from claims.store.database import served
from claims.web.app import application
from claims.web.chassis.sessions import Sessions


@dataclass
class Desk:
    """A desk at an address, with its engines."""

    origin: str
    sessions: Sessions
    engines: tuple[Engine, Engine]
    statements: list[str] = field(default_factory=list)
    """The statements sent since somebody last emptied this list."""

    browsers: ExitStack = field(default_factory=ExitStack)

    def browser(self) -> httpx.Client:
        """A browser in which nobody is signed in."""
        # A proxy of whoever runs the tests has no business here, and nothing is encrypted.
        return self.browsers.enter_context(
            httpx.Client(base_url=self.origin, trust_env=False, verify=False, timeout=60)
        )

    def visitor(self, who: str = "okafor") -> Visitor:
        """A browser in which somebody is signed in."""
        visitor = Visitor(self.origin, self.browser())
        key = self.sessions.new_key(who)
        assert visitor.http.post("/sign-in", data={"key": key}).status_code == 200
        return visitor


class Visitor:
    """A browser: it keeps its session and says where its forms come from."""

    def __init__(self, origin: str, http: httpx.Client) -> None:
        self.origin, self.http = origin, http

    def get(self, address: str, **headers: str) -> httpx.Response:
        return self.http.get(address, headers=headers)

    def send(self, address: str, typed: dict[str, str | list[str]] | None = None, **headers: str) -> httpx.Response:
        """Send a form as a browser on our own page does."""
        ours = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        return self.http.post(address, data=typed or {}, headers={**ours, **headers})

    def upload(
        self, address: str, files: dict[str, tuple[str, bytes]], typed: dict[str, str] | None = None
    ) -> httpx.Response:
        """Send a form with files as a browser on our own page does."""
        ours = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        return self.http.post(address, data=typed or {}, files=files, headers=ours)

    def page(self, address: str) -> Document:
        """The page at an address, which must be there."""
        answer = self.get(address)
        assert answer.status_code == 200, (answer.status_code, text_of(answer))
        return Document(answer)

    def sent(self, address: str, typed: dict[str, str | list[str]] | None = None) -> Document:
        """The page after a form was taken."""
        answer = self.send(address, typed)
        assert answer.status_code == 303, (answer.status_code, text_of(answer))
        return self.page(answer.headers["location"])


class Document:
    """A page as text and as elements."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer, self.root = answer, html.fromstring(answer.text)
        self.text = " ".join(self.root.text_content().split())

    def at(self, path: str) -> list[html.HtmlElement]:
        """The elements at an XPath."""
        found: list[html.HtmlElement] = self.root.xpath(path)
        return found


def text_of(answer: httpx.Response) -> str:
    """The words of an answer."""
    return " ".join(unescape(html.fromstring(answer.text or "-").text_content()).split())


@contextmanager
def serving(url: str, who: str = "okafor") -> Iterator[Desk]:
    """Serve a desk over a migrated database until the block ends."""
    chosen = settings(url, who)
    with socket.socket() as bound, served(chosen) as engines:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        origin = f"http://127.0.0.1:{bound.getsockname()[1]}"
        desk = Desk(origin, Sessions(), engines)
        for engine in engines:
            event.listen(engine, "before_cursor_execute", lambda *given: desk.statements.append(given[2]))
        app = application(chosen, desk.sessions, origin)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, lifespan="on", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            yield desk
        finally:
            desk.browsers.close()
            server.should_exit = True
            thread.join()
