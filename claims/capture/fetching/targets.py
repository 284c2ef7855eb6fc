"""The address to fetch, taken apart once, so that the checked host is the host we ask."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from claims.errors import BadValue

_PORTS = {"http": 80, "https": 443}
_FIRST_FREE = 1024
"""Ports below this belong to other services than the web, such as mail."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address of the web: its scheme, its host (an international one in ASCII), its port, its path with the query.

    A host of IPv6 is in brackets.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host, with the port if it is not the scheme's own."""
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"

    @property
    def address(self) -> str:
        """The whole address, without a fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"


def target_of(address: str) -> Target:
    """Return the parts of an address; raises `claims.errors.BadValue` for other schemes, ports and logins."""
    typed = address.strip()
    try:
        parts = parse_url(typed)
        port = parts.port
    except (LocationParseError, ValueError) as error:
        raise BadValue(f"{typed} is not the address of a page") from error
    scheme = (parts.scheme or "").lower()
    if scheme not in _PORTS:
        raise BadValue(f"only http and https addresses are fetched, not {typed}")
    if not parts.host or any(character.isspace() for character in typed):
        raise BadValue(f"{typed} is not the address of a page")
    if parts.auth is not None:
        raise BadValue("an address that holds a name and a password is not fetched; save the page and capture the file")
    port = _PORTS[scheme] if port is None else port
    if port != _PORTS[scheme] and (port < _FIRST_FREE or port > 0xFFFF):
        raise BadValue(f"{typed} asks port {port}, which belongs to another service than the web")
    path = parts.path or "/"
    return Target(scheme, parts.host, port, f"{path}?{parts.query}" if parts.query is not None else path)


def redirected(target: Target, location: str) -> Target:
    """Return where a redirect leads, given the header as received; raises `claims.errors.BadValue` as `target_of`.

    Browsers read bytes outside ASCII as UTF-8 and escape them; so do we.
    """
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    escaped = quote(location.strip(), safe="%/:=&?~#+!$,;'@()*[]")
    try:
        return target_of(urljoin(target.address, escaped))
    except ValueError as error:
        raise BadValue(f"{escaped} is not the address of a page") from error
