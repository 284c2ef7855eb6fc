"""The records of an archive: rows, snapshots, and the part of the chain of events that entered them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from claims.interchange.archive.form import (
    DIGESTS,
    EVENTS,
    LINKS,
    RECORDS,
    SNAPSHOTS,
    Edits,
    Stated,
    edits_in,
    lines_of,
    recomputed,
    rows_in,
    written,
)
from claims.interchange.archive.writing import new_file
from claims.interchange.exchange.out import exchange_lines
from claims.privacy.confided import all_confided
from claims.reading.exchange import LeftOut, Line, events, exported
from claims.reading.identity import identities
from claims.reading.stories import story_scope
from claims.store.hiding.sight import is_limited
from claims.store.ledger import References, canonical, chained, chunks, compact
from claims.store.past import MANY, Record
from claims.store.schema import CHAIN, TABLES

if TYPE_CHECKING:
    from collections import Counter


@dataclass(slots=True)
class Request:
    """A story to be archived; and afterwards, how much was left out and why."""

    connection: Connection
    story: int
    left_out: Counter[str]
    complete: bool = False


@dataclass(slots=True)
class Held:
    """The rows that were written to an archive: the table of each by its uid, and the SHA-256 of its line."""

    tables: dict[str, str] = field(default_factory=dict)
    lines: dict[str, bytes] = field(default_factory=dict)
    snapshots: list[Record] = field(default_factory=list)
    """The snapshots among them, as stored."""
    confidential_snapshots: list[Record] = field(default_factory=list)
    """Snapshots of the story's articles that are confidential, and so not among them."""

    def add(self, line: Line) -> None:
        """Add a row."""
        uid = line["row"]["uid"]
        self.tables[uid], self.lines[uid] = line["table"], line_digest(line)


def line_digest(line: Line) -> bytes:
    """Return the SHA-256 of a row, without its salt."""
    return hashlib.sha256(compact(line["row"]).encode()).digest()


def write_rows(folder: Path, request: Request) -> Held:
    """Write a story's rows and its snapshots, without anything confidential."""
    held = Held()
    with new_file(folder / RECORDS) as file:
        for part in exchange_lines(request, admits=False):
            file.write(part)
    for line in rows_in(lines_of(folder / RECORDS)):
        held.add(line)
    _choose_snapshots(request, held)
    with new_file(folder / SNAPSHOTS) as file:
        for line in snapshot_lines(request, held.snapshots):
            held.add(line)
            file.write(written(line))
    if held.confidential_snapshots:
        request.left_out["snapshot"] += len(held.confidential_snapshots)
    return held


def _choose_snapshots(request: Request, held: Held) -> None:
    """Sort the snapshots of the story's articles into those for everybody and the confidential ones."""
    snapshot, confided = TABLES["snapshot"], all_confided(request.connection).articles
    public = _public_articles(request.connection, [uid for uid, name in held.tables.items() if name == "article"])
    for part in chunks(sorted(public | _articles_inside(request)), MANY):
        rows = request.connection.execute(select(snapshot).where(snapshot.c.article_id.in_(part)))
        for row in rows.mappings():
            secret = row["confidential"] or row["article_id"] in confided or row["article_id"] not in public
            (held.confidential_snapshots if secret else held.snapshots).append(dict(row))
    held.snapshots.sort(key=lambda row: str(row["uid"]))
    held.confidential_snapshots.sort(key=lambda row: str(row["uid"]))


def _public_articles(connection: Connection, uids: Sequence[str]) -> set[int]:
    """Return the numbers of these articles."""
    article = TABLES["article"]
    return {
        number
        for part in chunks(uids, MANY)
        for number in connection.execute(select(article.c.id).where(article.c.uid.in_(part))).scalars()
    }


def _articles_inside(request: Request) -> set[int]:
    """Return the articles of the story's appearances, off the record or not."""
    appearance = TABLES["appearance"]
    claims = story_scope(request.connection, request.story, identities(request.connection))
    inside = select(appearance.c.article_id).where(appearance.c.claim_id.in_(claims))
    return set(request.connection.execute(inside).scalars())


def snapshot_lines(request: Request, snapshots: Sequence[Record]) -> Iterator[Line]:
    """Yield the rows of snapshots and of their timestamps, without the name of another story."""
    stories = set(identities(request.connection).members("story", request.story))
    rows = [row if row["story_id"] in stories else {**row, "story_id": None} for row in snapshots]
    stamps, numbers = TABLES["snapshot_timestamp"], [row["id"] for row in rows]
    stamped: list[Record] = []
    for part in chunks(numbers, MANY):
        rows_of_part = request.connection.execute(select(stamps).where(stamps.c.snapshot_id.in_(part)))
        stamped += [dict(row) for row in rows_of_part.mappings()]
    for table, of_table in ((TABLES["snapshot"], rows), (stamps, stamped)):
        references = References(request.connection)
        references.learn(table, of_table)
        for row in of_table:
            yield {"table": table.name, "row": canonical(table, row, references)}


def confidential_lines(request: Request, held: Held) -> Iterator[Line]:
    """Yield the story's rows that the archive does not hold, or holds only in part, each with its salt."""
    for line in exported(request.connection, LeftOut(), complete=True, story=request.story):
        if "row" in line and held.lines.get(line["row"]["uid"]) != line_digest(line):
            yield line
    yield from snapshot_lines(request, held.confidential_snapshots)


# The chain


def write_chain(folder: Path, connection: Connection, held: Held) -> int | None:
    """Write the digests of the rows, and the events that entered them; return how many, or None without the chain.

    An event is written only if the archive holds every row that it lists: the others tell of records that are left
    out. Somebody who may not see every story gets no events, since their numbers tell of the stories that are closed.
    """
    whole = not is_limited(connection)
    stated: dict[str, Stated] = {}
    count = 0
    own = connection.execute(select(CHAIN.c.replica).where(CHAIN.c.ours)).scalar_one_or_none()
    with new_file(folder / EVENTS) as events_file, new_file(folder / LINKS) as links:
        begun: set[str] = set()
        last: dict[str, Any] = {}
        for event in (line["event"] for line in events(connection)):
            rows = json.loads(event["rows"])
            ours = [(name, uid, digest) for name, uid, digest in rows if held.tables.get(uid) == name]
            for name, uid, digest in ours:
                stated[uid] = Stated(name, uid, digest, *((event["replica"], event["seq"]) if whole else ("", 0)))
            last[event["replica"]] = event
            if ours:
                begun.add(event["replica"])
            if whole and event["replica"] in begun:
                links.write(_link(event))
                if len(ours) == len(rows):
                    events_file.write(written({"event": event}))
                    count += 1
        if whole and own in last and own not in begun:
            links.write(_link(last[own]))
    _write_digests(folder, connection, stated)
    return count if whole else None


def _link(event: Line) -> bytes:
    return f"{event['replica']}\t{event['seq']}\t{event['hash']}\n".encode()


def _write_digests(folder: Path, connection: Connection, stated: dict[str, Stated]) -> None:
    """Write each row's digest, with its salt if the row is here as it was entered.

    With its salt, the digest of a row that is here only in part would let somebody try out what was left out.
    """
    edits = edits_in(rows_in(_lines(folder)))
    with new_file(folder / DIGESTS) as file:
        for part in chunks(rows_in(_lines(folder)), MANY):
            salts = _salts(connection, part)
            for line in part:
                entry = stated.get(line["row"]["uid"])
                if entry is not None:
                    entry.salt = _proving(line, edits, salts.get(entry.uid), entry.digest)
                    file.write(written(entry.line))


def _proving(line: Line, edits: Edits, salt: str | None, digest: str) -> str | None:
    return salt if salt is not None and recomputed(line, edits, salt) == digest else None


def _lines(folder: Path) -> Iterator[Line]:
    yield from lines_of(folder / RECORDS)
    yield from lines_of(folder / SNAPSHOTS)


def _salts(connection: Connection, lines: Iterable[Line]) -> dict[str, str | None]:
    """Return the salts of rows by uid."""
    uids: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        uids[line["table"]].append(line["row"]["uid"])
    salts: dict[str, str | None] = {}
    for name, of_table in uids.items():
        table = chained(name)
        rows = connection.execute(select(table.c.uid, table.c.salt).where(table.c.uid.in_(of_table)))
        salts.update({uid: salt for uid, salt in rows.all()})  # noqa: C416 (rows are no pairs to mypy)
    return salts
