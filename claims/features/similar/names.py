"""Records of a register whose names can be the same name (rule 4), proposed to a person as perhaps the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import Connection, func, select

from claims.privacy.confided import all_confided
from claims.reading.identity import Identities, identities
from claims.store.schema import TABLES
from claims.text.names.namesakes import alike_names, is_no_name
from claims.vocabulary import AliasKind, SourceKind

REGISTERS = ("outlet", "reporter", "source")
"""The registers whose records have names."""

MOST = 3_000
"""How many names a list compares at most; more would be slow."""

MOST_OF_ALL = 20_000
"""How many names are compared after an import."""


@dataclass(frozen=True, slots=True)
class Called:
    """A record with a name: an outlet, a reporter or a named source; without a number if it is only planned."""

    subject: str
    id: int | None
    name: str
    kind: SourceKind | None = None
    """The kind of a source: only sources of the same kind can be the same."""

    @property
    def person(self) -> bool:
        """Whether it has a person's name."""
        return self.subject == "reporter" or self.kind is SourceKind.PERSON


@dataclass(frozen=True, slots=True)
class AlikePair:
    """Two records whose names can be the same, the older first."""

    subject: str
    a: int | None
    a_name: str
    b: int | None
    b_name: str


def alike_pairs(
    records: Sequence[Called], joined: Identities, new: Collection[Called] | None = None
) -> list[AlikePair]:
    """Return the pairs whose names can be the same; with ``new``, pairs with a new record.

    Pairs already judged the same, distinct or independent are not proposed again.
    """
    grouped: dict[AlikePair, None] = {}
    if len(records) > MOST_OF_ALL:
        return []
    judged = {(judgement.subject, frozenset((judgement.a, judgement.b))) for judgement in joined.standing}
    groups: dict[tuple[str, SourceKind | None], list[Called]] = {}
    for record in records:
        groups.setdefault((record.subject, record.kind), []).append(record)
    wanted = None if new is None else set(new)
    for group in groups.values():
        bearers: dict[str, list[Called]] = {}
        for record in group:
            if not is_no_name(record.name):
                bearers.setdefault(record.name, []).append(record)
        fresh = None if wanted is None else {record.name for record in group if record in wanted}
        # Names to come are compared, and not kept: they may never be entered.
        alike = alike_names(bearers, fresh, people=group[0].person) if wanted is not None else _compared(group, bearers)
        for name, other in alike:
            for first in bearers[name]:
                for second in bearers[other]:
                    if first == second:
                        continue
                    pair = _pair(first, second, joined, judged)
                    if pair is not None and (wanted is None or first in wanted or second in wanted):
                        grouped[pair] = None
    return sorted(grouped, key=lambda pair: (REGISTERS.index(pair.subject), pair.a or 0, pair.b or 0, pair.b_name))


class _Compared:
    """Names of one kind that were compared, with the pairs that read alike; it grows by the names that are new.

    Whether two names read alike depends on the two alone, so what one reader's names gave serves all readers.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._names: set[str] = set()
        self._pairs: list[tuple[str, str]] = []

    def pairs(self, names: Collection[str], *, people: bool) -> list[tuple[str, str]]:
        """Return the pairs among these names, including each name with itself."""
        with self._lock:
            fresh = set(names) - self._names
            if len(self._names) > MOST_OF_ALL:  # names that are gone take too much room
                self._names, self._pairs, fresh = set(), [], set(names)
            if fresh:
                self._pairs += alike_names([*self._names, *fresh], fresh if self._names else None, people=people)
                self._names |= fresh
            return [(name, other) for name, other in self._pairs if name in names and other in names]


_COMPARED: dict[tuple[str, SourceKind | None], _Compared] = {}


def _compared(group: Sequence[Called], names: Collection[str]) -> list[tuple[str, str]]:
    """Return the pairs among all names of a group; comparing thousands takes seconds, so each is compared once."""
    first = group[0]
    return _COMPARED.setdefault((first.subject, first.kind), _Compared()).pairs(names, people=first.person)


def _pair(
    first: Called, second: Called, joined: Identities, judged: Collection[tuple[str, frozenset[int]]]
) -> AlikePair | None:
    """Return two records as a pair, or None if they were joined or judged."""
    if first.id is not None and second.id is not None:
        heads = [joined.canonical(first.subject, number) for number in (first.id, second.id)]
        members = [joined.members(first.subject, number) for number in heads]
        if heads[0] == heads[1] or any(
            (first.subject, frozenset((a, b))) in judged for a in members[0] for b in members[1]
        ):
            return None
    first_record, other = sorted((first, second), key=lambda each: (each.id is None, each.id or 0, each.name))
    return AlikePair(first.subject, first_record.id, first_record.name, other.id, other.name)


def newest(connection: Connection) -> dict[str, int]:
    """Return the highest number of each register, to tell later records by."""
    return {
        name: connection.execute(select(func.coalesce(func.max(TABLES[name].c.id), 0))).scalar_one()
        for name in REGISTERS
    }


def alike_since(connection: Connection, before: Mapping[str, int]) -> list[AlikePair]:
    """Return the pairs with a record made after `before`, in a fixed number of statements."""
    joined = identities(connection)
    records = called(connection)
    new = {record for record in records if record.id is not None and record.id > before[record.subject]}
    return alike_pairs(records, joined, new) if new else []


def alike_to_come(connection: Connection, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> list[AlikePair]:
    """Return the pairs that planned rows would form with each other and with existing records."""
    records = called(connection)
    there = {(record.subject, record.kind, record.name) for record in records}
    made: dict[Called, None] = {}
    for subject in REGISTERS:
        for row in rows.get(subject, ()):
            planned = Called(subject, None, row["name"] or "", row.get("kind"))
            if row.get("named", True) and planned.name and (subject, planned.kind, planned.name) not in there:
                made[planned] = None
    return alike_pairs([*records, *made], identities(connection), made) if made else []


def alike_now(connection: Connection) -> list[AlikePair]:
    """Return every pair of records whose names can be the same, in a fixed number of statements."""
    return alike_pairs(called(connection), identities(connection))


def called(connection: Connection) -> list[Called]:
    """Return all outlets with their aliases, reporters and named sources, without records known only off the record."""
    pairs = []
    confided = all_confided(connection).by_table()
    for subject in REGISTERS:
        table = TABLES[subject]
        columns = [table.c.id, table.c.name, *([table.c.kind] if subject == "source" else [])]
        for number, name, *kind in connection.execute(select(*columns).where(table.c.name.is_not(None))):
            if number not in confided[subject]:
                pairs.append(Called(subject, number, name, *kind))
    alias = TABLES["outlet_alias"]
    statement = select(alias.c.outlet_id, alias.c.value, alias.c.withdrawn).where(alias.c.kind == AliasKind.ALIAS)
    rows = connection.execute(statement.order_by(alias.c.entered_at, alias.c.uid))
    newest_alias = {(number, name): withdrawn for number, name, withdrawn in rows}
    pairs += [
        Called("outlet", number, name)
        for (number, name), gone in newest_alias.items()
        if name and not gone and number not in confided["outlet"]
    ]
    return pairs
