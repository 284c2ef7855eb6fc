"""Running the desk on this machine, and opening the browser with a key that stands in no list of processes."""

from __future__ import annotations

import gc
import os
import socket
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import htpy as h
import uvicorn
from markupsafe import Markup

from claims.errors import BadUsage, BadValue
from claims.settings import Settings
from claims.store.database import reading, served
from claims.store.migrate import ready
from claims.web.app import application
from claims.web.chassis.proxy import Proxy
from claims.web.chassis.safety import Guard
from claims.web.chassis.sessions import Sessions
from claims.web.pages import load_pages

HERE = "127.0.0.1"
"""The address that only this machine reaches."""


class Server(uvicorn.Server):
    """A server that loads all pages in the background, once it listens."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and then load what people will ask for."""
        await super().startup(sockets)
        threading.Thread(target=_load, daemon=True).start()


def _load() -> None:
    """Load all pages; what is loaded stays, so the search for garbage need not go through it each time."""
    load_pages()
    gc.collect()
    gc.freeze()


@dataclass(frozen=True)
class Listening:
    """Where the desk listens, and how it is reached."""

    port: int = 0
    """0 takes a free one."""
    address: str = HERE
    at: str = ""
    """The address that people open beyond this machine: ``https://desk.example.org``."""
    certificate: Path | None = None
    key: Path | None = None
    proxy: bool = False
    """Whether a proxy before the desk speaks TLS."""
    proxy_from: tuple[str, ...] = ()
    """The addresses of that proxy, if it is not on this machine."""
    proxy_user: str = ""
    """The header in which it names the user that it signed in."""

    @property
    def is_for_others(self) -> bool:
        """Whether other machines reach it, themselves or through a proxy."""
        return self.proxy or not self.is_here

    @property
    def is_here(self) -> bool:
        """Whether only this machine reaches it."""
        return self.address in (HERE, "localhost")


def serve(settings: Settings, listening: Listening, *, browser: bool, say: Callable[[str], None]) -> None:
    """Serve the desk until it is stopped; ``say`` prints the sentences for people.

    Raises `claims.errors.BadValue` for a port that is taken, `BadUsage` for a desk that others would reach without
    accounts or without TLS, and the errors of `claims.store.migrate.ready`.
    """
    ready(settings, writes=True)
    if listening.proxy_from or listening.proxy_user:
        refuse_no_proxy(listening)
    if listening.is_for_others:
        refuse_open_doors(settings, listening)
    with _bound(listening) as bound, served(settings):
        here = f"http://{HERE}:{bound.getsockname()[1]}"
        origin = listening.at.rstrip("/") if listening.is_for_others else here
        proxy = Proxy.at(listening.proxy_from, listening.proxy_user) if listening.proxy else None
        sessions = Sessions()
        key = sessions.new_key(settings.who)
        server = Server(_config(application(settings, sessions, origin, proxy), listening))
        say(f"The desk is at {origin}/ for {settings.who}; Ctrl-C ends it.")
        say(f"To sign in by hand, once within ten minutes: {origin}/sign-in#{key}")
        with _opening(origin, key, wanted=browser and not listening.is_for_others), suppress(KeyboardInterrupt):
            server.run(sockets=[bound])  # Ctrl-C is how a day ends


def refuse_no_proxy(listening: Listening) -> None:
    """Raise `BadUsage` for what is said of a proxy that is not there, and `BadValue` for what cannot be one."""
    if not listening.proxy:
        part = "--proxy-from" if listening.proxy_from else "--proxy-user"
        raise BadUsage(f"{part} is about the proxy before the desk: add --proxy", part=part)
    Proxy.at(listening.proxy_from, listening.proxy_user)


def refuse_open_doors(settings: Settings, listening: Listening) -> None:
    """Raise `BadUsage` for a desk beyond this machine without a name, without TLS, or without accounts."""
    if not listening.at.startswith("https://") or listening.at.count("/") > 3 or not listening.at[8:].strip("/"):
        raise BadUsage(
            "beyond this machine people need an address with TLS: give it with --at, like https://desk.example.org",
            part="--at",
        )
    if (listening.certificate is None) == (not listening.proxy):
        raise BadUsage(
            "beyond this machine the desk needs TLS: give --certificate and --key, or --proxy if a proxy speaks it",
            part="--certificate",
        )
    if listening.certificate is not None and listening.key is None:
        raise BadUsage("a certificate needs its key: add --key", part="--key")
    from claims.reading.registers.people import registered

    with reading(settings, sees_all=True) as connection:
        users = registered(connection)
    if not any(user["active"] for user in users):
        raise BadUsage(
            "beyond this machine the desk needs accounts: `claims user add` registers users, `claims user password` "
            "gives each a password",
            part="--listen",
        )


def _config(app: Guard, listening: Listening) -> uvicorn.Config:
    """Return how the server runs: without a log of addresses, and without the server's own headers."""
    return uvicorn.Config(
        app,
        access_log=False,
        log_level="error",
        server_header=False,
        date_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=5,
        limit_concurrency=200,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
    )


@contextmanager
def _bound(listening: Listening) -> Iterator[socket.socket]:
    """Give a socket at a port; raises `BadValue` when it is taken."""
    family = socket.AF_INET6 if ":" in listening.address else socket.AF_INET
    with socket.socket(family) as bound:
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((listening.address, listening.port))
            bound.listen()  # a browser that is quicker than the server waits
        except (OSError, OverflowError) as error:
            why = error.strerror if isinstance(error, OSError) else "there is no such port"
            sentence = f"port {listening.port} of {listening.address} cannot be used ({why}); give another --port"
            raise BadValue(sentence, part="--port") from None
        yield bound


@contextmanager
def _opening(origin: str, key: str, *, wanted: bool) -> Iterator[None]:
    """Open the browser with a file that only this user can read and that sends the key; remove it in the end.

    A link with the key would stand in the list of processes, which all users of the machine can read.
    """
    if not wanted:
        yield
        return
    handle, name = tempfile.mkstemp(prefix="claims-desk-", suffix=".html")  # readable by this user alone
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(_door(origin, key))
    path = Path(name)
    # In a thread, as some systems' browsers keep whoever opens them waiting.
    threading.Thread(target=_open, args=(path.as_uri(),), daemon=True).start()
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()


def _open(address: str) -> None:
    try:
        webbrowser.open(address)
    except Exception:  # no browser: the key is on the terminal
        sys.stderr.write("claims: no browser opens; use the link above\n")


def _door(origin: str, key: str) -> str:
    """Return the page that sends the key, by itself or at a press of its button."""
    page = h.html(lang="en")[
        h.head[h.meta(charset="utf-8"), h.meta(name="referrer", content="no-referrer"), h.title["claims"]],
        h.body[
            h.form(method="post", action=f"{origin}/sign-in")[
                h.input(type="hidden", name="key", value=key), h.button["Open the desk"]
            ],
            h.script[Markup("document.forms[0].submit()")],
        ],
    ]
    return str(page)
