"""What was entered, in words for people: the same sentences on the command line and at the desk."""

from __future__ import annotations

from datetime import tzinfo

from claims.entry.reviewing.assign import Assigned, HandedOver
from claims.render.phrases import counted, listed, moment_phrase


def taken_in_words(made: Assigned, zone: tzinfo) -> str:
    """Return who has a claim now."""
    if not made.made:
        since = moment_phrase(made.since, zone) if made.since else "before"
        return f"claim #{made.claim}: you have had it since {since}; nothing was entered"
    over = f", over from {made.before}" if made.before else ""
    return f"claim #{made.claim}: taken by {made.reviewer}{over}"


def dropped_in_words(made: Assigned) -> str:
    """Return that a claim is free again."""
    return f"claim #{made.claim}: dropped; it is free to take"


def taken_over_in_words(made: HandedOver) -> str:
    """Return which claims somebody took over; those known only off the record are counted."""
    numbers = listed(f"#{number}" for number in made.claims)
    parts = [f"{'claim' if len(made.claims) == 1 else 'claims'} {numbers}"] if made.claims else []
    parts += [f"{counted(made.unlisted, 'claim')} known only off the record"] if made.unlisted else []
    return f"{listed(parts)}: taken by {made.reviewer}, over from {made.before}"
