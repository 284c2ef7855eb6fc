"""Proposals as drafts: what a person accepts is entered as everything else is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.capture.outlets import OutletNames
from claims.capture.values import Proposal, Speaker, TimeWords
from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft, SourceDraft, WindowDraft
from claims.errors import BadUsage
from claims.vocabulary import (
    ATTRIBUTIONS_WITH_SOURCE,
    Attribution,
    Capacity,
    Channel,
    ClaimKind,
    LikelihoodBasis,
    RelayBasis,
    Treatment,
)


def key_of(proposal: Proposal) -> str:
    """Return what identifies a proposal within its snapshot: where its excerpt stands, and its attribution."""
    return f"{proposal.excerpt.start}-{proposal.excerpt.end}-{proposal.attribution}"


def split(proposal: Proposal) -> dict[str, Proposal]:
    """Return the proposals into which a compound one can be split, by key; empty if it holds one statement."""
    return {
        f"{key_of(proposal)}/{number}": part_of(proposal, part.statement, part.kind)
        for number, part in enumerate(proposal.parts, start=1)
    }


def part_of(proposal: Proposal, statement: str, kind: ClaimKind | None = None) -> Proposal:
    """Return a part of a proposal with this statement; days and hedges stay that the statement speaks of."""
    low = statement.casefold()
    return replace(
        proposal,
        statement=statement,
        kind=kind or proposal.kind,
        parts=(),
        windows=tuple(window for window in proposal.windows if _speaks_of(low, window)),
        hedges=tuple(hedge for hedge in proposal.hedges if hedge.words.casefold() in low),
    )


def _speaks_of(statement: str, words: TimeWords) -> bool:
    """Return whether a statement has words about time, as printed or as a date."""
    if words.words.casefold() in statement:
        return True
    days = [] if words.window is None else [words.window.earliest, words.window.latest]
    return any(str(day.year) in statement for day in days if day is not None)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A captured report that an article picked a claim up from, as a person confirmed it; by its number.

    ``stated``: the article cites it. ``carries``: the claim is recorded there already.
    """

    article: int
    stated: bool = True
    carries: bool = False
    names: tuple[str, ...] = ()
    """All names of its outlet."""


_REPORT = frozenset(
    "the a an report reports article story newspaper newspaper's paper daily weekly magazine agency news broadcaster "
    "its sources media british website site outlet wire".split()
)
"""Words for a report, or for the outlet that made it, without its name."""


def speaks_as_report(proposal: Proposal, names: Sequence[str]) -> bool:
    """Return whether a proposal's speaker is another outlet's report: `the report said`, `the Courant quoted`.

    An outlet that answers in a statement speaks for itself.
    """
    speaker = proposal.speaker
    if proposal.channel is not Channel.NOT_STATED:
        return False
    if speaker is None or speaker.attribution not in (Attribution.DOCUMENT, Attribution.INSTITUTION, Attribution.NAMED):
        return speaker is not None and speaker.attribution is Attribution.OUTLET
    words = {word.casefold().removesuffix("'s").removesuffix("’s") for word in speaker.shown.split()}
    own = {word for name in names for word in name.casefold().split()}
    return bool(words) and words <= _REPORT | own and not words <= {"the", "a", "an", "its"}


def appearance_draft(
    proposal: Proposal, article: int, origin: Origin | None = None, own_names: tuple[str, ...] = ()
) -> AppearanceDraft:
    """Return the appearance that a proposal drafts, in the article with this number.

    ``origin`` is the report that it has the claim from. ``own_names`` are the names of the article's own outlet, where
    the text was read in a reprint: what the reprint has from there is the article's own.
    """
    attribution, upstream = proposal.attribution, proposal.upstream
    if upstream is not None and upstream.outlet and own_names and OutletNames(own=own_names).is_own(upstream.outlet):
        upstream = None
        attribution = Attribution.UNATTRIBUTED if attribution is Attribution.OUTLET else attribution
    if origin is not None and speaks_as_report(proposal, origin.names):
        attribution = Attribution.OUTLET
    draft = _appearance(proposal, article, attribution, upstream.outlet if upstream is not None else None)
    if origin is None:
        return draft
    report, as_told = f"article:{origin.article}", draft.via is not None and not origin.carries
    return replace(
        draft,
        relays=None if as_told else report,
        via=report if as_told else None,
        relay_basis=RelayBasis.STATED if origin.stated else RelayBasis.INFERRED,
    )


def refuse_open(proposal: Proposal, draft: AppearanceDraft) -> None:
    """Refuse an appearance whose source the text only calls `he`, until somebody names it; raises `BadUsage`."""
    spoken = draft.attribution in ATTRIBUTIONS_WITH_SOURCE or draft.attribution is Attribution.COLLECTIVE
    if spoken and draft.source is None and proposal.speaker is not None and proposal.speaker.is_open:
        raise BadUsage(f"the text does not say who “{proposal.speaker.shown}” is; name the source", part="--source")


def _appearance(proposal: Proposal, article: int, attribution: Attribution, behind: str | None) -> AppearanceDraft:
    """Return the appearance with this attribution; ``behind`` is the outlet that it was picked up from."""
    relayed = attribution is Attribution.OUTLET
    own = attribution is Attribution.UNATTRIBUTED
    speaker = None if relayed or own else proposal.speaker
    return AppearanceDraft(
        article=ArticleDraft(article=str(article)),
        source=None if speaker is None or speaker.is_open else _source(speaker),
        attribution=attribution,
        channel=proposal.channel,
        occasion=proposal.occasion,
        capacity=Capacity.NOT_STATED if proposal.speaker is None else proposal.speaker.capacity,
        stance=proposal.stance,
        treatment=Treatment.ENDORSES if own else proposal.treatment,
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
