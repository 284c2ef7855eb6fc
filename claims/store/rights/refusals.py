"""What a server's refusal means, in words: what the login lacks, who has it, and the command that grants it."""

from __future__ import annotations

import getpass
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from claims.errors import NotAllowed
from claims.patterns import pattern_of
from claims.text.shell import command
from claims.vocabulary import Role, a_or_an

if TYPE_CHECKING:
    from sqlalchemy import URL

GUARDED = "claims: "
"""The beginning of what our guards say (`claims.store.granting.guards`)."""

_STATEMENT = pattern_of(
    r"(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|COPY)\s+(?:ONLY\s+)?(?:\"?\w+\"?\.)?\"?(\w+)\"?", re.IGNORECASE
)
_SET = pattern_of(r"\bSET\s+(.*?)(?:\s(?:WHERE|FROM|RETURNING)\s.*)?$", re.IGNORECASE | re.DOTALL)
_COLUMN = pattern_of(r"(?:^|,)\s*\"?(\w+)\"?\s*=")
_VERBS = {"insert": "INSERT", "copy": "INSERT", "update": "UPDATE", "delete": "DELETE"}
_DOES: Mapping[str, str] = {
    "SELECT": "read {table}",
    "INSERT": "add rows to {table}",
    "UPDATE": "change rows of {table}",
    "DELETE": "delete rows of {table}",
}
_MOVED = (
    "this database was moved or copied since its last entry, and the owner of the tables has to make the first one: "
    "`{grant}` does"
)


def refused(said: str, statement: str, url: str) -> NotAllowed:
    """Return the refusal, from what the server said, the statement that it refused and the URL of the database."""
    from sqlalchemy import make_url

    login = login_of(make_url(url))
    if said.startswith(GUARDED):
        return NotAllowed(f"the login {login} may not do this: {said.removeprefix(GUARDED)}{_granting(said, login)}")
    verb, table, column = _what(said, statement)
    grant = command("db", "grant", login, "ROLE")
    if table is None:
        return NotAllowed(
            f"the login {login} may not do this on the server ({said}); `claims db roles` lists what each login lacks, "
            f"and `{grant}` by the owner of the tables gives the rights of a role"
        )
    if (verb, table) == ("UPDATE", "chain") and "place" in statement:
        return NotAllowed(_MOVED.format(grant=grant))
    least = _least(verb, table, column, statement)
    does = _DOES[verb].format(table=f"{table}.{column}" if column else table)
    if least is None:
        return NotAllowed(f"the login {login} may not {does}: only the owner of the tables may")
    if least is Role.READER:
        return no_rights(url)
    return NotAllowed(
        f"the login {login} may not {does}: that needs the rights of {a_or_an(least)}, which the owner of the tables "
        f"gives with `{command('db', 'grant', login, least)}`"
    )


def _granting(said: str, login: str) -> str:
    """Return the end of a guard's sentence that names a role: who gives that role, and how."""
    role = next((role for role in Role if f" {a_or_an(role)}" in said), None)
    if role is None:
        return ""
    return f"; the owner of the tables gives that role with `{command('db', 'grant', login, role)}`"


def no_rights(url: str) -> NotAllowed:
    """Return the refusal of a login that has no rights in a database."""
    from sqlalchemy import make_url

    login = login_of(make_url(url))
    return NotAllowed(
        f"the login {login} lacks the rights of a reader in this database: the owner of the tables gives the rights of "
        f"a role with `{command('db', 'grant', login, 'ROLE')}`"
    )


def login_of(url: URL) -> str:
    """Return the login that a URL names, else libpq's default login."""
    import os

    named = url.username or url.query.get("user") or os.environ.get("PGUSER")
    return named if isinstance(named, str) else getpass.getuser()


def _what(said: str, statement: str) -> tuple[str, str | None, str | None]:
    """Return the verb and the table that were refused, and the column if only certain roles read it.

    The server names the table last, whatever its language.
    """
    from claims.store.rights.allowed import KEPT_FROM, tables

    last = said.rstrip(".»”\"' ").rpartition(" ")[2].strip("«»„“”\"'")
    table = last if last in tables() else None
    written = _STATEMENT.search(statement)
    if table is not None and written is not None and written[1] == table:
        return _VERBS[written[0].split()[0].lower()], table, None
    columns = (column for of, column in KEPT_FROM if of == table and re.search(rf"\b{column}\b", statement))
    return "SELECT", table, next(columns, None)


def _least(verb: str, table: str, column: str | None, statement: str) -> Role | None:
    from claims.store.rights.allowed import KEPT_FROM, least_for

    if column is not None:
        return KEPT_FROM[table, column]
    changes = _SET.search(statement) if verb == "UPDATE" else None
    return least_for(verb, table, _COLUMN.findall(changes[1]) if changes is not None else ())
