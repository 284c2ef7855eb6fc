"""Verdicts that two people make: what waits, who may agree with what, what one made alone, and what was made apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.ladder import (
    PARTYS_OWN,
    agreeable,
    agreement,
    cannot_agree,
    given_by,
    made_alone,
    made_apart,
    made_apart_open,
    newest_status,
    nothing_to_agree_with,
    people,
    same_person,
    speaks_for_itself,
    standing,
    waiting,
)
from claims.vocabulary import VERDICTS, ArticleKind, ClaimKind, EvidenceKind, Outcome, Status

START = datetime(2024, 4, 9, 9, tzinfo=UTC)
MORI, OKAFOR, LINDQVIST = "mori", "okafor", "lindqvist"


@dataclass(frozen=True)
class Review:
    """A review as the rules see it; its number says when it was entered."""

    id: int
    who: str
    status: Status
    outcome: Outcome | None = None
    proposed: bool = False
    agrees_with_id: int | None = None
    replaces_id: int | None = None
    proved_by: str | None = None
    entered_as: str | None = None
    other_words: str | None = None

    @property
    def at(self) -> datetime:
        return START + timedelta(minutes=self.id)

    @property
    def uid(self) -> str:
        return f"{self.id:08}"


def proposal(number: int, who: str, status: Status = Status.CONFIRMED, outcome: Outcome | None = None) -> Review:
    return Review(number, who, status, outcome, proposed=True)


def ids(reviews: list[Review]) -> list[int]:
    return [one.id for one in reviews]


def may(reviews: list[Review], who: str) -> list[int]:
    return ids(agreeable(reviews, who))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("mori", "mori", True),
        ("Mori", " MORI\t", True),
        ("Strauß", "STRAUSS", True),
        ("mori", "ｍｏｒｉ", True),
        ("mori", "okafor", False),
        ("mori", "mori2", False),
    ],
)
def test_a_person_is_one_whatever_the_case_and_the_space_around(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert len(people([Review(1, one, Status.CONFIRMED), Review(2, other, Status.CONFIRMED)])) == (1 if same else 2)


def test_a_proposal_waits_until_somebody_decides() -> None:
    proposed = proposal(2, MORI)
    before, after = Review(1, OKAFOR, Status.IN_REVIEW), Review(3, OKAFOR, Status.DISPUTED)
    assert waiting([before]) == []
    assert waiting([before, proposed]) == [proposed]
    assert newest_status([before, proposed]) is Status.IN_REVIEW
    assert waiting([before, proposed, after]) == []


def test_a_person_has_one_proposal_and_two_people_have_two() -> None:
    first, other, instead = proposal(1, MORI), proposal(2, OKAFOR), proposal(3, " Mori", Status.REFUTED)
    assert waiting([first, other, instead]) == [other, instead]


def test_a_proposal_with_which_somebody_agreed_waits_no_more_though_both_are_of_one_moment() -> None:
    class Late(Review):
        at = START

    proposed = Late(9, MORI, Status.CONFIRMED, proposed=True)
    agreed = Late(8, OKAFOR, Status.CONFIRMED, agrees_with_id=9)
    assert waiting([proposed, agreed]) == []


def test_somebody_else_may_agree_with_what_waits_and_not_with_what_stands_meanwhile() -> None:
    stands, proposed = Review(1, OKAFOR, Status.CONFIRMED), proposal(2, MORI, Status.REFUTED)
    reviews = [stands, proposed]
    assert may(reviews, LINDQVIST) == [2]
    assert may(reviews, MORI) == []
    assert "mori proposed “refuted” (review #2): somebody else has to agree" in str(
        nothing_to_agree_with(reviews, MORI)
    )
    assert cannot_agree(stands, reviews, MORI) is None
    assert may([*reviews, proposal(3, OKAFOR)], LINDQVIST) == [2, 3]


def test_with_nothing_waiting_others_may_agree_with_the_verdict_that_stands_each_once() -> None:
    verdict = Review(2, LINDQVIST, Status.CONFIRMED)
    reviews = [Review(1, OKAFOR, Status.IN_REVIEW), verdict]
    assert may(reviews, LINDQVIST) == []
    assert may(reviews, OKAFOR) == [2]
    reviews.append(Review(3, OKAFOR, Status.CONFIRMED, agrees_with_id=2))
    assert may(reviews, OKAFOR) == []
    assert "okafor already made or agreed with “confirmed” (review #3)" in str(nothing_to_agree_with(reviews, OKAFOR))
    assert may(reviews, MORI) == [2]


@pytest.mark.parametrize("status", sorted(set(Status) - VERDICTS))
def test_an_open_status_is_nothing_to_agree_with(status: Status) -> None:
    reviews = [Review(1, LINDQVIST, Status.CONFIRMED), Review(2, LINDQVIST, status)]
    assert may(reviews, OKAFOR) == []
    assert f"“{status.replace('_', ' ')}” is not a verdict" in str(nothing_to_agree_with(reviews, OKAFOR))
    assert "neither waiting for a second person nor in force" in str(cannot_agree(reviews[0], reviews, OKAFOR))


def test_a_decision_is_given_by_the_agreement_with_a_proposal_and_else_by_the_verdict() -> None:
    proposed = proposal(1, MORI)
    agreed = Review(2, OKAFOR, Status.CONFIRMED, agrees_with_id=1)
    third = Review(3, LINDQVIST, Status.CONFIRMED, agrees_with_id=2)
    reviews = [third, agreed, proposed]
    assert agreement(third, reviews) == [proposed, agreed, third]
    assert given_by(third, reviews) == agreed
    assert people(agreement(agreed, reviews)) == [MORI, OKAFOR, LINDQVIST]
    verdict = Review(1, MORI, Status.CONFIRMED)
    assert given_by(agreed, [verdict, agreed]) == verdict


@pytest.mark.parametrize(
    ("reviews", "alone"),
    [
        ([], False),
        ([Review(1, MORI, Status.DISPUTED)], False),
        ([proposal(1, MORI)], False),
        ([Review(1, MORI, Status.CONFIRMED)], True),
        ([Review(1, MORI, Status.CONFIRMED), Review(2, OKAFOR, Status.CONFIRMED)], True),
        ([Review(1, MORI, Status.CONFIRMED), Review(2, OKAFOR, Status.CONFIRMED, agrees_with_id=1)], False),
        ([Review(1, MORI, Status.CONFIRMED), Review(2, "Mori ", Status.CONFIRMED, agrees_with_id=1)], True),
        ([proposal(1, MORI), Review(2, OKAFOR, Status.CONFIRMED, agrees_with_id=1)], False),
        # Reopened by one, and given again by one.
        (
            [
                Review(1, MORI, Status.CONFIRMED),
                Review(2, OKAFOR, Status.CONFIRMED, agrees_with_id=1),
                Review(3, MORI, Status.IN_REVIEW),
                Review(4, MORI, Status.CONFIRMED),
            ],
            True,
        ),
        # Said again by one, with more evidence: two made it.
        (
            [
                Review(1, MORI, Status.CONFIRMED),
                Review(2, OKAFOR, Status.CONFIRMED, agrees_with_id=1),
                Review(3, MORI, Status.CONFIRMED),
            ],
            False,
        ),
        # Two for the verdict, one for the outcome.
        (
            [
                Review(1, MORI, Status.CONFIRMED),
                Review(2, OKAFOR, Status.CONFIRMED, agrees_with_id=1),
                Review(3, MORI, Status.CONFIRMED, Outcome.OCCURRED),
            ],
            True,
        ),
        # Two for the outcome, one for the verdict after it.
        (
            [
                Review(1, MORI, Status.IN_REVIEW, Outcome.OCCURRED),
                Review(2, OKAFOR, Status.IN_REVIEW, Outcome.OCCURRED, agrees_with_id=1),
                Review(3, MORI, Status.CONFIRMED),
            ],
            True,
        ),
        # The outcome of one, taken back: nothing but the verdict of two is left.
        (
            [
                Review(1, MORI, Status.CONFIRMED),
                Review(2, OKAFOR, Status.CONFIRMED, agrees_with_id=1),
                Review(3, MORI, Status.CONFIRMED, Outcome.OCCURRED),
                Review(4, MORI, Status.CONFIRMED, Outcome.PENDING),
            ],
            False,
        ),
    ],
)
def test_a_verdict_is_made_alone_unless_somebody_else_agreed(reviews: list[Review], alone: bool) -> None:
    assert made_alone(reviews) is alone
    assert made_alone(reviews[::-1]) is alone


@dataclass(frozen=True)
class Move:
    """What somebody does next at a claim in a newsroom that asks for two people."""

    who: str
    status: Status | None
    """The status they give, or nothing to agree."""


MOVES = st.lists(
    st.builds(Move, st.sampled_from([MORI, OKAFOR, LINDQVIST]), st.none() | st.sampled_from(Status)), max_size=12
)


@given(MOVES)
def test_where_two_are_asked_for_no_verdict_stands_that_one_made_alone(moves: list[Move]) -> None:
    reviews: list[Review] = []
    for number, move in enumerate(moves, start=1):
        if move.status is not None:
            waits = move.status in VERDICTS and move.status is not newest_status(reviews)
            reviews.append(Review(number, move.who, move.status, proposed=waits))
            continue
        fitting = agreeable(reviews, move.who)
        assert all(cannot_agree(one, reviews, move.who) is None for one in fitting)
        assert fitting or str(nothing_to_agree_with(reviews, move.who))
        for one in fitting[:1]:
            assert not same_person(one.who, move.who)
            reviews.append(Review(number, move.who, one.status, agrees_with_id=one.id))
    assert not made_alone(reviews)
    assert not set(waiting(reviews)) & set(standing(reviews))
    if newest_status(reviews) in VERDICTS:
        assert any(len(people(agreement(one, reviews))) > 1 for one in standing(reviews))


def test_two_decisions_that_replaced_the_same_one_were_made_apart() -> None:
    first = Review(1, MORI, Status.IN_REVIEW)
    one, other = (
        Review(2, MORI, Status.CONFIRMED, replaces_id=1),
        Review(3, OKAFOR, Status.REFUTED, replaces_id=1),
    )
    assert made_apart([first, one]) == set()
    assert made_apart([first, one, other]) == {2, 3}


def test_a_proposal_and_what_was_decided_on_it_were_not_made_apart() -> None:
    first = Review(1, MORI, Status.IN_REVIEW)
    proposed = Review(2, MORI, Status.CONFIRMED, proposed=True, replaces_id=1)
    agreed = Review(3, OKAFOR, Status.CONFIRMED, agrees_with_id=2, replaces_id=1)
    assert made_apart([first, proposed, agreed]) == set()
    also = Review(4, LINDQVIST, Status.CONFIRMED, agrees_with_id=2, replaces_id=1)
    assert made_apart([first, proposed, agreed, also]) == set()
    against = Review(5, LINDQVIST, Status.DISPUTED, replaces_id=1)
    assert made_apart([first, proposed, agreed, against]) == {3, 5}


def test_two_proposals_at_once_were_made_apart() -> None:
    reviews = [
        Review(1, MORI, Status.CONFIRMED, proposed=True),
        Review(2, OKAFOR, Status.REFUTED, proposed=True),
    ]
    assert made_apart(reviews) == {1, 2}
    assert ids(made_apart_open(reviews, {1, 2})) == [1, 2]
    reviews.append(Review(3, LINDQVIST, Status.REFUTED, agrees_with_id=2))
    assert made_apart_open(reviews, {1, 2}) == []


def test_what_was_made_apart_is_open_until_somebody_who_saw_both_decides() -> None:
    one, other = Review(1, MORI, Status.CONFIRMED), Review(2, OKAFOR, Status.REFUTED)
    assert ids(made_apart_open([other, one], {1, 2})) == [1, 2]
    unseen = Review(3, MORI, Status.CONFIRMED, replaces_id=1)
    assert ids(made_apart_open([one, other, unseen], {1, 2})) == [1, 2]
    proposed = Review(4, MORI, Status.CONFIRMED, proposed=True, replaces_id=2)
    assert ids(made_apart_open([one, other, proposed], {1, 2})) == [1, 2]
    seen = Review(5, LINDQVIST, Status.REFUTED, replaces_id=2)
    assert made_apart_open([one, other, seen], {1, 2}) == []


@pytest.mark.parametrize("claim", list(ClaimKind))
@pytest.mark.parametrize("evidence", list(EvidenceKind))
def test_only_a_partys_own_words_on_what_is_its_own_may_be_an_origin(claim: ClaimKind, evidence: EvidenceKind) -> None:
    own = claim in PARTYS_OWN and evidence is EvidenceKind.PARTY_STATEMENT
    assert speaks_for_itself(claim, evidence, ArticleKind.STATEMENT) is own
    assert not speaks_for_itself(claim, evidence, ArticleKind.ARTICLE)
