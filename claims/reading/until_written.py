"""Answers about the whole database that are worked out again only once something was entered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from sqlalchemy import Connection, select

from claims.store.hiding.sight import is_limited
from claims.store.schema import EVENT

T = TypeVar("T")

_ANSWERS: dict[tuple[str, str], tuple[str | None, object]] = {}
"""The last answer by its question and its database, with the hash of the newest event by then."""


def until_written(connection: Connection, question: str, answer: Callable[[Connection], T]) -> T:
    """Return the answer to a question about records, worked out once for each state of the database.

    It depends on nothing that is entered without an event, nor on the day. For somebody from whom stories are closed
    it is worked out each time.
    """
    if is_limited(connection):
        return answer(connection)
    asked = (question, str(connection.engine.url))
    newest = connection.execute(select(EVENT.c.hash).order_by(EVENT.c.id.desc()).limit(1)).scalar()
    known = _ANSWERS.get(asked)
    if known is None or known[0] != newest or newest is None:
        known = _ANSWERS[asked] = newest, answer(connection)
    return cast(T, known[1])
