"""Files that a session holds between two pages, such as a table that is previewed and then imported.

They lie in a folder that only this user can read, and go with the session.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from claims.errors import NotFound

MOST = 5
"""How many files a session holds; the oldest goes first."""

LONGEST = 200
"""How many bytes of a name are kept, from its end: file systems take 255."""


@dataclass
class Held:
    """The files of a session."""

    _folder: TemporaryDirectory[str] | None = None
    _paths: dict[str, Path] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, name: str, content: bytes) -> str:
        """Hold a file and return the word that names it."""
        with self._lock:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="claims-desk-")
            word = secrets.token_urlsafe(12)
            folder = Path(self._folder.name, word)
            folder.mkdir(mode=0o700)
            path = folder / _safe(name)
            path.write_bytes(content)
            self._paths[word] = path
            for oldest in list(self._paths)[:-MOST]:
                gone = self._paths.pop(oldest)
                gone.unlink(missing_ok=True)
                gone.parent.rmdir()
            return word

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
