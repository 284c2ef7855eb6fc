"""Writing new files completely or not at all, even if the work is interrupted; only this user can read them.

Where the system has nameless files (Linux: `O_TMPFILE`, open(2)), a file gets its name once it is complete, and a
killed process leaves nothing. Elsewhere, and for files that another library writes by name, the work is done in a
hidden folder beside the target; the remains of a killed process are removed when the same file is made again.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

UNFINISHED = ".unfinished-"
"""The part of a name that marks hidden folders of unfinished work."""

LONGEST_PREFIX = 40
"""The most characters of the target's name in the hidden folder's name: a name may have 255 bytes."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A file being written, without a name of its own yet."""

    file: IO[bytes]
    path: Path
    """The path that reaches it until then."""

    def put(self, target: Path) -> None:
        """Give it its name once it is safely on the disk; raises `FileExistsError` if the name is taken."""
        self.file.flush()
        os.fsync(self.file.fileno())
        put(self.path, target)


@contextmanager
def unfinished_file(target: Path) -> Iterator[Unfinished]:
    """Give a new file that can be named ``target``; if it is not, no trace of it is left. Raises `OSError`."""
    with ExitStack() as held:
        descriptor = _without_name(target.parent)
        if descriptor is not None:
            file = held.enter_context(os.fdopen(descriptor, "w+b"))
            yield Unfinished(file, Path(f"/proc/self/fd/{descriptor}"))
            return
        path = held.enter_context(unfinished_folder(target)) / "file"
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        yield Unfinished(held.enter_context(os.fdopen(descriptor, "w+b")), path)


@contextmanager
def unfinished_folder(target: Path) -> Iterator[Path]:
    """Give a hidden folder beside ``target`` to make it in; the folder is removed afterwards. Raises `OSError`.

    The remains of killed processes that made the same target are removed first.
    """
    sweep(target)
    folder, lock = _locked_folder(target)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def sweep(target: Path) -> None:
    """Remove the hidden folders of processes that were making ``target`` and no longer exist."""
    with contextlib.suppress(OSError):
        for path in target.parent.iterdir():
            if path.name.startswith(_prefix(target)):
                lock = _lock(path)
                if lock is not None:
                    shutil.rmtree(path, ignore_errors=True)
                    os.close(lock)


def put(made: Path, target: Path) -> None:
    """Give a finished file or folder the name ``target``; raises `FileExistsError` if the name is taken."""
    if made.is_dir():
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        made.rename(target)
    else:
        _put_file(made, target)
    _settle(target.parent)


def _put_file(made: Path, target: Path) -> None:
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        # Only with a folder's descriptor does Python ask the system to follow the link in /proc to the file.
        os.link(made, target, src_dir_fd=folder, follow_symlinks=True)
    except FileExistsError:
        raise
    except OSError as problem:  # a disk without hard links
        if problem.errno == errno.ENAMETOOLONG:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        made.rename(target)
    finally:
        os.close(folder)


def _settle(folder: Path) -> None:
    """Flush a folder's names to the disk, where the system supports it."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _without_name(folder: Path) -> int | None:
    """Return a new nameless file, or None if the system or the disk does not support it."""
    if not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)
    except OSError:
        return None


def _prefix(target: Path) -> str:
    return f".{target.name[:LONGEST_PREFIX]}{UNFINISHED}"


def _locked_folder(target: Path) -> tuple[Path, int | None]:
    """Make a hidden folder and lock it, which tells it from a killed process's folder."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
        lock = _lock(folder)
        if folder.is_dir():
            return folder, lock
        if lock is not None:  # another process removed it before it was locked
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """Return the lock of a folder, or None if a living process holds it or the system has no locks."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
