"""The format of an input file: read from its contents, and from its name only when they do not settle it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from claims.interchange.claimreview.files import is_claimreview
from claims.interchange.exchange.form import is_exchange
from claims.parsing import json_value, refuse_device

_BEGINNING = 8_192
_ZIPPED = b"PK\x03\x04"
_SHEETS = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".ods"})


class Kind(StrEnum):
    """The formats that hold records."""

    CASE = "case"
    EXCHANGE = "exchange"
    CLAIMREVIEW = "claimreview"
    TABLE = "table"


def recognised(path: Path) -> Kind:
    """Return a file's format.

    A folder is a case, and so is a missing path, because a shipped case is called by its name. A spreadsheet's suffix
    decides; otherwise the first bytes do.
    """
    refuse_device(path, str(path))
    if not path.is_file():
        return Kind.CASE
    if path.suffix.casefold() == ".jsonl":
        return Kind.EXCHANGE if is_exchange(path) else Kind.CLAIMREVIEW if is_claimreview(path) else Kind.CASE
    if path.suffix.casefold() in _SHEETS:
        return Kind.TABLE
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return Kind.TABLE  # whoever reads it says what is wrong
    if beginning.startswith(_ZIPPED):
        return Kind.TABLE
    if is_exchange(path):
        return Kind.EXCHANGE
    if _is_case(beginning):
        return Kind.CASE
    if path.suffix.casefold() == ".json" or is_claimreview(path):
        return Kind.CLAIMREVIEW
    return Kind.TABLE


def _is_case(beginning: bytes) -> bool:
    """Return whether the first line is a record of a case."""
    try:
        first = json_value(beginning.lstrip().split(b"\n", 1)[0])
    except ValueError:
        return False
    return isinstance(first, dict) and "record" in first and "key" in first
