"""What can be done with a claim, as folded forms beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import htpy as h

from claims.errors import ClaimsError
from claims.reading.history import Entry
from claims.reading.records import ClaimRecord
from claims.render.phrases import moment_phrase
from claims.rules.ladder import same_person
from claims.vocabulary import VERDICTS
from claims.web.chassis.answering import problem_body
from claims.web.chassis.form_showing import form_body
from claims.web.chassis.forms import Filled, Form
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun, flat
from claims.web.claim.forms import ASKING, JUDGING, RELATING, REVIEWING, agreeing, answering

Refusal = tuple[Form, Filled, ClaimsError]
"""A form that was refused, as it was typed, and why."""


def acts_body(
    record: ClaimRecord,
    seen: int,
    visit: Visit,
    *,
    refused: Refusal | None = None,
    newer: Sequence[Entry] = (),
    doubts: Sequence[str] = (),
) -> h.Node:
    """Return the forms; a refused form is open, with its faults and the ``newer`` entries."""
    if visit.question.as_of is not None or visit.question.published_until is not None:
        return None  # what is entered is entered now
    acts, offered = [], list(_acts(record, visit))
    # What is refused may fit the claim no longer: its form is gone, and what was wrong is still said.
    gone = refused is not None and refused[0].name not in {form.name for _, form, _ in offered}
    for title, form, submit in offered:
        is_refused = refused is not None and refused[0].name == form.name
        filled = refused[1] if refused is not None and is_refused else Filled()
        acts.append(
            h.details(".act", id=f"act-{form.name}", name="act", open=is_refused)[
                h.summary[title],
                form_body(
                    form,
                    filled,
                    f"/claims/{record.id}/{form.name}{visit.along}",
                    submit,
                    hidden={"seen": str(seen)},
                    above=[newer_body(newer, visit), _doubts(doubts)] if is_refused else None,
                    keeps=True,
                ),
            ]
        )
    links = (("Log another appearance", "appear"), ("Edit the claim", "edit"))
    return [
        [problem_body(refused[2]), newer_body(newer, visit)] if refused is not None and gone else None,
        h.div(".act-list")[acts],
        h.ul(".act-links")[[h.li[h.a(href=f"/claims/{record.id}/{name}{visit.along}")[text]] for text, name in links]],
    ]


def _acts(record: ClaimRecord, visit: Visit) -> Iterator[tuple[str, Form, str]]:
    """Yield what fits the claim: its title, its form, and the words on the button."""
    if _can_agree(record, visit):
        yield "Agree with the verdict", agreeing(record), "Agree"
    yield "Review", REVIEWING, "Enter the review"
    yield "Ask somebody", ASKING, "Record the inquiry"
    if record.inquiries:
        yield "Enter a reply", answering(record), "Record the reply"
    yield "Relate it to another claim", RELATING, "Relate them"
    yield "Same as another claim?", JUDGING, "Enter the judgement"


def _can_agree(record: ClaimRecord, visit: Visit) -> bool:
    """Return whether somebody else gave a verdict or an outcome that this person has not agreed with."""
    newest = record.latest_review
    reviews = record.waiting or ((newest,) if newest and (newest.status in VERDICTS or newest.outcome) else ())
    return any(not any(same_person(who, visit.who) for who in record.behind(review)) for review in reviews)


def newer_body(entries: Sequence[Entry], visit: Visit) -> h.Node:
    """Return the entries that the writer of a form had not seen."""
    if not entries:
        return None
    return h.div(".newer")[
        h.h3["Entered since you opened the form"],
        h.ul[
            [
                h.li(dir="auto")[
                    f"{moment_phrase(entry.at, visit.zone)}, {flat(entry.who)}: {flat(entry.what)}",
                    f" — {flat(entry.reason)}" if entry.reason else "",
                ]
                for entry in entries
            ]
        ],
    ]


def _doubts(doubts: Sequence[str]) -> h.Node:
    if not doubts:
        return None
    return h.div(".newer")[
        [h.p[begun(doubt)] for doubt in doubts],
        h.label(".check")[h.input(type="checkbox", name="sure", value="yes"), h.span["Use it all the same"]],
    ]
