"""Rows that read otherwise than before: corrections that somebody has to make are proposed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from claims.catalogue import APPEARANCE
from claims.entry.bulk.entered import Proposal
from claims.entry.bulk.keys import Row
from claims.entry.bulk.there import There
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft, ReviewDraft
from claims.entry.resolve.context import rows_where
from claims.entry.resolve.keys import day_of
from claims.entry.resolve.known import KnownArticle, KnownClaim
from claims.entry.rules.texts import clean
from claims.text.shell import command
from claims.vocabulary import EvidenceKind, Status

_COMPARED = tuple(
    field.name for field in APPEARANCE.plain if field.cell and field.heading == field.name and not field.private
)
"""What a row says of its appearance and is compared; a private note stands in no list."""


class Proposals:
    """Compares rows with what was entered from them."""

    def __init__(self, writing: Writing, there: There) -> None:
        """Take the batch under way and what is there."""
        self._writing, self._there = writing, there

    def claim(self, row: Row, draft: ClaimDraft, claim: KnownClaim) -> None:
        """Propose what a row says otherwise of its claim."""
        told = {"statement": (claim.statement, row.statement), "kind": (claim.kind, draft.kind)}
        told["weight"] = (claim.weight, draft.weight)
        for name, (old, new) in told.items():
            if name in row.draft.given and old != new:
                typed = command("edit", claim.id, **{name: new}, reason=f"changed in {self._writing.file}")
                self._propose(row, "claim", claim.id, claim.uid, name, old, new, typed)

    def article(self, row: Row, draft: ArticleDraft, found: KnownArticle) -> None:
        """Propose what a row says otherwise of its article."""
        day = day_of(draft.published, "published").text if draft.published else None
        told = {"title": (found.title, clean(draft.title, "title")), "published": (found.published, day)}
        told["url"] = (found.url, row.url)
        for name, (old, new) in told.items():
            if new is not None and old is not None and old != new:
                typed = command("article", "edit", found.id, **{name: new})
                self._propose(row, "article", found.id, found.uid, name, old, new, typed)

    def appearance(self, row: Row, draft: AppearanceDraft, there: Mapping[Any, Any]) -> None:
        """Propose what a row says otherwise of its appearance, unless that was corrected since."""
        number = there["id"]
        if number in self._there.corrected:
            return
        for name in filter(row.draft.given.__contains__, _COMPARED):
            old, new = there[name], getattr(draft, name)
            new = clean(new, name) if type(new) is str else new
            if old != new:
                note = f"changed in {self._writing.file}"
                value = "" if new is None else new
                typed = command("correct", number, wrong=True, note=note, **{name: value})
                self._propose(row, "appearance", number, "", name, old, new, typed)

    def review(self, row: Row, draft: ReviewDraft, there: Mapping[Any, Any], claim: KnownClaim) -> None:
        """Propose another rating than the one that was entered, unless the claim was reviewed since."""
        old, new = there["rating"] or str(there["status"]), clean(draft.rating, "rating") or str(draft.status)
        if old != new and not any(
            (one.at, one.id) > (there.get("entered_at", self._writing.at), there["id"]) for one in claim.reviews
        ):
            self._propose(row, "review", there["id"], "", "rating", old, new, self._review(row, draft, claim, new))

    def status(self, row: Row, draft: ReviewDraft, claim: KnownClaim, now: Status) -> None:
        """Propose a status for a claim that the newsroom itself has reviewed."""
        new = draft.rating or str(draft.status)
        typed = self._review(row, draft, claim, new)
        self._propose(row, "claim", claim.id, "", "status", now, draft.status, typed)

    def _review(self, row: Row, draft: ReviewDraft, claim: KnownClaim, rating: str) -> str:
        """Return the command that reviews a claim as a row has it; a link that is not there is to be filled in."""
        note = f"{rating} in {self._writing.file}"
        kind = next((piece.kind for piece in draft.evidence), EvidenceKind.REPORT)
        evidence = {"evidence": row.evidence or "LINK", "evidence_kind": kind}
        return command("review", claim.id, str(draft.status), note=note, **evidence)

    def _propose(self, row: Row, record: str, number: int, uid: str, name: str, old: Any, new: Any, typed: str) -> None:
        told = [None if one is None else str(one) for one in (old, new)]
        self._writing.found.proposals.append(
            Proposal(row.draft.line, record, number, name, told[0], told[1], typed, uid)
        )

    def leave_out_unchanged(self) -> None:
        """Leave out what was edited here since, while the table reads as it did when it was entered."""
        uids = {one.uid for one in self._writing.found.proposals if one.uid}
        if not uids:
            return
        first: dict[tuple[str, str], str | None] = {}
        columns = ("row_uid", "field", "old", "entered_at", "uid")
        rows = rows_where(self._writing.connection, "revision", "row_uid", uids, *columns)
        for one in sorted(rows, key=lambda one: (one["entered_at"], one["uid"])):
            first.setdefault(
                (one["row_uid"], one["field"]), None if one["old"] is None else str(json.loads(one["old"]))
            )
        absent = object()
        self._writing.found.proposals = [
            one for one in self._writing.found.proposals if first.get((one.uid, one.field), absent) != one.new
        ]
