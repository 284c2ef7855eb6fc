"""Proving who signs in, by a name and a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.rules.ladder import same_person
from claims.settings import Settings
from claims.store.database import reading
from claims.values import value

if TYPE_CHECKING:
    from sqlmodel import Session


@value
class Proof:
    """Who signed in, and whether with a password that works once."""

    person: str
    once: bool = False


def proved(settings: Settings, name: str, password: str) -> Proof | None:
    """Return who signs in with this name and password; a name without a password takes as long as any other.

    A one-time password is used up. Raises the errors of `claims.store.database` and `claims.store.recording`.
    """
    from claims.privacy.passwords import matches
    from claims.reading.registers.people import password_hash
    from claims.store.people.access import one_time_password

    with reading(settings, sees_all=True) as connection:
        known = password_hash(connection, name)
        once = one_time_password(connection, password)
    person, kept = known if known is not None else (None, None)
    if matches(kept, password):
        return None if person is None else Proof(person)
    if once is None or not same_person(once.account.name, name):
        return None
    return _used(settings, once.account.name, password)


def _used(settings: Settings, person: str, secret: str) -> Proof | None:
    """Use up a one-time password; None if somebody was quicker."""
    from claims.entry.access.one_time import use_one_time_password
    from claims.errors import NotFound
    from claims.store.recording import write
    from claims.store.servers import confirming

    def use(session: Session) -> None:
        use_one_time_password(session, person, secret)

    confirmation = confirming.Confirmation(confirming.LONGEST_AT_DESK)
    try:
        write(settings.as_account(person), "access", use, confirmation=confirmation)
    except NotFound:
        return None
    return Proof(person, once=True)
