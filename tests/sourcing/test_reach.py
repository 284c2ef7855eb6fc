"""What has a claim from a footing, and what of that rests on it alone."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.rules.sourcing import Downstream, Footing, Key, carriers, count_origins, downstream
from claims.vocabulary import Attribution, RelayBasis, Stance
from tests.sourcing.building import gives, person, relay, says
from tests.sourcing.claims_at_random import RandomClaim, random_claims
from tests.sourcing.test_properties import MANY

ANN = person("ann", "Ann Smith")
NOBODY = Attribution.UNATTRIBUTED


def reached(footings: Sequence[Footing], corrected: Key) -> dict[Key, tuple[Key, int, bool]]:
    """What is below a footing: from which article, through how many, and whether it rests on that alone."""
    return {one.footing: (one.upstream, one.through, one.alone) for one in downstream(footings, corrected)}


def test_a_chain_rests_on_its_beginning_alone() -> None:
    chain = [says("a", ANN), relay("b", "a"), relay("c", "b", RelayBasis.INFERRED)]
    assert reached(chain, "a") == {"b": ("a", 0, True), "c": ("b", 1, True)}
    assert reached(chain, "b") == {"c": ("b", 0, True)}
    assert reached(chain, "c") == {}


def test_it_is_the_same_whether_the_corrected_one_stands_still() -> None:
    chain = [says("a", ANN), relay("b", "a")]
    assert reached([replace(chain[0], stands=False), chain[1]], "a") == reached(chain, "a")


@pytest.mark.parametrize(
    "beside",
    [
        says("own", ANN, article="b"),
        gives("silent", NOBODY, article="b"),
        relay("other", "elsewhere", article="b"),
        says("also", ANN, article="a"),
    ],
    ids=["a word of its own", "once without a source", "another upstream", "another footing upstream"],
)
def test_what_has_it_from_elsewhere_too(beside: Footing) -> None:
    assert reached([says("a", None), relay("b", "a"), beside, relay("c", "b")], "a") == {
        "b": ("a", 0, False),
        "c": ("b", 1, False),
    }


def test_another_upstream_that_was_withdrawn_is_none() -> None:
    gone = says("x", ANN, stands=False)
    assert reached([says("a", None), gone, relay("b", "a"), relay("other", "x", article="b")], "a")["b"][2]


def test_what_was_withdrawn_since_is_left_out_and_what_is_below_it_stays() -> None:
    chain = [says("a", ANN), relay("b", "a", stands=False), relay("c", "b")]
    assert reached(chain, "a") == {"c": ("b", 1, True)}


def test_suspected_relays_only_may_be_reached() -> None:
    chain = [says("a", ANN), relay("b", "a", RelayBasis.SUSPECTED), relay("c", "b"), relay("d", "a")]
    found = downstream(chain, "a")
    assert [(one.footing, one.suspected) for one in found] == [("b", True), ("d", False), ("c", True)]
    by_both = [*chain, relay("sure", "d", article="c")]
    assert {one.footing: one.suspected for one in downstream(by_both, "a")}["sure"] is False


def test_those_who_deny_it_have_not_got_it_from_one_who_asserts_it() -> None:
    denial = says("b", ANN, relays="a", stance=Stance.DENIES)
    assert reached([says("a", ANN), denial], "a") == {}
    assert reached([says("a", ANN, stance=Stance.DENIES), denial], "a") == {"b": ("a", 0, True)}


def test_a_circle_is_followed_once() -> None:
    circle = [relay("a", "c"), relay("b", "a"), relay("c", "b"), says("in", ANN, article="b")]
    assert reached(circle, "a") == {"b": ("a", 0, False), "c": ("b", 1, False)}
    back = [relay("a", "b"), says("word", ANN, article="a"), relay("b", "a")]
    assert reached(back, "word") == {"b": ("a", 0, True), "a": ("b", 1, True)}


def test_there_has_to_be_such_a_footing() -> None:
    with pytest.raises(KeyError):
        downstream([says("a", ANN)], "b")


def test_ten_thousand_relays_are_followed_in_no_time() -> None:
    chain = [says("0", ANN), *(relay(str(number), str(number - 1)) for number in range(1, 10_000))]
    began = time.perf_counter()
    found = downstream(chain, "0")
    assert time.perf_counter() - began < 5
    assert (len(found), found[-1]) == (9_999, Downstream("9999", "9999", "9998", 9_998, True, False))


# What holds for every claim


@MANY
@given(random_claims(), st.integers(0, 20))
def test_those_reached_are_in_the_articles_that_lead_back_to_it(claim: RandomClaim, which: int) -> None:
    assume(claim.footings)
    claim = replace(claim, footings=tuple(replace(one, stands=True) for one in claim.footings))
    start = claim.footings[which % len(claim.footings)]
    for suspected in (False, True):
        articles = {
            one.article
            for one in downstream(claim.footings, start.key)
            if (suspected or not one.suspected) and one.article != start.article
        }
        assert articles == set(carriers(claim.footings, start.article, stance=start.stance, suspected=suspected))


@MANY
@given(random_claims(), st.integers(0, 20))
def test_without_it_nothing_else_changes(claim: RandomClaim, which: int) -> None:
    """Who rests on it alone, and nobody else, leads to no end any more when it is withdrawn."""
    assume(claim.footings)
    start = claim.footings[which % len(claim.footings)]
    assume(start.stands and start.stance is Stance.ASSERTS)
    without = tuple(replace(one, stands=False) if one is start else one for one in claim.footings)

    def lost(footings: tuple[Footing, ...]) -> set[Key]:
        origins = count_origins(footings, claim.sources, claim.rulings)
        return {*origins.retracted, *origins.circular}

    newly = lost(without) - lost(claim.footings) - {start.key}
    below = {one.footing: one for one in downstream(claim.footings, start.key)}
    assert newly <= below.keys()
    for key in newly:
        assert not below[key].suspected
    alone = {key for key, one in below.items() if one.alone}
    assert alone <= lost(without)


@MANY
@given(random_claims(), st.integers(0, 20), st.integers(0, 10**6))
def test_order_changes_nothing(claim: RandomClaim, which: int, seed: int) -> None:
    assume(claim.footings)
    key = claim.footings[which % len(claim.footings)].key
    assert set(downstream(claim.shuffled(seed).footings, key)) == set(downstream(claim.footings, key))
