"""What must hold for every claim."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from claims.errors import ConflictingJudgements
from claims.rules.sourcing import Count, EndKind, Origins, Ruling, chains_of, count_origins, walk
from claims.rules.sourcing.colouring import bits
from claims.rules.sourcing.counting import Tallies
from claims.rules.sourcing.differences import different_institutions, different_people, has_edges
from claims.rules.sourcing.institutions import Institutions
from claims.rules.sourcing.relays import follow
from claims.rules.sourcing.rulings import judge
from claims.rules.sourcing.voices import Naming, speaking, voices_of
from claims.vocabulary import Attribution, JudgementKind, RelayBasis, Rule, Stance
from tests.sourcing.building import relay
from tests.sourcing.claims_at_random import PEOPLE, RandomClaim, random_claims

MANY = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


def counts(origins: Origins) -> tuple[Count, Count, Count]:
    return origins.people, origins.institutions, origins.independent


def narrower(after: Count, before: Count) -> bool:
    """Return whether an interval lies within another."""
    low = after.lower >= before.lower
    return low and (before.upper is None or (after.upper is not None and after.upper <= before.upper))


def shape(origins: Origins) -> tuple[object, ...]:
    """Return everything that does not depend on keys."""
    ends = Counter((e.kind, e.count, len(e.footings), len(e.articles), e.proximity, e.suspected) for e in origins.ends)
    lists = (origins.nothing_from, origins.circular, origins.retracted)
    return (*counts(origins), origins.rule, ends, *map(len, lists))


@MANY
@given(random_claims(), st.booleans())
def test_at_least_is_never_more_than_at_most(claim: RandomClaim, trust: bool) -> None:
    for count in counts(claim.counted(trust_labels=trust)):
        assert count.open == (count.upper is None)
        assert not count.estimated
        assert count.lower >= 0
        if count.upper is not None:
            assert count.lower <= count.upper


@MANY
@given(random_claims())
def test_no_more_independent_than_people_unless_an_editor_judged_so(claim: RandomClaim) -> None:
    plain = replace(claim, rulings=tuple(r for r in claim.rulings if r.kind is not JudgementKind.INDEPENDENT))
    origins = plain.counted()
    assert origins.independent.lower <= origins.people.lower


@MANY
@given(random_claims())
def test_the_rule_follows_from_the_independent_count(claim: RandomClaim) -> None:
    origins = claim.counted()
    count = origins.independent
    assert (origins.rule is Rule.MET) == (count.lower >= 2)
    nobody = bool(origins.ends) and all(end.kind is EndKind.NOTHING for end in origins.ends)
    assert (origins.rule is Rule.UNKNOWN) == (count.lower < 2 and nobody)
    assert (origins.rule is Rule.NOT_MET) == (count.lower < 2 and count.upper is not None and count.upper < 2)


@MANY
@given(random_claims(), st.integers(0, 10**6))
def test_order_changes_nothing(claim: RandomClaim, seed: int) -> None:
    assert shape(claim.shuffled(seed).counted()) == shape(claim.counted())


@MANY
@given(random_claims(), st.integers(0, 10**6))
def test_names_of_records_change_nothing(claim: RandomClaim, seed: int) -> None:
    assert shape(claim.renamed(seed).counted()) == shape(claim.counted())


@MANY
@given(random_claims(), st.data())
def test_one_more_who_repeats_an_article_of_the_chain_changes_nothing(claim: RandomClaim, data: st.DataObject) -> None:
    asserting = [f.article for f in claim.footings if f.stands and f.stance is Stance.ASSERTS]
    assume(asserting)
    basis = data.draw(st.sampled_from([RelayBasis.STATED, RelayBasis.INFERRED, None]))
    before = claim.counted()
    copied = claim.with_footing(relay("copy", data.draw(st.sampled_from(asserting)), basis))
    assert counts(copied.counted()) == counts(before)
    assert copied.counted().ends == before.ends


@MANY
@given(random_claims(), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_distinct_only_narrows(claim: RandomClaim, a: str, b: str) -> None:
    before = claim.counted()
    try:
        after = claim.with_ruling(Ruling(JudgementKind.DISTINCT, a, b)).counted()
    except ConflictingJudgements:
        reject()
    assert all(narrower(now, then) for now, then in zip(counts(after), counts(before), strict=True))
    assert after.institutions == before.institutions


def surely_different(claim: RandomClaim, a: str, b: str) -> bool:
    """Return whether two sources are surely different people already: alone, they would be two."""
    alone = [f for f in claim.footings if f.source in (a, b) and f.stands and not f.relays]
    alone = [f for f in alone if f.attribution in (Attribution.NAMED, Attribution.UNNAMED)]
    largest = max(claim.sources[key].stated_count or 1 for key in (a, b))
    return count_origins(alone, claim.sources, claim.rulings).people.lower > largest


@MANY
@given(random_claims(relaying=False), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_same_only_narrows_when_it_beats_no_difference(claim: RandomClaim, a: str, b: str) -> None:
    assume(a != b)
    stripped = tuple(f for f in claim.footings if f.stance is Stance.ASSERTS)
    claim = replace(claim, footings=stripped, rulings=())
    facts = [claim.sources[a], claim.sources[b]]
    assume(not surely_different(claim, a, b) and all(not each.stated_count for each in facts))
    before, after = claim.counted(), claim.with_ruling(Ruling(JudgementKind.SAME, a, b)).counted()
    assert narrower(after.people, before.people)
    if None in (facts[0].institution, facts[1].institution):
        assert narrower(after.institutions, before.institutions)
        if not any(f.occasion for f in claim.footings if f.source in (a, b)):
            assert narrower(after.independent, before.independent)


@MANY
@given(random_claims(), st.integers(0, 9))
def test_a_suspected_relay_never_raises_the_lower_bounds_nor_touches_the_upper(claim: RandomClaim, which: int) -> None:
    free = [f for f in claim.footings if f.relays is None]
    assume(free)
    chosen = free[which % len(free)]
    hinted = replace(chosen, relays="a0", relay_basis=RelayBasis.SUSPECTED)
    claim_hinted = replace(claim, footings=tuple(hinted if f is chosen else f for f in claim.footings))
    for now, then in zip(counts(claim_hinted.counted()), counts(claim.counted()), strict=True):
        assert now.lower <= then.lower
        assert (now.upper, now.open, now.circular) == (then.upper, then.open, then.circular)


@MANY
@given(random_claims())
def test_trusting_labels_leaves_the_independent_count_alone(claim: RandomClaim) -> None:
    plain, trusting = claim.counted(), claim.counted(trust_labels=True)
    assert trusting.independent == plain.independent
    assert trusting.people.lower >= plain.people.lower
    assert trusting.institutions.lower >= plain.institutions.lower


@MANY
@given(random_claims())
def test_every_standing_footing_is_accounted_for_once(claim: RandomClaim) -> None:
    origins = claim.counted()
    ending = [key for end in origins.ends for key in end.footings]
    stuck = [*origins.circular, *origins.retracted]
    asserting = {f.key: f for f in claim.footings if f.stands and f.stance is Stance.ASSERTS}
    listed = Counter([*ending, *stuck])
    assert set(listed) <= set(asserting)
    assert set(listed.values()) <= {1}
    for key in set(asserting) - set(listed):
        footing = asserting[key]
        assert footing.relays is not None
        assert footing.relay_basis is not RelayBasis.SUSPECTED


@MANY
@given(random_claims())
def test_the_tree_draws_every_article_once_and_every_footing(claim: RandomClaim) -> None:
    asserting = [f for f in claim.footings if f.stance is Stance.ASSERTS]
    lines = [node for _, node in walk(chains_of(claim.footings, claim.sources).tree)]
    full = Counter(n.article for n in lines if n.article and not (n.repeated or n.cut or n.unread))
    assert full == Counter({f.article for f in asserting})
    in_circle_only = {f.key for f in asserting} - {key for n in lines for key in n.footings}
    assert not in_circle_only
    assert all(not n.children for n in lines if n.repeated or n.cut)


@pytest.mark.parametrize("stance", list(Stance))
def test_nothing_is_counted_in_an_empty_claim(stance: Stance) -> None:
    origins = count_origins([], {}, stance=stance)
    assert counts(origins) == (Count(0, 0, False, False),) * 3
    assert origins.rule is Rule.NOT_MET


def tallied(claim: RandomClaim) -> Tallies:
    """Return the tallies over a claim's voices, all of them alive."""
    judged = judge(claim.rulings, claim.sources, ())
    institutions = Institutions(claim.sources, judged.same)
    trail = follow([f for f in claim.footings if f.stance is Stance.ASSERTS], suspected=False)
    voices = voices_of(speaking(trail, Naming(trail.own, claim.sources)), claim.sources, institutions)
    return Tallies(voices, (1 << len(voices)) - 1, judged, institutions)


@MANY
@given(random_claims())
def test_only_voices_that_can_be_different_are_different(claim: RandomClaim) -> None:
    tallies = tallied(claim)
    voices, places = tallies._voices, [tallies._units.places[unit] for unit in tallies._units.of_voice]
    people = different_people(voices, tallies._institutions, tallies._lookalikes, False)
    institutions = different_institutions(voices, places, tallies._lookalikes, False)
    able = [has_edges(voice) for voice in voices]

    for rows in (people, institutions):
        for one, near in enumerate(rows):
            assert not near >> one & 1
            assert not near or (able[one] and all(able[other] for other in bits(near)))


@MANY
@given(random_claims())
def test_being_different_is_mutual(claim: RandomClaim) -> None:
    tallies = tallied(claim)
    for rows in (tallies._people_rows(True), tallies._institution_rows(True), tallies._origin_rows()):
        for one, near in enumerate(rows):
            assert all(rows[other] >> one & 1 for other in bits(near))
