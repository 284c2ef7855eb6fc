"""Proposals as drafts: what a person accepts is entered as everything else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from claims.capture.values import Proposal, Speaker
from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft, SourceDraft, WindowDraft
from claims.vocabulary import Attribution, Capacity, LikelihoodBasis


def key_of(proposal: Proposal) -> str:
    """Return what identifies a proposal within its snapshot: where its excerpt stands, and its attribution."""
    return f"{proposal.excerpt.start}-{proposal.excerpt.end}-{proposal.attribution}"


def split(proposal: Proposal) -> dict[str, Proposal]:
    """Return the proposals into which a compound one can be split, by key; empty if it holds one statement."""
    return {
        f"{key_of(proposal)}/{number}": replace(proposal, statement=part.statement, kind=part.kind, parts=())
        for number, part in enumerate(proposal.parts, start=1)
    }


def claim_draft(proposal: Proposal, stories: tuple[str, ...] = (), published: date | None = None) -> ClaimDraft:
    """Return the claim that a proposal drafts; days are read from the day its words were said, or published."""
    said = proposal.said or published
    windows = [
        WindowDraft(role=words.role, words=words.words, said=said)
        for words in proposal.windows
        if words.window is not None
    ]
    first = {window.role: window for window in reversed(windows)}
    return ClaimDraft(
        statement=proposal.statement.removesuffix("."),
        kind=proposal.kind,
        stories=stories,
        condition=proposal.condition,
        windows=tuple(first.values()),
    )


def appearance_draft(proposal: Proposal, article: int) -> AppearanceDraft:
    """Return the appearance that a proposal drafts, in the article with this number."""
    attribution, upstream = proposal.attribution, proposal.upstream
    behind = upstream.outlet if upstream is not None else None
    relayed = attribution is Attribution.OUTLET
    return AppearanceDraft(
        article=ArticleDraft(article=str(article)),
        source=None if proposal.speaker is None or relayed else _source(proposal.speaker),
        attribution=attribution,
        channel=proposal.channel,
        occasion=proposal.occasion,
        capacity=Capacity.NOT_STATED if proposal.speaker is None else proposal.speaker.capacity,
        stance=proposal.stance,
        treatment=proposal.treatment,
        placement=proposal.placement,
        likelihood=proposal.likelihood,
        likelihood_basis=LikelihoodBasis.MAPPED if proposal.likelihood is not None else None,
        hedges=tuple((hedge.kind, hedge.words) for hedge in proposal.hedges),
        said=proposal.said,
        excerpt=proposal.excerpt.words,
        prefix=proposal.excerpt.prefix or None,
        suffix=proposal.excerpt.suffix or None,
        wording=proposal.excerpt.wording,
        relays=behind if relayed else None,
        via=behind if not relayed else None,
    )


def _source(speaker: Speaker) -> SourceDraft:
    return SourceDraft(
        source=speaker.shown,
        role=speaker.role,
        institution=speaker.institution,
        issuer=speaker.issuer,
        stated_count=speaker.count,
    )
