"""Views: the present, a moment in the past, or the state of publication on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

from claims.values import value


@value
class View:
    """The view of the records that a read answers for.

    ``as_of``: by time of entry, what did we know at that moment? ``published_until``: what was reported by that day?
    ``confidential``: include off-the-record appearances? ``public``: leave out background appearances, whose source
    agreed to their use but not to print (AP)?
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
"""The present: how do the records stand now?"""
