"""`claims user token`, `claims user tokens`, `claims user revoke`: how programs and feed readers come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import Group
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import answering, writing
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, emit

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.store.people.access import Token

FEEDS = ("queue.atom", "corrections.atom", "deadlines.ics")
"""What a feed reader or a calendar can subscribe to, below ``/feeds/``."""


def add_tokens(group: Group) -> None:
    """Give the group of users its commands about tokens."""
    group.command("token", example='claims user token "the archive script" --days 90')(_token)
    group.command("tokens", example="claims user tokens")(_tokens)
    group.command("revoke", example="claims user revoke 3")(_revoke)


@click.argument("label")
@click.option("--days", type=click.IntRange(1), metavar="N", help="How many days it works (until it is revoked).")
@click.option("--feeds", is_flag=True, help="Print addresses for feed readers and calendars instead of a token.")
@writing
def _token(desk: Desk, form: Format, label: str, days: int | None, feeds: bool) -> None:
    """Make a token for the API of the desk, or addresses of its feeds.

    LABEL says what it is for. A program that sends the token acts as you. It is shown once: the database keeps only its
    hash. With --feeds you get an address for the queue, the corrections and the deadlines each; whoever has
    this address can read the feed, and the rest stays closed.
    """
    from claims.entry.access.tokens import make_token
    from claims.store.people.access import feed_key, new_secret, tokens

    secret = new_secret()
    made = desk.write("user token", lambda session: make_token(session, secret, label, days, for_feeds=feeds))
    number = made.made[0].id
    if not feeds:
        answer(made, form, text=lambda: secret, more={"token": secret})
        return
    token = next(token for token in desk.read(tokens) if token.id == number)
    addresses = [f"/feeds/{feed}?key={feed_key(token, feed)}" for feed in FEEDS]
    answer(made, form, text=lambda: "\n".join(addresses), more={"feeds": addresses})


@click.option("--all", "everybody", is_flag=True, help="Everybody's tokens, not just your own.")
@answering
def _tokens(desk: Desk, form: Format, everybody: bool) -> None:
    """List the tokens that work, without their secrets."""
    from claims.rules.ladder import same_person
    from claims.store.people.access import tokens
    from claims.store.people.actors import actor

    def read(connection: Connection) -> list[Token]:
        acting = actor(connection, desk.settings)
        mine = acting.proved or acting.who
        return [token for token in tokens(connection) if everybody or same_person(token.account.name, mine)]

    zone = desk.settings.zone

    def row(token: Token) -> dict[str, Any]:
        from claims.entry.access.tokens import label_of

        until = token.expires_at.astimezone(zone).isoformat(timespec="seconds") if token.expires_at else None
        return {
            "id": token.id,
            "name": token.account.name,
            "label": label_of(token),
            "feeds": token.for_feeds,
            "entered_at": token.entered_at.astimezone(zone).isoformat(timespec="seconds"),
            "expires_at": until,
        }

    emit([row(token) for token in desk.read(read)], _COLUMNS, form, empty="There is no token.")


@click.argument("number")
@writing
def _revoke(desk: Desk, form: Format, number: str) -> None:
    """End a token, or the addresses of feeds that were made with it.

    Your own, or as an owner anybody's. NUMBER is from `claims user tokens`.
    """
    from claims.entry.access.tokens import revoke

    made = desk.write("user revoke", lambda session: revoke(session, number))
    answer(made, form, text=lambda: f"revoked: {one_line(made.made[0].label)}")


_COLUMNS = [
    Column("token", lambda row: f"#{row['id']}", right=True),
    Column("name", "name"),
    Column("for", lambda row: f"feeds: {row['label']}" if row["feeds"] else row["label"]),
    Column("made", "entered_at"),
    Column("until", "expires_at"),
]
