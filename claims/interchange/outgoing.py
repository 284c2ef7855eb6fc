"""What files for other programs share: lists of JSON objects, and addresses as URIs."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Mapping
from ipaddress import IPv6Address
from typing import Any
from urllib.parse import quote

from claims.patterns import pattern_of


def json_list(objects: Iterable[Mapping[str, Any]]) -> Generator[bytes]:
    """Yield a JSON array in UTF-8, a line for each object, so that only one object at a time is in memory."""
    before = "[\n"
    for each in objects:
        yield f"{before}{json.dumps(each, ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


_SCHEME = pattern_of(r"([A-Za-z][A-Za-z0-9+-]*):(?![0-9]+(?:[/?#]|$))(//)?")
_PARTS = pattern_of(r"([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_AUTHORITY = pattern_of(r"(?:(?P<user>.*)@)?(?P<host>\[[^\[\]]*\]|[^:]*)(?P<port>:[0-9]*)?", re.DOTALL)
_BARE_PERCENT = pattern_of("%(?![0-9A-Fa-f]{2})")
_IN_HOST = "!$&'()*+,;=~"
_IN_PATH = f"{_IN_HOST}/:@"
_IN_QUERY = f"{_IN_PATH}?"


def uri(url: str) -> str:
    """Return an address as a URI (RFC 3986): its host in IDNA, other characters percent-encoded, as browsers send it.

    An address without a scheme gets ``https``.  Whatever the text, the result is a URI.
    """
    text = url.strip()
    scheme = _SCHEME.match(text)
    rest = text[scheme.end() :] if scheme else text
    if scheme is not None and not scheme[2]:  # such as doi:10.1000/182: it has no host
        begins, path, query, fragment = f"{scheme[1]}:", rest, None, None
    else:
        parts = _PARTS.fullmatch(rest)
        assert parts is not None
        host, path, query, fragment = parts.groups()
        begins = f"{scheme[1] if scheme else 'https'}://{_authority(host)}"
    asked = "" if query is None else f"?{_encoded(query, _IN_QUERY)}"
    place = "" if fragment is None else f"#{_encoded(fragment, _IN_QUERY)}"
    return f"{begins}{_encoded(path, _IN_PATH)}{asked}{place}"


def _encoded(text: str, kept: str) -> str:
    """Return a text percent-encoded, except letters, digits, these signs and what is already encoded."""
    return quote(_BARE_PERCENT.sub("%25", text), safe=f"%{kept}", errors="replace")


def _authority(text: str) -> str:
    """Return a host as a URI has it, with the user before it and the port after it."""
    match = _AUTHORITY.fullmatch(text)
    if match is None:
        return _encoded(text, _IN_HOST)
    user = "" if match["user"] is None else f"{_encoded(match['user'], f'{_IN_HOST}:')}@"
    return f"{user}{_host(match['host'])}{match['port'] or ''}"


def _host(host: str) -> str:
    if _is_ipv6(host):
        return host
    return _encoded(host if host.isascii() else _in_ascii(host), _IN_HOST)


def _in_ascii(host: str) -> str:
    """Return a host in IDNA: by IDNA 2008, or by IDNA 2003, which has signs that the newer one refuses (💩.la)."""
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except UnicodeError:  # IDNAError is one
        pass
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _is_ipv6(host: str) -> bool:
    if not (host.startswith("[") and host.endswith("]")):
        return False
    try:
        return IPv6Address(host[1:-1]).scope_id is None
    except ValueError:
        return False
