"""Files that a browser sends with a form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from starlette.datastructures import UploadFile

from claims.text.harmless import one_line
from claims.web.chassis.visit import Visit

LONGEST = 120
"""How many characters of a file's name are kept, from its end."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file by its name, without any folder, and with its bytes."""

    name: str
    content: bytes


def upload(visit: Visit, field: str) -> Upload | None:
    """Return the file that was chosen in a field of the form; None if none was, or an empty one."""
    sent = visit.form.get(field)
    if not isinstance(sent, UploadFile) or not sent.filename:
        return None
    content = sent.file.read()
    return Upload(_named(sent.filename), content) if content else None


def pasted(visit: Visit, field: str) -> str | None:
    """Return a text of the form with the line breaks that files have; None if it is missing or blank."""
    text = visit.typed(field)
    return text.replace("\r\n", "\n") if text is not None else None


def _named(name: str) -> str:
    """Return the last part of a file's name; some browsers send the folders too, and a name may hold anything."""
    last = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name
    return one_line(last)[-LONGEST:] or "file"
