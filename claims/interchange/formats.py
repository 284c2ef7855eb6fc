"""What a file is that is to be read in: decided by what stands in it, and by its name only where that is not enough."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from claims.interchange.claimreview.files import is_claimreview
from claims.interchange.exchange.form import is_exchange
from claims.parsing import json_value, refuse_device

_BEGINNING = 8_192
_ZIPPED = b"PK\x03\x04"
_SHEETS = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm"})


class Kind(StrEnum):
    """The forms in which records come."""

    CASE = "case"
    EXCHANGE = "exchange"
    CLAIMREVIEW = "claimreview"
    TABLE = "table"


def recognised(path: Path) -> Kind:
    """Return what a file is.

    A folder is a case, and so is what is not there, for a case that is shipped is given by its name.  The name's
    ending decides where it is a sheet's; else the first bytes do.
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
