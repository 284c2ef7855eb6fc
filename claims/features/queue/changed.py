"""Claims that others worked on since somebody last looked: a fixed number of statements, nothing off the record."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, String, func, literal, select, union_all
from sqlalchemy import cast as as_type

from claims.privacy.confided import all_confided
from claims.privacy.offrecord import is_off_record
from claims.reading.identity import identities
from claims.rules.ladder import same_person
from claims.store.schema import EVENT, TABLES, UtcDateTime

ACTS = {
    "claim": "logged",
    "appearance": "got an appearance",
    "review": "reviewed",
    "inquiry": "asked about",
    "assignment": "taken or dropped",
    "relation": "related",
}
"""What happened to a claim, by the table with the new row."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim with what others did about it, in order: the act, and who."""

    claim: int
    statement: str | None
    acts: tuple[tuple[str, str], ...]


def changed_since(connection: Connection, event: int, who: str) -> list[Changed]:
    """Return the claims that others than ``who`` worked on after an event, the last one worked on first."""
    at = connection.execute(select(func.max(EVENT.c.at)).where(EVENT.c.id <= event)).scalar()
    if at is None:
        return []
    after = literal(at, UtcDateTime)
    rows = connection.execute(union_all(*(_rows(name, after) for name in ACTS))).all()
    joined, secret = identities(connection), all_confided(connection).claims
    acts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for name, number, by, _ in sorted(rows, key=lambda row: row[3]):
        canonical = joined.canonical("claim", number)
        if not same_person(by, who) and not {number, canonical} & secret:
            # What came last stands last.
            acts[canonical] = [*acts.pop(canonical, []), (ACTS[name], by)]
    claim = TABLES["claim"]
    wanted = select(claim.c.id, claim.c.statement).where(claim.c.id.in_(sorted(acts)))
    statements = {row.id: row.statement for row in connection.execute(wanted)}
    return [
        Changed(number, statements[number], tuple(dict.fromkeys(acts[number])))
        for number in reversed(acts)
        if number in statements
    ]


def _rows(name: str, after: BindParameter[Any]) -> Select[Any]:
    """Return the rows of a table entered after a moment, each with the claim that it is about."""
    table = TABLES[name]
    claim = table.c.id if name == "claim" else table.c.claim_id
    kind = as_type(literal(name), String(20)).label("kind")
    rows = select(kind, claim.label("claim"), table.c.entered_by, table.c.entered_at).where(table.c.entered_at > after)
    return rows.where(~is_off_record(table)) if name == "appearance" else rows
