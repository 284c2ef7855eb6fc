"""Sealing who somebody unnamed is: encrypted on the spot, so that only those chosen can ever read it.

The encryption is age (https://age-encryption.org/v1) by `pyrage`, which is installed apart.  What is sealed is JSON
in UTF-8, filled up with spaces to a multiple of `BLOCK` bytes, so that its length tells neither how long a name is
nor whether a name or a judgement is in it::

    {"form": 1, "identity": "…", "note": "…", "same_as": "the uid of a named source"}

Keys without a value are left out.  Any tool that reads age opens it with the key of one of the recipients.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from claims.errors import BadUsage, BadValue

BLOCK = 1024
"""The bytes to a multiple of which what is sealed is filled up."""

FORM = 1
"""The version of the form of what is sealed."""

_ARMOUR = "-----BEGIN AGE ENCRYPTED FILE-----"


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Who somebody is, what else there is to know, and the uid of the named source that is the same, if one is.

    It has no printable form, so that it gets into no message by accident.
    """

    name: str
    note: str | None = None
    same_as: str | None = None


def recipients_of(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the public keys in some lines, each once: age's own (``age1…``) and OpenSSH's (``ssh-ed25519 …``).

    Empty lines, comments and what follows an OpenSSH key, which often names a person, are left out.  Raises
    `BadValue` for anything else; the sentence repeats none of it, as it may be a secret key.
    """
    keys = []
    for line in lines:
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0].startswith("ssh-"):
            words = words[:2]
        elif len(words) > 1:
            raise BadValue(_NO_RECIPIENT, part="--to")
        _recipient(key := " ".join(words))
        keys.append(key)
    if not keys:
        raise BadUsage("say for whom it is sealed: --to with a public key or a file of such keys", part="--to")
    return tuple(dict.fromkeys(keys))


def sealed(identity: Identity, recipients: Sequence[str]) -> str:
    """Return an identity encrypted to some public keys, as text (age's ASCII armour)."""
    values = {"identity": identity.name, "note": identity.note, "same_as": identity.same_as}
    held = {"form": FORM} | {name: value for name, value in values.items() if value is not None}
    plain = json.dumps(held, ensure_ascii=False).encode()
    padded = plain + b" " * (-len(plain) % BLOCK)
    encrypted: bytes = _pyrage().encrypt(padded, [_recipient(one) for one in recipients], armored=True)
    return encrypted.decode("ascii")


def unsealed(text: str, keys: str) -> Identity | None:
    """Return what was sealed, if one of the secret keys in the text of a key file opens it; else nothing.

    Raises `BadValue` when there is no secret key in ``keys`` or the sealed text is damaged.
    """
    pyrage, identities = _pyrage(), _identities(keys)
    try:
        plain = pyrage.decrypt(text.encode(), identities)
    except pyrage.DecryptError as error:
        if "matching" in str(error).casefold():
            return None
        raise BadValue("what is sealed cannot be read: it is damaged, or of a form that is not known here") from None
    held = json.loads(plain)
    if held.get("form") != FORM:
        raise BadValue(f"what is sealed has the form {held.get('form')}, which a newer program reads")
    return Identity(held["identity"], held.get("note"), held.get("same_as"))


def _recipient(key: str) -> Any:
    pyrage = _pyrage()
    kind = pyrage.ssh if key.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise BadValue(_NO_RECIPIENT, part="--to") from None


_NO_RECIPIENT = "only public keys can be sealed to: age1…, ssh-ed25519 …, ssh-rsa …, or a file with one on each line"


def _identities(keys: str) -> list[Any]:
    """Return the secret keys in the text of a key file."""
    pyrage = _pyrage()
    try:
        if "PRIVATE KEY-----" in keys:
            return [pyrage.ssh.Identity.from_buffer(keys.encode())]
        lines = [line.strip() for line in keys.splitlines()]
        found = [pyrage.x25519.Identity.from_str(one) for one in lines if one and not one.startswith("#")]
    except pyrage.IdentityError:
        found = []
    if not found:
        hint = " (it is encrypted itself: decrypt it into `--identity-file -`)" if _is_encrypted(keys) else ""
        raise BadValue(
            f"there is no secret key of age or of OpenSSH without a passphrase in that file{hint}",
            part="--identity-file",
        )
    return found


def _is_encrypted(keys: str) -> bool:
    return keys.startswith(("age-encryption.org/", _ARMOUR))


def _pyrage() -> Any:
    try:
        import pyrage
    except ImportError:
        raise BadUsage(
            "sealing needs the library pyrage, which is not installed here: pip install 'newsroom-claims[confidential]'"
        ) from None
    return pyrage
