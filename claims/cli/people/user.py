"""`claims user`: the users of the database and their roles."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import group
from claims.cli.chassis.desk import Desk, View, first_day
from claims.cli.chassis.options import choice, reading_as, writing
from claims.cli.people.tokens import add_tokens
from claims.cli.terminal.render import Column, Format, emit
from claims.errors import BadUsage, BadValue
from claims.vocabulary import Role, a_or_an

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.entry.drafts import Made

NOTE = click.option("--note", metavar="TEXT", help="Why; it stays with the change.")
LOGIN = click.option(
    "--login",
    metavar="LOGIN",
    help="The user's login to the system or to PostgreSQL, if it differs from the name.",
)


@group("user")
def user() -> None:
    """Manage the users: who may use the database, and who may do what.

    While there are no users, everyone who can open the database may do everything. The first user is the person who
    runs `claims user add`, and an owner. From then on, people without an account can read but not write, and read
    nothing confidential.

    A reader reads. A journalist also logs, asks and reads confidential material. A checker also reviews. An editor also
    agrees with verdicts, merges, redacts, sets policies and closes stories. An owner also manages the users.
    """


@user.command(
    "add",
    example="""
        claims user add mori --role owner
        claims user add "Ada Okafor" --role checker --login aokafor
    """,
)
@click.argument("name")
@click.option("--role", type=choice(Role), help="The user's role.")
@LOGIN
@NOTE
@writing
def add(desk: Desk, form: Format, name: str, role: Role | None, login: str | None, note: str | None) -> None:
    """Register a user, by the name that records use.

    A login proves who the user is: on a file the login of the operating system, on PostgreSQL the login of the
    database. At the desk it is a password (`claims user password`).
    """
    from claims.entry.people import add_user

    made = desk.write("user add", lambda session: add_user(session, name, role, login, note))
    answer(made, form, text=lambda: f"registered: {made.made[0].label}")


@user.command("list", example="claims user list")
@reading_as(Format.TABLE, Format.JSON, Format.JSONL, Format.CSV)
def list_(desk: Desk, view: View) -> None:
    """List the users with their roles and logins, and who gave the role when."""
    from claims.reading.registers.people import registered

    people = desk.read(lambda connection: registered(connection, view.as_of))
    zone = desk.settings.zone
    rows = [{**person, "since": person["since"].astimezone(zone).isoformat(timespec="seconds")} for person in people]
    empty = "There are no users: everyone who can open the database may do everything."
    emit(rows, _COLUMNS, view.format, empty=empty, caption=view.caption)


@user.command("role", example='claims user role "Ada Okafor" editor')
@click.argument("name")
@click.argument("role", type=choice(Role))
@LOGIN
@NOTE
@writing
def role(desk: Desk, form: Format, name: str, role: Role, login: str | None, note: str | None) -> None:
    """Give a user another role; a disabled user may work again."""
    from claims.entry.people import set_role

    made = desk.write("user role", lambda session: set_role(session, name, role, login, note))
    answer(made, form, text=lambda: f"{made.made[0].label} is {a_or_an(role)} from now on.")


@user.command("disable", example='claims user disable "Ada Okafor" --note "left in May"')
@click.argument("name")
@NOTE
@writing
def disable(desk: Desk, form: Format, name: str, note: str | None) -> None:
    """Disable a user from now on; their entries stay. The last owner cannot be disabled."""
    from claims.entry.people import disable as use_case

    made = desk.write("user disable", lambda session: use_case(session, name, note))
    answer(made, form, text=lambda: f"{made.made[0].label} is disabled from now on.")


@user.command("password", example="claims user password\nclaims user password mori --one-time")
@click.argument("name", required=False)
@click.option("--one-time", is_flag=True, help="Print a password that lets NAME in once, to choose a new one.")
@writing
def password(desk: Desk, form: Format, name: str | None, one_time: bool) -> None:
    """Set a password for the desk: your own, or as an owner somebody else's.

    Type it at the hidden prompt, or send it on the standard input. The database keeps only its argon2 hash. An owner
    can give a user a password that works once, within three days (--one-time); the one that the user had ends.
    """
    from claims.entry.people import set_password
    from claims.privacy.passwords import hashed

    if one_time:
        _give_once(desk, form, name)
        return
    secret = hashed(_typed(desk))

    def use_case(session: Session) -> Made:
        return set_password(session, name, secret)

    made = desk.write("user password", use_case)
    answer(made, form, text=lambda: f"{made.made[0].label} has a new password for the desk.")


def _give_once(desk: Desk, form: Format, name: str | None) -> None:
    import secrets

    from claims.entry.access.one_time import give_one_time_password
    from claims.privacy.passwords import hashed

    if name is None:
        raise BadUsage("say who gets the one-time password: `claims user password NAME --one-time`", part="NAME")
    secret, unknown = secrets.token_urlsafe(15), hashed(secrets.token_urlsafe(32))

    def use_case(session: Session) -> Made:
        return give_one_time_password(session, name, secret, unknown)

    answer(desk.write("user password", use_case), form, text=lambda: secret, more={"password": secret})


@user.command("reads", example="claims user reads\nclaims user reads --by mori --since 2024-04-01")
@click.option("--by", "reader", metavar="NAME", help="Only reads by this user.")
@click.option("--since", metavar="DATE", help="Only reads from this day on.")
@reading_as(Format.TABLE, Format.JSON, Format.JSONL, Format.CSV)
def reads(desk: Desk, view: View, reader: str | None, since: str | None) -> None:
    """List who read confidential material: off-the-record claims, sealed identities, complete exports.

    Every use of `--confidential`, `claims source unseal` and `claims export --complete` is recorded here before
    anything is shown, and in no claim's history. Only editors and owners see this list. Where the database cannot be
    written, such a read is refused, or without users goes ahead with a warning.
    """
    from claims.reading.registers.people import confidential_reads

    first, zone = first_day(since), desk.settings.zone
    lines = desk.read(lambda connection: confidential_reads(connection, reader, view.as_of), action="user reads")
    rows = [{**line, "at": line["at"].astimezone(zone)} for line in lines]
    shown = [
        {**row, "at": row["at"].isoformat(timespec="seconds")}
        for row in rows
        if first is None or row["at"].date() >= first
    ]
    emit(shown, _names("at", "who", "proved", "what", "record"), view.format, empty="No confidential reads.")


add_tokens(user)


def _typed(desk: Desk) -> str:
    if desk.interactive:
        return str(click.prompt("The password (not shown)", hide_input=True, confirmation_prompt=True, err=True))
    try:
        typed = sys.stdin.read().rstrip("\r\n")
    except UnicodeDecodeError:
        raise BadValue("the standard input is not text in this terminal's encoding") from None
    if not typed:
        raise BadUsage(
            "type the password on a terminal, or send it on the standard input; the standard input was empty"
        )
    return typed


def _names(*names: str) -> list[Column]:
    return [Column(name, name) for name in names]


_COLUMNS = _names("name", "role", "login", "active", "since", "by", "note")
