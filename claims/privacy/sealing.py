"""Sealing the identity of an unnamed source: encrypted at once, so that only the chosen recipients can read it.

The encryption is age (https://age-encryption.org/v1) by `pyrage`, an optional install.  The sealed text is JSON in
UTF-8, padded with spaces to a multiple of `BLOCK` bytes, so that its length gives away neither how long a name is nor
whether it holds a name or a judgement::

    {"form": 1, "identity": "…", "note": "…", "same_as": "the uid of a named source"}

Keys without a value are left out.  Any age tool opens it with the secret key of any recipient.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from claims.errors import BadUsage, BadValue, blaming

BLOCK = 1024
"""Sealed text is padded to a multiple of this many bytes."""

FORM = 1
"""The version of the sealed format."""

_ARMOUR = "-----BEGIN AGE ENCRYPTED FILE-----"


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Who a source is, notes on it, and the uid of the named source it is the same as, if any.

    It has no printable form, so it cannot slip into a message by accident.
    """

    name: str
    note: str | None = None
    same_as: str | None = None


def recipients_of(lines: Iterable[str], part: str = "--to") -> tuple[str, ...]:
    """Return the public keys in these lines, each once: age's own (``age1…``) and OpenSSH's (``ssh-ed25519 …``).

    Empty lines, comments and the label after an OpenSSH key, which often names a person, are left out.  Raises
    `BadValue` for any other line, without repeating it: it may be a secret key.  ``part`` is the option that they were
    typed with.
    """
    keys = []
    for line in lines:
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0].startswith("ssh-"):
            words = words[:2]
        elif len(words) > 1:
            raise BadValue(_NO_RECIPIENT, part=part)
        with blaming(part):
            _recipient(key := " ".join(words))
        keys.append(key)
    if not keys:
        raise BadUsage(f"say who may open it: {part} with a public key or a file of public keys", part=part)
    return tuple(dict.fromkeys(keys))


def sealed(identity: Identity, recipients: Sequence[str]) -> str:
    """Return an identity encrypted to these public keys, as text (age's ASCII armour)."""
    values = {"identity": identity.name, "note": identity.note, "same_as": identity.same_as}
    held = {"form": FORM} | {name: value for name, value in values.items() if value is not None}
    plain = json.dumps(held, ensure_ascii=False).encode()
    padded = plain + b" " * (-len(plain) % BLOCK)
    encrypted: bytes = _pyrage().encrypt(padded, [_recipient(key) for key in recipients], armored=True)
    return encrypted.decode("ascii")


def encrypted_file(content: bytes, recipients: Sequence[str]) -> bytes:
    """Return a file's bytes encrypted to these public keys (age's binary form)."""
    result: bytes = _pyrage().encrypt(content, [_recipient(key) for key in recipients])
    return result


def unsealed(text: str, keys: str) -> Identity | None:
    """Return the sealed identity, or None if no secret key in ``keys``, the text of a key file, opens it.

    Raises `BadValue` if ``keys`` holds no secret key or the sealed text is damaged.
    """
    pyrage, identities = _pyrage(), _identities(keys)
    try:
        plain = pyrage.decrypt(text.encode(), identities)
    except pyrage.DecryptError as error:
        if "matching" in str(error).casefold():
            return None
        raise BadValue("the sealed text cannot be read: it is damaged or in an unknown format") from None
    held = json.loads(plain)
    if held.get("form") != FORM:
        raise BadValue(f"the sealed text has format {held.get('form')}, which needs a newer version of claims")
    return Identity(held["identity"], held.get("note"), held.get("same_as"))


def _recipient(key: str) -> Any:
    pyrage = _pyrage()
    kind = pyrage.ssh if key.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise BadValue(_NO_RECIPIENT) from None


_NO_RECIPIENT = "only public keys can be sealed to: age1…, ssh-ed25519 …, ssh-rsa …, or a file with one on each line"


def _identities(keys: str) -> list[Any]:
    """Return the secret keys in the text of a key file."""
    pyrage = _pyrage()
    try:
        if "PRIVATE KEY-----" in keys:
            return [pyrage.ssh.Identity.from_buffer(keys.encode())]
        lines = [line.strip() for line in keys.splitlines()]
        identities = [pyrage.x25519.Identity.from_str(key) for key in lines if key and not key.startswith("#")]
    except pyrage.IdentityError:
        identities = []
    if not identities:
        hint = " (it is encrypted itself: decrypt it into `--identity-file -`)" if _is_encrypted(keys) else ""
        raise BadValue(
            f"there is no secret key in that file: give an age key, or an OpenSSH key without a passphrase{hint}",
            part="--identity-file",
        )
    return identities


def _is_encrypted(keys: str) -> bool:
    return keys.startswith(("age-encryption.org/", _ARMOUR))


def _pyrage() -> Any:
    try:
        import pyrage
    except ImportError:
        raise BadUsage(
            "sealing needs the library pyrage, which is not installed: pip install 'newsroom-claims[confidential]'"
        ) from None
    return pyrage
