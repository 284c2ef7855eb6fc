"""Which claims belong to a story, and what the reads know of institutions and of days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session

from claims.entry.reviewing.judge import judge
from claims.errors import NotFound
from claims.reading.stories import StoryClaims, story_claims
from claims.reading.view import View
from claims.rules.sourcing.published import articles_until
from claims.settings import Settings
from claims.store.database import reading
from claims.store.recording import write
from claims.store.tables import Appearance, Article, Claim, ClaimStory, Outlet, Source, Story
from claims.vocabulary import Attribution, JudgementKind, Proximity, Rule, SourceKind

pytestmark = pytest.mark.engines("sqlite", "postgresql")


@pytest.fixture
def at(db_url: str) -> Settings:
    """The settings of a database with two stories and three claims, of which the first two are in the first."""
    chosen = Settings(database=db_url, who="tester", zone=UTC, chosen=True)
    enter(chosen, Story(slug="one", title="One"), Story(slug="two", title="Two"))
    enter(chosen, *(Claim(statement=f"Claim {number}", match_key=f"claim {number}") for number in (1, 2, 3)))
    enter(chosen, ClaimStory(claim_id=1, story_id=1), ClaimStory(claim_id=2, story_id=1))
    return chosen


def enter(chosen: Settings, *rows: Any) -> None:
    """Enter rows, one after the other, so that they have numbers in that order."""

    def rows_in_order(session: Session) -> None:
        for row in rows:
            session.add(row)
            session.flush()

    write(chosen, "test", rows_in_order)


def join(chosen: Settings, subject: str, kind: JudgementKind, a: int, b: int) -> None:
    write(chosen, "judge", lambda session: judge(session, subject, kind, f"#{a}", f"#{b}", "they are one"))


def read(chosen: Settings, story: str, view: View | None = None) -> StoryClaims:
    with reading(chosen) as connection:
        return story_claims(connection, story, view or View())


def numbers(chosen: Settings, story: str, view: View | None = None) -> list[int]:
    return [record.id for record in read(chosen, story, view).claims]


def test_a_story_is_found_by_slug_number_and_title(at: Settings) -> None:
    assert {read(at, typed).story.title for typed in ("one", "#1", "1", "One")} == {"One"}
    with pytest.raises(NotFound, match='there is no story "three"'):
        read(at, "three")


def test_the_newest_membership_counts(at: Settings) -> None:
    assert numbers(at, "one") == [1, 2]
    before = datetime.now(UTC)
    enter(at, ClaimStory(claim_id=2, story_id=1, withdrawn=True), ClaimStory(claim_id=3, story_id=1))
    assert numbers(at, "one") == [1, 3]
    assert numbers(at, "one", View(as_of=before)) == [1, 2]
    enter(at, ClaimStory(claim_id=2, story_id=1))
    assert numbers(at, "one") == [1, 2, 3]
    assert numbers(at, "two") == []


def test_a_story_that_had_not_been_entered_by_then(at: Settings) -> None:
    with pytest.raises(NotFound, match="had not been entered by then"):
        read(at, "one", View(as_of=datetime(2024, 1, 1, tzinfo=UTC)))


def test_stories_judged_one_have_their_claims_together(at: Settings) -> None:
    enter(at, ClaimStory(claim_id=3, story_id=2))
    join(at, "story", JudgementKind.SAME, 1, 2)
    assert numbers(at, "one") == numbers(at, "two") == [1, 2, 3]
    assert read(at, "two").story.slug == "one"


def test_duplicates_come_as_one_whichever_of_them_is_in_the_story(at: Settings) -> None:
    enter(at, ClaimStory(claim_id=1, story_id=1, withdrawn=True))
    enter(at, ClaimStory(claim_id=3, story_id=2))
    join(at, "claim", JudgementKind.DUPLICATE, 1, 3)
    assert numbers(at, "one") == [2]
    assert numbers(at, "two") == [1]
    assert read(at, "two").claims[0].duplicates == (3,)


def test_the_institutions_over_a_source_are_known_up_to_the_top(at: Settings) -> None:
    """Two ministries of one government are one institution, so their ministers are not two origins."""
    enter(
        at,
        Source(slug="government", kind=SourceKind.INSTITUTION, name="Government"),
        Source(slug="state", kind=SourceKind.INSTITUTION, name="State Department", part_of_id=1),
        Source(slug="council", kind=SourceKind.INSTITUTION, name="Security Council", part_of_id=1),
        Source(slug="ann", kind=SourceKind.PERSON, name="Ann One", institution_id=2),
        Source(slug="ben", kind=SourceKind.PERSON, name="Ben Two", institution_id=3),
    )
    enter(at, Outlet(slug="a", name="A", match_key="a"), Article(outlet_id=1), Article(outlet_id=1))
    said: dict[str, Any] = {"claim_id": 1, "attribution": Attribution.NAMED, "proximity": Proximity.FIRST_HAND}
    enter(at, Appearance(article_id=1, source_id=4, **said), Appearance(article_id=2, source_id=5, **said))
    record = read(at, "one").claims[0]
    told = {one.source.name: (one.source.belongs_to, one.source.topmost) for one in record.appearances if one.source}
    assert told == {"Ann One": ("State Department", "Government"), "Ben Two": ("Security Council", "Government")}
    assert (record.origins.institutions.upper, record.origins.independent.upper) == (1, 1)
    assert record.origins.rule is Rule.NOT_MET


MARCH = (date(2024, 3, 1), date(2024, 3, 31))


def day(number: int) -> tuple[date, date]:
    return date(2024, 3, number), date(2024, 3, number)


@pytest.mark.parametrize(
    ("published", "relays", "kept"),
    [
        ({1: day(5), 2: day(6)}, [], {1}),
        ({1: MARCH}, [], {1}),
        ({1: day(19), 2: MARCH}, [(2, 1)], set()),
        ({1: day(2), 2: MARCH}, [(2, 1)], {1, 2}),
        ({1: day(19), 2: MARCH, 3: MARCH}, [(3, 2), (2, 1)], set()),
        ({1: day(6), 2: day(5)}, [(2, 1)], {2}),
        ({1: (None, None), 2: day(5)}, [(2, 1)], {1, 2}),
        ({1: (None, None), 2: day(6)}, [(2, 1)], set()),
        ({1: MARCH, 2: MARCH}, [(1, 2), (2, 1)], {1, 2}),
        ({1: MARCH, 2: MARCH, 3: day(19)}, [(1, 2), (2, 1), (1, 3)], set()),
    ],
    ids=[
        "days", "a month from its first day", "a month no older than what it relays", "a month after what it relays",
        "along a chain", "days as printed", "undated but relayed", "undated", "a circle", "a circle after a day",
    ],
)  # fmt: skip
def test_what_had_been_published_by_a_day(
    published: dict[int, tuple[date | None, date | None]], relays: list[tuple[int, int]], kept: set[int]
) -> None:
    assert articles_until(published, relays, date(2024, 3, 5)) == kept
