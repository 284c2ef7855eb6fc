"""The proposals of a kept snapshot: made again from its text at will, never stored."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.accepting import key_of, split
from claims.capture.language import is_english
from claims.capture.proposals import proposals
from claims.capture.values import KnownArticle, Proposal
from claims.reading.registers.captured import Snapshot


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
    return undecided_among(snapshot, proposals_of(snapshot, outlets))


def undecided_among(snapshot: Snapshot, proposed: Sequence[Proposal]) -> dict[str, Proposal]:
    """Return those of a snapshot's proposals that wait for a decision, as `undecided` does."""
    waiting: dict[str, Proposal] = {}
    parted = {key.rpartition("/")[0] for key in snapshot.decided if "/" in key}
    for proposal in proposed:
        if key_of(proposal) in parted:  # a person may have split it into other parts than the rules do
            waiting |= {key: part for key, part in split(proposal).items() if key not in snapshot.decided}
        elif key_of(proposal) not in snapshot.decided:
            waiting[key_of(proposal)] = proposal
    return waiting
