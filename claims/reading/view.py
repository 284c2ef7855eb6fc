"""Which question a read answers: the present, a moment in the past, or what had been published by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class View:
    """Which questions a read answers.

    ``as_of``: what did we know at that moment (by time of entry)?  ``published_until``: what had been reported by
    that day?  ``confidential``: whether off-the-record appearances are asked for.  ``public``: whether what was said
    on background is left out, of which the source agreed to no more than that it is used (AP).
    """

    as_of: datetime | None = None
    published_until: date | None = None
    confidential: bool = False
    trust_labels: bool = False
    zone: tzinfo = UTC
    public: bool = False

    @property
    def today(self) -> date:
        """The day on which the question is put, in the newsroom's zone."""
        return (self.as_of or datetime.now(UTC)).astimezone(self.zone).date()


PRESENT = View()
"""The plain question: how do the records stand now?"""
