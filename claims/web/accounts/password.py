"""Choosing one's own password."""

from __future__ import annotations

import htpy as h

from claims.entry.people import set_password
from claims.errors import BadUsage, BadValue, ClaimsError, Refused
from claims.privacy.passwords import SHORTEST, hashed
from claims.web.accounts.proving import proved
from claims.web.chassis.answering import CHOOSING, Answer
from claims.web.chassis.form_showing import form_body
from claims.web.chassis.forms import Filled, Form, Input, Shape
from claims.web.chassis.page import Done, Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit

TITLE = "Your password"

CURRENT = Input("current", "Your password now", Shape.PASSWORD, required=True, part="current")
NEW = Input(
    "new", "The new password", Shape.NEW_PASSWORD, help=f"At least {SHORTEST} characters.", required=True, part="new"
)
AGAIN = Input("again", "The new password once more", Shape.NEW_PASSWORD, required=True, part="again")


def ask(visit: Visit) -> Page:
    """Ask for a new password."""
    return _page(visit)


def choose(visit: Visit) -> Answer:
    """Keep a new password, and sign its person out of all other browsers."""
    try:
        new = _new_password(visit)
        _prove_again(visit)
        secret = hashed(new)
        visit.write("user password", lambda session: set_password(session, None, secret))
    except ClaimsError as problem:
        return _page(visit, problem)
    visit.session.must_choose = False
    others = visit.sessions.end_all_of(visit.who, but=visit.session)
    visit.tell("you have a new password" + ("; your other browsers are signed out" if others else ""))
    return Done("/settings/accounts")


def _new_password(visit: Visit) -> str:
    new, again = (str(visit.form.get(name) or "") for name in (NEW.name, AGAIN.name))
    if not new:
        raise BadUsage("type the new password", part=NEW.part)
    if new != again:
        raise BadValue("the two differ; type the new password twice", part=AGAIN.part)
    if _has_to_prove(visit) and new == visit.form.get(CURRENT.name):
        raise Refused("that is the password you have; choose another", part=NEW.part)
    return new


def _has_to_prove(visit: Visit) -> bool:
    """Return whether the password of now is asked for: whoever sits down at another's desk does not know it."""
    return visit.session.by_password and not visit.session.must_choose


def _prove_again(visit: Visit) -> None:
    if not _has_to_prove(visit):
        return
    if not visit.sessions.may_guess(visit.who):
        raise Refused("too many wrong passwords; wait a quarter of an hour", part=CURRENT.part)
    if proved(visit.settings, visit.who, str(visit.form.get(CURRENT.name) or "")) is None:
        raise BadValue("this is not your password", part=CURRENT.part)
    visit.sessions.forgive(visit.who)


def _page(visit: Visit, problem: ClaimsError | None = None) -> Page:
    inputs = (CURRENT, NEW, AGAIN) if _has_to_prove(visit) else (NEW, AGAIN)
    form = Form("password", inputs)
    filled = Filled() if problem is None else Filled.by(form, visit.form, problem)
    note = "You came in with a one-time password. Choose your own now." if visit.session.must_choose else ""
    body = form_body(form, filled, CHOOSING, "Keep the new password")
    return Page(
        TITLE, h.div(".narrow-form")[h.p[note] if note else None, body], 200 if problem is None else status_of(problem)
    )
