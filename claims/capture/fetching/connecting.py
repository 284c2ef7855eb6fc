"""Connections to the very number that was checked, so that no second answer of the name service can move them."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Collection
from contextlib import suppress
from http.client import HTTPException

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as Silence

from claims.capture.fetching.networks import is_public
from claims.capture.fetching.targets import Target
from claims.errors import FileUnusable, Refused

MOST = 4
"""How many numbers of a name are tried."""

BROKEN = (OSError, HTTPError, HTTPException)
"""Raised where a connection cannot be made, breaks off, or does not carry HTTP."""


class Unfetched(FileUnusable):
    """A page that cannot be fetched; the sentence says why, and what to do."""


def numbers_of(target: Target, allowed: Collection[str]) -> list[str]:
    """Return the numeric addresses of a host; each is public or ``allowed`` (as "127.0.0.1:8000").

    Raises `Refused` for a host with any other address, `Unfetched` for an unknown host.
    """
    try:
        answers = socket.getaddrinfo(target.host.strip("[]"), target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unfetched(f"{target.host} is not found; check the address and the connection") from error
    numbers = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    if not all(is_public(number) or f"{number}:{target.port}" in allowed for number in numbers):
        raise _internal(target)
    return numbers[:MOST]


def connected(target: Target, allowed: Collection[str], seconds: float) -> HTTPConnection:
    """Return an open connection to a target; no step of it takes longer than ``seconds``.

    No proxy is used. Raises as `numbers_of`, and `Unfetched` where nobody answers or the certificate is not valid.
    """
    reason: Exception | None = None
    for number in numbers_of(target, allowed):
        connection = _connection(target, number, seconds)
        try:
            connection.connect()
        except BROKEN as error:
            connection.close()
            reason = error
            continue
        if _is_own(connection) and f"{number}:{target.port}" not in allowed:
            connection.close()
            raise _internal(target)
        return connection
    raise broken(target, reason) from reason


def broken(target: Target, reason: Exception | None) -> Unfetched:
    """Return the problem of a connection that failed."""
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Unfetched(
            f"the certificate of {target.host} is not valid ({reason.verify_message.rstrip('.')}), so another site may "
            "answer in its place"
        )
    if isinstance(reason, HTTPException | HTTPError | ssl.SSLError) and not isinstance(
        reason, Silence | NewConnectionError
    ):
        return Unfetched(f"{target.authority} does not answer as a web site does; try again later")
    return Unfetched(f"{target.authority} does not answer; try again later")


def cut(connection: HTTPConnection | None) -> None:
    """Cut a connection that another thread may be waiting for, if there is one."""
    sock = None if connection is None else connection.sock
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _connection(target: Target, number: str, seconds: float) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(number, target.port, timeout=seconds)
    name = target.host.strip("[]")
    return HTTPSConnection(number, target.port, timeout=seconds, server_hostname=name, ssl_context=_trust())


def _trust() -> ssl.SSLContext:
    """Return the checks of certificates by this machine's authorities, or Mozilla's if it has no list."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not (paths.cafile or paths.capath or context.get_ca_certs()):
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _is_own(connection: HTTPConnection) -> bool:
    """Return whether a connection leads to this machine, under a public number that is its own."""
    return bool(connection.sock.getsockname()[0] == connection.sock.getpeername()[0])


def _internal(target: Target) -> Refused:
    return Refused(
        f"{target.host} is on this machine or an internal network, and claims never fetches from there; save the page "
        "in the browser and capture that file"
    )
