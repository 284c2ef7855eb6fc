"""Opening the database, and reading one moment of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from claims import dialect
from claims.settings import Settings


def engine_for(url: str, *, read_only: bool = False) -> Engine:
    """Return an engine for a database URL."""
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
