"""The group roles of a database on a PostgreSQL server, and which login is in which.

A group role belongs to one database, which its name bears, as roles are the server's and not a database's.  A login is
in one group at most; what a group may do is made anew with each grant, so that it is neither more nor less than this
version of the program needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, text

from claims.errors import NotAllowed, NotFound, Refused
from claims.store import dialect
from claims.store.granting.guards import DESK, guards
from claims.store.rights.allowed import DESK_RIGHTS, Right, numbered, rights_of
from claims.store.rights.group_roles import group_name
from claims.text.shell import command
from claims.values import value
from claims.vocabulary import Role

ON_FILES = (
    "a database in a file has no logins: the system says who may open it, and `claims user` who may do what in it"
)
"""Why there are no grants in a file."""


@value
class Login:
    """A login of the server, as far as it matters here."""

    name: str
    groups: tuple[str, ...]
    """The roles of this database that it is in: a role, or the desk's."""
    superuser: bool
    owns: bool
    """Whether it owns the tables, itself or as a member of the role that does."""


def group_names(connection: Connection) -> Mapping[str, str]:
    """Return the names of this database's group roles, by role, with the desk's."""
    database = connection.exec_driver_sql("SELECT current_database()").scalar_one()
    return {role: group_name(database, role) for role in (*map(str, Role), DESK)}


def is_granted(connection: Connection) -> bool:
    """Return whether anybody was ever granted a role in this database."""
    return dialect.is_postgres(connection) and bool(_existing(connection, group_names(connection).values()))


def logins(connection: Connection) -> list[Login]:
    """Return every login of the server, by name."""
    groups = {group: role for role, group in group_names(connection).items()}
    rows = connection.execute(
        text(
            "SELECT login.rolname::text, login.rolsuper, pg_has_role(login.oid, c.relowner, 'USAGE'), "
            "ARRAY(SELECT grp.rolname::text FROM pg_auth_members m JOIN pg_roles grp ON grp.oid = m.roleid "
            "WHERE m.member = login.oid AND grp.rolname = ANY (:groups)) "
            "FROM pg_roles login CROSS JOIN pg_class c "
            "WHERE login.rolcanlogin AND c.oid = to_regclass('chain') ORDER BY login.rolname COLLATE \"C\""
        ),
        {"groups": list(groups)},
    )
    return [
        Login(name, tuple(sorted(groups[group] for group in member_of)), superuser, owns)
        for name, superuser, owns, member_of in rows
    ]


def grant(connection: Connection, login: str, role: str) -> None:
    """Put a login into the group of a role, and out of every other; the groups and their rights are made anew.

    Raises `NotFound` for a login that the server does not know, `Refused` for one that the server refuses no work,
    `NotAllowed` for anybody but the owner of the tables.
    """
    needs_owner(connection)
    _refuse_unfit(connection, login)
    groups = group_names(connection)
    renew(connection, make=True)
    for other, group in groups.items():
        if other != role:
            _leave(connection, login, group)
    connection.exec_driver_sql(f"GRANT {_name(groups[role])} TO {_name(login)}")


def revoke(connection: Connection, login: str) -> None:
    """Take a login out of every group of this database.

    Raises `NotFound` if it is in none, and `NotAllowed`.
    """
    needs_owner(connection)
    known = next((known for known in logins(connection) if known.name == login), None)
    if known is None or not known.groups or known.owns:
        raise NotFound(
            f"the login {login} has no role that can be revoked; `claims db roles` lists the logins with their roles",
            part="LOGIN",
        )
    for group in group_names(connection).values():
        _leave(connection, login, group)


def renew(connection: Connection, *, make: bool = False) -> bool:
    """Give every group what this version of the program needs, if there are groups or with ``make``; return whether.

    Raises `NotAllowed` for anybody but the owner of the tables, and for an owner who may not make roles.
    """
    groups = group_names(connection)
    there = _existing(connection, groups.values())
    if not there and not make:
        return False
    needs_owner(connection)
    missing = [group for group in groups.values() if group not in there]
    if (
        missing
        and not connection.exec_driver_sql(
            "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
        ).scalar_one()
    ):
        who = connection.exec_driver_sql("SELECT current_user").scalar_one()
        raise NotAllowed(
            f"the login {who} may not make roles on this server: its administrator allows that with "
            f'`ALTER ROLE "{who}" CREATEROLE`'
        )
    for group in missing:
        connection.exec_driver_sql(f"CREATE ROLE {_name(group)} NOLOGIN NOINHERIT")
    _let_act(connection, groups)
    schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    for statement in _rights(connection, schema, groups):
        connection.exec_driver_sql(statement.replace("%", "%%"))
    for statement in guards(_name(schema), {role: _name(group) for role, group in groups.items()}):
        connection.exec_driver_sql(statement.replace("%", "%%"))
    return True


def out_of_step(connection: Connection, before: str | None, login: str | None, role: Role | None) -> str | None:
    """Return a sentence if the server still lets a login do what its user may do no more, or not yet what it may.

    ``before`` was the user's login, ``role`` is the user's role, None for a disabled user.
    """
    if not is_granted(connection):
        return None
    has = {known.name: known.groups for known in logins(connection) if not (known.owns or known.superuser)}
    if before and has.get(before) and (role is None or before != login):
        return (
            f"the login {before} keeps its rights in the database until the owner of the tables runs "
            f"`{command('db', 'revoke', before)}`"
        )
    if login and role is not None and login in has and has[login] != (str(role),):
        return (
            f"the database does not know of it yet: the owner of the tables has to run "
            f"`{command('db', 'grant', login, role)}`"
        )
    return None


def needs_owner(connection: Connection) -> None:
    """Raise `NotAllowed` unless the tables belong to whoever is connected."""
    owner, owns, who = connection.exec_driver_sql(
        "SELECT r.rolname, pg_has_role(current_user, c.relowner, 'USAGE'), current_user "
        "FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE c.oid = to_regclass('chain')"
    ).one()
    if not owns:
        raise NotAllowed(
            f"only the owner of the tables may grant rights in them: connect as {owner} instead of {who}, in the "
            "address after --db"
        )


def _refuse_unfit(connection: Connection, login: str) -> None:
    known = next((known for known in logins(connection) if known.name == login), None)
    if known is None:
        raise NotFound(
            f"the server has no login {login}: its administrator makes one with "
            f"`CREATE ROLE {_name(login)} LOGIN PASSWORD '…'`",
            part="LOGIN",
        )
    if known.superuser:
        raise Refused(
            f"{login} is a superuser of the server and may do everything already: grant another login", part="LOGIN"
        )
    if known.owns:
        raise Refused(
            f"{login} owns the tables and may do everything in them already: grant another login", part="LOGIN"
        )


def _leave(connection: Connection, login: str, group: str) -> None:
    member = connection.execute(
        text(
            "SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles l ON l.oid = m.member "
            "WHERE g.rolname = :group AND l.rolname = :login"
        ),
        {"group": group, "login": login},
    ).first()
    if member is not None:
        connection.exec_driver_sql(f"REVOKE {_name(group)} FROM {_name(login)}")


def _existing(connection: Connection, names: Iterable[str]) -> set[str]:
    asked = text("SELECT rolname::text FROM pg_roles WHERE rolname = ANY (:names)")
    return set(connection.execute(asked, {"names": list(names)}).scalars())


def _rights(connection: Connection, schema: str, groups: Mapping[str, str]) -> Iterator[str]:
    """Yield the SQL that gives each group its rights, and no other."""
    database = connection.exec_driver_sql("SELECT current_database()").scalar_one()
    everybody = ", ".join(map(_name, groups.values()))
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {_name(schema)} FROM {everybody}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {_name(schema)} FROM {everybody}"
    yield f"GRANT CONNECT ON DATABASE {_name(database)} TO {everybody}"
    yield f"GRANT USAGE ON SCHEMA {_name(schema)} TO {everybody}"
    sequences = _sequences(connection)
    for right in DESK_RIGHTS:
        yield f"GRANT {granted(right)} TO {_name(groups[DESK])}"
    for role in Role:
        group = _name(groups[role])
        for right in rights_of(role):
            yield f"GRANT {granted(right)} TO {group}"
            if right.verb == "INSERT" and right.table in sequences:
                yield f"GRANT USAGE, SELECT ON SEQUENCE {sequences[right.table]} TO {group}"


def granted(right: Right) -> str:
    """Return a right as GRANT takes it: ``UPDATE ("note") ON "claim"``."""
    columns = ", ".join(map(_name, right.columns))
    return f"{right.verb}{f' ({columns})' if columns else ''} ON {_name(right.table)}"


def _let_act(connection: Connection, groups: Mapping[str, str]) -> None:
    """Let a desk's login, and the owner's, act in the group of each role; by itself a desk's has next to no rights."""
    for role in Role:
        connection.exec_driver_sql(f"GRANT {_name(groups[role])} TO {_name(groups[DESK])}")
        if not connection.exec_driver_sql(_IS_SUPERUSER).scalar_one():
            connection.exec_driver_sql(f"GRANT {_name(groups[role])} TO CURRENT_USER")


_IS_SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"


def _sequences(connection: Connection) -> dict[str, str]:
    known = {}
    for name in numbered():
        sequence = connection.execute(
            text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": _name(name)}
        ).scalar_one_or_none()
        if sequence is not None:
            known[name] = sequence
    return known


def _name(name: str) -> str:
    """Return a name quoted as an identifier."""
    return '"' + name.replace('"', '""') + '"'


def refuse_files(connection: Connection) -> None:
    """Raise `Refused` for a database in a file, which has no logins."""
    if not dialect.is_postgres(connection):
        raise Refused(ON_FILES)
