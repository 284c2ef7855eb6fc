"""Has this been said, or checked, before? Asked about a text or a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.errors import BadValue, ClaimsError
from claims.features.similar.answers import MOST_CHARACTERS, Answer, answers
from claims.reading.dossier import claim_named
from claims.reading.records import ClaimRecord
from claims.reading.view import View
from claims.web.chassis.page import Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.uploads import pasted
from claims.web.chassis.visit import Visit
from claims.web.similar.showing import claim_body, text_body

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST = 10
"""How many claims are shown at most."""

TITLE = "Said before?"


def ask(visit: Visit) -> Page:
    """Show the form for a text, or the claims that read like the claim in the address."""
    number = visit.asked("claim")
    if number is None:
        return Page(TITLE, text_body("", None, None))

    def read(connection: Connection) -> tuple[ClaimRecord, list[Answer]]:
        record = claim_named(connection, number, visit.question)
        return record, answers(connection, record.id, visit.question, MOST)

    return Page(TITLE, claim_body(*visit.read(read)))


def look(visit: Visit) -> Page:
    """Show the claims that read like a text. It is sent as a form, so that it stands in no address."""
    text = pasted(visit, "text") or ""
    confidential = visit.typed("confidential") is not None
    view = View(confidential=confidential, zone=visit.zone)
    try:
        if not text.strip():
            raise BadValue("there is no text to look for; paste a statement, a post or a paragraph")
        asked = text[:MOST_CHARACTERS]
        held = visit.read(lambda connection: answers(connection, asked, view, MOST))
    except ClaimsError as problem:
        return Page(TITLE, text_body(text, None, problem), status_of(problem))
    return Page(TITLE, text_body(text, held, None, confidential=confidential))
