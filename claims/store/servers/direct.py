"""A connection of PostgreSQL's own driver, beside the engine's: to listen, and to look after a transaction."""

from __future__ import annotations

from typing import Any

from claims.store.servers import problems
from claims.store.servers.addresses import server_arguments


def connected(url: str) -> Any:
    """Return a new psycopg connection to the primary server of an SQLAlchemy URL; each statement commits by itself.

    Raises `claims.errors.DatabaseUnusable`.
    """
    import psycopg
    from sqlalchemy import make_url

    target = make_url(url)
    arguments, options = target.get_dialect()().create_connect_args(target)
    usual = server_arguments(url, read_only=False)  # a standby notifies nobody, and confirms no entry
    try:
        return psycopg.connect(*arguments, **{**options, **usual, "autocommit": True})
    except psycopg.Error as error:
        raise problems.problem_sentence(error, url) from error
