"""The first of the queue, among many that wait: what is looked for no further is what comes later anyway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlmodel import Session

from claims.entry.edit import edit_claim
from claims.features.queue.candidates import candidates
from claims.features.queue.read import Queue, QueueFilters, claim_queue
from claims.reading.identity import identities
from claims.reading.view import View
from claims.settings import settings
from claims.store.database import reading
from claims.store.schema import TABLES
from claims.store.tables import Review
from claims.vocabulary import Status, Urgency, Weight
from tests.newsroom import act, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite", "postgresql")

NEXT = "2024-03-20T10:{:02}:00+00:00"
WEIGHTS = (Weight.KEY, Weight.SUPPORTING, Weight.BACKGROUND, Weight.BACKGROUND)
CLAIMS = 60
SEED = 1
REWEIGHED = {5: Weight.KEY, 6: Weight.BACKGROUND, 7: Weight.KEY}
"""Claims that are weighed anew in the end, and how; before that they are supporting."""
DAYS = tuple(f"by {day} {month} 2024" for month in ("March", "April", "May") for day in (24, 28))


def crowd(seed: int) -> list[dict[str, Any]]:
    """A newsroom at random in which much waits for the same reasons since the same days."""
    chance = Random(seed)
    claims, rest = [], []
    for number in range(CLAIMS):
        key = f"c{number}"
        windows = [{"role": "due", "words": chance.choice(DAYS), "said": "2024-03-01"}] if chance.random() < 0.7 else []
        claims.append(
            claim(
                key,
                f"Statement {number}",
                kind=chance.choice(("prediction", "prediction", "fact")),
                weight=chance.choice(WEIGHTS) if number + 1 not in REWEIGHED else Weight.SUPPORTING,
                windows=windows,
                stories=[f"s{number % 3}"],
            )
        )
        claims.append(
            appearance(chance.choice("ab"), claim=key, terms=chance.choice(("on_record",) * 9 + ("off_record",)))
        )
    for place in range(40):
        number, at = chance.randrange(CLAIMS), NEXT.format(place)
        key, other = f"c{number}", f"c{(number + place + 1) % CLAIMS}"
        rest.append(
            chance.choice(
                (
                    record("review", f"r{place}", claim=key, status="in_review", note="Asked.", entered=at),
                    record("review", f"r{place}", claim=key, status="not_checkable", note="A view.", entered=at),
                    appearance("b", claim=key, stance="denies", entered=at) | {"key": f"d{place}"},
                    record("inquiry", f"i{place}", claim=key, whom="them", reply_by="2024-03-24T10:00:00Z", entered=at),
                    record("relation", f"o{place}", claim=key, kind="contradicts", other=other, entered=at),
                )
            )
        )
    corrected = [one["key"] for one in rest if one["record"] == "appearance"][::2]
    later = [
        record("correction", f"k{key}", appearance=key, kind="retracted", note="gone", entered=NEXT.format(50))
        for key in corrected
    ]
    later += [
        record("judgement", f"j{a}", subject="claim", kind="duplicate", a=f"c{a}", b=f"c{b}", reason="one", entered=at)
        for a, b, at in ((3, 33, NEXT.format(51)), (7, 41, NEXT.format(52)))
    ]
    stories = [record("story", f"s{place}", title=f"Story {place}") for place in range(3)]
    return [*stories, *article("a", "Alpha"), *article("b", "Beta"), *claims, *rest, *later]


@pytest.fixture
@kept
def newsroom(db_url: str) -> str:
    enter(db_url, crowd(SEED))
    for number, weight in REWEIGHED.items():
        act(db_url, "2024-04-20T10:00:00+00:00", weighed(number, weight))
    return db_url


def weighed(number: int, weight: Weight) -> Callable[[Session], Any]:
    return lambda session: edit_claim(session, str(number), {"weight": weight}, reason="rethought")


def told(found: Queue) -> list[Any]:
    return [(line.claim.id, line.claim.duplicates, line.reasons) for line in found.lines]


@pytest.mark.parametrize(
    ("at", "filters"),
    [
        (None, QueueFilters()),
        ("2024-04-01T10:00:00+00:00", QueueFilters(days=30)),
        ("2024-04-01T10:00:00+00:00", QueueFilters(story=1, unassigned=True)),
        ("2024-03-26T10:00:00+00:00", QueueFilters(kinds=(Urgency.OVERDUE, Urgency.CONTESTED, Urgency.UNREVIEWED))),
        ("2024-03-21T10:00:00+00:00", QueueFilters(kinds=(Urgency.DUE, Urgency.UNREVIEWED), days=40)),
    ],
    ids=["all", "days", "story", "overdue", "due"],
)
def test_a_short_list_is_the_beginning_of_the_long_one(newsroom: str, at: str | None, filters: QueueFilters) -> None:
    view = View(as_of=datetime.fromisoformat(at) if at else None)
    with reading(settings(newsroom)) as connection:
        every = tuple(connection.execute(select(TABLES["claim"].c.id)).scalars())
        whole = told(claim_queue(connection, replace(filters, claims=every), view))
        assert told(claim_queue(connection, filters, view)) == whole
        for limit in (1, 4, 11, 23, len(whole)):
            some = claim_queue(connection, filters, view, limit)
            assert told(some) == whole[:limit]
            assert some.more in (None, max(0, len(whole) - limit))
            assert (some.more == 0) is (limit >= len(whole))


def test_no_more_is_looked_for_where_more_waits(db_url: str) -> None:
    def sought(limit: int) -> int:
        with reading(settings(db_url)) as connection:
            found = candidates(connection, QueueFilters(), View(), identities(connection), limit)
        return len(found.waiting)

    few = [claim(f"f{number}", f"Few {number}", kind="prediction", windows=[due(number)]) for number in range(6)]
    enter(db_url, few)
    before = sought(3)
    many = [claim(f"m{number}", f"Many {number}", kind="prediction", windows=[due(number)]) for number in range(6, 40)]
    enter(db_url, many)
    assert sought(3) == before
    assert sought(30) > before


def due(day: int) -> dict[str, str]:
    """A window that closes on a day of its own."""
    return {"role": "due", "words": f"by {day % 28 + 1} {('April', 'May')[day // 28]} 2024", "said": "2024-03-01"}


def test_reviews_made_apart_on_which_somebody_decided_are_looked_at_no_more(db_url: str) -> None:
    def sought() -> list[int]:
        with reading(settings(db_url)) as connection:
            found = candidates(connection, QueueFilters(), View(), identities(connection), 3).waiting
        return sorted(one.claim for one in found if one.kind is Urgency.MADE_APART)

    def decide(session: Session) -> None:
        for number in (1, 2):
            given = session.connection().execute(select(REVIEW.c.id).where(REVIEW.c.claim_id == number)).scalars()
            session.add(disputed(number, max(given)))

    def apart(session: Session) -> None:
        session.add_all(disputed(number, None) for number in (1, 2, 3))

    enter(db_url, [claim(f"c{number}", f"Statement {number}") for number in range(4)])
    act(db_url, "2024-03-21T10:00:00+00:00", apart)
    assert sought() == []
    act(db_url, "2024-03-21T10:01:00+00:00", apart)
    assert sought() == [1, 2, 3]
    act(db_url, "2024-03-21T10:02:00+00:00", decide)
    assert sought() == [3]
    with reading(settings(db_url)) as connection:
        apart_now = claim_queue(connection, QueueFilters(kinds=(Urgency.MADE_APART,)), View()).lines
    assert [line.claim.id for line in apart_now] == [3]


REVIEW = TABLES["review"]


def disputed(number: int, replaces: int | None) -> Review:
    """A review of a claim that was made on what stood before."""
    uid = str(uuid4())
    return Review(uid=uid, claim_id=number, status=Status.DISPUTED, note="looked into it", replaces_id=replaces)
