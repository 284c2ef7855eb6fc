"""Chains as trees, and where articles lead back to."""

from __future__ import annotations

from collections.abc import Sequence

from claims.rules.sourcing import (
    EndKind,
    EndMark,
    Footing,
    Node,
    SourceFacts,
    carriers,
    chains_of,
    depth,
    depths,
    roots_of,
    walk,
)
from claims.vocabulary import Attribution, RelayBasis, Stance
from tests.sourcing.building import gives, person, relay, says, table

X = person("x", "Ann One")
Y = person("y")


def drawn(footings: Sequence[Footing], *facts: SourceFacts) -> str:
    """Return the tree as indented words."""

    def line(node: Node) -> str:
        marks = [mark for mark in ("repeated", "cut", "unread") if getattr(node, mark)]
        marks += [] if node.stands else ["retracted"]
        marks += [str(node.basis)] if node.basis and node.basis is not RelayBasis.STATED else []
        return " ".join(map(str, [node.article or node.source or node.end or node.kind, *marks]))

    return "\n".join("  " * level + line(node) for level, node in walk(chains_of(footings, table(*facts)).tree))


def test_a_chain_is_drawn_from_the_origin_down() -> None:
    assert drawn([relay("c", "b"), relay("b", "a"), says("a", X)], X) == "x\n  a\n    b\n      c"


def test_an_article_of_two_footings_is_drawn_once_in_full() -> None:
    footings = [says("a", X), relay("b", "a"), says("b2", Y, article="b"), relay("c", "b")]
    assert drawn(footings, X, Y) == "x\n  a\n    b\n      c\ny\n  b repeated"


def test_a_circle_is_cut_and_marked() -> None:
    assert drawn([relay("a", "b"), relay("b", "a")]) == "circle\n  a\n    b\n      a cut"


def test_a_circle_with_a_way_out_hangs_from_its_origin() -> None:
    footings = [relay("a", "b"), relay("b", "a"), says("b2", X, article="b")]
    assert drawn(footings, X) == "x\n  b\n    a\n      b cut"


def test_an_unread_article_stands_under_nothing() -> None:
    assert drawn([relay("b", "wire"), relay("c", "wire")]) == "nothing\n  wire unread\n    b\n    c"


def test_a_named_source_via_an_unread_article() -> None:
    peters = says("b", X, relays="sky", relay_basis=RelayBasis.STATED)
    assert drawn([peters], X) == "x\n  sky unread\n    b"


def test_retracted_and_suspected_are_drawn_and_marked() -> None:
    suspected = gives("b", Attribution.UNATTRIBUTED, relays="a", relay_basis=RelayBasis.SUSPECTED)
    text = drawn([says("a", X, stands=False), suspected, relay("c", "a", RelayBasis.INFERRED)], X)
    assert text == "x retracted\n  a retracted\n    b suspected\n    c inferred\nnothing\n  b repeated suspected"


def test_denials_have_a_tree_of_their_own() -> None:
    footings = [says("a", X), says("b", Y, stance=Stance.DENIES)]
    nodes = [node for _, node in walk(chains_of(footings, table(X, Y), stance=Stance.DENIES).tree)]
    assert [node.article for node in nodes] == [None, "b"]


def test_depth_is_the_fewest_relays_to_an_end() -> None:
    footings = [says("a", X), relay("b", "a"), relay("c", "b"), relay("c2", "a", article="c"), relay("l", "l")]
    assert depths(footings) == {"a": 0, "b": 1, "c": 1}
    assert depth([*footings, relay("d", "c")]) == 2
    assert depth([]) == 0
    assert depths([relay("b", "wire")]) == {"wire": 0, "b": 1}


def test_carriers_are_all_that_lead_back() -> None:
    footings = [
        says("a", X),
        relay("b", "a"),
        relay("c", "b"),
        relay("d", "c", stands=False),
        relay("e", "a", RelayBasis.SUSPECTED),
    ]
    assert carriers(footings, "a") == chains_of(footings, {}).carriers("a") == ("b", "c")
    assert carriers(footings, "a", suspected=True) == ("b", "e", "c")
    assert carriers(footings, "c") == ()


def test_so_many_carried_it_and_all_lead_back_to_one() -> None:
    footings = [gives("nikkei", Attribution.COLLECTIVE), *(relay(f"r{i}", "nikkei") for i in range(9))]
    (lead,) = chains_of(footings, {}).leads
    assert (lead.article, len(lead.carriers), lead.ends, lead.read) == (
        "nikkei",
        9,
        (EndMark(EndKind.COLLECTIVE),),
        True,
    )


def test_the_most_carried_article_comes_first() -> None:
    found = chains_of([says("a", X), relay("b", "wire"), relay("c", "wire")], table(X)).leads
    assert [(lead.article, lead.read, len(lead.carriers)) for lead in found] == [("wire", False, 2), ("a", True, 0)]


def test_each_footing_tells_what_it_leads_back_to() -> None:
    footings = [
        says("a", X),
        relay("b", "a"),
        relay("b2", "c", article="b"),
        relay("c", "c"),
        relay("b3", "u", article="b"),
    ]
    first, second, third = roots_of(footings, "b", table(X))
    assert (first.articles, first.ends, first.circular) == (("a",), (EndMark(EndKind.PERSON, "x"),), False)
    assert (second.articles, second.ends, second.circular) == ((), (), True)
    assert (third.articles, third.ends) == (("u",), (EndMark(EndKind.NOTHING),))
    (fourth,) = roots_of([says("a", X, stands=False), relay("b", "a")], "b", table(X))
    assert (fourth.articles, fourth.retracted) == ((), True)


def test_a_chain_of_ten_thousand_is_drawn_without_recursion() -> None:
    size = 10_000
    chain = [relay(f"a{i}", f"a{i + 1}") for i in range(size)] + [says(f"a{size}", X)]
    tree = chains_of(chain, table(X)).tree
    assert max(level for level, _ in walk(tree)) == size + 1
    assert depth(chain) == size
    assert len(carriers(chain, f"a{size}")) == size
    assert roots_of(chain, "a0", table(X))[0].articles == (f"a{size}",)
    assert len(repr(tree)) < 1000
    circle = chains_of([relay(f"a{i}", f"a{(i + 1) % size}") for i in range(size)], {}).tree
    assert sum(node.cut for _, node in walk(circle)) == 1
