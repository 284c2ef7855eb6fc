"""Each numbered rule of the design's section on independent origins."""

from __future__ import annotations

import time

import pytest

from claims.errors import ConflictingJudgements
from claims.rules.sourcing import Count, EndKind, Footing, Origins, SourceFacts, rule_of
from claims.vocabulary import Attribution, Proximity, RelayBasis, Rule, SourceKind, Stance
from tests.sourcing.building import (
    FIRST,
    SECOND,
    body,
    bounds,
    count,
    distinct,
    gives,
    independent,
    paper,
    person,
    relay,
    same,
    says,
)

ANN = person("ann", "Ann One")
BOB = person("bob", "Bob Two")
X, Y, Z = person("x"), person("y"), person("z")
WITNESS = Attribution.WITNESSED
SUSPECTED = RelayBasis.SUSPECTED


def two(one: SourceFacts, other: SourceFacts, *facts: SourceFacts, **more: object) -> Origins:
    """Count a claim that two sources assert at first hand, each in an article of its own."""
    footings = [says("f1", one, proximity=FIRST), says("f2", other, proximity=FIRST)]
    return count(footings, one, other, *facts, **more)  # type: ignore[arg-type]


class TestRule1FollowRelays:
    def test_inferred_relays_count_and_a_basis_not_given_is_stated(self) -> None:
        for basis in (RelayBasis.INFERRED, None):
            assert bounds(count([says("a", ANN), relay("b", "a", basis)], ANN))[0] == (1, 1)

    def test_suspected_relays_count_for_the_lower_bound_only(self) -> None:
        footings = [says("a", ANN), says("b", BOB, relays="a", relay_basis=SUSPECTED)]
        assert bounds(count(footings, ANN, BOB))[0] == (1, 2)
        assert bounds(count([footings[0], says("b", BOB)], ANN, BOB))[0] == (2, 2)

    def test_an_end_that_may_be_a_copy_says_so(self) -> None:
        footings = [says("a", ANN), says("b", BOB, relays="a", relay_basis=SUSPECTED)]
        assert [end.suspected for end in count(footings, ANN, BOB).ends] == [False, True]

    def test_a_circle_by_suspicion_alone_is_no_circle(self) -> None:
        unsure = gives("a", Attribution.UNATTRIBUTED, relays="b", relay_basis=SUSPECTED)
        origins = count([unsure, relay("b", "a")])
        assert origins.people == Count(0, None, True, False)

    def test_a_suspected_relay_of_an_unread_article_leaves_one_end(self) -> None:
        unsure = gives("a", Attribution.UNATTRIBUTED, relays="unread", relay_basis=SUSPECTED)
        assert count([unsure]).people == Count(1, None, True, False)

    def test_what_reaches_only_retracted_appearances_is_flagged(self) -> None:
        origins = count([says("a", ANN, stands=False), relay("b", "a"), relay("c", "b")], ANN)
        assert origins.people.upper == 0
        assert origins.retracted == ("b", "c")
        assert origins.circular == ()

    def test_what_runs_through_a_retracted_appearance_adds_nothing(self) -> None:
        origins = count([says("a", ANN), relay("b", "a", stands=False), relay("c", "b")], ANN)
        assert origins.people == Count(1, 1, False, False)
        assert origins.retracted == ("c",)

    def test_a_footing_that_stands_beside_a_retracted_one_is_enough(self) -> None:
        footings = [says("a", ANN, stands=False), says("a2", BOB, article="a"), relay("b", "a")]
        origins = count(footings, ANN, BOB)
        assert bounds(origins)[0] == (1, 1)
        assert origins.retracted == ()

    def test_whoever_leads_into_a_circle_is_circular_too(self) -> None:
        origins = count([relay("a", "b"), relay("b", "a"), relay("c", "a"), says("d", ANN)], ANN)
        assert origins.circular == ("a", "b", "c")
        assert origins.people == Count(1, 1, False, True)

    def test_an_article_that_relays_itself_is_circular(self) -> None:
        assert count([relay("a", "a")]).circular == ("a",)

    def test_a_circle_that_leads_to_a_retraction_is_retracted(self) -> None:
        footings = [relay("a", "b"), relay("b", "a"), says("b2", ANN, article="b", stands=False)]
        origins = count(footings, ANN)
        assert (origins.circular, origins.retracted) == ((), ("a", "b"))

    def test_a_relay_inherits_every_footing_of_the_article(self) -> None:
        footings = [says("a", ANN), says("a2", BOB, article="a"), relay("b", "a")]
        assert bounds(count(footings, ANN, BOB))[0] == (2, 2)

    def test_a_relay_inherits_only_its_own_stance(self) -> None:
        footings = [says("a", ANN, stance=Stance.DENIES), relay("b", "a")]
        origins = count(footings, ANN)
        assert origins.people == Count(1, None, True, False)
        assert [end.kind for end in origins.ends] == [EndKind.NOTHING]

    def test_denials_are_counted_on_their_own(self) -> None:
        footings = [says("a", ANN), says("b", BOB, stance=Stance.DENIES), relay("c", "b", stance=Stance.DENIES)]
        assert bounds(count(footings, ANN, BOB, stance=Stance.DENIES))[0] == (1, 1)


class TestRule2Ends:
    def test_a_named_source_via_an_unread_article_is_the_end(self) -> None:
        origins = count([says("b", ANN, relays="sky")], ANN)
        assert origins.people == Count(1, 1, False, False)
        assert origins.ends[0].source == "ann"

    def test_once_the_article_is_read_its_footings_are_the_ends(self) -> None:
        origins = count([says("b", ANN, relays="sky"), gives("sky", Attribution.COLLECTIVE)], ANN)
        assert [end.kind for end in origins.ends] == [EndKind.COLLECTIVE]

    def test_two_relays_of_one_unread_article_lose_one_trail(self) -> None:
        origins = count([relay("b", "sky"), relay("c", "sky")])
        assert [(end.kind, end.articles, end.footings) for end in origins.ends] == [
            (EndKind.NOTHING, ("sky",), ("b", "c"))
        ]
        assert origins.nothing_from == ("b", "c")

    def test_an_outlet_without_an_article_is_nothing(self) -> None:
        origins = count([gives("a", Attribution.OUTLET)])
        assert origins.people == Count(1, None, True, False)
        assert origins.nothing_from == ("a",)

    def test_a_collective_opens_whoever_else_speaks(self) -> None:
        footings = [says("a", ANN), says("b", BOB), gives("c", Attribution.COLLECTIVE)]
        assert count(footings, ANN, BOB).people == Count(2, None, True, False)

    def test_a_stated_count_is_so_many_ends_and_one_line_to_read(self) -> None:
        three = person("three", count=3)
        origins = count([says("a", three), says("b", three)], three)
        assert bounds(origins)[0] == (3, 3)
        assert [(end.count, end.articles) for end in origins.ends] == [(3, ("a", "b"))]

    def test_a_collective_with_a_number_is_still_a_collective(self) -> None:
        three = person("three", count=3)
        assert count([says("a", three, attribution=Attribution.COLLECTIVE)], three).people == Count(
            1, None, True, False
        )

    def test_own_voices_of_one_author_are_one(self) -> None:
        own = Attribution.OWN_VOICE
        origins = count([gives("a", own, reporters=("r",)), gives("b", own, reporters=("r",)), gives("c", own)])
        assert bounds(origins)[0] == (1, 2)


class TestRule3SurelyTheSame:
    def test_one_record_wherever_it_spoke(self) -> None:
        footings = [says("a", ANN), says("b", ANN, attribution=Attribution.OWN_VOICE), relay("c", "a")]
        assert bounds(count(footings, ANN))[0] == (1, 1)

    def test_judged_the_same_also_through_a_source_that_is_not_here(self) -> None:
        origins = two(X, Y, rulings=[same("x", "elsewhere"), same("elsewhere", "y")])
        assert bounds(origins) == ((1, 1),) * 3
        assert origins.ends[0].joined == ("y",)

    def test_a_printed_label_joins_institutions_and_origins_but_not_people(self) -> None:
        assert bounds(two(person("x", at="t"), body("t"))) == ((1, 2), (1, 1), (1, 1))

    def test_the_topmost_institution_is_what_counts(self) -> None:
        low, lower = person("x", at="navy"), person("y", at="army")
        parts = [body("navy", "mod"), body("army", "mod"), body("mod", "crown"), body("crown")]
        assert bounds(two(low, lower, *parts))[1] == (1, 1)

    def test_institutions_judged_the_same_are_one(self) -> None:
        facts = [person("x", "Ann One", at="a"), person("y", "Bob Two", at="b"), body("a"), body("b")]
        assert bounds(two(*facts))[1] == (2, 2)
        assert bounds(two(*facts, rulings=[same("a", "b")]))[1:] == ((1, 1), (1, 1))

    def test_parents_in_a_circle_are_one_topmost_institution(self) -> None:
        x, y, z = person("x", "Ann One", at="a"), person("y", "Bob Two", at="b"), person("z", "Cy Three", at="c")
        ring = [body("a", "b"), body("b", "a"), body("c", "a")]
        footings = [says(each.key, each, proximity=FIRST) for each in (x, y, z)]  # type: ignore[arg-type]
        assert bounds(count(footings, x, y, z, *ring)) == ((3, 3), (1, 1), (1, 1))

    def test_one_occasion_however_it_is_spelled(self) -> None:
        footings = [says("a", X, occasion="The 2+2  briefing"), says("b", Y, occasion=" the 2+2 Briefing ")]
        assert bounds(count(footings, X, Y)) == ((1, 2), (1, 2), (1, 1))
        assert bounds(count([footings[0], says("b", Y, occasion="lunch")], X, Y))[2] == (1, 2)

    def test_nobody_in_particular_joins_no_occasions(self) -> None:
        facts = [person("p", "Ann One", at="a"), person("q", "Bob Two", at="b"), body("a"), body("b")]
        footings = [
            says("f1", facts[0], proximity=FIRST, occasion="o1"),
            says("f2", facts[1], proximity=FIRST, occasion="o2"),
            gives("f3", Attribution.UNATTRIBUTED, article="f", occasion="o1"),
            gives("f4", Attribution.UNATTRIBUTED, article="f", occasion="o2"),
        ]
        assert bounds(count(footings, *facts))[2] == (2, None)

    def test_one_occasion_among_several_is_enough(self) -> None:
        footings = [says("a", X, occasion="one"), says("a2", X, occasion="two"), says("b", Y, occasion="two")]
        assert bounds(count(footings, X, Y))[2] == (1, 1)

    def test_independence_judged_beats_one_institution_and_one_occasion(self) -> None:
        facts = [person("x", at="t"), person("y", at="t"), body("t")]
        footings = [says("a", facts[0], occasion="o"), says("b", facts[1], occasion="o")]
        assert bounds(count(footings, *facts, rulings=[independent("x", "y")])) == ((2, 2), (1, 1), (2, 2))

    def test_a_third_of_the_same_institution_adds_nothing_to_two_judged_independent(self) -> None:
        facts = [*(person(key, at="t") for key in "xyz"), body("t")]
        footings = [says(each.key, each) for each in facts[:3]]  # type: ignore[arg-type]
        assert bounds(count(footings, *facts, rulings=[independent("x", "y")]))[2] == (2, 2)
        ring = [independent("x", "y"), independent("y", "z"), independent("z", "x")]
        assert bounds(count(footings, *facts, rulings=ring))[2] == (3, 3)

    def test_one_man_of_two_institutions_does_not_make_them_one(self) -> None:
        facts = [
            person("p", "Ann One", at="a"),
            person("q", "Bob Two", at="b"),
            person("m1", "Cy Three", at="a"),
            person("m2", "Cy Three", at="b"),
        ]
        footings = [says(each.key, each, proximity=FIRST) for each in facts]  # type: ignore[arg-type]
        origins = count(footings, *facts, body("a"), body("b"), rulings=[same("m1", "m2")])
        assert bounds(origins) == ((3, 3), (2, 2), (2, 3))

    def test_men_of_two_institutions_add_no_more_than_the_institutions_nobody_else_speaks_for(self) -> None:
        one, other = [person("m1", at="a"), person("m2", at="b")], [person("n1", at="b"), person("n2", at="c")]
        settled = [person("p", at="a"), person("q", at="c")]
        facts = [*one, *other, *settled]
        rulings = [same("m1", "m2"), same("n1", "n2")]
        origins = count([says(str(each.key), each) for each in facts], *facts, *map(body, "abc"), rulings=rulings)
        assert bounds(origins)[:2] == ((1, 4), (1, 3))

    def test_independence_is_judged_pair_by_pair(self) -> None:
        facts = [person("x", at="t"), person("y", at="t"), person("w"), body("t")]
        footings = [says("f1", facts[0]), says("f2", facts[1], occasion="o"), says("f3", facts[2], occasion="o")]
        rulings = [independent("x", "y"), independent("y", "w")]
        assert bounds(count(footings, *facts, rulings=rulings))[2] == (2, 3)

    def test_presumptions_inside_a_joined_group_do_not_count_beside_judgements(self) -> None:
        named = [person(f"{at}1", name, at=at) for at, name in (("a", "Ann One"), ("b", "Bob Two"), ("c", "Cy Three"))]
        link, judged = person("link", at="a"), person("judged", at="a")
        footings = [
            says("f1", named[0], proximity=FIRST),
            says("f2", named[1], proximity=FIRST, occasion="o1"),
            says("f3", named[2], proximity=FIRST, occasion="o2"),
            says("f4", link, occasion="o1"),
            says("f5", link, occasion="o2"),
            says("f6", judged),
        ]
        facts = [*named, link, judged, *map(body, "abc")]
        assert bounds(count(footings, *facts))[2] == (1, 1)
        assert bounds(count(footings, *facts, rulings=[independent("link", "judged")]))[2] == (2, 2)

    def test_same_between_stated_counts_joins_member_by_member(self) -> None:
        two_, three = person("two", count=2), person("three", count=3)
        footings = [says("a", two_), says("b", three)]
        assert bounds(count(footings, two_, three))[0] == (3, 5)
        assert bounds(count(footings, two_, three, rulings=[same("two", "three")]))[0] == (3, 3)
        footings.append(says("c", X))
        assert bounds(count(footings, two_, three, X, rulings=[same("two", "three"), same("x", "two")]))[0] == (3, 3)

    def test_observations_of_one_reporter_are_one(self) -> None:
        footings = [gives("a", WITNESS, reporters=("r1", "r2")), gives("b", WITNESS, reporters=("r2",))]
        assert bounds(count(footings))[0] == (1, 1)


DIFFERENT_PEOPLE = [
    ("two names", ANN, BOB),
    ("documents of two issuers", paper("d", "a"), paper("e", "b")),
    ("two institutions", body("a"), body("b")),
    ("an institution and another's person", body("a"), person("p", "Ann One", at="b")),
]

NOT_SURELY_DIFFERENT = [
    ("names with parts left out", person("p", "One"), person("q", "Ann One")),
    ("a name that is not known", SourceFacts("p", SourceKind.PERSON, named=True), BOB),
    ("a document and a person", paper("d", "a"), person("p", "Ann One", at="b")),
    ("a document and an institution", paper("d", "a"), body("b")),
    ("documents of one issuer", paper("d", "a"), paper("e", "a")),
    ("a document of unknown issuer", paper("d", "a"), paper("e")),
    ("documents of a body and of its part", paper("d", "a"), paper("e", "part-of-a")),
    ("an institution and its parent", body("a"), body("part-of-a", "a")),
    ("an institution and its own person", body("a"), person("p", "Ann One", at="part-of-a")),
    ("a part and a person of its parent", body("part-of-a", "a"), person("p", "Ann One", at="a")),
    ("an institution and a person of unknown institution", body("a"), ANN),
    ("an institution and an unnamed person", body("a"), person("p", at="b")),
    ("unnamed people of different organisations", person("p", at="a"), person("q", at="b")),
    ("a named and an unnamed person", ANN, X),
]


class TestRule4SurelyDifferent:
    places = (body("a"), body("b"), body("part-of-a", "a"))

    @pytest.mark.parametrize(("what", "one", "other"), DIFFERENT_PEOPLE)
    def test_different_people(self, what: str, one: SourceFacts, other: SourceFacts) -> None:
        facts = [*self.places, one, other]
        assert bounds(two(facts[-2], facts[-1], *self.places))[0] == (2, 2), what

    @pytest.mark.parametrize(("what", "one", "other"), NOT_SURELY_DIFFERENT)
    def test_not_surely_different_people(self, what: str, one: SourceFacts, other: SourceFacts) -> None:
        assert bounds(two(one, other, *[p for p in self.places if p.key not in (one.key, other.key)]))[0] == (1, 2), (
            what
        )

    @pytest.mark.parametrize(("what", "one", "other"), DIFFERENT_PEOPLE)
    def test_nobody_at_second_hand_is_surely_different(self, what: str, one: SourceFacts, other: SourceFacts) -> None:
        footings = [says("f1", one), says("f2", other, proximity=SECOND), says("f3", other, proximity=FIRST)]
        assert bounds(count(footings, one, other, *[p for p in self.places if p.key not in (one.key, other.key)]))[
            0
        ] == (
            1,
            2,
        ), what

    def test_own_voices_are_never_surely_different(self) -> None:
        footings = [says("a", ANN, attribution=Attribution.OWN_VOICE), says("b", BOB)]
        assert bounds(count(footings, ANN, BOB))[0] == (1, 2)

    def test_nor_are_they_when_judged_distinct_people(self) -> None:
        own = Attribution.OWN_VOICE
        footings = [says("a", ANN, attribution=own), says("b", BOB, attribution=own)]
        assert bounds(count(footings, ANN, BOB, rulings=[distinct("ann", "bob")]))[0] == (1, 2)

    def test_observations_by_two_reporters_differ_and_unknown_reporters_do_not(self) -> None:
        seen = [gives("a", WITNESS, reporters=("r1",)), gives("b", WITNESS, reporters=("r2",))]
        assert bounds(count(seen)) == ((2, 2), (2, 2), (2, 2))
        assert bounds(count([gives("a", WITNESS), gives("b", WITNESS)]))[0] == (1, 2)

    def test_reporters_of_one_outlet_are_one_institution_and_one_origin(self) -> None:
        seen = [gives(key, WITNESS, reporters=(key,), outlet="o") for key in "ab"]
        assert bounds(count(seen)) == ((2, 2), (1, 1), (1, 1))

    def test_a_named_person_and_an_observation(self) -> None:
        facts = [person("p", "Ann One", at="a"), body("a")]
        footings = [says("f", facts[0], proximity=FIRST), gives("b", WITNESS, reporters=("r",))]
        assert bounds(count(footings, *facts)) == ((2, 2), (2, 2), (2, 2))
        assert bounds(count([says("f", X), footings[1]], X))[0] == (1, 2)

    def test_an_observation_is_at_first_hand_whatever_was_entered(self) -> None:
        seen = [gives(key, WITNESS, reporters=(key,), proximity=SECOND) for key in "ab"]
        assert bounds(count(seen))[2] == (2, 2)

    def test_judged_distinct(self) -> None:
        assert bounds(two(X, Y, rulings=[distinct("y", "x")])) == ((2, 2), (1, 2), (1, 2))

    def test_judged_distinct_says_nothing_of_where_a_second_hand_speaker_has_it_from(self) -> None:
        footings = [says("a", X), says("b", Y, proximity=SECOND)]
        assert bounds(count(footings, X, Y, rulings=[distinct("x", "y")]))[0] == (1, 2)
        assert bounds(count(footings, X, Y, rulings=[independent("x", "y")]))[0] == (2, 2)

    def test_a_ruling_about_a_stated_count_is_about_each_member(self) -> None:
        crowd = person("crowd", count=2)
        footings = [says("a", crowd), says("b", X)]
        assert bounds(count(footings, crowd, X, rulings=[distinct("crowd", "x")]))[0] == (3, 3)

    def test_a_ruling_reaches_whoever_is_the_same(self) -> None:
        rulings = [same("x", "elsewhere"), distinct("elsewhere", "y")]
        assert bounds(two(X, Y, rulings=rulings))[0] == (2, 2)

    def test_institutions_differ_only_for_those_who_are_no_mere_label(self) -> None:
        places = [body("a"), body("b")]
        assert bounds(two(person("p", "Ann One", at="a"), paper("d", "b"), *places)) == ((1, 2), (2, 2), (1, 2))
        assert bounds(two(person("p", "Ann One", at="a"), person("q", at="b"), *places))[1] == (1, 2)

    def test_independent_needs_first_hand_on_both_sides(self) -> None:
        facts = [person("p", "Ann One", at="a"), person("q", "Bob Two", at="b"), body("a"), body("b")]
        for proximity, expected in ((FIRST, (2, 2)), (Proximity.NOT_STATED, (1, 2))):
            footings = [says("f1", facts[0], proximity=FIRST), says("f2", facts[1], proximity=proximity)]
            assert bounds(count(footings, *facts))[2] == expected

    def test_trusted_labels_make_people_and_institutions_but_no_independence(self) -> None:
        facts = [person("p", at="a"), person("q", at="b"), body("a"), body("b")]
        assert bounds(two(*facts)) == ((1, 2),) * 3
        assert bounds(two(*facts, trust_labels=True)) == ((2, 2), (2, 2), (1, 2))
        assert bounds(two(facts[0], person("q", at="c"), body("a"), body("c", "a"), trust_labels=True))[0] == (1, 2)


class TestRule5JudgedSamenessBeatsPresumedDifference:
    def test_two_names_judged_one_man(self) -> None:
        assert bounds(two(ANN, BOB, rulings=[same("ann", "bob")])) == ((1, 1),) * 3

    def test_but_differences_from_others_stay(self) -> None:
        cy = person("cy", "Cy Three")
        footings = [says("a", ANN), says("b", X), says("c", cy)]
        assert bounds(count(footings, ANN, X, cy, rulings=[same("ann", "x")]))[0] == (2, 2)

    @pytest.mark.parametrize("different", [distinct, independent])
    def test_same_and_different_at_once_is_refused_also_over_others(self, different: object) -> None:
        rulings = [same("x", "m"), same("m", "y"), different("x", "y")]  # type: ignore[operator]
        with pytest.raises(ConflictingJudgements, match="x and y are judged"):
            two(X, Y, rulings=rulings)

    def test_one_of_a_count_cannot_be_somebody_judged_distinct_from_it(self) -> None:
        with pytest.raises(ConflictingJudgements):
            two(person("crowd", count=2), X, rulings=[same("x", "crowd"), distinct("crowd", "x")])

    def test_a_contradiction_about_others_is_not_this_claims_affair(self) -> None:
        rulings = [same("m", "n"), distinct("m", "n"), same("x", "m")]
        assert bounds(two(X, Y, rulings=rulings))[0] == (1, 2)


class TestRule6Bounds:
    def test_the_lower_bound_is_the_fewest_who_could_explain_everything(self) -> None:
        people = [person(f"u{i}") for i in range(5)]
        ring = [distinct(f"u{i}", f"u{(i + 1) % 5}") for i in range(5)]
        footings = [says(str(each.key), each) for each in people]
        assert bounds(count(footings, *people, rulings=ring))[0] == (3, 5)

    def test_a_namesake_explains_only_one_of_two(self) -> None:
        people = [person("a", "Ann Smith"), person("b", "Bob Smith"), person("s", "Smith")]
        assert bounds(count([says(str(each.key), each) for each in people], *people))[0] == (2, 3)

    def test_independent_is_never_more_than_people(self) -> None:
        people = [
            person("a1", "John", at="a"),
            person("a2", "Mary Jones", at="a"),
            person("b1", "Mary", at="b"),
            person("c1", "John Smith", at="c"),
        ]
        places = [body("a"), body("b"), body("c")]
        footings = [says(str(each.key), each, proximity=FIRST) for each in people]
        origins = count(footings, *people, *places)
        assert bounds(origins) == ((2, 4), (3, 3), (2, 3))


class TestRule7TwoSourceRule:
    @pytest.mark.parametrize(
        ("found", "rule"),
        [
            (Count(2, 2, False, False), Rule.MET),
            (Count(2, None, True, False), Rule.MET),
            (Count(1, 2, False, False), Rule.POSSIBLE),
            (Count(0, None, True, False), Rule.POSSIBLE),
            (Count(1, 1, False, False), Rule.NOT_MET),
            (Count(0, 0, False, True), Rule.NOT_MET),
        ],
    )
    def test_rule(self, found: Count, rule: Rule) -> None:
        assert rule_of(found) is rule

    def test_it_is_unknown_where_nobody_at_all_is_given(self) -> None:
        papers = [gives(key, Attribution.UNATTRIBUTED) for key in "abc"]
        assert count(papers).rule is Rule.UNKNOWN
        assert count([*papers, relay("d", "unread")]).rule is Rule.UNKNOWN
        assert [end.unread for end in count([relay("d", "unread"), papers[0]]).ends] == [False, True]

    def test_somebody_beside_a_report_that_gives_nobody_may_be_two(self) -> None:
        ann = person("ann", "Ann One")
        assert count([says("a", ann), gives("b", Attribution.UNATTRIBUTED)], ann).rule is Rule.POSSIBLE
        assert count([gives("a", Attribution.COLLECTIVE), relay("b", "unread")]).rule is Rule.POSSIBLE


class TestLargeClaims:
    def timed(self, footings: list[Footing], *facts: SourceFacts, **more: object) -> Origins:
        start = time.perf_counter()
        origins = count(footings, *facts, **more)  # type: ignore[arg-type]
        assert time.perf_counter() - start < 10
        return origins

    def test_a_chain_of_ten_thousand(self) -> None:
        chain = [relay(f"a{i}", f"a{i + 1}") for i in range(10_000)]
        assert bounds(self.timed([*chain, says("a10000", ANN)], ANN)) == ((1, 1),) * 3

    def test_a_circle_of_ten_thousand(self) -> None:
        circle = [relay(f"a{i}", f"a{(i + 1) % 10_000}") for i in range(10_000)]
        assert len(self.timed(circle).circular) == 10_000

    def test_ten_thousand_unnamed(self) -> None:
        people = [person(f"u{i}") for i in range(10_000)]
        footings = [says(f"f{i}", each) for i, each in enumerate(people)]
        assert bounds(self.timed(footings, *people)) == ((1, 10_000),) * 3

    def test_three_thousand_named_of_as_many_institutions(self) -> None:
        people = [person(f"n{i}", f"Given{i} Family{i}", at=f"b{i}") for i in range(3000)]
        footings = [says(f"f{i}", each, proximity=FIRST) for i, each in enumerate(people)]
        origins = self.timed(footings, *people, *(body(f"b{i}") for i in range(3000)))
        assert bounds(origins) == ((3000, 3000),) * 3
        assert not origins.people.estimated

    def test_a_very_large_stated_count_is_marked_as_estimated(self) -> None:
        crowd = person("crowd", count=11_000)
        origins = self.timed([says("a", crowd)], crowd)
        assert origins.people == Count(11_000, 11_000, False, False, estimated=True)
        assert (origins.independent.lower, origins.independent.upper) == (1, 11_000)

    def test_more_than_a_graph_can_hold_is_estimated(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("claims.rules.sourcing.counting.GRAPH_LIMIT", 2)
        people = [person(f"n{i}", f"Given{i} Family{i}", at=f"b{i}") for i in range(4)]
        footings = [says(f"f{i}", each, proximity=FIRST) for i, each in enumerate(people)]
        origins = count(footings, *people, *(body(f"b{i}") for i in range(4)))
        assert bounds(origins) == ((1, 4), (4, 4), (1, 4))
        assert origins.people.estimated
        assert origins.independent.estimated


class TestRule4NamesThatCanBeTheSame:
    def spoken(self, one: str, other: str, *more: SourceFacts, **also: object) -> Origins:
        """Count a claim that Ann Rich of one institution and Peter Lowe of another assert at first hand."""
        places = body("i1", name=one), body("i2", name=other)
        return two(person("r", "Ann Rich", at="i1"), person("l", "Peter Lowe", at="i2"), *places, *more, **also)

    def test_two_officials_of_what_may_be_one_house_may_be_one_origin(self) -> None:
        origins = self.spoken("FBI", "Federal Bureau of Investigation")
        assert bounds(origins) == ((2, 2), (1, 2), (1, 2))
        assert origins.rule is Rule.POSSIBLE
        assert self.spoken("FBI", "CIA").rule is Rule.MET

    @pytest.mark.parametrize("ruling", [distinct, independent])
    def test_institutions_that_people_judged_two_are_two(self, ruling: object) -> None:
        origins = self.spoken("FBI", "Federal Bureau of Investigation", rulings=[ruling("i1", "i2")])  # type: ignore[operator]
        assert origins.rule is Rule.MET

    def test_an_institution_of_no_name_is_unknown(self) -> None:
        assert bounds(self.spoken("N/A", "None")) == ((2, 2), (1, 2), (1, 2))
        assert self.spoken("N/A", "FBI").rule is Rule.POSSIBLE

    def test_a_source_of_no_name_is_nobody(self) -> None:
        origins = two(ANN, person("n", "unknown"))
        assert origins.people == Count(1, None, True, False)
        assert [end.kind for end in origins.ends] == [EndKind.PERSON, EndKind.NOTHING]
        assert origins.nothing_from == ("f2",)

    def test_ministries_of_two_countries_are_two_by_what_they_belong_to(self) -> None:
        above = body("jp", name="Japan"), body("au", name="Australia")
        places = body("i1", "jp", name="Ministry of Defence"), body("i2", "au", name="Ministry of Defence")
        origins = two(person("r", "Ann Rich", at="i1"), person("l", "Peter Lowe", at="i2"), *places, *above)
        assert origins.rule is Rule.MET

    def test_what_belongs_to_something_may_be_one_with_what_belongs_to_nothing_known(self) -> None:
        places = (
            body("i1", "us", name="Federal Bureau of Investigation"),
            body("us", name="Government"),
            body("i2", name="FBI"),
        )
        assert two(person("r", "Ann Rich", at="i1"), person("l", "Peter Lowe", at="i2"), *places).rule is Rule.POSSIBLE
        assert bounds(two(places[0], places[2], places[1]))[0] == (1, 2)

    def test_observers_of_what_may_be_one_outlet_may_be_one(self) -> None:
        def seen(outlet: str, reporter: str, key: str) -> Footing:
            names = {"outlet_name": outlet, "reporters": (key,), "reporter_names": (reporter,)}
            return gives(key, WITNESS, **names)

        assert count([seen("The Post", "Ann Rich", "a"), seen("Post", "Peter Lowe", "b")]).rule is Rule.POSSIBLE
        assert count([seen("The Post", "Ann Rich", "a"), seen("Times", "Peter Lowe", "b")]).rule is Rule.MET
        assert count([seen("The Post", "Ann Rich", "a"), seen("Times", "A. Rich", "b")]).people == Count(
            1, 2, False, False
        )
        ann = person("r", "Ann Rich")
        assert bounds(count([seen("The Post", "Ann Rich", "a"), says("f", ann)], ann))[0] == (1, 2)
