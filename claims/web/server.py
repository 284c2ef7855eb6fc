"""Running the desk on this machine, and opening the browser with a key that stands in no list of processes."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import htpy as h
import uvicorn
from markupsafe import Markup

from claims.errors import BadUsage, BadValue
from claims.settings import Settings
from claims.store.database import served
from claims.store.migrate import ready
from claims.web.app import application
from claims.web.chassis.sessions import Sessions

HERE = "127.0.0.1"
"""The address that only this machine reaches."""


def serve(settings: Settings, port: int, *, browser: bool, say: Callable[[str], None]) -> None:
    """Serve the desk until it is stopped; ``port`` 0 takes a free one, and ``say`` prints the sentences for people.

    Raises `claims.errors.BadValue` for a port that is taken, and the errors of `claims.store.migrate.ready`.
    """
    ready(settings, writes=True)
    with _bound(port) as bound, served(settings):
        origin = f"http://{HERE}:{bound.getsockname()[1]}"
        sessions = Sessions()
        key = sessions.new_key(settings.who)
        server = uvicorn.Server(_config(application(settings, sessions, origin)))
        say(f"The desk is at {origin}/ for {settings.who}; Ctrl-C ends it.")
        say(f"To sign in by hand, once within ten minutes: {origin}/sign-in#{key}")
        with _opening(origin, key, wanted=browser), suppress(KeyboardInterrupt):  # Ctrl-C is how a day ends
            server.run(sockets=[bound])


def refuse_listening(address: str) -> None:
    """Raise `BadUsage` for an address that others reach: without accounts, everybody there would act as this user."""
    if address not in (HERE, "localhost"):
        raise BadUsage(
            f"the desk has no accounts yet, so it listens on this machine only ({HERE}); leave --listen out",
            part="--listen",
        )


def _config(app: object) -> uvicorn.Config:
    """Return how the server runs: without a log of addresses, and without the server's own headers."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        access_log=False,
        log_level="error",
        server_header=False,
        date_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=5,
        limit_concurrency=200,
    )


@contextmanager
def _bound(port: int) -> Iterator[socket.socket]:
    """Give a socket at a port of this machine; raises `BadValue` when it is taken."""
    with socket.socket() as bound:
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((HERE, port))
            bound.listen()  # a browser that is quicker than the server waits
        except (OSError, OverflowError) as error:
            why = error.strerror if isinstance(error, OSError) else "there is no such port"
            raise BadValue(f"port {port} cannot be used ({why}); leave --port out", part="--port") from None
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
