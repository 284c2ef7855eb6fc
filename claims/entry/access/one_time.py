"""One-time passwords: an owner gives one to a user, who signs in with it once and then chooses their own."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.people import account_called
from claims.entry.work import Work
from claims.errors import NotFound
from claims.rules.ladder import same_person
from claims.store.people.access import digest_of, one_time_password
from claims.store.people.actors import accounts
from claims.store.tables import Access, AccessEnd, AccountPassword
from claims.vocabulary import AccessKind

DAYS = 3
"""How long a one-time password waits for its user."""


def give_one_time_password(session: Session, name: str, secret: str, unknown: str) -> Made:
    """Let a user in once with ``secret``, which the caller shows once; the password that they had ends.

    ``unknown`` is the hash of a password that nobody knows. Raises `NotFound`, and `NotAllowed` for all but owners.
    """
    work = Work(session)
    work.needs("user password --for")
    account = account_called(accounts(work.connection), name)
    work.add(AccountPassword(account_id=account.id, hash=unknown), account.name)
    until = work.at + timedelta(days=DAYS)
    row = Access(
        account_id=account.id, kind=AccessKind.SESSION, secret=digest_of(secret), label="once", expires_at=until
    )
    work.add(row)
    return work.result()


def use_one_time_password(session: Session, name: str, secret: str) -> Made:
    """End a one-time password: its user signs in with it. Raises `NotFound` if it does not work for that user."""
    work = Work(session)
    known = one_time_password(work.connection, secret)
    if known is None or not same_person(known.account.name, name):
        raise NotFound("this one-time password does not work, or not any more")
    work.add(AccessEnd(access_id=known.id), known.account.name)
    return work.result()
