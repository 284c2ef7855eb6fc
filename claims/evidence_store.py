"""The folder of evidence files: each kept as a copy named by the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from claims.errors import FileUnusable

CHUNK = 1 << 20
"""How many bytes are read at once."""


def keep(source: Path, folder: Path) -> str:
    """Copy a file into the store, readable by this user alone, and return the SHA-256 of its bytes.

    The copy appears whole or not at all; a file that is there already is not written again.  Raises
    `FileUnusable` when the file cannot be read or the store cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest = hashlib.sha256()
        with source.open("rb") as file, tempfile.NamedTemporaryFile(dir=folder, delete=False) as copy:
            try:
                while some := file.read(CHUNK):
                    digest.update(some)
                    copy.write(some)
                copy.flush()
                os.fsync(copy.fileno())
                Path(copy.name).replace(folder / digest.hexdigest())
            except BaseException:
                Path(copy.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise FileUnusable(
            f"{source} cannot be kept as evidence ({error.strerror}); check the file", part="--evidence"
        ) from error
    return digest.hexdigest()


def discard(sha256: str, folder: Path) -> bool:
    """Take a copy out of the store and return whether it was there; raises `FileUnusable` when it cannot be."""
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
