"""Opening the database, and reading it as of one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import get_ident

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from claims.settings import Settings
from claims.store import dialect


def engine_for(url: str, *, read_only: bool = False) -> Engine:
    """Return the engine for a database URL; the last engine is reused in the same thread for the same URL.

    Disposing of it closes its connections but keeps its compiled statements.
    """
    return _engine(url, read_only, read_only and dialect.is_unchanging(url), get_ident())


@lru_cache(maxsize=8)
def _engine(url: str, read_only: bool, unchanging: bool, thread: int) -> Engine:
    return dialect.make_engine(url, read_only=read_only)


@contextmanager
def reading(settings: Settings) -> Iterator[Connection]:
    """Give a connection whose reads all see the same moment; it cannot write.

    Raises `claims.errors.DatabaseUnusable` when the database cannot be read.
    """
    engine = engine_for(settings.database, read_only=True)
    try:
        with engine.connect().execution_options(**dialect.reading_options(settings.database)) as connection:
            yield connection
            connection.rollback()
    except SQLAlchemyError as error:
        raise dialect.problem_sentence(error, settings.database) from error
    finally:
        engine.dispose()
