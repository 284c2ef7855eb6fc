"""The queue as a page: the filters, and each claim with why it waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import htpy as h

from claims.errors import ClaimsError
from claims.features.queue.assigned import taken_phrase
from claims.features.queue.changed import Changed
from claims.features.queue.read import Queue, QueueLine
from claims.features.queue.scope import ME
from claims.features.queue.words import stands_words, why_phrases
from claims.privacy.redaction import REDACTED
from claims.reading.registers.offered import Offer
from claims.render.phrases import counted, unlisted_sentence
from claims.rules.ladder import same_person
from claims.rules.urgency import DAYS
from claims.vocabulary import Urgency, words
from claims.web.chassis.controls import button, drop_down, labelled
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun, flat, linked, standing
from claims.web.queue.asked import MOST, Asked

FEW = 8
"""How many changed claims are named."""


def queue_body(
    waiting: Queue,
    asked: Asked,
    stories: Sequence[Offer],
    changed: Sequence[Changed],
    newest: int,
    visit: Visit,
    problem: ClaimsError | None = None,
) -> h.Node:
    """Return the body of the page; a ``problem`` is with handing claims over."""
    return [
        _changed(changed, newest),
        _filters(asked, stories),
        h.p(".count")[_count(waiting, asked)],
        h.ol(".queue", data_list=True)[[_line(line, visit) for line in waiting.lines]]
        if waiting.lines
        else _nothing(asked),
        _more(waiting, asked),
        _handing_over(visit, problem),
    ]


def _changed(changed: Sequence[Changed], newest: int) -> h.Node:
    """Return what others did since this person last looked."""
    if not changed:
        return None
    items = [
        h.li(dir="auto")[
            h.a(href=f"/claims/{each.claim}")[f"#{each.claim}"],
            f" {flat(each.statement or REDACTED)} ",
            h.span(".note")["; ".join(f"{act} by {flat(who)}" for act, who in each.acts)],
        ]
        for each in changed[:FEW]
    ]
    others = counted(len(changed) - FEW, "more claim") if len(changed) > FEW else ""
    return h.details(".changed")[
        h.summary[f"Since you last looked, others worked on {counted(len(changed), 'claim')}"],
        h.ul[items, h.li(".note")[f"and {others}"] if others else None],
        button("/looked", "I have seen this", newest=str(newest)),
    ]


def _handing_over(visit: Visit, problem: ClaimsError | None) -> h.Node:
    """Return the form that takes over the claims of somebody who leaves."""
    fault = h.p(".fault", role="alert")[begun(str(problem))] if problem else None
    return h.details(".handing", open=problem is not None)[
        h.summary["Take over somebody's claims"],
        h.form(method="post", action="/hand-over")[
            fault,
            h.label(for_="from")["Whose? All the claims that this person has taken become yours."],
            h.div(".row")[
                h.input("#from", name="from", value=visit.typed("from"), autocomplete="off"), h.button["Take them over"]
            ],
        ],
    ]


def _filters(asked: Asked, stories: Sequence[Offer]) -> h.Node:
    """Return the filters as a form that changes the address."""
    chosen = ME if asked.reviewer == ME else "nobody" if asked.unassigned else ""
    with_whom = [("", "anybody"), (ME, "me"), ("nobody", "nobody")]
    reasons = [("", "any reason"), *((kind.value, words(kind)) for kind in Urgency)]
    of_story = [("", "any story"), *((story.value, story.label or story.value) for story in stories)]
    outlet = h.input("#outlet", name="outlet", value=asked.outlet, data_offers="outlet", autocomplete="off")
    days = h.input("#days", name="days", value=str(asked.days), inputmode="numeric", size="4")
    return h.form(".filters", method="get", action="/", data_filters=True)[
        labelled("With", "with", drop_down("with", with_whom, [chosen])),
        labelled("Story", "story", drop_down("story", of_story, [asked.story or ""])),
        labelled("Reason", "reason", drop_down("reason", reasons, asked.kinds[:1] or [""])),
        labelled("Outlet", "outlet", outlet),
        labelled("Days ahead", "days", days, short=True),
        h.button["Show"],
        h.a(".clear", href="/")["Clear"] if asked.is_narrowed else None,
    ]


def _count(waiting: Queue, asked: Asked) -> str:
    shown = counted(len(waiting.lines), "claim waits", "claims wait")
    days = f" Deadlines within {counted(asked.days, 'day')} count." if asked.days != DAYS else ""
    if waiting.more == 0:
        return f"{shown}, the most urgent first.{days}"
    return f"The {len(waiting.lines):,} most urgent claims.{days}"


def _nothing(asked: Asked) -> h.Node:
    if asked.is_narrowed:
        return h.p(".empty")["Nothing waits here. ", h.a(href="/")["Show the whole queue"], "."]
    return h.p(".empty")["Nothing waits."]


def _more(waiting: Queue, asked: Asked) -> h.Node:
    """Return how many more wait, with the way there, and how many are left out."""
    parts: list[h.Node] = []
    if waiting.more != 0:
        others = "More wait" if waiting.more is None else f"{counted(waiting.more, 'more waits', 'more wait')}"
        address = asked.address(most=max(len(waiting.lines), MOST) * 2)
        parts.append(
            h.p(".more")[
                f"{others}. ", h.a(href=address)["Show more"], " · ", h.a(href=asked.address(most="0"))["Show all"]
            ]
        )
    if waiting.hidden:
        parts.append(h.p(".note")[begun(unlisted_sentence(waiting.hidden, "claim"))])
    return parts


def waiting_list(lines: Sequence[QueueLine], visit: Visit) -> h.Node:
    """Return waiting claims as a list, each with why it waits."""
    return h.ol(".queue", data_list=True)[[_line(line, visit) for line in lines]]


def _line(line: QueueLine, visit: Visit) -> h.Node:
    claim = line.claim
    address = f"/claims/{claim.id}"
    numbers = {reason.claim for reason in line.reasons if reason.claim is not None}
    appearances = {appearance.id for appearance in (*claim.appearances, *claim.wrong_entries)}
    reasons = [
        _WHY[linked(begun(why), numbers, appearances, address)]
        for why in why_phrases(line, visit.question.today, visit.zone)
    ]
    return _WAITS[
        _WHAT[
            h.h2[
                h.a(".statement", href=address, dir="auto", data_open=True)[
                    _NUMBER[f"#{claim.id}"], " ", flat(claim.statement or REDACTED)
                ]
            ],
            _STANDS[list(_stands(line, visit))],
            _WHYS[reasons],
        ],
        _ACTS[_acts(line, visit)],
    ]


_WAITS = h.li(".waits", data_item=True)
_WHAT, _WHYS, _ACTS, _WHY = h.div(".what"), h.ul(".why"), h.div(".acts"), h.li(dir="auto")
_STANDS, _NUMBER = h.p(".stands"), h.span(".number")
"""The elements of a line: what their names and classes mean is worked out once, and not for each of fifty claims."""


def _stands(line: QueueLine, visit: Visit) -> Iterator[h.Node]:
    text = stands_words(line).partition(" ")[2]
    yield standing(line.claim.status, text)
    for story in line.claim.stories:
        yield h.span(".story")[" · ", h.a(href=f"/?story={story}")[story]]
    taken = taken_phrase(line.claim.assigned, visit.zone)
    if taken is not None:
        yield h.span(".taken")[f" · {taken}"]


def _acts(line: QueueLine, visit: Visit) -> h.Node:
    """Return what can be done at once: taking or dropping."""
    number, assigned = line.claim.id, line.claim.assigned
    address, about, back = f"/claims/{number}", f"claim #{number}", visit.address
    if assigned is None:
        return button(f"{address}/take", "Take", about, back=back)
    if same_person(assigned.reviewer, visit.who):
        return button(f"{address}/drop", "Drop", about, back=back)
    return button(f"{address}/take", "Take over", about, back=back, over="yes")
