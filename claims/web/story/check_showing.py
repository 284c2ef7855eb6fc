"""A draft held against a story, and files and copies of its report, as pages."""

from __future__ import annotations

import htpy as h

from claims.errors import ClaimsError
from claims.features.draft.check import DraftCheck
from claims.features.draft.words import draft_parts
from claims.features.story.leaving.files import ReportFormat, ReportTable
from claims.reading.stories import StoryRecord
from claims.render.html import parts_within
from claims.vocabulary import Audience
from claims.web.chassis.answering import problem_body
from claims.web.chassis.controls import drop_down, labelled
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import begun
from claims.web.story.asked import Question, address
from claims.web.story.showing import LEFT_OUT, READERS, framed

FILES = (
    (ReportFormat.HTML, "Web page", "A single page that needs no network"),
    (ReportFormat.DOCX, "Word", "For editing and comments"),
    (ReportFormat.PDF, "PDF", "For paper"),
    (ReportFormat.XLSX, "Workbook", "A sheet for each table"),
    (ReportFormat.MARKDOWN, "Markdown", "Plain text with headings"),
    (ReportFormat.JSON, "JSON", "For programs"),
)
"""The formats of a report: each with its name and what it is for."""


def draft_body(story: StoryRecord, check: DraftCheck | None, problem: ClaimsError | None, visit: Visit) -> h.Node:
    """Return the form for a draft, and what the records say of it."""
    answer = (
        h.section("#answer.report", aria_labelledby="answer-title")[
            h.h2("#answer-title")["What the records say of it"], parts_within(draft_parts(check), _claim)
        ]
        if check is not None
        else None
    )
    form = _draft_form(story, visit)
    if answer is not None:
        form = h.details(".again")[h.summary["The draft, to check it again"], form]
    return framed(story, "draft", visit, [problem_body(problem) if problem else None, answer, form])


def _claim(number: int) -> str:
    return f"/claims/{number}"


def _draft_form(story: StoryRecord, visit: Visit) -> h.Node:
    return h.form(".sheet", method="post", action=address(str(story.id), "draft"), enctype="multipart/form-data")[
        h.p(".lead")[
            "Hold an article that we are about to publish against the records of this story. For each sentence you "
            "see its logged claims: differences from the draft first, then doubts, then thin sourcing. "
            "The desk stores the draft only if you tick the box."
        ],
        labelled(
            "The draft, as a file",
            "file",
            h.input("#file", type="file", name="file", accept=".docx,.html,.htm,.md,.markdown,.txt"),
        ),
        h.p(".hint")["Word (DOCX), HTML, Markdown or plain text. Tracked changes count as accepted."],
        labelled("Or its text", "text", h.textarea("#text", name="text", rows="10")[visit.typed("text") or ""]),
        h.div(".tick")[
            h.input("#log", type="checkbox", name="log", value="yes", checked=visit.typed("log") is not None),
            h.label(for_="log")["Also log the draft as an unpublished article of our own outlet"],
        ],
        h.p(".go")[h.button(".main")["Check the draft"]],
    ]


def copies_body(
    story: StoryRecord, audience: Audience, sentence: str | None, problem: ClaimsError | None, visit: Visit
) -> h.Node:
    """Return the files of a report, and the form that checks a copy."""
    question = Question.of(visit)
    return framed(
        story,
        "copies",
        visit,
        [
            h.p(".agrees", role="status")[begun(sentence)] if sentence else None,
            problem_body(problem) if problem else None,
            _files(story, question, audience),
            _check(story, visit),
        ],
    )


def _files(story: StoryRecord, question: Question, audience: Audience) -> h.Node:
    values = {name: value for name, value in question.values().items() if name != "brief"}
    links = [
        h.li[
            h.a(
                href=address(str(story.id), "copies", **{**values, "for": reader.value}),
                aria_current="true" if reader is audience else None,
            )[name]
        ]
        for reader, name in READERS.items()
    ]
    tables = [(table.value, table.value) for table in ReportTable]
    target = address(str(story.id), "file", **values)
    moment = [value for name, value in values.items() if name in ("as_of", "published_until")]
    return h.section(aria_labelledby="files")[
        h.h2("#files")["The report as a file"],
        h.div(".readers")[h.nav(".choice", aria_label="Readers")[h.span(".of")["For"], h.ul[links]]],
        h.p(".note")[LEFT_OUT[audience], f" As of {', '.join(moment)}." if moment else ""],
        h.form(".files", method="post", action=target)[
            [
                h.button(name="format", value=form.value)[h.strong[name], h.span(".note")[purpose]]
                for form, name, purpose in FILES
            ],
        ],
        h.form(".filters", method="post", action=target)[
            labelled("One table as CSV", "table", drop_down("table", tables, [ReportTable.CLAIMS.value])),
            h.button(name="format", value=ReportFormat.CSV.value)["Take the table"],
        ],
        h.p(".hint")[
            "Each file is noted. If an outlet later retracts a report, the correction names the files it is in."
        ],
    ]


def _check(story: StoryRecord, visit: Visit) -> h.Node:
    form = h.form(".sheet", method="post", action=address(str(story.id), "copies"), enctype="multipart/form-data")
    return h.section(aria_labelledby="check")[
        h.h2("#check")["Check a copy"],
        form[
            h.p(".lead")[
                "Does a report that left the desk still say what the records say? It is made again for its moment and "
                "its readers, and compared."
            ],
            labelled("The copy", "file", h.input("#file", type="file", name="file")),
            h.p(".hint")["HTML, Markdown, JSON, DOCX, XLSX or PDF; of CSV, the table about."],
            labelled(
                "Or its last line, from paper",
                "line",
                h.textarea("#line", name="line", rows="2", placeholder="claims-report/1 …")[visit.typed("line") or ""],
            ),
            h.p(".go")[h.button(".main")["Check the copy"]],
        ],
    ]
