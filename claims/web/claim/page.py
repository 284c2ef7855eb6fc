"""A claim: all we know about it, and everything that can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import htpy as h
from starlette.responses import JSONResponse, Response

from claims.entry.answers import dropped_in_words, taken_in_words
from claims.entry.reviewing.assign import Had
from claims.entry.reviewing.assign import drop as drop_claim
from claims.entry.reviewing.assign import take as take_claim
from claims.errors import BadValue, Refused
from claims.features.reach.read import claim_and_reach
from claims.features.reach.records import Reach
from claims.privacy.confided import all_confided
from claims.reading.chain_view import ChainView
from claims.reading.find import find
from claims.reading.history import Entry, history_of, last_event
from claims.web.chassis.page import Done, Open, Page
from claims.web.chassis.presence import company, leave, stay
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun
from claims.web.claim.acts import Refusal, acts_body
from claims.web.claim.showing import claim_body

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Shown:
    """What the page of a claim reads."""

    chain: ChainView
    reach: Reach
    history: list[Entry]
    seen: int
    """The newest event by then; a form says it, so that a newer entry is noticed."""


def go(visit: Visit) -> Done:
    """Go to the claim whose number was typed."""
    number = visit.asked("number")
    if number is None:
        raise BadValue("type the number of a claim, like 98")
    return Done(f"/claims/{quote(number.lstrip('#').strip(), safe='')}")


def show(visit: Visit) -> Page:
    """Show a claim."""
    try:
        shown = visit.read(lambda connection: claim_shown(connection, visit))
    except OffRecord as refusal:
        address = f"/claims/{quote(visit.path['number'], safe='')}?confidential=yes"
        body = [h.p[begun(str(refusal))], h.p(".more")[h.a(".button", href=address)["Show it to me"]]]
        return Page("Off the record", body, status_of(refusal))
    return claim_page(shown, visit)


class OffRecord(Refused):
    """The claim is known only off the record, and nobody asked for that."""


def claim_shown(connection: Connection, visit: Visit) -> Shown:
    """Return what the page shows.

    Raises `NotFound`, `Ambiguous`, and `Refused` for a claim known only off the record.
    """
    typed, question = visit.path["number"], visit.question
    number = find(connection, "claim", typed)
    if not question.confidential and number in all_confided(connection).claims:
        raise OffRecord(f"claim #{number} is known only off the record")
    record, reach = claim_and_reach(connection, number, question)
    seen = last_event(connection)
    return Shown(ChainView(record), reach, history_of(connection, record, question), seen)


def claim_page(
    shown: Shown,
    visit: Visit,
    *,
    refused: Refusal | None = None,
    newer: Sequence[Entry] = (),
    doubts: Sequence[str] = (),
) -> Page:
    """Return the page of a claim; ``refused`` is the form that comes back with its faults.

    ``newer`` are entries that its writer had not seen, ``doubts`` questions about its evidence.
    """
    record = shown.chain.claim
    title = f"#{record.id} {' '.join((record.statement or '').split())[:80]}"
    acts = acts_body(record, shown.seen, visit, refused=refused, newer=newer, doubts=doubts)
    body = claim_body(shown.chain, shown.reach, shown.history, visit, acts)
    status = status_of(refused[2]) if refused else 200
    now = visit.question.as_of is None and visit.question.published_until is None
    return Page(title, body, status, heading=False, wide=True, open=Open(record.id) if now else None)


def here(visit: Visit) -> Response:
    """Keep somebody present at a claim, and return who else is there; nothing about a claim that they may not see."""
    number = visit.read(lambda connection: find(connection, "claim", visit.path["number"]))
    if number not in visit.session.present:  # its page was never shown to this browser
        return JSONResponse({"lines": []})
    if visit.typed("gone"):
        leave(visit.session, number, visit.typed("page") or "")
        return JSONResponse({"lines": []})
    stay(visit.session, number, visit.typed("doing") or "")
    return JSONResponse({"lines": company(visit.sessions, visit.settings, visit.session, number)})


def take(visit: Visit) -> Done:
    """Take the claim, or take it over."""
    number, over = visit.path["number"], visit.typed("over") is not None
    try:
        made = visit.write("take", lambda session: take_claim(session, number, over=over, zone=visit.zone))
    except Had as problem:
        raise Refused(f"{problem.fact}; “Take over” on its page takes it from them") from problem
    visit.tell(taken_in_words(made, visit.zone))
    return Done(visit.back(f"/claims/{number}"))


def drop(visit: Visit) -> Done:
    """Drop the claim."""
    number = visit.path["number"]
    made = visit.write("drop", lambda session: drop_claim(session, number, zone=visit.zone))
    visit.tell(dropped_in_words(made))
    return Done(visit.back(f"/claims/{number}"))
