"""Views: the present, a moment in the past, or the state of publication on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class View:
    """The question a read answers.

    ``as_of``: what did we know at that moment (by time of entry)? ``published_until``: what had been reported by that
    day? ``confidential``: show off-the-record appearances? ``public``: leave out background appearances, because their
    source agreed to their use and no more (AP)?
    """

    as_of: datetime | None = None
    published_until: date | None = None
    confidential: bool = False
    trust_labels: bool = False
    zone: tzinfo = UTC
    public: bool = False

    @property
    def today(self) -> date:
        """Today's date in the newsroom's zone."""
        return (self.as_of or datetime.now(UTC)).astimezone(self.zone).date()


PRESENT = View()
"""The plain question: how do the records stand now?"""
