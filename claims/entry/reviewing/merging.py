"""Merging rows from another database: known rows are skipped, new rows are added, and no history is overwritten.

Rows are identified by their uids. Insert-only rows are the same everywhere. If two people edited a named record
separately, all revisions are kept, and each field has the value of the newest revision (by entry time and uid), so that
the order of merging does not matter. Event chains are kept as they are. The exception is a chain whose rows came here
before by an incomplete export, which has no chain: then new rows are entered in our own chain, as they are from an
incomplete export. A policy comes in as a record of a decision made elsewhere, without effect here
(`claims.store.people.actors.set_here`).
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.types import Date
from sqlmodel import Session

from claims.entry.claim_words import add_words, index_claims
from claims.entry.present.reach import touched
from claims.entry.remainders import by_table, hold
from claims.entry.reviewing.merged import Conflict, Merged, PolicyThere
from claims.entry.work import Work
from claims.errors import BadValue, Refused
from claims.privacy.redaction import TEXTS, placeholder, record_name
from claims.reading.exchange import may_be_left_out
from claims.reading.identity import identities
from claims.reading.policies import policies_in_force
from claims.store import dialect, search_index
from claims.store.derived import Written
from claims.store.hiding.sight import seeing_all
from claims.store.inserting import insert_rows
from claims.store.ledger import GENESIS, References, canonical, chunks, event_hash, plain, reference_targets
from claims.store.likeness import index as likeness_index
from claims.store.likeness import samples
from claims.store.schema import ARRIVAL, CHAIN, EVENT, NAMED_TABLES, TABLES, UtcDateTime
from claims.store.servers import problems
from claims.store.versions import redacted, revisions_of, undone
from claims.store.waiting.listening import announce_event

Line = Mapping[str, Any]
Content = dict[str, Any]

AT_ONCE = 1_000
"""How many rows are merged at once."""


def merge(
    session: Session,
    lines: Callable[[], Iterable[Line]],
    *,
    complete: bool,
    advance: Callable[[int], object] = lambda count: None,
) -> Merged:
    """Merge the rows and events of an exchange file; ``advance`` is called with each small number of lines done.

    ``lines`` returns them from the beginning at each call. Raises `Refused` when an unchangeable row differs here and
    there, or when event chains fork, and `BadValue` for an invalid row.
    """
    Work(session).needs("import --records")
    connection = session.connection()
    errors = problems.driver_errors(connection)
    try:
        with seeing_all(connection):  # the file's own records may be here, in a closed story
            return _Merge(session, complete, advance).run(lines)
    except errors as error:
        if not problems.refuses_rows(error):
            raise
        raise BadValue(
            "the file has rows that break the rules of the database or contradict each other; export it again"
        ) from error


class _Merge:
    """One file being merged."""

    def __init__(self, session: Session, complete: bool, advance: Callable[[int], object]) -> None:
        self.session, self.complete, self.advance = session, complete, advance
        self.connection = session.connection()
        self.merged = Merged()
        self.joins = self._holds_something()
        self.proved = complete
        """Whether the file's chains are merged, so that its rows keep the salts of the chains' digests."""
        self.later: dict[str, list[tuple[Content, str, str]]] = defaultdict(list)
        """References between named records of one table, set at the end: row, column, uid."""
        self.waiting: dict[str, list[Content]] = defaultdict(list)
        """Rows that refer to a row of their own table that has not come yet."""
        self.revised: dict[tuple[str, str], list[Content]] = defaultdict(list)
        self.emptied: dict[tuple[str, str], Content] = {}
        """The file's versions of known rows that were redacted there."""
        self.touched: set[tuple[str, str]] = set()
        """Records that lost a field to a redaction, or whose rest came with another digest."""
        self.new_rows: set[tuple[str, str]] = set()
        """The new rows, if our own chain will cover them."""
        self.policies: list[Content] = []
        self.without_texts: set[str] = set()
        """Redacted edits in a file without a chain."""

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
        for batch in chunks(lines(), AT_ONCE):
            of_table: dict[str, list[Line]] = defaultdict(list)
            for line in batch:
                of_table["event" if "event" in line else str(line.get("table"))].append(line)
            for name, part in of_table.items():
                if name == "event":
                    self._take_events([line["event"] for line in part] if self.proved else [])
                elif name in TABLES:
                    self._take_rows(TABLES[name], part)
                else:
                    raise BadValue(f'the file has rows of "{name}", which this program does not know')
            self.advance(len(batch))
        self._take_waiting()
        self._refer()
        self._apply_revisions()
        self._apply_redactions()
        hold(self.session, by_table(self.touched))
        self._find_first_versions()
        self._note_policies()
        return self.merged

    def _holds_something(self) -> bool:
        return any(
            self.connection.execute(select(table.c.id).limit(1)).first() is not None for table in TABLES.values()
        )

    # Rows

    def _came_without_proof(self, lines: Iterable[Line]) -> bool:
        """Return whether a row of a complete file is here with another salt: a salt made here."""
        for part in chunks(lines, AT_ONCE):
            salts: dict[str, dict[str, str | None]] = defaultdict(dict)
            for line in part:
                if line.get("table") in TABLES:
                    salts[line["table"]][line["row"]["uid"]] = line.get("salt")
            for name, theirs in salts.items():
                table = TABLES[name]
                stored = self.connection.execute(select(table.c.uid, table.c.salt).where(table.c.uid.in_(list(theirs))))
                if any(ours and theirs[uid] and ours != theirs[uid] for uid, ours in stored):
                    return True
        return False

    def _take_rows(self, table: Table, lines: Sequence[Line]) -> None:
        if table.name == "remainder" and not self.proved:
            return  # our own chain covers these records with new digests
        contents = [{**line["row"], "salt": line.get("salt")} for line in lines]
        there = self._there(table, [content["uid"] for content in contents])
        new = [content for content in contents if content["uid"] not in there]
        self.merged.skipped += len(contents) - len(new)
        self._compare(table, [content for content in contents if content["uid"] in there])
        self._insert(table, new if self.complete else self._proving_nothing(table, new))

    def _proving_nothing(self, table: Table, contents: list[Content]) -> list[Content]:
        """Return the rows that an unproved file may add: no redactions of rows known here, and no edits without texts.

        Otherwise an edit would remove the text here and leave the record without a known first version.
        """
        if table.name == "revision":
            return [
                content for content in contents if content["uid"] not in self.without_texts or self._is_of_file(content)
            ]
        if table.name == "redaction":
            self._note_kept([content for content in contents if not self._is_of_file(content)])
            return [content for content in contents if self._is_of_file(content)]
        return contents

    def _is_of_file(self, about: Content) -> bool:
        """Return whether a row is about a row that came with it."""
        return (about["subject"], about["row_uid"]) in self.new_rows

    def _note_kept(self, redactions: Sequence[Content]) -> None:
        """Note the texts that stay here although they were redacted in the file's database."""
        for redaction in redactions:
            subject, name = redaction["subject"], redaction["field"]
            if subject in TABLES and name in TEXTS.get(subject, ()):
                table = TABLES[subject]
                here = select(table.c.id, table.c[name]).where(table.c.uid == redaction["row_uid"])
                stored = self.connection.execute(here).first()
                if stored is not None and stored[1] not in (None, placeholder(subject, name, redaction["row_uid"])):
                    self.merged.kept.append(f"{record_name(subject, stored[0])} {name.replace('_', '-')}")

    def _there(self, table: Table, uids: Sequence[str]) -> dict[str, int]:
        stored = self.connection.execute(select(table.c.uid, table.c.id).where(table.c.uid.in_(uids)))
        return dict(stored.all())

    def _insert(self, table: Table, contents: Sequence[Content]) -> None:
        """Insert new rows; rows that refer to a missing row of their own table wait."""
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
        insert_rows(self.connection, table, rows)
        self.merged.made[table.name] = self.merged.made.get(table.name, 0) + len(rows)
        self._after(table, rows)

    def _without_waiting(self, table: Table, contents: Sequence[Content], numbers: Mapping[Any, int]) -> list[Content]:
        """Return the rows whose references are all known, and let the others wait."""
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
        """Return the rows ordered so that each follows the rows of its own table it refers to."""
        own = [name for name, target in reference_targets(table).items() if target == table.name]
        if not own or table.name in NAMED_TABLES:
            return rows
        by_number = {row["id"]: row for row in rows}
        ordered: dict[int, Content] = {}
        for row in rows:
            stack = [row]
            while stack:
                last = stack[-1]
                before = [
                    by_number[last[name]] for name in own if last.get(name) in by_number and last[name] not in ordered
                ]
                if before:
                    stack += before
                else:
                    ordered.setdefault(last["id"], last)
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
            for part in chunks(sorted(uids), AT_ONCE)
            for uid, number in self._there(TABLES[target], part).items()
        }

    def _row(self, table: Table, content: Content, numbers: Mapping[tuple[str, str], int], number: int) -> Content:
        """Return a row as this database stores it."""
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
        """Update the indexes, and record when the rows arrived."""
        if table.name == "claim":
            add_words(self.session, {row["id"]: row["match_key"] for row in rows})
        if table.name == "revision":
            for row in rows:
                self.revised[row["subject"], row["row_uid"]].append(row)
        if table.name == "policy":
            self.policies += rows
        if table.name == "remainder":
            self.touched |= {(row["subject"], row["row_uid"]) for row in rows}
        if not self.proved:
            self.session.info["written"][table.name] += rows
            self.new_rows |= {(table.name, row["uid"]) for row in rows}
        elif table.name not in ("revision", "redaction"):
            self._reached({table.name: rows})
        if self.joins:
            at = self.session.info["at"]
            insert_rows(self.connection, ARRIVAL, [{"uid": row["uid"], "at": at} for row in rows])

    def _note_policies(self) -> None:
        """Note what the file's newest policies are here."""
        newest = {row["name"]: row for row in sorted(self.policies, key=lambda row: (row["entered_at"], row["uid"]))}
        for here in policies_in_force(self.connection) if newest else ():
            there = newest.get(here.name)
            if there is not None and not (self.joins and there["value"] == here.value):
                policy = PolicyThere(here.name, there["value"], there["entered_by"], here.value)
                self.merged.policies.append(policy)

    def _reached(self, rows: Written) -> None:
        """Update the data derived from rows that none of our events covers."""
        reached = search_index.reached_by(self.connection, rows)
        search_index.keep(self.connection, rows, reached)
        likeness_index.keep(self.connection, rows, reached)
        samples.keep(self.connection, rows)
        self.session.info["claims"] |= touched(self.connection, rows, identities(self.connection))

    def _compare(self, table: Table, contents: Sequence[Content]) -> None:
        """Compare the rows that are both here and in the file: records must be the same, unless redacted.

        Of named records only the unchanging columns are compared, as edits come as revisions.
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
            if row["salt"] != theirs["salt"]:  # one came by an export without confidential material
                both = ours.keys() & theirs.keys()
                names = {name for name in names if name in both or not may_be_left_out(table.name, name)}
            if any(ours.get(name) != theirs.get(name) for name in names):
                raise Refused(
                    f"{table.name} {row['uid']} is already here with different content: one of the two was changed "
                    "after entry; run `claims db verify` on both databases to see which"
                )

    def _refer(self) -> None:
        """Set the references between named records of one table."""
        for name, references in self.later.items():
            table = TABLES[name]
            for part in chunks(references, AT_ONCE):
                there = self._there(table, sorted({wanted for _, _, wanted in part}))
                for row, column, wanted in part:
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
        """Give each revised field the value of its newest revision, and note conflicts."""
        revision = TABLES["revision"]
        reached: list[Content] = []
        for keys in chunks(sorted(self.revised), AT_ONCE):
            uids = [uid for _, uid in keys]
            rows = self.connection.execute(
                select(revision).where(revision.c.row_uid.in_(uids)).order_by(revision.c.entered_at, revision.c.uid)
            ).mappings()
            of_row: dict[tuple[str, str], list[Content]] = defaultdict(list)
            for row in rows:
                of_row[row["subject"], row["row_uid"]].append(dict(row))
            emptied = [row["uid"] for rows in of_row.values() for row in rows if row["new"] is None]
            lost = {uid for uid, fields in redacted(self.connection, emptied).items() if "new" in fields}
            for key in keys:
                reached += self._apply(key, of_row[key], lost)
        if self.proved and reached:
            self._reached({"revision": reached})

    def _apply(self, key: tuple[str, str], revisions: Sequence[Content], lost: set[str]) -> list[Content]:
        """Apply one named record's edits, except ``lost`` ones, whose new text was redacted; return the new edits."""
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
        """Note that a field was edited on both sides from the same earlier value."""
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
        """Redact the same fields here as there; later edits stay."""
        spent = [uid for name, uid in self.emptied if name == "remainder"]
        for part in chunks(spent, AT_ONCE):
            table = TABLES["remainder"]
            gone = update(table).where(table.c.uid.in_(part), table.c.salt.is_not(None)).values(salt=None)
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
        """Note the first versions of edited new records, which the digests in our own chain cover."""
        if self.proved:
            return
        for name, uids in by_table(key for key in sorted(self.revised) if key in self.new_rows).items():
            table = TABLES[name]
            for part in chunks(uids, AT_ONCE):
                rows = self.connection.execute(select(table).where(table.c.uid.in_(part))).mappings().all()
                references, revisions = References(self.connection), revisions_of(self.connection, name, part)
                references.learn(table, rows)
                self.session.info["first"] |= {
                    (name, row["uid"]): undone(canonical(table, row, references), revisions[row["uid"]]) for row in rows
                }

    # Events

    def _take_events(self, events: Sequence[Content]) -> None:
        """Continue the file's chains, keeping every event unchanged."""
        by_replica: dict[str, list[Content]] = defaultdict(list)
        for event in events:
            by_replica[event["replica"]].append({**event, "at": datetime.fromisoformat(event["at"])})
        for replica, of_replica in by_replica.items():
            self._continue(replica, of_replica)

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
                    f"event {event['seq']} of {replica[:8]} differs here: one of the databases was restored from an "
                    "older copy and used again; a file from `claims export` without --complete can still be imported"
                )
        new = [event for event in events if event["seq"] not in there]
        if not new:
            return
        head = self.connection.execute(select(CHAIN).where(CHAIN.c.replica == replica)).mappings().first()
        seq, before = (head["seq"], head["hash"]) if head else (0, GENESIS)
        for event in new:
            seq += 1
            if event["seq"] != seq or event["previous"] != before or event_hash(event) != event["hash"]:
                raise Refused(
                    f"event {event['seq']} of {replica[:8]} does not follow the last event here; "
                    "export the whole database"
                )
            before = event["hash"]
        first = dialect.last_number(self.connection, EVENT.name) + 1
        rows = [{"id": first + at, **event} for at, event in enumerate(new)]
        insert_rows(self.connection, EVENT, rows)
        announce_event(self.connection, first + len(new) - 1)
        new_head = {"seq": seq, "at": new[-1]["at"], "hash": before}
        if head:
            self.connection.execute(update(CHAIN).where(CHAIN.c.id == head["id"]).values(new_head))
        else:
            self.connection.execute(CHAIN.insert().values(replica=replica, ours=False, **new_head))
        self.merged.events += len(new)


_UNCHANGING = frozenset({"uid", "entered_at", "entered_by"})

_DERIVED = frozenset({"match_key", "url_key", "published_earliest", "published_latest"})


def _stored(table: Table, name: str, value: Any) -> Any:
    """Return a canonical value in the database's type."""
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
