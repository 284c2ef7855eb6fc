"""What a database's driver raises: what may help against it, and our own error for it in the newsroom's words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.errors import ClaimsError, DatabaseUnusable, WorkRefused
from claims.settings import SQLITE_SCHEME, masked

if TYPE_CHECKING:
    from sqlalchemy import Connection

FILE_ERRORS = (sqlite3.Error,)
"""The errors of Python's SQLite driver when used without SQLAlchemy."""

RETRIED_STATES = frozenset({"40001", "40P01"})
"""The SQLSTATEs that ask to repeat a transaction."""

_READ_ONLY = "25006"
"""The SQLSTATE of a write in a transaction that only reads, as all are on a standby."""


_LOCKED_OUT = "55P03"
"""The SQLSTATE of a lock that was not obtained in time."""


def must_retry(error: BaseException) -> bool:
    """Return whether an error asks to repeat the whole transaction."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) in RETRIED_STATES


def is_locked_out(error: BaseException) -> bool:
    """Return whether a lock was not obtained in time."""
    return _state(error) == _LOCKED_OUT


def tried_for_a_lock(work: Callable[[], None], *, attempts: int) -> None:
    """Do the work, and again if it got no lock in time, after a second each; raises the last error."""
    from sqlalchemy.exc import DBAPIError

    for attempt in range(1, attempts + 1):
        try:
            work()
        except DBAPIError as error:
            if not is_locked_out(error) or attempt == attempts:
                raise
            time.sleep(1)
        else:
            return


def is_lost(error: BaseException) -> bool:
    """Return whether a connection that was in use broke off."""
    return getattr(error, "connection_invalidated", False) or _state(error).startswith(("08", "57P"))


def may_come_back(error: BaseException) -> bool:
    """Return whether waiting may help: no server answers, it is starting, or it is not the primary server yet."""
    return is_lost(error) or _is_connection_problem(error) or _state(error) == _READ_ONLY


def driver_errors(connection: Connection) -> tuple[type[Exception], ...]:
    """Return what a connection may raise: SQLAlchemy's errors, and its driver's own when that is used directly."""
    from sqlalchemy.exc import SQLAlchemyError

    base: type[Exception] = connection.dialect.loaded_dbapi.Error
    return SQLAlchemyError, base


@contextmanager
def as_sqlalchemy(connection: Connection, statement: str) -> Iterator[None]:
    """Raise SQLAlchemy's error, with the statement, for what the driver raises while it is used directly."""
    from sqlalchemy.exc import DBAPIError

    base: type[Exception] = connection.dialect.loaded_dbapi.Error
    try:
        yield
    except base as error:
        driver: Any = connection.connection.driver_connection
        if driver.closed:
            connection.invalidate(error)
        raise DBAPIError.instance(
            statement, None, error, base, dialect=connection.dialect, connection_invalidated=driver.closed
        ) from error


def _state(error: BaseException) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def _is_connection_problem(error: BaseException) -> bool:
    state = _state(error)
    if not state:
        return type(error).__name__ in ("OperationalError", "InterfaceError")
    return state.startswith(("08", "57P"))


def is_refusal(error: BaseException) -> bool:
    """Return whether a server refuses what the login may not do."""
    return getattr(getattr(error, "orig", None) or error, "sqlstate", None) == "42501"


def refuses_rows(error: BaseException) -> bool:
    """Return whether an error of the driver or SQLAlchemy means invalid values or conflicting rows.

    Every driver uses these class names (PEP 249); a server's errors arrive bare when rows are copied in.
    """
    return any(kind.__name__ in ("IntegrityError", "DataError") for kind in type(error).__mro__)


def lost_sentence(url: str, *, doubtful: bool) -> DatabaseUnusable:
    """Return the problem of a server that did not come back; it is ``doubtful`` whether it stored the entry."""
    rest = "look whether your entry is there before you make it again" if doubtful else "nothing was entered"
    return DatabaseUnusable(f"the connection to {masked(url)} was lost, and no server took over; {rest}")


def problem_sentence(error: BaseException, url: str) -> ClaimsError:
    """Return our own error, in the newsroom's words, for a database driver's error."""
    original = getattr(error, "orig", None) or error
    raw = " ".join(str(original).split())
    where = masked(url)
    if is_refusal(error):
        from claims.store.rights.refusals import refused

        said = getattr(getattr(original, "diag", None), "message_primary", None) or raw
        return refused(said, str(getattr(error, "statement", None) or ""), url)
    for part, sentence in _KNOWN_PROBLEMS:
        if part in raw.lower():
            if part == _MALFORMED and url.startswith(SQLITE_SCHEME) and has_journal(Path(where).resolve()):
                sentence = _PERHAPS_STALE_JOURNAL
            return DatabaseUnusable(sentence.format(where=where))
    if not url.startswith(SQLITE_SCHEME) and _is_connection_problem(error):
        return DatabaseUnusable(
            f"the database at {where} cannot be reached; check that the server runs and the address"
        )
    return WorkRefused(f"the database at {where} refused the work: {masked_text(raw, url)}")


def masked_text(text: str, url: str) -> str:
    """Return a driver's message without the URL's password and without SQL."""
    from urllib.parse import unquote, urlsplit

    password = None if url.startswith(SQLITE_SCHEME) else urlsplit(url).password
    for secret in {password, unquote(password)} if password else ():
        text = text.replace(secret, "***")
    for begins in (" LINE ", " CONTEXT: ", "[SQL:"):  # the statement, or the rows that are copied in
        text = text.split(begins)[0]
    return text.strip()


def has_journal(path: Path) -> bool:
    """Return whether a journal that is not empty lies beside an SQLite file."""
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False


_MALFORMED = "disk image is malformed"

_PERHAPS_STALE_JOURNAL = (
    "{where} is damaged, or was restored beside another file's journal: move {where}-wal and {where}-shm away "
    "and try again; if that does not help, restore a backup"
)

_FULL = "the disk that holds {where} is full; nothing was written"

_KNOWN_PROBLEMS = (
    ("file is not a database", "{where} is not a database; name another file with --db"),
    (_MALFORMED, "{where} is damaged; restore a backup, or see what `claims db check` finds"),
    ("could not decode", "{where} holds text that cannot be read; `claims db check` names it"),
    ("database is locked", "{where} is locked by another program; try again once it has finished"),
    ("readonly database", "{where} cannot be written to; check the permissions of the file and its folder"),
    ("read-only transaction", "the server at {where} is read-only; name the primary server with --db"),
    ("session is read-only", "every server at {where} is read-only; name the primary server with --db"),
    ("disk is full", _FULL),
    ("no space left", _FULL),
    ("could not extend file", _FULL),
    ("disk i/o error", "the disk that holds {where} is full or does not answer; nothing was written"),
    ("unable to open database file", "{where} cannot be opened; check the path and its permissions"),
    (
        "certificate verify failed",
        "{where} shows a certificate of an unknown authority; add sslrootcert= with the certificate of that authority",
    ),
    (
        "does not match host name",
        "the certificate of the server at {where} is for another host name; write the name that the certificate has",
    ),
    ("root certificate file", "the certificate that sslrootcert= names for {where} is not there; check its path"),
    ("does not support ssl", "the server at {where} does not speak TLS; turn it on there (ssl = on)"),
    ("no pg_hba.conf entry", "the server at {where} does not let this user in from here; its pg_hba.conf says who may"),
    ("lock timeout", "the database at {where} is in use all the time; try again when fewer people work in it"),
    ("password authentication failed", "the server at {where} does not accept the user or password"),
    ("no password supplied", "the server at {where} needs a password; put it into the URL or into ~/.pgpass"),
)
