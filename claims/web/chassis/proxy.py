"""A proxy before the desk: from which addresses it is believed, and what it says of a request.

Anybody can send the headers that a proxy adds, so they count from its addresses alone, and all else is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import Scope

from claims.errors import BadValue

Network = IPv4Network | IPv6Network

THIS_MACHINE = ("127.0.0.1", "::1")
"""Where a proxy is, unless somebody says otherwise."""

SCHEME = "x-forwarded-proto"
"""The header by which a proxy says that it speaks TLS with the browser."""


@dataclass(frozen=True)
class Proxy:
    """The proxy that is believed."""

    networks: tuple[Network, ...]
    user_header: str = ""
    """The header that names the user whom the proxy signed in; empty if it signs nobody in."""

    @classmethod
    def at(cls, addresses: Iterable[str], user_header: str = "") -> Proxy:
        """Return the proxy at these addresses or networks (``10.0.0.0/24``); raises `BadValue`."""
        networks = []
        for typed in [each.strip() for each in addresses] or THIS_MACHINE:
            try:
                networks.append(ip_network(typed))
            except ValueError:
                sentence = f'"{typed}" is not the address of a proxy; give it like 10.0.0.5 or 10.0.0.0/24'
                raise BadValue(sentence, part="--proxy-from") from None
        if user_header and not re.fullmatch(r"[A-Za-z0-9-]+", user_header):
            raise BadValue(f'"{user_header}" is not the name of a header, like Remote-User', part="--proxy-user")
        return cls(tuple(networks), user_header.lower())

    def refusal(self, scope: Scope, headers: Headers) -> str:
        """Return why a request is refused: it came another way, or without TLS; empty if it may pass."""
        if not self._is_from_it(scope):
            return "This desk is reached through its proxy only."
        if headers.getlist(SCHEME) != ["https"]:
            return "The proxy does not say that it speaks TLS with your browser (X-Forwarded-Proto: https)."
        if self.user_header and len(headers.getlist(self.user_header)) > 1:
            return "The proxy names more than one user."
        return ""

    def user(self, headers: Headers) -> str:
        """Return the user whom the proxy signed in, from a request that may pass; empty if it names nobody."""
        named = headers.get(self.user_header, "") if self.user_header else ""
        try:  # headers come as Latin-1, and proxies send names in UTF-8
            return named.encode("latin-1").decode("utf-8").strip()
        except UnicodeDecodeError:
            return named.strip()

    def _is_from_it(self, scope: Scope) -> bool:
        client = scope.get("client")
        try:
            address = ip_address(client[0]) if client else None
        except ValueError:
            address = None
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return address is not None and any(address in network for network in self.networks)
