"""Reading JSON and TOML from elsewhere: every fault is a `ValueError`, whatever the parser raises.

Python's parsers recurse with each bracket, so a file full of brackets raises `RecursionError`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, TypeGuard

from claims.errors import FileUnusable
from claims.patterns import pattern_of

_UNSTORABLE = pattern_of("[\x00\ud800-\udfff]")


def is_storable(value: object) -> TypeGuard[str]:
    """Return whether a value is a text that every database can store: without NUL and lone surrogates."""
    return isinstance(value, str) and _UNSTORABLE.search(value) is None


def whole_path(typed: str | Path) -> Path:
    """Return a path as typed, with ``~`` expanded; as in a shell, ``~`` with an unknown user stays unchanged."""
    return Path(os.path.expanduser(typed))  # noqa: PTH111 - pathlib's raises for nobody's


def refuse_device(path: Path, part: str | None = None) -> None:
    """Raise `FileUnusable` for a pipe or a device, because reading it could block forever."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise FileUnusable(f"{path} is a pipe or a device; name a file", part=part)


class TooDeep(ValueError):
    """A text nests lists and objects deeper than the parser can follow."""

    def __init__(self) -> None:
        """Set the sentence."""
        super().__init__("it nests lists and objects too deeply")


def json_value(text: str | bytes, *, strict: bool = True) -> Any:
    """Return the Python value of a JSON text; without ``strict``, strings may hold control characters.

    Raises `ValueError`.
    """
    try:
        return json.loads(text, strict=strict)
    except RecursionError:
        raise TooDeep from None


def json_at(text: str, at: int) -> tuple[Any, int]:
    """Return the JSON value that begins at a place in a text, and the place where it ends; raises `ValueError`."""
    try:
        return _DECODER.raw_decode(text, at)
    except RecursionError:
        raise TooDeep from None


_DECODER = json.JSONDecoder(strict=False)


def toml_values(text: str) -> dict[str, Any]:
    """Return the values of a TOML text; raises `ValueError`."""
    import tomllib  # most commands read none

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TooDeep from None
