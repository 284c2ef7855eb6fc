"""Views: the present, a moment in the past, or the state of publication on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

from claims.errors import blaming
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


def looking_back(
    as_of: str | None, published_until: str | None, zone: tzinfo, *, confidential: bool = False
) -> tuple[View, str | None]:
    """Return the view that somebody typed, and it in words with the newsroom's offset; None for the present.

    Raises `claims.errors.BadValue` for what is no moment or no day.
    """
    from claims.text.dates import day_in_words, moment, partial_date

    with blaming("--as-of"):
        at = moment(as_of, zone) if as_of is not None else None
    with blaming("--published-until"):
        until = partial_date(published_until).latest if published_until is not None else None
    words = [f"as recorded by {at.astimezone(zone).isoformat(sep=' ', timespec='seconds')}"] if at else []
    words += [f"as published until {day_in_words(until)}"] if until else []
    return View(at, until, confidential, zone=zone), f"({', '.join(words)})" if words else None
