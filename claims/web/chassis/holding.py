"""Files that a session holds between two pages, such as a table that is previewed and then imported.

They lie in a folder that only this user can read, and go with the session.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from weakref import finalize

from claims.errors import NotFound

MOST = 5
"""How many files a session holds; the oldest goes first."""

LONGEST = 200
"""How many bytes of a name are kept, from its end: file systems take 255."""


class Held:
    """The files of a session."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._folder: Path | None = None
        self._paths: dict[str, Path] = {}
        self._lock = Lock()

    def keep(self, name: str, content: bytes) -> str:
        """Hold a file and return the word that names it."""
        with self._lock:
            if self._folder is None:
                self._folder = Path(mkdtemp(prefix="claims-desk-"))
                finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            word = secrets.token_urlsafe(12)
            folder = self._folder / word
            folder.mkdir(mode=0o700)
            path = folder / _safe(name)
            path.write_bytes(content)
            self._paths[word] = path
            for oldest in list(self._paths)[:-MOST]:
                gone = self._paths.pop(oldest)
                gone.unlink(missing_ok=True)
                gone.parent.rmdir()
            return word

    def let_go(self) -> None:
        """Remove all files."""
        with self._lock:
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
            self._paths.clear()

    def path(self, word: str) -> Path:
        """Return the file that a word names; raises `NotFound` if it is not held any more."""
        path = self._paths.get(word)
        if path is None:
            raise NotFound("the desk does not hold that file any more; choose it again")
        return path


def _safe(name: str) -> str:
    """Return a name that is one file in its folder, whatever was sent."""
    kept = name.replace("/", "_").replace("\\", "_").replace("\0", "").strip().lstrip(".")
    return kept.encode("utf-8", "ignore")[-LONGEST:].decode("utf-8", "ignore") or "table"
