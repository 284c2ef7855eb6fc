"""A draft of ours held against a story, and a copy of its report held against the records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.capture.documents.drafts import draft_of, headline_of
from claims.entry.registers.articles import add_our_draft
from claims.errors import BadUsage, ClaimsError, Damaged
from claims.features.draft.check import DraftCheck, DraftParagraph, checked_draft
from claims.features.story.leaving.copies import checked, copy_in
from claims.features.story.leaving.read import asked_now, read_again, read_story
from claims.reading.stories import StoryRecord, story_named
from claims.web.chassis.page import Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.uploads import Upload, pasted, upload
from claims.web.chassis.visit import Visit
from claims.web.story.asked import audience_named
from claims.web.story.check_showing import copies_body, draft_body
from claims.web.story.showing import title_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

AS_PASTED = "as pasted"
"""The name of a draft without a file."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a draft or a copy came to: an answer, or the problem with it."""

    check: DraftCheck | None = None
    sentence: str | None = None
    problem: ClaimsError | None = None

    @property
    def status(self) -> int:
        """The status of HTTP; that a copy differs is an answer."""
        return 200 if self.problem is None or isinstance(self.problem, Damaged) else status_of(self.problem)


# A draft


def ask_draft(visit: Visit) -> Page:
    """Show the form for a draft."""
    return _draft_page(visit, _Answer())


def check_draft(visit: Visit) -> Page:
    """Hold a draft against the records of a story."""
    try:
        return _draft_page(visit, _Answer(_checked_draft(visit)))
    except ClaimsError as problem:
        return _draft_page(visit, _Answer(problem=problem))


def _checked_draft(visit: Visit) -> DraftCheck:
    """Return what the records say of the draft, and log it if the box is ticked."""
    reference, asked, view = visit.path["story"], asked_now(visit.question), visit.question
    sent = upload(visit, "file")
    text = pasted(visit, "text")
    if sent is None and text is None:
        raise BadUsage("choose the file of a draft, or paste its text")
    content = sent.content if sent else (text or "").encode()
    draft = draft_of(content, sent.name if sent else "the pasted text", sent.name if sent else None)
    paragraphs = [DraftParagraph(paragraph.text, paragraph.heading) for paragraph in draft.paragraphs]
    report, _ = visit.read(lambda connection: read_story(connection, reference, asked, view.as_of))
    check = checked_draft(report, sent.name if sent else AS_PASTED, paragraphs)
    if visit.typed("log") is not None:
        title = headline_of(draft, sent.name if sent else None)
        made = visit.write("check-draft", lambda session: add_our_draft(session, title))
        visit.tell(f"The draft is article #{made.article}", *made.notices)
    return check


def _draft_page(visit: Visit, answer: _Answer) -> Page:
    story = visit.read(lambda connection: story_named(connection, visit.path["story"], visit.question))
    body = draft_body(story, answer.check, answer.problem, visit)
    return Page(f"Our draft: {title_of(story)}", body, answer.status, heading=False)


# A copy


def ask_copy(visit: Visit) -> Page:
    """Show the files of a report to take, and the form for a copy."""
    return _copy_page(visit, _Answer())


def check_copy(visit: Visit) -> Page:
    """Hold a copy of a report against the records."""
    try:
        return _copy_page(visit, _Answer(sentence=_checked_copy(visit)))
    except ClaimsError as problem:
        return _copy_page(visit, _Answer(problem=problem))


def _checked_copy(visit: Visit) -> str:
    """Return that a copy agrees with the records; raises what `claims.features.story.leaving.copies` raises."""
    line = pasted(visit, "line")
    sent = upload(visit, "file") or (Upload("the pasted line", line.encode()) if line else None)
    if sent is None:
        raise BadUsage("choose the file of a report, or paste the line that begins with claims-report/1")
    copy = copy_in(sent.name, sent.content)
    report, late = visit.read(lambda connection: read_again(connection, sent.name, copy))
    return checked(sent.name, sent.content, copy, report, late)


def _copy_page(visit: Visit, answer: _Answer) -> Page:
    def read(connection: Connection) -> StoryRecord:
        return story_named(connection, visit.path["story"], visit.question)

    story, audience = visit.read(read), audience_named(visit.asked("for"))
    body = copies_body(story, audience, answer.sentence, answer.problem, visit)
    return Page(f"Files and copies: {title_of(story)}", body, answer.status, heading=False)
