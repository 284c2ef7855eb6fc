"""The proposals of a kept snapshot: made again from its text at will, never stored."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.accepting import key_of, split
from claims.capture.language import is_english
from claims.capture.proposals import proposals
from claims.capture.values import KnownArticle, Proposal
from claims.reading.registers.captured import Snapshot
from claims.text.harmless import one_line
from claims.vocabulary import Attribution, Stance, words


def proposals_of(snapshot: Snapshot, outlets: Sequence[str]) -> list[Proposal]:
    """Return a snapshot's proposals in the order of its text; none if it has no English text.

    ``outlets`` are the names and hosts of the outlets in the register.
    """
    text = snapshot.text or ""
    if not is_english(text):
        return []
    known = KnownArticle(
        outlet_names=snapshot.own_names,
        outlets=tuple(outlets),
        published=snapshot.published_day,
        title=snapshot.title,
        bylines=tuple(byline["value"] for byline in snapshot.stated.get("bylines", ())),
        kind=snapshot.kind,
    )
    return proposals(text, known)


def undecided(snapshot: Snapshot, outlets: Sequence[str]) -> dict[str, Proposal]:
    """Return the proposals that wait for a decision, by key; of one that was split, its parts that wait."""
    waiting: dict[str, Proposal] = {}
    parted = {key[:place] for key in snapshot.decided for place, sign in enumerate(key) if sign == "/"}
    decided = parted | snapshot.decided.keys()
    for proposal in proposals_of(snapshot, outlets):
        if key_of(proposal) in parted:  # a person may have split it into other parts than the rules do
            waiting |= {key: part for key, part in split(proposal).items() if key not in decided}
        elif key_of(proposal) not in decided:
            waiting[key_of(proposal)] = proposal
    return waiting


def facts(proposal: Proposal) -> list[str]:
    """Return what a proposal says about its claim: kind, attribution, upstream, stance, deadline."""
    parts = [words(proposal.kind), attributed(proposal)]
    if proposal.upstream is not None and proposal.attribution is not Attribution.OUTLET:
        parts.append(f"via {one_line(proposal.upstream.outlet or 'an unknown report')}")
    if proposal.stance is not Stance.ASSERTS:
        parts.append(words(proposal.stance))
    parts += [f"{window.role}: “{one_line(window.words)}”" for window in proposal.windows if window.window is not None]
    parts += [f"{words(hedge.kind)}: “{one_line(hedge.words)}”" for hedge in proposal.hedges]
    return [part for part in parts if part]


def attributed(proposal: Proposal) -> str:
    """Return on whose word a proposed claim stands."""
    if proposal.attribution is Attribution.OUTLET:
        outlet = proposal.upstream.outlet if proposal.upstream is not None else None
        return f"picked up from {one_line(outlet or 'an unknown report')}"
    if proposal.speaker is None:
        return words(proposal.attribution)
    described = ", ".join(part for part in (proposal.speaker.role, proposal.speaker.institution) if part)
    role = f" ({one_line(described)})" if described else ""
    if proposal.speaker.is_open:
        return f"{words(proposal.attribution)}: {one_line(proposal.speaker.shown)} (the text does not say who)"
    guessed = "?" if proposal.speaker.guessed else ""
    return f"{words(proposal.attribution)}: {one_line(proposal.speaker.shown)}{guessed}{role}"
