"""Rows that changed since they were entered: their corrections are proposed to a person."""

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
"""The appearance fields that are compared; a private note appears in no list."""


class Proposals:
    """Compares rows with the records entered from them."""

    def __init__(self, writing: Writing, there: There) -> None:
        """Take the batch and the stored records."""
        self._writing, self._there = writing, there

    def claim(self, row: Row, draft: ClaimDraft, claim: KnownClaim) -> None:
        """Propose the changes in a row's claim."""
        compared = {"statement": (claim.statement, row.statement), "kind": (claim.kind, draft.kind)}
        compared["weight"] = (claim.weight, draft.weight)
        for name, (old, new) in compared.items():
            if name in row.draft.given and old != new:
                typed = command("edit", claim.id, **{name: new}, reason=f"changed in {self._writing.file}")
                self._propose(row, "claim", claim.id, claim.uid, name, old, new, typed)

    def article(self, row: Row, draft: ArticleDraft, known: KnownArticle) -> None:
        """Propose the changes in a row's article."""
        day = day_of(draft.published, "published").text if draft.published else None
        compared = {"title": (known.title, clean(draft.title, "title")), "published": (known.published, day)}
        compared["url"] = (known.url, row.url)
        for name, (old, new) in compared.items():
            if new is not None and old is not None and old != new:
                typed = command("article", "edit", known.id, **{name: new})
                self._propose(row, "article", known.id, known.uid, name, old, new, typed)

    def appearance(self, row: Row, draft: AppearanceDraft, there: Mapping[Any, Any]) -> None:
        """Propose the changes in a row's appearance, unless it was corrected since."""
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
        """Propose a row's changed rating, unless the claim was reviewed since."""
        old, new = there["rating"] or str(there["status"]), clean(draft.rating, "rating") or str(draft.status)
        if old != new and not any(
            (review.at, review.id) > (there.get("entered_at", self._writing.at), there["id"])
            for review in claim.reviews
        ):
            self._propose(row, "review", there["id"], "", "rating", old, new, self._review(row, draft, claim, new))

    def status(self, row: Row, draft: ReviewDraft, claim: KnownClaim, now: Status) -> None:
        """Propose a status for a claim that the newsroom itself has reviewed."""
        new = draft.rating or str(draft.status)
        typed = self._review(row, draft, claim, new)
        self._propose(row, "claim", claim.id, "", "status", now, draft.status, typed)

    def _review(self, row: Row, draft: ReviewDraft, claim: KnownClaim, rating: str) -> str:
        """Return the command that records a row's review; a missing link is shown as LINK, to fill in."""
        note = f"{rating} in {self._writing.file}"
        kind = next((piece.kind for piece in draft.evidence), EvidenceKind.REPORT)
        evidence = {"evidence": row.evidence or "LINK", "evidence_kind": kind}
        return command("review", claim.id, str(draft.status), note=note, **evidence)

    def _propose(self, row: Row, record: str, number: int, uid: str, name: str, old: Any, new: Any, typed: str) -> None:
        texts = [None if value is None else str(value) for value in (old, new)]
        self._writing.entered.proposals.append(
            Proposal(row.draft.line, record, number, name, texts[0], texts[1], typed, uid)
        )

    def leave_out_unchanged(self) -> None:
        """Drop proposals for fields that were edited here, if the row is unchanged since it was first entered."""
        uids = {proposal.uid for proposal in self._writing.entered.proposals if proposal.uid}
        if not uids:
            return
        first: dict[tuple[str, str], str | None] = {}
        columns = ("row_uid", "field", "old", "entered_at", "uid")
        rows = rows_where(self._writing.connection, "revision", "row_uid", uids, *columns)
        for revision in sorted(rows, key=lambda revision: (revision["entered_at"], revision["uid"])):
            first.setdefault(
                (revision["row_uid"], revision["field"]),
                None if revision["old"] is None else str(json.loads(revision["old"])),
            )
        absent = object()
        self._writing.entered.proposals = [
            proposal
            for proposal in self._writing.entered.proposals
            if first.get((proposal.uid, proposal.field), absent) != proposal.new
        ]
