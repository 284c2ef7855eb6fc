"""The folder of evidence files and snapshots, each stored as a copy named by the SHA-256 of its bytes.

A copy and its record are stored together or not at all. The bytes are copied first, without a name. At the end of the
transaction that writes the record, the copy is announced: it gets a hidden name, which says whose it is. Once the
record is committed, the copy gets its own name. A process killed in between leaves an announced copy; `settle` keeps or
removes it depending on whether its record was committed, under the lock of the database, so that no transaction is in
progress.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from claims.errors import BadValue, FileUnusable
from claims.patterns import pattern_of
from claims.store.files.whole import UNFINISHED, Unfinished, sweep, unfinished_file

CHUNK = 1 << 20
"""How many bytes are read at once."""

HALF_PUT = ".unfinished"
"""The mark of a folder made for a backup that is not finished."""

_ANNOUNCED = pattern_of(r"\.announced-(?P<owner>[0-9a-f]*)-(?P<sha256>[0-9a-f]{64})-[0-9a-f]+")
_BEING_COPIED = "copy"


@dataclass(slots=True)
class Copy:
    """A copy of an evidence file not yet in the folder."""

    sha256: str
    unfinished: Unfinished
    folder: Path
    announced: Path | None = None

    def announce(self, owner: str) -> None:
        """Give the copy a hidden name to find it by; ``owner`` identifies the database."""
        if self.announced is None:
            name = self.folder / f".announced-{owner}-{self.sha256}-{secrets.token_hex(4)}"
            with _writing(self.folder):
                self.unfinished.put(name)
            self.announced = name

    def keep(self) -> None:
        """Give an announced copy its own name, once its record is committed."""
        if self.announced is not None:
            with _writing(self.folder):
                _finish(self.announced, self.folder / self.sha256)


@dataclass(slots=True)
class Copies:
    """The copies that a transaction stores; each step may be repeated."""

    copies: Sequence[Copy] = field(default_factory=list)

    def announce(self, owner: str) -> None:
        """Announce all copies: the last step before the commit."""
        for copy in self.copies:
            copy.announce(owner)

    def keep(self) -> None:
        """Give all copies their names: the first step after the commit."""
        for copy in self.copies:
            copy.keep()


@contextmanager
def copied(sources: Sequence[Path], folder: Path) -> Iterator[Copies]:
    """Give copies of files, in order; they are removed afterwards unless they were stored.

    Raises `BadValue` for a path that is not a file, and `FileUnusable` when a file cannot be read or the folder cannot
    be written.
    """
    with ExitStack() as held:
        copies = Copies([_copy(source, folder, held) for source in sources])
        yield copies


@contextmanager
def kept(contents: Sequence[bytes], folder: Path) -> Iterator[Copies]:
    """Give copies of contents that are in memory, in order, as `copied` does for files."""
    with ExitStack() as held:
        yield Copies([_stored(iter([content]), folder, held, "the snapshot", "WHAT") for content in contents])


def _copy(source: Path, folder: Path, held: ExitStack) -> Copy:
    return _stored(_parts(source), folder, held, str(source), "--evidence")


def _parts(source: Path) -> Iterator[bytes]:
    """Yield the parts of a file; raises `BadValue` for anything but a file."""
    # A pipe would block; the opened file is checked, as the name may lead elsewhere by now.
    descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise BadValue(f'"{source}" is a folder or a device; only a file can be evidence', part="--evidence")
        while part := file.read(CHUNK):
            yield part


def _stored(parts: Iterator[bytes], folder: Path, held: ExitStack, called: str, part: str) -> Copy:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = held.enter_context(unfinished_file(folder / _BEING_COPIED))
        digest = hashlib.sha256()
        for content in parts:
            digest.update(content)
            unfinished.file.write(content)
    except OSError as error:
        raise FileUnusable(f"{called} cannot be stored ({error.strerror}); check the file", part=part) from error
    return Copy(digest.hexdigest(), unfinished, folder)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileUnusable(
            f"evidence cannot be stored in {folder} ({error.strerror}); check its permissions and the disk",
            part="--evidence",
        ) from error


def _finish(announced: Path, kept: Path) -> None:
    try:
        announced.replace(kept)
    except FileNotFoundError:  # somebody else has just settled the folder
        if not kept.exists():
            raise


# Interrupted work


def unsettled(folder: Path) -> bool:
    """Return whether a process was killed between a copy and its record, or is at work there."""
    return any(
        _ANNOUNCED.fullmatch(path.name) or path.name.startswith(f".{_BEING_COPIED}{UNFINISHED}")
        for path in _entries(folder)
    )


def settle(folder: Path, owner: str, named: Collection[str]) -> int:
    """Name the announced copies of this database whose records are committed; remove the others.

    ``named`` are the SHA-256 of the files that records name. Call it only while no transaction of the database can be
    in progress. Returns how many were named; raises `FileUnusable`.
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
    """Move the files that records name from another folder into this one, and return their number."""
    wanted = [path for path in _entries(other) if path.name in named and not (folder / path.name).exists()]
    with _writing(folder):
        if wanted:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in wanted:
            path.rename(folder / path.name)
    return len(wanted)


def strays(folder: Path, named: Collection[str]) -> list[str]:
    """Return the names of the folder's files that no record names, in order; raises `FileUnusable`."""
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


# Stored files


def duplicate(folder: Path, other: Path, named: Collection[str]) -> list[str]:
    """Copy the files that records name into another folder and return the missing or changed ones.

    Raises `FileUnusable` when a file cannot be read or written.
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
    """Remove a file from the folder and return whether it was there; raises `FileUnusable` if it cannot be removed."""
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
    """Return the SHA-256 of a file's bytes in hexadecimal, or None if the file is missing."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
