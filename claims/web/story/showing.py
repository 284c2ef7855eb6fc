"""Stories as pages: the list, the head that all pages of a story share, its report, and what waits in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import htpy as h
from markupsafe import Markup

from claims.features.queue.read import Queue
from claims.features.story.brief import brief
from claims.features.story.document import document_outline
from claims.features.story.report import StoryReport
from claims.privacy.redaction import REDACTED
from claims.reading.arrivals import Late
from claims.reading.registers.records import StoryLine
from claims.reading.stories import StoryRecord
from claims.render.html import parts_within
from claims.render.phrases import counted, late_sentence, unlisted_sentence
from claims.text.dates import day_in_words
from claims.vocabulary import Audience
from claims.web.chassis.controls import labelled
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun, flat
from claims.web.chassis.writing import fragment
from claims.web.queue.showing import waiting_list
from claims.web.story.asked import Question, address

PAGES = (
    ("Report", ""),
    ("Still open", "open"),
    ("Our draft", "draft"),
    ("Files and copies", "copies"),
    ("Who may see it", "access"),
)
"""The pages of a story, each with the end of its address."""

READERS = {Audience.DESK: "Desk", Audience.LAWYER: "Lawyer", Audience.PUBLIC: "Public"}
LEFT_OUT = {
    Audience.DESK: "Everything except confidential material.",
    Audience.LAWYER: "Everything except confidential material, with who entered what, when and why.",
    Audience.PUBLIC: "Without notes, names of reviewers, proposals and background material.",
}


def title_of(story: StoryRecord) -> str:
    """Return what a story is called."""
    return flat(story.title or story.slug)


# The list


def list_body(stories: Sequence[StoryLine], visit: Visit) -> h.Node:
    """Return the body of the list."""
    if not stories:
        return h.p(".empty")["There is no story yet. Logging a claim with a story's name begins one."]
    ordered = sorted(stories, key=lambda story: (story.publishing_on is None, story.publishing_on or 0, -story.id))
    return [
        h.p(".count")[counted(len(stories), "story", "stories"), ", the next to be published first."],
        h.ol(".plain-list")[[_story(story) for story in ordered]],
    ]


def _story(story: StoryLine) -> h.Node:
    facts = [counted(story.claims, "claim")]
    if story.publishing_on is not None:
        facts.append(f"to be published on {day_in_words(story.publishing_on)}")
    title = flat(story.title) if story.title else REDACTED if story.title is None else story.slug
    return h.li(data_item=True)[
        h.h2[h.a(href=address(str(story.id)), dir="auto", data_open=True)[title]],
        h.p(".stands")[" · ".join(facts), h.span(".slug")[f" · {story.slug}"] if story.slug else None],
    ]


# What all pages of a story share


def framed(story: StoryRecord, page: str, visit: Visit, body: h.Node) -> h.Node:
    """Return a page of a story: its title and the way to its other pages, over the body."""
    links = [
        h.li[h.a(href=address(str(story.id), end), aria_current="page" if end == page else None)[name]]
        for name, end in PAGES
    ]
    return [
        h.header(".page-head")[
            h.p(".kicker")[
                h.a(href="/stories")["Stories"],
                f" · #{story.id} · {story.slug} · ",
                h.a(href=f"/registers/stories/{story.id}")["Details and history"],
            ],
            h.h1(dir="auto")[title_of(story)],
            h.p(".note", dir="auto")[flat(story.note)] if story.note else None,
            h.nav(".tabs", aria_label="Pages of the story")[h.ul[links]],
        ],
        body,
    ]


# The report


@dataclass(frozen=True, slots=True)
class Written:
    """A report as it stands on a page, written out; the same for everybody who reads it."""

    story: StoryRecord
    late: Late | None
    text: Markup


def written(report: StoryReport, late: Late | None, question: Question) -> Written:
    """Return the report as it stands on a page, with the records that came late."""
    parts = brief(report) if question.brief else document_outline(report)
    return Written(report.story, late, fragment(parts_within(parts, lambda number: f"/claims/{number}")))


def report_body(report: Written, question: Question, visit: Visit) -> h.Node:
    """Return the report as a page."""
    late = report.late
    caption = visit.looking_back[1]
    return framed(
        report.story,
        "",
        visit,
        [
            _readers(report.story, question),
            _looking_back(report.story, question),
            h.p(".caption")[
                begun(caption.strip("()")), " ", h.a(href=address(str(report.story.id)))["Back to now"], "."
            ]
            if caption
            else None,
            h.p(".caption")[begun(late_sentence(late.records, late.last, visit.zone))] if late is not None else None,
            h.div(".report")[report.text],
        ],
    )


def _readers(story: StoryRecord, question: Question) -> h.Node:
    """Return the readers of the report, with links to the others."""
    links = [
        h.li[
            h.a(
                href=address(str(story.id), **{**question.values(), "for": reader.value}),
                aria_current="true" if reader is question.audience else None,
            )[name]
        ]
        for reader, name in READERS.items()
    ]
    files = {name: value for name, value in question.values().items() if name != "brief"}
    return h.div(".readers")[
        h.nav(".choice", aria_label="Readers")[h.span(".of")["For"], h.ul[links]],
        h.p(".note")[LEFT_OUT[question.audience]],
        h.a(".button", href=address(str(story.id), "copies", **files))["Take it as a file"],
    ]


def _looking_back(story: StoryRecord, question: Question) -> h.Node:
    """Return the form that asks for another moment, for less, or with labels trusted."""
    audience = question.audience
    as_of = h.input(
        "#as_of", name="as_of", value=question.as_of, placeholder="18:00 on 9 April 2024", autocomplete="off"
    )
    until = h.input(
        "#published_until",
        name="published_until",
        value=question.published_until,
        placeholder="2024-04-09",
        autocomplete="off",
    )
    return h.details(".looking-back", open=question.looks_back or question.brief)[
        h.summary["Another moment, or in brief"],
        h.form(".filters", method="get", action=address(str(story.id)))[
            h.input(type="hidden", name="for", value=audience.value) if audience is not Audience.DESK else None,
            labelled("As recorded by", "as_of", as_of),
            labelled("As published until", "published_until", until),
            _tick("brief", "In brief: the first minute's reading", question.brief),
            _tick("trust_labels", "Count people with different labels as different", question.trust_labels),
            h.button["Show"],
            h.a(".clear", href=address(str(story.id)))["Clear"] if question.looks_back or question.brief else None,
        ],
    ]


def _tick(name: str, label: str, ticked: bool) -> h.Node:
    return h.div(".tick")[
        h.input(f"#{name}", type="checkbox", name=name, value="yes", checked=ticked), h.label(for_=name)[label]
    ]


# What is open


def open_body(story: StoryRecord, waiting: Queue, visit: Visit) -> h.Node:
    """Return what waits in a story, and why."""
    queue = f"/?story={story.slug}"
    if waiting.lines:
        count = f"{counted(len(waiting.lines), 'claim waits', 'claims wait')}, the most urgent first. "
        if waiting.more != 0:
            count = f"The {len(waiting.lines):,} most urgent claims. "
        listed: h.Node = [
            h.p(".count")[count, h.a(href=queue)["Narrow it in the queue"], "."],
            waiting_list(waiting.lines, visit),
        ]
    else:
        listed = h.p(".empty")["Nothing waits in this story."]
    more = h.p(".more")[h.a(href=address(str(story.id), "open", all="yes"))["Show all that wait"]]
    hidden = h.p(".note")[begun(unlisted_sentence(waiting.hidden, "claim"))] if waiting.hidden else None
    return framed(story, "open", visit, [listed, more if waiting.more != 0 else None, hidden])
