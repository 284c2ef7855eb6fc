"""Reading a story's report: to show it, to write it to a file, and to check a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from claims.errors import NotFound
from claims.features.reach.read import reaches
from claims.features.story.colophon import Colophon
from claims.features.story.read_audit import audit_of
from claims.features.story.report import Asked, StoryReport, story_report
from claims.reading.arrivals import Late, came_late, uids_behind
from claims.reading.stories import story_claims
from claims.reading.view import View
from claims.store.verification import head_at, noted_head
from claims.vocabulary import Audience


def asked_now(question: View, audience: Audience = Audience.DESK) -> Asked:
    """Return what a report asks that looks at the records as ``question`` does."""
    at = question.as_of or datetime.now(UTC)
    past = question.as_of is not None
    return Asked(at, question.zone, past, question.published_until, question.trust_labels, audience)


def read_story(
    connection: Connection, reference: str, asked: Asked, as_of: datetime | None, head: str | None = None
) -> tuple[StoryReport, Late | None]:
    """Return the report of the story named ``reference`` as of a moment, and the records in it that came late.

    ``as_of`` is the moment, or None for the present; ``head`` is the newest event that the copy names. Raises
    `NotFound` and `Ambiguous`.
    """
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


def read_copy(connection: Connection, reference: str, asked: Asked) -> tuple[StoryReport, Late | None]:
    """Return the same for a copy that leaves the desk, and so names the newest event. Raises the same."""
    as_of = asked.at if asked.past else None
    return read_story(connection, reference, asked, as_of, head_at(connection, as_of))


def read_again(connection: Connection, name: str, copy: Colophon) -> tuple[StoryReport, Late | None]:
    """Return the report of a copy, made again for its moment and audience, and the records that came late.

    Raises `NotFound` for a story that is not here, and `Damaged` if the newest event that the copy names is gone.
    """
    try:
        return read_story(connection, copy.story, copy.asked, copy.asked.at, _known(connection, copy.head))
    except NotFound as problem:
        raise NotFound(f"{name} is about a story that is not in this database ({copy.story[:8]})") from problem


def _known(connection: Connection, head: str | None) -> str | None:
    """Return the newest event that a copy names, if any; raises `Damaged` if no chain has it any more."""
    if head is not None:
        noted_head(connection, head)
    return head
