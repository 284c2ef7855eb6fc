"""The folder of evidence files: each kept as a copy named by the SHA-256 of its bytes.

A copy and its record come together or not at all.  The bytes are copied first, under no name; at the end of the
transaction that writes the record the copy is announced (a hidden name, which says whose it is), and when the record
is in, it gets its own name.  Between the two a killed process leaves an announced copy: whether its record came to be
decides what it is (`settle`), under the lock of the database, so that no transaction is under way.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from claims.errors import BadValue, FileUnusable
from claims.store.files.whole import UNFINISHED, Unfinished, sweep, unfinished_file

CHUNK = 1 << 20
"""How many bytes are read at once."""

HALF_PUT = ".unfinished"
"""What marks a folder that was put beside a backup which is not there yet."""

_ANNOUNCED = re.compile(r"\.announced-(?P<owner>[0-9a-f]*)-(?P<sha256>[0-9a-f]{64})-[0-9a-f]+")
_BEING_COPIED = "copy"


@dataclass(slots=True)
class Copy:
    """A copy of an evidence file on its way into the folder."""

    sha256: str
    unfinished: Unfinished
    folder: Path
    announced: Path | None = None

    def announce(self, owner: str) -> None:
        """Give the copy a hidden name by which it can be found again; ``owner`` stands for the database."""
        if self.announced is None:
            name = self.folder / f".announced-{owner}-{self.sha256}-{secrets.token_hex(4)}"
            with _writing(self.folder):
                self.unfinished.put(name)
            self.announced = name

    def keep(self) -> None:
        """Give an announced copy its own name, now that its record is in."""
        if self.announced is not None:
            with _writing(self.folder):
                _finish(self.announced, self.folder / self.sha256)


@dataclass(slots=True)
class Copies:
    """The copies that one transaction is to keep; each step may be taken more than once."""

    copies: Sequence[Copy] = field(default_factory=list)

    def announce(self, owner: str) -> None:
        """Announce all copies: the last step before their records are in."""
        for one in self.copies:
            one.announce(owner)

    def keep(self) -> None:
        """Give all copies their names: the first step after their records are in."""
        for one in self.copies:
            one.keep()


@contextmanager
def copied(sources: Sequence[Path], folder: Path) -> Iterator[Copies]:
    """Give copies of files, in their order, which are gone afterwards unless they were kept.

    Raises `BadValue` for what is no file and `FileUnusable` when one cannot be read or the folder cannot be written.
    """
    with ExitStack() as held:
        copies = Copies([_copy(source, folder, held) for source in sources])
        yield copies


def _copy(source: Path, folder: Path, held: ExitStack) -> Copy:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = held.enter_context(unfinished_file(folder / _BEING_COPIED))
        # A pipe would be waited for; what is opened is looked at, as the name may lead elsewhere by now.
        descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BadValue(f'"{source}" is a folder or a device, and only a file can be kept', part="--evidence")
            digest = hashlib.sha256()
            while part := file.read(CHUNK):
                digest.update(part)
                unfinished.file.write(part)
    except OSError as error:
        raise FileUnusable(
            f"{source} cannot be kept as evidence ({error.strerror}); check the file", part="--evidence"
        ) from error
    return Copy(digest.hexdigest(), unfinished, folder)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileUnusable(
            f"evidence cannot be kept in {folder} ({error.strerror}); check its permissions and the disk",
            part="--evidence",
        ) from error


def _finish(announced: Path, kept: Path) -> None:
    try:
        announced.replace(kept)
    except FileNotFoundError:  # somebody else has just settled the folder
        if not kept.exists():
            raise


# What was broken off


def unsettled(folder: Path) -> bool:
    """Return whether a process was killed here, or is at work, between a copy and its record."""
    return any(
        _ANNOUNCED.fullmatch(path.name) or path.name.startswith(f".{_BEING_COPIED}{UNFINISHED}")
        for path in _entries(folder)
    )


def settle(folder: Path, owner: str, named: Collection[str]) -> int:
    """Finish the copies that were announced by this database and whose records are in; remove the others.

    ``named`` are the SHA-256 of the files that records name.  To be called while no transaction of the database can
    be under way.  Returns how many were finished; raises `FileUnusable`.
    """
    finished = 0
    sweep(folder / _BEING_COPIED)
    with _writing(folder):
        for path in _entries(folder):
            announced = _ANNOUNCED.fullmatch(path.name)
            if announced is None or announced["owner"] != owner:
                continue
            if announced["sha256"] in named:
                _finish(path, folder / announced["sha256"])
                finished += 1
            else:
                path.unlink(missing_ok=True)
    return finished


def adopt(other: Path, folder: Path, named: Collection[str]) -> int:
    """Move the files that records name from another folder into this one, and return how many these were."""
    wanted = [path for path in _entries(other) if path.name in named and not (folder / path.name).exists()]
    with _writing(folder):
        if wanted:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in wanted:
            path.rename(folder / path.name)
    return len(wanted)


def strays(folder: Path, named: Collection[str]) -> list[str]:
    """Return the names of the files in a folder that no record names, in order; raises `FileUnusable`."""
    return sorted(
        path.name
        for path in _entries(folder)
        if path.name not in named
        and path.name != HALF_PUT
        and not _ANNOUNCED.fullmatch(path.name)
        and (path.is_symlink() or not path.is_dir())
    )


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise FileUnusable(f"the evidence files in {folder} cannot be listed ({error.strerror})") from error


# Files that are kept


def duplicate(folder: Path, other: Path, named: Collection[str]) -> list[str]:
    """Copy the files that records name into another folder and return those that are missing or were changed.

    Raises `FileUnusable` when one cannot be read or written.
    """
    wanting = []
    for sha256 in sorted(named):
        if not (folder / sha256).is_file():
            wanting.append(sha256)
            continue
        with copied([folder / sha256], other) as copies, _writing(other):
            (copy,) = copies.copies
            if copy.sha256 == sha256:
                copy.unfinished.put(other / sha256)
            else:
                wanting.append(sha256)
    return wanting


def discard(sha256: str, folder: Path) -> bool:
    """Take a file out of the folder and return whether it was there; raises `FileUnusable` when it cannot be."""
    try:
        (folder / sha256).unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise FileUnusable(
            f"{folder / sha256} cannot be removed ({error.strerror}); remove it, or run `claims redact --clean` later"
        ) from error
    return True


def sha256_of(path: Path) -> str | None:
    """Return the SHA-256 of a file's bytes in hexadecimal; none if it is not there."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
