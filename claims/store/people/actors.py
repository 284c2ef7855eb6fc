"""Who acts, as the system, the server or the desk proves it, and whether that person may do so.

A file's proof is the login name of the operating system, a server's is the login of the database, the desk's is the
account.  The unit of work checks every write here, so no writer can forget it; `authorized` also serves reads.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, exists, func, literal_column, not_, null, select

from claims.rules.ladder import name_key, same_person
from claims.rules.rights import Account, Actor, may_speak_for_others, refusal, speaks_for
from claims.settings import Settings
from claims.store import dialect
from claims.store.hiding.sight import leave_blank
from claims.store.remembered import remembered
from claims.store.rights.group_roles import act_in, group_of
from claims.store.schema import ARRIVAL, LOCAL, TABLES
from claims.vocabulary import PolicyName, Role, Switch


def circumstances(connection: Connection) -> list[ColumnElement[Any]]:
    """Return columns that another statement reads too: the login to the server, and the rules in force."""
    policy = TABLES["policy"]
    newest = (
        select(policy.c.value)
        .where(policy.c.name == PolicyName.ACT_FOR_OTHERS, set_here(policy))
        .order_by(policy.c.entered_at.desc(), policy.c.uid.desc())
        .limit(1)
    )
    login: ColumnElement[Any] = literal_column("session_user") if dialect.is_postgres(connection) else null()
    return [
        exists(select(LOCAL["account"].c.id)).label("registered"),
        exists(select(TABLES["story_closing"].c.id)).label("closings"),
        newest.scalar_subquery().label("for_others"),
        login.label("login"),
        literal_column(_reads_all(connection)).label("reads_all"),
    ]


def set_here(policy: Table) -> ColumnElement[bool]:
    """Return the condition that a policy was set in this database; an imported policy has no effect.

    A file for an empty database moves it to another place, so its policies count as set here.
    """
    return ~exists(select(ARRIVAL.c.uid).where(ARRIVAL.c.uid == policy.c.uid))


def disabled(name: str) -> ColumnElement[Any]:
    """Return a column: whether the user of this name was disabled; null for no user."""
    account, role = LOCAL["account"], LOCAL["account_role"]
    newest = (
        select(not_(role.c.active))
        .join(account, account.c.id == role.c.account_id)
        .where(account.c.key == name_key(name))
        .order_by(role.c.entered_at.desc(), role.c.uid.desc())
        .limit(1)
    )
    return newest.scalar_subquery().label("disabled")


def _reads_all(connection: Connection) -> str:
    """Return the SQL that says whether the server lets the login read every column."""
    if not dialect.is_postgres(connection):
        return "1"
    return " AND ".join(f"has_column_privilege('{table}', '{column}', 'SELECT')" for table, column in LEFT_BLANK)


def keep_blank(connection: Connection, known: RowMapping) -> None:
    """Leave blank what the server does not let the login read, where the program reads it along with other columns."""
    if known["reads_all"]:
        return
    asked = [
        f"has_column_privilege('{table}', '{column}', 'SELECT') AS \"{table}.{column}\"" for table, column in LEFT_BLANK
    ]
    may = connection.exec_driver_sql(f"SELECT {', '.join(asked)}").mappings().one()
    whole = dialect.qualified(connection)
    kept = {(table, column) for table, column in LEFT_BLANK if not may[f"{table}.{column}"]}
    leave_blank(
        connection,
        {name: f"SELECT {_columns(name, kept)} FROM {whole(name)}" for name in {table for table, _ in kept}},
    )


def _columns(table: str, kept: set[tuple[str, str]]) -> str:
    known = TABLES[table] if table in TABLES else LOCAL[table]
    names = (column.name for column in known.columns)
    return ", ".join(f'NULL::text AS "{name}"' if (table, name) in kept else f'"{name}"' for name in names)


LEFT_BLANK = (("appearance", "private_note"), ("sealed", "recipients"), ("sealed", "ciphertext"), ("access", "secret"))
"""The columns that a login may not be allowed to read, in tables that everybody reads."""


def act_as(connection: Connection, settings: Settings) -> None:
    """Let the server hold the transaction to the role of the account that the desk proved, where roles were granted.

    Whoever has no account, or was disabled, reads what a reader does.
    """
    if settings.account is None or not dialect.is_postgres(connection):
        return
    account = _account_of(accounts(connection), settings, None)
    role = account.role if account is not None and account.active else Role.READER
    act_in(connection, group_of(connection, role))


def has_closings(connection: Connection, known: RowMapping | None = None) -> bool:
    """Return whether any story was ever closed, asked once a transaction; ``known`` answers `circumstances`."""
    asked = select(TABLES["story_closing"].c.id).limit(1)
    return remembered(
        connection,
        "closings",
        frozenset({"story_closing"}),
        lambda: connection.execute(asked).first() is not None if known is None else bool(known["closings"]),
    )


def actor(connection: Connection, settings: Settings, known: RowMapping | None = None) -> Actor:
    """Return who acts; ``known`` is the answer to `circumstances`, if already read.

    Raises `NotAllowed` for another person's name, unless the newsroom allows that.
    """
    if known is None:
        known = connection.execute(select(*circumstances(connection))).mappings().one()
    proved = settings.account or proved_login(settings, known)
    value = known["for_others"]
    for_others = may_speak_for_others(Switch(value) if value else None, registered=known["registered"])
    if not known["registered"]:
        if settings.said and not for_others and proved and not same_person(proved, settings.who):
            raise speaks_for(proved, settings.who)
        return Actor(settings.who, proved)
    account = _account_of(accounts(connection), settings, proved)
    if account is None:
        return Actor(settings.who, proved, registered=True)
    if not settings.said or same_person(settings.who, account.name):
        return Actor(account.name, account.name, registered=True, account=account)
    if not for_others:
        raise speaks_for(account.name, settings.who)
    return Actor(settings.who, account.name, registered=True, account=account)


def proved_login(settings: Settings, known: RowMapping) -> str | None:
    """Return the login that the system proves for a file, and the server for its database."""
    login: str | None = settings.login if settings.embedded else known["login"]
    return login


def authorized(connection: Connection, settings: Settings, action: str, known: RowMapping | None = None) -> Actor:
    """Return who acts, if the action is theirs to do; raises `NotAllowed`."""
    acting = actor(connection, settings, known)
    problem = refusal(acting, action)
    if problem is not None:
        raise problem
    return acting


def accounts(connection: Connection) -> list[Account]:
    """Return the users with their present roles, in the order of registration."""
    account, role = LOCAL["account"], LOCAL["account_role"]
    age = func.row_number().over(partition_by=role.c.account_id, order_by=(role.c.entered_at.desc(), role.c.uid.desc()))
    newest = select(role, age.label("age")).subquery()
    rows = connection.execute(
        select(account.c.id, account.c.uid, account.c.name, newest.c.role, newest.c.login, newest.c.active)
        .join(newest, newest.c.account_id == account.c.id)
        .where(newest.c.age == 1)
        .order_by(account.c.id)
    )
    return [Account(*row) for row in rows]


def reader(connection: Connection, settings: Settings, known: RowMapping) -> Actor:
    """Return who reads, by their proof alone, whatever name they gave; ``known`` answers `circumstances`."""
    proved = settings.account or proved_login(settings, known)
    if not known["registered"]:
        return Actor(settings.who, proved)
    account = _account_of(accounts(connection), settings, proved)
    return Actor(settings.who if account is None else account.name, proved, registered=True, account=account)


def acting_name(connection: Connection, settings: Settings) -> str:
    """Return the name that the records use for whoever acts: the name given, or the account of their login."""
    if settings.said:
        return settings.who
    return reader(connection, settings, connection.execute(select(*circumstances(connection))).mappings().one()).who


def _account_of(known: list[Account], settings: Settings, proved: str | None) -> Account | None:
    """Return the account that a name at the desk or a login proves.

    A login must match exactly; names match as people type them.
    """
    if settings.account is not None:
        key = name_key(settings.account)
        return next((account for account in known if name_key(account.name) == key), None)
    fitting = [account for account in known if account.login is not None and account.login == proved]
    return next((account for account in fitting if account.active), fitting[0] if fitting else None)
