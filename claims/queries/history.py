"""What was entered about one claim, in the order in which it was entered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from claims.queries.dossier import PRESENT, View, claim_record
from claims.queries.past import rows_of
from claims.queries.records import AppearanceRecord, ClaimRecord, ReviewRecord
from claims.schema import TABLES
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
        *_logged(connection, numbers, view),
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


def _logged(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    """Return the logging of the claim and of those judged one with it, as they were worded then."""
    claim = TABLES["claim"]
    rows = rows_of(connection, select(claim).where(claim.c.id.in_(numbers)), claim, view.as_of)
    first = _first_statements(connection, [row["uid"] for row in rows])
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"claim logged: {first.get(row['uid'], row['statement']) or '(redacted)'}",
            f"claim #{row['id']}",
            row["note"],
        )
        for row in sorted(rows, key=lambda row: row["id"])
    ]


def _first_statements(connection: Connection, uids: Sequence[str]) -> dict[str, str | None]:
    """Return, for claims whose statement was edited, the statement as it was logged."""
    revision = TABLES["revision"]
    statement = (
        select(revision.c.row_uid, revision.c.old)
        .where(revision.c.subject == "claim", revision.c.row_uid.in_(uids), revision.c.field == "statement")
        .order_by(revision.c.entered_at.desc(), revision.c.uid.desc())
    )
    return {uid: None if old is None else json.loads(old) for uid, old in connection.execute(statement)}


def _appearance(one: AppearanceRecord) -> Entry:
    told = f" by {one.source.label}" if one.source else ""
    relays = f", relaying {one.relays.label} ({one.relay_basis})" if one.relays else ""
    wrong = any(correction.kind == "wrong" for correction in one.corrections)
    what = f"appearance in {one.article.label}: {words(one.stance)}{told}, attribution {words(one.attribution)}{relays}"
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
        proposed = "proposed: " if review.proposed else ""
        what = f"{proposed}{words(review.status)}{outcome}{apart}" + (f", on {evidence}" if evidence else "")
        entries.append(
            Entry(review.at, review.who, what, f"review #{review.id}", review.note, _is_superseded(review, newest))
        )
    return entries


def _is_superseded(review: ReviewRecord, newest: ReviewRecord | None) -> bool:
    """Return whether a later review stands in the place of this one."""
    return newest is not None and (review.at, review.uid) < (newest.at, newest.uid)


def _windows(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    rows = _rows(connection, "window", numbers, view)
    newest = {(row["claim_id"], row["role"]): row["id"] for row in rows}
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"{row['role']}: {_printed(row['words'])}{row['understood']}",
            f"window #{row['id']}",
            superseded=newest[row["claim_id"], row["role"]] != row["id"],
        )
        for row in rows
    ]


def _relations(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    relation = TABLES["relation"]
    touching = relation.c.claim_id.in_(numbers) | relation.c.other_id.in_(numbers)
    statement = select(relation).where(touching).order_by(relation.c.entered_at, relation.c.uid)
    rows = rows_of(connection, statement, relation, view.as_of)
    newest = {(row["claim_id"], row["kind"], row["other_id"]): row["id"] for row in rows}
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"#{row['claim_id']} {'no longer ' if row['withdrawn'] else ''}{words(row['kind'])} #{row['other_id']}",
            f"relation #{row['id']}",
            row["note"],
            superseded=newest[row["claim_id"], row["kind"], row["other_id"]] != row["id"],
        )
        for row in rows
    ]


def _stories(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    story = TABLES["story"]
    slugs = dict(connection.execute(select(story.c.id, story.c.slug)).all())
    rows = _rows(connection, "claim_story", numbers, view)
    newest = {(row["claim_id"], row["story_id"]): row["id"] for row in rows}
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"{'taken out of' if row['withdrawn'] else 'put into'} the story {slugs[row['story_id']]}",
            f"story #{row['story_id']}",
            superseded=newest[row["claim_id"], row["story_id"]] != row["id"],
        )
        for row in rows
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
    """Return what was judged about the claim and another one, also what was taken back."""
    judgement, claim = TABLES["judgement"], TABLES["claim"]
    uids = select(claim.c.uid).where(claim.c.id.in_(numbers))
    statement = (
        select(judgement)
        .where(judgement.c.subject == "claim", judgement.c.a_uid.in_(uids) | judgement.c.b_uid.in_(uids))
        .order_by(judgement.c.entered_at, judgement.c.uid)
    )
    rows = rows_of(connection, statement, judgement, view.as_of)
    concerned = {row[side] for row in rows for side in ("a_uid", "b_uid")}
    found = connection.execute(select(claim.c.uid, claim.c.id).where(claim.c.uid.in_(concerned)))
    number_of = dict(found.all())
    replaced = {row["replaces_id"] for row in rows}
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"claims #{number_of[row['a_uid']]} and #{number_of[row['b_uid']]} "
            f"{'no longer ' if row['withdrawn'] else ''}judged {words(row['kind'])}",
            f"judgement #{row['id']}",
            row["reason"],
            superseded=row["id"] in replaced,
        )
        for row in rows
    ]


def _rows(connection: Connection, name: str, numbers: tuple[int, ...], view: View) -> list[dict[str, Any]]:
    table = TABLES[name]
    statement = select(table).where(table.c.claim_id.in_(numbers)).order_by(table.c.entered_at, table.c.uid)
    return rows_of(connection, statement, table, view.as_of)


def _printed(words: str | None) -> str:
    return f"“{words}”, " if words else ""


def _shown(value: str | None) -> str:
    return "nothing" if value is None else f"“{json.loads(value)}”"
