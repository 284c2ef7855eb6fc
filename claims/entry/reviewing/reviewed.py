"""The claim that a single review is checked against, and the review's result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import Connection

from claims.entry.drafts import Made
from claims.entry.resolve.archive import Holdings
from claims.entry.resolve.known import KnownReview
from claims.entry.resolve.outlets import outlet_of_url
from claims.entry.reviewing.doubts import carriers
from claims.entry.reviewing.entering import ClaimUnderReview, doubts
from claims.entry.reviewing.evidence import Piece
from claims.entry.reviewing.own_chain import OwnChain
from claims.entry.work import Work
from claims.errors import NotFound
from claims.reading.dossier import claim_record
from claims.reading.find import find
from claims.reading.records import ClaimRecord
from claims.reading.review_facts import Proof, prove
from claims.reading.view import View
from claims.vocabulary import Outcome, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Made):
    """The result of a review: the claim's status before and now, or the proposed status."""

    old_status: Status
    status: Status
    old_outcome: Outcome | None
    outcome: Outcome | None
    proposed: bool = False
    """Whether it waits for a second person; the claim's status is unchanged."""
    proposed_status: Status | None = None
    proposed_outcome: Outcome | None = None
    agrees_with: int | None = None
    """The number of the review it agrees with."""
    doubts: tuple[str, ...] = ()
    """Why a person should look again at the evidence; also in the notices."""
    people: tuple[str, ...] = ()
    """The people behind the verdict: the review's author, and all who agreed on it."""


def claim_as_stored(connection: Connection, named: str) -> ClaimRecord:
    """Return a claim's full record, named by number or uid; raises `NotFound` or `Ambiguous`."""
    wanted = find(connection, "claim", named, part="CLAIM")
    record = claim_record(connection, wanted, View(confidential=True))
    if record is None:
        raise NotFound(f"there is no claim #{wanted}", part="CLAIM")
    return record


def with_proofs(work: Work, record: ClaimRecord) -> ClaimRecord:
    """Return a claim whose reviews also say who is proved to have entered them."""
    proofs = prove(work.connection, {review.uid: review.at for review in record.reviews})
    # No event covers this transaction's rows yet; its event will name the acting user.
    here = Proof(work.actor, work.actor_as)
    proved = [(review, proofs[review.uid] if proofs[review.uid].proved else here) for review in record.reviews]
    return replace(
        record,
        reviews=tuple(replace(review, proved_by=proof.proved, entered_as=proof.name) for review, proof in proved),
    )


def under_review(connection: Connection, holdings: Holdings, record: ClaimRecord) -> ClaimUnderReview:
    """Return a stored claim as a review is checked against it."""
    return ClaimUnderReview(
        id=record.id,
        kind=record.kind,
        reviews=record.reviews,
        independent=lambda: record.origins.independent,
        chain=lambda: OwnChain(connection, holdings, record.kind, record),
        carriers=lambda: carriers(record),
    )


def noticed_doubts(work: Work, claim: ClaimUnderReview, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Give each reason to look again at evidence as a notice, and return the reasons."""
    reasons = doubts(work.connection, claim, pieces, partial(outlet_of_url, work.connection))
    for reason in reasons:
        work.notice(reason)
    return reasons


def reviewed(
    work: Work, before: ClaimRecord, review: KnownReview, people: Sequence[str], reasons: tuple[str, ...]
) -> Reviewed:
    """Return a review's result; ``before`` is the claim before it, ``reasons`` those to look again at evidence."""
    made = work.result(claim=before.id)
    return Reviewed(
        claim=made.claim,
        made=made.made,
        notices=made.notices,
        old_status=before.status,
        status=before.status if review.proposed else review.status,
        old_outcome=before.outcome,
        outcome=before.outcome if review.proposed else review.outcome or before.outcome,
        proposed=review.proposed,
        proposed_status=review.status if review.proposed else None,
        proposed_outcome=review.outcome if review.proposed else None,
        agrees_with=review.agrees_with_id,
        doubts=reasons,
        people=tuple(people),
    )
