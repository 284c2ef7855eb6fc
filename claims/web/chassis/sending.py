"""Forms that a browser sends twice are entered once, and both get the same answer.

Each form carries a key of its own. The same key with the same values is one sending, however often it comes; whoever
goes back and changes a value sends another.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

from starlette.datastructures import FormData, UploadFile

from claims.web.chassis.page import Done

KEY = "sending"
"""The field with the key."""

MOST = 100
"""How many sendings a session remembers; the oldest goes first."""


def new_key() -> str:
    """Return the key of another form."""
    return secrets.token_urlsafe(12)


@dataclass
class Sending:
    """A form on its way: whoever sends it again waits for the lock, and gets the answer too."""

    lock: Lock = field(default_factory=Lock)
    done: Done | None = None
    """The answer; None until the form was entered, also while it is refused."""


class Sendings:
    """The newest sendings of a session, by the digest of what was sent."""

    def __init__(self) -> None:
        """Begin with none."""
        self._sendings: dict[str, Sending] = {}
        self._lock = Lock()

    def of(self, address: str, form: FormData) -> Sending:
        """Return the sending of a form to an address."""
        digest = _digest(address, form)
        with self._lock:
            sending = self._sendings.setdefault(digest, Sending())
            for oldest in list(self._sendings)[:-MOST]:
                del self._sendings[oldest]
            return sending


def _digest(address: str, form: FormData) -> str:
    total = sha256(address.encode())
    for name, value in form.multi_items():
        text = value
        if isinstance(value, UploadFile):
            total.update(sha256(value.file.read()).digest())
            value.file.seek(0)
            text = value.filename or ""
        total.update(repr((name, text)).encode())
    return total.hexdigest()
