"""Whether a claim is likely what a text says, in whatever words: few and precise, for a person to decide.

Statements in nearly the same words are compared word by word (`likeness`). Others are proposed if the text has most of
the claim's rare words, or many of them and no other claim comes near. The thresholds are round numbers between those at
which nine in ten proposals were right on either half of a thousand texts that people had matched to checked claims.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from claims.text.similarity.asked import ranked_words, stem_of
from claims.text.similarity.comparing import (
    Likeness,
    Proposed,
    Stated,
    are_of_others,
    likeness,
    reversal,
    shares_figure,
)
from claims.text.similarity.ranking import rarity
from claims.text.similarity.reading import Word, is_headline, words_of

SHARE, RARE = 0.5, 20.0
"""The least share of a claim's words, and the least weight of all that are shared, to propose that it is the same."""

LEAD, LEADING_SHARE, LEADING_RARE = 1.4, 0.3, 15.0
"""How far the best must be ahead of the next, to be proposed with a smaller share and weight."""

BEHIND, BEHIND_SHARE, BEHIND_RARE = 0.7, 0.6, 25.0
"""How near another claim must come to the best to be proposed too, and with which share and weight."""

ALIKE = 0.5
"""The least share of the rare words of either that the other has, for what differs to be about the same thing."""

CLAIMS_SHARE = 0.85
"""The same between two claims."""

CLAIMS_SHARED = 4
"""How many words two claims share at least."""

COLLECTION = 10_000
"""How many claims words are taken to be rare among, at least: among few claims every word is rare."""


def weight_of(having: int, claims: int) -> float:
    """Return how much a shared word tells, if so many of all claims have it: the two that are compared do not count."""
    others = max(0, having - 2) * COLLECTION / max(1, claims) if claims < COLLECTION else having
    return rarity(round(others), max(claims, COLLECTION))


def share_of(asked: Collection[str], theirs: Collection[str], weights: Mapping[str, float]) -> float:
    """Return the share of a claim's stems that a text has, by weight."""
    whole = sum(weights[stem] for stem in theirs)
    return sum(weights[stem] for stem in theirs if stem in asked) / whole if whole else 0.0


def is_likely(share: float, weight: float, *, lead: float = 0.0, behind: float | None = None) -> bool:
    """Return whether a claim is likely what a text says, by its share and the weight of all shared words.

    ``lead`` is how many times the score of the next it reached, if it is the best; ``behind`` else its part of the
    best one's score.
    """
    if behind is not None:
        return behind >= BEHIND and share >= BEHIND_SHARE and weight >= BEHIND_RARE
    if share >= SHARE and weight >= RARE:
        return True
    return lead >= LEAD and share >= LEADING_SHARE and weight >= LEADING_RARE


def proposed(stated: Stated, other: Stated, share: float, covers: float) -> Likeness:
    """Return what to propose on a claim that is likely what a text says: the same, or the opposite, and why.

    ``share`` is the share of the claim's words that the text has, ``covers`` that of the text's that the claim has.
    What a longer text denies besides is not about the claim.
    """
    close = likeness(stated, other)
    if close is not None:
        return close
    alike = min(99, round(100 * share))
    if min(share, covers) >= ALIKE:
        turned = reversal(*_words_of(stated, other), (stated.due, other.due))
        if turned:
            return Likeness(Proposed.CONTRADICTS, alike, turned)
    return Likeness(Proposed.DUPLICATE, alike, "other words for the same")


def proposed_claim(stated: Stated, other: Stated, share: float, covers: float, weight: float) -> Likeness | None:
    """Return what to propose on two claims in other words, or None.

    Claims of one story share names and things, and differ: so each has nearly all rare words of the other, or they
    give one figure; and neither names somebody whom the other does not.
    """
    here, there = _words_of(stated, other)
    near = min(share, covers) >= CLAIMS_SHARE and weight >= LEADING_RARE
    asked, theirs = ({stem_of(word) for word in ranked_words(side.statement)} for side in (stated, other))
    common = asked & theirs
    figure = len(common) >= ALIKE * max(len(asked), len(theirs)) and shares_figure(here, there)
    if len(common) < CLAIMS_SHARED or not (near or figure) or are_of_others(here, there):
        return None
    alike = min(99, round(100 * (min(share, covers) if near else len(common) / max(len(asked), len(theirs)))))
    turned = reversal(here, there, (stated.due, other.due))
    if turned == "":
        return None
    if turned:
        return Likeness(Proposed.CONTRADICTS, alike, turned)
    return Likeness(Proposed.DUPLICATE, alike, "the same figure" if figure else "other words for the same")


def _words_of(stated: Stated, other: Stated) -> tuple[Sequence[Word], Sequence[Word]]:
    capitals = not (is_headline(stated.statement) or is_headline(other.statement))
    return words_of(stated.statement, capitals=capitals), words_of(other.statement, capitals=capitals)
