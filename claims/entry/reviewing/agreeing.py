"""Agreeing: a second person's name behind a proposed verdict or the present one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.entry.drafts import ReviewDraft
from claims.entry.reviewing.entering import ClaimUnderReview, add_review, refuse_own_chain, step_of
from claims.entry.reviewing.evidence import piece_of
from claims.entry.reviewing.own_chain import Given
from claims.entry.reviewing.reviewed import Reviewed, noticed_doubts, reviewed, under_review
from claims.entry.rules.texts import clean
from claims.entry.work import Work
from claims.errors import Ambiguous, BadUsage, NotFound, Refused
from claims.reading.records import ClaimRecord, EvidenceRecord, ReviewRecord
from claims.rules.ladder import (
    agreeable,
    agreement,
    cannot_agree,
    name_key,
    names_of,
    nothing_to_agree_with,
    people,
)
from claims.vocabulary import words


def agree(work: Work, record: ClaimRecord, draft: ReviewDraft) -> Reviewed:
    """Record that a second person agrees with a proposal or with the present verdict.

    The ladder is applied again, to the claim as it is now, with the evidence of the agreed review.
    """
    if draft.status is not None or draft.outcome is not None:
        raise BadUsage("--agree takes over status and outcome from the review; leave STATUS and --outcome out")
    work.needs("review --agree")
    agreed = _agreed_review(work, record, draft)
    together = agreement(agreed, record.reviews)
    rests_on = [piece for review in together for piece in review.evidence]
    note = clean(draft.note, "--note")
    decided = replace(
        draft,
        status=agreed.status if agreed.proposed else record.status,
        outcome=agreed.outcome if agreed.proposed or agreed.outcome == record.outcome else None,
    )
    known = under_review(work.connection, work.registers.archive, record)
    kinds = [*(piece.kind for piece in rests_on), *(piece.kind for piece in draft.evidence)]
    step_of(known, decided, note or agreed.note or "agreed", kinds)
    pieces = [piece_of(work.connection, piece) for piece in draft.evidence]
    refuse_own_chain(known, pieces)
    reasons = () if draft.sure else noticed_doubts(work, known, pieces)
    _refuse_what_joined_the_chain(known, agreed, rests_on)
    newest = record.latest_review
    more = {
        "proposed": agreed.proposed and not _is_by_another(work, together) and work.two_people,
        "agrees_with_id": agreed.id,
        "replaces_id": newest.id if newest else None,
    }
    written = add_review(work, known, decided, more, pieces)
    return reviewed(work, record, written, [*people(together), work.by.strip()], reasons)


def _agreed_review(work: Work, record: ClaimRecord, draft: ReviewDraft) -> ReviewRecord:
    """Return the review that a person agrees with.

    An agreement in a file is entered as the file names it; whether it counts is decided when it is written.
    """
    named = _as_named_in_files(record) if work.is_from_file else record
    agreed = _chosen(named, draft.agrees_with, work.by, None if work.is_from_file else work.actor)
    return next(review for review in record.reviews if review.id == agreed.id)


def _is_by_another(work: Work, together: Sequence[ReviewRecord]) -> bool:
    """Return whether the person who enters an agreement is surely different from one who already agrees.

    At the keyboard they are different, as otherwise they would be refused; a name in an imported file proves nobody.
    """
    names = {name_key(work.by), name_key(work.actor), name_key(work.actor_as)}
    return any(not names & names_of(review) for review in together)


def _as_named_in_files(record: ClaimRecord) -> ClaimRecord:
    return replace(record, reviews=tuple(replace(review, proved_by=None, entered_as=None) for review in record.reviews))


def _chosen(record: ClaimRecord, named: str | None, who: str, proved: str | None) -> ReviewRecord:
    """Return the named review, else the only review that this person may agree with."""
    if named is not None:
        review = _named(record, named)
        problem = cannot_agree(review, record.reviews, who, proved)
        if problem is not None:
            raise problem
        return review
    fitting = agreeable(record.reviews, who, proved)
    if not fitting:
        raise nothing_to_agree_with(record.reviews, who, proved)
    if len(fitting) > 1:
        listed = [f"{_in_short(review)} (--with {review.id})" for review in fitting]
        raise Ambiguous("proposal", "--agree", listed, part="--agree")
    return fitting[0]


def _named(record: ClaimRecord, named: str) -> ReviewRecord:
    typed = named.strip().casefold().removeprefix("#")
    by_uid = len(typed) >= _UID
    fitting = [
        review for review in record.reviews if typed == str(review.id) or (by_uid and review.uid.startswith(typed))
    ]
    if not fitting:
        raise NotFound(
            f'claim #{record.id} has no review "{named.strip()}"; `claims history {record.id}` shows its reviews',
            part="--with",
        )
    if len(fitting) > 1:
        raise Ambiguous("review", named.strip(), [_in_short(review) for review in fitting], part="--with")
    return fitting[0]


_UID = 8
"""The fewest characters that identify a uid."""


def _in_short(review: ReviewRecord) -> str:
    outcome = f", {words(review.outcome)}" if review.outcome else ""
    return f"#{review.id} {words(review.status)}{outcome}, by {review.who}"


def _refuse_what_joined_the_chain(
    claim: ClaimUnderReview, agreed: ReviewRecord, rests_on: Sequence[EvidenceRecord]
) -> None:
    """Refuse to agree with a review whose evidence has since turned out to be in the claim's own chain."""
    chain = claim.chain()
    for piece in rests_on:
        try:
            chain.refuse(Given(piece.kind, piece.article.id if piece.article else None, piece.url))
        except Refused as problem:
            raise Refused(
                f"review #{agreed.id} rests on evidence that proves nothing: {problem}", part="--agree"
            ) from None
