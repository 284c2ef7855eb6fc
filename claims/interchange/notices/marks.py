"""The newest event in each address's notices: a file of this user, not a record of the newsroom's.

The file holds no address, since that may hold a password: only a keyed digest of the database, the person and the
address. It is locked while notices are sent, so that two runs never send the same.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, func, select

from claims.errors import FileUnusable
from claims.store.schema import EVENT


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest event in an address's notices: its number here and its hash."""

    event: int
    hash: str


@dataclass(slots=True)
class Marks:
    """The marks of all addresses, and where they are kept."""

    path: Path
    key: str
    sent: dict[str, Mark] = field(default_factory=dict)

    def name_of(self, database: str, who: str, address: str) -> str:
        """Return the name for the mark of an address."""
        text = "\n".join((database, who, address))
        return hmac.new(bytes.fromhex(self.key), text.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()

    def put(self, name: str, mark: Mark) -> None:
        """Keep a mark at once; raises `FileUnusable`."""
        self.sent[name] = mark
        held = {"key": self.key, "sent": {each: [mark.event, mark.hash] for each, mark in self.sent.items()}}
        part = self.path.with_name(f"{self.path.name}.part")
        try:
            part.unlink(missing_ok=True)
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(json.dumps(held, indent=1))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path)
        except OSError as error:
            raise _unusable(self.path, error) from error


@contextmanager
def marks_in(path: Path) -> Iterator[Marks]:
    """Give the marks kept in a file, locked against other runs; raises `FileUnusable`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path.with_name(f"{path.name}.lock"), os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise _unusable(path, error) from error
    try:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield _read(path)
    finally:
        os.close(descriptor)


def _read(path: Path) -> Marks:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        sent = {name: Mark(int(event), str(digest)) for name, (event, digest) in held["sent"].items()}
        bytes.fromhex(held["key"])
        return Marks(path, held["key"], sent)
    except FileNotFoundError:
        return Marks(path, secrets.token_hex(32))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> FileUnusable:
    why = error.strerror if isinstance(error, OSError) else "it is damaged"
    return FileUnusable(f"{path}, the list of notices sent, cannot be used ({why}); fix or remove the file")


def newest_mark(connection: Connection) -> Mark:
    """Return the mark of the newest event here."""
    row = connection.execute(select(EVENT.c.id, EVENT.c.hash).order_by(EVENT.c.id.desc()).limit(1)).first()
    return Mark(0, "") if row is None else Mark(row[0], row[1])


def event_of(connection: Connection, mark: Mark) -> int:
    """Return the number of a mark's event here; the database may have been restored or moved since.

    If the event is gone, nothing before the newest event is sent again.
    """
    there = connection.execute(select(EVENT.c.id).where(EVENT.c.hash == mark.hash)).scalar()
    if there is not None:
        return int(there)
    newest = connection.execute(select(func.max(EVENT.c.id))).scalar()
    return 0 if mark.event == 0 else int(newest or 0)
