"""Who may see a story: closing it to named users, and opening it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import htpy as h

from claims.entry.closing import close_story, open_story
from claims.errors import ClaimsError
from claims.privacy.closed import Closing, closings
from claims.reading.stories import StoryRecord, story_named
from claims.render.phrases import listed
from claims.rules.rights import refusal
from claims.store.people.actors import actor
from claims.web.chassis.answering import Answer
from claims.web.chassis.form_showing import form_body
from claims.web.chassis.forms import Filled, Form, Input, Shape
from claims.web.chassis.page import Done, Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import flat
from claims.web.story.asked import address
from claims.web.story.showing import framed, title_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_WHY = Input("note", "Why", Shape.LONG, part="--note")
CLOSING = Form(
    "close",
    (
        Input("people", "Who may see it", Shape.LINES, help="Besides you, one name on each line.", part="--to"),
        _WHY,
    ),
)
OPENING = Form("open", (Input("note", "Why", Shape.LONG, required=True, part="--note"),))


def ask(visit: Visit) -> Page:
    """Show who may see a story."""
    return _page(visit)


def close(visit: Visit) -> Answer:
    """Close a story to all but the users that the form names."""
    try:
        given = CLOSING.given(visit.form)
        story = visit.path["story"]
        made = visit.write("story close", lambda session: close_story(session, story, given["people"], given["note"]))
    except ClaimsError as problem:
        return _page(visit, CLOSING, problem)
    visit.tell(made.made[0].label, *made.notices)
    return Done(address(visit.path["story"], "access"))


def open_again(visit: Visit) -> Answer:
    """Open a closed story to everybody."""
    try:
        given = OPENING.given(visit.form)
        made = visit.write("story open", lambda session: open_story(session, visit.path["story"], given["note"]))
    except ClaimsError as problem:
        return _page(visit, OPENING, problem)
    visit.tell(made.made[0].label, *made.notices)
    return Done(address(visit.path["story"], "access"))


def _page(visit: Visit, form: Form | None = None, problem: ClaimsError | None = None) -> Page:
    def read(connection: Connection) -> tuple[StoryRecord, Closing | None, str]:
        story = story_named(connection, visit.path["story"], visit.question)
        closing = next((each for each in closings(connection) if each.story == story.id), None)
        why = refusal(actor(connection, visit.settings), "story close")
        return story, closing, "" if why is None else "Only an editor or an owner can close a story or open it."

    story, closing, why = visit.read(read)
    filled = Filled() if form is None else Filled.by(form, visit.form, problem)
    body = h.div(".narrow-form")[
        h.p[_standing(closing)],
        h.p(".note")[why] if why else None,
        None if why and problem is None else _forms(story, closing, form, filled),
    ]
    title = f"Who may see {title_of(story)}"
    return Page(
        title, framed(story, "access", visit, body), 200 if problem is None else status_of(problem), heading=False
    )


def _standing(closing: Closing | None) -> str:
    if closing is None:
        return "The story is open: everybody who can open the database sees it."
    return f"The story is closed to everybody but {flat(listed(closing.people))}. Others see nothing of it."


def _forms(story: StoryRecord, closing: Closing | None, refused: Form | None, filled: Filled) -> h.Node:
    def of(form: Form, act: str, submit: str, title: str) -> h.Node:
        own = filled if refused is form else Filled()
        if form is CLOSING and refused is not form and closing is not None:
            own = Filled.of(people=closing.people)
        return h.section(".part", aria_labelledby=act)[
            h.h2(id=act)[title], form_body(form, own, address(str(story.id), act), submit)
        ]

    if closing is None:
        return of(CLOSING, "close", "Close the story", "Close it")
    return [
        of(CLOSING, "close", "Change who may see it", "Change who may see it"),
        of(OPENING, "reopen", "Open the story", "Open it again"),
    ]
