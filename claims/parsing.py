"""JSON and TOML that came from elsewhere: what cannot be read is a `ValueError`, whatever the parser makes of it.

Python's parsers go down with each bracket, so a file of brackets alone ends them with `RecursionError`.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any, TypeGuard

from claims.errors import FileUnusable

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_storable(value: object) -> TypeGuard[str]:
    """Return whether a value is a text that every database can store: without NUL and halves of characters."""
    return isinstance(value, str) and _UNSTORABLE.search(value) is None


def whole_path(typed: str | Path) -> Path:
    """Return a path as typed, with ``~`` for its user's folder; as in a shell, that of nobody stays as it is."""
    return Path(os.path.expanduser(typed))  # noqa: PTH111 - pathlib's raises for nobody's


def refuse_device(path: Path, part: str | None = None) -> None:
    """Raise `FileUnusable` for a pipe or a device, which would be waited for without end."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise FileUnusable(f"{path} is a pipe or a device; name a file", part=part)


class TooDeep(ValueError):
    """A text nests lists and objects deeper than its parser goes."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("it nests lists and objects too deeply")


def json_value(text: str | bytes, *, strict: bool = True) -> Any:
    """Return a JSON text as Python has it; without ``strict`` texts may hold control characters.

    Raises `ValueError`.
    """
    try:
        return json.loads(text, strict=strict)
    except RecursionError:
        raise TooDeep from None


def json_at(text: str, at: int) -> tuple[Any, int]:
    """Return the JSON value that begins at a place of a text, and where it ends; raises `ValueError`."""
    try:
        return _DECODER.raw_decode(text, at)
    except RecursionError:
        raise TooDeep from None


_DECODER = json.JSONDecoder(strict=False)


def toml_values(text: str) -> dict[str, Any]:
    """Return a TOML text as Python has it; raises `ValueError`."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TooDeep from None
