"""Every difference between SQLite and PostgreSQL, in one place.

Except the search index (`claims.store.documents`), and what their drivers raise (`claims.store.servers.problems`).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from claims.errors import BadValue, DatabaseUnusable
from claims.patterns import pattern_of
from claims.settings import SQLITE_SCHEME
from claims.store.hiding.sight import SEES_ALL, seen
from claims.store.remembered import forget_written
from claims.store.servers.addresses import server_arguments
from claims.store.servers.problems import has_journal, is_locked_out, problem_sentence

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Engine, Select

APPLICATION_ID = 0x636C6D73
"""Marks an SQLite file as ours ("clms" in ASCII)."""

PUT_BY = 0x636C6275
"""Marks a backup not written to since it was made ("clbu"), in SQLite's user version.

A journal beside a marked file is another file's, but SQLite would take it for its own.
"""

BUSY_SECONDS = 10
"""How long a writer waits for another's SQLite transaction."""

SCRUB_SECONDS = 2
"""How long cleaning waits, at each step, for other users of the database."""

CACHE_KIBIBYTES = 32_768
"""How much of a file SQLite may keep in memory.

With its default of 2 MB, a transaction of some thousand rows is written to disk and read again while in progress, which
makes it five times slower.
"""

STEP_MILLISECONDS = 200
"""The length of one wait, so that Ctrl-C is noticed in between."""


def make_engine(url: str, *, read_only: bool = False, connections: int | None = None) -> Engine:
    """Return an engine for a database URL, with the connection settings our guarantees need.

    A read-only SQLite file (a copy on a read-only medium) is opened as immutable for reading. With ``connections`` it
    keeps that many open for a server's threads, each with less memory of the file.
    """
    from sqlalchemy import create_engine

    embedded = url.startswith(SQLITE_SCHEME)
    pool: dict[str, Any] = {}
    if connections is not None:
        pool = {"pool_size": connections, "max_overflow": connections, "pool_pre_ping": not embedded}
    if embedded:
        cache = CACHE_KIBIBYTES if connections is None else CACHE_KIBIBYTES // 4
        engine = _file_engine(url.removeprefix(SQLITE_SCHEME), pool, cache, read_only=read_only)
    else:
        given = server_arguments(url, read_only=read_only)
        engine = create_engine(url, isolation_level="READ COMMITTED", connect_args=given, **pool)
    _forget_what_is_written(engine)
    return engine


def _file_engine(path: str, pool: Mapping[str, Any], cache: int, *, read_only: bool) -> Engine:
    """Return the engine of an SQLite file; ``cache`` is how many KiB of the file a connection holds in memory."""
    from urllib.parse import parse_qsl

    from sqlalchemy import URL, create_engine, event

    # Built from parts, as a path may contain a character that ends it in a URL ("what next?.db").
    target = URL.create("sqlite", database=path)
    if read_only and _unchanging(path):
        file, _, options = _reading_uri(path).partition("?")
        target = URL.create("sqlite", database=file, query={**dict(parse_qsl(options)), "uri": "true"})
    engine = create_engine(target, connect_args={"timeout": BUSY_SECONDS}, **pool)

    # Python's driver neither begins nor rolls back around DDL unless it is told to leave transactions to us.
    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA cache_size = -{cache}")
        if not read_only:
            # Before each statement that a trigger may stop, SQLite saves the pages it changes in a temporary file,
            # which takes most of the time of a large import and may leave confidential text in the file.
            connection.execute("PRAGMA temp_store = MEMORY")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("claims_writes", False):
            _begin_writing(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def notice_another_file(engine: Engine, file: Path) -> None:
    """Let a kept connection go once another file stands in its file's place: it would write into a deleted file.

    Raises `claims.errors.DatabaseUnusable` for a connection when there is no file any more.
    """
    from sqlalchemy import event
    from sqlalchemy.exc import DisconnectionError

    def identity() -> tuple[int, int]:
        try:
            there = file.stat()
        except OSError:
            raise DatabaseUnusable(f"there is no database at {file} any more; put it back, or start again") from None
        return there.st_dev, there.st_ino

    @event.listens_for(engine, "connect")
    def _note(connection: sqlite3.Connection, record: Any) -> None:
        record.info["file"] = identity()

    @event.listens_for(engine, "checkout")
    def _compare(connection: sqlite3.Connection, record: Any, proxy: object) -> None:
        if record.info.get("file") != identity():
            raise DisconnectionError


def _forget_what_is_written(engine: Engine) -> None:
    """Make a transaction forget what it remembers from a table once that table is written."""
    from sqlalchemy import event

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def _forget(
        connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> tuple[str, Any]:
        forget_written(connection, statement)
        return seen(connection, statement, context.execution_options if context is not None else {}), parameters


def _begin_writing(connection: Connection) -> None:
    """Begin a transaction that locks the file, waiting for another writer in short steps.

    While SQLite waits, Python does not notice Ctrl-C, so a single wait must be short.
    """
    file = cast(sqlite3.Connection, connection.connection.driver_connection)
    file.execute(f"PRAGMA busy_timeout = {STEP_MILLISECONDS}")
    for _ in range(int(BUSY_SECONDS * 1000 / STEP_MILLISECONDS)):
        try:
            file.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                break
        else:
            break
    if not file.in_transaction:  # the last try goes through SQLAlchemy, for its own error
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    file.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def reading_options(url: str) -> dict[str, Any]:
    """Return the execution options that make all reads of a command see the same moment."""
    if url.startswith(SQLITE_SCHEME):
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def prepare_file(url: str) -> None:
    """Mark an SQLite file as ours and let others read it during a write; for a server do nothing.

    A new file is readable only by this user: it will contain drafts and confidential notes.
    """
    if not url.startswith(SQLITE_SCHEME):
        return
    path = Path(url.removeprefix(SQLITE_SCHEME))
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise DatabaseUnusable(
            f"{path} cannot be opened ({error.strerror}); check the path and its permissions"
        ) from error
    with sqlite3.connect(url.removeprefix(SQLITE_SCHEME), timeout=BUSY_SECONDS) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def whereabouts(connection: Connection) -> str:
    """Return the location of a database, which tells it from a copy: file, disk and machine, or the server's id.

    A file is identified by path and inode number, as neither alone tells it from a copy.
    """
    if is_postgres(connection):
        return str(connection.exec_driver_sql(_ON_SERVER).scalar_one())
    path = Path(str(connection.engine.url.database)).resolve()
    return f"{_machine()}\n{path}\n{path.stat().st_ino}"


def evidence_owner(connection: Connection) -> str:
    """Return an id, in hexadecimal, for a database in an evidence folder shared with others; empty for a file.

    A file's evidence folder lies beside it and moves with it, so it needs no id.
    """
    return hashlib.sha256(whereabouts(connection).encode()).hexdigest()[:16] if is_postgres(connection) else ""


_ON_SERVER = (
    "SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()), oid) "
    "FROM pg_database WHERE datname = current_database()"
)


@lru_cache(maxsize=1)
def _machine() -> str:
    """Return Linux's id of this installation (machine-id(5)), or an empty text."""
    try:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def for_update(connection: Connection) -> bool:
    """Return whether a row must be locked explicitly; on SQLite a writer has already locked the whole file."""
    return is_postgres(connection)


def bytewise(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column with byte-by-byte ordering, the same on every server."""
    return column.collate("C") if is_postgres(connection) else column


def last_number(connection: Connection, table: str) -> int:
    """Return the highest row number of a table, 0 for an empty table."""
    asked = f'SELECT coalesce(max(id), 0) FROM "{table}"'
    return int(connection.exec_driver_sql(asked, execution_options={SEES_ALL: True}).scalar_one())


def last_numbers(connection: Connection, tables: Sequence[str]) -> dict[str, int]:
    """Return the highest row number of each table in one statement, 0 for an empty table."""
    asked = ", ".join(f'(SELECT coalesce(max(id), 0) FROM "{table}")' for table in tables)
    highest = connection.exec_driver_sql(f"SELECT {asked}", execution_options={SEES_ALL: True}).one()
    return dict(zip(tables, highest, strict=True))


def texts_between(connection: Connection, table: str, column: str, least: str, beyond: str) -> list[str]:
    """Return a column's texts from ``least`` up to ``beyond``, byte by byte; asked thousands of times by an import."""
    if is_postgres(connection):
        asked = f'SELECT "{column}" FROM "{table}" WHERE "{column}" COLLATE "C" >= %s AND "{column}" COLLATE "C" < %s'
        return list(connection.exec_driver_sql(asked, (least, beyond)).scalars())
    driver: Any = connection.connection.driver_connection
    asked = f'SELECT "{column}" FROM "{table}" WHERE "{column}" >= ? AND "{column}" < ?'
    return [text for (text,) in driver.execute(asked, (least, beyond))]


def rows_with(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    key: str,
    values: Sequence[Any],
    *,
    sees_all: bool = False,
) -> Sequence[Sequence[Any]]:
    """Return the rows whose ``key`` is among the values, in any order, with the driver's own values.

    The values are sent as one, so that thousands cost no more than to look them up. Hidden rows are left out unless
    ``sees_all``.
    """
    options = {SEES_ALL: sees_all}
    names = ", ".join(f'"{name}"' for name in columns)
    asked = f'SELECT {names} FROM "{table}" WHERE "{key}"'
    if is_postgres(connection):
        return connection.exec_driver_sql(f"{asked} = ANY(%s)", (list(values),), execution_options=options).all()
    listed = json.dumps(list(values))
    asked = f"{asked} IN (SELECT value FROM json_each(?))"
    return connection.exec_driver_sql(asked, (listed,), execution_options=options).all()


def rows_after(
    connection: Connection, table: str, columns: Sequence[str], number: int, most: int
) -> Sequence[Sequence[Any]]:
    """Return the next rows after a number, by number, at most so many, with the driver's own values."""
    names = ", ".join(f'"{name}"' for name in columns)
    mark = "%s" if is_postgres(connection) else "?"
    asked = f'SELECT {names} FROM "{table}" WHERE "id" > {mark} ORDER BY "id" LIMIT {mark}'
    return connection.exec_driver_sql(asked, (number, most)).all()


def integrity_problems(connection: Connection) -> list[str]:
    """Return the engine's own findings about its file, a sentence each; empty on PostgreSQL."""
    if is_postgres(connection):
        return []
    rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return [f"the file is damaged: {row}" for row in rows if row != "ok"] + orphans(connection)


def orphans(connection: Connection) -> list[str]:
    """Return a sentence for each row that refers to a missing row; a server allows no such reference."""
    if is_postgres(connection):
        return []
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [f"{row[0]} row {row[1]} refers to a missing {row[2]}" for row in rows]


def raw_rows(
    connection: Connection, table: str, columns: Sequence[str], timed: Sequence[str], most: int
) -> Iterator[Sequence[Sequence[Any]]]:
    """Yield a table's rows, ``most`` at once, with values as the engine stores them.

    The ``timed`` columns come as text. On SQLite, text that is not UTF-8 comes as bytes.
    """
    names = ", ".join(f'CAST("{name}" AS text)' if name in timed else f'"{name}"' for name in columns)
    if is_postgres(connection):
        # Set on the statement: set on the connection, it would apply to all later statements.
        asked = f'SELECT {names} FROM "{table}"'
        with connection.exec_driver_sql(asked, execution_options={"yield_per": most}) as result:
            yield from result.partitions()
        return
    names = ", ".join(f'"{name}"' for name in columns)
    driver: Any = connection.connection.driver_connection
    cursor = driver.execute(f'SELECT {names} FROM "{table}"')
    try:
        while rows := _fetched_raw(driver, cursor, most):
            yield rows
    finally:
        cursor.close()


def _fetched_raw(driver: Any, cursor: Any, most: int) -> Sequence[Sequence[Any]]:
    before, driver.text_factory = driver.text_factory, _text_or_bytes
    try:
        rows: Sequence[Sequence[Any]] = cursor.fetchmany(most)
        return rows
    finally:
        driver.text_factory = before


def _text_or_bytes(stored: bytes) -> str | bytes:
    try:
        return stored.decode()
    except UnicodeDecodeError:
        return stored


def wait_briefly(connection: Connection, seconds: float) -> None:
    """Let this transaction give up waiting for a server's lock after some seconds; a file has no such locks."""
    if is_postgres(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(seconds * 1000)}ms'")


def trigger_names(connection: Connection) -> set[str]:
    """Return the names of the triggers that protect the records."""
    if is_postgres(connection):
        names = connection.exec_driver_sql(
            "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE NOT tgisinternal AND tgenabled = 'A' AND n.nspname = current_schema()"
        )
    else:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return set(names.scalars())


def expected_triggers(names: Sequence[str], *, postgres: bool) -> set[str]:
    """Return the names of the triggers that these tables must have."""
    endings = ("keep", "truncate") if postgres else ("keep", "delete", "replace")
    return {f"{name}_{ending}" for name in names for ending in endings}


def listed_numbers(connection: Connection, numbers: Collection[int]) -> Select[Any]:
    """Return a selection of any number of integers, sent as one value, since engines limit the number of values."""
    from sqlalchemy import Integer, Text, cast, func, literal, select

    listed = ",".join(map(str, sorted(numbers)))
    if is_postgres(connection):
        parts = func.unnest(func.string_to_array(literal(listed, Text), ",")).column_valued("listed")
        return select(cast(parts, Integer))
    return select(func.json_each(f"[{listed}]").table_valued("value").c.value)


def qualified(connection: Connection) -> Callable[[str], str]:
    """Return a function that writes a table's name in SQL with its schema."""
    schema = "main"
    if is_postgres(connection):
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    return lambda table: f'"{schema}"."{table}"'


def list_text(connection: Connection, numbers: Collection[int]) -> str:
    """Return the SQL of a selection of integers, in a column ``id``."""
    listed = ",".join(map(str, sorted(numbers)))
    if is_postgres(connection):
        return f"SELECT unnest('{{{listed}}}'::integer[]) AS \"id\""
    return f"SELECT value AS \"id\" FROM json_each('[{listed}]')"


def is_postgres(connection: Connection) -> bool:
    """Return whether the connection is to a PostgreSQL server."""
    return connection.dialect.name == "postgresql"


def engine_and_size(connection: Connection) -> tuple[str, int]:
    """Return the engine with its version, and the size of the database in bytes."""
    if is_postgres(connection):
        version = connection.exec_driver_sql("SHOW server_version").scalar_one().split()[0]
        return f"PostgreSQL {version}", connection.exec_driver_sql(
            "SELECT pg_database_size(current_database())"
        ).scalar_one()
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return f"SQLite {sqlite3.sqlite_version}", pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one()


def backup_file(url: str, target: str) -> None:
    """Copy an SQLite database, while others use it, into a new file that only this user can read.

    Raises `BadValue` for a server, which has its own tools.
    """
    if not url.startswith(SQLITE_SCHEME):
        raise BadValue("a server's database is backed up with its own tools: `pg_dump` makes a consistent copy")
    source = sqlite3.connect(_reading_uri(url.removeprefix(SQLITE_SCHEME)), uri=True, timeout=BUSY_SECONDS)
    try:
        copy = sqlite3.connect(target)
        try:
            source.backup(copy)
            if any(column[1] == "place" for column in copy.execute("PRAGMA table_info(chain)")):
                copy.execute("UPDATE chain SET place = NULL")  # a restored backup is a copy
                copy.commit()
            copy.execute(f"PRAGMA user_version = {PUT_BY}")
        finally:
            copy.close()
    finally:
        source.close()


def refuse_stale_journal(url: str) -> None:
    """Raise `DatabaseUnusable` when an SQLite file is a backup restored beside another file's journal.

    SQLite takes the -wal file for the newest state of the file beside it: the result would be a mixed or damaged
    database.
    """
    path = Path(url.removeprefix(SQLITE_SCHEME)).resolve()
    if _user_version(path) == PUT_BY and has_journal(path):
        raise DatabaseUnusable(_STALE_JOURNAL.format(where=path))


def take_into_use(url: str) -> None:
    """Remove the mark of a backup from an SQLite file before the first write to it; other files stay unchanged.

    Raises `DatabaseUnusable`.
    """
    path = Path(url.removeprefix(SQLITE_SCHEME)).resolve()
    if _user_version(path) != PUT_BY:
        return
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA user_version = 0")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that the change is in the file itself
    except sqlite3.Error as error:
        raise problem_sentence(error, url) from error


def _user_version(path: Path) -> int:
    """Return the user version in a file's own header (SQLite's file format, section 1.3), ignoring its journal."""
    try:
        with path.open("rb") as file:
            header = file.read(64)
    except OSError:  # opening it as a database gives the error
        return 0
    return int.from_bytes(header[60:64], "big") if header.startswith(b"SQLite format 3\0") else 0


_STALE_JOURNAL = (
    "{where} is a backup, and the journal {where}-wal beside it belongs to the database that was there before: move "
    "{where}-wal and {where}-shm away and try again"
)


def scrub(url: str, tables: Sequence[str]) -> list[str]:
    """Rewrite the storage of these tables, so that no byte of a removed text is left.

    Returns a sentence for each part that could not be cleaned. Raises `DatabaseUnusable` when the database does not
    answer.
    """
    if not tables:
        return []
    return _scrub_file(url) if url.startswith(SQLITE_SCHEME) else _scrub_tables(url, tables)


def _scrub_file(url: str) -> list[str]:
    """Rewrite an SQLite file, emptying its journal before and after."""
    path = url.removeprefix(SQLITE_SCHEME)
    busy = (
        f"another program has {path} open, so removed text may remain in its files; once it has finished, "
        "run `claims redact --clean`"
    )
    try:
        with closing(sqlite3.connect(path, timeout=SCRUB_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'"
            ).fetchall():
                connection.execute(f'INSERT INTO "{name}"("{name}") VALUES (\'rebuild\')')
                connection.execute(f'INSERT INTO "{name}"("{name}") VALUES (\'optimize\')')
            connection.execute("VACUUM")
            blocked = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise problem_sentence(error, url) from error
        return [busy]
    except sqlite3.Error as error:
        raise problem_sentence(error, url) from error
    return [busy] if blocked else []


def _scrub_tables(url: str, tables: Sequence[str]) -> list[str]:
    """Rewrite a server's tables with their indexes and statistics; its write-ahead logs and copies are out of reach."""
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    engine = make_engine(url)
    unclean = []
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            said: list[str] = []
            driver: Any = connection.connection.driver_connection
            driver.add_notice_handler(
                lambda notice: said.append(f"{notice.severity_nonlocalized}: {notice.message_detail} ")
            )
            connection.execute(text(f"SET lock_timeout = '{SCRUB_SECONDS}s'"))
            for table in (*(f'"{name}"' for name in tables), _STATISTICS):
                said.clear()
                try:
                    connection.execute(text(f"VACUUM (FULL, ANALYZE, VERBOSE) {table}"))
                except SQLAlchemyError as error:
                    if not is_locked_out(error):
                        raise
                    said.append(_IN_USE)
                if table == _STATISTICS:  # only its owner, the server's administrator, may rewrite it
                    continue
                if _IN_USE in said:
                    unclean.append(f"{table} is in use")
                elif any(line.startswith("WARNING") for line in said):
                    unclean.append(f"this user may not rewrite {table}")
                elif any(_STILL_SEEN.search(line) for line in said):
                    unclean.append(f"an open transaction still sees the old {table}")
    except SQLAlchemyError as error:
        raise problem_sentence(error, url) from error
    finally:
        engine.dispose()
    later = "when the database is not in use, run `claims redact --clean` as the owner of its tables"
    return [f"removed text may still be on the server's disk ({'; '.join(unclean)}); {later}"] if unclean else []


_STATISTICS = "pg_catalog.pg_statistic"
"""Where the server keeps each column's most common values, perhaps from rows already removed."""

_IN_USE = "in use"

_STILL_SEEN = pattern_of(r"\b[1-9]\d* dead row versions cannot be removed")


def _reading_uri(path: str) -> str:
    """Return the URI that opens an SQLite file for reading, as immutable on a read-only medium."""
    from urllib.parse import quote

    return f"file:{quote(path)}?mode=ro" + ("&immutable=1" if _unchanging(path) else "")


def is_unchanging(url: str) -> bool:
    """Return whether a database is a file that this user cannot change, so that it can be opened as immutable."""
    return url.startswith(SQLITE_SCHEME) and _unchanging(url.removeprefix(SQLITE_SCHEME))


def _unchanging(path: str) -> bool:
    """Return whether a file is a read-only copy without a journal that would have to be read too."""
    import os

    writable = os.access(path, os.W_OK) and os.access(Path(path).parent, os.W_OK)
    return not writable and not Path(f"{path}-wal").exists()
