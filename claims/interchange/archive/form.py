"""The form of an archive: its files, and the digests of its records.

``README.txt`` in the archive describes all of it for a reader without this program
(`claims.interchange.archive.readme`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims.parsing import json_value
from claims.reading.exchange import Line
from claims.store.ledger import compact, digest
from claims.store.versions import undone

FORMAT = "claims-archive"
VERSION = 1

PAYLOAD = "data"
"""The folder of a bag that holds its files."""
README = "README.txt"
ABOUT = "about.json"
REPORTS = "report"
RECORDS = "records/records.jsonl"
SNAPSHOTS = "records/snapshots.jsonl"
DIGESTS = "records/digests.jsonl"
EVENTS = "chain/events.jsonl"
LINKS = "chain/links.tsv"
EVIDENCE = "evidence"
KEPT_PAGES = "snapshots"
CONFIDENTIAL = "confidential/confidential.tar.age"

Edits = Mapping[str, Sequence[Mapping[str, Any]]]
"""The edits of each named record by its uid, newest first."""


@dataclass(slots=True)
class Stated:
    """A record's digest as its event states it, and the salt if the archive holds all that the digest covers."""

    table: str
    uid: str
    digest: str
    replica: str
    seq: int
    salt: str | None = None

    @property
    def line(self) -> Line:
        """The digest as a line of `DIGESTS`; the event's place is left out where it is unknown."""
        place = {"replica": self.replica, "seq": self.seq} if self.replica else {}
        return {"table": self.table, "uid": self.uid, "digest": self.digest, **place} | (
            {"salt": self.salt} if self.salt else {}
        )


@dataclass(slots=True)
class About:
    """What an archive says about itself."""

    story: Mapping[str, Any]
    made: str
    by: str
    program: str
    head: str | None
    chain: bool
    """Whether the archive holds the events of its records."""
    left_out: dict[str, int] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    """Why the kept file of a record is not in the archive, by the record's uid."""
    keys: list[str] = field(default_factory=list)
    """The public keys that the confidential part is encrypted to."""
    files: dict[str, int] = field(default_factory=dict)
    """How many rows, snapshots and events it holds."""


def lines_of(path: Path) -> Iterator[Line]:
    """Yield the JSON objects in a file, one a line; raises `ValueError` and `OSError`."""
    with path.open("rb") as file:
        for line in file:
            value = json_value(line)
            if not isinstance(value, dict):
                raise ValueError("a line is not an object")
            yield value


def rows_in(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines that hold a row."""
    return (line for line in lines if isinstance(line.get("row"), dict) and isinstance(line.get("table"), str))


def edits_in(rows: Iterable[Line]) -> Edits:
    """Return the edits among these rows."""
    edits: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in rows:
        if line["table"] == "revision":
            edits[str(line["row"].get("row_uid"))].append({"old": None, "new": None, **line["row"]})
    for of_record in edits.values():
        of_record.sort(key=lambda edit: (str(edit.get("entered_at")), str(edit.get("uid"))), reverse=True)
    return edits


def recomputed(line: Line, edits: Edits, salt: str) -> str:
    """Return a row's digest from the archive alone: of its first version, before the edits in the archive."""
    row = line["row"]
    return digest(line["table"], undone(row, edits.get(str(row.get("uid")), ())), salt)


def written(line: Mapping[str, Any]) -> bytes:
    """Return a line of a file."""
    return compact(line).encode() + b"\n"


def about_text(about: About) -> str:
    """Return what an archive says about itself as JSON."""
    held = {"format": FORMAT, "version": VERSION} | {name: getattr(about, name) for name in About.__dataclass_fields__}
    return f"{json.dumps(held, ensure_ascii=False, indent=2, sort_keys=True)}\n"


def about_in(text: str) -> About:
    """Return what an archive says about itself; raises `ValueError` for any other text."""
    held = json_value(text)
    if not isinstance(held, dict) or held.pop("format", None) != FORMAT:
        raise ValueError("it does not describe an archive of claims")
    if held.pop("version", None) != VERSION:
        raise ValueError("its form is newer than this program")
    try:
        about = About(**held)
    except TypeError as error:
        raise ValueError("something is missing in it") from error
    if not isinstance(held["head"], str | None) or not isinstance(held["story"], dict):
        raise ValueError("a value in it has the wrong form")
    return about
