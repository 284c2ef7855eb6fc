"""Where a relay says more than the article from which it has the claim."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.sourcing.drift import Axis, Finding, Hardening, Hedge, Worded, drift, harder
from claims.vocabulary import (
    Attribution,
    HedgeKind,
    Likelihood,
    Placement,
    RelayBasis,
    Stance,
    Treatment,
)

SAID = "Japan and Canada are in line to join"
DIPLOMAT: dict[str, Any] = {"source": "diplomat", "speaker": "one senior diplomat"}


def origin(attribution: Attribution = Attribution.UNNAMED, key: str = "a", **values: Any) -> Worded:
    """An appearance in the article `up`."""
    return Worded(key, "up", attribution, **({"excerpt": SAID} | values))


def relay(attribution: Attribution = Attribution.OUTLET, key: str = "r", **values: Any) -> Worded:
    """An appearance in the article `down`, which has the claim from `up`."""
    return Worded(key, "down", attribution, relays="up", **({"excerpt": "Japan will join"} | values))


def hedge(kind: str, words: str | None = None) -> Hedge:
    return Hedge(HedgeKind(kind), words)


def only(*appearances: Worded) -> Finding:
    found = drift(appearances)
    assert len(found) == 1, found
    return found[0]


# Hedges


@pytest.mark.parametrize(
    ("kind", "words"),
    [("evidential", "according to a media report"), ("conditional", "if invited"), ("intention", "aiming")],
)
def test_a_hedge_that_is_gone_is_found_with_both_wordings(kind: str, words: str) -> None:
    below = relay(Attribution.COLLECTIVE, excerpt="Japan will join")
    found = only(origin(Attribution.COLLECTIVE, hedges=(hedge(kind, words),)), below)
    assert (found.relay, found.upstream, found.axis) == ("r", "a", Axis.HEDGE)
    assert (found.hardening, found.hedge) == (Hardening.HEDGE_DROPPED, HedgeKind(kind))
    assert (found.says, found.upstream_says) == (("Japan will join",), (words,))


def test_fewer_words_of_one_kind_are_found_by_the_words_that_are_gone() -> None:
    above = origin(hedges=(hedge("evidential", "reportedly"), hedge("evidential", "officials believe")))
    found = only(above, relay(Attribution.NAMED, hedges=(hedge("evidential", "reportedly"),)))
    assert (found.hardening, found.upstream_says) == (Hardening.FEWER_HEDGES, ("officials believe",))


@pytest.mark.parametrize(
    "values",
    [
        {"hedges": (hedge("evidential", "it is said"),)},
        {"excerpt": "Japan will reportedly join"},
        {"around": "according to a media report"},
        {"attribution": Attribution.OUTLET},
        {"excerpt": ""},
    ],
    ids=["in other words", "within the excerpt", "beside the excerpt", "as another's report", "no words on record"],
)
def test_a_relay_that_holds_back_otherwise_or_without_words_drops_nothing(values: dict[str, Any]) -> None:
    above = origin(Attribution.NAMED, hedges=(hedge("evidential", "according to a media report"),))
    assert drift([above, relay(**({"attribution": Attribution.NAMED} | values))]) == ()


# Likelihood


@pytest.mark.parametrize(
    ("before", "after", "harder_than"),
    [
        ("possible", "likely", True),
        ("possible", "almost_certain", True),
        ("unlikely", "likely", True),
        ("likely", "very_likely", True),
        ("possible", "unlikely", False),
        ("possible", "roughly_even", False),
        ("unlikely", "possible", False),
        ("likely", "possible", False),
        ("very_likely", "likely", False),
        ("likely", "likely", False),
    ],
)
def test_likelihoods_are_ordered_as_their_bands_are(before: str, after: str, harder_than: bool) -> None:
    found = drift([origin(likelihood=Likelihood(before)), relay(likelihood=Likelihood(after))])
    assert [one.hardening for one in found] == [Hardening.MORE_LIKELY] * harder_than


def test_possible_that_becomes_will_is_stated_flatly() -> None:
    found = only(origin(hedges=(hedge("likelihood", "possible as soon as"),)), relay(excerpt="Japan will join"))
    assert found.hardening is Hardening.STATED_FLATLY
    assert (found.says, found.upstream_says) == (("Japan will join",), ("possible as soon as",))


def test_words_of_the_table_count_although_nobody_entered_them_as_a_hedge() -> None:
    found = only(origin(excerpt="an announcement could come"), relay(excerpt="an announcement is likely"))
    assert (found.says, found.upstream_says) == (("likely",), ("could",))
    assert drift([origin(excerpt="Japan could join"), relay(excerpt="Japan may join")]) == ()


@pytest.mark.parametrize(
    "below",
    [
        relay(excerpt=""),
        relay(excerpt="", likelihood=Likelihood.POSSIBLE),
        relay(excerpt="Japan would join", hedges=(hedge("conditional", "if invited"),)),
        relay(excerpt="Japan stands a chance", hedges=(hedge("likelihood", "a chance"),)),
    ],
    ids=["no words", "as likely", "on a condition", "a hedge that no table has"],
)
def test_what_is_not_known_to_be_flat_is_not_called_flat(below: Worded) -> None:
    assert drift([origin(likelihood=Likelihood.POSSIBLE), below]) == ()


def test_the_month_of_may_is_no_hedge() -> None:
    assert drift([origin(excerpt="to the polls by May 2025"), relay(excerpt="to the polls in 2025")]) == ()


# Who is given, and how many


@pytest.mark.parametrize(
    ("above", "below", "hardening"),
    [
        ("named", "unattributed", Hardening.NOBODY_GIVEN),
        ("unnamed", "unattributed", Hardening.NOBODY_GIVEN),
        ("own_voice", "unattributed", Hardening.NOBODY_GIVEN),
        ("outlet", "unattributed", Hardening.NOBODY_GIVEN),
        ("named", "own_voice", Hardening.OWN_VOICE),
        ("unnamed", "collective", Hardening.ONE_TO_MANY),
        ("unnamed", "institution", Hardening.PEOPLE_TO_INSTITUTION),
        ("collective", "institution", Hardening.PEOPLE_TO_INSTITUTION),
        ("unattributed", "unattributed", None),
        ("unattributed", "outlet", None),
        ("collective", "unnamed", None),
        ("named", "outlet", None),
        ("named", "institution", None),
        ("unattributed", "own_voice", None),
    ],
)
def test_who_is_given(above: str, below: str, hardening: Hardening | None) -> None:
    found = drift([origin(Attribution(above), source="x"), relay(Attribution(below), source="y")])
    assert [one.hardening for one in found] == ([hardening] if hardening else [])


def test_both_wordings_are_those_printed_of_the_sources() -> None:
    found = only(origin(**DIPLOMAT), relay(Attribution.COLLECTIVE, source="officials", speaker="officials"))
    assert (found.axis, found.says, found.upstream_says) == (
        Axis.ATTRIBUTION,
        ("officials",),
        ("one senior diplomat",),
    )


def test_the_same_people_entered_otherwise_are_no_others() -> None:
    assert drift([origin(source="x"), relay(Attribution.COLLECTIVE, source="x")]) == ()


@pytest.mark.parametrize(
    ("above", "below", "hardening"),
    [(1, 2, Hardening.MORE_PEOPLE), (None, 2, Hardening.MORE_PEOPLE), (2, 1, None), (2, 2, None), (3, None, None)],
)
def test_how_many_people(above: int | None, below: int | None, hardening: Hardening | None) -> None:
    found = drift([origin(source="x", stated_count=above), relay(Attribution.UNNAMED, source="y", stated_count=below)])
    assert [one.hardening for one in found] == ([hardening] if hardening else [])


def test_a_number_that_becomes_a_plural_without_one_is_dropped() -> None:
    below = relay(Attribution.COLLECTIVE, source="y", speaker="officials")
    found = only(origin(source="x", speaker="two officials", stated_count=2), below)
    assert (found.axis, found.hardening) == (Axis.COUNT, Hardening.COUNT_DROPPED)
    assert (found.says, found.upstream_says) == (("officials",), ("two officials",))


# Stance and treatment


@pytest.mark.parametrize(
    ("stance", "hardening"),
    [
        (Stance.DENIES, Hardening.DENIAL_TURNED),
        (Stance.QUESTIONS, Hardening.DOUBT_TURNED),
        (Stance.DECLINES, Hardening.DOUBT_TURNED),
    ],
)
def test_what_nobody_upstream_asserted(stance: Stance, hardening: Hardening) -> None:
    assert only(origin(stance=stance), relay()).hardening is hardening


def test_a_named_denial_beside_it_that_disappears() -> None:
    denial = origin(Attribution.NAMED, key="no", stance=Stance.DENIES, speaker="Marles", excerpt="not soon")
    found = only(origin(), denial, relay())
    assert (found.hardening, found.upstream, found.upstream_says) == (Hardening.DENIAL_LEFT_OUT, "no", ("Marles",))
    kept = relay(Attribution.NAMED, key="r2", stance=Stance.DENIES, excerpt="not soon", speaker="Marles")
    assert drift([origin(), denial, relay(), kept]) == ()
    assert drift([origin(), denial, relay(excerpt="")]) == ()
    assert drift([origin(), denial, relay(treatment=Treatment.DOUBTS)]) == ()


def test_what_outlets_do_with_it() -> None:
    endorsed = relay(treatment=Treatment.ENDORSES, placement=Placement.HEADLINE)
    assert only(origin(), endorsed).hardening is Hardening.ENDORSED
    assert only(origin(treatment=Treatment.DOUBTS), relay()).hardening is Hardening.DOUBT_DROPPED
    assert drift([origin(treatment=Treatment.DOUBTS), relay(excerpt="")]) == ()
    assert drift([origin(treatment=Treatment.ENDORSES), endorsed]) == ()


# With what a relay is compared


def test_a_relay_is_harder_only_than_all_from_which_it_can_have_it() -> None:
    soft = origin(key="soft", likelihood=Likelihood.POSSIBLE)
    flat = origin(Attribution.COLLECTIVE, key="flat", excerpt="Japan will join")
    assert drift([soft, flat, relay()]) == ()
    likely = origin(key="nearer", likelihood=Likelihood.LIKELY, attribution=Attribution.NAMED)
    assert only(soft, likely, relay(likelihood=Likelihood.VERY_LIKELY)).upstream in {"soft", "nearer"}
    below = relay(Attribution.NAMED, source="marles", excerpt="will")
    assert only(replace(soft, source="marles"), flat, below).upstream == "soft"


def test_the_nearest_is_named() -> None:
    far = origin(key="far", likelihood=Likelihood.POSSIBLE, hedges=(hedge("conditional", "if invited"),))
    near = origin(key="near", likelihood=Likelihood.POSSIBLE)
    found = only(far, near, relay(Attribution.NAMED))
    assert (found.axis, found.upstream) == (Axis.LIKELIHOOD, "near")


def test_suspected_relays_are_left_out_and_inferred_ones_say_so() -> None:
    above, below = origin(**DIPLOMAT), relay(Attribution.UNATTRIBUTED)
    assert drift([above, replace(below, relay_basis=RelayBasis.SUSPECTED)]) == ()
    assert only(above, replace(below, relay_basis=RelayBasis.INFERRED)).inferred
    assert not only(above, replace(below, relay_basis=RelayBasis.STATED)).inferred


def test_what_was_withdrawn_is_marked() -> None:
    above, below = origin(**DIPLOMAT), relay(Attribution.UNATTRIBUTED)
    assert not only(above, below).withdrawn
    assert only(replace(above, stands=False), below).withdrawn
    assert only(above, replace(below, stands=False)).withdrawn


def test_a_whole_reprint_follows_its_original_but_for_its_own_headline() -> None:
    above = origin(hedges=(hedge("evidential", "reportedly"),))
    below = relay(Attribution.UNNAMED, reprint=True)
    assert drift([above, below]) == ()
    assert only(above, replace(below, placement=Placement.HEADLINE)).hardening is Hardening.HEDGE_DROPPED


def test_what_nobody_has_read_is_compared_with_nothing() -> None:
    assert drift([relay(Attribution.UNATTRIBUTED)]) == ()


def test_articles_that_cite_each_other_are_each_compared_with_the_other() -> None:
    a = Worded("a", "one", Attribution.UNNAMED, relays="two", source="x", excerpt="may")
    b = Worded("b", "two", Attribution.UNATTRIBUTED, relays="one", excerpt="will")
    assert {(one.relay, one.upstream) for one in drift([a, b])} == {("b", "a")}


# For any wordings at all

WORDS = st.sampled_from(["could", "likely", "reportedly", "if invited", "aiming", "a chance", "it is said"])
HEDGES = st.lists(st.builds(Hedge, st.sampled_from(HedgeKind), st.none() | WORDS), max_size=4).map(tuple)
EXCERPTS = st.sampled_from(["", "Japan will join", "Japan could join", "Japan is reportedly likely to join", "aims to"])
WORDED = st.builds(
    Worded,
    key=st.just("x"),
    article=st.just("x"),
    attribution=st.sampled_from(Attribution),
    source=st.none() | st.sampled_from(["s", "t"]),
    speaker=st.sampled_from(["", "officials", "a diplomat"]),
    stated_count=st.none() | st.integers(1, 3),
    relay_basis=st.none() | st.sampled_from(RelayBasis),
    stance=st.sampled_from(Stance),
    treatment=st.sampled_from(Treatment),
    placement=st.none() | st.sampled_from(Placement),
    likelihood=st.none() | st.sampled_from(Likelihood),
    hedges=HEDGES,
    excerpt=EXCERPTS,
    reprint=st.booleans(),
    stands=st.booleans(),
)


@given(WORDED)
def test_who_says_the_same_says_no_more(one: Worded) -> None:
    below = replace(one, key="r", article="down", relays="x", relay_basis=None)
    assert drift([one, below]) == ()


@given(WORDED, WORDED)
def test_what_is_harder_one_way_is_never_harder_the_other_way(one: Worded, other: Worded) -> None:
    there = {(step.axis, step.hedge) for step in harder(one, other)}
    back = {(step.axis, step.hedge) for step in harder(other, one)}
    assert not there & back


@given(st.lists(WORDED, min_size=1, max_size=4), WORDED)
def test_a_finding_is_harder_than_every_appearance_of_its_own_stance(above: list[Worded], below: Worded) -> None:
    upstream = [replace(one, key=index, article="up", relays=None) for index, one in enumerate(above)]
    down = replace(below, key="r", article="down", relays="up")
    alike = [one for one in upstream if one.stance is down.stance and one.source == down.source is not None]
    alike = alike or [one for one in upstream if one.stance is down.stance] or upstream
    for finding in drift([*upstream, down]):
        if finding.hardening is not Hardening.DENIAL_LEFT_OUT:
            assert all((finding.axis, finding.hedge) in {(s.axis, s.hedge) for s in harder(o, down)} for o in alike)


def test_a_chain_of_ten_thousand_relays_is_followed_in_linear_time() -> None:
    def chain(length: int) -> list[Worded]:
        bands = (Likelihood.POSSIBLE, Likelihood.LIKELY)
        return [
            Worded(n, n, Attribution.NAMED, relays=n - 1 if n else None, likelihood=bands[n % 2]) for n in range(length)
        ]

    long = chain(10_000)
    began = perf_counter()
    found = drift(long)
    taken = perf_counter() - began
    assert [one.relay for one in found] == list(range(1, 10_000, 2))
    assert all(one.relay == above + 1 for one in found for above in [one.upstream] if isinstance(above, int))
    assert all(a.relay != b.relay for a, b in pairwise(found))
    assert taken < 5
