"""Which addresses of the internet protocol are on the public internet, and which may be of the own network."""

from __future__ import annotations

import ipaddress

_SPECIAL_4 = (
    "192.0.0.0/24",  # IETF protocol assignments (RFC 6890), whose anycast addresses count as global
    "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
    "168.63.129.16/32",  # the host under every virtual machine of Azure, on a public number
)
_PUBLIC_6 = "2000::/3"
"""Global unicast (RFC 4291): all that is assigned of IPv6."""
_SPECIAL_6 = (
    "2001::/23",  # IETF protocol assignments, Teredo among them (RFC 2928, RFC 4380)
    "2001:db8::/32",  # documentation (RFC 3849)
    "2002::/16",  # 6to4: an address of IPv4 in disguise (RFC 3056)
    "3fff::/20",  # documentation (RFC 9637)
)
_TRANSLATED = "64:ff9b::/96"
"""An address of IPv4 behind a translator (RFC 6052)."""


def is_public(address: str) -> bool:
    """Return whether a numeric address of IPv4 or IPv6 is on the public internet.

    False for private, loopback, link-local, shared, multicast, reserved and documentation addresses, which includes the
    metadata services of cloud providers; for IPv4 written as IPv6 (`::ffff:8.8.8.8`); and for any other text.
    """
    try:
        numeric = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(numeric, ipaddress.IPv4Address):
        return _is_public_4(numeric)
    if numeric in ipaddress.IPv6Network(_TRANSLATED):
        return _is_public_4(ipaddress.IPv4Address(int(numeric) & 0xFFFFFFFF))
    return (
        numeric.scope_id is None
        and numeric in ipaddress.IPv6Network(_PUBLIC_6)
        and not any(numeric in ipaddress.IPv6Network(network) for network in _SPECIAL_6)
    )


def _is_public_4(numeric: ipaddress.IPv4Address) -> bool:
    return (
        numeric.is_global
        and not (numeric.is_multicast or numeric.is_reserved)
        and not any(numeric in ipaddress.IPv4Network(network) for network in _SPECIAL_4)
    )
