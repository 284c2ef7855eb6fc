"""Counts over time: what the database counts is what reading every claim gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Engine, event, select

from claims.entry.drafts import ReviewDraft
from claims.entry.edit import edit
from claims.entry.reviewing.review import review
from claims.errors import NotFound
from claims.features.trend.read import NO_FILTERS, Day, Trend, TrendFilters, trend
from claims.reading.dossier import claim_records
from claims.reading.records import AppearanceRecord
from claims.reading.view import PRESENT, View
from claims.settings import settings
from claims.store.database import reading
from claims.store.schema import TABLES
from claims.vocabulary import Status
from tests.newsroom import Record, act, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite", "postgresql")

LATE = "2024-04-02T09:00:00+00:00"
IN_REVIEW = ReviewDraft(status=Status.IN_REVIEW, note="asked around")
BETWEEN = datetime(2024, 3, 25, tzinfo=UTC)


def ask(url: str, filters: TrendFilters = NO_FILTERS, view: View = PRESENT) -> Trend:
    with reading(settings(url)) as connection:
        return trend(connection, filters, view)


# The same by reading every claim


def read(
    connection: Connection, view: View, wanted: Callable[[AppearanceRecord], bool] = lambda one: True
) -> tuple[Counter[Day], Counter[Day]]:
    """Return the appearances and the claims by day."""
    appearances: Counter[Day] = Counter()
    claims: Counter[Day] = Counter()
    for each in claim_records(connection, select(TABLES["claim"].c.id), view):
        days = [_day(one) for one in each.appearances if wanted(one)]
        appearances.update(days)
        if days:
            claims[_first(days)] += 1
    return appearances, claims


def _day(one: AppearanceRecord) -> Day:
    return (one.article.published or "").split("T")[0] or None


def _first(days: list[Day]) -> Day:
    known = sorted(day for day in days if day)
    return next((day for day in known if len(day) == 10 and day.startswith(known[0])), known[0]) if known else None


@pytest.mark.parametrize(
    "view", [View(), View(as_of=datetime(2024, 3, 5, 16, tzinfo=UTC)), View(as_of=datetime(2024, 3, 21, tzinfo=UTC))]
)
def test_the_case_is_counted_as_reading_it_does(case_url: str, view: View) -> None:
    found = ask(case_url, view=view)
    with reading(settings(case_url)) as connection:
        assert read(connection, view) == (found.appearances, found.claims)


def test_the_case_by_outlet_is_counted_as_reading_it_does(case_url: str) -> None:
    found = ask(case_url, TrendFilters(outlet="nikkei-asia"))
    with reading(settings(case_url)) as connection:
        told = read(connection, View(), lambda one: one.article.outlet == "Nikkei Asia")
    assert told == (found.appearances, found.claims)
    assert found.outlet == "Nikkei Asia"


def test_the_case_has_its_decisions_on_their_days(case_url: str) -> None:
    found = ask(case_url, TrendFilters(story="aukus-pillar-2"))
    assert (sum(found.reviews.values()), found.story) == (34, "Will AUKUS Pillar 2 be opened to others?")
    assert dict(found.settled) == {
        date(2024, 4, 2): 1,
        date(2024, 4, 9): 3,
        date(2024, 4, 11): 2,
        date(2024, 5, 10): 4,
    }


# A newsroom with all that makes counting hard


def newsroom() -> list[Record]:
    """Dates known to the day, the month, the year or not at all; an article in two records; what counts for nothing."""
    return [
        *article("a", "Alpha", "2024-03-19T16:00"),
        *article("b", "Beta", "2024-03"),
        *article("c", "Gamma", None),
        *article("d", "Delta", "2024"),
        *article("e", "Epsilon", "2024-05-01"),
        *article("f", "Phi", "2024-03-18", entered="2024-03-20T10:00:00+00:00"),
        record("source", "quiet", kind="person", named=True, name="Quiet One"),
        claim("c"),
        claim("p", "Japan will soon join"),
        claim("q", "Canada is in line"),
        claim("s", "The secret"),
        appearance("a"),
        appearance("b", "outlet", relays="a"),
        appearance("c"),
        appearance("e", claim="p"),
        appearance("d", claim="q"),
        appearance("f", claim="q", entered="2024-03-20T10:00:00+00:00"),
        appearance("b", claim="q", stance="denies"),
        appearance("e", claim="q", entered="2024-03-21T09:00:00+00:00"),
        appearance("a", "named", source="quiet", claim="s", terms="off_record"),
        record("appearance", "q2", claim="q", article="b", attribution="named", source="quiet", terms="off_record"),
        record("correction", "w", appearance="q-e", kind="wrong", note="misread", entered=LATE),
        record("correction", "r", appearance="q-f", kind="retracted", note="withdrawn", entered=LATE),
        record("judgement", "j1", subject="article", kind="same", a="a", b="f", reason="one", entered=LATE),
        record("judgement", "j2", subject="claim", kind="duplicate", a="c", b="p", reason="one", entered=LATE),
    ]


@pytest.fixture
@kept
def hard(db_url: str) -> str:
    enter(db_url, newsroom())
    act(db_url, LATE, lambda session: edit(session, "article", "#5", {"published": "2024-02-03"}, "misread"))
    for number in ("#1", "#3", "#4"):
        act(db_url, LATE, partial(review, claim=number, draft=IN_REVIEW))
    return db_url


HARD_VIEWS = [
    View(),
    View(as_of=datetime(2024, 3, 20, 12, tzinfo=UTC)),
    View(as_of=BETWEEN),
    View(published_until=date(2024, 3, 19)),
    View(as_of=BETWEEN, published_until=date(2024, 3, 20)),
]


@pytest.mark.parametrize("view", HARD_VIEWS[:3])
def test_what_was_joined_edited_or_corrected_is_counted_as_reading_it_does(hard: str, view: View) -> None:
    found = ask(hard, view=view)
    with reading(settings(hard)) as connection:
        appearances, claims = read(connection, view)
    # The records have two appearances in articles that are one as one of each; so have the counts.
    assert (found.appearances, found.claims) == (appearances, claims)


def test_what_is_off_the_record_is_counted_apart_and_its_reviews_not_at_all(hard: str) -> None:
    found = ask(hard)
    assert found.withheld == 2
    assert sum(found.claims.values()) == 2, "the secret is no claim of these"
    assert dict(found.reviews) == {date(2024, 4, 2): 2}, "nor is its review one"


def test_a_vague_first_day_gives_way_to_an_exact_one_that_it_may_mean(hard: str) -> None:
    assert dict(ask(hard).claims) == {"2024-02-03": 1, "2024-03-19": 1}
    before = ask(hard, view=View(as_of=BETWEEN)).claims
    assert dict(before) == {"2024-03-19": 1, "2024-05-01": 1, "2024-03-18": 1}, "2024 may mean the eighteenth"


def test_days_narrow_it_and_leave_out_what_has_none(hard: str) -> None:
    march = TrendFilters(since=date(2024, 3, 1), until=date(2024, 3, 31))
    found = ask(hard, march)
    assert dict(found.appearances) == {"2024-03-19": 2, "2024-03": 2}
    assert dict(found.claims) == {"2024-03-19": 1}
    assert (dict(found.reviews), found.withheld) == ({}, 2)


def test_published_until_and_an_outlet_leave_reviews_of_other_claims_out(hard: str) -> None:
    assert dict(ask(hard, view=View(published_until=date(2024, 1, 31))).reviews) == {date(2024, 4, 2): 1}
    assert dict(ask(hard, TrendFilters(outlet="gamma")).reviews) == {date(2024, 4, 2): 1}
    assert dict(ask(hard, TrendFilters(outlet="epsilon")).appearances) == {"2024-02-03": 1}


def test_a_review_stands_on_the_newsrooms_day(hard: str) -> None:
    late = "2024-04-02T23:30:00+00:00"
    act(hard, late, lambda session: review(session, "#1", ReviewDraft(status=Status.UNPROVEN, note="too little")))
    there = View(zone=ZoneInfo("Pacific/Auckland"))
    assert ask(hard, view=there).reviews[date(2024, 4, 3)] == 1
    assert ask(hard).reviews[date(2024, 4, 3)] == 0


def test_nothing_is_there(db_url: str) -> None:
    assert ask(db_url) == Trend({}, {}, {}, {}, 0)
    with pytest.raises(NotFound):
        ask(db_url, TrendFilters(story="nix"))


@contextmanager
def counting() -> Iterator[list[str]]:
    sent: list[str] = []

    def note(*given: object) -> None:
        sent.append(str(given[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_the_number_of_statements_does_not_grow(hard: str) -> None:
    def asked(view: View) -> int:
        with counting() as sent:
            ask(hard, view=view)
        return len(sent)

    few = [asked(view) for view in HARD_VIEWS]
    known = [one for one in newsroom() if one["record"] in ("outlet", "article")]
    more = [
        one
        for number in range(30)
        for one in (
            claim(f"c{number}", f"Claim {number}"),
            appearance("a", claim=f"c{number}"),
            appearance("b", claim=f"c{number}"),
        )
    ]
    enter(hard, [*known, *more])
    assert sum(ask(hard).claims.values()) > 30
    assert [asked(view) for view in HARD_VIEWS] == few
