"""The records that a file refers to or would make, and that are here without being of the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session

from claims.entry.edit import MODELS, edit
from claims.entry.work import Work
from claims.errors import Ambiguous
from claims.reading.find import described, matches, named
from claims.store.tables import Source
from claims.text.names.namesakes import is_no_name

TABLE_OF = {"reply": "inquiry_reply"}
"""The tables whose names differ from the type of record in a case file."""

_REFERENCES = ("outlet", "institution", "part_of", "issuer")
"""The columns that refer to other records of the registers."""


class Elsewhere:
    """Finds the records that are here without being of the case."""

    def __init__(self, session: Session, keys: Collection[tuple[str, str]]) -> None:
        """Take the session, and the keys of the case by type of record: what has one is not looked for."""
        self._session, self._keys = session, keys

    def has(self, key: tuple[str, str]) -> bool:
        """Return whether the case has a record of a type and key, entered by now or not."""
        return key in self._keys

    def record(self, record: str, typed: str, name: str) -> int | None:
        """Return the record that a text means by its uid, its slug or what it is called; none for a number or a key.

        Raises `Ambiguous` when it fits several.
        """
        if (record, typed) in self._keys or re.fullmatch(r"#?\d+", typed):
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
    """Give a record of the registers that was here what it lacked."""
    row = Work(session).get(MODELS[record], number)
    stands = {name: getattr(row, f"{name}_id" if name in _REFERENCES else name) for name in columns}
    more = {name: value for name, value in columns.items() if stands[name] is None}
    if more:
        edit(session, record, f"#{number}", more)
