"""`claims db grant`, `claims db revoke` and `claims db roles`: the roles as rights in a PostgreSQL database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import answering, choice, writing
from claims.cli.terminal.render import Column, Format, emit
from claims.errors import BadUsage
from claims.vocabulary import Role, a_or_an

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.store.granting.inspecting import Standing


@command(
    "grant",
    example="""
        claims db grant mori checker
        claims db grant aokafor journalist --name "Ada Okafor"
        claims db grant claims_desk --desk
    """,
)
@click.argument("login")
@click.argument("role", type=choice(Role), required=False)
@click.option("--desk", "serves", is_flag=True, help="For the login of a desk that serves several people.")
@click.option("--name", metavar="NAME", help="The user's name in the records, if it differs from the login.")
@click.option("--note", metavar="TEXT", help="Why; it stays with the user's role.")
@writing
def grant(
    desk: Desk, form: Format, login: str, role: Role | None, serves: bool, name: str | None, note: str | None
) -> None:
    """Give a login to PostgreSQL the rights of a role in this database.

    The login may then do no more in the database than `claims` does for that role, whatever program it uses. Its user
    gets the role too; a new user is registered, as by `claims user add`.

    With --desk it is the login under which `claims desk` serves a newsroom: it may do nothing by itself, and for
    whoever signed in what their role may.

    Only the owner of the tables can grant. Run it again after a role was changed with `claims user role`.
    """
    from claims.entry.access.granting import grant_desk, grant_role

    if serves:
        if role is not None or name is not None or note is not None:
            raise BadUsage("a desk's login has no role and no name of its own: give --desk alone", part="--desk")
        made = desk.write("db grant", lambda session: grant_desk(session, login))
        answer(made, form, text=lambda: f"{login} may serve a desk from now on.")
        return
    if role is None:
        raise BadUsage(f"give {login} a role: {', '.join(Role)}; or --desk for the login of a desk", part="ROLE")
    made = desk.write("db grant", lambda session: grant_role(session, login, role, name, note))
    answer(made, form, text=lambda: f"{login} has the rights of {a_or_an(role)} from now on.")


@command("revoke", example="claims db revoke mori")
@click.argument("login")
@writing
def revoke(desk: Desk, form: Format, login: str) -> None:
    """Take every right in this database from a login to PostgreSQL.

    The user stays registered; `claims user disable` ends that too. Only the owner of the tables can revoke.
    """
    from claims.entry.access.granting import revoke_role

    made = desk.write("db revoke", lambda session: revoke_role(session, login))
    answer(made, form, text=lambda: f"{login} has no rights in this database from now on.")


@command("roles", example="claims db roles\nclaims db roles --format json")
@answering
def roles(desk: Desk, form: Format) -> None:
    """List the logins to PostgreSQL with their roles in this database, and what each lacks or has beyond its role.

    `role` is what the database lets the login do, `user_role` what the program lets its user do.
    """

    def read(connection: Connection) -> list[Standing]:
        from claims.store.granting.groups import refuse_files
        from claims.store.granting.inspecting import standings

        refuse_files(connection)
        return standings(connection)

    emit(desk.read(read), _COLUMNS, form, empty="No login has a role in this database.")


_COLUMNS = [Column(name, name) for name in ("login", "role", "user", "user_role", "lacks", "beyond")]
