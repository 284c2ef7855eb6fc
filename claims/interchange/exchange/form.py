"""The exchange form: a database, or a story, as JSON Lines that another database takes in row by row.

The first line says what the file is, the last holds the SHA-256 of every byte before it.  Between them stand rows,
ordered by table and uid, then (in a complete export) the events of every chain, as they are.  Rows are in the
canonical form that is digested (`claims.store.ledger.canonical`): references are uids, nulls are left out.  Nothing in
a file belongs to one database alone, neither numbers (#12) nor the time of the export, so that equal databases give
equal files.  ``docs/exchange.md`` describes the form, ``exchange.schema.json`` checks it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.errors import BadValue, FileUnusable
from claims.interchange.exchange.rows import refuse_malformed
from claims.parsing import json_value
from claims.reading.exchange import LeftOut, Line
from claims.store.ledger import compact

FORMAT = "claims-exchange"
VERSION = 1


def header(*, complete: bool, scope: str | None) -> Line:
    """Return the first line; ``scope`` is the uid of the story, if it is one."""
    return {"format": FORMAT, "version": VERSION, "complete": complete, "scope": scope}


def lines(first: Line, rest: Iterable[Line], left_out: LeftOut) -> Iterator[bytes]:
    """Yield a file's lines; the last holds the digest and the count of omissions."""
    digest = hashlib.sha256()
    counts = {"rows": 0, "events": 0}
    yield _hashed(first, digest)
    for line in rest:
        counts["events" if "event" in line else "rows"] += 1
        yield _hashed(line, digest)
    yield _bytes({**counts, "left_out": dict(sorted(left_out.counts.items())), "digest": digest.hexdigest()})


def _hashed(line: Line, digest: Any) -> bytes:
    written = _bytes(line)
    digest.update(written)
    return written


def _bytes(line: Line) -> bytes:
    return compact(line).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Checked:
    """An exchange file whose digest is right: what its first and its last line say."""

    path: Path
    complete: bool
    scope: str | None
    rows: int
    events: int

    def lines(self) -> Iterator[Line]:
        """Yield the lines between the first and the last."""
        with self.path.open("rb") as file:
            next(file)
            for number, line in enumerate(file, 2):
                if number > self.rows + self.events + 1:
                    return
                yield _read(self.path, number, line)


def _read(path: Path, number: int, written: bytes) -> Line:
    """Return a line between the first and the last; raises `BadValue` when it holds neither a row nor an event."""
    try:
        line = json_value(written)
        refuse_malformed(line)
    except ValueError as error:
        raise BadValue(f"{path}, line {number}: {error}; export it again") from None
    return dict(line)


def is_exchange(path: Path) -> bool:
    """Return whether a file says in its first line that it is an exchange file."""
    try:
        with path.open("rb") as file:
            first = json_value(file.readline(10_000))
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and first.get("format") == FORMAT


def checked(path: Path) -> Checked:
    """Return an exchange file after reading it through once.

    Raises `FileUnusable` when it cannot be read, `BadValue` when it was cut short or changed, or when its version is
    not known.
    """
    digest = hashlib.sha256()
    first: object = {}
    last = previous = b""
    count = 0
    try:
        with path.open("rb") as file:
            for line in file:
                if count == 1:
                    first = json_value(previous)
                if count:
                    digest.update(previous)
                previous, count = line, count + 1
            last = previous
    except OSError as error:
        raise FileUnusable(f"{path} cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise BadValue(f"{path} is not an exchange file: its first line is not JSON ({error})") from error
    return _said(path, first, last, count, digest.hexdigest())


def _said(path: Path, first: object, last: bytes, count: int, digest: str) -> Checked:
    if not isinstance(first, dict) or first.get("format") != FORMAT:
        raise BadValue(f"{path} is not an exchange file; `claims export` writes them")
    if first.get("version") != VERSION:
        raise BadValue(f"{path} has version {first.get('version')} of the form and this program knows {VERSION}")
    try:
        trailer = json_value(last)
        stated, rows, events = trailer["digest"], int(trailer["rows"]), int(trailer["events"])
    except (ValueError, KeyError, TypeError):
        raise BadValue(f"{path} was cut short: its last line is missing; export it again") from None
    if stated != digest or min(rows, events) < 0 or rows + events + 2 != count:
        raise BadValue(f"{path} was changed after it was written: its digest is another; export it again")
    return Checked(path, bool(first.get("complete")), first.get("scope"), rows, events)
