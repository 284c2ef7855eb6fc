"""In which order things can have been said, published and picked up."""

from __future__ import annotations

from datetime import date, timedelta


def came_later(earliest: date | None, other_latest: date | None) -> bool:
    """Return whether what was published on ``earliest`` at the soonest surely came after another's last day."""
    return earliest is not None and other_latest is not None and earliest > other_latest


def said_too_late(said: date, published: date | None) -> bool:
    """Return whether something was said only after the report of it was published; a day is given to time zones."""
    return published is not None and said > published + timedelta(days=1)
