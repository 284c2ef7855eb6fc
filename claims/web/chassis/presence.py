"""Who else has the same claim open, and what they are writing: kept in memory, and in no record.

A browser with scripts says every few seconds that its page is still open; without, a page counts for some minutes after
it was loaded. Sessions hold it, so whoever signs out is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

import htpy as h

from claims.settings import Settings
from claims.web.chassis.page import Open
from claims.web.chassis.sessions import Present, Session, Sessions
from claims.web.chassis.words import flat

LASTS = timedelta(minutes=10)
"""How long a page counts as open after it was loaded, where no script says more."""

LASTS_WITH_SCRIPTS = timedelta(seconds=60)
"""How long it counts after its script last said so."""

WRITING = {
    "review": "writing a review",
    "agree": "about to agree with a verdict",
    "ask": "recording an inquiry",
    "answer": "recording a reply",
    "relate": "relating it to another claim",
    "same": "comparing it with another claim",
    "edit": "editing the claim",
    "correct": "correcting an appearance",
    "appear": "logging another appearance",
}
"""What somebody is doing, by the last word of the address that takes their form."""


MOST = 100
"""How many claims a session remembers to have opened."""


def come(session: Session, open_: Open) -> None:
    """Note that a page about a claim was loaded."""
    session.pages += 1
    _note(session, open_.claim, open_.doing, session.pages, LASTS)


def stay(session: Session, claim: int, doing: str) -> None:
    """Note that the page is still open, and which form its person writes in."""
    known = session.present.get(claim)
    if known is not None:  # else its page was never shown to this browser
        _note(session, claim, doing if doing in WRITING else "", known.page, LASTS_WITH_SCRIPTS)


def leave(session: Session, claim: int, page: str) -> None:
    """Note that a page is closed, unless the same claim was opened anew since."""
    known = session.present.get(claim)
    if known is not None and str(known.page) == page:
        session.present[claim] = replace(known, until=datetime.now(UTC))


def _note(session: Session, claim: int, doing: str, page: int, lasts: timedelta) -> None:
    known, now = session.present.pop(claim, None), datetime.now(UTC)
    goes_on = known is not None and known.doing == doing and known.until > now
    session.present[claim] = Present(doing, known.since if known is not None and goes_on else now, now + lasts, page)
    for oldest in list(session.present)[:-MOST]:
        session.present.pop(oldest, None)


def company(sessions: Sessions, settings: Settings, session: Session, claim: int) -> list[str]:
    """Return a sentence for each other person at a claim; none where there are no users, as all are one person then."""
    others = sessions.present_at(claim, but=session)
    if not others:
        return []
    from claims.reading.registers.people import has_users
    from claims.store.database import reading

    with reading(settings) as connection:
        if not has_users(connection):
            return []
    return [sentence(name, present, settings.zone) for name, present in others]


def sentence(name: str, present: Present, zone: tzinfo) -> str:
    """Return who is there too, what they write, and since when."""
    doing = f", {WRITING[present.doing]}" if present.doing else ","
    since = present.since.astimezone(zone)
    return f"{flat(name)} is here too{doing} since {since:%H:%M}"


def company_body(session: Session, open_: Open, sentences: Sequence[str]) -> h.Node:
    """Return the place that says who else is there; the script keeps it true."""
    return h.div(
        ".company",
        role="status",
        data_company=f"/claims/{open_.claim}/here",
        data_doing=open_.doing or None,
        data_page=str(session.pages),
    )[[h.p[each] for each in sentences]]
