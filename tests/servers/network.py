"""A network between the program and its database server, of which the answer to a commit can get lost."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psycopg
from sqlalchemy import make_url

from tests.postgres import libpq_url


@dataclass
class Network:
    """The way to a server: its address here, and how many answers to a commit are still to be lost."""

    url: str
    to_lose: int = 0
    lost: int = 0


@contextmanager
def network(url: str) -> Iterator[Network]:
    """Give a way to the server of a database, over a port of this machine."""
    with psycopg.connect(libpq_url(url)) as server:
        path = f"{server.info.host}/.s.PGSQL.{server.info.port}"
        local = server.info.host.startswith("/")
        where = path if local else (server.info.host, server.info.port)
    listening = socket.create_server(("127.0.0.1", 0))
    here = (
        make_url(url).set(host="127.0.0.1", port=listening.getsockname()[1]).difference_update_query(["host", "port"])
    )
    way = Network(here.render_as_string(hide_password=False))

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                threading.Thread(target=_carry, args=(way, client, where), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield way
    finally:
        listening.close()


def _carry(way: Network, client: socket.socket, where: str | tuple[str, int]) -> None:
    server = socket.socket(socket.AF_UNIX) if isinstance(where, str) else socket.socket()
    server.connect(where)
    losing = threading.Event()

    def answer() -> None:
        with suppress(OSError):
            while data := server.recv(65_536):
                if losing.is_set():
                    break
                client.sendall(data)
        for each in (client, server):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    threading.Thread(target=answer, daemon=True).start()
    with suppress(OSError):
        while data := client.recv(65_536):
            if way.to_lose and b"COMMIT\0" in data:
                way.to_lose, way.lost = way.to_lose - 1, way.lost + 1
                losing.set()
            server.sendall(data)
    with suppress(OSError):
        server.shutdown(socket.SHUT_RDWR)
