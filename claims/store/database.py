"""Opening the database, and reading one moment of it."""

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
    """Return an engine for a database URL: in one thread the same one as long as the same is asked for.

    Disposed of, it lets go of its connections and keeps the statements that it has compiled.
    """
    return _engine(url, read_only, read_only and dialect.is_unchanging(url), get_ident())


@lru_cache(maxsize=8)
def _engine(url: str, read_only: bool, unchanging: bool, thread: int) -> Engine:
    return dialect.make_engine(url, read_only=read_only)


@contextmanager
def reading(settings: Settings) -> Iterator[Connection]:
    """Give a connection on which all reads see one moment; nothing can be written on it.

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
