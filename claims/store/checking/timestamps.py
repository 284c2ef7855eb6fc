"""Timestamps of snapshots, checked without a network: each token against its snapshot's SHA-256 and its root."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from claims.errors import BadValue, ClaimsError, Damaged
from claims.store.checking.der import in_order
from claims.store.schema import TABLES

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

INSTALL = "pip install 'newsroom-claims[timestamps]'"
_PARTED = 200
"""How many timestamps are read at once."""


class BadTimestamp(ClaimsError):
    """A timestamp that does not hold; the sentence says why."""


class Untrusted(BadTimestamp):
    """A timestamp whose certificate another root may have issued."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The statement of an authority: the moment by its clock, and the name on its certificate."""

    at: datetime
    signer: str


@dataclass(frozen=True, slots=True)
class Stamps:
    """How many timestamps were checked, and how many could not be, because the library is not installed."""

    verified: int
    unchecked: int


def can_check() -> bool:
    """Return whether the library that checks timestamps is installed."""
    return find_spec("rfc3161_client") is not None


def stamps_in(connection: Connection) -> Stamps:
    """Check every timestamp whose snapshot was not redacted; raises `Damaged` for the first that does not hold."""
    stamp, snapshot = TABLES["snapshot_timestamp"], TABLES["snapshot"]
    held = stamp.c.token.is_not(None)
    if not can_check():
        return Stamps(0, int(connection.execute(select(func.count()).select_from(stamp).where(held)).scalar_one()))
    columns = (stamp.c.id, stamp.c.snapshot_id, stamp.c.stamped_at, stamp.c.token, stamp.c.root, snapshot.c.sha256)
    statement = select(*columns).join(snapshot, snapshot.c.id == stamp.c.snapshot_id).where(held).order_by(stamp.c.id)
    verified = 0
    with connection.execute(statement, execution_options={"yield_per": _PARTED}) as rows:
        for row in rows:
            name = f"timestamp #{row.id} of snapshot #{row.snapshot_id}"
            try:
                stated = stamp_of(_decoded(row.token), bytes.fromhex(row.sha256 or ""), _decoded(row.root))
            except (BadTimestamp, ValueError) as error:
                raise Damaged(f"{name} does not hold: {error}") from error
            if abs(stated.at - row.stamped_at) >= timedelta(seconds=1):
                raise Damaged(f"{name} does not hold: it states another moment")
            verified += 1
    return Stamps(verified, 0)


def stamp_of(token: bytes, digest: bytes, root: bytes, nonce: int | None = None) -> Stamp:
    """Return what a token states (an answer as in RFC 3161, 2.4.2), checked against a SHA-256 and a root certificate.

    The certificates need to have been valid at the moment that the token states. Raises `BadTimestamp`.
    """
    from cryptography.x509 import load_der_x509_certificate
    from rfc3161_client import VerificationError, VerifierBuilder

    answer = _read(token)
    builder = VerifierBuilder(roots=[load_der_x509_certificate(root)], nonce=nonce)
    try:
        builder.build().verify(answer, digest)
    except (VerificationError, ValueError) as error:
        raise _problem(str(error)) from error
    return Stamp(answer.tst_info.gen_time, _signer(answer))


def certificates_of(token: bytes) -> frozenset[bytes]:
    """Return the certificates in a token, in DER; raises `BadTimestamp` for anything but a granted timestamp."""
    return frozenset(bytes(each) for each in _read(token).signed_data.certificates)


def roots_of(content: bytes) -> list[bytes]:
    """Return the certificates in a file, in DER; raises `claims.errors.BadValue` if it holds no certificate."""
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates

    try:
        is_pem = b"-----BEGIN" in content
        certificates = load_pem_x509_certificates(content) if is_pem else [load_der_x509_certificate(content)]
    except ValueError as error:
        raise BadValue("the file holds no certificate in PEM or DER", part="--certificate") from error
    return [certificate.public_bytes(Encoding.DER) for certificate in certificates]


def _read(token: bytes) -> TimeStampResponse:
    from rfc3161_client import decode_timestamp_response
    from rfc3161_client.tsp import PKIStatus

    try:
        answer = decode_timestamp_response(in_order(token))
        granted = answer.status == PKIStatus.GRANTED
        reasons = [] if granted else [str(each) for each in answer.status_string]
    except ValueError as error:
        raise BadTimestamp("it cannot be read") from error
    if not granted:
        raise BadTimestamp(f"the authority refused{': ' if reasons else ''}{'; '.join(reasons)}")
    return answer


def _signer(answer: TimeStampResponse) -> str:
    """Return the name on the certificate that signed, its common name if it has one."""
    from cryptography.x509 import load_der_x509_certificate
    from cryptography.x509.oid import NameOID

    signers = [(each.issuer, each.serial_number) for each in answer.signed_data.signer_infos]
    certificates: Collection[bytes] = answer.signed_data.certificates
    for certificate in map(load_der_x509_certificate, certificates):
        if (certificate.issuer, certificate.serial_number) in signers:
            named = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            return str(named[0].value) if named else certificate.subject.rfc4514_string()
    return "an unnamed authority"


def _problem(error: str) -> BadTimestamp:
    """Return the problem behind a sentence of the library, which has one kind of error for all."""
    if "Mismatch between messages" in error:
        return BadTimestamp("it is of another content")
    if "Nonce" in error:
        return BadTimestamp("it answers another request")
    if "EKU" in error:
        return BadTimestamp("its certificate is not one for timestamps")
    return Untrusted("its signature is not valid, or not by a certificate that the trusted root has issued")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadTimestamp("it is not in Base64") from error
