"""Reviewing: one step in a claim's verification history, with its reasons and its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection
from sqlmodel import Session

from claims.entry.drafts import ReviewDraft
from claims.entry.resolve.archive import Holdings, Reader
from claims.entry.resolve.outlets import outlet_of_url
from claims.entry.reviewing.agreeing import agree
from claims.entry.reviewing.entering import doubts, is_settling, refuse_own_chain, step_of, write_review
from claims.entry.reviewing.evidence import Piece, piece_of
from claims.entry.reviewing.reviewed import (
    Reviewed,
    claim_as_stored,
    noticed_doubts,
    reviewed,
    under_review,
    with_proofs,
)
from claims.entry.rules.texts import clean
from claims.entry.work import Work
from claims.reading.identity import identities


def review(session: Session, claim: str, draft: ReviewDraft, *, uid: str | None = None) -> Reviewed:
    """Record a review of a claim, named by number or uid, along the ladder; ``uid`` is the review's own, if given.

    If the newsroom asks for two people, a settling step is recorded as a proposal. Raises `Refused` with the rule that
    forbids the step, `BadUsage`, `BadValue`, `NotFound`, or `Ambiguous` when this person could agree with several
    waiting proposals.
    """
    work = Work(session)
    record = with_proofs(work, claim_as_stored(work.connection, claim))
    if draft.agree or draft.agrees_with is not None:
        return agree(work, record, draft)
    known = under_review(work.connection, work.registers.archive, record)
    step = step_of(known, draft, clean(draft.note, "--note"))
    pieces = _pieces(work.connection, draft)
    refuse_own_chain(known, pieces)
    reasons = () if draft.sure or not is_settling(draft) else noticed_doubts(work, known, pieces)
    written = write_review(work, known, draft, step, pieces, uid=uid)
    return reviewed(work, record, written, [work.by], reasons)


def doubts_about(connection: Connection, claim: str, draft: ReviewDraft) -> list[str]:
    """Return the questions to ask a person about a review's evidence before it is entered.

    Raises `NotFound`, `Ambiguous` and `BadValue`, and `Refused` for evidence in the claim's own chain.
    """
    if not (is_settling(draft) or draft.agree) or not draft.evidence:
        return []
    holdings = Holdings(Reader(connection, identities(connection)))
    known = under_review(connection, holdings, claim_as_stored(connection, claim))
    pieces = _pieces(connection, draft)
    refuse_own_chain(known, pieces)  # evidence that will be refused needs no question
    return list(doubts(connection, known, pieces, partial(outlet_of_url, connection)))


def _pieces(connection: Connection, draft: ReviewDraft) -> Sequence[Piece]:
    return [piece_of(connection, piece) for piece in draft.evidence]
