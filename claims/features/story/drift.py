"""Where the wording hardened in a story's claims: the findings for its key claims, and a line of numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from claims.features.claim.spread import Spread
from claims.features.drift.words import drift_sentences
from claims.render.phrases import counted
from claims.vocabulary import Weight


@dataclass(frozen=True, slots=True)
class Drifted:
    """A claim with a relay that goes further than its upstream."""

    spread: Spread
    sentences: tuple[str, ...]


def drifted(spreads: Sequence[Spread], weight: Weight = Weight.KEY) -> tuple[Drifted, ...]:
    """Return the claims of a weight that have findings, each with its sentences."""
    result = (
        Drifted(spread, tuple(drift_sentences(spread.chain))) for spread in spreads if spread.claim.weight is weight
    )
    return tuple(finding for finding in result if finding.sentences)


def drifting(spreads: Sequence[Spread]) -> tuple[int, ...]:
    """Return the numbers of claims, of any weight, with a relay that goes further than its upstream."""
    return tuple(spread.claim.id for spread in spreads if spread.chain.drift)


def drift_fact(spreads: Sequence[Spread], numbers: Callable[[Sequence[int]], str]) -> str:
    """Return the findings in a sentence of the summary; ``numbers`` puts the claims' numbers into words."""
    marked_claims = drifting(spreads)
    relays = {finding.relay for spread in spreads for finding in spread.chain.drift}
    if not marked_claims:
        return "No relay goes further than the report it picks up, as far as the wording is on record."
    says = (
        "goes further than the report it picks up" if len(relays) == 1 else "go further than the reports they pick up"
    )
    on = counted(len(marked_claims), "claim")
    return f"{counted(len(relays), 'relay')} {says}, on {on} ({numbers(marked_claims)})."
