"""Proposals about claims that read alike, in words and as JSON (docs/json.md)."""

from __future__ import annotations

from typing import Any

from claims.features.similar.read import Proposal
from claims.reading.records import ClaimRecord
from claims.render.phrases import quoted, shortened
from claims.text.similarity import Proposed

LONGEST = 60
"""How many characters of a statement a notice repeats."""

Json = dict[str, Any]


def decisions(claim: int, proposal: Proposal) -> tuple[str, str]:
    """Return the command lines that say yes and no to a proposal about a claim."""
    if proposal.proposed is Proposed.CONTRADICTS:
        yes = f"claims relate {claim} contradicts {proposal.id}"
        return yes, f"{yes} --not --note …"
    pair = f"{claim} {proposal.id} --note …"
    return f"claims duplicate {pair}", f"claims not-duplicate {pair}"


def likeness_phrase(proposal: Proposal) -> str:
    """Return a proposal and its reason: ``94 % alike, perhaps one claim: the same words``."""
    what = "a contradiction" if proposal.proposed is Proposed.CONTRADICTS else "one claim"
    return f"{proposal.alike} % alike, perhaps {what}: {proposal.why}"


def proposal_notice(claim: int, proposal: Proposal) -> str:
    """Return a notice for somebody who has just logged a claim, with how to decide it."""
    yes, no = decisions(claim, proposal)
    other = f"#{proposal.id} {quoted(shortened(proposal.statement, LONGEST))} ({proposal.alike} %: {proposal.why})"
    if proposal.proposed is Proposed.CONTRADICTS:
        return f"claim #{claim} perhaps contradicts {other}; if it does: {yes}; if not: {no}"
    return f"claim #{claim} reads like {other}; if they are the same: {yes}; if not: {no}"


def duplicate_warning(proposal: Proposal) -> str:
    """Return a notice for somebody about to log a claim that may exist already."""
    text = f"This reads like #{proposal.id} {quoted(proposal.statement)} ({proposal.alike} %: {proposal.why})"
    return f"{text}; to log another appearance of it: claims appear {proposal.id}"


def proposal_json(claim: int, proposal: Proposal, record: ClaimRecord) -> Json:
    """Return a proposal with the other claim's status and the command lines that decide it."""
    yes, no = decisions(claim, proposal)
    return {
        "id": proposal.id,
        "uid": record.uid,
        "proposed": proposal.proposed,
        "alike": proposal.alike,
        "why": proposal.why,
        "statement": proposal.statement,
        "status": record.status,
        "outcome": record.outcome,
        "yes": yes,
        "no": no,
    }
