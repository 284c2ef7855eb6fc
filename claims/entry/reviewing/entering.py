"""Entering one review: the rules it must meet and the rows it adds, for every way of entering it.

The caller fills a `ReviewDraft`, the articles that its evidence is (`Piece`), and the state of the claim
(`ClaimUnderReview`). Then `step_of` applies the ladder, `refuse_own_chain` and `doubts` check the evidence against the
claim's own chain, and `write_review` adds the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from sqlalchemy import Connection

from claims.catalogue import REVIEW, Field
from claims.entry.drafts import ReviewDraft
from claims.entry.resolve.context import Entering, Json
from claims.entry.resolve.known import KnownReview
from claims.entry.reviewing.doubts import Carrier, doubt
from claims.entry.reviewing.evidence import Piece, add_evidence
from claims.entry.reviewing.own_chain import OwnChain
from claims.entry.rules.fields import as_typed, stored
from claims.rules.ladder import (
    SignedReview,
    Step,
    newest_outcome,
    newest_status,
    refusal,
    replaced,
    rests_on_other_words,
    same_person,
    settles,
    waiting,
)
from claims.rules.sourcing.values import Count
from claims.values import value
from claims.vocabulary import VERDICTS, ClaimKind, EvidenceKind, Outcome, Status

UNCOUNTED = Count(lower=0, upper=None, open=True, circular=False)
"""A claim's origins where they are not counted."""


class EnteringReviews(Entering, Protocol):
    """An entry of reviews, or a batch of them, in progress."""

    @property
    def by(self) -> str:
        """The author of the rows."""

    @property
    def two_people(self) -> bool:
        """Whether verdicts wait for a second person."""


@value
class ClaimUnderReview:
    """A claim as a review is checked against it; what only some reviews need is read on demand."""

    id: int
    kind: ClaimKind
    reviews: Sequence[SignedReview]
    independent: Callable[[], Count]
    """Returns the number of its independent origins."""
    chain: Callable[[], OwnChain]
    carriers: Callable[[], Iterable[Carrier]]
    """Returns the articles that assert it or are relayed for it, without appearances off the record."""


def step_of(
    claim: ClaimUnderReview, draft: ReviewDraft, note: str | None, evidence: Sequence[EvidenceKind] | None = None
) -> Step:
    """Return a review's step along the ladder; raises every rule's error for a step that the rules do not allow.

    ``note`` is the stored reason; ``evidence`` are the kinds of evidence, if they differ from the draft's. A verdict on
    an earlier statement does not settle the present statement: giving it again is a new verdict.
    """
    anew = rests_on_other_words(claim.reviews) is not None
    now = newest_status(claim.reviews)
    status = draft.status or now
    origins = claim.independent() if status is Status.CORROBORATED else UNCOUNTED
    step = Step(
        kind=claim.kind,
        old_status=Status.UNVERIFIED if anew else now,
        old_outcome=None if anew else newest_outcome(claim.kind, claim.reviews),
        status=status,
        outcome=draft.outcome,
        note=note,
        evidence=[piece.kind for piece in draft.evidence] if evidence is None else evidence,
        independent_lower=origins.lower,
        independent_upper=origins.upper,
    )
    problem = refusal(step)
    if problem is not None:
        raise problem
    return step


def refuse_own_chain(claim: ClaimUnderReview, pieces: Sequence[Piece]) -> None:
    """Raise `Refused` for evidence in the claim's own chain."""
    if pieces:
        chain = claim.chain()
        for piece in pieces:
            chain.refuse(piece.given)


def is_settling(draft: ReviewDraft) -> bool:
    """Return whether a review gives a verdict or an outcome, even the present one."""
    return draft.status in VERDICTS or draft.outcome not in (None, Outcome.PENDING)


def doubts(
    connection: Connection, claim: ClaimUnderReview, pieces: Sequence[Piece], owner_of: Callable[[str], int | None]
) -> tuple[str, ...]:
    """Return the reasons to look again at evidence, each once; ``owner_of`` is as for `doubt`."""
    if not pieces:
        return ()
    carriers = list(claim.carriers())
    reasons = (doubt(connection, carriers, piece.given, owner_of) for piece in pieces)
    return tuple(dict.fromkeys(filter(None, reasons)))


def write_review(
    entering: EnteringReviews,
    claim: ClaimUnderReview,
    draft: ReviewDraft,
    step: Step,
    pieces: Sequence[Piece],
    *,
    uid: str | None = None,
    called: Callable[[Field], str] = as_typed,
) -> KnownReview:
    """Add a review with its evidence, replacing the review before it; return the review.

    If the newsroom asks for two people, a settling review is a proposal. ``called`` gives a field's name for messages.
    """
    waits = settles(step) and entering.two_people
    before = replaced(claim.reviews, proposal=waits)
    values = {"proposed": waits, "replaces_id": before.id if before else None}
    written = add_review(entering, claim, replace(draft, status=step.status), values, pieces, uid=uid, called=called)
    if waits:
        _say_who_proposed_the_same(entering, claim, written)
    return written


def add_review(
    entering: EnteringReviews,
    claim: ClaimUnderReview,
    draft: ReviewDraft,
    more: Json,
    pieces: Sequence[Piece],
    *,
    uid: str | None = None,
    called: Callable[[Field], str] = as_typed,
) -> KnownReview:
    """Add the row of an accepted review and its evidence; ``more`` are its columns besides the draft's."""
    assert draft.status is not None
    values = {**stored(REVIEW, draft, called), "claim_id": claim.id, **more}
    outcome = f", {draft.outcome}" if draft.outcome else ""
    number = entering.insert("review", values, uid=uid, label=f"{draft.status}{outcome}")
    for piece in pieces:
        add_evidence(entering, piece, called, review_id=number)
    return KnownReview(
        id=number,
        uid=uid or "",
        at=entering.at,
        who=entering.by,
        status=draft.status,
        outcome=draft.outcome,
        proposed=values["proposed"],
        rating=values["rating"],
        agrees_with_id=values.get("agrees_with_id"),
        replaces_id=values["replaces_id"],
    )


def _say_who_proposed_the_same(entering: EnteringReviews, claim: ClaimUnderReview, written: KnownReview) -> None:
    """Tell a person who repeats somebody's proposal that agreeing with it would settle the claim."""
    for proposal in waiting(claim.reviews):
        same = (proposal.status, proposal.outcome) == (written.status, written.outcome)
        if same and not same_person(proposal.who, entering.by):
            entering.notice(
                f"{proposal.who} has proposed the same (review #{proposal.id}): "
                f"`claims review {claim.id} --agree` settles it"
            )
