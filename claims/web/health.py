"""The health page: whether the desk and its database work, for monitoring and for whatever stands before the desk.

Anybody may ask, so nothing of the records is in the answer. The database is asked in a thread of its own, one at a
time: while it is away, no other page waits for this one.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict

import anyio
import anyio.to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from claims.errors import ClaimsError
from claims.settings import Settings
from claims.store.checking.health import AWAY, Health, health

ADDRESS = "/health"

PATIENCE = 2.0
"""After how many seconds a database counts as away."""

FRESH = 1.0
"""For how many seconds an answer serves everybody who asks."""


def health_page(settings: Settings) -> Callable[[Request], Awaitable[Response]]:
    """Return the page: 200 if people can work, else 503."""
    alone = anyio.CapacityLimiter(1)
    last: tuple[float, Health] | None = None

    def asked() -> Health:
        nonlocal last
        if last is None or time.monotonic() - last[0] > FRESH:
            try:
                answer = health(settings)
            except (ClaimsError, SQLAlchemyError):
                answer = AWAY
            last = time.monotonic(), answer
        return last[1]

    async def page(request: Request) -> Response:
        answer = AWAY
        with anyio.move_on_after(PATIENCE):
            answer = await anyio.to_thread.run_sync(asked, limiter=alone, abandon_on_cancel=True)
        return JSONResponse(asdict(answer), 200 if answer.ok else 503, headers={"Cache-Control": "no-store"})

    return page
