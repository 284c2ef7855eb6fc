"""`claims db`: looking after the database."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.cli.chassis.command import group
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.evidence_files import settle
from claims.cli.chassis.options import answering, at_desk
from claims.cli.chassis.written import note_written
from claims.cli.database.grants import grant, revoke, roles
from claims.cli.database.policy import policy
from claims.cli.database.status import status
from claims.cli.terminal.render import Format, as_json, warn
from claims.errors import Damaged, DatabaseUnusable, FileUnusable, NotAllowed, NotFound, Refused
from claims.parsing import whole_path

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from claims.store.files.backups import Backup
    from claims.store.verification import Verification


@group()
def db() -> None:
    """Look after the database: status, policy, upgrade, check, verify, backup."""


for command in (policy, status, grant, revoke, roles):
    db.add_command(command)


@db.command(example="claims db upgrade\nclaims --db postgresql://desk@db.example/claims db upgrade")
@at_desk
def upgrade(desk: Desk) -> None:
    """Make the database, or bring it to this program's schema.

    A file that holds records is first backed up, beside itself. On a server, people can read meanwhile; nobody
    should enter anything.
    """
    from claims.settings import masked
    from claims.store.migrate import SchemaState, schema_of
    from claims.store.migrate import upgrade as bring_up

    url = desk.settings.database
    before = schema_of(url)
    backup = bring_up(url, desk.settings.who)
    where = masked(url)
    if before.state is SchemaState.CURRENT:
        click.echo(f"{where} has schema {before.program} already.")
    elif before.state is SchemaState.EMPTY:
        click.echo(f"Made the database {where} with schema {before.program}.")
    else:
        click.echo(f"Upgraded {where} from schema {before.version} to {before.program}.")
    if backup is not None:
        click.echo(f"The backup is {backup}.")


@db.command(example="claims db verify\nclaims db verify --head 176dfb906f213615")
@click.option(
    "--head",
    "noted",
    metavar="HASH",
    help="A hash noted elsewhere: say which event it is, or that it is missing.",
)
@answering
def verify(desk: Desk, form: Format, noted: str | None) -> None:
    """Verify that every record is as it was entered.

    Walks the chain of events from the first one and compares each record with its digest. Names the first record that
    was changed, removed, added or reordered outside of this program, and then ends with 1. Records written in another
    database, or before this one was copied, have a chain of their own. Timestamps of snapshots are checked too.

    Somebody who can write the file can also cut off its newest events with their records. The newest event's hash,
    noted elsewhere, shows that: each story report and each backup gives it. Its first 16 characters are enough.

    On a server, a login that does not read everything verifies what it reads. The command then names the rows that it
    could not compare, and ends with 10.
    """
    verified = desk.read(lambda connection: _verified(connection, noted))
    if form is Format.JSON:
        click.echo(as_json(verified))
    else:
        _show_verified(verified)
    if verified.unread:
        raise _verified_in_part(verified.unread)


def _show_verified(verified: Verification) -> None:
    from claims.render.phrases import counted

    if verified.events is None or verified.rows is None or verified.redacted is None:
        every = "every record that this login reads" if verified.unread else "every record"
        click.echo(f"{every} is as it was entered; head {verified.head}")
    else:
        walked = f"{counted(verified.events, 'event')}, {counted(verified.rows, 'row')}, {verified.redacted:,} redacted"
        click.echo(f"{walked}; head {verified.head}")
    for replica, head in verified.elsewhere.items():
        click.echo(f"also the chain of {replica[:8]}, written elsewhere; head {head}")
    if verified.noted is not None:
        click.echo(
            f"the head noted is event {verified.noted.event:,} of {verified.noted.chain[:8]}, "
            f"{counted(verified.noted.since, 'event')} since"
        )
    if verified.timestamps:
        hold = "holds" if verified.timestamps == 1 else "hold"
        click.echo(f"{counted(verified.timestamps, 'timestamp')} of snapshots {hold}")
    if verified.timestamps_unchecked:
        from claims.store.checking.timestamps import INSTALL

        click.echo(f"{counted(verified.timestamps_unchecked, 'timestamp')} of snapshots not checked: {INSTALL}")
    if verified.unguarded:
        click.echo(_unguarded(verified.unguarded))


def _verified_in_part(tables: Sequence[str]) -> NotAllowed:
    """Return the refusal of a verification that is right as far as it went."""
    from claims.render.phrases import listed
    from claims.store.granting.unread import in_words

    return NotAllowed(
        f"could not verify {listed(in_words(tables))}: your login does not read all of their fields. Everything else "
        "is as it was entered; a login with the rights of an owner verifies all of it"
    )


def _unguarded(count: int) -> str:
    """Return a warning about redacted records without a digest of their other fields."""
    single = count == 1
    return (
        f"{count:,} redacted {'record has' if single else 'records have'} no proof for the fields that were kept: "
        f"an older program redacted {'it' if single else 'them'}; `claims redact --clean` protects "
        f"{'it' if single else 'them'} from now on"
    )


@db.command(example="claims db check")
@at_desk
def check(desk: Desk) -> None:
    """Check that the database is sound and that everything derived is right.

    Looks at the file, the triggers that guard the records, the schema and the evidence files, and computes everything
    derived anew. Ends with 1 when something is wrong. `claims db verify` says whether records were tampered with.
    """
    from claims.render.phrases import counted

    def checked(connection: Connection) -> tuple[int, bool, list[str]]:
        from claims.store.checking.checks import KEYS, checks
        from claims.store.hiding.sight import seeing_all

        problems, renewable, subjects = 0, False, []
        with seeing_all(connection):
            for fault in checks(connection, desk.settings.files):
                subjects.append(fault.subject)
                renewable |= fault.subject in KEYS and bool(fault.problems)
                for problem in fault.problems:
                    click.echo(problem)
                problems += len(fault.problems)
        return problems, renewable, subjects

    with suppress(DatabaseUnusable, FileUnusable):  # where nothing can be written it is looked at as it is
        desk.read(lambda connection: None)
        settled = settle(desk)
        if settled:
            click.echo(f"Put {counted(settled, 'evidence file')} into place, left by a command that was broken off.")
    problems, renewable, subjects = desk.read(checked)
    if problems:
        mend = "; `claims db reindex` makes keys and indexes anew" if renewable else ""
        raise Damaged(f"the database has {problems} problem{'s' * (problems > 1)}, named above{mend}")
    click.echo(f"In order: {', '.join(subjects[:-1])} and {subjects[-1]}.")


@db.command(example="claims db reindex")
@at_desk
def reindex(desk: Desk) -> None:
    """Build the indexes anew: the keys of names and addresses, the words for search, and each claim's present status.

    `claims db check` says when they differ from the records. Names, addresses and words stay as they were typed.
    """
    from claims.entry.claim_words import reindex as words_anew
    from claims.entry.present.keeper import rebuild as rebuild_present
    from claims.render.phrases import counted
    from claims.store.hiding.sight import seeing_all
    from claims.store.keys import renewed
    from claims.store.likeness.index import rebuild as rebuild_likeness
    from claims.store.likeness.samples import rebuild as rebuild_samples
    from claims.store.recording import flush
    from claims.store.search_index import rebuild

    def anew(work: Callable[[Session], int]) -> int:
        def use_case(session: Session) -> int:
            with seeing_all(session.connection()):
                count = work(session)
                flush(session)
                return count

        return desk.write("db reindex", use_case)

    keys, claims = anew(renewed), anew(words_anew)
    documents = anew(lambda session: rebuild(session.connection()))
    anew(lambda session: rebuild_likeness(session.connection()))
    anew(lambda session: rebuild_samples(session.connection()))
    states = anew(lambda session: rebuild_present(session.connection()))
    if keys:
        click.echo(f"Made {counted(keys, 'key')} of names and addresses anew.")
    click.echo(
        f"Indexed {counted(claims, 'claim')} anew, and {counted(documents, 'text')} to search; "
        f"stored the present state of {counted(states, 'claim')}."
    )


@db.command(example="claims db backup\nclaims db backup /media/desk/claims-friday.db")
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option("--with-files", is_flag=True, help="Copy the evidence files too, into the folder TARGET.evidence.")
@at_desk
def backup(desk: Desk, target: Path | None, with_files: bool) -> None:
    """Copy the database to TARGET while others use it.

    Without TARGET the copy is made beside the database, with the time in its name. Only you may read it, and no file is
    overwritten. Evidence files are copied only with --with-files.

    To put a backup back, move the database away with its -wal and -shm files and put the copy in its place: TARGET as
    the database, TARGET.evidence as the folder of that name beside it. A server has its own tools: use pg_dump.
    """
    from claims.store.files.backups import backed_up
    from claims.store.migrate import SchemaState, refuse_unusable, schema_of

    settings = desk.settings
    if not settings.embedded:
        files = f"; your copies of evidence files are in {settings.files}" if settings.files.is_dir() else ""
        raise Refused(f"a server's database is backed up with its own tools: `pg_dump` makes a consistent copy{files}")
    schema = schema_of(settings.database)
    if schema.state is SchemaState.EMPTY:
        raise NotFound(f"there is no database at {settings.file} to back up")
    refuse_unusable(schema, settings.database)
    if schema.state is SchemaState.CURRENT:
        desk.allow("db backup")
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    own = settings.own_file
    target = whole_path(target or own.with_name(f"{own.name}.backup-{now}")).absolute()
    if with_files and schema.state is SchemaState.CURRENT:
        settle(desk)
    copy = backed_up(settings.database, target, settings.files if with_files else None)
    click.echo(f"Copied {settings.file} to {copy.path}.")
    _tell_of_files(copy)
    head = _head_of(copy.path) if schema.state is SchemaState.CURRENT else None
    if head is not None:
        click.echo(f"Its newest event is {head}; note it for `claims db verify --head`.")
    if schema.state is SchemaState.CURRENT:  # an older one has to be copied as it is, before it is upgraded
        note_written(desk, "db backup", "backup", copy.path)


def _tell_of_files(copy: Backup) -> None:
    """Say where the evidence files went, or that they were not copied."""
    from claims.render.phrases import counted

    if not copy.files:
        return
    if copy.folder is None:
        click.echo(f"Its {counted(copy.files, 'evidence file')} not copied: --with-files copies them too.")
        return
    taken = copy.files - len(copy.wanting)
    click.echo(f"Copied {counted(taken, 'evidence file')} to {copy.folder}.")
    if copy.wanting:
        warn(f"{counted(len(copy.wanting), 'evidence file')} could not be copied; `claims db check` says which")


def _head_of(copy: Path) -> str | None:
    """Return the hash of the newest event in a finished copy, if it has events."""
    from claims.settings import settings
    from claims.store.database import reading
    from claims.store.verification import head_at

    with reading(settings(str(copy)), sees_all=True) as connection:
        return head_at(connection)


def _verified(connection: Connection, noted: str | None) -> Verification:
    """Walk the chain, on a terminal with a bar that moves."""
    from claims.store.checking.checks import contents
    from claims.store.verification import verify

    if not sys.stderr.isatty():
        return verify(connection, noted=noted)
    with click.progressbar(length=contents(connection).events, label="Verifying", file=sys.stderr) as bar:
        return verify(connection, bar.update, noted=noted)
