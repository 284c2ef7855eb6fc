"""A web site on this machine, with an answer for each path."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site sends: a status, headers, and the body as it goes over the wire."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    """Seconds between two bytes."""


@dataclass
class Site:
    """The site: its address, its answers by path, and the requests that it got."""

    address: str
    host: str
    """Its number and port, as `fetched` takes an exception."""
    answers: dict[str, Answer | Callable[[], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    posts: dict[str, Callable[[bytes], Answer]] = field(default_factory=dict)
    """What answers a body that is posted, by path."""

    def page(self, path: str, body: bytes, media_type: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Put a page at a path, and return its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(body, headers={"Content-Type": media_type, **named})
        return self.address + path

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Put a redirect at a path, and return its address."""
        self.answers[path] = Answer(status=status, headers={"Location": to})
        return self.address + path


def zipped(content: bytes) -> bytes:
    """Return content as a site packs it."""
    return gzip.compress(content, mtime=0)


@contextmanager
def site() -> Iterator[Site]:
    """Give a site on a free port of 127.0.0.1."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    place = f"127.0.0.1:{server.server_address[1]}"
    served = Site(f"http://{place}", place)
    server.site = served
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    site: Site


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        served = self.server.site
        served.asked.append((self.path, dict(self.headers)))
        answer = served.answers.get(self.path, Answer(b"nothing here", 404))
        self._send(answer() if callable(answer) else answer)

    def do_POST(self) -> None:
        served = self.server.site
        served.asked.append((self.path, dict(self.headers)))
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._send(served.posts[self.path](body))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            if not answer.delay:
                self.wfile.write(answer.body)
            for byte in answer.body if answer.delay else b"":
                self.wfile.write(bytes([byte]))
                sleep(answer.delay)
        except OSError:  # the other side has had enough
            return

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
