"""Finding the migrations, and bringing a database up to date with a backup made first.

An embedded database is made and upgraded on first use.  A server, which others share, is upgraded only by
`claims db upgrade`.  The schema's version is read by plain SQL, so that no command waits for alembic.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError

from claims.errors import DatabaseUnusable, NotFound, SchemaMismatch
from claims.settings import SQLITE_SCHEME, Settings, masked
from claims.store import dialect
from claims.store.database import engine_for
from claims.store.files.backups import backed_up

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "alembic_version"


class SchemaState(StrEnum):
    """How a database's schema stands to the program's."""

    CURRENT = "current"
    EMPTY = "empty"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Schema:
    """A database's schema: its state, its version (none while empty) and the program's own."""

    state: SchemaState
    version: str | None
    program: str


def migrations_folder() -> Path:
    """Return the folder of the migrations: shipped inside the package, else the checkout's."""
    package = Path(__file__).parent.parent
    shipped = package / "_migrations"
    return shipped if shipped.is_dir() else package.parent / "alembic"


def versions() -> list[str]:
    """Return the program's schema versions, oldest first."""
    return sorted(path.name.split("_")[0] for path in (migrations_folder() / "versions").glob("[0-9]*_*.py"))


def schema(connection: Connection) -> Schema:
    """Return how the schema of an open database stands to the program's."""
    known = versions()
    try:
        version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    except (OperationalError, ProgrammingError):  # there is no such table, or nothing at all can be read
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
    """Return how the schema of a database stands to the program's; a file that does not exist is empty.

    With ``then_read``, the connection to one that is current is kept for `claims.store.database.reading`, which lets go
    of it.  Raises `DatabaseUnusable` when it cannot be read.
    """
    if url.startswith(SQLITE_SCHEME):
        path = Path(url.removeprefix(SQLITE_SCHEME))
        _check_path(path)
        if not path.exists():
            return Schema(SchemaState.EMPTY, None, versions()[-1])
        dialect.refuse_stale_journal(url)
    engine = engine_for(url, read_only=True)
    found = None
    try:
        with engine.connect() as connection:
            found = schema(connection)
    except SQLAlchemyError as error:
        raise dialect.problem_sentence(error, url) from error
    finally:
        if not then_read or found is None or found.state is not SchemaState.CURRENT:
            engine.dispose()
    return found


def ready(settings: Settings, *, writes: bool) -> None:
    """Make sure that a command can use the database: an embedded one is made or upgraded, a server only checked.

    Raises `NotFound` when a file that was named is to be read and does not exist, `SchemaMismatch` when the
    schema is newer than the program (or, on a server, older), and `DatabaseUnusable` for anything else.
    """
    url = settings.database
    if settings.embedded and settings.chosen and not settings.file.exists() and not writes:
        raise NotFound(f"there is no database at {settings.file}; `claims log` or `claims db upgrade` makes one")
    found = schema_of(url, then_read=not writes)
    if found.state is SchemaState.CURRENT:
        if writes and settings.embedded:
            dialect.take_into_use(url)
        return
    refuse_unusable(found, url)
    if not settings.embedded:
        state = "holds nothing yet" if found.state is SchemaState.EMPTY else f"has the older schema {found.version}"
        raise SchemaMismatch(
            f"the database at {masked(url)} {state}; when nobody works in it, run `claims db upgrade` "
            f"to bring it to {found.program}"
        )
    upgrade(url)


def refuse_unusable(found: Schema, url: str) -> None:
    """Raise `SchemaMismatch` for a newer schema and `DatabaseUnusable` for somebody else's."""
    if found.state is SchemaState.NEWER:
        raise SchemaMismatch(
            f"the database at {masked(url)} has schema {found.version} and this program knows {found.program}: "
            "install the newer program"
        )
    if found.state is SchemaState.FOREIGN:
        raise DatabaseUnusable(
            f"the database at {masked(url)} belongs to another program; name another file or database with --db"
        )


def upgrade(url: str) -> Path | None:
    """Bring a database to the program's schema and return the backup that was made first, if one was.

    An SQLite file that holds records is backed up beside itself.  Raises `SchemaMismatch` and
    `DatabaseUnusable`; the upgrade happens whole or not at all.
    """
    from alembic import command

    from claims.store import derived, search_index

    found = schema_of(url)
    refuse_unusable(found, url)
    if found.state is SchemaState.CURRENT:
        return None
    backup = None
    if url.startswith(SQLITE_SCHEME):
        path = Path(url.removeprefix(SQLITE_SCHEME))
        _make_folder(path)
        if found.state is SchemaState.OLDER:
            own = path.resolve()
            backup = backed_up(url, own.with_name(f"{own.name}.before-{found.program}-{_now()}")).path
        dialect.take_into_use(url)
    engine = engine_for(url)
    try:
        dialect.prepare_file(url)
        with engine.connect().execution_options(claims_writes=True) as connection, connection.begin():
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if found.state is SchemaState.OLDER:
                search_index.rebuild(connection)  # derived, and perhaps not made as this program makes it
                derived.keeper().rebuild(connection)
    except SQLAlchemyError as error:
        raise dialect.problem_sentence(error, url) from error
    except dialect.FILE_ERRORS as error:
        raise dialect.problem_sentence(error, url) from error
    finally:
        engine.dispose()
    return backup


def differences(connection: Connection) -> list[str]:
    """Return how the tables differ from what the program expects, a sentence each."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlmodel import SQLModel

    import claims.store.tables  # noqa: F401  (declares the tables)

    options = {"include_name": lambda name, kind, _: not (kind == "table" and "_fts" in (name or ""))}
    context = MigrationContext.configure(connection, opts=options)
    found = compare_metadata(context, SQLModel.metadata)
    return [f"the schema differs from the program's: {change}" for change in found]


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
        raise DatabaseUnusable(f"the folder {path.parent} cannot be made ({error.strerror})") from error


def _now() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
