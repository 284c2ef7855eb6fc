"""Reading a story's report, for the command that prints it and for the check of a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from claims.vocabulary import Audience

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.features.story.report import Asked, StoryReport
    from claims.reading.arrivals import Late


def read_story(
    connection: Connection, reference: str, asked: Asked, as_of: datetime | None, head: str | None = None
) -> tuple[StoryReport, Late | None]:
    """Return the report of the story named ``reference`` as of a moment, and the records in it that came late.

    ``as_of`` is the moment, or None for the present; ``head`` is the newest event that the copy names. Raises
    `NotFound` and `Ambiguous`.
    """
    from claims.features.reach.read import reaches
    from claims.features.story.read_audit import audit_of
    from claims.features.story.report import story_report
    from claims.reading.arrivals import came_late, uids_behind
    from claims.reading.stories import story_claims
    from claims.reading.view import View

    question = View(
        as_of,
        asked.published_until,
        trust_labels=asked.trust_labels,
        zone=asked.zone,
        public=asked.audience is Audience.PUBLIC,
    )
    story = story_claims(connection, reference, question)
    late = came_late(connection, uids_behind(story.claims), as_of)
    audit = audit_of(connection, story.story, story.claims, as_of) if asked.audience is Audience.LAWYER else None
    report = story_report(story.story, story.claims, asked, reaches(connection, story.claims, question), audit)
    return replace(report, head=head), late
