"""Live hints while somebody types: how a deadline is understood, likely claims, names to choose from.

A form sends the typed words, never an address: so they stay out of logs and histories.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime

from starlette.responses import JSONResponse, Response

from claims.entry.proposing import BEST
from claims.errors import ClaimsError
from claims.features.inquiries.words import when_phrase
from claims.features.similar.answers import Answer, likeliest
from claims.features.similar.words import answer_phrase, reported_phrase
from claims.reading.registers.offered import offers
from claims.render.phrases import quoted, shortened
from claims.rules.windows import read_window
from claims.text.dates import partial_date
from claims.text.names.namesakes import is_no_name
from claims.text.typed import deadline, typed_day
from claims.web.chassis.picking import OFFERED, shown_offer
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun

LONGEST = 2_000
"""How much of a text is looked up while it is typed."""

LONGEST_SHOWN = 120
"""How many characters of a statement a hint repeats."""


def hint(visit: Visit) -> Response:
    """Answer one hint: its ``kind``, the ``value`` typed so far, and the ``field``; an unreadable value says why."""
    answer = _HINTS.get(visit.typed("kind") or "")
    value = (visit.typed("value") or "").strip()
    if answer is None or not value or len(value) > LONGEST:
        return JSONResponse({"lines": []})
    try:
        lines = answer(visit, value)
    except ClaimsError as problem:
        return JSONResponse({"lines": [begun(str(problem))], "fault": True})
    return JSONResponse({"lines": lines})


def _window(visit: Visit, words: str) -> list[str]:
    """Return how the words of a window are understood, as said on the day in the form, else today."""
    window = read_window(words, _said(visit), past=visit.typed("field") == "happened", zone=visit.zone)
    return [f"Understood as {window.understood}."]


def _said(visit: Visit) -> date:
    said, published = visit.typed("said"), visit.typed("published")
    with suppress(ClaimsError):
        if said:
            return typed_day(said)
        if published and not is_no_name(published):
            return partial_date(published).earliest
    return datetime.now(visit.zone).date()


def _moment(visit: Visit, typed: str) -> list[str]:
    return [f"Until {when_phrase(deadline(typed, None, visit.zone), visit.zone)}."]


def _similar(visit: Visit, statement: str) -> list[str]:
    """Return the likeliest claims that we hold on a statement, each with its place in the reports."""
    likely = visit.read(lambda connection: likeliest(connection, statement, limit=BEST))
    return [begun(alike_phrase(answer)) for answer in likely]


def alike_phrase(answer: Answer) -> str:
    """Return a claim that we hold, why it is likely, and where it was reported."""
    said = quoted(shortened(answer.statement, LONGEST_SHOWN))
    return f"claim #{answer.claim.id} {said}: {answer_phrase(answer)}; {reported_phrase(answer.claim)}"


_HINTS: Mapping[str, Callable[[Visit, str], list[str]]] = {
    "window": _window,
    "moment": _moment,
    "similar": _similar,
}


def names(visit: Visit) -> Response:
    """Return the names of records that fit the letters typed so far, each as it is ``shown`` in a field."""
    record, typed = visit.typed("record") or "", visit.typed("value") or ""
    subjects = OFFERED.get(record, (record,))
    offered = visit.read(
        lambda connection: [
            (subject, offer) for subject in subjects for offer in offers(connection, subject, typed[:200])
        ]
    )
    return JSONResponse(
        [
            {"value": offer.value, "label": offer.label, "shown": shown_offer(subject, offer)}
            for subject, offer in offered
        ]
    )
