"""The pages of stories: the list, a report, its files, the claims that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from claims.entry.correcting.copies import note_copy
from claims.errors import BadValue, DatabaseUnusable
from claims.features.queue.read import Queue, claim_queue
from claims.features.queue.scope import queue_filters
from claims.features.story.leaving.files import ReportFormat, ReportTable, story_file
from claims.features.story.leaving.read import read_copy
from claims.reading.registers.read import story_lines
from claims.reading.stories import StoryRecord, story_named
from claims.web.chassis.page import Page
from claims.web.chassis.visit import Visit
from claims.web.story.asked import Question
from claims.web.story.showing import Written, list_body, open_body, report_body, title_of, written

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST = 50
"""How many waiting claims of a story are shown at first."""

KINDS = {
    ReportFormat.MARKDOWN: "text/markdown; charset=utf-8",
    ReportFormat.JSON: "application/json",
    ReportFormat.HTML: "text/html; charset=utf-8",
    ReportFormat.CSV: "text/csv; charset=utf-8",
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ReportFormat.PDF: "application/pdf",
}
"""The types of the files that a browser can take."""


def list_all(visit: Visit) -> Page:
    """List the stories."""
    stories = visit.read(lambda connection: story_lines(connection, visit.question))
    return Page("Stories", list_body(stories, visit))


def show(visit: Visit) -> Page:
    """Show the report of a story."""
    question, reference = Question.of(visit), visit.path["story"]
    asked = question.asked(visit.zone)

    def read(connection: Connection) -> Written:
        return visit.shared(
            connection,
            ("story", reference, question),
            lambda: written(*read_copy(connection, reference, asked), question),
        )

    report = visit.read(read)
    body = report_body(report, question, visit)
    return Page(title_of(report.story), body, heading=False)


def still_open(visit: Visit) -> Page:
    """Show what waits in a story, and why."""
    reference, most = visit.path["story"], None if visit.asked("all") is not None else MOST

    def read(connection: Connection) -> tuple[StoryRecord, Queue]:
        story = story_named(connection, reference, visit.question)
        filters = queue_filters(connection, visit.who, story=str(story.id))
        return story, claim_queue(connection, filters, visit.question, most, in_words=True)

    story, waiting = visit.read(read)
    return Page(f"Still open: {title_of(story)}", open_body(story, waiting, visit), heading=False)


def take_file(visit: Visit) -> Response:
    """Give the report as a file, and note that a copy was made, as for any report that is written to a file."""
    question, form, table = Question.of(visit), _format(visit.typed("format")), _table(visit.typed("table"))
    reference, asked = visit.path["story"], question.asked(visit.zone)
    report, _ = visit.read(lambda connection: read_copy(connection, reference, asked))
    made = story_file(report, form, table)
    ending = "md" if form is ReportFormat.MARKDOWN else form.value
    parts = (report.story.slug, question.audience.value, *([table.value] if form is ReportFormat.CSV else []))
    name = f"{'-'.join(parts)}.{ending}"
    uid = report.story.uid
    try:
        path = f"a browser's downloads/{name}"
        visit.write("report story", lambda session: note_copy(session, "report", path, subject="story", uid=uid))
    except DatabaseUnusable as problem:
        visit.tell(f"The file was made, but the database could not record that copy: {problem}")
    content = made.encode() if isinstance(made, str) else made
    given = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=KINDS[form], headers={"Content-Disposition": given})


def _format(typed: str | None) -> ReportFormat:
    if typed not in [form.value for form in KINDS]:
        raise BadValue(f'"{typed or ""}" is no format of a file; choose from {", ".join(KINDS)}')
    return ReportFormat(typed)


def _table(typed: str | None) -> ReportTable:
    try:
        return ReportTable(typed) if typed else ReportTable.CLAIMS
    except ValueError:
        raise BadValue(f'"{typed}" is no table of a report; choose from {", ".join(ReportTable)}') from None
