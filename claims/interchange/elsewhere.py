"""Records that a case file refers to or would add, and that are in the database from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session

from claims.entry.edit import MODELS, edit
from claims.entry.work import Work
from claims.errors import Ambiguous
from claims.reading.find import described, matches, named
from claims.store.tables import Source
from claims.text.names.namesakes import is_no_name
from claims.text.references import number_in

TABLE_OF = {"reply": "inquiry_reply"}
"""The tables whose names differ from the type of record in a case file."""

_REFERENCES = ("outlet", "institution", "part_of", "issuer")
"""The columns that refer to other records of the registers."""


class Elsewhere:
    """Finds records in the database that are not from the case."""

    def __init__(self, session: Session, keys: Collection[tuple[str, str]]) -> None:
        """Take the session, and the case's records as type and key: these are not looked for elsewhere."""
        self._session, self._keys = session, keys

    def has(self, key: tuple[str, str]) -> bool:
        """Return whether the case has a record of this type and key, entered yet or not."""
        return key in self._keys

    def record(self, record: str, typed: str, name: str) -> int | None:
        """Return the number of the record with this uid, slug or name; None for a number, and for a key of the case.

        Raises `Ambiguous`, about the field ``name``, when several records fit.
        """
        if (record, typed) in self._keys or number_in(typed) is not None:
            return None
        work = Work(self._session)
        if record == "outlet":
            candidates = work.registers.outlets.meant_by(typed)
        else:
            numbers = matches(work.connection, TABLE_OF.get(record, record), typed)
            candidates = {work.joined.canonical(record, number) for number in numbers}
        return self._only(work, record, typed, candidates, name)

    def named(self, record: str, columns: Mapping[str, Any], own: Collection[int]) -> int | None:
        """Return the single record from outside the case (``own``) with the name of a new one.

        An unnamed source never matches a known one: two papers' "senior diplomat" need not be the same person.
        """
        work = Work(self._session)
        name = columns.get("title" if record == "story" else "name")
        if name is None or is_no_name(name):
            return None
        if record == "outlet":
            candidates = work.registers.outlets.called(name)
        else:
            numbers = named(work.connection, record, name)
            candidates = {work.joined.canonical(record, number) for number in numbers}
        if record == "source":
            candidates = {number for number in candidates if work.get(Source, number).kind is columns["kind"]}
        return self._only(
            work, record, name, candidates - {work.joined.canonical(record, mine) for mine in own}, record
        )

    def _only(self, work: Work, record: str, typed: str, candidates: Collection[int], name: str) -> int | None:
        if len(candidates) > 1:
            shown = described(work.connection, TABLE_OF.get(record, record), sorted(candidates))
            raise Ambiguous(record, typed, shown, part=name, hint="judge which are one, or refer to one by its uid")
        return next(iter(candidates), None)


def fill_in(session: Session, record: str, number: int, columns: Mapping[str, Any]) -> None:
    """Fill in the columns that a known record of a register lacks; others stay."""
    row = Work(session).get(MODELS[record], number)
    stands = {name: getattr(row, f"{name}_id" if name in _REFERENCES else name) for name in columns}
    more = {name: value for name, value in columns.items() if stands[name] is None}
    if more:
        edit(session, record, f"#{number}", more)
