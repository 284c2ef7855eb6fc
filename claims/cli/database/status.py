"""`claims db status`: for people, and for monitoring."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

import click

from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import answering
from claims.cli.database.policy import policy_phrase
from claims.cli.terminal.render import Column, Format, emit_record
from claims.errors import Damaged

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.features.queue.overdue import Overdue
    from claims.reading.policies import PolicyRecord
    from claims.rules.alarms import ServerState
    from claims.store.checking.checks import Contents
    from claims.store.checking.monitoring import Chain
    from claims.store.migrate import SchemaState


@dataclass(frozen=True, slots=True)
class Held:
    """What a database with the program's schema holds."""

    contents: Contents
    policies: Sequence[PolicyRecord]
    chain: Chain
    waiting: Overdue
    backup_at: datetime | None


@dataclass(frozen=True, slots=True)
class Status:
    """What `claims db status` shows; without contents while the schema is not the program's."""

    database: str
    state: SchemaState
    schema: str | None
    program: str
    contents: Contents | None
    policies: Sequence[PolicyRecord] | None
    """The newsroom's policies."""
    migration_waits: bool
    chain: Chain | None
    waiting: Overdue | None
    backup_at: datetime | None
    disk_free_bytes: int | None
    server: ServerState | None
    alarms: tuple[str, ...]
    """What a technician has to look at."""


@command(example="claims db status\nclaims db status --alarm --max-lag 30")
@click.option("--alarm", is_flag=True, help="End with 1 when somebody has to look at something, and say what.")
@answering
def status(desk: Desk, form: Format, alarm: bool) -> None:
    """Show where the database is, its schema, how much it holds, and the newsroom's policies.

    For monitoring: whether a server is the primary or a standby, and how far a standby is behind; whether an upgrade of
    the schema waits; the newest event's hash, the last backup, what is overdue, connections, and space on the disk.
    """
    shown = _status(desk)
    emit_record(shown, _columns(desk.settings.zone), form)
    if alarm and shown.alarms:
        raise Damaged("; ".join(shown.alarms))


def _status(desk: Desk) -> Status:
    from claims.rules.alarms import alarms
    from claims.settings import masked
    from claims.store.checking.monitoring import disk_free_bytes, server_state
    from claims.store.database import reading
    from claims.store.migrate import SchemaState, refuse_unusable, schema_of

    settings = desk.settings
    schema = schema_of(settings.database)
    refuse_unusable(schema, settings.database)
    held = desk.read(_held(settings.zone)) if schema.state is SchemaState.CURRENT else None
    server = None
    if not settings.embedded:
        with reading(settings, sees_all=True) as connection:
            server = server_state(connection)
    waits, free = schema.state is SchemaState.OLDER, disk_free_bytes(settings)
    return Status(
        database=masked(settings.database),
        state=schema.state,
        schema=schema.version,
        program=schema.program,
        contents=held.contents if held else None,
        policies=held.policies if held else None,
        migration_waits=waits,
        chain=held.chain if held else None,
        waiting=held.waiting if held else None,
        backup_at=held.backup_at if held else None,
        disk_free_bytes=free,
        server=server,
        alarms=alarms(migration_waits=waits, disk_free_bytes=free, server=server),
    )


def _held(zone: tzinfo) -> Callable[[Connection], Held]:
    from claims.features.queue.overdue import overdue
    from claims.reading.policies import policies
    from claims.reading.view import View
    from claims.store.checking.checks import contents
    from claims.store.checking.monitoring import backup_at, chain

    def read(connection: Connection) -> Held:
        late = overdue(connection, View(zone=zone))
        return Held(contents(connection), policies(connection), chain(connection), late, backup_at(connection))

    return read


def _columns(zone: tzinfo) -> list[Column]:
    """Return the lines of the status, with moments in ``zone``."""

    def of(name: str) -> Callable[[Status], object]:
        return lambda shown: None if shown.contents is None else f"{getattr(shown.contents, name):,}"

    def moment(at: datetime | None) -> str | None:
        return None if at is None else at.astimezone(zone).isoformat(sep=" ", timespec="seconds")

    def last_event(shown: Status) -> str | None:
        at = moment(shown.contents.last_at) if shown.contents is not None else None
        return f"{at}, {shown.contents.last_what} by {shown.contents.last_who}" if at and shown.contents else None

    def free(shown: Status) -> str | None:
        return None if shown.disk_free_bytes is None else f"{shown.disk_free_bytes:,}"

    return [
        Column("database", "database"),
        Column("engine", lambda shown: shown.contents and shown.contents.engine),
        Column("server", lambda shown: shown.server and "; ".join(_server_phrases(shown.server))),
        Column("schema", _schema),
        Column("bytes", of("bytes")),
        Column("bytes free", free),
        Column("claims", of("claims")),
        Column("appearances", of("appearances")),
        Column("events", of("events")),
        Column("last event", last_event),
        Column("head", lambda shown: shown.chain and shown.chain.head),
        Column("last backup", lambda shown: moment(shown.backup_at)),
        Column("overdue", lambda shown: shown.waiting and _overdue_phrase(shown.waiting)),
        Column("policies", lambda shown: shown.policies and [policy_phrase(policy, zone) for policy in shown.policies]),
        Column("to look at", lambda shown: list(shown.alarms) or None),
    ]


def _server_phrases(server: ServerState) -> Iterator[str]:
    from claims.render.phrases import counted
    from claims.store.servers.standby import lag_phrase

    if server.standby:
        yield f"a standby, {lag_phrase(server.lag_seconds)}"
    else:
        waited_for = ", and entries wait for one" if server.waits_for_standby else ""
        yield f"the primary, with {counted(server.standbys, 'standby', 'standbys')}{waited_for}"
    yield f"{server.connections} of {server.max_connections} connections"


def _overdue_phrase(waiting: Overdue) -> str:
    from claims.render.phrases import counted

    return f"{counted(waiting.claims, 'claim')}, {counted(waiting.replies, 'reply', 'replies')}"


def _schema(shown: Status) -> str:
    if shown.schema is None:
        return f"none yet; `claims db upgrade` makes {shown.program}"
    if shown.contents is None:
        return f"{shown.schema}, older than the program's; `claims db upgrade` brings it to {shown.program}"
    return f"{shown.schema}, the program's"
