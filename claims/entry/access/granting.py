"""Granting a role in the database to a login, in step with the login's user."""

from __future__ import annotations

from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.people import add_user, set_role
from claims.entry.work import Work
from claims.errors import Refused
from claims.rules.ladder import same_person
from claims.rules.rights import Account
from claims.store.granting import groups
from claims.store.granting.guards import DESK
from claims.store.people.actors import accounts
from claims.vocabulary import Role


def grant_role(session: Session, login: str, role: Role, name: str | None = None, note: str | None = None) -> Made:
    """Give a login the rights of a role in the database, and its user the role; the user may be new.

    ``name`` is the user's name in the records, by default that of the user with this login, or the login itself. Raises
    `Refused` for a file and while there are no users, and the errors of `claims.entry.people` and of
    `claims.store.granting.groups.grant`.
    """
    work = Work(session)
    groups.refuse_files(work.connection)
    known = accounts(work.connection)
    if not known:
        raise Refused(
            "register yourself first, as the owner: `claims user add NAME`; then grant the others their roles"
        )
    groups.grant(work.connection, login, role)
    account = _account(known, login, name)
    if account is None:
        return add_user(session, name or login, role, login, note)
    if (account.role, account.login, account.active) == (role, login, True):
        return work.result()
    return set_role(session, account.name, role, login, note)


def grant_desk(session: Session, login: str) -> Made:
    """Let a login serve a desk: it acts with the rights of whoever signed in, and of nobody otherwise.

    Raises the errors of `grant_role`, and `Refused` for the login of a user.
    """
    work = Work(session)
    groups.refuse_files(work.connection)
    account = _account(accounts(work.connection), login, None)
    if account is not None:
        raise Refused(
            f"the login {login} proves {account.name}, and a desk serves everybody: give it a login of its own",
            part="LOGIN",
        )
    groups.grant(work.connection, login, DESK)
    return work.result()


def revoke_role(session: Session, login: str) -> Made:
    """Take every right in the database from a login; its user keeps the role (`claims user disable`).

    Raises `Refused` for a file, and the errors of `claims.store.granting.groups.revoke`.
    """
    work = Work(session)
    groups.refuse_files(work.connection)
    groups.revoke(work.connection, login)
    return work.result()


def _account(known: list[Account], login: str, name: str | None) -> Account | None:
    if name is not None:
        return next((account for account in known if same_person(account.name, name)), None)
    active = sorted(known, key=lambda account: not account.active)
    return next((account for account in active if account.login == login), None)
