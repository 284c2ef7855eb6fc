"""How many people agreed on a story's verdicts, and which verdicts one person made alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.features.story.report import Settled
from claims.render.phrases import counted, listed

MOST_LISTED = 24
"""How many claim numbers the sentence lists at most."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The numbers of the settled claims, and of claims settled by one person alone."""

    settled: tuple[int, ...]
    alone: tuple[int, ...]
    """Claims whose verdict or outcome no second person agreed to."""


def verdicts_of(settled: Sequence[Settled]) -> Verdicts:
    """Return which verdicts one person made alone, by the rule of `claims.rules.ladder.made_alone`."""
    return Verdicts(
        settled=tuple(decision.claim.id for decision in settled),
        alone=tuple(decision.claim.id for decision in settled if decision.claim.made_alone),
    )


def alone_sentence(verdicts: Verdicts) -> str:
    """Return how many verdicts one person made alone, with the numbers of the claims."""
    total = len(verdicts.settled)
    if not verdicts.alone:
        return f"None of {counted(total, 'verdict')}: two people agreed on {'it' if total == 1 else 'each'}."
    if total == 1:
        return f"The only verdict was made by one person alone ({_numbers(verdicts.alone)})."
    were = "was" if len(verdicts.alone) == 1 else "were"
    return (
        f"{len(verdicts.alone)} of {counted(total, 'verdict')} {were} made by one person alone "
        f"({_numbers(verdicts.alone)})."
    )


def _numbers(numbers: Sequence[int]) -> str:
    items = [f"#{number}" for number in numbers[:MOST_LISTED]]
    return listed([*items, *([f"{len(numbers) - MOST_LISTED} more"] if len(numbers) > MOST_LISTED else [])])
