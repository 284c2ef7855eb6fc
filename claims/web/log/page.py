"""Logging a claim with its first appearance, and another appearance of a claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import htpy as h

from claims.capture.together.planning import Waiting
from claims.entry import log as actions
from claims.entry.answers import made_in_words
from claims.entry.capturing import accept
from claims.entry.drafts import AppearanceDraft, ClaimDraft, Made
from claims.entry.proposing import BEST
from claims.entry.resolve.keys import web_address
from claims.entry.rules.statements import statement_of
from claims.entry.typed import appearance_draft, claim_draft
from claims.errors import ClaimsError, Problems
from claims.features.similar.answers import likeliest
from claims.privacy.confided import refuse_confided
from claims.reading.dossier import claim_named
from claims.reading.find import find
from claims.render.phrases import REDACTED
from claims.text.references import number_in
from claims.text.typed import Given
from claims.vocabulary import Attribution, Terms
from claims.web.chassis.answering import Answer
from claims.web.chassis.form_showing import form_body
from claims.web.chassis.forms import Filled, missing
from claims.web.chassis.page import Done, Open, Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import flat
from claims.web.log.forms import APPEAR, LOG, as_article, filled_in, with_relay
from claims.web.log.hints import alike_phrase

if TYPE_CHECKING:
    from sqlalchemy import Connection

WHOSE_WORD = "choose whom or what the article attributes it to"


def show(visit: Visit) -> Page:
    """Show the empty form; the address may name the article and the story."""
    filled = Filled.of(article=visit.asked("article"), story=visit.asked("story"), url=None)
    return _page(filled)


def passage(visit: Visit) -> Page:
    """Show the form for a passage that somebody selected in an article."""
    filled = Filled.of(
        article=visit.typed("article"),
        story=visit.typed("story"),
        excerpt=visit.typed("excerpt"),
        prefix=visit.typed("prefix"),
        suffix=visit.typed("suffix"),
        statement=visit.typed("statement"),
    )
    return _page(filled)


def proposed_page(waiting: Waiting, claim: ClaimDraft, snapshot: int, key: str) -> Page:
    """Show the form filled in with a proposal; once entered, the proposal counts as decided."""
    return _page(filled_in(claim, waiting.appearance()), hidden={"snapshot": str(snapshot), "proposal": key})


def enter(visit: Visit) -> Answer:
    """Log the claim; refused, return the form as it was typed, with every fault."""
    snapshot, key = number_in(visit.typed("snapshot") or ""), visit.typed("proposal")
    try:
        claim, appearance = _drafts(visit)
        if snapshot is not None and key is not None:
            made = visit.write("capture", lambda session: accept(session, snapshot, key, claim, appearance))
            visit.tell(made_in_words(made), *made.notices)
            return Done(f"/read/{snapshot}")
        made = visit.write("log", lambda session: actions.log(session, claim, appearance))
    except ClaimsError as problem:
        hidden = {name: value for name in ("snapshot", "proposal") if (value := visit.typed(name)) is not None}
        return _page(Filled.by(LOG, visit.form, problem), status_of(problem), hidden)
    visit.tell(made_in_words(made), *made.notices, *_alike(visit, made))
    secret = "?confidential=yes" if appearance.terms is Terms.OFF_RECORD else ""
    return Done(f"/claims/{made.claim}{secret}")


def _alike(visit: Visit, made: Made) -> list[str]:
    """Return the likeliest claims that were here before; the claim is logged whether they can be found or not."""
    number = made.claim
    if number is None:
        return []
    try:
        likely = visit.read(lambda connection: likeliest(connection, number, limit=BEST))
    except ClaimsError as problem:
        return [f"the search for claims that read alike failed: {problem}"]
    return [f"said or checked before? {alike_phrase(answer)}" for answer in likely]


def _drafts(visit: Visit) -> tuple[ClaimDraft, AppearanceDraft]:
    """Return the drafts of a claim and its appearance; raises every fault at once."""
    given, problems = as_article(with_relay(LOG.given(visit.form))), Problems()
    claim = None
    with problems.collected():
        statement_of(given["statement"])
    with problems.collected():
        claim = claim_draft(given)
    appearance = _appearance(given, problems)
    problems.tell()
    assert claim is not None
    assert appearance is not None
    return claim, appearance


def _appearance(given: Given, problems: Problems) -> AppearanceDraft | None:
    """Return the draft of an appearance, and add its faults to the others."""
    if given["attribution"] is None:
        problems.add(missing("--attribution", WHOSE_WORD))
    with problems.collected():
        web_address(given["url"])
    try:
        # Without an attribution the other faults are still found.
        return appearance_draft({**given, "attribution": given["attribution"] or Attribution.UNATTRIBUTED})
    except ClaimsError as problem:
        problems.add(problem)
        return None


def _page(filled: Filled, status: int = 200, hidden: Mapping[str, str] | None = None) -> Page:
    body = [
        h.p(".lead")[
            "Three things are needed: the statement, its attribution, and where it appeared. ",
            "The rest is folded below.",
        ],
        form_body(LOG, filled, "/log", "Log the claim", keeps=not hidden, hidden=hidden),
    ]
    return Page("Log a claim", h.div(".narrow")[body], status)


# Another appearance


def appear(visit: Visit) -> Page:
    """Show the form for another appearance of a claim."""
    return _appear_page(visit, Filled.of(article=visit.asked("article")))


def enter_appearance(visit: Visit) -> Answer:
    """Log another appearance of a claim."""
    number = visit.path["number"]
    try:
        given, problems = as_article(with_relay(APPEAR.given(visit.form))), Problems()
        draft = _appearance(given, problems)
        problems.tell()
        assert draft is not None
        made = visit.write("appear", lambda session: actions.appear(session, number, draft))
    except ClaimsError as problem:
        return _appear_page(visit, Filled.by(APPEAR, visit.form, problem), status_of(problem))
    visit.tell(made_in_words(made), *made.notices, *_alike(visit, made))
    secret = "?confidential=yes" if draft.terms is Terms.OFF_RECORD else visit.along
    return Done(f"/claims/{number}{secret}#appearance-{made.appearance}")


def _appear_page(visit: Visit, filled: Filled, status: int = 200) -> Page:
    number = visit.path["number"]

    def read(connection: Connection) -> tuple[int, str]:
        if not visit.question.confidential:
            refuse_confided(connection, "claim", find(connection, "claim", number), "claims appear")
        record = claim_named(connection, number, visit.question)
        return record.id, record.statement or REDACTED

    known, statement = visit.read(read)
    body = [
        h.p(".lead", dir="auto")[
            h.a(href=f"/claims/{known}{visit.along}")[f"#{known}"], " ", h.span(".statement")[flat(statement)]
        ],
        form_body(APPEAR, filled, f"/claims/{number}/appear{visit.along}", "Log the appearance", keeps=True),
    ]
    return Page("Log another appearance", h.div(".narrow")[body], status, open=Open(known, "appear"))
