"""A captured article as a page: the text on the left, marked; the proposals on the right, a key for each decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import htpy as h

from claims.capture.language import is_english
from claims.capture.proposing import facts
from claims.capture.together.planning import Plan, Waiting
from claims.errors import ClaimsError
from claims.reading.registers.captured import Held, Logged, Snapshot
from claims.render.phrases import counted, date_phrase, moment_phrase
from claims.render.sheets import plain
from claims.text.versions.anchors import Quote, Searched
from claims.vocabulary import Media
from claims.web.capturing.forms import READING
from claims.web.chassis.form_showing import form_body
from claims.web.chassis.forms import Filled
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import at_desk, begun, flat, with_commands


def given_body(filled: Filled, newest: Sequence[Held], visit: Visit) -> h.Node:
    """Return the form that takes an article, and the articles captured last."""
    items = [
        h.li(data_item=True)[
            h.a(href=f"/read/{each.snapshot}", data_open=True, dir="auto")[
                flat(each.title or f"Article #{each.article}")
            ],
            h.span(".note")[
                f" · {flat(each.outlet)}" if each.outlet else "",
                f" · {each.story}" if each.story else "",
                f" · {flat(each.entered_by)}, {moment_phrase(each.entered_at, visit.zone)}",
            ],
        ]
        for each in newest
    ]
    return h.div(".narrow")[
        h.p(".lead")[
            "The desk keeps a copy and proposes claims; each becomes a claim once you accept it. ",
            h.a(href="/read/bookmarklet")["Read from the browser with one press"],
            ".",
        ],
        form_body(READING, filled, "/read", "Read it", keeps=True),
        [h.h2(".apart")["Captured last"], h.ul(".held")[items]] if items else None,
    ]


# The text


@dataclass(frozen=True)
class Mark:
    """A stretch of the text that is logged or proposed."""

    start: int
    end: int
    target: str
    said: str
    logged: bool


def text_body(
    snapshot: Snapshot,
    plan: Plan,
    logged: Sequence[Logged],
    following: Held | None,
    visit: Visit,
    *,
    problem: ClaimsError | None = None,
    key: str = "",
) -> h.Node:
    """Return the page's body; a ``problem`` stands at the proposal with the ``key``."""
    waiting = _shown(plan, visit.asked("split"))
    marks = _marks(snapshot.text or "", logged, waiting)
    head = flat(snapshot.title or f"Article #{snapshot.article}")
    proposals = [
        _proposal(each, number, snapshot, visit, problem if each.key == key else None)
        for number, each in enumerate(waiting, start=1)
    ]
    return h.div(".reading")[
        h.header(".claim-head")[
            h.p(".kicker")[_kicker(snapshot, visit)],
            h.h1(".statement", dir="auto")[head],
            h.p(".meta")[_meta(snapshot, visit)],
        ],
        h.section(".text", aria_label="The kept text", data_text=True, lang=snapshot.language)[
            _paragraphs(snapshot.text or "", marks),
        ],
        h.aside(".proposals", aria_label="Claims")[
            _elsewhere(problem, key, waiting),
            _passage(snapshot),
            _logged(logged, visit),
            h.h2[counted(len(waiting), "claim proposed", "claims proposed") if waiting else "No claim waits"],
            _why_none(snapshot) if not waiting else _keys(),
            h.ol(".proposed")[proposals] if proposals else None,
            h.p(".more")[h.a(href=f"/read/{following.snapshot}{visit.along}")["Next article of the story →"]]
            if following
            else None,
        ],
    ]


def _elsewhere(problem: ClaimsError | None, key: str, waiting: Sequence[Waiting]) -> h.Node:
    """Return a problem with a proposal that is no longer there."""
    if problem is None or any(each.key == key for each in waiting):
        return None
    return h.p(".problem", role="alert")[with_commands(begun(at_desk(str(problem))))]


def _shown(plan: Plan, split: str | None) -> list[Waiting]:
    """Return the proposals in the order of the text; a split one as its parts."""
    shown: list[Waiting] = []
    for each in plan.queue:
        parts = each.parts() if each.key == split else []
        shown += parts or [each]
    return sorted(shown, key=lambda each: (each.proposal.excerpt.start, each.key))


def _kicker(snapshot: Snapshot, visit: Visit) -> Iterator[h.Node]:
    yield h.a(href=f"/registers/articles/{snapshot.article}{visit.along}")[f"Article #{snapshot.article}"]
    if snapshot.outlet:
        yield f" · {flat(snapshot.outlet)}"
    if snapshot.published:
        yield f" · {flat(date_phrase(snapshot.published))}"
    if snapshot.confidential:
        yield h.strong[" · confidential"]


def _meta(snapshot: Snapshot, visit: Visit) -> Iterator[h.Node]:
    yield f"Captured by {flat(snapshot.entered_by)}, {moment_phrase(snapshot.entered_at, visit.zone)}. "
    if snapshot.url and snapshot.url.startswith(("https://", "http://")):
        yield [h.a(href=snapshot.url, rel="noreferrer")["The page on the web"], ". "]
    if snapshot.media is Media.PAGE:
        yield [h.a(href=f"/read/{snapshot.id}/page{visit.along}", target="_blank")["The kept page"], ". "]
    yield [h.a(href=f"/registers/articles/{snapshot.article}/changes{visit.along}")["What changed in it"], "."]


def _marks(text: str, logged: Sequence[Logged], waiting: Sequence[Waiting]) -> list[Mark]:
    """Return the stretches to mark, in order, none upon another: logged ones before proposed ones."""
    searched, marks = Searched(text), []
    for each in logged:
        place = searched.place_of(Quote(each.excerpt, each.prefix or "", each.suffix or "")) if each.excerpt else None
        if place is not None:
            said = f"logged as claim #{each.claim}"
            marks.append(Mark(place.start, place.end, f"/claims/{each.claim}#appearance-{each.appearance}", said, True))
    for number, proposal in enumerate(waiting, start=1):
        excerpt = proposal.proposal.excerpt
        marks.append(Mark(excerpt.start, excerpt.end, f"#proposal-{number}", f"proposal {number}", False))
    free: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (not mark.logged, mark.start)):
        if mark.start < mark.end and all(mark.end <= other.start or other.end <= mark.start for other in free):
            free.append(mark)
    return sorted(free, key=lambda mark: mark.start)


def _paragraphs(text: str, marks: Sequence[Mark]) -> list[h.Node]:
    """Return the text in paragraphs with its marks; a mark that runs over a paragraph's end is cut there."""
    paragraphs: list[h.Node] = []
    start = 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        nodes: list[h.Node] = []
        at = start
        for mark in marks:
            first, last = max(mark.start, start), min(mark.end, end)
            if first >= last:
                continue
            nodes.append(plain(text[at:first]))
            kind = ".logged" if mark.logged else ".proposal"
            nodes.append(h.a(f".mark{kind}", href=mark.target, title=mark.said)[plain(text[first:last])])
            at = last
        nodes.append(plain(text[at:end]))
        paragraphs.append(h.p(dir="auto")[nodes])
        start = end + 2
    return paragraphs


# The proposals


def _passage(snapshot: Snapshot) -> h.Node:
    """Return the form for a passage that somebody selects: it goes on to the form that logs a claim."""
    story = snapshot.story or ""
    return h.form(".passage", method="post", action="/log/passage", data_passage=True)[
        h.input(type="hidden", name="article", value=f"#{snapshot.article}"),
        h.input(type="hidden", name="story", value=story),
        h.input(type="hidden", name="prefix"),
        h.input(type="hidden", name="suffix"),
        h.label(for_="excerpt")["A passage"],
        h.textarea("#excerpt", name="excerpt", rows="2", placeholder="Select a passage on the left, or paste it here."),
        h.button["Log this passage"],
    ]


def _logged(logged: Sequence[Logged], visit: Visit) -> h.Node:
    if not logged:
        return None
    items = [
        h.li(dir="auto")[
            h.a(href=f"/claims/{each.claim}{visit.along}#appearance-{each.appearance}")[f"#{each.claim}"],
            " ",
            flat(each.statement or ""),
        ]
        for each in logged
    ]
    title = f"{counted(len(logged), 'appearance')} logged from this article"
    return h.details(".already")[h.summary[title], h.ul[items]]


def _why_none(snapshot: Snapshot) -> h.Node:
    if snapshot.text is None:
        return h.p(".note")["The text was redacted."]
    if not is_english(snapshot.text):
        return h.p(".note")["The text is not in English, so no claims are proposed; select a passage and log it."]
    return h.p(".note")["All proposals are decided. To log more, select a passage."]


def _keys() -> h.Node:
    return h.p(".note.keys")[
        h.kbd["j"], " ", h.kbd["k"], " move, ", h.kbd["a"], " accept, ", h.kbd["e"], " edit, ", h.kbd["s"], " split, ",
        h.kbd["x"], " skip.",
    ]  # fmt: skip


def _proposal(each: Waiting, number: int, snapshot: Snapshot, visit: Visit, problem: ClaimsError | None) -> h.Node:
    name, statement = f"statement-{number}", plain(each.claim.statement)
    return h.li(id=f"proposal-{number}", data_item=True, tabindex="-1")[
        h.form(method="post", action=f"/read/{snapshot.id}/decide{visit.along}")[
            h.input(type="hidden", name="key", value=each.key),
            h.p(".fault", role="alert")[with_commands(begun(at_desk(str(problem))))] if problem else None,
            h.label(".unseen", for_=name)[f"Statement {number}"],
            h.textarea(id=name, name="statement", rows="2", dir="auto", data_open=True)[f"\n{statement}"],
            h.p(".note")[begun("; ".join(flat(fact) for fact in facts(each.proposal)))],
            h.div(".decide")[
                h.button(".main", name="act", value="accept", data_key="a")["Log it"],
                h.button(name="act", value="edit", data_key="e")["Edit …"],
                h.button(name="act", value="split", data_key="s")["Split"] if each.parts() else None,
                h.button(name="act", value="skip", data_key="x")["Skip"],
            ],
            h.details(".same")[
                h.summary["Same as a claim that we have"],
                h.div(".row")[
                    h.label(".unseen", for_=f"same-{number}")["Its number"],
                    h.input(
                        id=f"same-{number}", name="same", placeholder="#98", autocomplete="off", data_offers="claim"
                    ),
                    h.button(name="act", value="same")["Add to it"],
                ],
            ],
        ]
    ]
