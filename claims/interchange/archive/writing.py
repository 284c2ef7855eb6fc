"""New files of an archive, which only this user may read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO


def new_file(path: Path) -> IO[bytes]:
    """Open a new file, with its folder, for this user alone; raises `OSError`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def write_new(path: Path, content: bytes | str) -> None:
    """Write a new file for this user alone; raises `OSError`."""
    with new_file(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)
