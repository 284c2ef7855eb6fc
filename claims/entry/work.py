"""One entry in progress on a session: the rows it adds, the records it lists, the notices it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlmodel import Session

from claims.entry.drafts import Made, Thing
from claims.entry.resolve.context import Json
from claims.entry.resolve.known import Known
from claims.entry.resolve.registers import Registers
from claims.errors import NotFound
from claims.reading.find import alike_records, find, register_rows
from claims.reading.identity import Identities, identities
from claims.reading.policies import policy
from claims.rules.rights import Actor, refusal
from claims.store.batches import Batch, waiting_batch
from claims.store.recording import flush
from claims.store.remembered import remembered
from claims.store.tables import Article, Row, Source, table_of
from claims.vocabulary import PolicyName

R = TypeVar("R", bound=Row)

_NAMED = frozenset({"outlet", "outlet_alias", "reporter", "story", "source", "judgement"})
"""The tables that the remembered names depend on."""

FILLED_IN: dict[str, type[Article] | type[Source]] = {"article": Article, "source": Source}
"""The records whose missing details an entry fills in."""


class Work:
    """One action in progress on a session.

    Records found or added by name go through `registers` and wait to be inserted with the transaction's other rows.
    `flush` inserts them, and so does every method that reads or adds rows of its own.
    """

    numbers = True

    def __init__(self, session: Session, chosen: frozenset[str] = frozenset()) -> None:
        """Take the session, and the names that a person wants as new records, having seen similar ones."""
        self.session, self.chosen = session, chosen
        self.made: list[Thing] = []
        self.notices: list[str] = []
        self._registers: Registers | None = None

    @property
    def connection(self) -> Connection:
        """The connection of the transaction."""
        return self.session.connection()

    @property
    def joined(self) -> Identities:
        """The records that people judged the same."""
        return identities(self.connection)

    @property
    def at(self) -> datetime:
        """The entry time of the rows."""
        at: datetime = self.session.info["at"]
        return at

    @property
    def zone(self) -> tzinfo:
        """The newsroom's time zone."""
        zone: tzinfo = self.session.info["zone"]
        return zone

    @property
    def by(self) -> str:
        """The author of the rows: for an imported file, the name in the file."""
        by: str = self.session.info["by"]
        return by

    @property
    def actor(self) -> str:
        """The user who runs the command, as proved by the event."""
        return self._acting.proved or self._acting.who

    @property
    def actor_as(self) -> str:
        """The name under which that user runs the command."""
        return self._acting.who

    @property
    def _acting(self) -> Actor:
        acting: Actor = self.session.info["actor"]
        return acting

    def needs(self, action: str) -> None:
        """Raise `NotAllowed` unless the user may do this too: a part of the command that needs more of a role."""
        problem = refusal(self._acting, action)
        if problem is not None:
            raise problem

    @property
    def is_from_file(self) -> bool:
        """Whether the rows come from an imported file, which names their author; the user may bear the same name."""
        return self.session.info["uids"] is not None

    @property
    def two_people(self) -> bool:
        """Whether verdicts wait for a second person."""
        return policy(self.connection, PolicyName.TWO_PERSON_VERDICTS).on

    @property
    def registers(self) -> Registers:
        """The registers that find or add records by name."""
        known = remembered(self.connection, "names of records", _NAMED, Known)
        if self._registers is None or self._registers.known is not known:
            self._registers = Registers(self, known)
        return self._registers

    @property
    def _batch(self) -> Batch:
        return waiting_batch(self.session)

    def add(self, row: R, label: str | None = None) -> R:
        """Insert a row, which gives it its number; a row with a label is listed in the result."""
        flush(self.session)
        if self.session.info["uids"] is not None:
            row.uid = self.session.info["uids"](table_of(type(row)).name)
        self.session.add(row)
        self.session.flush()
        if label is not None:
            self.made.append(Thing(table_of(type(row)).name, number(row), row.uid, label))
        return row

    def insert(self, table: str, values: Mapping[str, Any], *, uid: str | None = None, label: str | None = None) -> int:
        """Queue a row for insertion, and return the number it will have."""
        made = self._batch.add(table, values, uid=uid)
        if label is not None:
            self.made.append(Thing(table, made, self._batch.rows(table)[-1]["uid"], label))
        return made

    def insert_words(self, claim: int, words: frozenset[str]) -> None:
        """Queue a claim's search words for insertion."""
        self._batch.add_words(claim, sorted(words))

    def waiting(self, table: str, number: int) -> bool:
        """Return whether a row is queued for insertion."""
        return self._batch.waiting(table, number) is not None

    def stands_alone(self, claim: int) -> bool:
        """Return whether a claim is queued for insertion and is in no story."""
        stories = (row["claim_id"] for row in self._batch.rows("claim_story"))
        return self.waiting("claim", claim) and claim not in stories

    def change(self, table: str, known: Any, more: Json) -> None:
        """Fill in columns of a remembered record: in its queued row, else by an edit."""
        if not more:
            return
        for name, value in more.items():
            if hasattr(known, name):
                setattr(known, name, value)
        waits = self._batch.waiting(table, known.id)
        if waits is not None:
            waits.update(more)
            return
        row = self.get(FILLED_IN[table], known.id)
        for name, value in more.items():
            setattr(row, name, value)

    def on_undo(self, undo: Callable[[], object]) -> None:
        """Do nothing: a refusal here undoes the whole transaction."""

    def flush(self) -> None:
        """Insert and update the queued rows."""
        flush(self.session)

    def get(self, model: type[R], wanted: int) -> R:
        """Return a row by number; raises `NotFound`."""
        if self.waiting(table_of(model).name, wanted):
            self.flush()
        row = self.session.get(model, wanted)
        if row is None:
            raise NotFound(f"there is no {table_of(model).name} #{wanted}")
        return row

    def canonical(self, subject: str, typed: str, part: str) -> int:
        """Return the number of the record that represents the typed name or number.

        Raises `NotFound` and `Ambiguous`, with ``part`` as the part of the command line at fault.
        """
        return self.joined.canonical(subject, find(self.connection, subject, typed, part=part))

    def uid_of(self, subject: str, *parts: str) -> str | None:
        """Return None: single entries get new uids."""
        return None

    # Notices and the result

    def notice(self, sentence: str) -> None:
        """Keep a notice for the person, once."""
        if sentence not in self.notices:
            self.notices.append(sentence)

    def notice_alike(self, subject: str, name: str, made: int) -> None:
        """Point out an existing record with a similar name to a new one, with the command to merge them."""
        if name in self.chosen:
            return
        new = {record.id: record.label for record in self.made if record.subject == subject and record.id != made}
        near = [number for number in alike_records(self.connection, subject, name, new) if number != made]
        if near:
            label = new.get(near[0]) or self._name_of(subject, near[0])
            self.notice(
                f'{subject} #{made} "{name}" was added, but #{near[0]} "{label}" has a similar name; '
                f"if they are the same: claims {subject} merge {near[0]} {made} --note …; "
                f"if not: claims {subject} distinct {near[0]} {made} --note …"
            )

    def _name_of(self, subject: str, wanted: int) -> str | None:
        rows = register_rows(self.connection, subject)
        return next((row["name"] for row in rows if row["id"] == wanted), None)

    def notice_plural(self, source: int, described: str) -> None:
        """Say that an unnamed source described by a plural without a number counts as a collective."""
        self.notice(
            f"“{described}” is a plural without a number, so it counts as a collective of unknown size. "
            f"If the article gives a number: claims source edit {source} --stated-count N"
        )

    def result(self, *, claim: int | None = None, appearance: int | None = None, article: int | None = None) -> Made:
        """Insert the queued rows and return the result."""
        self.flush()
        if self._registers is not None:  # the ledger need not look these up again
            for subject, uids in self._registers.known.uid_of.items():
                self.session.info["known"][subject].update(uids)
        return Made(
            claim=claim,
            appearance=appearance,
            article=article,
            made=tuple(self.made),
            notices=tuple(self.notices),
        )


def number(row: Row) -> int:
    """Return the number of a row that has been flushed."""
    assert row.id is not None
    return row.id
