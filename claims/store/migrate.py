"""Finding the migrations, and upgrading a database after a backup.

An embedded database is created and upgraded on first use. A server, which others share, is upgraded only by `claims db
upgrade`. The schema's version is read by plain SQL, so that no command waits for alembic.
"""

from __future__ import annotations

import warnings
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError, SAWarning, SQLAlchemyError

from claims.errors import DatabaseUnusable, NotFound, SchemaMismatch
from claims.settings import SQLITE_SCHEME, Settings, masked
from claims.store import dialect
from claims.store.database import engine_for, let_go
from claims.store.servers import problems
from claims.values import value

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "alembic_version"

LOCK_SECONDS = 2
"""How long an upgrade waits for somebody who reads a table: everybody else waits behind it meanwhile."""

LOCK_ATTEMPTS = 10
"""How often it tries, so that the others get their turn in between."""


class SchemaState(StrEnum):
    """How a database's schema compares with the program's."""

    CURRENT = "current"
    EMPTY = "empty"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"


@value
class Schema:
    """A database's schema: its state, its version (None if empty) and the program's version."""

    state: SchemaState
    version: str | None
    program: str


def migrations_folder() -> Path:
    """Return the folder of the migrations: inside the package, else in the checkout."""
    package = Path(__file__).parent.parent
    shipped = package / "_migrations"
    return shipped if shipped.is_dir() else package.parent / "alembic"


def versions() -> list[str]:
    """Return the program's schema versions, oldest first."""
    return sorted(path.name.split("_")[0] for path in (migrations_folder() / "versions").glob("[0-9]*_*.py"))


def schema(connection: Connection) -> Schema:
    """Return how an open database's schema compares with the program's."""
    known = versions()
    try:
        version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    except (OperationalError, ProgrammingError) as error:  # the table is missing, or nothing can be read
        if problems.is_refusal(error):
            raise
        connection.rollback()
        state = SchemaState.FOREIGN if inspect(connection).get_table_names() else SchemaState.EMPTY
        return Schema(state, None, known[-1])
    if version is None:
        return Schema(SchemaState.EMPTY, None, known[-1])
    if version == known[-1]:
        return Schema(SchemaState.CURRENT, version, known[-1])
    if version in known:
        return Schema(SchemaState.OLDER, version, known[-1])
    newer = (
        isinstance(version, str)
        and version.isdigit()
        and version > known[-1]
        and inspect(connection).has_table("chain")
    )
    return Schema(SchemaState.NEWER if newer else SchemaState.FOREIGN, version, known[-1])


def schema_of(url: str, *, then_read: bool = False) -> Schema:
    """Return how a database's schema compares with the program's; a missing file counts as empty.

    With ``then_read``, the connection to a current database is kept for `claims.store.database.reading`, which releases
    it. Raises `DatabaseUnusable` when the database cannot be read.
    """
    if url.startswith(SQLITE_SCHEME):
        path = Path(url.removeprefix(SQLITE_SCHEME))
        _check_path(path)
        if not path.exists():
            return Schema(SchemaState.EMPTY, None, versions()[-1])
        dialect.refuse_stale_journal(url)
    engine = engine_for(url, read_only=True)
    state = None
    try:
        with engine.connect() as connection:
            state = schema(connection)
    except SQLAlchemyError as error:
        raise problems.problem_sentence(error, url) from error
    finally:
        if not then_read or state is None or state.state is not SchemaState.CURRENT:
            let_go(engine)
    return state


def ready(settings: Settings, *, writes: bool) -> None:
    """Make sure that a command can use the database: create or upgrade an embedded one, only check a server.

    Raises `NotFound` when a named file is to be read and does not exist, `SchemaMismatch` when the schema is newer than
    the program (or, on a server, older), and `DatabaseUnusable` for anything else.
    """
    url = settings.database
    if settings.embedded and settings.chosen and not settings.file.exists() and not writes:
        raise NotFound(f"there is no database at {settings.file}; `claims log` or `claims db upgrade` creates one")
    schema = schema_of(url, then_read=not writes)
    if schema.state is SchemaState.CURRENT:
        if writes and settings.embedded:
            dialect.take_into_use(url)
        return
    refuse_unusable(schema, url)
    if not settings.embedded:
        state = "is empty" if schema.state is SchemaState.EMPTY else f"has the older schema {schema.version}"
        raise SchemaMismatch(
            f"the database at {masked(url)} {state}; when it is not in use, run `claims db upgrade` "
            f"to upgrade it to {schema.program}"
        )
    upgrade(url, settings.who)


def refuse_unusable(schema: Schema, url: str) -> None:
    """Raise `SchemaMismatch` for a newer schema and `DatabaseUnusable` for another program's database."""
    if schema.state is SchemaState.NEWER:
        raise SchemaMismatch(
            f"the database at {masked(url)} has schema {schema.version} but this program knows only {schema.program}: "
            "install the newer program"
        )
    if schema.state is SchemaState.FOREIGN:
        raise DatabaseUnusable(
            f"the database at {masked(url)} belongs to another program; name another file or database with --db"
        )


def upgrade(url: str, who: str = "claims") -> Path | None:
    """Upgrade a database to the program's schema and return the backup made first, if any.

    What older programs derived is derived again; keys that changed are edited, by ``who``. An SQLite file with records
    is backed up beside itself. Raises `SchemaMismatch` and `DatabaseUnusable`; the upgrade is complete or does not
    happen.
    """
    from alembic import command

    schema = schema_of(url)
    refuse_unusable(schema, url)
    if schema.state is SchemaState.CURRENT:
        return None
    backup = None
    if url.startswith(SQLITE_SCHEME):
        path = Path(url.removeprefix(SQLITE_SCHEME))
        _make_folder(path)
        if schema.state is SchemaState.OLDER:
            from claims.store.files.backups import backed_up

            own = path.resolve()
            backup = backed_up(url, own.with_name(f"{own.name}.before-{schema.program}-{_now()}")).path
        dialect.take_into_use(url)
    engine = engine_for(url)

    def migrate() -> None:
        with engine.connect().execution_options(claims_writes=True) as connection, connection.begin():
            dialect.wait_briefly(connection, LOCK_SECONDS)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if schema.state is SchemaState.OLDER:
                _bring_along(connection, who)

    try:
        dialect.prepare_file(url)
        problems.tried_for_a_lock(migrate, attempts=LOCK_ATTEMPTS)
    except SQLAlchemyError as error:
        raise problems.problem_sentence(error, url) from error
    except problems.FILE_ERRORS as error:
        raise problems.problem_sentence(error, url) from error
    finally:
        let_go(engine)
    return backup


def _bring_along(connection: Connection, who: str) -> None:
    """Make anew what an older program computed, perhaps differently: keys, indexes, the present, and logins' rights."""
    from claims.store import derived, keys, search_index
    from claims.store.granting import groups
    from claims.store.likeness import index as likeness_index
    from claims.store.likeness import samples
    from claims.store.recording import written_on

    written_on(connection, who, "db upgrade", keys.renewed)
    search_index.rebuild(connection)
    likeness_index.rebuild(connection)
    samples.rebuild(connection)
    derived.keeper().rebuild(connection)
    if dialect.is_postgres(connection):
        groups.renew(connection)


def differences(connection: Connection) -> list[str]:
    """Return the differences between the tables and the program's expectation, a sentence each."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlmodel import SQLModel

    import claims.store.tables  # noqa: F401  (declares the tables)
    from claims.store import constraints

    options = {"include_name": lambda name, kind, _: not (kind == "table" and "_fts" in (name or ""))}
    context = MigrationContext.configure(connection, opts=options)
    with warnings.catch_warnings():
        # SQLAlchemy warns of a CHECK that it cannot read, as of one that is not valid or not enforced; it is different.
        warnings.simplefilter("ignore", SAWarning)
        changes = compare_metadata(context, SQLModel.metadata)
        checks = list(constraints.differences(connection, SQLModel.metadata))
    return [*map(constraints.change_sentence, changes), *checks]


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    return config


def _check_path(path: Path) -> None:
    if path.is_dir():
        raise DatabaseUnusable(f"{path} is a folder; name a file with --db")
    if path.exists() and not path.is_file():
        raise DatabaseUnusable(f"{path} is not a file that can hold a database; name another with --db")


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(f"the folder {path.parent} cannot be created ({error.strerror})") from error


def _now() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
