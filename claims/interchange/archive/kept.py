"""The kept files of an archive: evidence, and the articles as they were captured."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection

from claims.interchange.archive.form import EVIDENCE, KEPT_PAGES
from claims.patterns import pattern_of
from claims.reading.exchange import Line
from claims.store.files.kept import redacted_copies
from claims.store.past import Record
from claims.vocabulary import Media

Put = Callable[[str, bytes], None]
"""Puts a file with this name and content."""

ENDINGS: Mapping[Media, str] = {
    Media.PAGE: "html",
    Media.MAIL: "eml",
    Media.PDF: "pdf",
    Media.WORD: "docx",
    Media.TEXT: "txt",
}
"""The ending of a snapshot's name, by the kind of document."""

_ENDING = pattern_of(r"\.[a-z0-9]{1,8}", re.IGNORECASE)


def evidence_name(row: Mapping[str, object]) -> str:
    """Return the name of an evidence file in an archive: its SHA-256, with the ending it came with if that is plain."""
    ending = Path(str(row.get("file_name") or "")).suffix
    return f"{EVIDENCE}/{row['sha256']}{ending.lower() if _ENDING.fullmatch(ending) else ''}"


def snapshot_name(uid: str, media: Media | str) -> str:
    """Return the name of a captured document in an archive."""
    return f"{KEPT_PAGES}/{uid}/original.{ENDINGS[Media(media)]}"


def text_name(uid: str) -> str:
    """Return the name of the text that was read from a captured document."""
    return f"{KEPT_PAGES}/{uid}/text.txt"


def redacted_files(connection: Connection) -> frozenset[str]:
    """Return the uids of the records whose kept file was redacted."""
    return frozenset(
        row.row_uid for subject in ("evidence", "snapshot") for row in connection.execute(redacted_copies(subject))
    )


def put_evidence(folder: Path, lines: Iterable[Line], redacted: frozenset[str], put: Put) -> dict[str, str]:
    """Put the evidence files that rows name; return why the files of others are not there, by uid."""
    missing: dict[str, str] = {}
    names: set[str] = set()
    for row in (line["row"] for line in lines if line["table"] == "evidence"):
        if not row.get("sha256"):
            continue
        if row["uid"] in redacted:
            missing[row["uid"]] = "redacted"
            continue
        content = _content(folder / row["sha256"], row["sha256"])
        if content is None:
            missing[row["uid"]] = "missing or changed when the archive was made"
        elif evidence_name(row) not in names:
            names.add(evidence_name(row))
            put(evidence_name(row), content)
    return missing


def put_snapshots(folder: Path, snapshots: Sequence[Record], redacted: frozenset[str], put: Put) -> dict[str, str]:
    """Put captured documents, each with the text that was read from it; return as `put_evidence`."""
    missing: dict[str, str] = {}
    for row in snapshots:
        if row["text"] is not None:
            put(text_name(row["uid"]), row["text"].encode())
        if row["uid"] in redacted or row["sha256"] is None or row["kept_as"] is None:
            missing[row["uid"]] = "redacted"
            continue
        packed = _content(folder / row["kept_as"], row["kept_as"])
        content = None if packed is None else _unpacked(packed)
        if content is None or hashlib.sha256(content).hexdigest() != row["sha256"]:
            missing[row["uid"]] = "missing or changed when the archive was made"
        else:
            put(snapshot_name(row["uid"], row["media"]), content)
    return missing


def _content(path: Path, sha256: str) -> bytes | None:
    """Return a kept file's bytes; None if it is missing or its bytes are others."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _unpacked(packed: bytes) -> bytes | None:
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError, zlib.error):
        return None
