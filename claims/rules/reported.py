"""The possible order of saying, publishing and picking up."""

from __future__ import annotations

from datetime import date, timedelta


def came_later(earliest: date | None, other_latest: date | None) -> bool:
    """Return whether an article published on ``earliest`` or later surely came after another's last possible day."""
    return earliest is not None and other_latest is not None and earliest > other_latest


def said_too_late(said: date, published: date | None) -> bool:
    """Return whether something was said after its report was published, allowing a day for time zones."""
    return published is not None and said > published + timedelta(days=1)
