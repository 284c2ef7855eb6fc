"""Which login has which role in a database, what it lacks of it, and what it has beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, text

from claims.rules.rights import Account
from claims.store.granting.groups import Login, logins
from claims.store.people.actors import accounts
from claims.store.rights.allowed import Right, columns_of_table, rights_of
from claims.text.shell import command
from claims.values import value
from claims.vocabulary import Role

VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


@value
class Standing:
    """A login of the server or of a user, and what it may do here."""

    login: str
    user: str | None
    """The login's user."""
    user_role: str | None
    """The user's role, as `claims user` has it; None for a disabled user."""
    role: str | None
    """The role granted in the database, ``desk``, ``owner of the tables`` or ``superuser``."""
    lacks: tuple[str, ...]
    """What the login lacks of its role, or of the user's: sentences."""
    beyond: tuple[str, ...]
    """What it has beyond its role: sentences."""


OWNS, SUPERUSER = "owner of the tables", "superuser"


def standings(connection: Connection) -> list[Standing]:
    """Return the logins of users, the logins with a role, and the owners."""
    people = {account.login: account for account in accounts(connection) if account.login}
    there = {login.name: login for login in logins(connection)}
    concerned = [login for login in there.values() if login.groups or login.owns or login.name in people]
    known = [_standing(connection, login, people.get(login.name)) for login in concerned]
    known += [
        Standing(login, account.name, _role(account), None, (f"the server has no login {login}",), ())
        for login, account in people.items()
        if login not in there and account.active
    ]
    return sorted(known, key=lambda standing: standing.login)


def _role(account: Account | None) -> str | None:
    return str(account.role) if account is not None and account.active else None


def _standing(connection: Connection, login: Login, account: Account | None) -> Standing:
    role = next((group for group in reversed(Role) if group in login.groups), next(iter(login.groups), None))
    person, wanted = (None if account is None else account.name), _role(account)
    lacks: list[str] = []
    beyond: list[str] = []
    if login.superuser or login.owns:
        return Standing(login.name, person, wanted, SUPERUSER if login.superuser else OWNS, (), ())
    if role is None and wanted is not None:
        lacks.append(f"every right: `{command('db', 'grant', login.name, wanted)}` grants them")
    elif role in tuple(Role):
        if account is None:
            lacks.append(f"a user: `{command('user', 'add', 'NAME', role=role, login=login.name)}` adds one")
        elif wanted is None:
            lacks.append(f"a user who is not disabled: `{command('db', 'revoke', login.name)}` takes the rights away")
        elif wanted != role:
            lacks.append(f"the role of its user: `{command('db', 'grant', login.name, wanted)}` gives it")
        missing, beyond = _compared(connection, login.name, rights_of(Role(role)))
        if missing:
            lacks.append(f"{', '.join(missing)}: `{command('db', 'grant', login.name, role)}` gives it again")
    return Standing(login.name, person, wanted, role, tuple(lacks), tuple(beyond))


def _compared(connection: Connection, login: str, rights: Sequence[Right]) -> tuple[list[str], list[str]]:
    """Return what a login lacks of these rights, and what it has beyond them, in words: ``UPDATE of claim (note)``."""
    wanted = {(right.verb, right.table): right.columns for right in rights}
    has = _rights_of_login(connection, login)
    missing, more = [], []
    for (verb, table), columns in sorted(wanted.items()):
        held = has.get((verb, table), frozenset())
        if None not in held and (gone := [column for column in columns or _columns(table) if column not in held]):
            missing.append(_in_words(verb, table, gone if columns else ()))
    for (verb, table), held in sorted(has.items()):
        allowed = wanted.get((verb, table))
        if allowed is None:
            more.append(_in_words(verb, table, sorted(column for column in held if column)))
        elif allowed and (extra := [column for column in held if column not in allowed]):
            more.append(_in_words(verb, table, sorted(column for column in extra if column)))
    if connection.execute(text(_MAKES), {"login": login}).scalar_one():
        more.append("CREATE in the schema of the tables")
    return missing, more


def _columns(table: str) -> Sequence[str | None]:
    try:
        return columns_of_table(table)
    except KeyError:  # a view
        return (None,)


def _in_words(verb: str, table: str, columns: Iterable[str | None]) -> str:
    named = ", ".join(filter(None, columns))
    return f"{verb} of {table}" + (f" ({named})" if named else "")


def _rights_of_login(connection: Connection, login: str) -> Mapping[tuple[str, str], frozenset[str | None]]:
    """Return what a login may do, itself or by a role: columns by verb and table, with None for the whole table."""
    rows = connection.execute(text(_HELD), {"login": login})
    has: dict[tuple[str, str], set[str | None]] = {}
    for verb, table, column in rows:
        has.setdefault((verb, table), set()).add(column)
    return {key: frozenset(columns) for key, columns in has.items()}


_MAKES = "SELECT has_schema_privilege(:login, current_schema(), 'CREATE')"


def _held() -> Iterator[str]:
    here = "FROM pg_class c WHERE c.relkind IN ('r', 'v', 'p') AND c.relnamespace = current_schema()::regnamespace"
    for verb in VERBS:
        yield f"SELECT '{verb}', c.relname::text, NULL {here} AND has_table_privilege(:login, c.oid, '{verb}')"
    for verb in ("SELECT", "INSERT", "UPDATE", "REFERENCES"):
        yield (
            f"SELECT '{verb}', c.relname::text, a.attname::text "
            f"{here.replace('FROM pg_class c', 'FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid')} "
            f"AND a.attnum > 0 AND NOT a.attisdropped AND NOT has_table_privilege(:login, c.oid, '{verb}') "
            f"AND has_column_privilege(:login, c.oid, a.attnum, '{verb}')"
        )


_HELD = " UNION ALL ".join(_held())
