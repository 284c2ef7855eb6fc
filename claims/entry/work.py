"""The small steps that all of entry shares: adding rows, checking text, and noting what was made."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TypeVar

from sqlmodel import Session

from claims.entry.drafts import Made, Thing
from claims.errors import BadValue, NotFound
from claims.store.tables import Row, table_of
from claims.text.dates import PartialDate, partial_date

R = TypeVar("R", bound=Row)

LONGEST = 4_000
"""The most characters that one text may have; an excerpt or a note is no article."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters (Cc) and lone surrogates (Cs), but for line breaks and tabs."""


@dataclass(slots=True)
class Work:
    """One action under way on a session: keeps what it made and what the person should be told."""

    session: Session
    chosen: frozenset[str] = frozenset()
    """Names that a person wants as new records, having seen those that are like them."""
    made: list[Thing] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def add(self, row: R, label: str | None = None) -> R:
        """Insert a row and give it its number; with a label it is listed among what was made."""
        if self.session.info["uids"] is not None:
            row.uid = self.session.info["uids"](table_of(type(row)).name)
        self.session.add(row)
        self.session.flush()
        if label is not None:
            self.made.append(Thing(table_of(type(row)).name, number(row), row.uid, label))
        return row

    def get(self, model: type[R], wanted: int) -> R:
        """Return a row by number; raises `NotFound`."""
        row = self.session.get(model, wanted)
        if row is None:
            raise NotFound(f"there is no {table_of(model).name} #{wanted}")
        return row

    def notice(self, sentence: str) -> None:
        """Keep a sentence that the person should see."""
        if sentence not in self.notices:
            self.notices.append(sentence)

    def result(self, *, claim: int | None = None, appearance: int | None = None, article: int | None = None) -> Made:
        """Return what was made."""
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


def dated(text: str, part: str) -> PartialDate:
    """Return a date of which perhaps only the year or the month is known; raises `BadValue`."""
    try:
        return partial_date(text)
    except BadValue as problem:
        problem.part = problem.part or part
        raise


def clean(text: str | None, part: str) -> str | None:
    """Return text as it is stored: Unicode NFC, trimmed, nothing instead of empty.

    Raises `BadValue` when it is too long or holds characters that no text has.
    """
    if text is None:
        return None
    trimmed = unicodedata.normalize("NFC", text).strip()
    if _CONTROLS.search(trimmed):
        raise BadValue("the text holds control characters; type or paste it again as plain text", part=part)
    if len(trimmed) > LONGEST:
        raise BadValue(f"the text has {len(trimmed):,} characters and may have {LONGEST:,}; shorten it", part=part)
    return trimmed or None


def required(text: str | None, what: str, part: str) -> str:
    """Return cleaned text; raises `BadValue` when nothing is left."""
    found = clean(text, part)
    if found is None:
        raise BadValue(f"{what} is empty; say what it is", part=part)
    return found
