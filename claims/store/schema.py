"""The tables as SQLAlchemy Core sees them, from the catalogue: columns, types and references.

Reading needs no more, and so avoids importing SQLModel and pydantic and mapping every class, which would take most of a
reading command's time. The tables themselves, with their constraints, are in `claims.store.tables`; a test checks that
the two match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from threading import RLock
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

from claims.catalogue import DATE, DAY, FLAG, LINE, MOMENT, NUMBER, RECORDS, TEXT, Field, Holds, Record, Reference
from claims.vocabulary import AccessKind, Outcome, RestsOn, Role, Rule, Status


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored and read in UTC on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment and convert an aware one to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without an offset cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored moment as aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Return `process_result_value` with the driver's part in one call: a page reads thousands of moments."""
        given: Callable[[Any], datetime | None] | None = self.impl_instance.result_processor(dialect, coltype)

        def moment(stored: Any) -> datetime | None:
            value = stored if given is None else given(stored)
            if value is None:
                return None
            return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

        return moment


class Word(Enum):
    """A word of a vocabulary, stored by value. Reading one is a look-up: a page reads thousands of them."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Return what makes a stored value a word; it raises `LookupError` for a value outside the vocabulary."""
        assert self.enum_class is not None
        return {None: None, **{member.value: member for member in self.enum_class}}.__getitem__


def word(values: type[StrEnum], name: str, *, checked: bool) -> Enum:
    """Return the type of a column with a vocabulary's values, stored by value; ``checked`` makes the database check it.

    Tables that are only read need no check, and each check takes time to make.
    """
    return Word(
        values,
        values_callable=lambda enum: [member.value for member in enum],
        native_enum=False,
        create_constraint=checked,
        name=name,
        length=24,
    )


Kind = type[TypeEngine[Any]] | type[StrEnum] | str
"""A column's content: a type, a vocabulary, or the number of a row of the named table."""

_EVERY_ROW: Mapping[str, Kind] = {
    "id": Integer,
    "uid": String,
    "salt": String,
    "entered_at": UtcDateTime,
    "entered_by": String,
}

_TYPES: Mapping[Holds, type[TypeEngine[Any]]] = {
    TEXT: Text,
    LINE: String,
    DATE: String,
    DAY: Date,
    MOMENT: UtcDateTime,
    FLAG: Boolean,
    NUMBER: Integer,
}


def _kind(field: Field) -> Kind:
    holds = field.holds
    if isinstance(holds, Reference):
        return holds.record
    return _TYPES[holds] if isinstance(holds, Holds) else holds


_CHAINS: Mapping[str, Mapping[str, Kind]] = {
    "event": {
        "id": Integer,
        "replica": String,
        "seq": Integer,
        "at": UtcDateTime,
        "who": String,
        "proved": String,
        "what": String,
        "rows": Text,
        "previous": String,
        "hash": String,
    },
    "chain": {
        "id": Integer,
        "replica": String,
        "ours": Boolean,
        "seq": Integer,
        "at": UtcDateTime,
        "hash": String,
        "place": String,
    },
}


def _table(metadata: MetaData, name: str, columns: Mapping[str, Kind]) -> Table:
    return Table(name, metadata, *(_column(column, kind) for column, kind in columns.items()))


def _column(name: str, kind: Kind) -> Column[Any]:
    if isinstance(kind, str):
        return Column(name, Integer, ForeignKey(f"{kind}.id"))
    if issubclass(kind, StrEnum):
        return Column(name, word(kind, name, checked=False))
    return Column(name, kind, primary_key=name == "id")


_METADATA = MetaData()
_MAKING = RLock()


class _Tables(Mapping[str, Table]):
    """Tables, each created on first use: a command needs a few of them, and creating all takes a tenth of a second."""

    def __init__(self, known: Mapping[str, Record | Mapping[str, Kind]]) -> None:
        self._known = known
        self._made: dict[str, Table] = {}

    def __getitem__(self, name: str) -> Table:
        made = self._made.get(name)
        if made is not None:
            return made
        with _MAKING:  # the threads of a server ask for the same table at once
            if name not in self._made:
                self._made[name] = _table(_METADATA, name, {**_EVERY_ROW, **_columns(self._known[name])})
            return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _columns(known: Record | Mapping[str, Kind]) -> Mapping[str, Kind]:
    return known if isinstance(known, Mapping) else {field.column: _kind(field) for field in known.columns}


TABLES: Mapping[str, Table] = _Tables(RECORDS)
"""Every table of records, by name; their rows are in the event chain."""

NAMED_TABLES = frozenset(name for name, record in RECORDS.items() if record.is_named)
"""The tables of named records, which are edited in place; the others of `TABLES` are only ever added to."""

EVENT, CHAIN = (_table(_METADATA, name, columns) for name, columns in _CHAINS.items())
"""The events, and the heads of their chains."""

_LOCAL: Mapping[str, Mapping[str, Kind]] = {
    "account": {"name": String, "key": String},
    "account_role": {"account_id": "account", "role": Role, "login": String, "active": Boolean, "note": Text},
    "account_password": {"account_id": "account", "hash": String},
    "access": {
        "account_id": "account",
        "kind": AccessKind,
        "secret": String,
        "label": String,
        "expires_at": UtcDateTime,
    },
    "access_end": {"access_id": "access"},
}

LOCAL: Mapping[str, Table] = _Tables(_LOCAL)
"""Who may use this database, by name: in its event chain, and never exported or imported."""

GUARDED = (*RECORDS, *_LOCAL, "confidential_read", "event")
"""The tables whose rows triggers protect."""

ARRIVAL = _table(_METADATA, "arrival", {"uid": String, "at": UtcDateTime})
"""When rows from other databases arrived; specific to this database."""

_SELDOM: Mapping[str, tuple[str, Mapping[str, Kind]]] = {
    "READS": (
        "confidential_read",
        {
            "id": Integer,
            "uid": String,
            "at": UtcDateTime,
            "who": String,
            "proved": String,
            "what": String,
            "subject": String,
            "row_uid": String,
        },
    ),
    "CLAIM_WORD": ("claim_word", {"word": String, "claim_id": "claim"}),
    "GIST": ("gist", {"claim_id": Integer, "words": Text}),
    "GIST_STEM": ("gist_stem", {"stem": String, "claim_id": Integer}),
    "GIST_COUNT": ("gist_count", {"stem": String, "claims": Integer}),
    "SNAPSHOT_SAMPLE": ("snapshot_sample", {"sample": Integer, "snapshot_id": Integer}),
    "CLAIM_NOW": (
        "claim_now",
        {
            "claim_id": Integer,
            "stands_for_id": Integer,
            "told_as_id": Integer,
            "confided": Boolean,
            "background": Boolean,
            "status": Status,
            "outcome": Outcome,
            "people_at_least": Integer,
            "people_at_most": Integer,
            "institutions_at_least": Integer,
            "institutions_at_most": Integer,
            "independent_at_least": Integer,
            "independent_at_most": Integer,
            "two_sources": Rule,
            "rests_on": RestsOn,
            "due_from": Date,
            "due_by": Date,
            "look_again_on": Date,
            "reviewed_at": UtcDateTime,
            "reply_by": UtcDateTime,
            "first_published_on": Date,
            "first_published": String,
            "appearances": Integer,
            "outlets": Integer,
            "corrected_at": UtcDateTime,
            "contested_at": UtcDateTime,
            "reworded_at": UtcDateTime,
            "made_apart_at": UtcDateTime,
            "stale_at": UtcDateTime,
            "proposed_at": UtcDateTime,
            "unreviewed_at": UtcDateTime,
        },
    ),
    "DEPARTURE": ("departure", {"id": Integer, "at": UtcDateTime, "who": String, "path": Text, "complete": Boolean}),
    "SEARCH": (
        "search_fts_document",
        {"id": Integer, "claim_id": "claim", "subject": String, "row_id": Integer, "hidden": Boolean, "tokens": Text},
    ),
}
"""Tables that few commands need, by their names in this module; each is made when it is asked for."""

if TYPE_CHECKING:
    READS: Table
    """Who read something confidential; specific to this database, and in no event."""
    CLAIM_WORD: Table
    """The search words of claims' statements; derived, and in no event."""
    GIST: Table
    """The words that claims are ranked by; derived, and in no event, as the two tables made of them."""
    GIST_STEM: Table
    """The stems of each claim's words."""
    GIST_COUNT: Table
    """How many claims have each stem, and under the empty stem, how many have words."""
    SNAPSHOT_SAMPLE: Table
    """The samples of snapshots' texts, to look up texts like them; derived, and in no event."""
    CLAIM_NOW: Table
    """The present state of every claim; derived, in no event, and never exported."""
    DEPARTURE: Table
    """The exports written; specific to this database."""
    SEARCH: Table
    """The search index: the tokens of each passage; derived, and in no event."""
else:

    def __getattr__(name: str) -> Table:
        """Return a table that few commands need, made when the first module that needs it is loaded."""
        if name not in _SELDOM:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        with _MAKING:  # the threads of a server may load modules at the same time
            if name not in globals():
                globals()[name] = _table(_METADATA, *_SELDOM[name])
            return globals()[name]
