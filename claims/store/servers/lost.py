"""A transaction whose connection broke off: it is tried again, and nothing is entered twice.

A server may commit and die before it can say so. The hash of the transaction's event tells (it covers random salts, so
no other event has it): it is looked for once the head of the chain is locked, so that a commit that the server is still
busy with has come to its end.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, exists, select
from sqlalchemy.exc import DBAPIError

from claims.errors import DatabaseUnusable
from claims.settings import Settings
from claims.store.schema import EVENT
from claims.store.servers import problems

T = TypeVar("T")

ATTEMPTS = 8
"""How often a transaction is tried when the server asks to repeat it."""

PATIENCE = 60.0
"""For how many seconds a server is waited for after a connection broke off: a standby takes over within that."""

PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0)
"""The seconds between attempts to reach it; the last is repeated."""


class Sent:
    """What a transaction was about to commit: its result, and the hash of its event."""

    def __init__(self) -> None:
        """Begin with nothing sent."""
        self.result: Any = None
        self.event: str | None = None
        self._begun = False

    def again(self) -> bool:
        """Return whether the transaction was begun before; it is from now on."""
        before, self._begun = self._begun, True
        return before

    def arrived(self, connection: Connection) -> bool:
        """Return whether an earlier attempt was committed; the head of the chain has to be locked."""
        if self.event is None:
            return False
        there = connection.execute(select(exists().where(EVENT.c.hash == self.event))).scalar_one()
        if not there:
            self.event = None
        return bool(there)


class Patience:
    """Decides whether a transaction that failed is tried again, and waits until then."""

    def __init__(self, *, was_there: bool = False) -> None:
        """Begin with nothing lost; a server that ``was_there`` is lost if it does not answer."""
        self._was_there = was_there
        self._repeated = 0
        self._until: float | None = None
        self._pauses = 0

    @property
    def lost(self) -> bool:
        """Whether a connection broke off."""
        return self._until is not None

    def tries_again(self, error: DBAPIError) -> bool:
        """Return whether to try again after an error, after waiting as long as that needs."""
        if problems.must_retry(error):
            self._repeated += 1
            return self._repeated < ATTEMPTS
        now = time.monotonic()
        if self._until is None and (self._was_there or problems.is_lost(error)):
            self._until = now + PATIENCE
        if self._until is None or now >= self._until or not problems.may_come_back(error):
            return False
        time.sleep(PAUSES[min(self._pauses, len(PAUSES) - 1)])
        self._pauses += 1
        return True


def outlasting(settings: Settings, read: Callable[[], T], waits: Callable[[], object]) -> T:
    """Return what a repeated read gives, read again while the server is away, as long as an entry would wait for it.

    ``waits`` is called once if it comes to that. Raises the read's own `claims.errors.DatabaseUnusable` after that
    time, and at once for a file, or where waiting does not help.
    """
    patience = Patience(was_there=True)
    while True:
        try:
            return read()
        except DatabaseUnusable as problem:
            lost_before, error = patience.lost, problem.__cause__
            if settings.embedded or not isinstance(error, DBAPIError) or not patience.tries_again(error):
                raise
            if patience.lost and not lost_before:
                waits()
