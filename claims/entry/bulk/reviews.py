"""Reviews from a table's rows: entered, or compared with the same row's earlier review; never over our own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from claims.entry.bulk.entered import Problem
from claims.entry.bulk.keys import Row, next_review_uid
from claims.entry.bulk.proposals import Proposals
from claims.entry.bulk.there import There
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import EvidenceDraft, ReviewDraft
from claims.entry.resolve.known import KnownClaim, KnownReview
from claims.entry.resolve.registers import Registers
from claims.entry.reviewing.doubts import Carrier, carriers
from claims.entry.reviewing.entering import (
    ClaimUnderReview,
    doubts,
    is_settling,
    refuse_own_chain,
    step_of,
    write_review,
)
from claims.entry.reviewing.evidence import Piece
from claims.entry.reviewing.own_chain import Given, OwnChain
from claims.entry.rules.fields import as_column
from claims.entry.rules.texts import clean
from claims.errors import Refused
from claims.rules.ladder import Step, settles
from claims.rules.sourcing.values import Count
from claims.text.matching import host_of
from claims.values import value

_OF_REVIEW = frozenset({"rating", "status", "review_note"})
"""The fields of a row that decide, by being given, what of its review is compared."""


@value
class _Compared:
    """A row whose review changes nothing in the newest review entered from the table."""

    row: Row
    given: ReviewDraft
    claim: KnownClaim
    newest: KnownReview
    """The claim's newest review when they were compared."""
    last: KnownReview | None
    """The review that says the same; None if the claim was reviewed since, with the same result."""

    def again(self, row: Row, given: ReviewDraft, claim: KnownClaim) -> bool:
        """Return whether comparing this row would be the same comparison."""
        mine = self.row
        return (
            claim is self.claim
            and claim.uid == row.claim_uid == mine.claim_uid
            and claim.reviews[-1] is self.newest
            and (given is self.given or given == self.given)
            and row.evidence == mine.evidence
            and row.draft.given & _OF_REVIEW == mine.draft.given & _OF_REVIEW
        )


class Reviews:
    """Enters the reviews of rows."""

    def __init__(self, writing: Writing, there: There, registers: Registers, proposals: Proposals) -> None:
        """Take the batch, the stored records, the registers, and the proposals for changed rows."""
        self._writing, self._there, self._registers, self._proposals = writing, there, registers, proposals
        self._compared: dict[str, _Compared] = {}
        """The comparison that found nothing changed, by the uid of the row's review: rows of one claim repeat it."""

    def enter(self, row: Row, given: ReviewDraft, claim: KnownClaim) -> None:
        """Enter a row's review, compare it with the review entered from the row before, or propose its status."""
        assert row.review_uid is not None
        compared = self._compared.get(row.review_uid)
        if compared is not None and compared.again(row, given, claim):
            if compared.last is not None:
                self._proposals.same_review(row, compared.last)
            return
        draft = self._filled(row, given)
        last = self._newest_of_table(row, claim, draft)
        if last is not None:
            before = len(self._writing.entered.changes)
            same = self._proposals.review(row, draft, last, claim)
            if len(self._writing.entered.changes) == before:
                self._compared[row.review_uid] = _Compared(row, given, claim, claim.reviews[-1], last if same else None)
            return
        known = self._under_review(row, claim)
        step = step_of(known, draft, draft.note)
        if self._is_told(draft, claim, step):
            return
        if any(review.rating is None for review in claim.reviews):
            if step.old_status is not step.status:
                self._proposals.status(row, draft, claim, step.old_status)
            return
        rests_on = row.evidence is not None or settles(step)
        pieces = [Piece(piece, Given(piece.kind, None, row.evidence)) for piece in draft.evidence if rests_on]
        self._hold(row, known, draft, pieces)
        written = write_review(self._writing, known, draft, step, pieces, uid=row.review_uid, called=as_column)
        self._remember(claim, written)
        if not draft.known and draft.rating:
            self._writing.entered.unknown[draft.rating] += 1

    def _newest_of_table(self, row: Row, claim: KnownClaim, draft: ReviewDraft) -> KnownReview | None:
        """Return the newest review that was entered from this row, or None."""
        assert row.review_uid is not None
        by_uid = {review.uid: review for review in claim.reviews}
        last = by_uid.get(row.review_uid)
        if last is None and claim.uid != row.claim_uid and self._there.is_known(row):
            # The row was entered with another statement, which gave its review another uid.
            entered = [review for review in claim.reviews if UUID(review.uid).version == 5]
            ends = [review for review in entered if self._after(review) not in by_uid]
            same = [review for review in ends if review.rating == clean(draft.rating, "rating")]
            return next(reversed(same or ends), None)
        while last is not None:
            later = by_uid.get(self._after(last))
            if later is None:
                return last
            last = later
        return None

    def _after(self, review: KnownReview) -> str:
        return next_review_uid(self._writing.dataset, review.uid)

    @staticmethod
    def _is_told(draft: ReviewDraft, claim: KnownClaim, step: Step) -> bool:
        """Return whether a row adds nothing: no rating, and the status and outcome the claim has."""
        same = (step.old_status, step.old_outcome) == (step.status, step.outcome or step.old_outcome)
        return bool(claim.reviews) and same and not draft.rating

    def _hold(self, row: Row, claim: ClaimUnderReview, draft: ReviewDraft, pieces: Sequence[Piece]) -> None:
        """Check evidence against the claim; raises `Refused` for evidence in the claim's own chain."""
        if row.evidence is None:
            return
        refuse_own_chain(claim, pieces)
        if is_settling(draft):
            for reason in doubts(self._writing.connection, claim, pieces, self._owner_of):
                self._writing.entered.warnings.append(Problem(row.draft.line, reason, "evidence"))

    def _owner_of(self, url: str) -> int | None:
        return self._registers.outlets.owner(host_of(url))

    # Defaults

    def _filled(self, row: Row, draft: ReviewDraft) -> ReviewDraft:
        """Return a draft with reasons, and with a link or the rating itself as evidence."""
        where = self._said(row, draft) if draft.rating else f"{self._writing.file}, line {row.draft.line}"
        note = clean(draft.note, "review_note") or where
        if draft.rating and not draft.known:
            note = f"{note}; the rating is not in the table of ratings"
        return replace(draft, note=note, evidence=self._evidence(row, draft))

    def _evidence(self, row: Row, draft: ReviewDraft) -> tuple[EvidenceDraft, ...]:
        if row.evidence is not None:
            return draft.evidence
        rating = self._said(row, draft)
        return tuple(replace(piece, title=rating) for piece in draft.evidence if draft.rating)

    def _said(self, row: Row, draft: ReviewDraft) -> str:
        return (
            f"rated “{draft.rating}” by {draft.rated_by or self._writing.dataset} "
            f"({self._writing.file}, line {row.draft.line})"
        )

    # The claim

    def _under_review(self, row: Row, claim: KnownClaim) -> ClaimUnderReview:
        """Return a claim as a review is checked against it.

        Its chain includes everything this batch says of it, before or after the review.
        """
        return ClaimUnderReview(
            id=claim.id,
            kind=claim.kind,
            reviews=claim.reviews,
            independent=lambda: self._independent(claim),
            chain=lambda: self._chain(row, claim),
            carriers=lambda: self._carriers(claim),
        )

    def _independent(self, claim: KnownClaim) -> Count:
        """Return the number of a claim's independent origins.

        Raises `Refused` if this batch adds appearances of the claim: its origins can only be counted afterwards.
        """
        record = self._there.stored(claim)
        if record is None or claim.footings:
            raise Refused(
                "corroborated needs the claim's origins; import its appearances first, or use `claims review`",
                part="status",
            )
        return record.origins.independent

    def _chain(self, row: Row, claim: KnownClaim) -> OwnChain:
        said = [*claim.footings, *self._there.announced(row.claim_uid)]
        archive = self._registers.archive
        return OwnChain(self._writing.connection, archive, claim.kind, self._there.stored(claim), said)

    def _carriers(self, claim: KnownClaim) -> Iterator[Carrier]:
        record = self._there.stored(claim)
        if record is not None:
            yield from carriers(record)
        for number in dict.fromkeys(claim.carriers):
            article = self._registers.archive.article(number)
            if article.outlet_id is None:
                yield Carrier(None, None, article.url)
                continue
            outlet = self._writing.joined.canonical("outlet", article.outlet_id)
            yield Carrier(outlet, self._registers.outlets.label(outlet), article.url)

    def _remember(self, claim: KnownClaim, review: KnownReview) -> None:
        claim.reviews.append(review)
        self._writing.on_undo(lambda: claim.reviews.remove(review))
