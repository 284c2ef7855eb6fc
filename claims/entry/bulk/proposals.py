"""Rows that changed since they were entered: their changes are shown to a person, who can have them applied.

A value that was edited here while the table stayed as it was is no change of the table. What the table said last is
what it was entered with, or what a change of this table that was applied since says.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from claims.catalogue import APPEARANCE
from claims.entry.bulk.entered import Change, Place, Problem, Proposal
from claims.entry.bulk.keys import Row
from claims.entry.bulk.there import There
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft, ReviewDraft
from claims.entry.resolve.context import rows_where
from claims.entry.resolve.keys import day_of
from claims.entry.resolve.known import KnownArticle, KnownClaim, KnownReview
from claims.entry.reviewing.entering import is_settling
from claims.entry.rules.texts import clean
from claims.privacy.confided import all_confided
from claims.rules.ladder import newest_outcome, newest_status
from claims.text.shell import command
from claims.vocabulary import EvidenceKind, Status, Terms

_COMPARED = tuple(
    field.name for field in APPEARANCE.plain if field.cell and field.heading == field.name and not field.private
)
"""The appearance fields that are compared; a private note appears in no list."""

_NOTE = APPEARANCE["note"]

BECAUSE = "changed in "
"""How the reason begins for an edit that applies a change of a table."""


def reason_of(file: str) -> str:
    """Return the reason for an edit that applies a change of a table's file."""
    return f"{BECAUSE}{file}"


class Proposals:
    """Compares rows with the records entered from them."""

    def __init__(self, writing: Writing, there: There) -> None:
        """Take the batch and the stored records."""
        self._writing, self._there = writing, there
        self._loose: set[Place] = set()
        """The fields of records that rows identify without a key: rows may spell them differently."""

    def claim(self, row: Row, draft: ClaimDraft, claim: KnownClaim) -> None:
        """Propose the changes in a row's claim."""
        compared: dict[str, tuple[Any, Any]] = {
            "statement": (claim.statement or None, row.statement),
            "kind": (claim.kind, draft.kind),
            "weight": (claim.weight, draft.weight),
        }
        values = self._there.claim_values.get(claim.id)
        if values is None or not claim.statement:
            del compared["statement"]  # it was redacted
        for name, old in (values or {}).items():
            compared[name] = old, clean(getattr(draft, name), name)
        given = row.draft.given
        if "statement" in compared and "statement" in given and row.draft.claim_key is None:
            self._loose.add(("claim", claim.id, "statement"))
        for name, (old, new) in compared.items():
            if name in given:
                self._compare(row, "claim", claim, name, old, new, ("edit", claim.id), because=True)
        for window in draft.windows:
            earlier = self._there.windows.get((claim.id, window.role), [])
            if window.words in earlier or "" in earlier:  # the same, or edited or redacted here since
                self._same(row, ("claim", claim.id, window.role))
                continue
            old = earlier[-1] if earlier else None
            self._compare(row, "claim", claim, str(window.role), old, window.words, ("edit", claim.id))

    def article(self, row: Row, draft: ArticleDraft, known: KnownArticle) -> None:
        """Propose the changes in a row's article."""
        day = day_of(draft.published, "published").text if draft.published else None
        compared = {"title": (known.title, clean(draft.title, "title")), "published": (known.published, day)}
        compared["url"] = (known.url, row.url)
        for name, (old, new) in compared.items():
            if new is not None and old is not None:
                if row.draft.article_key is None:
                    self._loose.add(("article", known.id, name))
                self._compare(row, "article", known, name, old, new, ("article", "edit", known.id))

    def appearance(self, row: Row, draft: AppearanceDraft, there: Mapping[Any, Any]) -> None:
        """Propose the changes in a row's appearance, against the newest version that a correction made of it.

        A retracted or withdrawn appearance has no changes; a value that an earlier version had was corrected here.
        """
        versions = self._there.versions.get(there["id"], [])
        if not versions or any(version["salt"] is None for version in versions):
            return
        named = [(name, name) for name in _COMPARED if name in row.draft.given]
        named += [("note", _NOTE.heading)] if _NOTE.heading in row.draft.given else []
        for name, heading in named:
            new = getattr(draft, name)
            new = clean(new, heading) if type(new) is str else new
            if new in [version[name] for version in versions]:
                self._same(row, ("appearance", versions[-1]["id"], name))
                continue
            if any(version["terms"] is Terms.OFF_RECORD for version in versions):
                self._writing.entered.off_record += 1
                continue
            note, value = reason_of(self._writing.file), "" if new is None else new
            words = command("correct", versions[-1]["id"], wrong=True, note=note, **{APPEARANCE[name].parameter: value})
            self._propose(row, "appearance", versions[-1]["id"], "", name, versions[-1][name], new, words)

    def elsewhere(self, row: Row, there: Mapping[Any, Any], claim: KnownClaim) -> None:
        """Warn of a row that now gives another claim than its appearance is of."""
        reason = f"its appearance #{there['id']} stays with claim #{there['claim_id']}; the row now gives #{claim.id}"
        self._writing.entered.warnings.append(Problem(row.draft.line, reason, "statement"))

    def review(self, row: Row, draft: ReviewDraft, last: KnownReview, claim: KnownClaim) -> bool:
        """Propose what a row's review changes in the newest review entered from the table.

        ``draft`` is the review as it would be entered. If somebody here has reviewed the claim since, a table changes
        nothing. Return whether the row gives the review as it is here.
        """
        stored = self._there.stored_reviews.get(last.uid)
        if stored is not None and stored["salt"] is None:
            return False
        place = next(at for at, review in enumerate(claim.reviews) if review.uid == last.uid)
        later = claim.reviews[place + 1 :]
        after, ours = bool(later), any(review.rating is None for review in later)
        now = newest_status(claim.reviews), newest_outcome(claim.kind, claim.reviews)
        if after and (draft.status, draft.outcome or now[1]) == now:
            return False  # it was decided here, as the table has it
        changes = list(_of_review(row, draft, last, stored, self._there.evidence.get(last.id, set())))
        if not changes:
            self.same_review(row, last)
            return True
        rests = row.evidence is not None or is_settling(draft)
        draft = draft if rests else replace(draft, evidence=())
        held = _HELD.format(claim.id) if ours else None
        words = self._command(row, draft, claim, draft.rating or str(draft.status))
        for name, old, new in changes:
            if not (after and name in ("note", "evidence")):
                more = {"review": draft, "claim": claim.id, "after": last.uid, "held": held}
                self._propose(row, "review", last.id, "", name, old, new, words, **more)
        return False

    def same_review(self, row: Row, last: KnownReview) -> None:
        """Note that a row gives the newest review entered from the table as it is here."""
        self._same(row, ("review", last.id, "rating"))

    def status(self, row: Row, draft: ReviewDraft, claim: KnownClaim, now: Status) -> None:
        """Propose a status for a claim that the newsroom itself has reviewed."""
        words = self._command(row, draft, claim, draft.rating or str(draft.status))
        self._propose(row, "claim", claim.id, "", "status", now, draft.status, words, held=_HELD.format(claim.id))

    def _command(self, row: Row, draft: ReviewDraft, claim: KnownClaim, rating: str) -> str:
        """Return the command that records a row's review; a missing link is shown as LINK, to fill in."""
        note = f"{rating} in {self._writing.file}"
        kind = next((piece.kind for piece in draft.evidence), EvidenceKind.REPORT)
        evidence = {"evidence": row.evidence or "LINK", "evidence_kind": kind}
        return command("review", claim.id, str(draft.status), note=note, **evidence)

    def _compare(
        self,
        row: Row,
        record: str,
        known: KnownClaim | KnownArticle,
        name: str,
        old: Any,
        new: Any,
        typed: tuple[object, ...],
        *,
        because: bool = False,
    ) -> None:
        if old == new:
            self._same(row, (record, known.id, name))
            return
        reason = {"reason": reason_of(self._writing.file)} if because else {}
        self._propose(row, record, known.id, known.uid, name, old, new, command(*typed, **{name: new}, **reason))

    def _same(self, row: Row, place: Place) -> None:
        self._writing.entered.unchanged.setdefault(place, row.draft.line)

    def _propose(
        self,
        row: Row,
        record: str,
        number: int,
        uid: str,
        name: str,
        old: Any,
        new: Any,
        typed: str,
        **applying: Any,
    ) -> None:
        texts = [None if value is None else str(value) for value in (old, new)]
        proposal = Proposal(row.draft.line, record, number, name, texts[0], texts[1], typed, uid)
        self._writing.entered.changes.append(Change(proposal, new, **applying))

    # Leaving out

    def leave_out_unchanged(self) -> None:
        """Drop changes that are none of the table's, and those of records known only off the record."""
        entered = self._writing.entered
        if not entered.changes:
            return
        said = self._said_before({change.proposal.uid for change in entered.changes} - {""})
        kept = []
        for change in entered.changes:
            proposal = change.proposal
            if change.place in self._loose and change.place in entered.unchanged:
                continue
            if said.get((proposal.uid, proposal.field), _ABSENT) != proposal.new:
                kept.append(change)
        shown = [change for change in kept if not self._is_confided(change)]
        entered.off_record += len(kept) - len(shown)
        entered.changes = shown

    def _said_before(self, uids: Iterable[str]) -> dict[tuple[str, str], str | None]:
        """Return what the table last said of fields that were edited, by the record's uid and the field."""
        columns = ("row_uid", "field", "old", "new", "reason", "entered_at", "uid")
        rows = rows_where(self._writing.connection, "revision", "row_uid", uids, *columns)
        said: dict[tuple[str, str], str | None] = {}
        for revision in sorted(rows, key=lambda revision: (revision["entered_at"], revision["uid"])):
            place = revision["row_uid"], revision["field"]
            if place not in said:
                said[place] = _plain(revision["old"])
            if (revision["reason"] or "").startswith(BECAUSE):
                said[place] = _plain(revision["new"])
        return said

    def _is_confided(self, change: Change) -> bool:
        confided = all_confided(self._writing.connection).by_table()
        proposal = change.proposal
        if proposal.record == "review":
            claims = {row["claim_id"] for row in self._there.stored_reviews.values() if row["id"] == proposal.id}
            return bool(claims & confided["claim"])
        return proposal.id in confided.get(proposal.record, ())


_ABSENT = object()

_HELD = "somebody here has reviewed claim #{}, and a table does not change that; review it if the table is right"


def _plain(stored: str | None) -> str | None:
    """Return a revision's value as text."""
    return None if stored is None else str(json.loads(stored))


def _of_review(
    row: Row, draft: ReviewDraft, last: KnownReview, stored: Mapping[Any, Any] | None, evidence: Collection[str | None]
) -> Iterable[tuple[str, Any, Any]]:
    """Yield what a review changes in the newest review entered from the table: field, old and new value."""
    given, rating = row.draft.given, clean(draft.rating, "rating")
    if rating is not None and rating != last.rating:
        yield "rating", last.rating or str(last.status), rating
    elif draft.status is not last.status and ("status" in given or (rating is not None and draft.known)):
        yield "status", str(last.status), str(draft.status)
    if draft.outcome is not None and draft.outcome is not last.outcome:
        yield "outcome", last.outcome, draft.outcome
    if "review_note" in given and stored is not None and clean(draft.note, "review_note") != stored["note"]:
        yield "note", stored["note"], draft.note
    if row.evidence_key is not None and stored is not None and row.evidence_key not in evidence:
        yield "evidence", None, row.evidence
