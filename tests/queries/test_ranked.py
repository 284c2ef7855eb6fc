"""What we hold, ranked for a text: the same on both engines, and without what was said off the record."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import delete, update

from claims.entry.edit import edit
from claims.entry.reviewing.judge import judge
from claims.features.similar.answers import answers
from claims.features.similar.proposing import proposals_for
from claims.features.similar.ranked import ranked_claims
from claims.reading.view import View
from claims.settings import settings
from claims.store.database import reading
from claims.store.likeness import index
from claims.store.recording import write
from claims.store.schema import GIST, GIST_COUNT, GIST_STEM
from claims.text.similarity import DifferenceKind, Proposed, Stated
from claims.vocabulary import JudgementKind
from tests.newsroom import act, appearance, article, claim, enter, record

pytestmark = pytest.mark.engines("sqlite", "postgresql")

NOON = "2024-03-20T12:00:00+00:00"
HELD = (
    "Apple will invest 4 trillion won ($3.6 billion) in Kia",
    "Apple is to invest $3.6 billion in Kia Motors",
    "Apple and Hyundai are expected to sign a deal on 17 February",
    "Apple and Hyundai are expected to sign a deal on the 27th of February",
    "Hyundai is in talks with Apple about an electric car",
    "Hyundai is not in talks with Apple about an electric car",
    "Portions of the Amazon rainforest were on fire in August 2019",
)


@pytest.fixture
def held(db_url: str) -> str:
    enter(db_url, [claim(f"c{place}", statement) for place, statement in enumerate(HELD)])
    return db_url


def found(url: str, to: int | str, view: View | None = None) -> list[int]:
    with reading(settings(url)) as connection:
        return [each.id for each in ranked_claims(connection, to, view or View())]


def faults(url: str) -> list[str]:
    with reading(settings(url)) as connection:
        return list(index.differences(connection))


@pytest.mark.parametrize(
    ("said", "likeliest"),
    [
        ("The #AmazonRainforest has been burning for weeks #PrayForAmazonia", 7),
        ("4tn won for Kia?", 1),
        ("Is it on February 17 that Hyundai signs?", 3),
        ("the Amazonian fires of 2019", 7),
        ("Kia Motors gets $3.6bn", 2),
        ("four trillion won go where?", 1),
        ("so sad #amazonrainforest", 7),
        ("say no to #hyundaiandapple, #electriccar", 5),
    ],
)
def test_the_likeliest_comes_first(held: str, said: str, likeliest: int) -> None:
    assert found(held, said)[0] == likeliest


def test_a_nation_and_its_people_are_one(held: str) -> None:
    enter(held, [claim("fleet", "The fleet of Denmark left for Greenland"), claim("ore", "Ore of Sweden is sold")])
    assert found(held, "Danish ships") == [8]
    assert found(held, "Swedish, again") == [9]


def test_a_claim_is_not_like_itself(held: str) -> None:
    assert found(held, 1)[0] == 2
    assert 1 not in found(held, 1)


@pytest.mark.parametrize(
    "said", ["", "!", "the of and", "zzzz", "'; DROP TABLE gist; --", "%s :s0 (?)", "\x00", "a" * 9000]
)
def test_any_text_can_be_asked_about(held: str, said: str) -> None:
    assert found(held, said) == []


def test_what_is_known_only_off_the_record_takes_no_part(db_url: str) -> None:
    enter(
        db_url,
        [
            *article("a", "RNZ"),
            claim("c0", HELD[0]),
            claim("c1", HELD[1]),
            record("source", "s", kind="person", name="Jane Roe"),
            appearance("a", "named", claim="c1", source="s", terms="off_record"),
        ],
    )
    assert found(db_url, HELD[1]) == [1]
    assert found(db_url, HELD[1], View(confidential=True)) == [2, 1]


def test_the_words_follow_an_edit(held: str) -> None:
    act(held, NOON, lambda session: edit(session, "claim", "7", {"statement": "Volcanoes erupt"}, "mixed up"))
    assert found(held, "a volcano") == [7]
    assert 7 not in found(held, "Amazon rainforest")
    assert faults(held) == []


def test_at_a_moment_a_claim_is_found_by_what_it_said_then(held: str) -> None:
    act(held, NOON, lambda session: edit(session, "claim", "7", {"statement": "Iceland erupts"}, "mixed up"))
    before = View(as_of=datetime.fromisoformat("2024-03-20T11:59:00+00:00"))
    assert found(held, "portions of the rainforest", before) == [7]  # words that no claim has today
    assert found(held, "Iceland", before) == []
    assert found(held, "Iceland", View(as_of=datetime.fromisoformat(NOON))) == [7]


@pytest.mark.parametrize(
    "spoil",
    [
        delete(GIST).where(GIST.c.claim_id == 3),
        delete(GIST_STEM).where(GIST_STEM.c.claim_id == 3),
        update(GIST).where(GIST.c.claim_id == 3).values(words="zebra"),
        update(GIST_COUNT).where(GIST_COUNT.c.stem == "appl").values(claims=77),
        delete(GIST_COUNT).where(GIST_COUNT.c.stem == "kia"),
    ],
)
def test_wrong_words_are_found_and_mended(held: str, spoil: object) -> None:
    assert faults(held) == []
    write(settings(held), "test", lambda session: session.connection().execute(spoil))  # type: ignore[call-overload]
    assert faults(held) != []
    write(settings(held), "test", lambda session: index.rebuild(session.connection()))
    assert faults(held) == []


@pytest.mark.parametrize(
    ("claim_number", "proposal"),
    [
        (1, (2, Proposed.DUPLICATE)),
        (3, (4, Proposed.CONTRADICTS)),
        (5, (6, Proposed.CONTRADICTS)),
        (7, None),
    ],
)
def test_few_are_proposed(held: str, claim_number: int, proposal: tuple[int, Proposed] | None) -> None:
    with reading(settings(held)) as connection:
        made = [(each.id, each.proposed) for each in proposals_for(connection, claim_number)]
    assert made == ([proposal] if proposal else [])


@pytest.mark.parametrize(
    ("said", "proposal"),
    [
        ("Google will invest 4tn won ($3.6bn) in Kia", (1, Proposed.DIFFERS, DifferenceKind.NAME)),
        ("Apple is to invest $3.7 billion in Kia Motors", (2, Proposed.CONTRADICTS, DifferenceKind.FIGURE)),
        ("Apple and Hyundai are expected to sign on Feb 7 a deal", (3, Proposed.CONTRADICTS, DifferenceKind.DATE)),
        ("No, portions of the Amazon rainforest were not on fire", (7, Proposed.CONTRADICTS, DifferenceKind.NEGATION)),
        ("Portions of the Amazon rainforest burnt in August 2019", (7, Proposed.DUPLICATE, None)),
    ],
)
def test_a_proposal_says_in_what_it_differs(
    held: str, said: str, proposal: tuple[int, Proposed, DifferenceKind | None]
) -> None:
    with reading(settings(held)) as connection:
        first = proposals_for(connection, Stated(said), as_claim=False)[0]
    assert (first.id, first.proposed, first.differs) == proposal


def test_another_name_is_proposed_between_claims_and_a_no_is_remembered(held: str) -> None:
    enter(held, [claim("google", "Google will invest 4 trillion won ($3.6 billion) in Kia")])
    with reading(settings(held)) as connection:
        made = {each.id: each.proposed for each in proposals_for(connection, 8)}
    assert made[1] is Proposed.DIFFERS
    kind = JudgementKind.NOT_DUPLICATE
    act(held, NOON, lambda session: judge(session, "claim", kind, "8", "1", "two companies"))
    with reading(settings(held)) as connection:
        assert 1 not in {each.id for each in proposals_for(connection, 8)}


def test_names_alone_do_not_make_it_the_same(held: str) -> None:
    with reading(settings(held)) as connection:
        assert proposals_for(connection, Stated("Hyundai, Apple: who is cheaper, Kia?"), as_claim=False) == []


def test_a_pasted_text_is_compared_with_the_whole_claim(held: str) -> None:
    pasted = (
        "My neighbour never watches television, reads no newspaper and did not believe me when I said over breakfast "
        "that portions of the Amazon rainforest were on fire in August 2019, while she planted apple trees."
    )
    with reading(settings(held)) as connection:
        made = proposals_for(connection, Stated(pasted), as_claim=False)
    assert [(each.id, each.proposed) for each in made] == [(7, Proposed.DUPLICATE)]


def test_a_claim_is_shown_under_no_number_of_the_record_that_is_off_the_record(db_url: str) -> None:
    secret, known = "Kia told us it turned Apple down", "Kia turned Apple down"
    enter(
        db_url,
        [
            *article("a", "RNZ"),
            record("source", "s", kind="person", name="Jo Doe"),
            claim("c1", secret),
            claim("c2", known),
            appearance("a", "named", claim="c1", source="s", terms="off_record"),
        ],
    )
    act(db_url, NOON, lambda session: judge(session, "claim", JudgementKind.DUPLICATE, "1", "2", "the same"))
    with reading(settings(db_url)) as connection:
        assert [(each.claim.id, each.statement) for each in answers(connection, "Has Kia turned Apple down?")] == [
            (2, known)
        ]


def test_a_figure_that_differs_is_told_even_of_what_is_said_in_other_words(db_url: str) -> None:
    enter(db_url, [claim("c1", "Unemployment in Spain fell to 11.2 per cent in March")])
    with reading(settings(db_url)) as connection:
        told = {
            said: answers(connection, said)[0].proposal
            for said in ("Spanish unemployment fell to 12.1% in March", "Spanish unemployment fell to 11.2% in March")
        }
    other, same = (each.why for each in told.values() if each)
    assert "12.1" in other
    assert "11.2" in other
    assert "11.2" not in same
