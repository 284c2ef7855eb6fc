"""trafilatura, loaded without the modules that it calls only for what is not asked of it here.

Addresses, dates and downloads are two thirds of what `import trafilatura` loads, and reading an article calls none of
it. A name that trafilatura imports from them loads its module when it is first called.
"""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, cast

_SELDOM_CALLED = (
    "charset_normalizer",
    "courlan",
    "htmldate",
    "justext",
    "justext.core",
    "justext.utils",
    "trafilatura.downloads",
    "trafilatura.json_metadata",
    "urllib3",
    "urllib3.response",
)
"""Modules that trafilatura imports when it starts, though it seldom calls them."""


def load_html(page: bytes | str) -> Any:
    """Return the root element of a page, or None if the text is not HTML."""
    return _library().load_html(page)


def article_text(root: Any) -> str:
    """Return the text of a page's article, a line a paragraph, without comments and tables; the page is changed."""
    extract = cast(Callable[..., str | None], _library().extract)
    return extract(root, include_comments=False, include_tables=False, deduplicate=False) or ""


def _library() -> ModuleType:
    # Another thread could meet a stand-in; a server with threads has the time to load everything.
    if "trafilatura" not in sys.modules and threading.active_count() == 1:
        try:
            with _stand_ins():
                return importlib.import_module("trafilatura")
        except Exception:  # another release may use at once what this one only imports
            for name in [name for name in sys.modules if name.partition(".")[0] == "trafilatura"]:
                del sys.modules[name]
    return importlib.import_module("trafilatura")


@contextmanager
def _stand_ins() -> Iterator[None]:
    """Let modules that are not loaded yet be imported from without being loaded."""
    names = [name for name in _SELDOM_CALLED if name not in sys.modules]
    sys.modules.update({name: _StandIn(name) for name in names})
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


class _StandIn(ModuleType):
    """Stands for a module; each name in it is a `_Later`."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(name, (), {"__module__": self.__name__})


class _Later(type):
    """Stands for a function or a class of a module, which is loaded when it is called; a class, to stand in types."""

    def __call__(cls, *values: Any, **options: Any) -> Any:
        return cls._loaded()(*values, **options)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(cls._loaded(), name)

    def __instancecheck__(cls, value: object) -> bool:
        return cls.__module__ in sys.modules and isinstance(value, cls._loaded())

    def _loaded(cls) -> Any:
        return getattr(importlib.import_module(cls.__module__), cls.__name__)
