"""A database on a PostgreSQL server that one login owns and others work in, each with the role it was granted."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from claims.rules.rights import ROLES
from claims.store.rights.group_roles import group_name
from tests.cli.entering import done
from tests.conftest import Run
from tests.postgres import Postgres, database_name, libpq_url

GIVEN = ("--attribution", "named", "--source")


@dataclass(frozen=True)
class Newsroom:
    """A database with logins: ``owner`` owns its tables, ``nobody`` has no right, and each role has a login."""

    url: str
    environment: Mapping[str, str]
    logins: Mapping[str, str]

    def run(self, who: str) -> Run:
        """The program as a login runs it, by its role, ``tables`` for the owner of the tables, or ``nobody``."""
        return Run(self.address(who), {**self.environment, "CLAIMS_USER": ""})

    def address(self, who: str) -> str:
        """The URL for a login."""
        return make_url(self.url).set(username=self.logins[who]).render_as_string(hide_password=False)

    def connect(self, who: str) -> psycopg.Connection[tuple[object, ...]]:
        """A connection of that login by plain psycopg."""
        return psycopg.connect(libpq_url(self.address(who)))


@contextmanager
def newsroom(server: Postgres, environment: Mapping[str, str]) -> Iterator[Newsroom]:
    """Hold a fresh newsroom with two claims, whose logins are named apart from those of any other."""
    mark = secrets.token_hex(3)
    logins = {name: f"{name}_{mark}" for name in ("tables", "nobody", "spare", *map(str, ROLES))}
    for name, login in logins.items():
        options = sql.SQL("CREATEROLE" if name == "tables" else "")
        server.connection.execute(sql.SQL("CREATE ROLE {} LOGIN {}").format(sql.Identifier(login), options))
    url = server.create()
    database = sql.Identifier(database_name(url))
    server.connection.execute(
        sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, sql.Identifier(logins["tables"]))
    )
    room = Newsroom(url, environment, logins)
    try:
        fill(room)
        yield room
    finally:
        server.drop(url)
        gone = [*(group_name(database_name(url), name) for name in (*ROLES, "desk")), *logins.values()]
        for login in gone:
            server.connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(login)))


def fill(room: Newsroom) -> None:
    """Make the database, grant each login its role, and enter something of each kind."""
    tables = room.run("tables")
    assert tables("db", "upgrade").exit_code == 0
    done(tables, "user", "add", room.logins["tables"])
    done(tables, "user", "add", "reader2", "--role", "reader")
    for role in ROLES:
        done(tables, "db", "grant", room.logins[role], role)
    owner = room.run("owner")
    first = ("--outlet", "Alpha", *GIVEN, "Ada Ruiz", "--reporter", "Ann Rich", "--private-note", "canary-note")
    done(owner, "log", "Statement A", *first, "--story", "s", "--url", "https://alpha.example/a")
    second = ("--outlet", "Beta", *GIVEN, "Bea Soto", "--reporter", "Bob Poor")
    done(owner, "log", "Statement B", *second, "--story", "t", "--url", "https://beta.example/b")
    done(owner, "source", "add", "diplomat", "--kind", "person", "--described", "a diplomat")
    done(owner, "ask", 1, "somebody")
    for who in ("reader", "owner"):
        done(room.run(who), "user", "token", f"script of the {who}")
