"""Whether an article is in a claim's own chain, and by which way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.rules.sourcing import Footing
from claims.rules.sourcing.own_chain import Leg, Tie, Way, begins_at, way_into_chain
from claims.vocabulary import Attribution, RelayBasis, Stance

POLITICO, EDNEWS, RT, BLOG, WIRE, ELSE = "politico", "ednews", "rt", "blog", "wire", "else"


def gives(article: str, attribution: Attribution = Attribution.UNNAMED, **more: object) -> Footing:
    return Footing(f"{article}-{more.get('relays', '')}", article, attribution, **more)  # type: ignore[arg-type]


def relays(article: str, upstream: str, **more: object) -> Footing:
    return gives(article, Attribution.OUTLET, relays=upstream, **more)


CHAIN = [gives(POLITICO), relays(RT, POLITICO), relays(BLOG, RT)]


def test_what_does_not_carry_the_claim_is_outside() -> None:
    assert way_into_chain(ELSE, CHAIN) is None
    assert way_into_chain(ELSE, CHAIN, [(ELSE, "another")]) is None
    assert way_into_chain(ELSE, [], [(ELSE, POLITICO)]) is None


def test_the_way_goes_up_to_where_the_claim_comes_from() -> None:
    assert way_into_chain(POLITICO, CHAIN) == Way((), POLITICO)
    up = (Leg(BLOG, Tie.RELAYS, RT), Leg(RT, Tie.RELAYS, POLITICO))
    assert way_into_chain(BLOG, CHAIN) == Way(up, POLITICO)


def test_an_article_known_only_through_others_is_met_from_above_and_below() -> None:
    chain = [relays(RT, WIRE)]
    assert way_into_chain(RT, chain) == Way((Leg(RT, Tie.RELAYS, WIRE),), WIRE)
    assert way_into_chain(WIRE, chain) == Way((Leg(WIRE, Tie.RELAYED, RT),), WIRE)


def test_an_article_that_has_it_from_somebody_too_is_itself_an_end() -> None:
    chain = [gives(POLITICO), relays(RT, POLITICO), gives(RT)]
    assert way_into_chain(RT, chain) == Way((), RT)


def test_reprints_lead_into_the_chain_over_any_number_and_both_ways() -> None:
    copies = [(EDNEWS, POLITICO), ("copy", EDNEWS), (RT, "draft")]
    over_two = (Leg("copy", Tie.REPRINTS, EDNEWS), Leg(EDNEWS, Tie.REPRINTS, POLITICO))
    assert way_into_chain("copy", CHAIN, copies) == Way(over_two, POLITICO)
    back = (Leg("draft", Tie.REPRINTED, RT), Leg(RT, Tie.RELAYS, POLITICO))
    assert way_into_chain("draft", CHAIN, copies) == Way(back, POLITICO)


def test_a_suspected_relay_is_gone_along_only_where_no_other_leads_on() -> None:
    maybe = RelayBasis.SUSPECTED
    only = [gives(POLITICO), relays(RT, POLITICO, relay_basis=maybe)]
    assert way_into_chain(RT, only) == Way((Leg(RT, Tie.MAY_RELAY, POLITICO),), POLITICO)
    both = [relays(RT, POLITICO, relay_basis=maybe), relays(RT, BLOG), relays(BLOG, WIRE), gives(POLITICO)]
    way = way_into_chain(RT, both)
    assert way is not None
    assert [leg.tie for leg in way.legs] == [Tie.RELAYS, Tie.RELAYS]


def test_a_circle_is_walked_around_once() -> None:
    way = way_into_chain(BLOG, [relays(BLOG, RT), relays(RT, EDNEWS), relays(EDNEWS, RT)])
    assert way is not None
    assert way.circular
    assert [leg.other for leg in way.legs] == [RT, EDNEWS, RT]


def test_what_only_denies_or_questions_the_claim_is_not_in_its_chain() -> None:
    for stance in (Stance.DENIES, Stance.QUESTIONS, Stance.DECLINES):
        assert way_into_chain(ELSE, [*CHAIN, gives(ELSE, stance=stance)]) is None
    assert way_into_chain(ELSE, [*CHAIN, gives(ELSE, stance=Stance.DENIES), relays(ELSE, RT)]) is not None


def test_what_was_withdrawn_stays_in_the_chain() -> None:
    assert way_into_chain(POLITICO, [gives(POLITICO, stands=False)]) == Way((), POLITICO)


def test_a_chain_begins_where_somebody_speaks_or_nobody_has_read() -> None:
    ministry = gives("ministry", Attribution.INSTITUTION)
    chain = [ministry, relays(RT, "ministry"), relays(BLOG, WIRE)]
    assert begins_at("ministry", chain)
    assert begins_at(WIRE, chain)
    assert not begins_at(RT, chain)
    assert not begins_at(ELSE, chain)
    assert not begins_at(POLITICO, CHAIN), "an unnamed person's word is no statement of the party"


ARTICLES = st.sampled_from("abcdef")
FOOTINGS = st.lists(
    st.builds(
        Footing,
        st.integers(),
        ARTICLES,
        st.sampled_from([Attribution.OUTLET, Attribution.UNNAMED]),
        stance=st.sampled_from([Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES]),
        relays=st.none() | ARTICLES,
        relay_basis=st.sampled_from(RelayBasis),
    ).filter(lambda footing: footing.relays != footing.article),
    max_size=8,
)
REPRINTS = st.lists(st.tuples(ARTICLES, ARTICLES), max_size=5)


@given(ARTICLES, FOOTINGS, REPRINTS)
def test_every_way_is_made_of_what_is_there(
    article: str, footings: list[Footing], reprints: list[tuple[str, str]]
) -> None:
    way = way_into_chain(article, footings, reprints)
    stated = [one for one in footings if one.stance is Stance.ASSERTS]
    inside = {one.article for one in stated} | {one.relays for one in stated} - {None}
    while more := {b for pair in reprints for a, b in (pair, pair[::-1]) if a in inside} - inside:
        inside |= more
    assert (way is not None) is (article in inside)
    if way is None:
        return
    here = article
    for leg in way.legs:
        assert leg.article == here
        here = str(leg.other)
        relayed: set[tuple[object, object]] = {(one.article, one.relays) for one in stated}
        pairs: dict[Tie, set[tuple[object, object]]] = {
            Tie.RELAYS: relayed,
            Tie.MAY_RELAY: relayed,
            Tie.RELAYED: {(b, a) for a, b in relayed},
            Tie.REPRINTS: set(reprints),
            Tie.REPRINTED: {(b, a) for a, b in reprints},
        }
        assert (leg.article, leg.other) in pairs[leg.tie]
