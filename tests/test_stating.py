"""Which claims a sentence states, and what it says otherwise."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.similarity import DifferenceKind
from claims.text.stating import Passage, Statings, is_checkable
from claims.text.stating.differences import differences
from tests.newsroom import AUKUS

CLAIMS = {
    number: json.loads(line)["statement"]
    for number, line in enumerate((AUKUS / "claims.jsonl").read_text(encoding="utf-8").splitlines(), 1)
}
DRAFT = {
    "Washington has opened talks with London and Canberra about asking Japan to work with them on defence technology.":
        {54},
    "Japan and Canada are next in line to sign up to Aukus's second pillar by the end of 2024 or early in 2025.": {98},
    "Aukus, unveiled in September 2021, rests on two pillars.": {58, 62},
    "China has called Aukus a relic of the cold war and dangerous for the region.": {25, 26},
    "Nauru switched recognition from Taipei to Beijing in January.": {20},
    "The foreign secretary, David Cameron, and Grant Shapps flew to Australia to meet their counterparts.": {130},
    "Papua New Guinea is in early talks with Beijing on policing.": {21},
    "The first submarine is due at HMAS Stirling in 2027.": set(),
    "The bill passed the upper house on 10 May with the votes of two opposition parties.": set(),
    "Rishi Sunak's party trails by twenty points.": set(),
    "Whether that buys security, the critics say, nobody can yet tell.": set(),
}  # fmt: skip


def stated(sentence: str, before: str = "", claims: dict[int, str] = CLAIMS) -> set[int]:
    return {stating.claim for stating in Statings(claims).of(Passage(sentence, before))}


@pytest.mark.parametrize(("sentence", "claims"), DRAFT.items())
def test_a_sentence_states_the_claims_that_it_puts_into_like_words(sentence: str, claims: set[int]) -> None:
    found = stated(sentence)
    assert claims <= found
    assert len(found - claims) <= 1
    assert found or not claims
    assert claims or not found


@pytest.mark.parametrize("number", [1, 20, 42, 54, 68, 87, 98, 111, 130, 139])
def test_a_claim_in_its_own_words_is_stated_and_says_nothing_else(number: int) -> None:
    first, *_ = Statings(CLAIMS).of(Passage(CLAIMS[number]))
    assert (first.claim, first.share, first.differences) == (number, 1.0, ())


def test_a_pronoun_stands_for_a_name_that_the_paragraph_has_just_given() -> None:
    claims = {1: "Acme will close its plant in Linz in March", 2: "Borealis will hire 400 people in Wels"}
    sentence = "It will close the plant in March."
    assert stated(sentence, "Acme is shrinking in Linz.", claims) == {1}
    assert stated(sentence, "", claims) == stated(sentence, "Zeta is growing in Graz.", claims)


@pytest.mark.parametrize(
    ("sentence", "claim", "kinds"),
    [
        ("The dam closes on 17 February.", "The dam closes on 27 February", ["date"]),
        ("The dam closes on February 27.", "The dam closes on 27 February 2024", []),
        ("The dam closes in February.", "The dam closes on 27 February 2024", []),
        ("The dam closes on 27 March 2024.", "The dam closes on 27 February 2024", ["date"]),
        ("The dam closed in 2023.", "The dam closed in 2024", ["date"]),
        ("The dam closes by the end of this year or early in 2025.",
         "The dam closes by the end of 2024 or early 2025", []),
        ("The dam cost 500 million euros.", "The dam cost 400 million euros", ["figure"]),
        ("The dam cost €400m.", "The dam cost 400 million euros", []),
        ("The dam cost $500m.", "The dam cost 400 million dollars", ["figure"]),
        ("Four hundred people work at the dam.", "400 people work at the dam", []),
        ("The level fell by 12 per cent.", "The level fell by 15%", ["figure"]),
        ("The level fell by 12 percent in three years.", "The level fell by 12% in three years", []),
        ("Some 12 villages lie below the dam.", "The dam supplies 400 farms", []),
        ("The ministry will not close the dam.", "The ministry will close the dam", ["negation"]),
        ("The ministry will close the dam.", "The ministry will not close the dam", ["negation"]),
        ("The ministry won't close the dam.", "The ministry will not close the dam", []),
        ("The ministry, which has not spoken of it, will close the dam.", "The ministry will close the dam", []),
        ("The ministry refused to close the dam.", "The ministry will not close the dam", []),
        ("The level of the lake rose.", "The level of the lake fell", ["opposite"]),
        ("The level of the lake fell.", "The level of the lake fell", []),
        ("The ministry stopped work on the dam.", "The ministry goes on with work on the dam", ["opposite"]),
        ("The ministry works on the dam.", "The ministry has called off work on the dam", ["opposite"]),
        ("The ministry called work on the dam off.", "The ministry stopped work on the dam", []),
        ("The ministry will not work on the dam.", "The ministry stopped work on the dam", []),
        ("The ministry works on the dam, while Leeds stopped a strike.", "The ministry works on the dam", []),
        ("The ministry works on the dam to stop floods.", "The ministry works on the dam", []),
    ],
)  # fmt: skip
def test_what_a_sentence_says_otherwise_is_named(sentence: str, claim: str, kinds: list[str]) -> None:
    found = differences(sentence, claim)
    assert [difference.kind.value for difference in found] == kinds
    for difference in found:
        assert all(word in sentence for word in difference.sentence.split())
        assert all(word in claim for word in difference.claim.split())


@pytest.mark.parametrize(
    ("sentence", "checkable"),
    [
        ("The dam belongs to Acme.", True),
        ("Japan waits.", True),
        ("It cost 400 million.", True),
        ("It closed in February.", True),
        ("“It is over,” he said.", True),
        ("Nobody knows why.", False),
        ("Is the dam closed in February?", False),
        ("By Ann Fox and Peter Lowe", False),
    ],
)
def test_a_sentence_with_a_name_a_figure_or_a_quotation_can_be_checked(sentence: str, checkable: bool) -> None:
    assert is_checkable(sentence) is checkable


@given(st.text(), st.text())
def test_any_sentence_is_compared_with_any_claim(sentence: str, claim: str) -> None:
    for stating in Statings({1: claim, 2: "The dam will close"}).of(Passage(sentence, claim)):
        assert 0 < stating.share <= 1
    assert differences(claim, claim) == ()


TALKS = "Hyundai is in talks with Apple about an electric car"


@pytest.mark.parametrize(
    ("sentence", "denies"),
    [
        ("Hyundai is no longer in talks with Apple", True),
        ("It is not true that Hyundai is in talks with Apple", True),
        ("Hyundai and Apple are not currently in talks", True),
        ("No more talks with Apple, Hyundai says", True),
        ("Hyundai rejects reports that it is in talks with Apple", True),
        ("Hyundai dismissed the rumours that it talks with Apple about a car", True),
        ("Hyundai is in talks with Apple that will take no longer than a week", False),
        ("Hyundai, no longer shy, is in talks with Apple about a car", False),
        ("Hyundai is in talks with Apple and reports a fall in sales", False),
        ("Hyundai reports that it is in talks with Apple", False),
    ],
)
def test_what_a_sentence_denies_may_stand_after_other_words(sentence: str, denies: bool) -> None:
    assert [each.kind for each in differences(sentence, TALKS)] == [DifferenceKind.NEGATION] * denies
