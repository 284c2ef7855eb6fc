"""Tokens let programs in as a person, and the keys of feeds open a feed each: shown once, revocable, kept as hashes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from claims.settings import settings
from claims.store.database import reading
from claims.store.people import access
from claims.store.people.access import Token, feed_key, token_of, token_of_feed, tokens
from claims.store.schema import LOCAL
from tests.cli.entering import done, refused
from tests.conftest import Run

MINE, THEIRS = ("--as", "lindqvist"), ("--as", "mori")


@pytest.fixture
def newsroom(run: Run, own_logins: None) -> Run:
    """A newsroom with an owner and a journalist, who prove themselves by logins of their own."""
    done(run, *MINE, "user", "add", "lindqvist", "--role", "owner")
    done(run, *MINE, "user", "add", "mori", "--role", "journalist")
    return run


def opens(run: Run, secret: str) -> str | None:
    """Whom a token lets in."""
    with reading(settings(run.url)) as connection:
        token = token_of(connection, secret)
    return token.account.name if token else None


def known(run: Run) -> list[Token]:
    with reading(settings(run.url)) as connection:
        return tokens(connection)


def test_a_token_lets_its_maker_in_until_it_is_revoked(newsroom: Run) -> None:
    secret = done(newsroom, *THEIRS, "user", "token", "the script")["token"]
    other = done(newsroom, *MINE, "user", "token", "mine")["token"]
    assert opens(newsroom, secret) == "mori"
    assert opens(newsroom, other) == "lindqvist"
    for wrong in (secret[:-1], f"{secret}x", secret.upper(), "", "claims_", "\ud800", "é" * 10_000):
        assert opens(newsroom, wrong) is None
    done(newsroom, *THEIRS, "user", "revoke", 1)
    assert opens(newsroom, secret) is None
    assert opens(newsroom, other) == "lindqvist"
    refused(newsroom, *THEIRS, "user", "revoke", 1, code=3, says="no token")


def test_no_secret_is_kept(newsroom: Run) -> None:
    secret = done(newsroom, *THEIRS, "user", "token", "the script")["token"]
    with reading(settings(newsroom.url)) as connection:
        kept = connection.execute(select(LOCAL["access"])).mappings().one()
    assert secret not in str(dict(kept))
    assert secret.removeprefix(access.PREFIX) not in str(dict(kept))
    listed = newsroom(*THEIRS, "user", "tokens")
    assert "the script" in listed.stdout
    assert secret not in listed.stdout
    assert kept["secret"] not in listed.stdout


def test_only_an_owner_ends_another_persons_token(newsroom: Run) -> None:
    secret = done(newsroom, *MINE, "user", "token", "mine")["token"]
    refused(newsroom, *THEIRS, "user", "revoke", 1, code=10, says="an owner")
    assert opens(newsroom, secret) == "lindqvist"
    theirs = done(newsroom, *THEIRS, "user", "token", "theirs")["token"]
    done(newsroom, *MINE, "user", "revoke", 2)
    assert opens(newsroom, theirs) is None


def test_whoever_is_disabled_loses_their_tokens(newsroom: Run) -> None:
    secret = done(newsroom, *THEIRS, "user", "token", "theirs")["token"]
    done(newsroom, *MINE, "user", "disable", "mori")
    assert opens(newsroom, secret) is None
    done(newsroom, *MINE, "user", "role", "mori", "reader")
    assert opens(newsroom, secret) == "mori"


def test_a_token_ends_when_its_days_are_over(newsroom: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = done(newsroom, *THEIRS, "user", "token", "theirs", "--days", 3)["token"]
    assert opens(newsroom, secret) == "mori"

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(days=3, minutes=1)

    monkeypatch.setattr(access, "datetime", Later)
    assert opens(newsroom, secret) is None


@pytest.mark.engines("sqlite")
def test_a_token_needs_a_user(run: Run) -> None:
    refused(run, "user", "token", "the script", code=5, says="no users yet")


def test_the_key_of_a_feed_opens_that_feed_alone(newsroom: Run) -> None:
    secret = done(newsroom, *THEIRS, "user", "token", "a script")["token"]
    addresses = done(newsroom, *THEIRS, "user", "token", "my phone", "--feeds")["feeds"]
    keys = {address.rpartition("/")[2].partition("?")[0]: address.partition("?key=")[2] for address in addresses}
    assert set(keys) == {"queue.atom", "corrections.atom", "deadlines.ics"}
    with reading(settings(newsroom.url)) as connection:
        for feed, key in keys.items():
            token = token_of_feed(connection, key, feed)
            assert token is not None
            assert token.account.name == "mori"
            assert token_of(connection, key) is None  # no token of the API
            for other in keys.keys() - {feed}:
                assert token_of_feed(connection, key, other) is None
            number, _, code = key.partition(".")
            for wrong in (
                f"{number}.",
                f"1.{code}",
                f"{key}x",
                key[:-1],
                "",
                ".",
                f"9{key}",
                "2.é",
                f"{'2' * 40}.{code}",
            ):
                assert token_of_feed(connection, wrong, feed) is None
        assert token_of_feed(connection, secret, "queue.atom") is None
        script = next(token for token in tokens(connection) if not token.for_feeds)
        assert token_of_feed(connection, feed_key(script, "queue.atom"), "queue.atom") is None
    done(newsroom, *THEIRS, "user", "revoke", 2)
    with reading(settings(newsroom.url)) as connection:
        assert token_of_feed(connection, keys["queue.atom"], "queue.atom") is None
    assert len(known(newsroom)) == 1
