"""Proposals about claims that read alike, in words and as JSON (docs/json.md)."""

from __future__ import annotations

from typing import Any

from claims.features.similar.answers import Answer, Rating
from claims.features.similar.held import HeldClaim
from claims.features.similar.read import Proposal
from claims.render.origin_phrases import count_phrase
from claims.render.phrases import counted, listed, quoted, shortened, state_phrase, waiting_phrase
from claims.rules.sourcing import Count
from claims.text.similarity import DifferenceKind, Proposed

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


def answer_decisions(claim: int | None, answer: Answer) -> tuple[str, str | None]:
    """Return the command lines that say yes and no to an answer about a claim.

    To one about a text, yes enters that it was said again, or denied. Anything else that differs makes another claim.
    """
    proposal = answer.proposal
    if claim is None:
        said = f"claims appear {answer.claim.id}"
        if proposal is None or proposal.proposed is Proposed.DUPLICATE:
            return said, None
        if proposal.differs is DifferenceKind.NEGATION:
            return f"{said} --stance denies", None
        kept = "" if proposal.proposed is Proposed.DIFFERS else f", then claims relate … contradicts {answer.claim.id}"
        return f"claims log …{kept}", None
    proposal = proposal or Proposal(answer.claim.id, answer.statement, Proposed.DUPLICATE, 0, "")
    return decisions(claim, proposal)


def answer_phrase(answer: Answer) -> str:
    """Return why a claim is an answer: ``94 % alike, perhaps one claim: the same words``, or what it shares."""
    if answer.proposal is not None:
        return likeness_phrase(answer.proposal)
    shared = listed([f"“{word}”" for word in answer.shared])
    return f"{answer.measure} % of it{f': {shared}' if shared else ''}"


def likeness_phrase(proposal: Proposal) -> str:
    """Return a proposal and its reason: ``94 % alike, perhaps one claim: the same words``."""
    what = "perhaps a contradiction" if proposal.proposed is Proposed.CONTRADICTS else "perhaps one claim"
    if proposal.differs in _ANOTHER:
        what = f"the same but another {_ANOTHER[proposal.differs]}"
    return f"{proposal.alike} % alike, {what}: {proposal.why}"


_ANOTHER = {DifferenceKind.FIGURE: "figure", DifferenceKind.DATE: "date", DifferenceKind.NAME: "name"}


def stands_phrase(claim: HeldClaim) -> str:
    """Return the verdict on a claim, its outcome, and what waits for a second person."""
    state = state_phrase(claim.status, claim.outcome, overdue=claim.overdue, on_other_words=claim.on_other_words)
    return f"{state}{waiting_phrase(claim.waiting)}"


def held_phrase(claim: HeldClaim) -> str:
    """Return how a claim stands: ``disputed; in 9 outlets, one origin``."""
    if not claim.outlets:
        return stands_phrase(claim)
    return f"{stands_phrase(claim)}; in {counted(claim.outlets, 'outlet')}, {_origins_phrase(claim.independent)}"


def reported_phrase(claim: HeldClaim) -> str:
    """Return what is known already of a claim: ``reported already in 9 outlets, one origin, disputed``."""
    if not claim.outlets:
        return f"here already, {stands_phrase(claim)}"
    outlets = counted(claim.outlets, "outlet")
    return f"reported already in {outlets}, {_origins_phrase(claim.independent)}, {stands_phrase(claim)}"


def _origins_phrase(count: Count) -> str:
    single = count.upper == 1 and not count.estimated
    return "one origin" if single else f"independent origins: {count_phrase(count)}"


def rating_phrase(rating: Rating) -> str:
    """Return another fact-checker's rating, word for word, with who gave it, when and where."""
    who = rating.outlet or "another fact-checker"
    where = ", ".join(part for part in (rating.published, rating.url) if part)
    return f"rated {quoted(rating.rating)} by {who}{f', {where}' if where else ''}"


def proposal_notice(claim: int, proposal: Proposal) -> str:
    """Return a notice for somebody who has just logged a claim, with how to decide it."""
    yes, no = decisions(claim, proposal)
    other = f"#{proposal.id} {quoted(shortened(proposal.statement, LONGEST))} ({proposal.alike} %: {proposal.why})"
    if proposal.proposed is Proposed.CONTRADICTS:
        return f"claim #{claim} perhaps contradicts {other}; if it does: {yes}; if not: {no}"
    if proposal.proposed is Proposed.DIFFERS:
        return f"claim #{claim} has another name than {other}; if they are the same: {yes}; if not: {no}"
    return f"claim #{claim} reads like {other}; if they are the same: {yes}; if not: {no}"


def answer_json(claim: int | None, answer: Answer) -> Json:
    """Return an answer with the other claim's standing, others' ratings, and the command lines that decide it."""
    yes, no = answer_decisions(claim, answer)
    held, proposal = answer.claim, answer.proposal
    count = held.independent if held.outlets else None
    return {
        "id": held.id,
        "uid": held.uid,
        "proposed": proposal.proposed if proposal else None,
        "differs": proposal.differs if proposal else None,
        "alike": proposal.alike if proposal else None,
        "measure": answer.measure,
        "why": proposal.why if proposal else " ".join(answer.shared),
        "statement": answer.statement,
        "status": held.status,
        "outcome": held.outcome,
        "outlets": held.outlets,
        "origins_at_least": count.lower if count else 0,
        "origins_at_most": count.upper if count else 0,
        "ratings": [
            {
                "rating": each.rating,
                "outlet": each.outlet,
                "title": each.title,
                "published": each.published,
                "url": each.url,
            }
            for each in answer.ratings
        ],
        "yes": yes,
        "no": no,
    }
