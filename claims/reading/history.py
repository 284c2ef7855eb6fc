"""Everything entered about a claim, in order of entry."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, select, union_all

from claims.privacy.offrecord import confided
from claims.privacy.redaction import PRIVATE, REDACTED
from claims.reading.dossier import claim_record, relation_rows
from claims.reading.identity import judgement_rows
from claims.reading.records import AppearanceRecord, ClaimRecord, InquiryRecord, ReviewRecord
from claims.reading.view import PRESENT, View
from claims.store.past import Record, rows_among, rows_by_id, rows_of
from claims.store.remembered import remembered
from claims.store.schema import EVENT, TABLES
from claims.text.dates import day_in_words
from claims.vocabulary import VERDICTS, InquiryHow, Outcome, Terms, words


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: when, who, what, and why if they gave a reason."""

    at: datetime
    who: str
    what: str
    record: str
    reason: str | None = None
    superseded: bool = False


def claim_history(connection: Connection, number: int, view: View = PRESENT) -> list[Entry]:
    """Return everything that was entered about a claim until ``view.as_of``, the oldest first."""
    record = claim_record(connection, number, view)
    return [] if record is None else history_of(connection, record, view)


def history_of(connection: Connection, record: ClaimRecord, view: View = PRESENT) -> list[Entry]:
    """Return everything that was entered about a claim until ``view.as_of``, the oldest first.

    The record was read with the same view.
    """
    numbers = (record.id, *record.duplicates)
    entries = [
        *_logged(connection, numbers, view),
        *(_appearance(appearance) for appearance in (*record.appearances, *record.wrong_entries)),
        *(entry for appearance in (*record.appearances, *record.wrong_entries) for entry in _corrections(appearance)),
        *_reviews(record),
        *(entry for inquiry in record.inquiries for entry in _inquiry(inquiry, view)),
        *_assignments(connection, numbers, view),
        *_windows(connection, numbers, view),
        *_relations(connection, numbers, view),
        *_stories(connection, numbers, view),
        *_revisions(connection, numbers, view),
        *_judgements(connection, numbers, view),
        *_redactions(connection, numbers, view),
    ]
    return sorted(entries, key=lambda entry: entry.at)


def last_event(connection: Connection) -> int:
    """Return the number of the newest event here; 0 before the first."""
    return int(connection.execute(select(func.coalesce(func.max(EVENT.c.id), 0))).scalar_one())


def entered_since(connection: Connection, number: int, event: int, view: View = PRESENT) -> list[Entry]:
    """Return the entries about a claim after an event, the oldest first."""
    before = func.max(case((EVENT.c.id <= event, EVENT.c.at)))
    newest, at = connection.execute(select(func.max(EVENT.c.id), before)).one()
    if newest is None or newest <= event:
        return []
    return [entry for entry in claim_history(connection, number, view) if at is None or entry.at > at]


def _logged(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    """Return the logging of the claim and its duplicates, in their wording at the time."""
    rows = rows_by_id(connection, TABLES["claim"], numbers, view.as_of).values()
    first = _first_statements(connection, numbers)
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"claim logged: {first.get(row['uid'], row['statement']) or REDACTED}",
            f"claim #{row['id']}",
            row["note"],
        )
        for row in sorted(rows, key=lambda row: row["id"])
    ]


def _first_statements(connection: Connection, numbers: tuple[int, ...]) -> dict[str, str | None]:
    """Return, for claims whose statement was edited, the statement as it was logged."""
    edits = [row for row in _edits(connection, numbers, None) if row["field"] == "statement"]
    return {row["row_uid"]: None if row["old"] is None else json.loads(row["old"]) for row in reversed(edits)}


def _edits(connection: Connection, numbers: tuple[int, ...], as_of: datetime | None) -> list[Record]:
    """Return the edits of claims until a moment, in order of entry; they are read once in a transaction."""
    return [
        row
        for row in remembered(connection, ("edits", numbers), _EDITED, lambda: _all_edits(connection, numbers))
        if as_of is None or row["entered_at"] <= as_of
    ]


_EDITED = frozenset({"revision", "claim"})


def _all_edits(connection: Connection, numbers: tuple[int, ...]) -> list[Record]:
    revision, claim = TABLES["revision"], TABLES["claim"]
    uids = select(claim.c.uid).where(claim.c.id.in_(numbers))
    statement = (
        select(revision)
        .where(revision.c.subject == "claim", revision.c.row_uid.in_(uids), revision.c.field != "match_key")
        .order_by(revision.c.entered_at, revision.c.uid)
    )
    return rows_of(connection, statement, revision, None)


def _appearance(appearance: AppearanceRecord) -> Entry:
    speaker = f" by {appearance.source.label}" if appearance.source else ""
    relays = f", relaying {appearance.relays.label} ({appearance.relay_basis})" if appearance.relays else ""
    wrong = any(correction.kind == "wrong" for correction in appearance.corrections)
    stance, attribution = words(appearance.stance), words(appearance.attribution)
    what = f"appearance in {appearance.article.label}: {stance}{speaker}, attribution {attribution}{relays}"
    return Entry(appearance.at, appearance.who, what, f"appearance #{appearance.id}", appearance.note, superseded=wrong)


def _corrections(appearance: AppearanceRecord) -> list[Entry]:
    entries = []
    for correction in appearance.corrections:
        instead = f"; #{correction.successor_id} replaces it" if correction.successor_id else ""
        what = f"appearance #{appearance.id} in {appearance.article.label}: {correction.kind}{instead}"
        entries.append(Entry(correction.at, correction.who, what, f"correction #{correction.id}", correction.note))
    return entries


def _reviews(record: ClaimRecord) -> list[Entry]:
    newest = record.latest_review
    stands = {decision.id for decision in record.waiting} | {
        decision.id for decision in (record.together(newest) if newest else ())
    }
    numbered = {decision.id: decision for decision in record.reviews}
    entries = []
    for review in record.reviews:
        outcome = f", outcome {words(review.outcome)}" if review.outcome else ""
        apart = " (made in parallel with another review)" if review.made_apart else ""
        evidence = "; ".join(f"{words(piece.kind)}: {piece.label}" for piece in review.evidence)
        proposed = "proposed: " if review.proposed else ""
        what = f"{proposed}{words(review.status)}{outcome}{_agreeing(review, numbered)}{apart}"
        what += f", on {evidence}" if evidence else ""
        judged = review.status in VERDICTS or review.outcome not in (None, Outcome.PENDING)
        what += (
            f"; judged on an earlier wording: “{review.other_words}”"
            if judged and review.other_words is not None
            else ""
        )
        entries.append(Entry(review.at, review.who, what, f"review #{review.id}", review.note, review.id not in stands))
    return entries


def _agreeing(review: ReviewRecord, numbered: Mapping[int, ReviewRecord]) -> str:
    """Return the reviewer whose review an agreement confirms; empty for other reviews."""
    other = numbered.get(review.agrees_with_id or 0)
    return f", agreeing with review #{other.id} of {other.who}" if other else ""


def _inquiry(inquiry: InquiryRecord, view: View) -> list[Entry]:
    """Return inquiries and their replies; each really happened, so no entry is superseded."""
    wanted = (
        f", a reply wanted by {day_in_words(inquiry.reply_by.astimezone(view.zone).date())}" if inquiry.reply_by else ""
    )
    how = "" if inquiry.how is InquiryHow.OTHER else f" ({words(inquiry.how)})"
    entries = [
        Entry(
            inquiry.at, inquiry.who, f"asked {inquiry.label}{how}{wanted}", f"inquiry #{inquiry.id}", inquiry.question
        )
    ]
    for reply in inquiry.replies:
        secret = ", off the record" if reply.off_record else ""
        used = f", used as appearance #{reply.appearance_id}" if reply.appearance_id else ""
        what = f"inquiry #{inquiry.id} to {inquiry.label}: {words(reply.reply)}{secret}{used}"
        entries.append(Entry(reply.at, reply.who, what, f"reply #{reply.id}", reply.note))
    return entries


def _assignments(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    """Return who took the claim and who dropped it; the newest entry is the current one."""
    rows = _rows(connection, "assignment", numbers, view)
    entries, before = [], None
    for row in rows:
        over = f", over from {before}" if before not in (None, row["reviewer"]) else ""
        what = f"taken by {row['reviewer']}{over}" if row["taken"] else f"dropped by {row['reviewer']}"
        record, is_newest = f"assignment #{row['id']}", row is rows[-1]
        entries.append(Entry(row["entered_at"], row["entered_by"], what, record, superseded=not is_newest))
        before = row["reviewer"] if row["taken"] else None
    return entries


def _windows(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    rows = _rows(connection, "window", numbers, view)
    newest = {(row["claim_id"], row["role"]): row["id"] for row in rows}
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"{row['role']}: {_printed(row['words'])}{row['understood'] or REDACTED}",
            f"window #{row['id']}",
            superseded=newest[row["claim_id"], row["role"]] != row["id"],
        )
        for row in rows
    ]


def _relations(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    rows = relation_rows(connection, numbers, view.as_of)
    hidden = _confided_among(
        connection, (row[name] for row in rows for name in ("claim_id", "other_id")), numbers, view
    )
    rows = [row for row in rows if not hidden & {row["claim_id"], row["other_id"]}]
    newest = {(row["claim_id"], row["kind"], row["other_id"]): row["id"] for row in rows}
    stood = {row["id"] for row in rows for earlier in rows if earlier is not row and _takes_back(row, earlier)}
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"#{row['claim_id']} {_bears(row, denied=row['id'] not in stood)} #{row['other_id']}",
            f"relation #{row['id']}",
            row["note"],
            superseded=newest[row["claim_id"], row["kind"], row["other_id"]] != row["id"],
        )
        for row in rows
    ]


def _confided_among(connection: Connection, claims: Iterable[int], own: Iterable[int], view: View) -> set[int]:
    """Return the other claims known only off the record, unless the view shows them."""
    return set() if view.confidential else confided(connection, "claim", set(claims) - set(own))


def _takes_back(row: Record, earlier: Record) -> bool:
    """Return whether a row withdraws a relation that an earlier row recorded."""
    same = all(row[name] == earlier[name] for name in ("claim_id", "kind", "other_id"))
    before = (earlier["entered_at"], earlier["uid"]) < (row["entered_at"], row["uid"])
    return same and before and row["withdrawn"] and not earlier["withdrawn"]


def _bears(row: Record, *, denied: bool) -> str:
    """Return a relation between claims in a sentence; ``denied`` if there was no relation to withdraw."""
    if not row["withdrawn"]:
        return words(row["kind"])
    return "does not contradict" if denied else f"no longer {words(row['kind'])}"


def _stories(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    rows = _rows(connection, "claim_story", numbers, view)
    slugs = {
        row["id"]: row["slug"]
        for row in rows_by_id(connection, TABLES["story"], (row["story_id"] for row in rows), None).values()
    }
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
    rows = _edits(connection, numbers, view.as_of)
    meant = [row for row in rows if row["field"] == "condition_claim_id"]
    named = {json.loads(row[name]) for row in meant for name in ("old", "new") if row[name]}
    others = _claims_of(connection, named)
    hidden = {others[number] for number in _confided_among(connection, others, numbers, view)}
    gone = {row["id"] for row in meant for name in ("old", "new") if row[name] and json.loads(row[name]) in hidden}
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"{row['field']} changed from {_shown(row, 'old')} to {_shown(row, 'new')}",
            f"revision #{row['id']}",
            row["reason"],
        )
        for row in rows
        if row["id"] not in gone
    ]


def _judgements(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    """Return the judgements about the claim and another one, withdrawn ones included."""
    claims = {row["uid"] for row in rows_by_id(connection, TABLES["claim"], numbers, None).values()}
    rows = [
        row
        for row in judgement_rows(connection, view.as_of)
        if row["subject"] == "claim" and claims & {row["a_uid"], row["b_uid"]}
    ]
    concerned = {row[side] for row in rows for side in ("a_uid", "b_uid")}
    number_of = {uid: number for number, uid in _claims_of(connection, concerned).items()}
    hidden = _confided_among(connection, number_of.values(), numbers, view)
    rows = [row for row in rows if not hidden & {number_of[row["a_uid"]], number_of[row["b_uid"]]}]
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


def _redactions(connection: Connection, numbers: tuple[int, ...], view: View) -> list[Entry]:
    """Return the redactions of the claim and the records behind it, without off-the-record ones."""
    claim, appearance, redaction = TABLES["claim"], TABLES["appearance"], TABLES["redaction"]
    if connection.execute(_ANY_REDACTION).first() is None:
        return []
    secret = [] if view.confidential else [appearance.c.terms != Terms.OFF_RECORD]
    of_claim = [
        select(table.c.uid, table.c.id).where(table.c.claim_id.in_(numbers))
        for table in (TABLES[name] for name in ("window", "relation", "review", "inquiry"))
    ]
    rows = union_all(
        select(claim.c.uid, claim.c.id).where(claim.c.id.in_(numbers)),
        select(appearance.c.uid, appearance.c.id).where(appearance.c.claim_id.in_(numbers), *secret),
        *of_claim,
    ).subquery()
    statement = (
        select(redaction, rows.c.id.label("number"))
        .join(rows, rows.c.uid == redaction.c.row_uid)
        .where(redaction.c.field.not_in(("match_key", *(() if view.confidential else PRIVATE))))
        .order_by(redaction.c.entered_at, redaction.c.uid)
    )
    return [
        Entry(
            row["entered_at"],
            row["entered_by"],
            f"redacted: {words(row['field'])} of {words(row['subject'])} #{row['number']}",
            f"redaction #{row['id']}",
            row["reason"],
        )
        for row in rows_of(connection, statement, redaction, view.as_of)
    ]


_ANY_REDACTION = select(TABLES["redaction"].c.id).limit(1)


def _claims_of(connection: Connection, uids: Collection[str]) -> dict[int, str]:
    """Return the uids of these claims by number."""
    claim = TABLES["claim"]
    if not uids:
        return {}
    return dict(connection.execute(select(claim.c.id, claim.c.uid).where(claim.c.uid.in_(uids))).all())


def _rows(connection: Connection, name: str, numbers: tuple[int, ...], view: View) -> list[Record]:
    return rows_among(connection, name, "claim_id", numbers, view.as_of)


def _printed(words: str | None) -> str:
    return f"“{words}”, " if words else ""


def _shown(revision: Mapping[str, Any], which: str) -> str:
    if revision[which] is None:
        return REDACTED if revision["salt"] is None else "nothing"
    return f"“{json.loads(revision[which])}”"
