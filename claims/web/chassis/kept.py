"""Answers that are kept until something changes, so that a list that many people look at is computed once.

An answer holds as long as nobody enters anything, no reply becomes overdue and the day does not change
(`claims.features.feeds.read.stamp`). Confidential answers, and those about another moment, are not kept. People from
whom a story is closed share no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from claims.features.feeds.read import Stamp, stamp
from claims.reading.view import View
from claims.store.hiding.sight import sight_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")

MOST = 64
"""How many answers are kept; the oldest goes first."""


@dataclass
class _Answer:
    """An answer that somebody computes, while others who ask the same wait for it."""

    lock: Lock = field(default_factory=Lock)
    values: list[Any] = field(default_factory=list)
    """The answer, once it is there."""


class Kept:
    """The answers that a server keeps."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._stamp: Stamp | None = None
        self._answers: dict[Hashable, _Answer] = {}

    def answer(self, connection: Connection, view: View, person: str, question: Hashable, read: Callable[[], T]) -> T:
        """Return what ``read`` gives, or gave since something changed to anybody who asked the same question.

        ``read`` must depend on nothing but the records, the view and the question, and return what nobody changes.
        """
        if view.confidential or view.as_of is not None or view.published_until is not None:
            return read()
        answer = self._kept(stamp(connection, view), (view, sight_of(connection, person), question))
        with answer.lock:
            if not answer.values:
                answer.values.append(read())
            value: T = answer.values[0]
            return value

    def _kept(self, now: Stamp, question: Hashable) -> _Answer:
        with self._lock:
            if now != self._stamp:
                self._stamp, self._answers = now, {}
            if question not in self._answers and len(self._answers) == MOST:
                del self._answers[next(iter(self._answers))]
            return self._answers.setdefault(question, _Answer())
