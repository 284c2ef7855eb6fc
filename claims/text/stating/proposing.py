"""Whether a claim is likely what a text says, in whatever words: few and precise, for a person to decide.

Statements in nearly the same words are compared word by word (`likeness`). Others are proposed if the text has most of
the claim's rare words, or many of them and no other claim comes near; names alone are not enough, as they only say whom
it is about. A text that denies what the claim says is proposed as its contradiction. The thresholds are round numbers
at which nine in ten proposals were right, as a person marked 300 who had not seen the rule.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from claims.text.dates import MONTHS
from claims.text.names.namesakes import reads_alike
from claims.text.similarity.asked import ranked_words, stem_of
from claims.text.similarity.comparing import (
    DifferenceKind,
    Likeness,
    Proposed,
    Reversal,
    Stated,
    are_of_others,
    due_apart,
    likeness,
    replaced_name,
    shares_figure,
)
from claims.text.similarity.ranking import rarity
from claims.text.similarity.reading import Part, Word, is_headline, words_of
from claims.text.stating.differences import Difference, differences

SHARE, RARE = 0.5, 20.0
"""The least share of a claim's words, and the least weight of all that are shared, to propose that it is the same."""

LEAD, LEADING_SHARE = 1.4, 0.3
"""How far the best must be ahead of the next, to be proposed with a smaller share."""

BEHIND, BEHIND_SHARE, BEHIND_RARE = 0.7, 0.6, 25.0
"""How near another claim must come to the best to be proposed too, and with which share and weight."""

ALIKE = 0.5
"""The least share of the rare words of either that the other has, for what differs to be about the same thing."""

CLAIMS_SHARE, CLAIMS_RARE = 0.85, 15.0
"""The same between two claims, and the least weight of what they share."""

CLAIMS_SHARED = 4
"""How many words two claims share at least."""

NAME_SHARED = 3
"""How many, if they are the same but for a name."""

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


def alike_by(asked: Collection[str], theirs: Collection[str], weights: Mapping[str, float]) -> float:
    """Return the smaller share of the stems of either that the other has, figures and months apart, by weight."""
    ours, others = ({stem for stem in side if not _is_of_amount(stem)} for side in (asked, theirs))
    return min(share_of(ours, others, weights), share_of(others, ours, weights))


def _is_of_amount(stem: str) -> bool:
    return stem[0].isdecimal() or stem in _MONTHS


_MONTHS = frozenset(stem_of(word) for name in MONTHS for word in ranked_words(name))


def is_likely(share: float, weight: float, *, lead: float = 0.0, behind: float | None = None) -> bool:
    """Return whether a claim is likely what a text says, by its share and the weight of all shared words.

    ``lead`` is how many times the score of the next it reached, if it is the best; ``behind`` else its part of the
    best one's score.
    """
    if behind is not None:
        return behind >= BEHIND and share >= BEHIND_SHARE and weight >= BEHIND_RARE
    if share >= SHARE and weight >= RARE:
        return True
    return lead >= LEAD and share >= LEADING_SHARE and weight >= RARE


def proposed(stated: Stated, other: Stated, share: float, alike: float) -> Likeness:
    """Return what to propose on a claim that is likely what a text says: the same, or the opposite, and why.

    ``share`` is the share of the claim's words that the text has, ``alike`` as of `alike_by`.
    What a longer text says besides is not about the claim.
    """
    close = likeness(stated, other)
    if close is not None:
        return close
    percent = min(99, round(100 * share))
    denied = next(filter(_is_denied, differences(stated.statement, other.statement)), None)
    if denied is not None:
        return Likeness(Proposed.CONTRADICTS, percent, _in_words(denied), denied.kind)
    named = _of_another_name(stated, other, percent)
    if named is not None:
        return named
    turned = _reversal(stated, other)
    if turned is not None and turned.why and alike >= ALIKE:
        return Likeness(Proposed.CONTRADICTS, percent, turned.why, turned.kind)
    amount = turned is not None and turned.kind in (DifferenceKind.FIGURE, DifferenceKind.DATE)
    but = f", but {turned.why}" if turned and amount and ";" not in turned.why else ""
    return Likeness(Proposed.DUPLICATE, percent, f"other words for the same{but}")


def proposed_claim(stated: Stated, other: Stated, alike: float, weight: float) -> Likeness | None:
    """Return what to propose on two claims in other words, or None.

    Claims of one story share names and things, and differ: so each has nearly all rare words of the other, or they
    give one figure; and neither names somebody whom the other does not.
    """
    near = alike >= CLAIMS_SHARE and weight >= CLAIMS_RARE
    asked, theirs = ({stem_of(word) for word in ranked_words(side.statement)} for side in (stated, other))
    common = asked & theirs
    half = len(common) >= ALIKE * max(len(asked), len(theirs))
    may_be_named = len(common) >= NAME_SHARED and weight >= CLAIMS_RARE
    if not (near or half or may_be_named):
        return None
    here, there = _words_of(stated, other)
    figure = half and shares_figure(here, there)
    percent = min(99, round(100 * (alike if near else len(common) / max(len(asked), len(theirs), 1))))
    if may_be_named:
        named = _of_another_name(stated, other, percent)
        if named is not None:
            return named
    if len(common) < CLAIMS_SHARED or not (near or figure) or are_of_others(here, there):
        return None
    turned = _reversal(stated, other)
    if turned is not None:
        return Likeness(Proposed.CONTRADICTS, percent, turned.why, turned.kind) if turned.why else None
    return Likeness(Proposed.DUPLICATE, percent, "the same figure" if figure else "other words for the same")


def shares_more_than_names(shared: Collection[str], other: Stated) -> bool:
    """Return whether these stems of a claim are not all of names."""
    words = words_of(other.statement, capitals=not is_headline(other.statement))
    names = " ".join(word.printed for word in words if word.part is Part.NAME)
    return not set(shared) <= {stem_of(word) for word in ranked_words(names)}


def _is_denied(apart: Difference) -> bool:
    """Return whether a text denies what a claim says; “fake” and the like may describe what it is about."""
    return apart.kind is DifferenceKind.NEGATION and apart.sentence.casefold() not in ("", "fake", "bogus", "hoax")


def _of_another_name(stated: Stated, other: Stated, alike: int) -> Likeness | None:
    """Return that two statements are the same but for a name, unless both can be names of one person or thing."""
    names = replaced_name(*_words_of(stated, other))
    if names is None or any(reads_alike(*names, people=people) for people in (True, False)):
        return None
    return Likeness(Proposed.DIFFERS, alike, f"“{names[0]}” against “{names[1]}”", DifferenceKind.NAME)


def _reversal(stated: Stated, other: Stated) -> Reversal | None:
    """Return how a statement contradicts another; without words if that cancels out, None if it does not."""
    apart = differences(stated.statement, other.statement)
    turns = [each for each in apart if each.kind in (DifferenceKind.NEGATION, DifferenceKind.OPPOSITE)]
    if turns and len(turns) % 2 == 0:
        return Reversal("", turns[0].kind)
    if not apart:
        return due_apart(stated.due, other.due)
    chosen = turns or apart
    return Reversal("; ".join(map(_in_words, chosen)), chosen[0].kind)


def _in_words(apart: Difference) -> str:
    if apart.kind is DifferenceKind.NEGATION or not (apart.sentence and apart.claim):
        return f"only one says “{apart.sentence or apart.claim}”"
    return f"“{apart.sentence}” against “{apart.claim}”"


def _words_of(stated: Stated, other: Stated) -> tuple[Sequence[Word], Sequence[Word]]:
    capitals = not (is_headline(stated.statement) or is_headline(other.statement))
    return words_of(stated.statement, capitals=capitals), words_of(other.statement, capitals=capitals)
