"""The accounts as a page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import tzinfo

import htpy as h

from claims.entry.access.one_time import DAYS
from claims.render.phrases import counted, moment_phrase
from claims.rules.ladder import same_person
from claims.store.people.access import Token
from claims.values import value
from claims.web.accounts.forms import ADDING, DISABLING, User, changing
from claims.web.chassis.controls import button
from claims.web.chassis.form_showing import form_body
from claims.web.chassis.forms import Filled, Form
from claims.web.chassis.words import flat


@value
class Accounts:
    """What the page shows: the users, whoever looks, what they may do, and a refused form."""

    users: Sequence[User]
    who: str
    may: Collection[str]
    sent: tuple[str, str | None, Filled] | None = None
    """The name of the refused form, the user that it is about, and how it is filled in."""

    def filled(self, form: Form, user: User | None = None) -> Filled:
        """Return how a form is filled in: as it was refused, or not yet."""
        if self.sent is None or self.sent[0] != form.name:
            return Filled()
        name = self.sent[1] or ""
        return self.sent[2] if user is None or same_person(user.name, name) else Filled()


def accounts_body(accounts: Accounts, zone: tzinfo) -> h.Node:
    """Return the body of the page."""
    mine = any(same_person(user.name, accounts.who) for user in accounts.users)
    return [
        h.p(".back")[h.a(href="/settings")["All settings"]],
        None if accounts.users else h.p(".empty")[_NOBODY],
        h.p(".own")[h.a(".button", href="/settings/password")["Change your password"]] if mine else None,
        h.p(".note")["Only an owner can add users and change roles."]
        if accounts.users and "user add" not in accounts.may
        else None,
        [_user(user, accounts, zone) for user in accounts.users],
        _adding(accounts) if "user add" in accounts.may else None,
    ]


_NOBODY = (
    "There are no users yet: everybody who can open the database may do everything. The first user is you, as an owner."
)


def password_body(name: str, secret: str) -> h.Node:
    """Return the page that shows a one-time password."""
    return h.div(".narrow-form")[
        h.p[f"{flat(name)} signs in with this password, once, within {DAYS} days, and then chooses a new one:"],
        h.pre(".command")[h.code[secret]],
        h.p(".note")["It is shown this once. The password that they had works no more, and they are signed out."],
        h.p(".more")[h.a(href="/settings/accounts")["Back to the accounts"]],
    ]


def _adding(accounts: Accounts) -> h.Node:
    form = ADDING if accounts.users else Form(ADDING.name, ADDING.inputs[:1])
    filled = accounts.filled(ADDING)
    if not accounts.users and not filled.is_typed:
        filled = Filled.of(name=accounts.who)
    return h.section(".part", aria_labelledby="adding")[
        h.h2("#adding")["Add a user"],
        h.div(".narrow-form")[form_body(form, filled, "/settings/accounts/add", "Add the user")],
    ]


def _user(user: User, accounts: Accounts, zone: tzinfo) -> h.Node:
    name = f"user-{user.number}"
    own = same_person(user.name, accounts.who)
    state = str(user.role) if user.active else f"{user.role}, disabled"
    came = moment_phrase(user.came, zone) if user.came else "not since the desk was started"
    now = f"; signed in now, in {counted(user.signed_in, 'browser')}" if user.signed_in else ""
    return h.section(".part.user", aria_labelledby=name)[
        h.h2(id=name)[flat(user.name), " ", h.span(class_="switch on" if user.active else "switch")[state]],
        h.p(".note", dir="auto")[f"Since {moment_phrase(user.since, zone)}, by {flat(user.by)}", _because(user)],
        h.dl(".facts-list")[
            h.div[h.dt["Last sign-in"], h.dd[f"{came}{now}"]],
            h.div[h.dt["Login"], h.dd(dir="auto")[flat(user.login or "none: at the desk only")]],
            h.div[h.dt["Tokens"], h.dd[_tokens(user, own or "user revoke --for" in accounts.may, zone)]],
        ],
        _acts(user, accounts, own=own),
    ]


def _because(user: User) -> str:
    return f": {flat(user.note)}" if user.note else "."


def _tokens(user: User, may_revoke: bool, zone: tzinfo) -> h.Node:
    if not user.tokens:
        return "none"
    return h.ul(".lines")[[_token(token, label, may_revoke, zone) for token, label in user.tokens]]


def _token(token: Token, label: str, may_revoke: bool, zone: tzinfo) -> h.Node:
    until = f", until {moment_phrase(token.expires_at, zone)}" if token.expires_at else ""
    kind = "feeds: " if token.for_feeds else ""
    return h.li(dir="auto")[
        f"{kind}{flat(label)}, made {moment_phrase(token.entered_at, zone)}{until} ",
        button("/settings/accounts/revoke", "Revoke", f"the token “{flat(label)}”", token=str(token.id))
        if may_revoke
        else None,
    ]


def _acts(user: User, accounts: Accounts, *, own: bool) -> h.Node:
    may = accounts.may
    hidden = {"name": user.name}
    about = f"for {flat(user.name)}"
    return [
        _folded(user, "Change the role or the login", changing(user), accounts, "Enter the change", "role")
        if "user role" in may
        else None,
        _folded(user, "Disable", DISABLING, accounts, "Disable the user", "disable")
        if "user disable" in may and user.active
        else None,
        h.div(".go")[
            button("/settings/accounts/password", "Make a one-time password", about, **hidden)
            if "user password --for" in may and user.active
            else None,
            button("/settings/accounts/sign-out", "Sign out everywhere", about, **hidden)
            if (own or "access --for" in may) and user.signed_in
            else None,
        ],
    ]


def _folded(user: User, title: str, form: Form, accounts: Accounts, submit: str, act: str) -> h.Node:
    filled = accounts.filled(form, user)
    own = Form(f"{form.name}-{user.number}", form.inputs)
    return h.details(open=filled.is_typed)[
        h.summary[title, h.span(".unseen")[f": {flat(user.name)}"]],
        form_body(own, filled, f"/settings/accounts/{act}", submit, hidden={"name": user.name}),
    ]
