"""Opening the database, and reading it as of one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import get_ident

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import SQLAlchemyError

from claims.errors import NotAllowed
from claims.rules.rights import Actor
from claims.settings import Settings
from claims.store import dialect
from claims.store.hiding.sight import limit
from claims.store.people.actors import (
    act_as,
    authorized,
    circumstances,
    disabled,
    has_closings,
    keep_blank,
    reader,
)
from claims.store.servers import problems
from claims.store.servers.standby import check_lag

SERVED = 16
"""How many connections of each kind a server keeps, one for each of its threads."""


def engine_for(url: str, *, read_only: bool = False) -> Engine:
    """Return the engine for a database URL; the last engine is reused in the same thread for the same URL.

    While a server runs, all its threads share one. `let_go` closes the connections of any other, which keeps its
    compiled statements.
    """
    return _served.get((url, read_only)) or _engine(
        url, read_only, read_only and dialect.is_unchanging(url), get_ident()
    )


def let_go(engine: Engine) -> None:
    """Close an engine's connections, unless they are kept open for what comes next."""
    if engine not in _kept_open:
        engine.dispose()


@contextmanager
def kept_open(settings: Settings) -> Iterator[None]:
    """Keep one connection, with its memory of the file, for all transactions written inside."""
    engine = engine_for(settings.database)
    _kept_open.add(engine)
    try:
        yield
    finally:
        _kept_open.discard(engine)
        engine.dispose()


@contextmanager
def served(settings: Settings) -> Iterator[tuple[Engine, Engine]]:
    """Let all threads share an engine for reading and one for writing, whose connections stay open; give both."""
    url = settings.database
    engines = {
        (url, True): dialect.make_engine(url, read_only=True, connections=SERVED),
        (url, False): dialect.make_engine(url, connections=SERVED),
    }
    if settings.embedded:
        for engine in engines.values():
            dialect.notice_another_file(engine, settings.file)
    _served.update(engines)
    _kept_open.update(engines.values())
    try:
        yield engines[url, True], engines[url, False]
    finally:
        for name, engine in engines.items():
            _served.pop(name, None)
            _kept_open.discard(engine)
            engine.dispose()


_served: dict[tuple[str, bool], Engine] = {}
_kept_open: set[Engine] = set()


@lru_cache(maxsize=8)
def _engine(url: str, read_only: bool, unchanging: bool, thread: int) -> Engine:
    return dialect.make_engine(url, read_only=read_only)


@contextmanager
def reading(
    settings: Settings, *, sees_all: bool = False, action: str = "", closed: bool = True, primary: bool = False
) -> Iterator[Connection]:
    """Give a connection whose reads all see the same moment; it cannot write.

    It leaves out stories that are closed to the reader: none with ``sees_all``, for checks of the whole database, and
    all of them without ``closed``. An ``action`` of `OVERSEEN` shows an owner all stories. With ``primary``, of several
    servers only the one that takes entries is read. Raises
    `claims.errors.NotAllowed` if the reader's role does not allow the action, and `claims.errors.DatabaseUnusable` when
    the database cannot be read, or is a standby that is further behind than the settings allow.
    """
    engine = engine_for(settings.database, read_only=settings.embedded or not primary)
    try:
        with engine.connect().execution_options(**dialect.reading_options(settings.database)) as connection:
            if not settings.embedded:
                check_lag(connection, settings)
            act_as(connection, settings)
            if not sees_all:
                _limit(connection, settings, action, closed=closed)
            yield connection
            connection.rollback()
    except SQLAlchemyError as error:
        raise problems.problem_sentence(error, settings.database) from error
    finally:
        let_go(engine)


def _limit(connection: Connection, settings: Settings, action: str, *, closed: bool) -> None:
    asked = circumstances(connection)
    if settings.account is not None:
        asked.append(disabled(settings.account))
    known = connection.execute(select(*asked)).mappings().one()
    if settings.account is not None and known["disabled"]:
        raise NotAllowed(f"{settings.account} was disabled, and sees nothing at the desk any more")
    keep_blank(connection, known)
    if action:
        authorized(connection, settings, action, known)
    if has_closings(connection, known):
        limit(connection, reader(connection, settings, known) if closed else Actor("", None, registered=True), action)
