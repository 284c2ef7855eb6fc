"""Modules that are loaded when somebody first asks for what they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send


@dataclass(frozen=True)
class LateFunction:
    """A function of a module that may not be loaded yet; a call loads it."""

    module: str
    name: str

    def load(self) -> Any:
        """Return the function itself; its module is loaded now if it was not."""
        return getattr(import_module(self.module), self.name)

    def __call__(self, *given: Any) -> Any:
        """Load the module if it is not loaded, and call the function."""
        return self.load()(*given)


@dataclass(frozen=True)
class Late:
    """A module that is not loaded before one of its functions is called; it stands for the module in a list of them."""

    module: str

    def __getattr__(self, name: str) -> LateFunction:
        """Return the module's function of this name."""
        return LateFunction(self.module, name)


class LateRoutes:
    """The routes of a part of the desk, which are made when a request first comes to it."""

    def __init__(self, make: Callable[[], list[Route]]) -> None:
        """Take what makes the routes."""
        self._make = make

    @cached_property
    def router(self) -> Router:
        """The routes; asking for them loads the part."""
        return Router(self._make())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI); the part is loaded in a thread, so that others need not wait for it."""
        router = await run_in_threadpool(lambda: self.router)
        await router(scope, receive, send)
