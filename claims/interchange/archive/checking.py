"""Checking an archive without the database that it came from: files, records, digests and chain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims.errors import BadValue, ClaimsError, Damaged, FileUnusable, Problems
from claims.features.story.colophon import facts_digest
from claims.features.story.leaving.copies import copy_in
from claims.interchange.archive import form
from claims.interchange.archive.form import About, Stated
from claims.interchange.archive.kept import evidence_name, snapshot_name, text_name
from claims.interchange.archive.making import bagit_library
from claims.interchange.exchange.form import checked as checked_exchange
from claims.parsing import json_value
from claims.reading.exchange import Line
from claims.store.cells import UNREADABLE
from claims.store.ledger import GENESIS, event_hash
from claims.text.harmless import one_line

SHORTEST_HEAD = 16
"""The fewest characters of a noted head that are accepted."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of an archive found in order."""

    story: str
    made: str
    files: int
    rows: int
    proved: int
    """The number of rows whose digest was computed again; the others are here only in part, or redacted."""
    events: int
    head: str | None
    chain: bool
    confidential: bool
    """Whether there is an encrypted part, which needs a key."""


def check_archive(folder: Path, head: str | None = None) -> Checked:
    """Check an archive, and return what it holds.

    ``head`` is the hash of the newest event, or its beginning, noted elsewhere. Raises `Damaged`, or
    `claims.errors.Several` of them, one for each wrong file; `FileUnusable` for a folder that is no bag, and `BadValue`
    for a bag that is no archive.
    """
    if head is not None and (len(head) < SHORTEST_HEAD or not set(head) <= set("0123456789abcdef")):
        raise BadValue(f"a noted head has at least {SHORTEST_HEAD} of the digits 0-9 and a-f", part="--head")
    files = _check_bag(folder)
    data = folder / form.PAYLOAD
    try:
        about = form.about_in((data / form.ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadValue(f"{folder} is a bag, but no archive of claims: {form.ABOUT} is missing or damaged") from error
    checking = _Checking(data, about)
    checking.run(head)
    checking.problems.tell()
    return Checked(
        story=one_line(str(about.story.get("slug"))),
        made=one_line(str(about.made)),
        files=files,
        rows=checking.rows,
        proved=checking.proved,
        events=checking.events,
        head=about.head,
        chain=bool(about.chain),
        confidential=bool(about.keys),
    )


# The bag


def _check_bag(folder: Path) -> int:
    """Check that a bag is complete and unchanged, and return the number of its files; names each wrong one."""
    bagit = bagit_library()
    if not folder.is_dir():
        raise FileUnusable(f"{folder} is not a folder; name the folder of an archive", part="FOLDER")
    problems = Problems()
    try:
        bag = bagit.Bag(str(folder))
        for problem in _wrong_files(bag, folder):
            problems.add(problem)
        problems.tell()
        bag.validate(fast=True)  # the structure; every file was read above
    except ClaimsError:
        raise
    except (bagit.BagError, OSError, ValueError, LookupError) as error:
        if not (folder / "bagit.txt").is_file():
            raise FileUnusable(f"{folder} is not a bag: bagit.txt is missing", part="FOLDER") from error
        raise Damaged(f"{folder} is not a valid bag: {one_line(str(error))}") from error
    return len(bag.entries)


def _wrong_files(bag: Any, folder: Path) -> Iterator[Damaged]:
    """Yield a problem for each file that is missing, added or changed.

    The library's own check stops at the payload's size, and then names no file.
    """
    missing, added = bag.compare_manifests_with_fs()
    for name in sorted(missing):
        yield Damaged(f"{one_line(name)} is missing")
    for name in sorted(added):
        yield Damaged(f"{one_line(name)} was added later: no manifest names it")
    for name in sorted(path.name for path in folder.iterdir()):
        if name == form.PAYLOAD or name.startswith("tagmanifest-"):
            continue
        if set(bag.entries.get(name, ())) != set(bag.algorithms):
            yield Damaged(f"{one_line(name)} was added later, or a manifest was changed: not every one names it")
    for name, hashes in sorted(bag.entries.items()):
        path = folder / name
        if name in missing:
            continue
        if not path.is_file():
            yield Damaged(f"{one_line(name)} is missing")
            continue
        if path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()):
            yield Damaged(f"{one_line(name)} leads out of the archive")
            continue
        for algorithm, stated in hashes.items():
            if _hash_of(path, algorithm) != stated.lower():
                yield Damaged(f"{one_line(name)} was changed: its {algorithm.upper()} is another")
                break


def _hash_of(path: Path, algorithm: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


# The records


@dataclass(slots=True)
class _Checking:
    """The check of an archive with complete manifests."""

    data: Path
    about: About
    problems: Problems = field(default_factory=Problems)
    rows: int = 0
    proved: int = 0
    events: int = 0
    stated: dict[str, Stated] = field(default_factory=dict)
    links: dict[tuple[str, int], str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    """The hash of the last link of each chain."""

    def run(self, head: str | None) -> None:
        for check in self._checks():
            with self.problems.collected():
                try:
                    check()
                except (OSError, UnicodeDecodeError, *UNREADABLE) as error:
                    raise Damaged(f"the archive cannot be read: {one_line(str(error))}") from error
        self._check_head(head)

    def _checks(self) -> tuple[Callable[[], None], ...]:
        return (
            self._check_digests,
            self._check_rows,
            self._check_files,
            self._check_links,
            self._check_events,
            self._check_counts,
            self._check_reports,
        )

    def _check_counts(self) -> None:
        held = {"rows": self.rows, "events": self.events}
        for what, name in (("rows", form.RECORDS), ("events", form.EVENTS)):
            if self.about.files.get(what) != held[what]:
                self._wrong(name, f"it has {held[what]:,} {what}, and {form.ABOUT} says {self.about.files.get(what)}")

    def _wrong(self, name: str, what: str) -> None:
        self.problems.add(Damaged(f"{form.PAYLOAD}/{name}: {what}"))

    def _lines(self, name: str) -> Iterator[Line]:
        try:
            yield from form.lines_of(self.data / name)
        except (OSError, ValueError, RecursionError) as error:
            raise Damaged(f"{form.PAYLOAD}/{name} cannot be read: {one_line(str(error))}") from error

    def _check_digests(self) -> None:
        for line in self._lines(form.DIGESTS):
            entry = Stated(
                line["table"],
                line["uid"],
                line["digest"],
                line.get("replica", ""),
                line.get("seq", 0),
                line.get("salt"),
            )
            self.stated[entry.uid] = entry

    def _all_rows(self) -> Iterator[tuple[str, Line]]:
        for name in (form.RECORDS, form.SNAPSHOTS):
            for line in form.rows_in(self._lines(name)):
                yield name, line

    def _check_rows(self) -> None:
        try:
            checked_exchange(self.data / form.RECORDS)
        except (BadValue, FileUnusable) as problem:
            self._wrong(form.RECORDS, "its last line does not fit the lines before it")
            raise Damaged(f"{form.PAYLOAD}/{form.RECORDS} was changed") from problem
        edits = form.edits_in(line for _, line in self._all_rows())
        left = dict(self.stated)
        for name, line in self._all_rows():
            self.rows += 1
            uid = str(line["row"].get("uid"))
            entry = left.pop(uid, None)
            named = f"{one_line(str(line['table']))} {one_line(uid)}"
            if entry is None or entry.table != line["table"]:
                self._wrong(name, f"{named} was added: no digest belongs to it")
            elif entry.salt is not None:
                if form.recomputed(line, edits, entry.salt) != entry.digest:
                    self._wrong(name, f"{named} was changed after it was entered")
                else:
                    self.proved += 1
        for entry in left.values():
            self._wrong(form.DIGESTS, f"{one_line(entry.table)} {one_line(entry.uid)} has a digest, but no record")

    def _check_files(self) -> None:
        """Compare the kept files with the digests that their records state."""
        for _, line in self._all_rows():
            row = line["row"]
            if not row.get("sha256") or row["uid"] in self.about.missing:
                continue
            if line["table"] == "evidence":
                self._compare(evidence_name(row), row["sha256"])
            elif line["table"] == "snapshot":
                self._compare(snapshot_name(row["uid"], row["media"]), row["sha256"])
                text = None if row.get("text") is None else hashlib.sha256(row["text"].encode()).hexdigest()
                if text is not None:
                    self._compare(text_name(row["uid"]), text)

    def _compare(self, name: str, sha256: str) -> None:
        path = self.data / name
        if not path.is_file():
            self._wrong(one_line(name), "the file is missing, and a record names it")
        elif _hash_of(path, "sha256") != sha256:
            self._wrong(one_line(name), "the file differs from its record")

    # The chain

    def _check_links(self) -> None:
        if not self.about.chain:
            return
        before: dict[str, int] = {}
        for line in (self.data / form.LINKS).read_text(encoding="utf-8").splitlines():
            replica, number, stated = line.split("\t")
            seq = int(number)
            if replica in before and seq != before[replica] + 1:
                self._wrong(form.LINKS, f"event {seq} of {one_line(replica[:8])} does not follow the line before it")
            before[replica] = seq
            self.links[replica, seq], self.heads[replica] = stated, stated

    def _check_events(self) -> None:
        if not self.about.chain:
            return
        for line in self._lines(form.EVENTS):
            event = line["event"]
            self.events += 1
            self._check_event(event, f"event {event['seq']} of {one_line(str(event['replica'])[:8])}")
        for entry in self.stated.values():
            if (entry.replica, entry.seq) not in self.links:
                self._wrong(form.DIGESTS, f"{entry.table} {one_line(entry.uid)} names an event that is in no chain")

    def _check_event(self, event: Mapping[str, Any], named: str) -> None:
        replica, seq = event["replica"], event["seq"]
        if event_hash(event) != event["hash"]:
            self._wrong(form.EVENTS, f"{named} was changed after it was written")
        if self.links.get((replica, seq)) != event["hash"]:
            self._wrong(form.EVENTS, f"{named} has another hash than in {form.LINKS}")
        before = GENESIS if seq == 1 else self.links.get((replica, seq - 1), event["previous"])
        if event["previous"] != before:
            self._wrong(form.EVENTS, f"{named} does not continue the event before it")
        for table, uid, digest in json_value(event["rows"]):
            entry = self.stated.get(uid)
            if entry is None or (entry.table, entry.digest, entry.replica, entry.seq) != (table, digest, replica, seq):
                self._wrong(form.DIGESTS, f"{one_line(table)} {one_line(uid)} is not as {named} lists it")

    def _check_reports(self) -> None:
        """Compare the three forms of the report: each states the digest of its facts and the newest event."""
        stated = ""
        for ending in ("json", "md", "html"):
            name = f"{form.REPORTS}/report.{ending}"
            try:
                content = (self.data / name).read_bytes()
                copy = copy_in(name, content)
                stated = facts_digest(json_value(content)) if ending == "json" else stated
            except (ClaimsError, OSError, *UNREADABLE):
                self._wrong(name, "it is no report that this program wrote")
                continue
            if copy.digest != stated:
                self._wrong(name, "its facts are others than the digest in its last lines says")
            if copy.head != self.about.head:
                self._wrong(name, "it names another newest event than the archive")

    def _check_head(self, noted: str | None) -> None:
        head = self.about.head
        if head is not None and self.about.chain and head not in self.heads.values():
            self._wrong(form.LINKS, "no chain ends with the newest event that the archive names")
        if noted is not None and not any(each.startswith(noted) for each in {head or "", *self.links.values()}):
            sentence = f"the noted head, {noted[:SHORTEST_HEAD]}…, is not in the archive's chain"
            self.problems.add(Damaged(sentence, part="--head"))
