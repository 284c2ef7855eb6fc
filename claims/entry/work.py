"""One entry under way on a session: what it adds, what it made, and what the person should be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlmodel import Session

from claims.entry.drafts import Made, Thing
from claims.entry.resolve.context import Json
from claims.entry.resolve.known import Known
from claims.entry.resolve.registers import Registers
from claims.errors import NotFound
from claims.reading.find import alike_records, register_rows
from claims.reading.identity import Identities, identities
from claims.reading.policies import policy
from claims.store.batches import Batch, waiting_batch
from claims.store.recording import flush
from claims.store.remembered import remembered
from claims.store.tables import Article, Row, Source, table_of
from claims.vocabulary import PolicyName

R = TypeVar("R", bound=Row)

_NAMED = frozenset({"outlet", "outlet_alias", "reporter", "story", "source", "judgement"})
"""The tables on which rests what is remembered of names."""

_FILLED_IN: dict[str, type[Article] | type[Source]] = {"article": Article, "source": Source}


class Work:
    """One action under way on a session.

    What it finds or makes by name goes through `registers`, and waits to be inserted with everything else that the
    transaction inserts; `flush` does that, and so does whatever reads or adds rows of its own.
    """

    numbers = True

    def __init__(self, session: Session, chosen: frozenset[str] = frozenset()) -> None:
        """Take the session, and the names that a person wants as new records, having seen those that are like them."""
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
        """What people judged to be one."""
        return identities(self.connection)

    @property
    def at(self) -> datetime:
        """When what is entered counts as entered."""
        at: datetime = self.session.info["at"]
        return at

    @property
    def by(self) -> str:
        """Whose name what is entered bears: in a file that is taken in, the one that stands there."""
        by: str = self.session.info["by"]
        return by

    @property
    def actor(self) -> str:
        """Who runs the command: the person whom the event proves."""
        actor: str = self.session.info["actor"]
        return actor

    @property
    def two_people(self) -> bool:
        """Whether verdicts wait for a second person."""
        return policy(self.connection, PolicyName.TWO_PERSON_VERDICTS).on

    @property
    def registers(self) -> Registers:
        """What finds or makes records by name."""
        known = remembered(self.connection, "names of records", _NAMED, Known)
        if self._registers is None or self._registers.known is not known:
            self._registers = Registers(self, known)
        return self._registers

    @property
    def _batch(self) -> Batch:
        return waiting_batch(self.session)

    def add(self, row: R, label: str | None = None) -> R:
        """Insert a row and give it its number; with a label it is listed among what was made."""
        flush(self.session)
        if self.session.info["uids"] is not None:
            row.uid = self.session.info["uids"](table_of(type(row)).name)
        self.session.add(row)
        self.session.flush()
        if label is not None:
            self.made.append(Thing(table_of(type(row)).name, number(row), row.uid, label))
        return row

    def insert(self, table: str, values: Mapping[str, Any], *, uid: str | None = None, label: str | None = None) -> int:
        """Have a row inserted with all others, and return the number that it will have."""
        made = self._batch.add(table, values, uid=uid)
        if label is not None:
            self.made.append(Thing(table, made, self._batch.rows(table)[-1]["uid"], label))
        return made

    def insert_words(self, claim: int, words: frozenset[str]) -> None:
        """Have the words inserted by which a claim's statement is found."""
        self._batch.add_words(claim, sorted(words))

    def waiting(self, table: str, number: int) -> bool:
        """Return whether a row is about to be inserted."""
        return self._batch.waiting(table, number) is not None

    def stands_alone(self, claim: int) -> bool:
        """Return whether a claim is about to be inserted, and is put into no story."""
        stories = (row["claim_id"] for row in self._batch.rows("claim_story"))
        return self.waiting("claim", claim) and claim not in stories

    def change(self, table: str, known: Any, more: Json) -> None:
        """Fill in columns of a record that is remembered: in the row that waits, else by an edit."""
        if not more:
            return
        for name, value in more.items():
            if hasattr(known, name):
                setattr(known, name, value)
        waits = self._batch.waiting(table, known.id)
        if waits is not None:
            waits.update(more)
            return
        row = self.get(_FILLED_IN[table], known.id)
        for name, value in more.items():
            setattr(row, name, value)

    def on_undo(self, undo: Callable[[], object]) -> None:
        """Leave it: what is refused here undoes the whole transaction."""

    def flush(self) -> None:
        """Insert and change what waits."""
        flush(self.session)

    def get(self, model: type[R], wanted: int) -> R:
        """Return a row by number; raises `NotFound`."""
        if self.waiting(table_of(model).name, wanted):
            self.flush()
        row = self.session.get(model, wanted)
        if row is None:
            raise NotFound(f"there is no {table_of(model).name} #{wanted}")
        return row

    def uid_of(self, subject: str, *parts: str) -> str | None:
        """Return none: what is entered here gets a uid of its own."""
        return None

    # Telling

    def notice(self, sentence: str) -> None:
        """Keep a sentence that the person should see."""
        if sentence not in self.notices:
            self.notices.append(sentence)

    def notice_alike(self, subject: str, name: str, made: int) -> None:
        """Have a record pointed at that has a name like that of a new one, with the command that makes them one."""
        if name in self.chosen:
            return
        new = {thing.id: thing.label for thing in self.made if thing.subject == subject and thing.id != made}
        near = [number for number in alike_records(self.connection, subject, name, new) if number != made]
        if near:
            label = new.get(near[0]) or self._name_of(subject, near[0])
            self.notice(
                f'{subject} #{made} "{name}" was made although #{near[0]} "{label}" has a name like it; '
                f"if they are one: claims {subject} merge {near[0]} {made} --reason …; "
                f"if two: claims {subject} distinct {near[0]} {made} --reason …"
            )

    def _name_of(self, subject: str, wanted: int) -> str | None:
        rows = register_rows(self.connection, subject)
        return next((row["name"] for row in rows if row["id"] == wanted), None)

    def notice_plural(self, source: int, described: str) -> None:
        """Say that an unnamed source described by a plural without a number counts as a collective."""
        self.notice(
            f"“{described}” is a plural without a number, so it counts as a collective: how many stand behind it "
            f"is open. If the article gives a number: claims source edit {source} --stated-count N"
        )

    def result(self, *, claim: int | None = None, appearance: int | None = None, article: int | None = None) -> Made:
        """Return what was made, which is inserted by now."""
        self.flush()
        if self._registers is not None:  # the ledger need not look these up again
            self.session.info.setdefault("known", {}).update(self._registers.known.uid_of)
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
