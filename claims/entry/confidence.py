"""Confidential reads: allowed by role, and recorded before anything is shown.

The record says who read what, and when. It is not in a claim's history, so claims do not show who looked at them, and
in no event, so many people can read at once. In a database with users, a read that cannot be recorded is refused.
Without users it goes ahead, and the caller says that it is not recorded.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from claims.errors import DatabaseUnusable
from claims.reading.find import find
from claims.settings import Settings
from claims.store.database import reading
from claims.store.people.actors import authorized
from claims.store.recording import keep_read
from claims.store.schema import TABLES


def read_in_confidence(
    settings: Settings, action: str, subject: str | None = None, typed: str | None = None
) -> DatabaseUnusable | None:
    """Record that the user is about to read confidential material, by an ``action`` of `CONFIDENTIAL`.

    ``typed`` names the record if the action shows only one. Returns why the read could not be recorded, if it may go
    ahead all the same. Raises `NotAllowed`, the errors of `find`, and `DatabaseUnusable` if it may not.
    """
    with reading(settings) as connection:
        acting = authorized(connection, settings, action)
        row_uid = None if subject is None or typed is None else _uid(connection, subject, typed)
    try:
        keep_read(settings, acting, action, subject, row_uid)
    except DatabaseUnusable as problem:
        if not acting.registered:
            return problem
        raise DatabaseUnusable(
            f"who reads confidential material is recorded, and this read cannot be: {problem}"
        ) from problem
    return None


def _uid(connection: Connection, subject: str, typed: str) -> str:
    table = TABLES[subject]
    number = find(connection, subject, typed)
    uid: str = connection.execute(select(table.c.uid).where(table.c.id == number)).scalar_one()
    return uid
