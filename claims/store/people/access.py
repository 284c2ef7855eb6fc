"""Tokens, which let a program in as a person without a password, and the keys of feeds, which follow from them.

Only the SHA-256 of a token is kept.  A feed reader and a calendar cannot sign in and keep the address that they were
given, so a feed has a key that opens nothing else: a code over its name (HMAC, RFC 2104), made with what is kept of a
token that nobody ever saw.  It ends when that token is revoked.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, or_, select

from claims.rules.rights import Account
from claims.store.people.actors import accounts
from claims.store.schema import LOCAL
from claims.values import value
from claims.vocabulary import AccessKind

PREFIX = "claims_"
"""The beginning of every token, so that tools that look for lost secrets know it."""

FEEDS = "feeds: "
"""The beginning of the label of a token from which the keys of feeds are made."""


@value
class Token:
    """A token that works: whose it is, and until when."""

    id: int
    account: Account
    label: str
    entered_at: datetime
    expires_at: datetime | None
    digest: str
    """The SHA-256 of its secret."""

    @property
    def for_feeds(self) -> bool:
        """Whether it only opens feeds."""
        return self.label.startswith(FEEDS)


def new_secret() -> str:
    """Return a new token, of 256 random bits."""
    return f"{PREFIX}{secrets.token_urlsafe(32)}"


def digest_of(secret: str) -> str:
    """Return the digest that is kept of a secret."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def tokens(
    connection: Connection, *conditions: ColumnElement[bool], kind: AccessKind = AccessKind.TOKEN
) -> list[Token]:
    """Return the tokens that work now, in the order of their making: neither ended nor of a disabled user."""
    access, ended = LOCAL["access"], LOCAL["access_end"]
    lasts = or_(access.c.expires_at.is_(None), access.c.expires_at > datetime.now(UTC))
    statement = select(access).where(
        access.c.kind == kind, lasts, access.c.id.not_in(select(ended.c.access_id)), *conditions
    )
    rows = connection.execute(statement.order_by(access.c.id)).mappings().all()
    people = {account.id: account for account in (accounts(connection) if rows else ()) if account.active}
    return [_token(row, people[row["account_id"]]) for row in rows if row["account_id"] in people]


def token_of(connection: Connection, secret: str) -> Token | None:
    """Return the token with this secret, if it works."""
    matching = tokens(connection, LOCAL["access"].c.secret == digest_of(secret))
    return matching[0] if matching else None


def one_time_password(connection: Connection, secret: str) -> Token | None:
    """Return a one-time password by its secret, unless it was used, is too old, or gave way to another."""
    password, access = LOCAL["account_password"], LOCAL["access"]
    chosen = exists().where(password.c.account_id == access.c.account_id, password.c.entered_at > access.c.entered_at)
    matching = tokens(connection, access.c.secret == digest_of(secret), ~chosen, kind=AccessKind.SESSION)
    return matching[0] if matching else None


def feed_key(token: Token, feed: str) -> str:
    """Return the key that opens a feed, and no other."""
    code = hmac.digest(bytes.fromhex(token.digest), f"feed {feed}".encode(), "sha256")
    return f"{token.id}.{urlsafe_b64encode(code).decode().rstrip('=')}"


def token_of_feed(connection: Connection, key: str, feed: str) -> Token | None:
    """Return the token that a feed's key was made from, if it works."""
    number = key.partition(".")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    matching = [token for token in tokens(connection, LOCAL["access"].c.id == int(number)) if token.for_feeds]
    right = matching and hmac.compare_digest(feed_key(matching[0], feed).encode(), key.encode("utf-8", "surrogatepass"))
    return matching[0] if right else None


def _token(row: Any, account: Account) -> Token:
    return Token(row["id"], account, row["label"] or "", row["entered_at"], row["expires_at"], row["secret"])
