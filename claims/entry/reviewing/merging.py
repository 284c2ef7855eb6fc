"""Taking in rows from another database: what is here is skipped, what is new joins, and no history is overwritten.

Rows are known by their uids.  Rows that were only ever inserted are the same everywhere.  Of a named thing that two
people edited apart, all revisions are kept, and in each field stands what the newest of them (by time of entry and
uid) put there, so that it does not matter who takes in whose rows first.  Chains of events are kept as they are,
unless rows of theirs came here before without one, by an export that was not complete: then what is new is entered in
our own chain, as it is from such an export.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.types import Date
from sqlmodel import Session

from claims.entry.claim_words import add_words, index_claims
from claims.entry.present_reach import touched
from claims.entry.remainders import by_table, hold
from claims.errors import BadValue, Refused
from claims.privacy.redaction import TEXTS, placeholder, record_name
from claims.reading.exchange import may_be_left_out
from claims.reading.identity import identities
from claims.store import dialect, search_index
from claims.store.derived import Written
from claims.store.ledger import GENESIS, References, canonical, chunks, event_hash, plain, reference_targets
from claims.store.schema import ARRIVAL, CHAIN, EVENT, NAMED_TABLES, TABLES, UtcDateTime
from claims.store.versions import redacted, revisions_of, undone

Line = Mapping[str, Any]
Content = dict[str, Any]

AT_ONCE = 1_000
"""Rows that are taken in at once."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of a named thing that was edited here and there, each without the other's edit."""

    subject: str
    id: int
    field: str
    here: str | None
    there: str | None
    stands: str | None


@dataclass(slots=True)
class Merged:
    """What taking in a file did."""

    made: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    events: int = 0
    unproved: bool = False
    """Whether the file's chains stayed behind, as rows of theirs had come here by an export that was not complete."""
    conflicts: list[Conflict] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """What a file that proves nothing would redact and stands here: records and fields as `redact` takes them."""


def merge(
    session: Session,
    lines: Callable[[], Iterable[Line]],
    *,
    complete: bool,
    advance: Callable[[int], object] = lambda count: None,
) -> Merged:
    """Take in the rows and events of an exchange file; ``advance`` is told of each few lines.

    ``lines`` gives them from the beginning each time that it is called.  Raises `Refused` when a row here and there
    differ that nobody may have changed, or when chains of events fork, and `BadValue` for what is no row.
    """
    try:
        return _Merge(session, complete, advance).run(lines)
    except Exception as error:  # each driver has classes of its own; the dialect knows which refuse rows
        if not dialect.refuses_rows(error):
            raise
        raise BadValue(
            "the file has rows that the rules of the database do not allow, or that do not go together; export it again"
        ) from error


class _Merge:
    """One file on its way in."""

    def __init__(self, session: Session, complete: bool, advance: Callable[[int], object]) -> None:
        self.session, self.complete, self.advance = session, complete, advance
        self.connection = session.connection()
        self.merged = Merged()
        self.joins = self._holds_something()
        self.proved = complete
        """Whether the file's chains come along, and its rows keep the salts under which these hold them."""
        self.later: dict[str, list[tuple[Content, str, str]]] = defaultdict(list)
        """References of named things within their own table, set when all are in: row, column, uid."""
        self.waiting: dict[str, list[Content]] = defaultdict(list)
        """Rows that refer to a row of their own table which has not come yet."""
        self.revised: dict[tuple[str, str], list[Content]] = defaultdict(list)
        self.emptied: dict[tuple[str, str], Content] = {}
        """What the file has of rows that are here and were redacted there."""
        self.touched: set[tuple[str, str]] = set()
        """Records that lost a field to a redaction, or whose remaining fields came with another digest."""
        self.new_rows: set[tuple[str, str]] = set()
        """The rows that came, where our own chain will hold them."""
        self.without_texts: set[str] = set()
        """Edits that were redacted in a file without a chain."""

    def run(self, lines: Callable[[], Iterable[Line]]) -> Merged:
        if self.complete and self.joins and self._came_without_proof(lines()):
            self.proved = False
            self.merged.unproved = True
        if not self.complete:
            self.without_texts = {
                line["row"]["row_uid"]
                for line in lines()
                if line.get("table") == "redaction" and line["row"]["subject"] == "revision"
            }
        for some in chunks(lines(), AT_ONCE):
            of_table: dict[str, list[Line]] = defaultdict(list)
            for line in some:
                of_table["event" if "event" in line else str(line.get("table"))].append(line)
            for name, part in of_table.items():
                if name == "event":
                    self._take_events([line["event"] for line in part] if self.proved else [])
                elif name in TABLES:
                    self._take_rows(TABLES[name], part)
                else:
                    raise BadValue(f'the file has rows of "{name}", which this program does not know')
            self.advance(len(some))
        self._take_waiting()
        self._refer()
        self._apply_revisions()
        self._apply_redactions()
        hold(self.session, by_table(self.touched))
        self._find_first_versions()
        return self.merged

    def _holds_something(self) -> bool:
        return any(
            self.connection.execute(select(table.c.id).limit(1)).first() is not None for table in TABLES.values()
        )

    # Rows

    def _came_without_proof(self, lines: Iterable[Line]) -> bool:
        """Return whether a row of a complete file is here under another salt: the one that it was given here."""
        for some in chunks(lines, AT_ONCE):
            salts: dict[str, dict[str, str | None]] = defaultdict(dict)
            for line in some:
                if line.get("table") in TABLES:
                    salts[line["table"]][line["row"]["uid"]] = line.get("salt")
            for name, theirs in salts.items():
                table = TABLES[name]
                found = self.connection.execute(select(table.c.uid, table.c.salt).where(table.c.uid.in_(list(theirs))))
                if any(ours and theirs[uid] and ours != theirs[uid] for uid, ours in found):
                    return True
        return False

    def _take_rows(self, table: Table, lines: Sequence[Line]) -> None:
        if table.name == "remainder" and not self.proved:
            return  # our own chain holds these records anew
        contents = [{**line["row"], "salt": line.get("salt")} for line in lines]
        there = self._there(table, [content["uid"] for content in contents])
        new = [content for content in contents if content["uid"] not in there]
        self.merged.skipped += len(contents) - len(new)
        self._compare(table, [content for content in contents if content["uid"] in there])
        self._insert(table, new if self.complete else self._proving_nothing(table, new))

    def _proving_nothing(self, table: Table, contents: list[Content]) -> list[Content]:
        """Return what may join by a file that proves nothing: no redaction of what was here, and no edit without texts.

        Otherwise such an edit would take the text out, and leave the record with no first version that is known.
        """
        if table.name == "revision":
            return [one for one in contents if one["uid"] not in self.without_texts or self._is_of_file(one)]
        if table.name == "redaction":
            self._note_kept([one for one in contents if not self._is_of_file(one)])
            return [one for one in contents if self._is_of_file(one)]
        return contents

    def _is_of_file(self, about: Content) -> bool:
        """Return whether a row is about a row that came with it."""
        return (about["subject"], about["row_uid"]) in self.new_rows

    def _note_kept(self, redactions: Sequence[Content]) -> None:
        """Note the texts that stand here although they were taken out where the file is from."""
        for one in redactions:
            subject, name = one["subject"], one["field"]
            if subject in TABLES and name in TEXTS.get(subject, ()):
                table = TABLES[subject]
                here = select(table.c.id, table.c[name]).where(table.c.uid == one["row_uid"])
                found = self.connection.execute(here).first()
                if found is not None and found[1] not in (None, placeholder(subject, name, one["row_uid"])):
                    self.merged.kept.append(f"{record_name(subject, found[0])} {name.replace('_', '-')}")

    def _there(self, table: Table, uids: Sequence[str]) -> dict[str, int]:
        found = self.connection.execute(select(table.c.uid, table.c.id).where(table.c.uid.in_(uids)))
        return dict(found.all())

    def _insert(self, table: Table, contents: Sequence[Content]) -> None:
        """Insert new rows; those that refer to rows of their own table which are not there wait."""
        if not contents:
            return
        numbers = self._referred(table, contents)
        first = dialect.last_number(self.connection, table.name) + 1
        numbers |= {(table.name, content["uid"]): first + at for at, content in enumerate(contents)}
        if table.name not in NAMED_TABLES:
            ready = self._without_waiting(table, contents, numbers)
            if len(ready) < len(contents):
                self._insert(table, ready)
                return
        rows = [self._row(table, content, numbers, number) for number, content in enumerate(contents, first)]
        rows = self._in_order(table, rows)
        dialect.insert_rows(self.connection, table, rows)
        self.merged.made[table.name] = self.merged.made.get(table.name, 0) + len(rows)
        self._after(table, rows)

    def _without_waiting(self, table: Table, contents: Sequence[Content], numbers: Mapping[Any, int]) -> list[Content]:
        """Return the rows all of whose references are known, and let the others wait."""
        own = [name for name, target in reference_targets(table).items() if target == table.name]
        missing: set[str] = set()
        while True:
            held = {
                content["uid"]
                for content in contents
                if any(
                    content.get(name) is not None
                    and ((table.name, content[name]) not in numbers or content[name] in missing)
                    for name in own
                )
            }
            if held == missing:
                break
            missing = held
        self.waiting[table.name] += [content for content in contents if content["uid"] in missing]
        return [content for content in contents if content["uid"] not in missing]

    def _in_order(self, table: Table, rows: list[Content]) -> list[Content]:
        """Return rows so that each stands after those of its own table to which it refers."""
        own = [name for name, target in reference_targets(table).items() if target == table.name]
        if not own or table.name in NAMED_TABLES:
            return rows
        by_number = {row["id"]: row for row in rows}
        ordered: dict[int, Content] = {}
        for row in rows:
            stack = [row]
            while stack:
                one = stack[-1]
                before = [
                    by_number[one[name]] for name in own if one.get(name) in by_number and one[name] not in ordered
                ]
                if before:
                    stack += before
                else:
                    ordered.setdefault(one["id"], one)
                    stack.pop()
        return list(ordered.values())

    def _take_waiting(self) -> None:
        for name in TABLES:
            while waiting := self.waiting.pop(name, []):
                self._insert(TABLES[name], waiting)
                if len(self.waiting.get(name, ())) == len(waiting):
                    uid = waiting[0]["uid"]
                    raise BadValue(
                        f"{name} {uid} refers to a row that is neither in the file nor here; export it again"
                    )

    def _referred(self, table: Table, contents: Sequence[Content]) -> dict[tuple[str, str], int]:
        wanted: dict[str, set[str]] = defaultdict(set)
        for name, target in reference_targets(table).items():
            wanted[target].update(content[name] for content in contents if content.get(name) is not None)
        return {
            (target, uid): number
            for target, uids in wanted.items()
            for some in chunks(sorted(uids), AT_ONCE)
            for uid, number in self._there(TABLES[target], some).items()
        }

    def _row(self, table: Table, content: Content, numbers: Mapping[tuple[str, str], int], number: int) -> Content:
        """Return a row as it is stored here."""
        targets = reference_targets(table)
        row: Content = {"id": number}
        for column in table.columns:
            name = column.name
            value = content.get(name)
            if name == "id":
                continue
            if name in targets and value is not None:
                if table.name in NAMED_TABLES and targets[name] == table.name:
                    self.later[table.name].append((row, name, value))
                    value = None
                elif (targets[name], value) not in numbers:
                    raise BadValue(
                        f"{table.name} {content['uid']} refers to {targets[name]} {value}, which is neither in the "
                        "file nor here; export it again"
                    )
                else:
                    value = numbers[targets[name], value]
            row[name] = _stored(table, name, value) if name not in targets else value
        if not self.proved:
            row["salt"] = secrets.token_hex(16)
        return row

    def _after(self, table: Table, rows: Sequence[Content]) -> None:
        """Keep the indexes in step, and note when the rows came."""
        if table.name == "claim":
            add_words(self.session, {row["id"]: row["match_key"] for row in rows})
        if table.name == "revision":
            for row in rows:
                self.revised[row["subject"], row["row_uid"]].append(row)
        if table.name == "remainder":
            self.touched |= {(row["subject"], row["row_uid"]) for row in rows}
        if not self.proved:
            self.session.info["written"][table.name] += rows
            self.new_rows |= {(table.name, row["uid"]) for row in rows}
        elif table.name not in ("revision", "redaction"):
            self._reached({table.name: rows})
        if self.joins:
            at = self.session.info["at"]
            dialect.insert_rows(self.connection, ARRIVAL, [{"uid": row["uid"], "at": at} for row in rows])

    def _reached(self, rows: Written) -> None:
        """Keep in step what is derived from rows that are in no event of ours."""
        search_index.keep(self.connection, rows)
        self.session.info["claims"] |= touched(self.connection, rows, identities(self.connection))

    def _compare(self, table: Table, contents: Sequence[Content]) -> None:
        """Compare rows that are here and there: what was recorded is the same everywhere, or was taken out.

        Of named things only what does not change is compared: their edits are revisions.
        """
        if not contents or not self.complete:
            return
        by_uid = {content["uid"]: content for content in contents}
        rows = self.connection.execute(select(table).where(table.c.uid.in_(list(by_uid)))).mappings().all()
        references = References(self.connection)
        references.learn(table, rows)
        for row in rows:
            theirs = by_uid[row["uid"]]
            if theirs["salt"] is None:
                self.emptied[table.name, row["uid"]] = theirs
            if theirs["salt"] is None or row["salt"] is None:
                continue
            ours = canonical(table, row, references)
            names = _UNCHANGING if table.name in NAMED_TABLES else {*ours, *theirs} - {"salt"}
            if row["salt"] != theirs["salt"]:  # one of them came by an export without what is confidential
                both = ours.keys() & theirs.keys()
                names = {name for name in names if name in both or not may_be_left_out(table.name, name)}
            if any(ours.get(name) != theirs.get(name) for name in names):
                raise Refused(
                    f"{table.name} {row['uid']} is here with other content: one of the two was changed after it was "
                    "entered; `claims db verify` on both says which"
                )

    def _refer(self) -> None:
        """Set the references of named things within their own table."""
        for name, references in self.later.items():
            table = TABLES[name]
            for some in chunks(references, AT_ONCE):
                there = self._there(table, sorted({wanted for _, _, wanted in some}))
                for row, column, wanted in some:
                    if wanted not in there:
                        raise BadValue(
                            f"{name} {row['uid']} refers to {name} {wanted}, which is neither in the file nor here; "
                            "export it again"
                        )
                    row[column] = there[wanted]
                    self.connection.execute(
                        update(table).where(table.c.id == row["id"]).values({column: there[wanted]})
                    )

    # Edits

    def _apply_revisions(self) -> None:
        """Let stand in each field that was revised what the newest revision put there, and note what conflicts."""
        revision = TABLES["revision"]
        reached: list[Content] = []
        for some in chunks(sorted(self.revised), AT_ONCE):
            uids = [uid for _, uid in some]
            rows = self.connection.execute(
                select(revision).where(revision.c.row_uid.in_(uids)).order_by(revision.c.entered_at, revision.c.uid)
            ).mappings()
            of_row: dict[tuple[str, str], list[Content]] = defaultdict(list)
            for row in rows:
                of_row[row["subject"], row["row_uid"]].append(dict(row))
            emptied = [row["uid"] for rows in of_row.values() for row in rows if row["new"] is None]
            lost = {uid for uid, fields in redacted(self.connection, emptied).items() if "new" in fields}
            for key in some:
                reached += self._apply(key, of_row[key], lost)
        if self.proved and reached:
            self._reached({"revision": reached})

    def _apply(self, key: tuple[str, str], revisions: Sequence[Content], lost: set[str]) -> list[Content]:
        """Apply the edits of one named thing, but those ``lost`` whose new text was redacted; return what came."""
        subject, uid = key
        table = TABLES[subject]
        came = {row["uid"] for row in self.revised[key]}
        by_field: dict[str, list[Content]] = defaultdict(list)
        for row in revisions:
            by_field[row["field"]].append(row)
        there = self._there(table, [uid])
        if uid not in there:
            raise BadValue(f"the file has an edit of {subject} {uid}, which is neither in the file nor here")
        number, values = there[uid], {}
        for name, rows in by_field.items():
            if not any(row["uid"] in came for row in rows):
                continue
            if rows[-1]["uid"] not in lost:
                values[name] = self._value(table, name, rows[-1]["new"])
            if self.joins:
                self._note_conflict(subject, number, name, rows, came)
        if values:
            self.connection.execute(update(table).where(table.c.id == number).values(values))
        if subject == "claim" and "match_key" in values:
            index_claims(self.session, {number: values["match_key"]})
        return [row for rows in by_field.values() for row in rows if row["uid"] in came]

    def _note_conflict(self, subject: str, number: int, name: str, rows: Sequence[Content], came: set[str]) -> None:
        """Note that a field was edited on both sides, each beginning at what both had before."""
        ours = [row for row in rows if row["uid"] not in came]
        theirs = [row for row in rows if row["uid"] in came]
        began = {row["old"] for row in ours} & {row["old"] for row in theirs}
        if ours and theirs and began and ours[-1]["new"] != theirs[-1]["new"] and name not in _DERIVED:
            shown = [_shown(row["new"]) for row in (ours[-1], theirs[-1], rows[-1])]
            self.merged.conflicts.append(Conflict(subject, number, name, *shown))

    def _value(self, table: Table, name: str, new: str | None) -> Any:
        value = None if new is None else json.loads(new)
        target = reference_targets(table).get(name)
        if target is None or value is None:
            return _stored(table, name, value)
        return self._there(TABLES[target], [value]).get(value)

    def _apply_redactions(self) -> None:
        """Take out here what was taken out there, and only that; what was edited later stands."""
        spent = [uid for name, uid in self.emptied if name == "remainder"]
        for some in chunks(spent, AT_ONCE):
            table = TABLES["remainder"]
            gone = update(table).where(table.c.uid.in_(some), table.c.salt.is_not(None)).values(salt=None)
            self.connection.execute(gone)
        for (name, uid), theirs in self.emptied.items():
            if name != "remainder":
                self._apply_redaction(TABLES[name], uid, theirs)

    def _apply_redaction(self, table: Table, uid: str, theirs: Content) -> None:
        ours = self.connection.execute(select(table).where(table.c.uid == uid)).mappings().one()
        edits = revisions_of(self.connection, table.name, [uid]).get(uid, [])
        newest = {edit["field"]: edit for edit in reversed(edits)}
        lost = redacted(self.connection, [uid, *(edit["uid"] for edit in newest.values())])
        values: Content = {}
        for name in lost.get(uid, ()):
            stands = name in newest and "new" not in lost.get(newest[name]["uid"], ())
            nothing = placeholder(table.name, name, uid)
            if name in table.c and not stands and theirs.get(name) in (None, nothing):
                values[name] = nothing
        if ours["salt"] is None and all(ours[name] == value for name, value in values.items()):
            return
        self.connection.execute(update(table).where(table.c.uid == uid).values(salt=None, **values))
        self.touched.add((table.name, uid))
        if table.name == "claim" and "match_key" in values:
            index_claims(self.session, {ours["id"]: None})
        self._reached({"redaction": [{"subject": table.name, "row_uid": uid}]})

    def _find_first_versions(self) -> None:
        """Note, for named things that came with edits, which version the digests in our own chain hold."""
        if self.proved:
            return
        for name, uids in by_table(key for key in sorted(self.revised) if key in self.new_rows).items():
            table = TABLES[name]
            for some in chunks(uids, AT_ONCE):
                rows = self.connection.execute(select(table).where(table.c.uid.in_(some))).mappings().all()
                references, revisions = References(self.connection), revisions_of(self.connection, name, some)
                references.learn(table, rows)
                self.session.info["first"] |= {
                    (name, row["uid"]): undone(canonical(table, row, references), revisions[row["uid"]]) for row in rows
                }

    # Events

    def _take_events(self, events: Sequence[Content]) -> None:
        """Continue the chains of the file, keeping every event as it is."""
        by_replica: dict[str, list[Content]] = defaultdict(list)
        for event in events:
            by_replica[event["replica"]].append({**event, "at": datetime.fromisoformat(event["at"])})
        for replica, some in by_replica.items():
            self._continue(replica, some)

    def _continue(self, replica: str, events: Sequence[Content]) -> None:
        seqs = [event["seq"] for event in events]
        there = dict(
            self.connection.execute(
                select(EVENT.c.seq, EVENT.c.hash).where(EVENT.c.replica == replica, EVENT.c.seq.in_(seqs))
            ).all()
        )
        for event in events:
            if there.get(event["seq"], event["hash"]) != event["hash"]:
                raise Refused(
                    f"event {event['seq']} of {replica[:8]} is another one here: an older copy was put back over one "
                    "of these databases, and people went on in it; `claims export` without --complete gives what can "
                    "be taken in all the same"
                )
        new = [event for event in events if event["seq"] not in there]
        if not new:
            return
        head = self.connection.execute(select(CHAIN).where(CHAIN.c.replica == replica)).mappings().first()
        seq, before = (head["seq"], head["hash"]) if head else (0, GENESIS)
        for event in new:
            seq += 1
            if event["seq"] != seq or event["previous"] != before or event_hash(event) != event["hash"]:
                raise Refused(f"event {event['seq']} of {replica[:8]} does not follow what is here; export all of it")
            before = event["hash"]
        first = dialect.last_number(self.connection, EVENT.name) + 1
        rows = [{"id": first + at, **event} for at, event in enumerate(new)]
        dialect.insert_rows(self.connection, EVENT, rows)
        told = {"seq": seq, "at": new[-1]["at"], "hash": before}
        if head:
            self.connection.execute(update(CHAIN).where(CHAIN.c.id == head["id"]).values(told))
        else:
            self.connection.execute(CHAIN.insert().values(replica=replica, ours=False, **told))
        self.merged.events += len(new)


_UNCHANGING = frozenset({"uid", "entered_at", "entered_by"})

_DERIVED = frozenset({"match_key", "url_key", "published_earliest", "published_latest"})


def _stored(table: Table, name: str, value: Any) -> Any:
    """Return a canonical value as the database takes it."""
    if value is None:
        return None
    kind = table.c[name].type
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    enum = getattr(kind, "enum_class", None)
    if enum is not None and not isinstance(value, Enum):
        return enum(value)
    return value


def _shown(value: str | None) -> str | None:
    return None if value is None else str(plain(json.loads(value)))
