"""Ratings as reviews: by the rules of the ladder, never over the newsroom's own."""

from __future__ import annotations

from collections.abc import Iterator

from claims.entry.bulk.entered import Problem
from claims.entry.bulk.keys import Row
from claims.entry.bulk.proposals import Proposals
from claims.entry.bulk.there import There
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import ReviewDraft
from claims.entry.resolve.context import Json, put
from claims.entry.resolve.known import KnownClaim, KnownReview
from claims.entry.reviewing.doubts import Carrier, carriers, doubt
from claims.entry.reviewing.own_chain import Given, OwnChain
from claims.entry.rules.texts import clean
from claims.errors import Refused
from claims.reading.chain_view import footing
from claims.rules.ladder import Step, newest_outcome, newest_status, refusal, settles, speaks_for_itself, waiting
from claims.rules.sourcing.own_chain import proves_nothing
from claims.rules.sourcing.values import Count
from claims.vocabulary import VERDICTS, EvidenceKind, Outcome, Stance, Status

_NOT_ASKED = Count(lower=0, upper=None, open=True, circular=False)
"""How many origins a claim has whose rating does not rest on them."""


class Reviews:
    """Enters reviews."""

    def __init__(self, writing: Writing, there: There, proposals: Proposals) -> None:
        """Take the batch under way, what is there, and where differences go."""
        self._writing, self._there, self._proposals = writing, there, proposals

    def enter(self, row: Row, draft: ReviewDraft, claim: KnownClaim) -> None:
        """Enter the review of a row, compare it with the one that was entered from it, or propose it."""
        assert row.review_uid is not None
        there = self._there.reviews.get(row.review_uid)
        if there is not None:
            self._proposals.review(row, draft, there, claim)
            return
        origins = self._origins(draft, claim)
        note = self._note(row, draft)
        step = _step(row, draft, claim, note, origins)
        problem = refusal(step)
        if problem is not None:
            raise problem
        same = (step.old_status, step.old_outcome) == (draft.status, draft.outcome or step.old_outcome)
        if claim.reviews and same and not draft.rating:
            return
        if any(one.rating is None for one in claim.reviews):
            if step.old_status is not draft.status:
                self._proposals.status(row, draft, claim, step.old_status)
            return
        self._refuse_own_chain(row, draft, claim)
        self._add(row, row.review_uid, draft, claim, note, settling=settles(step))

    def _origins(self, draft: ReviewDraft, claim: KnownClaim) -> Count:
        """Return how many independent origins a claim has, where its rating rests on that.

        Raises `Refused` for a claim of which this batch says more: its origins are counted when that is in.
        """
        if draft.status is not Status.CORROBORATED:
            return _NOT_ASKED
        record = self._there.stored(claim)
        if record is None or claim.told:
            raise Refused(
                "corroborated rests on a claim's own origins; enter it when they are in, or with `claims review`",
                part="status",
            )
        return record.origins.independent

    def _said(self, row: Row, draft: ReviewDraft) -> str:
        return (
            f"rated “{draft.rating}” by {draft.rated_by or self._writing.dataset} "
            f"({self._writing.file}, line {row.draft.line})"
        )

    def _note(self, row: Row, draft: ReviewDraft) -> str:
        where = self._said(row, draft) if draft.rating else f"{self._writing.file}, line {row.draft.line}"
        note = clean(draft.note, "review_note") or where
        return f"{note}; the rating is in no table of ratings" if draft.rating and not draft.known else note

    def _add(self, row: Row, uid: str, draft: ReviewDraft, claim: KnownClaim, note: str, *, settling: bool) -> None:
        waits = settling and self._writing.two_people
        before = _replaced(claim, waits=waits)
        values: Json = {
            "claim_id": claim.id,
            "status": draft.status,
            "outcome": draft.outcome,
            "note": note,
            "proposed": waits,
            "replaces_id": before.id if before else None,
            "rating": clean(draft.rating, "rating"),
        }
        number = self._writing.insert("review", values, uid=uid)
        put(self._writing, self._there.reviews, uid, {"id": number, "uid": uid, **values})
        self._remember(claim, number, uid, draft, waits=waits)
        if not draft.known and draft.rating:
            self._writing.found.unknown[draft.rating] += 1
        if row.evidence or settling:
            title = None if row.evidence else self._said(row, draft) if draft.rating else note
            basis: Json = {"review_id": number, "kind": _evidence_kind(draft), "title": title, "url": row.evidence}
            self._writing.insert("evidence", basis)

    def _remember(self, claim: KnownClaim, number: int, uid: str, draft: ReviewDraft, *, waits: bool) -> None:
        at, by = self._writing.at, self._writing.by
        made = KnownReview(number, uid, at, by, _status(draft), draft.outcome, waits, draft.rating)
        claim.reviews.append(made)
        self._writing.on_undo(lambda: claim.reviews.remove(made))

    def _refuse_own_chain(self, row: Row, draft: ReviewDraft, claim: KnownClaim) -> None:
        """Refuse evidence from the claim's own chain, as `claims.entry.reviewing.own_chain` does.

        To the chain belongs what this batch says of the claim, whether it stands before the rating or after it.
        """
        if row.evidence is None:
            return
        record = self._there.stored(claim)
        given = Given(_evidence_kind(draft), None, row.evidence)
        at_address = self._there.archive.at(row.evidence_key or "")
        if at_address and record is not None:
            OwnChain(self._writing.connection, record).refuse(given)
        said = [*claim.told, *self._there.announced(row.claim_uid)]
        said += (footing(one) for one in record.appearances) if record else ()
        article = self._there.article_at(row.evidence_key)
        own_word = any(speaks_for_itself(claim.kind, given.kind, known.kind) for known in at_address)
        if article is not None and proves_nothing(article, said, self._there.reprints(), own_word=own_word):
            raise Refused(
                f"{row.evidence} is in the claim's own chain and settles nothing; give evidence from outside the chain",
                part="evidence",
            )
        if draft.status in VERDICTS or draft.outcome not in (None, Outcome.PENDING):
            chain = [*(carriers(record) if record else ()), *self._carriers(claim)]
            told = doubt(self._writing.connection, chain, given)
            if told is not None:
                self._writing.found.warnings.append(Problem(row.draft.line, told, "evidence"))

    def _carriers(self, claim: KnownClaim) -> Iterator[Carrier]:
        """Yield the articles in which this batch says the claim."""
        asserted = (footing for footing in claim.told if footing.stance is Stance.ASSERTS)
        for number in {number for said in asserted for number in (said.article, said.relays) if number is not None}:
            article = self._there.archive.article(int(number))
            outlet = article.outlet_id
            outlet = None if outlet is None else self._writing.joined.canonical("outlet", outlet)
            yield Carrier(outlet, None, article.url)


def _step(row: Row, draft: ReviewDraft, claim: KnownClaim, note: str, origins: Count) -> Step:
    """Return what a rating asks of the ladder."""
    kinds = [_evidence_kind(draft)] if draft.rating or row.evidence else []
    now, outcome = newest_status(claim.reviews), newest_outcome(claim.kind, claim.reviews)
    return Step(claim.kind, now, outcome, _status(draft), draft.outcome, note, kinds, origins.lower, origins.upper)


def _replaced(claim: KnownClaim, *, waits: bool) -> KnownReview | None:
    """Return the review in whose place a new one comes: the newest, or the newest that waits for a second person."""
    proposals = waiting(claim.reviews) if waits else []
    if proposals:
        return proposals[-1]
    settled = (one for one in claim.reviews if not one.proposed)
    return max(settled, key=lambda one: (one.at, one.id), default=None)


def _status(draft: ReviewDraft) -> Status:
    assert draft.status is not None
    return draft.status


def _evidence_kind(draft: ReviewDraft) -> EvidenceKind:
    return next((piece.kind for piece in draft.evidence), EvidenceKind.REPORT)
