"""What corrections mean for the claims of a story, for its sourcing report."""

from __future__ import annotations

from claims.features.reach.as_json import Json, reach_json
from claims.features.reach.records import NOTHING, Reach
from claims.features.reach.words import flagged_sentences, reach_line
from claims.features.story.report import StoryReport
from claims.reading.records import ClaimRecord
from claims.render.corrections import ANY_OF_THEM
from claims.render.phrases import counted, listed

MOST_LISTED = 24
"""How many claim numbers a sentence lists at most."""


def corrected(report: StoryReport) -> tuple[int, ...]:
    """Return the numbers of claims not reviewed since a report behind them was corrected."""
    return tuple(spread.claim.id for spread in report.spreads if _reach(report, spread.claim).flagged)


def corrected_facts(report: StoryReport) -> list[tuple[str, str]]:
    """Return the summary's line on corrections, if any waits for a review."""
    numbers = [f"#{number}" for number in corrected(report)]
    if not numbers:
        return []
    rest = [f"{len(numbers) - MOST_LISTED} more"] if len(numbers) > MOST_LISTED else []
    listing = listed([*numbers[:MOST_LISTED], *rest])
    what = "reports behind them were" if len(numbers) > 1 else "a report behind it was"
    text = f"{counted(len(numbers), 'claim')} not reviewed since {what} {ANY_OF_THEM}: {listing}."
    return [("Corrected", text)]


def corrected_lines(report: StoryReport, claim: ClaimRecord) -> list[str]:
    """Return the waiting corrections for a claim in full."""
    return flagged_sentences(_reach(report, claim), report.asked.zone)


def corrected_words(report: StoryReport, claim: ClaimRecord) -> list[str]:
    """Return the waiting corrections for a claim of one line."""
    text = reach_line(_reach(report, claim))
    return [text] if text else []


def claim_reach_json(report: StoryReport, claim: ClaimRecord) -> Json:
    """Return what corrections mean for a claim; `claims show` says the same."""
    return reach_json(_reach(report, claim), report.asked.zone)


def _reach(report: StoryReport, claim: ClaimRecord) -> Reach:
    return report.reach.get(claim.id, NOTHING)
