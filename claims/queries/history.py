"""What was entered about one claim, in the order in which it was entered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from claims.queries.dossier import PRESENT, View, claim_record
from claims.queries.identity import identities
from claims.queries.past import rows_of
from claims.queries.records import AppearanceRecord, ClaimRecord
from claims.tables import TABLES
from claims.vocabulary import words


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody entered: when, who, what, and why if a reason was given."""

    at: datetime
    who: str
    what: str
    record: str
    reason: str | None = None
    superseded: bool = False


def claim_history(connection: Connection, number: int, view: View = PRESENT) -> list[Entry]:
    """Return everything that was entered about a claim until ``view.as_of``, the oldest first."""
    record = claim_record(connection, number, view)
    if record is None:
        return []
    numbers = (record.id, *record.duplicates)
    entries = [
        Entry(record.at, record.who, f"claim logged: {_first_statement(connection, record)}", f"claim #{record.id}"),
        *(_appearance(one) for one in (*record.appearances, *record.wrong_entries)),
        *(entry for one in (*record.appearances, *record.wrong_entries) for entry in _corrections(one)),
        *_reviews(record),
        *_windows(connection, numbers, view),
        *_relations(connection, numbers, view),
        *_stories(connection, numbers, view),
        *_revisions(connection, numbers, view),
        *_judgements(connection, numbers, view),
    ]
    return sorted(entries, key=lambda entry: entry.at)


def _first_statement(connection: Connection, record: ClaimRecord) -> str | None:
    """Return the statement as it was logged, before any edit."""
    revision = TABLES["revision"]
    statement = (
        select(revision.c.old)
        .where(revision.c.subject == "claim", revision.c.row_uid == record.uid, revision.c.field == "statement")
        .order_by(revision.c.entered_at, revision.c.uid)
    )
    oldest = connection.execute(statement).scalars().first()
    return record.statement if oldest is None else json.loads(oldest)


def _appearance(one: AppearanceRecord) -> Entry:
    told = f" by {one.source.label}" if one.source else ""
    relays = f", relaying {one.relays.label} ({one.relay_basis})" if one.relays else ""
    wrong = any(correction.kind == "wrong" for correction in one.corrections)
    what = f"{words(one.stance)} in {one.article.label}{told}, {words(one.attribution)}{relays}"
    return Entry(one.at, one.who, what, f"appearance #{one.id}", one.note, superseded=wrong)


def _corrections(one: AppearanceRecord) -> list[Entry]:
    entries = []
    for correction in one.corrections:
        instead = f"; #{correction.successor_id} stands instead" if correction.successor_id else ""
        what = f"appearance #{one.id} in {one.article.label}: {correction.kind}{instead}"
        entries.append(Entry(correction.at, correction.who, what, f"correction #{correction.id}", correction.note))
    return entries


def _reviews(record: ClaimRecord) -> list[Entry]:
    newest = record.latest_review
    entries = []
    for review in record.reviews:
        outcome = f", outcome {words(review.outcome)}" if review.outcome else ""
        apart = " (made apart from another review)" if review.made_apart else ""
        evidence = "; ".join(f"{words(one.kind)}: {one.label}" for one in review.evidence)
        what = f"{words(review.status)}{outcome}{apart}" + (f", on {evidence}" if evidence else "")
        entries.append(
            Entry(review.at, review.who, what, f"review #{review.id}", review.note, superseded=review is not newest)
        )
    return entries


def _windows(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    rows = _rows(connection, "window", numbers, view)
    newest = {(row["claim_id"], row["role"]): row["id"] for row in rows}
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"{row['role']}: “{row['words']}”, {row['understood']}",
            f"window #{row['id']}",
            superseded=newest[row["claim_id"], row["role"]] != row["id"],
        )
        for row in rows
    ]


def _relations(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    relation = TABLES["relation"]
    touching = relation.c.claim_id.in_(numbers) | relation.c.other_id.in_(numbers)
    statement = select(relation).where(touching).order_by(relation.c.entered_at, relation.c.uid)
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"#{row['claim_id']} {'no longer ' if row['withdrawn'] else ''}{words(row['kind'])} #{row['other_id']}",
            f"relation #{row['id']}",
            row["note"],
        )
        for row in rows_of(connection, statement, relation, view.as_of)
    ]


def _stories(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    story = TABLES["story"]
    slugs = dict(connection.execute(select(story.c.id, story.c.slug)).all())
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"{'taken out of' if row['withdrawn'] else 'put into'} the story {slugs[row['story_id']]}",
            f"story #{row['story_id']}",
        )
        for row in _rows(connection, "claim_story", numbers, view)
    ]


def _revisions(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    revision, claim = TABLES["revision"], TABLES["claim"]
    uids = select(claim.c.uid).where(claim.c.id.in_(numbers))
    statement = (
        select(revision)
        .where(revision.c.subject == "claim", revision.c.row_uid.in_(uids), revision.c.field != "match_key")
        .order_by(revision.c.entered_at, revision.c.uid)
    )
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"{row['field']} changed from {_shown(row['old'])} to {_shown(row['new'])}",
            f"revision #{row['id']}",
            row["reason"],
        )
        for row in rows_of(connection, statement, revision, view.as_of)
    ]


def _judgements(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    return [
        Entry(
            one.at,
            one.who,
            f"claims #{one.a} and #{one.b} judged {words(one.kind)}",
            f"judgement #{one.id}",
            one.reason,
        )
        for one in identities(connection, view.as_of).standing
        if one.subject == "claim" and (one.a in numbers or one.b in numbers)
    ]


def _rows(connection: Connection, name: str, numbers: tuple[int, ...], view: View) -> list[dict[str, Any]]:
    table = TABLES[name]
    statement = select(table).where(table.c.claim_id.in_(numbers)).order_by(table.c.entered_at, table.c.uid)
    return rows_of(connection, statement, table, view.as_of)


def _shown(value: str | None) -> str:
    return "nothing" if value is None else f"“{json.loads(value)}”"
