"""The proposals of a kept snapshot: made again from its text at will, never stored."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.accepting import key_of
from claims.capture.proposals import proposals
from claims.capture.values import KnownArticle, Proposal
from claims.patterns import pattern_of
from claims.reading.registers.captured import Snapshot

_WORD = pattern_of(r"[a-z]+")
_ENGLISH = frozenset(
    "the of and to in a is that for it was on with as he be by at from his has had are this not".split()
)
_SHARE = 0.12
"""The least share of those words in English prose; other languages in Latin letters have under 0.06."""
_SAMPLE = 4_000


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


def undecided(snapshot: Snapshot, outlets: Sequence[str]) -> list[Proposal]:
    """Return the proposals that wait for a decision."""
    return [proposal for proposal in proposals_of(snapshot, outlets) if key_of(proposal) not in snapshot.decided]


def is_english(text: str) -> bool:
    """Return whether a text is written in English, by the share of its most frequent words."""
    words = _WORD.findall(text[:_SAMPLE].casefold())
    return len(words) >= 5 and sum(word in _ENGLISH for word in words) / len(words) >= _SHARE
