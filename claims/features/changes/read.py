"""Reading what new events entered about claims, entry by entry, as a claim's history has it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from claims.privacy.confided import all_confided
from claims.privacy.redaction import REDACTED
from claims.reading.dossier import claim_record
from claims.reading.history import Entry, history_of, last_event
from claims.reading.identity import Identities, identities
from claims.reading.stories import story_scope
from claims.reading.view import View
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.schema import EVENT, TABLES


@dataclass(frozen=True, slots=True)
class Change:
    """An entry about a claim, with the claim's number and present statement."""

    claim: int
    statement: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes after an event, in order of entry, and the newest event then."""

    changes: tuple[Change, ...]
    event: int


Concerned = Callable[[Connection, Identities], set[int]]
"""Returns the canonical numbers of the claims whose changes are wanted."""


def event_before(connection: Connection, since: datetime | None) -> int:
    """Return the number of the last event before a moment; of the newest event if none came since, or for None."""
    first = None
    if since is not None:
        first = connection.execute(select(func.min(EVENT.c.id)).where(EVENT.c.at >= since)).scalar()
    return last_event(connection) if first is None else first - 1


def changes_in_story(connection: Connection, story: int, after: int, view: View) -> Changes:
    """Return what the events after a number entered about a story's claims; nothing confidential.

    A claim that was put into the story or taken out of it meanwhile counts.
    """

    def concerned(connection: Connection, joined: Identities) -> set[int]:
        numbers: set[int] = set(connection.execute(story_scope(connection, story, joined)).scalars())
        return {joined.canonical("claim", number) for number in numbers} | _moved(connection, story, after, joined)

    return changes_after(connection, after, view, concerned)


def _moved(connection: Connection, story: int, after: int, joined: Identities) -> set[int]:
    """Return the claims that new events put into a story or took out of it."""
    member, stories = TABLES["claim_story"], joined.members("story", story)
    moved: set[int] = set()
    for part in chunks(_entered(connection, after)["claim_story"], MANY):
        asked = select(member.c.claim_id).where(member.c.uid.in_(part), member.c.story_id.in_(stories))
        moved |= {joined.canonical("claim", number) for number in connection.execute(asked).scalars()}
    return moved


def changes_after(connection: Connection, after: int, view: View, concerned: Concerned) -> Changes:
    """Return what the events after a number entered about the claims concerned; nothing confidential."""
    newest = last_event(connection)
    if newest <= after:
        return Changes((), newest)
    joined = identities(connection)
    records = _records(connection, _entered(connection, after))
    touched: dict[int, set[str]] = defaultdict(set)
    for claim, record in records:
        touched[joined.canonical("claim", claim)].add(record)
    hidden = {joined.canonical("claim", number) for number in all_confided(connection).claims}
    wanted = sorted(touched.keys() & concerned(connection, joined) - hidden) if touched else []
    changes = [change for claim in wanted for change in _of_claim(connection, claim, touched[claim], view)]
    once = {(change.entry.record, change.entry.at): change for change in reversed(changes)}  # a relation has two claims
    return Changes(tuple(sorted(once.values(), key=lambda change: (change.entry.at, change.claim))), newest)


def _of_claim(connection: Connection, claim: int, records: set[str], view: View) -> Iterator[Change]:
    record = claim_record(connection, claim, view)
    if record is None:
        return
    for entry in history_of(connection, record, view):
        if entry.record in records:
            yield Change(claim, record.statement or REDACTED, entry)


def _entered(connection: Connection, after: int) -> Mapping[str, list[str]]:
    """Return the uids of the rows that the events after a number list, by table."""
    entered: dict[str, list[str]] = defaultdict(list)
    asked = select(EVENT.c.rows).where(EVENT.c.id > after).order_by(EVENT.c.id)
    for rows in connection.execute(asked).scalars():
        for name, uid, _ in json.loads(rows):
            entered[name].append(uid)
    return entered


def _records(connection: Connection, entered: Mapping[str, list[str]]) -> Iterator[tuple[int, str]]:
    """Yield the claim of each new row, and the row as `Entry.record` names it."""
    for name, (called, statement) in _asked().items():
        for part in chunks(entered.get(name, ()), MANY):
            for number, *claims in connection.execute(statement.where(TABLES[name].c.uid.in_(part))):
                yield from ((claim, f"{called} #{number}") for claim in claims if claim is not None)


def _asked() -> Mapping[str, tuple[str, Any]]:
    """Return for each table how entries call its rows, and what selects a row's number and claims."""
    of_claim = ("appearance", "window", "review", "inquiry", "assignment")
    asked = {name: (name, select(TABLES[name].c.id, TABLES[name].c.claim_id)) for name in of_claim}
    claim, member, relation = TABLES["claim"], TABLES["claim_story"], TABLES["relation"]
    reply, inquiry, correction = TABLES["inquiry_reply"], TABLES["inquiry"], TABLES["correction"]
    appearance, judgement = TABLES["appearance"], TABLES["judgement"]
    first, second = claim.alias(), claim.alias()
    return {
        "claim": ("claim", select(claim.c.id, claim.c.id.label("claim"))),
        **asked,
        "claim_story": ("story", select(member.c.story_id, member.c.claim_id)),
        "relation": ("relation", select(relation.c.id, relation.c.claim_id, relation.c.other_id)),
        "inquiry_reply": (
            "reply",
            select(reply.c.id, inquiry.c.claim_id).join_from(reply, inquiry, inquiry.c.id == reply.c.inquiry_id),
        ),
        "correction": (
            "correction",
            select(correction.c.id, appearance.c.claim_id).join_from(
                correction, appearance, appearance.c.id == correction.c.appearance_id
            ),
        ),
        "judgement": (
            "judgement",
            select(judgement.c.id, first.c.id, second.c.id)
            .join_from(judgement, first, first.c.uid == judgement.c.a_uid)
            .join(second, second.c.uid == judgement.c.b_uid)
            .where(judgement.c.subject == "claim"),
        ),
        **{name: (name, _about_claim(name)) for name in ("revision", "redaction")},
    }


def _about_claim(name: str) -> Any:
    """Return what selects the rows that are about a claim, or about a record of a claim."""
    table, claim = TABLES[name], TABLES["claim"]
    number = select(claim.c.id).where(table.c.subject == "claim", claim.c.uid == table.c.row_uid)
    columns = [number.scalar_subquery()]
    if name == "redaction":
        for subject in ("appearance", "window", "relation", "review", "inquiry"):
            record = TABLES[subject]
            of = select(record.c.claim_id).where(table.c.subject == subject, record.c.uid == table.c.row_uid)
            columns.append(of.scalar_subquery())
    return select(table.c.id, *columns)
