"""The group roles on a PostgreSQL server that hold the rights of our roles, one for each role of each database."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, text

LONGEST_NAME = 63
"""How many bytes the name of a role may have on a server (NAMEDATALEN, less one)."""


def group_of(connection: Connection, role: str) -> str:
    """Return the name of the server's group role that holds the rights of a role in this database."""
    database = str(connection.exec_driver_sql("SELECT current_database()").scalar_one())
    return group_name(database, role)


def group_name(database: str, role: str) -> str:
    """Return the name of the group role of a role in a database; the server has one set of roles for all."""
    name = f"claims_{database}_{role}"
    if len(name.encode()) <= LONGEST_NAME:
        return name
    return f"claims_{hashlib.sha256(database.encode()).hexdigest()[:16]}_{role}"


def act_in(connection: Connection, group: str) -> None:
    """Give a transaction the rights of a group role alone, if the server has it."""
    if connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :group"), {"group": group}).first() is not None:
        connection.execute(text("SELECT set_config('role', :group, true)"), {"group": group})
