"""Proposals for somebody who logs a claim: the claims that may be the same, or contradict it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from claims.entry.drafts import ClaimDraft, Made
from claims.entry.rules.statements import statement_of
from claims.errors import ClaimsError
from claims.features.similar.read import similar_claims
from claims.features.similar.words import proposal_notice
from claims.text.similarity import Stated

BEST = 3
"""How many proposals somebody who has logged a claim gets."""


def with_proposals(connection: Connection, made: Made, logged: ClaimDraft) -> Made:
    """Return the new records, with the best proposals about their claim among the notices.

    The search runs inside the transaction, which has already read people's judgements.
    """
    claim = made.claim
    if claim is None:
        return made
    try:
        proposals = similar_claims(
            connection, claim, limit=BEST, known=Stated(statement_of(logged.statement), logged.kind)
        )
        notices = [proposal_notice(claim, proposal) for proposal in proposals]
    except ClaimsError as problem:  # the claim is logged, and its numbers must be shown
        notices = [f"the search for claims that read alike failed: {problem}"]
    return replace(made, notices=(*made.notices, *notices))
