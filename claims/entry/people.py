"""Registering users and changing their roles: every change is a new row, and each user's newest row counts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.rules.texts import clean, required
from claims.entry.work import Work, number
from claims.errors import BadUsage, NotFound, Refused
from claims.rules.ladder import name_key, same_person
from claims.rules.rights import Account
from claims.store.granting import groups
from claims.store.people.actors import accounts
from claims.store.tables import Account as AccountRow
from claims.store.tables import AccountPassword, AccountRole
from claims.vocabulary import Role, a_or_an


def add_user(session: Session, name: str, role: Role | None, login: str | None = None, note: str | None = None) -> Made:
    """Register a user by the name that records use, with a role and the login that proves who they are.

    The first user is the person running the command, and an owner; otherwise the newsroom would lock itself out. The
    login defaults to the name.

    Raises `BadUsage` without a role, `BadValue` for a name that is not text, and `Refused` for a name already taken.
    """
    work = Work(session)
    known = accounts(work.connection)
    called = required(name, "the name", "NAME")
    proof = clean(login, "--login")
    if not known:
        role, proof = _first(work, called, role, proof)
    if role is None:
        raise BadUsage(f"give {called} a role with --role: {', '.join(Role)}", part="--role")
    _refuse_taken(known, called, proof or called)
    row = work.add(AccountRow(name=called, key=name_key(called)), f"{called}, {a_or_an(role)}")
    standing = AccountRole(account_id=number(row), role=role, login=proof or called, note=clean(note, "--note"))
    work.add(standing)
    return work.result()


def _first(work: Work, called: str, role: Role | None, login: str | None) -> tuple[Role, str | None]:
    """Return the role and the login of the first user, the person running the command."""
    if role not in (None, Role.OWNER):
        raise Refused(
            f"there are no users yet, and the first must be an owner: `claims user add {called} --role owner` "
            "registers you",
            part="--role",
        )
    if login is not None and login != work.actor:
        raise Refused(
            f"there are no users yet, and the first must be you, with your login {work.actor}: leave out --login, "
            "because the login of another person would lock you out",
            part="--login",
        )
    return Role.OWNER, work.actor


def _refuse_taken(known: Sequence[Account], called: str, login: str) -> None:
    for account in known:
        if same_person(account.name, called):
            raise Refused(
                f"{account.name} is already a user, as {a_or_an(account.role)}; `claims user role` changes the role",
                part="NAME",
            )
        if account.login == login:
            raise Refused(
                f"the login {login} belongs to {account.name}, and a login proves one person only: give another with "
                "--login",
                part="--login",
            )


def set_role(session: Session, name: str, role: Role, login: str | None = None, note: str | None = None) -> Made:
    """Give a user another role or another login; a disabled user may work again.

    Raises `NotFound`, and `Refused` if nothing would change, for a login that is taken, and for the last owner.
    """
    work = Work(session)
    known = accounts(work.connection)
    account = account_called(known, name)
    proof = clean(login, "--login") or account.login
    if (account.role, account.login, account.active) == (role, proof, True):
        raise Refused(f"{account.name} is already {a_or_an(role)}; there is no change", part="ROLE")
    if proof != account.login:
        _refuse_taken([other for other in known if other.id != account.id], account.name, proof or "")
    if role is not Role.OWNER:
        _refuse_last_owner(known, account)
    return _stands(work, account, role, proof, clean(note, "--note"), active=True)


def disable(session: Session, name: str, note: str | None) -> Made:
    """Disable a user from now on; their entries stay. Raises `NotFound` and `Refused`."""
    work = Work(session)
    known = accounts(work.connection)
    account = account_called(known, name)
    if not account.active:
        raise Refused(f"{account.name} is already disabled; there is no change", part="NAME")
    _refuse_last_owner(known, account)
    return _stands(work, account, account.role, account.login, clean(note, "--note"), active=False)


def set_password(session: Session, name: str | None, password_hash: str) -> Made:
    """Set the password that a user types to enter the desk: your own, or as an owner anybody's.

    ``password_hash`` is `claims.privacy.passwords.hashed` of it. Raises `NotFound`, and `NotAllowed`.
    """
    work = Work(session)
    known = accounts(work.connection)
    account = account_called(known, name if name is not None else work.by)
    if not same_person(account.name, work.actor):
        work.needs("user password --for")
    work.add(AccountPassword(account_id=account.id, hash=password_hash), account.name)
    return work.result()


def account_called(known: Sequence[Account], name: str) -> Account:
    """Return the account of this name; raises `NotFound`."""
    for account in known:
        if same_person(account.name, name):
            return account
    raise NotFound(
        f'there is no user "{name.strip()}"; `claims user list` lists them, and `claims user add` adds one',
        part="NAME",
    )


def _stands(work: Work, account: Account, role: Role, login: str | None, note: str | None, *, active: bool) -> Made:
    row = AccountRole(account_id=account.id, role=role, login=login, active=active, note=note)
    work.add(row, account.name)
    out_of_step = groups.out_of_step(work.connection, account.login, login, role if active else None)
    if out_of_step is not None:
        work.notice(out_of_step)
    return work.result()


def _refuse_last_owner(known: Sequence[Account], account: Account) -> None:
    owners = [other for other in known if other.active and other.role is Role.OWNER]
    if [owner.id for owner in owners] == [account.id]:
        raise Refused(
            f"{account.name} is the last owner, and only an owner can add users: make another user an owner first",
            part="NAME",
        )
