"""The forms of the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from claims.store.people.access import Token
from claims.values import value
from claims.vocabulary import Role
from claims.web.chassis.forms import Form, Input, Shape


@value
class User:
    """A user, as the page of the accounts shows them."""

    number: int
    name: str
    role: Role
    login: str | None
    active: bool
    since: datetime
    by: str
    note: str | None
    tokens: Sequence[tuple[Token, str]]
    """The tokens that work, each with its purpose."""
    came: datetime | None
    """When they last signed in, as far as the desk remembers."""
    signed_in: int
    """In how many browsers they are signed in."""


_NAME = Input("name", "Name", help="The name that records use.", required=True, part="NAME")
_ROLE = Input(
    "role",
    "Role",
    Shape.CHOICE,
    words=tuple(Role),
    texts={
        Role.READER: "reader: reads",
        Role.JOURNALIST: "journalist: also logs, asks, and reads off-the-record material",
        Role.CHECKER: "checker: also reviews",
        Role.EDITOR: "editor: also agrees with verdicts, merges, redacts, sets policies and closes stories",
        Role.OWNER: "owner: also manages the accounts",
    },
    required=True,
    part="--role",
)
_LOGIN = Input(
    "login",
    "Login",
    help="For the command line: the login to the computer, or to PostgreSQL, if it differs from the name.",
    part="--login",
)
_NOTE = Input("note", "Why", help="It stays with the change.", part="--note")

ADDING = Form("add", (_NAME, _ROLE, _LOGIN, _NOTE))
DISABLING = Form("disable", (_NOTE,))


def changing(user: User) -> Form:
    """Return the form that gives a user another role or login."""
    role = replace(_ROLE, default=str(user.role), part="ROLE")
    return Form("role", (role, replace(_LOGIN, default=user.login or ""), _NOTE))
