"""Redaction: a text is removed from every version of a record, and the record stays.

The digests in the events cover each row with a random salt. The salt is removed with the text, so that a guessed text
cannot be confirmed; the rest of the record gets a digest with a new salt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session

from claims.entry.remainders import by_table, hold
from claims.entry.rules.texts import required
from claims.entry.work import Work
from claims.errors import BadUsage, NotFound, Refused
from claims.privacy.redaction import (
    CALLED,
    DERIVED,
    FILE,
    KEPT,
    TEXTS,
    Sought,
    Wanted,
    holds,
    placeholder,
    plain_value,
    record_name,
    shares_word,
    sought,
    worth_seeking,
)
from claims.privacy.redactions import Place, Stays, is_text, places_of, redacted_fields, staying
from claims.store.past import Record
from claims.store.schema import CLAIM_WORD, NAMED_TABLES, TABLES
from claims.store.tables import Redaction
from claims.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class Taken:
    """A field removed from one record; of a revision, a field's value before or after."""

    subject: str
    id: int
    field: str

    @property
    def record(self) -> str:
        """The record's name as `claims redact` takes it."""
        return record_name(self.subject, self.id)


@dataclass(frozen=True, slots=True)
class Redacted:
    """The fields that a redaction removed, where the same texts still are, and since when the texts were there."""

    taken: tuple[Taken, ...]
    elsewhere: tuple[Place, ...]
    stays: tuple[Stays, ...]
    since: datetime


def redact(session: Session, wanted: Sequence[Wanted], reason: str | None) -> Redacted:
    """Remove fields permanently from every version of their records.

    Everything computed from a field goes with it, and with a name or title a slug that reveals it. Raises `NotFound`,
    `Refused` when there is nothing to remove, `BadUsage` when the reason repeats the text; no error repeats it.
    """
    plan = _Plan(session)
    for record in wanted:
        for field in record.fields:
            plan.whole_field(record.subject, record.number, field)
    return plan.carried_out(reason, seek=worth_seeking(plan.texts))


def redact_text(session: Session, text: str, reason: str | None) -> Redacted:
    """Remove every field that contains a text, permanently; other versions of the same field stay.

    Raises `NotFound` when no field contains it, and as `redact` does.
    """
    plan = _Plan(session)
    wanted = (sought(text),)
    if holds(reason or "", wanted):
        raise BadUsage("the reason repeats the text to be removed; reword it", part="--reason")
    places = places_of(session.connection(), wanted)
    if not places:
        raise NotFound("no redactable text here contains it", part="--everywhere")
    for place in places:
        plan.one_version(place.subject, place.id, place.field)
    return plan.carried_out(reason, seek=wanted)


class _Plan:
    """The plan of a redaction: fields by record, records whose digests can no longer be checked, and texts."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.fields: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
        self.marks: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
        self.texts: list[str] = []
        self.names: list[str] = []
        """Parts of people's names, as other texts may mention only a part."""
        self.rows: dict[tuple[str, int], Record] = {}

    def whole_field(self, subject: str, number: int, field: str) -> None:
        """Plan to remove a field from every version of a record."""
        if field == FILE:
            self._file(subject, number)
            return
        row = self._row(subject, number)
        if subject not in NAMED_TABLES:
            self._refuse_nothing(subject, row, field, there=row[field] is not None)
            self.one_version(subject, number, field)
            return
        versions = self._revisions(row, subject, (field, *DERIVED.get((subject, field), ())))
        texts = [
            row[field],
            *(_value(version[name]) for version in versions for name in ("old", "new") if version["field"] == field),
        ]
        texts = [text for text in texts if text is not None and text != placeholder(subject, field, row["uid"])]
        if field == "name" and row.get("kind", SourceKind.PERSON) is SourceKind.PERSON and subject != "outlet":
            self.names += [part for text in texts for part in text.split()]
        self._refuse_nothing(subject, row, field, there=bool(texts))
        self._take(subject, row, field)
        self._take_slug(subject, row, field, texts)
        self._take_versions(versions, texts)

    def one_version(self, subject: str, number: int, field: str) -> None:
        """Plan to remove a field from one row: a named record's present version, or a revision's earlier value."""
        row = self._row(subject, number)
        if not is_text(row, field):
            raise Refused(f"{record_name(subject, number)} holds no text that could be redacted")
        self._take(subject, row, field)
        if (subject, field) == ("snapshot", "text"):
            self._take_timestamps(number)
        if subject in NAMED_TABLES:
            self._take_slug(subject, row, field, [row[field] or ""])
        if subject == "revision" and field in ("old", "new"):
            self._take_sibling_versions(row, field)

    def carried_out(self, reason: str | None, seek: Sequence[Sought]) -> Redacted:
        """Write the redactions, remove the texts, and return the result."""
        said = required(reason, "the reason", "--reason")
        if holds(said, worth_seeking(self.texts)):
            raise BadUsage("the reason repeats the text to be removed; reword it", part="--reason")
        work = Work(self.session)
        keys = sorted({*self.fields, *self.marks})
        for key in keys:
            for field in {**self.fields[key], **self.marks[key]}:
                work.add(Redaction(subject=key[0], row_uid=self.rows[key]["uid"], field=field, reason=said))
        for key in keys:
            self._empty(*key)
        hold(self.session, by_table((subject, self.rows[subject, number]["uid"]) for subject, number in keys))
        connection = self.session.connection()
        seek = [*seek, *worth_seeking(self.names)]
        return Redacted(
            taken=tuple(Taken(*key, field) for key in keys for field in self._shown(key)),
            elsewhere=tuple(places_of(connection, seek)) if seek else (),
            stays=tuple(staying(connection, seek)) if seek else (),
            since=min(self.rows[key]["entered_at"] for key in keys),
        )

    def _shown(self, key: tuple[str, int]) -> list[str]:
        """Return the removed fields, without those that were only computed from others."""
        derived = {name for names in DERIVED.values() for name in names} - set(TEXTS[key[0]])
        files = [FILE] if FILE in self.marks[key] else []
        return [field for field in self.fields[key] if field not in derived] + files

    def _row(self, subject: str, number: int) -> Record:
        known = self.rows.get((subject, number))
        if known is not None:
            return known
        table = TABLES[subject]
        stored = self.session.connection().execute(select(table).where(table.c.id == number)).mappings().first()
        if stored is None:
            raise NotFound(f"there is no {record_name(subject, number)}", part=record_name(subject, number))
        self.rows[subject, number] = row = dict(stored)
        return row

    def _refuse_nothing(self, subject: str, row: Record, field: str, *, there: bool) -> None:
        if there:
            return
        named = f"{record_name(subject, row['id'])} {field.replace('_', '-')}"
        if field in redacted_fields(self.session.connection(), subject, [row["uid"]]).get(row["uid"], ()):
            raise Refused(f"{named} was already redacted; `claims redact --clean` cleans the files again")
        raise Refused(f"{named} is empty: there is nothing to redact")

    def _take(self, subject: str, row: Record, field: str) -> None:
        key = subject, row["id"]
        self.rows[key] = row
        if row[field] is not None and row[field] != placeholder(subject, field, row["uid"]):
            self.texts.append(plain_value(subject, field, row[field]))
        for name in (field, *DERIVED.get((subject, field), ())):
            self.fields[key][name] = None

    def _take_slug(self, subject: str, row: Record, field: str, texts: Iterable[str]) -> None:
        """Remove the slug too, in every version, if it reveals the name."""
        if field not in CALLED or "slug" not in row:
            return
        known = list(texts)
        versions = self._revisions(row, subject, ("slug",))
        slugs = [row["slug"], *(_value(version[name]) for version in versions for name in ("old", "new"))]
        if any(slug and shares_word(slug, known) for slug in slugs):
            self.fields[subject, row["id"]]["slug"] = None
            self._take_versions(versions, known)

    def _take_versions(self, versions: Iterable[Record], texts: Sequence[str]) -> None:
        """Remove a field's values from revisions, and the reasons that repeat them."""
        seek = worth_seeking(texts)
        self.texts += texts
        for version in versions:
            key = "revision", version["id"]
            self.rows[key] = version
            self.fields[key] |= dict.fromkeys(name for name in ("old", "new") if version[name] is not None)
            if version["reason"] and holds(version["reason"], seek):
                self.fields[key]["reason"] = None

    def _take_timestamps(self, snapshot: int) -> None:
        """Remove the tokens over a snapshot, because they hold the SHA-256 of its bytes."""
        table = TABLES["snapshot_timestamp"]
        stored = select(table).where(table.c.snapshot_id == snapshot, table.c.token.is_not(None)).order_by(table.c.id)
        for row in self.session.connection().execute(stored).mappings():
            self.rows["snapshot_timestamp", row["id"]] = dict(row)
            self.fields["snapshot_timestamp", row["id"]]["token"] = None

    def _take_sibling_versions(self, row: Record, field: str) -> None:
        """Remove values computed from an earlier text, and mark the named record: its digest covered that text."""
        table = TABLES[row["subject"]]
        rows = self.session.connection().execute(select(table).where(table.c.uid == row["row_uid"])).mappings()
        named = dict(rows.one())
        key = row["subject"], named["id"]
        self.rows[key] = named
        derived = DERIVED.get((row["subject"], row["field"]), ())
        self.marks[key] |= dict.fromkeys((row["field"], *derived))
        for version in self._revisions(named, row["subject"], derived):
            if version["entered_at"] == row["entered_at"]:
                self.rows["revision", version["id"]] = version
                self.fields["revision", version["id"]][field] = None

    def _revisions(self, row: Record, subject: str, fields: Sequence[str]) -> list[Record]:
        revision = TABLES["revision"]
        statement = select(revision).where(
            revision.c.subject == subject, revision.c.row_uid == row["uid"], revision.c.field.in_(fields)
        )
        return [
            dict(version) for version in self.session.connection().execute(statement.order_by(revision.c.id)).mappings()
        ]

    def _file(self, subject: str, number: int) -> None:
        """Plan to remove a kept file; the name it had before goes with it, its SHA-256 stays."""
        row = self._row(subject, number)
        before = redacted_fields(self.session.connection(), subject, [row["uid"]]).get(row["uid"], set())
        if row[KEPT[subject]] is None or FILE in before:
            self._refuse_nothing(subject, row, FILE, there=False)
        self.marks[subject, number][FILE] = None
        if row.get("file_name") is not None:
            self._take(subject, row, "file_name")

    def _empty(self, subject: str, number: int) -> None:
        table = TABLES[subject]
        values: dict[str, str | None] = {
            field: placeholder(subject, field, self.rows[subject, number]["uid"])
            for field in self.fields[subject, number]
        }
        connection = self.session.connection()
        connection.execute(update(table).where(table.c.id == number).values(**values, salt=None))
        if subject == "claim" and "statement" in values:
            connection.execute(CLAIM_WORD.delete().where(CLAIM_WORD.c.claim_id == number))


def _value(stored: str | None) -> str | None:
    """Return a revision's value, decoded from JSON."""
    return None if stored is None else plain_value("revision", "old", stored)
