"""Redacting: a text is taken out of every version of a record, and the record stays.

The digests in the events cover a random salt with each row.  The salt goes with the text, so that nobody can find out
by trying whether a guessed text was the one; what is left is held by a digest under a salt of its own.
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
    """A field that was taken out of one record (of a revision: what a field was before or after)."""

    subject: str
    id: int
    field: str

    @property
    def record(self) -> str:
        """The record as `claims redact` takes it."""
        return record_name(self.subject, self.id)


@dataclass(frozen=True, slots=True)
class Redacted:
    """What a redaction took out, where the same texts still stand, and since when they were there."""

    taken: tuple[Taken, ...]
    elsewhere: tuple[Place, ...]
    stays: tuple[Stays, ...]
    since: datetime


def redact(session: Session, wanted: Sequence[Wanted], reason: str | None) -> Redacted:
    """Take fields out of every version of the records that have them, for good.

    With a field go what was made of it and, of a name or title, the slug that tells of it.  Raises `NotFound`,
    `Refused` when there is nothing to take out, `BadUsage` when the reason repeats the text; no error repeats it.
    """
    plan = _Plan(session)
    for one in wanted:
        for field in one.fields:
            plan.whole_field(one.subject, one.number, field)
    return plan.carried_out(reason, seek=worth_seeking(plan.texts))


def redact_text(session: Session, text: str, reason: str | None) -> Redacted:
    """Take out every field that holds a text, for good; other versions of the same field stay.

    Raises `NotFound` when it stands nowhere, and as `redact` does.
    """
    plan = _Plan(session)
    wanted = (sought(text),)
    if holds(reason or "", wanted):
        raise BadUsage("the reason repeats the text to be removed; reword it", part="--reason")
    places = places_of(session.connection(), wanted)
    if not places:
        raise NotFound("that text occurs nowhere that can be redacted", part="--everywhere")
    for place in places:
        plan.one_version(place.subject, place.id, place.field)
    return plan.carried_out(reason, seek=wanted)


class _Plan:
    """What is to be taken out: fields by record, marks that the record's digest can no longer be checked, texts."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.fields: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
        self.marks: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
        self.texts: list[str] = []
        self.names: list[str] = []
        """Parts of people's names, by which alone they are mentioned elsewhere."""
        self.rows: dict[tuple[str, int], Record] = {}

    def whole_field(self, subject: str, number: int, field: str) -> None:
        """Plan to take a field out of every version of a record."""
        if field == FILE:
            self._file(number)
            return
        row = self._row(subject, number)
        if subject not in NAMED_TABLES:
            self._refuse_nothing(subject, row, field, there=row[field] is not None)
            self.one_version(subject, number, field)
            return
        versions = self._revisions(row, subject, (field, *DERIVED.get((subject, field), ())))
        texts = [
            row[field],
            *(_value(one[name]) for one in versions for name in ("old", "new") if one["field"] == field),
        ]
        texts = [text for text in texts if text is not None and text != placeholder(subject, field, row["uid"])]
        if field == "name" and row.get("kind", SourceKind.PERSON) is SourceKind.PERSON and subject != "outlet":
            self.names += [part for text in texts for part in text.split()]
        self._refuse_nothing(subject, row, field, there=bool(texts))
        self._take(subject, row, field)
        self._take_slug(subject, row, field, texts)
        self._take_versions(versions, texts)

    def one_version(self, subject: str, number: int, field: str) -> None:
        """Plan to take a field out of one row: of a named thing the present version, of a revision one before it."""
        row = self._row(subject, number)
        if not is_text(row, field):
            raise Refused(f"{record_name(subject, number)} has no text to redact")
        self._take(subject, row, field)
        if subject in NAMED_TABLES:
            self._take_slug(subject, row, field, [row[field] or ""])
        if subject == "revision" and field in ("old", "new"):
            self._take_sibling_versions(row, field)

    def carried_out(self, reason: str | None, seek: Sequence[Sought]) -> Redacted:
        """Write the redactions, take the texts out, and return what was done."""
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
        """Return the fields that went, without those that only follow from others."""
        derived = {name for names in DERIVED.values() for name in names} - set(TEXTS[key[0]])
        files = [FILE] if FILE in self.marks[key] else []
        return [field for field in self.fields[key] if field not in derived] + files

    def _row(self, subject: str, number: int) -> Record:
        known = self.rows.get((subject, number))
        if known is not None:
            return known
        table = TABLES[subject]
        found = self.session.connection().execute(select(table).where(table.c.id == number)).mappings().first()
        if found is None:
            raise NotFound(f"there is no {record_name(subject, number)}", part=record_name(subject, number))
        self.rows[subject, number] = row = dict(found)
        return row

    def _refuse_nothing(self, subject: str, row: Record, field: str, *, there: bool) -> None:
        if there:
            return
        named = f"{record_name(subject, row['id'])} {field.replace('_', '-')}"
        if field in redacted_fields(self.session.connection(), subject, [row["uid"]]).get(row["uid"], ()):
            raise Refused(f"{named} was redacted already; `claims redact --clean` cleans the files once more")
        raise Refused(f"{named} is empty: there is nothing to redact")

    def _take(self, subject: str, row: Record, field: str) -> None:
        key = subject, row["id"]
        self.rows[key] = row
        if row[field] is not None and row[field] != placeholder(subject, field, row["uid"]):
            self.texts.append(plain_value(subject, field, row[field]))
        for name in (field, *DERIVED.get((subject, field), ())):
            self.fields[key][name] = None

    def _take_slug(self, subject: str, row: Record, field: str, texts: Iterable[str]) -> None:
        """Take the slug too, in every version, when it tells of the name."""
        if field not in CALLED or "slug" not in row:
            return
        told = list(texts)
        versions = self._revisions(row, subject, ("slug",))
        slugs = [row["slug"], *(_value(one[name]) for one in versions for name in ("old", "new"))]
        if any(slug and shares_word(slug, told) for slug in slugs):
            self.fields[subject, row["id"]]["slug"] = None
            self._take_versions(versions, told)

    def _take_versions(self, versions: Iterable[Record], texts: Sequence[str]) -> None:
        """Take what revisions hold of a field, and their reasons where these repeat it."""
        seek = worth_seeking(texts)
        self.texts += texts
        for one in versions:
            key = "revision", one["id"]
            self.rows[key] = one
            self.fields[key] |= dict.fromkeys(name for name in ("old", "new") if one[name] is not None)
            if one["reason"] and holds(one["reason"], seek):
                self.fields[key]["reason"] = None

    def _take_sibling_versions(self, row: Record, field: str) -> None:
        """Take what was made of an old text too, and mark the named thing: its digest was over this very text."""
        table = TABLES[row["subject"]]
        found = self.session.connection().execute(select(table).where(table.c.uid == row["row_uid"])).mappings()
        thing = dict(found.one())
        key = row["subject"], thing["id"]
        self.rows[key] = thing
        derived = DERIVED.get((row["subject"], row["field"]), ())
        self.marks[key] |= dict.fromkeys((row["field"], *derived))
        for one in self._revisions(thing, row["subject"], derived):
            if one["entered_at"] == row["entered_at"]:
                self.rows["revision", one["id"]] = one
                self.fields["revision", one["id"]][field] = None

    def _revisions(self, row: Record, subject: str, fields: Sequence[str]) -> list[Record]:
        revision = TABLES["revision"]
        statement = select(revision).where(
            revision.c.subject == subject, revision.c.row_uid == row["uid"], revision.c.field.in_(fields)
        )
        return [dict(one) for one in self.session.connection().execute(statement.order_by(revision.c.id)).mappings()]

    def _file(self, number: int) -> None:
        """Plan to take away the kept copy of evidence; its name goes with it, its SHA-256 stays."""
        row = self._row("evidence", number)
        before = redacted_fields(self.session.connection(), "evidence", [row["uid"]]).get(row["uid"], set())
        if row["sha256"] is None or FILE in before:
            self._refuse_nothing("evidence", row, FILE, there=False)
        self.marks["evidence", number][FILE] = None
        if row["file_name"] is not None:
            self._take("evidence", row, "file_name")

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
    """Return what a revision holds, without its JSON."""
    return None if stored is None else plain_value("revision", "old", stored)
