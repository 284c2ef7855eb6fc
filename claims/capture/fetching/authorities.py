"""Asking an authority for a timestamp (RFC 3161): only the SHA-256 goes to it, never a text or an address."""

from __future__ import annotations

import secrets
import ssl
from collections.abc import Collection
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime

from claims import __version__
from claims.capture.fetching.clock import Clock, in_time
from claims.capture.fetching.connecting import BROKEN, Unfetched, broken, connected
from claims.capture.fetching.targets import Target, target_of
from claims.errors import Refused
from claims.store.checking.timestamps import BadTimestamp, Stamp, Untrusted, certificates_of, roots_of, stamp_of

_BEGINNING = bytes.fromhex("3043 020101 3031 300d 0609 608648016503040201 0500 0420")
"""A request (RFC 3161, 2.4.1) up to the SHA-256; the request builders of libraries take the whole content instead."""
_NONCE, _WITH_CERTIFICATES = bytes.fromhex("0208"), bytes.fromhex("0101ff")
_MOST = 1 << 18
"""Bytes of an answer."""
_SECONDS, _SILENCE = 30.0, 15.0


@dataclass(frozen=True, slots=True)
class Stamped:
    """An authority's answer, the root certificate that it was checked by, and what it states."""

    authority: str
    """The address that was asked."""
    token: bytes
    root: bytes
    stamp: Stamp

    @property
    def at(self) -> datetime:
        """When, by the authority's clock."""
        return self.stamp.at


def stamped(sha256: str, authority: str, roots: bytes | None = None, allowed: Collection[str] = ()) -> Stamped:
    """Return an authority's timestamp over a SHA-256 in hexadecimal, checked.

    ``roots`` are certificates in PEM or DER to trust, by default this machine's. Raises as
    `claims.capture.fetching.visiting.fetched`, and `claims.errors.Refused` for an answer that is not valid or trusted.
    """
    digest = bytes.fromhex(sha256)
    nonce = secrets.randbits(62) | 1 << 62
    target = target_of(authority)
    clock = Clock(target.address, _SECONDS, _SILENCE)
    trusted = _machine_roots() if roots is None else roots_of(roots)
    answer = in_time(clock, lambda: _answer(target, request_of(digest, nonce), clock, allowed))
    try:
        for root in _issuers(trusted, certificates_of(answer)) if roots is None else trusted:
            with suppress(Untrusted):
                return Stamped(target.address, answer, root, stamp_of(answer, digest, root, nonce))
    except BadTimestamp as error:
        raise Refused(f"the answer of {target.host} is no valid timestamp: {error}") from error
    raise Refused(
        f"{target.host} is no authority that this machine trusts; give the authority's root certificate with "
        "--certificate"
    )


def request_of(digest: bytes, nonce: int) -> bytes:
    """Return a request over a SHA-256, with a number of 63 bits that the answer has to repeat."""
    return _BEGINNING + digest + _NONCE + nonce.to_bytes(8, "big") + _WITH_CERTIFICATES


def _answer(target: Target, request: bytes, clock: Clock, allowed: Collection[str]) -> bytes:
    clock.connection = connection = connected(target, allowed, clock.remaining())
    headers = {
        "Host": target.authority,
        "User-Agent": f"newsroom-claims/{__version__}",
        "Content-Type": "application/timestamp-query",
        "Accept": "application/timestamp-reply",
        "Connection": "close",
    }
    try:
        connection.request("POST", target.path, body=request, headers=headers, preload_content=False)
        with closing(connection.getresponse()) as response:
            if response.status != 200:
                raise Unfetched(f"{target.authority} refuses to give a timestamp (status {response.status})")
            pieces = bytearray()
            while piece := response.read1(_MOST, decode_content=False):
                clock.remaining()
                pieces += piece
                if len(pieces) > _MOST:
                    raise Unfetched(f"{target.authority} answers with more than a timestamp")
            return bytes(pieces)
    except BROKEN as error:
        raise broken(target, error) from error
    finally:
        connection.close()


def _machine_roots() -> list[bytes]:
    """Return the authorities that this machine trusts, and the authorities on Mozilla's list, each in DER."""
    import certifi

    own = ssl.create_default_context().get_ca_certs(binary_form=True)
    mozilla = ssl.create_default_context(cafile=certifi.where()).get_ca_certs(binary_form=True)
    return list(dict.fromkeys([*own, *mozilla]))


def _issuers(roots: Collection[bytes], chain: Collection[bytes]) -> list[bytes]:
    """Return the roots that may have issued a certificate of a chain, or are in it."""
    from cryptography.x509 import load_der_x509_certificate

    names = [load_der_x509_certificate(each).issuer.public_bytes() for each in chain]
    return [root for root in roots if root in chain or any(name in root for name in names)]
