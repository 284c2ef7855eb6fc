"""The time that asking a site may take in all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

from urllib3.connection import HTTPConnection

from claims.capture.fetching.connecting import Unfetched, cut

T = TypeVar("T")


class Clock:
    """Counts down the seconds that a visit has; each step may also be silent for no longer than ``silence``."""

    def __init__(self, address: str, seconds: float, silence: float) -> None:
        """Start to count; ``address`` is named if the time is up."""
        self._address, self.seconds, self._silence = address, seconds, silence
        self._end = monotonic() + seconds
        self.connection: HTTPConnection | None = None
        """The open connection, which is cut when the time is up."""

    def remaining(self) -> float:
        """Return for how many seconds the next step may wait; raises `Unfetched` if the time is up."""
        left = self._end - monotonic()
        if left <= 0:
            raise self.over()
        return min(left, self._silence)

    def over(self) -> Unfetched:
        """Return the problem that the time is up."""
        return Unfetched(f"{self._address} takes longer than {self.seconds:g} seconds; try again later")

    def end(self) -> None:
        """Cut the connection, which ends the visit at its next step."""
        self._end = 0
        cut(self.connection)


def in_time(clock: Clock, visit: Callable[[], T]) -> T:
    """Return what a visit returns; raises what it raises, and `Unfetched` when the time is up.

    The visit has a thread of its own, because neither a name service nor a site that sends a byte a second can be
    stopped.
    """
    run = _Run(visit)
    worker = threading.Thread(target=run, name="fetch", daemon=True)
    worker.start()
    worker.join(clock.seconds)
    if worker.is_alive():
        clock.end()
        raise clock.over()
    return run.result()


class _Run(Generic[T]):
    """Calls a function, and keeps its result or its problem for whoever waits."""

    def __init__(self, function: Callable[[], T]) -> None:
        self._function = function
        self._results: list[T] = []
        self._error: BaseException | None = None

    def __call__(self) -> None:
        try:
            self._results.append(self._function())
        except BaseException as error:  # of any kind: it is raised again where somebody waits, and not lost here
            self._error = error

    def result(self) -> T:
        """Return the function's result; raises what it raised."""
        if self._error is not None:
            raise self._error
        return self._results[0]
