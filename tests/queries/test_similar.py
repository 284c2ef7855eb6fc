"""Claims that read alike: found among many on both engines, at every moment, and not proposed once decided."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, event, insert, select

from claims.entry.claim_words import index_claim, reindex
from claims.entry.edit import edit
from claims.entry.reviewing.judge import judge, take_back
from claims.entry.reviewing.relate import deny_contradiction, relate
from claims.features.similar import read as similar
from claims.features.similar.answers import answers
from claims.features.similar.read import Proposal, similar_claims
from claims.reading.view import View
from claims.settings import settings
from claims.store.claim_words import wrongly_indexed
from claims.store.database import reading
from claims.store.recording import write
from claims.store.schema import CLAIM_WORD
from claims.text.matching import index_words, match_key
from claims.text.similarity import Proposed, Stated, likeness
from claims.vocabulary import JudgementKind, RelationKind
from tests.newsroom import AUKUS, act, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite", "postgresql")

NOON, EVENING = "2024-03-20T12:00:00+00:00", "2024-03-20T18:00:00+00:00"
JOINS = "Japan and Canada are in line to join the pact by the end of 2024"
SWAPPED = "Canada and Japan are in line to join the pact by the end of 2024"
LATER = "Japan and Canada are in line to join the pact by the end of 2026"
ELSE = "House prices in the north have fallen for a third year"


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    with reading(settings(url)) as connection:
        yield connection


def found(url: str, to: int | Stated, view: View | None = None, limit: int = 10) -> list[Proposal]:
    with opened(url) as connection:
        return similar_claims(connection, to, view or View(), limit)


def numbers(url: str, to: int | Stated, view: View | None = None, limit: int = 10) -> list[tuple[int, Proposed]]:
    return [(one.id, one.proposed) for one in found(url, to, view, limit)]


def statements(*some: str) -> list[dict[str, Any]]:
    """Claims, each entered a moment after the one before."""
    first = datetime.fromisoformat("2024-03-20T08:00:00+00:00")
    return [
        claim(f"c{place}", statement, entered=(first + timedelta(seconds=place)).isoformat())
        for place, statement in enumerate(some)
    ]


@pytest.fixture
@kept
def four(db_url: str) -> str:
    """A newsroom with four claims, of which the second is the first again and the third contradicts both."""
    enter(db_url, statements(JOINS, SWAPPED, LATER, ELSE))
    return db_url


def varied(statement: str, chance: random.Random, words: list[str]) -> str:
    """A statement with a word or two of the case in place of its own, and another number."""
    parts = statement.rstrip(".").split()
    for place in chance.sample(range(len(parts)), k=chance.randint(1, 2)):
        parts[place] = str(chance.randint(2, 99)) if parts[place].isdigit() else chance.choice(words)
    return " ".join(parts)


@pytest.fixture(scope="module")
def corpus() -> list[str]:
    """Four hundred statements: those of the case, and each twice again with other words."""
    lines = (Path(AUKUS) / "claims.jsonl").read_text("utf-8").splitlines()
    real = [json.loads(line)["statement"] for line in lines]
    chance = random.Random(5)
    words = sorted({word for statement in real for word in statement.rstrip(".").split()})
    return real + [varied(one, chance, words) for one in (*real, *real)]


def test_it_finds_what_comparing_with_every_claim_finds(db_url: str, corpus: list[str]) -> None:
    enter(db_url, statements(*corpus))
    every = {place: Stated(statement) for place, statement in enumerate(corpus, start=1)}
    chosen = range(1, len(corpus) + 1, 23)
    proposals = 0
    with opened(db_url) as connection:
        for number in chosen:
            wanted = {
                other: like.proposed
                for other, stated in every.items()
                if other != number and (like := likeness(every[number], stated)) is not None
            }
            told = {one.id: one.proposed for one in similar_claims(connection, number, limit=1_000)}
            assert told == wanted, corpus[number - 1]
            proposals += len(wanted)
    assert proposals >= len(chosen)


@pytest.mark.parametrize(("scanned", "counted"), [(1, 1), (40, 5)])
def test_frequent_words_are_left_out_of_the_search(
    db_url: str, corpus: list[str], monkeypatch: pytest.MonkeyPatch, scanned: int, counted: int
) -> None:
    enter(db_url, statements(*corpus[:140], JOINS, SWAPPED))
    monkeypatch.setattr(similar, "SCANNED", scanned)
    monkeypatch.setattr(similar, "COUNTED", counted)
    assert numbers(db_url, 142) == [(141, Proposed.DUPLICATE)]


def test_of_words_that_many_claims_have_the_newest_claims_are_looked_at(
    db_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = [JOINS.replace("2024", str(year)) for year in range(2025, 2037)]
    enter(db_url, statements(JOINS, *years))
    assert len(numbers(db_url, Stated(JOINS), limit=20)) == 13
    monkeypatch.setattr(similar, "SCANNED", 1)
    monkeypatch.setattr(similar, "COUNTED", 3)
    assert numbers(db_url, Stated(JOINS), limit=20) == [
        (1, Proposed.DUPLICATE),
        *((number, Proposed.CONTRADICTS) for number in (11, 12, 13)),
    ]
    nothing = View(as_of=datetime.fromisoformat("2024-03-20T07:00:00+00:00"))
    first = View(as_of=datetime.fromisoformat("2024-03-20T08:00:00+00:00"))
    assert numbers(db_url, Stated(JOINS), nothing) == []
    assert numbers(db_url, Stated(JOINS), first) == [(1, Proposed.DUPLICATE)]


def test_it_takes_as_many_statements_whatever_there_is(db_url: str, corpus: list[str]) -> None:
    def count() -> int:
        executed = []
        with opened(db_url) as connection:
            event.listen(connection.engine, "before_cursor_execute", lambda *args: executed.append(args[2]))
            assert similar_claims(connection, Stated(corpus[0]))
            assert answers(connection, corpus[0])
        return len(executed)

    enter(db_url, statements(*corpus[:20]))
    few = count()
    enter(db_url, [claim(f"d{place}", statement) for place, statement in enumerate(corpus)])
    assert count() == few


def test_the_likest_come_first(four: str) -> None:
    told = found(four, 1)
    assert [(one.id, one.proposed, one.alike, one.why) for one in told] == [
        (2, Proposed.DUPLICATE, 100, "the same words"),
        (3, Proposed.CONTRADICTS, 100, "“2024” against “2026”"),
    ]
    assert [one.id for one in found(four, 1, limit=1)] == [2]
    assert numbers(four, 4) == []
    assert numbers(four, Stated(SWAPPED)) == [
        (1, Proposed.DUPLICATE),
        (2, Proposed.DUPLICATE),
        (3, Proposed.CONTRADICTS),
    ]


def test_a_no_is_remembered_and_may_be_taken_back(four: str) -> None:
    kind = JudgementKind.NOT_DUPLICATE
    act(four, NOON, lambda session: judge(session, "claim", kind, "2", "1", "two sources"))
    assert numbers(four, 1) == [(3, Proposed.CONTRADICTS)]
    act(four, EVENING, lambda session: take_back(session, "claim", "1", "2", "after all"))
    assert numbers(four, 1) == [(2, Proposed.DUPLICATE), (3, Proposed.CONTRADICTS)]
    at_noon = View(as_of=datetime.fromisoformat(NOON))
    assert numbers(four, 1, at_noon) == [(3, Proposed.CONTRADICTS)]


def test_a_no_to_one_of_a_group_is_a_no_to_all_of_it(four: str) -> None:
    enter(four, [claim("again", f"{JOINS}.")])
    act(four, NOON, lambda session: judge(session, "claim", JudgementKind.DUPLICATE, "2", "5", "one"))
    act(four, NOON, lambda session: judge(session, "claim", JudgementKind.NOT_DUPLICATE, "1", "5", "two"))
    assert numbers(four, 1) == [(3, Proposed.CONTRADICTS)]
    assert numbers(four, 5) == numbers(four, 2) == [(3, Proposed.CONTRADICTS)]


def test_a_group_is_proposed_once_under_the_claim_that_stands_for_it(four: str) -> None:
    act(four, NOON, lambda session: judge(session, "claim", JudgementKind.DUPLICATE, "1", "2", "one"))
    assert numbers(four, 1) == numbers(four, 2) == [(3, Proposed.CONTRADICTS)]
    assert numbers(four, 3) == [(1, Proposed.CONTRADICTS)]


@pytest.mark.parametrize("kind", list(RelationKind))
def test_what_is_related_is_not_proposed(four: str, kind: RelationKind) -> None:
    act(four, NOON, lambda session: relate(session, "2", kind, "1", None))
    act(four, NOON, lambda session: relate(session, "3", RelationKind.CONTRADICTS, "1", None))
    assert numbers(four, 1) == []


def test_a_contradiction_that_was_denied_is_not_proposed(four: str) -> None:
    act(four, NOON, lambda session: deny_contradiction(session, "3", "1", "other years"))
    assert numbers(four, 1) == [(2, Proposed.DUPLICATE)]
    assert numbers(four, 3) == [(2, Proposed.CONTRADICTS)]
    act(four, NOON, lambda session: relate(session, "1", RelationKind.CONTRADICTS, "2", None))
    act(four, EVENING, lambda session: relate(session, "1", RelationKind.CONTRADICTS, "2", None, withdrawn=True))
    assert numbers(four, 1) == [(2, Proposed.DUPLICATE)]


def test_claims_are_as_they_stood(four: str) -> None:
    act(four, NOON, lambda session: edit(session, "claim", "2", {"statement": ELSE}, "mixed up"))
    enter(four, [claim("late", f"{JOINS}!", entered=EVENING)])
    morning = View(as_of=datetime.fromisoformat("2024-03-20T09:00:00+00:00"))
    assert numbers(four, 1, morning) == [(2, Proposed.DUPLICATE), (3, Proposed.CONTRADICTS)]
    assert numbers(four, 1) == [(5, Proposed.DUPLICATE), (3, Proposed.CONTRADICTS)]
    assert numbers(four, 2) == [(4, Proposed.DUPLICATE)]
    assert numbers(four, 2, morning) == [(1, Proposed.DUPLICATE), (3, Proposed.CONTRADICTS)]


def test_what_is_known_only_off_the_record_is_not_proposed(db_url: str) -> None:
    enter(
        db_url,
        [
            *article("a", "RNZ"),
            *statements(JOINS, SWAPPED),
            record("source", "s", kind="person", name="Jane Roe"),
            appearance("a", "named", claim="c1", source="s", terms="off_record"),
        ],
    )
    assert numbers(db_url, 1) == numbers(db_url, Stated(JOINS))[1:] == []
    assert numbers(db_url, 1, View(confidential=True)) == [(2, Proposed.DUPLICATE)]


def test_due_days_that_differ_make_a_contradiction(db_url: str) -> None:
    windows = [[{"role": "due", "words": f"by May {year}", "said": "2024-03-01"}] for year in (2025, 2026)]
    enter(db_url, [claim(f"c{n}", ELSE, kind="prediction", windows=one) for n, one in enumerate(windows)])
    assert [(one.proposed, one.why) for one in found(db_url, 1)] == [
        (Proposed.CONTRADICTS, "due until 31 May 2025 against 31 May 2026")
    ]


@pytest.mark.parametrize(
    "statement",
    ["", "!", "zzzz", "का " * 150, "漢字" * 240, "a " * 300, "'; DROP TABLE claim; --", "x" * 4000],
    ids=len,
)
def test_any_statement_can_be_asked_about(four: str, statement: str) -> None:
    assert numbers(four, Stated(statement)) == []


def test_a_redacted_statement_is_like_nothing(four: str) -> None:
    def emptied(session: Any) -> None:
        session.connection().execute(delete(CLAIM_WORD).where(CLAIM_WORD.c.claim_id == 1))

    write(settings(four), "test", emptied)
    assert numbers(four, 2) == [(3, Proposed.CONTRADICTS)]


# The index


def indexed(url: str, number: int) -> set[str]:
    with opened(url) as connection:
        return set(connection.execute(select(CLAIM_WORD.c.word).where(CLAIM_WORD.c.claim_id == number)).scalars())


def test_the_words_of_a_claim_follow_its_statement(four: str) -> None:
    assert indexed(four, 4) == index_words(match_key(ELSE)) == set(ELSE.casefold().split())
    act(four, NOON, lambda session: edit(session, "claim", "4", {"weight": "background"}, None))
    assert indexed(four, 4) == set(ELSE.casefold().split())
    act(four, NOON, lambda session: edit(session, "claim", "4", {"statement": "安倍晋三 resigns"}, None))
    assert indexed(four, 4) == {"安倍", "倍晋", "晋三", "resigns"}
    write(settings(four), "test", lambda session: index_claim(session, 4, None))
    assert indexed(four, 4) == set()


def test_wrong_words_are_found_and_mended(four: str) -> None:
    def spoil(session: Any) -> None:
        session.connection().execute(delete(CLAIM_WORD).where(CLAIM_WORD.c.claim_id == 2, CLAIM_WORD.c.word == "japan"))
        session.connection().execute(insert(CLAIM_WORD), [{"word": "zebra", "claim_id": 4}])

    def wrong() -> set[int]:
        with opened(four) as connection:
            return {number for some in wrongly_indexed(connection) for number in some}

    assert wrong() == set()
    write(settings(four), "test", spoil)
    assert wrong() == {2, 4}
    assert write(settings(four), "test", reindex) == 2
    assert wrong() == set()
    assert write(settings(four), "test", reindex) == 0
