"""The accounts: each user's role, tokens and sign-ins, and everything that `claims user` does with them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from claims.entry.access.one_time import give_one_time_password
from claims.entry.access.tokens import label_of, revoke
from claims.entry.people import add_user, disable, set_role
from claims.errors import BadUsage, ClaimsError, NotFound
from claims.privacy.passwords import hashed
from claims.reading.registers.people import registered
from claims.rules.ladder import same_person
from claims.rules.rights import Actor, refusal
from claims.store.database import reading
from claims.store.people.access import Token, tokens
from claims.store.people.actors import actor, authorized
from claims.vocabulary import a_or_an
from claims.web.accounts.forms import ADDING, DISABLING, User, changing
from claims.web.accounts.showing import Accounts, accounts_body, password_body
from claims.web.chassis.answering import Answer
from claims.web.chassis.forms import Filled, Form
from claims.web.chassis.page import Done, Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from claims.entry.drafts import Made

HOME = "/settings/accounts"
TITLE = "Accounts"

ACTS = ("user add", "user role", "user disable", "user password --for", "user revoke --for", "access --for")
"""What the page offers to whoever may do it."""


def show(visit: Visit) -> Page:
    """Show the users."""
    return _page(visit)


def add(visit: Visit) -> Answer:
    """Register a user."""
    try:
        given = ADDING.given(visit.form)
        if given["name"] is None:
            raise BadUsage("a user needs a name: the one that records use", part="NAME")
        made = visit.write("user add", lambda session: add_user(session, **given))
    except ClaimsError as problem:
        return _page(visit, ADDING, problem)
    visit.tell(f"registered: {made.made[0].label}; a one-time password lets them in")
    return Done(HOME)


def give_role(visit: Visit) -> Answer:
    """Give a user another role or login; a disabled user may work again."""
    name, form = _name(visit), changing(_user(visit))

    def act() -> str:
        given = form.given(visit.form)
        made = visit.write("user role", lambda session: set_role(session, name, **given))
        return f"{made.made[0].label} is {a_or_an(given['role'])} from now on"

    return _acted(visit, form, act)


def end(visit: Visit) -> Answer:
    """Disable a user, and sign them out."""
    name, form = _user(visit).name, DISABLING

    def act() -> str:
        note = form.given(visit.form)["note"]
        label = visit.write("user disable", lambda session: disable(session, name, note)).made[0].label
        visit.sessions.end_all_of(label)
        return f"{label} is disabled from now on, and signed out"

    return _acted(visit, form, act)


def give_password(visit: Visit) -> Answer:
    """Give a user a password that works once, shown now and never again; their old one and their sessions end."""
    name, secret = _name(visit), secrets.token_urlsafe(15)
    unknown = hashed(secrets.token_urlsafe(32))

    def use_case(session: Session) -> Made:
        return give_one_time_password(session, name, secret, unknown)

    made = visit.write("user password", use_case)
    visit.sessions.end_all_of(made.made[0].label)
    return Page("A one-time password", password_body(made.made[0].label, secret))


def revoke_token(visit: Visit) -> Answer:
    """End a token: one's own, or as an owner anybody's."""
    number = visit.typed("token") or ""
    made = visit.write("user revoke", lambda session: revoke(session, number))
    visit.tell(f"revoked: {made.made[0].label}")
    return Done(HOME)


def sign_out(visit: Visit) -> Answer:
    """Sign a user out of every browser: oneself, or as an owner anybody."""
    name = _user(visit).name
    if not same_person(name, visit.who):
        with reading(visit.settings) as connection:
            authorized(connection, visit.settings, "access --for")
    ended = visit.sessions.end_all_of(name)
    visit.tell(f"{name} is signed out everywhere" if ended else f"{name} was not signed in")
    return Done(HOME)


def _acted(visit: Visit, form: Form, act: Callable[[], str]) -> Answer:
    """Return the next page, or the form with its faults."""
    try:
        visit.tell(act())
    except ClaimsError as problem:
        return _page(visit, form, problem)
    return Done(HOME)


def _name(visit: Visit) -> str:
    name = visit.typed("name")
    if name is None:
        raise BadUsage("the form does not say which user; go back to the accounts")
    return name


def _user(visit: Visit) -> User:
    """Return the user whom a form is about; raises `NotFound`."""
    name = _name(visit)
    for user in visit.read(lambda connection: _users(connection, visit)):
        if same_person(user.name, name):
            return user
    raise NotFound(f'there is no user "{name}"')


def _users(connection: Connection, visit: Visit) -> list[User]:
    """Return the users, each with their tokens and sign-ins."""
    held = tokens(connection)
    return [
        User(
            number=number,
            name=row["name"],
            role=row["role"],
            login=row["login"],
            active=row["active"],
            since=row["since"],
            by=row["by"],
            note=row["note"],
            tokens=[(token, label_of(token)) for token in held if _is_of(token, row["name"])],
            came=visit.sessions.last_sign_in(row["name"]),
            signed_in=visit.sessions.open_sessions(row["name"]),
        )
        for number, row in enumerate(registered(connection), 1)
    ]


def _is_of(token: Token, name: str) -> bool:
    return same_person(token.account.name, name)


def _page(visit: Visit, form: Form | None = None, problem: ClaimsError | None = None) -> Page:
    def read(connection: Connection) -> tuple[list[User], Actor]:
        return _users(connection, visit), actor(connection, visit.settings)

    users, acting = visit.read(read)
    may = frozenset(action for action in ACTS if refusal(acting, action) is None)
    sent = None
    if form is not None:
        sent = form.name, visit.typed("name"), Filled.by(form, visit.form, problem)
    body = accounts_body(Accounts(users, visit.who, may, sent), visit.zone)
    return Page(TITLE, body, 200 if problem is None else status_of(problem))
