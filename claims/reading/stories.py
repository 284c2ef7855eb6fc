"""A story and the claims that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, func, select

from claims.errors import NotFound
from claims.reading.find import find
from claims.reading.identity import Identities, identities, with_duplicates
from claims.reading.view import PRESENT, View
from claims.store.past import entered_by, rows_by_id
from claims.store.schema import TABLES

if TYPE_CHECKING:
    from claims.reading.records import ClaimRecord


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A story at a moment."""

    id: int
    uid: str
    slug: str
    title: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class StoryClaims:
    """A story with its claims in full, by number."""

    story: StoryRecord
    claims: tuple[ClaimRecord, ...]


def story_claims(connection: Connection, reference: str, view: View = PRESENT) -> StoryClaims:
    """Return the story that ``reference`` names (slug, number or uid) and its claims, in a fixed number of statements.

    Raises `NotFound` (also for a story that had not been entered by ``view.as_of``) and `Ambiguous`.
    """
    from claims.reading.dossier import claim_records  # a list asks which claims belong to a story, and reads none

    story = story_named(connection, reference, view)
    joined = identities(connection, view.as_of)
    records = claim_records(connection, story_scope(connection, story.id, joined, view.as_of), view, joined)
    return StoryClaims(story, tuple(records))


def story_named(connection: Connection, reference: str, view: View = PRESENT) -> StoryRecord:
    """Return the story that ``reference`` names; raises as `story_claims`."""
    number = find(connection, "story", reference)
    canonical = identities(connection, view.as_of).canonical("story", number)
    row = rows_by_id(connection, TABLES["story"], [canonical], view.as_of).get(canonical)
    if row is None:
        raise NotFound(f'the story "{reference}" had not been entered by then; leave out --as-of or give a later one')
    return StoryRecord(**{name: row[name] for name in StoryRecord.__dataclass_fields__})


def story_scope(connection: Connection, number: int, joined: Identities, as_of: datetime | None = None) -> Select[Any]:
    """Return the statement that selects a story's claims at ``as_of``, duplicates included.

    A claim belongs by its newest membership, whichever of the duplicate stories that names; if a claim belongs, so do
    its duplicates.
    """
    return with_duplicates(connection, _members(joined.members("story", number), as_of), joined)


def _members(stories: tuple[int, ...], as_of: datetime | None) -> Select[tuple[int]]:
    """Return the statement that selects the claims whose newest membership in these stories stands."""
    member = TABLES["claim_story"]
    age = func.row_number().over(
        partition_by=member.c.claim_id, order_by=(member.c.entered_at.desc(), member.c.uid.desc())
    )
    rows = select(member.c.claim_id, member.c.withdrawn, age.label("age")).where(member.c.story_id.in_(stories))
    condition = entered_by(member, as_of)
    newest = (rows if condition is None else rows.where(condition)).subquery()
    return select(newest.c.claim_id).where(newest.c.age == 1, ~newest.c.withdrawn)
