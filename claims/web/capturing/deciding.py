"""Deciding on proposals: each is entered as `claims capture --work` enters it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from claims.capture.accepting import refuse_open
from claims.capture.together.planning import Waiting
from claims.entry.answers import made_in_words
from claims.entry.capturing import accept, skip
from claims.entry.drafts import ClaimDraft
from claims.errors import BadUsage, ClaimsError, Refused
from claims.web.capturing.page import Read, read_of, text_page
from claims.web.chassis.answering import Answer
from claims.web.chassis.page import Done
from claims.web.chassis.visit import Visit
from claims.web.log.page import proposed_page


def decide(visit: Visit) -> Answer:
    """Log a proposal, add it to a claim that is known, split it, edit it, or skip it."""
    read = visit.read(lambda connection: read_of(connection, visit))
    key, act = visit.typed("key") or "", visit.typed("act") or "accept"
    place = f"/read/{read.snapshot.id}"
    try:
        waiting = _waiting(read, key)
        if act == "split":
            return Done(f"{place}?{urlencode({'split': key, **_along(visit)})}")
        if act == "edit":
            return proposed_page(waiting, _claim(waiting, visit), read.snapshot.id, key)
        if act == "skip":
            visit.write("capture", lambda session: skip(session, read.snapshot.id, key))
        else:
            claim = _same(visit) if act == "same" else _claim(waiting, visit)
            appearance = waiting.appearance()
            refuse_open(waiting.proposal, appearance)
            made = visit.write("capture", lambda session: accept(session, read.snapshot.id, key, claim, appearance))
            visit.tell(made_in_words(made), *made.notices)
    except ClaimsError as problem:
        return text_page(read, visit, problem, key)
    split = key.rpartition("/")[0]
    question = urlencode({**({"split": split} if split else {}), **_along(visit)})
    return Done(f"{place}{f'?{question}' if question else ''}#proposals")


def _along(visit: Visit) -> dict[str, str]:
    return {"confidential": "yes"} if visit.question.confidential else {}


def _waiting(read: Read, key: str) -> Waiting:
    """Return the proposal with a key, or the part of one; raises `Refused` when it was decided meanwhile."""
    for each in read.plan.queue:
        parts = {part.key: part for part in each.parts()}
        if key == each.key or key in parts:
            return parts.get(key, each)
    raise Refused("somebody has decided about this proposal meanwhile")


def _claim(waiting: Waiting, visit: Visit) -> ClaimDraft:
    """Return the claim, in the words that stand in the form."""
    return replace(waiting.claim, statement=(visit.typed("statement") or "").strip())


def _same(visit: Visit) -> str:
    number = visit.typed("same")
    if number is None:
        raise BadUsage("type the number of the claim that it is")
    return number
