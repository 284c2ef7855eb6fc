"""Making and revoking tokens: what lets a program in as a person."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.people import account_called
from claims.entry.rules.texts import required
from claims.entry.work import Work
from claims.errors import BadValue, NotFound, Refused
from claims.rules.ladder import same_person
from claims.store.people.access import FEEDS, Token, digest_of, tokens
from claims.store.people.actors import accounts
from claims.store.tables import Access, AccessEnd
from claims.text.references import number_in
from claims.vocabulary import AccessKind

LONGEST = 3_650
"""The most days that a token can last."""


def make_token(session: Session, secret: str, label: str, days: int | None = None, *, for_feeds: bool = False) -> Made:
    """Keep a new token of the user, whose ``secret`` the caller shows once; of a token for feeds, nobody.

    Raises `Refused` where there are no users, and `BadValue` for a label that is not text or days out of range.
    """
    work = Work(session)
    known = accounts(work.connection)
    if not known:
        raise Refused(
            "a token belongs to a user, and there are no users yet: `claims user add NAME --role owner` adds the first"
        )
    account = account_called(known, work.actor)
    if days is not None and not 1 <= days <= LONGEST:
        raise BadValue(f"a token lasts from 1 to {LONGEST:,} days", part="--days")
    called = required(label, "what the token is for", "LABEL")
    row = Access(
        account_id=account.id,
        kind=AccessKind.TOKEN,
        secret=digest_of(secret),
        label=f"{FEEDS}{called}" if for_feeds else called,
        expires_at=None if days is None else work.at + timedelta(days=days),
    )
    work.add(row, called)
    return work.result()


def revoke(session: Session, typed: str) -> Made:
    """End a token, by its number: your own, or as an owner anybody's. Raises `NotFound` and `NotAllowed`."""
    work = Work(session)
    number = number_in(typed)
    token = next((token for token in tokens(work.connection) if token.id == number), None)
    if token is None:
        raise NotFound(f'there is no token "{typed.strip()}"; `claims user tokens` lists them', part="NUMBER")
    if not same_person(token.account.name, work.actor):
        work.needs("user revoke --for")
    work.add(AccessEnd(access_id=token.id), label_of(token))
    return work.result()


def label_of(token: Token) -> str:
    """Return what a token is for, as its user wrote it."""
    return token.label.removeprefix(FEEDS)
