"""Chains as drawings: every article is in them or summed up, nothing overlaps, and whatever is stored stays text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from claims.features.claim.graph import claim_graph
from claims.reading.chain_view import ChainView
from claims.reading.dossier import claim_named
from claims.render.drawings.chain import graph_svg, legend
from claims.render.drawings.layout import laid_out
from claims.render.graph import DEEPEST, MOST, ChainGraph, GraphEdge, GraphNode, Line, Shape, summed_up
from claims.render.sheets import plain
from claims.settings import settings as settings_of
from claims.store.database import reading
from tests.newsroom import Record, appearance, article, claim, enter, record

pytestmark = pytest.mark.engines("sqlite")

SVG = "{http://www.w3.org/2000/svg}"


def drawn(url: str, records: Sequence[Record]) -> ChainGraph:
    enter(url, [claim("c"), *records])
    with reading(settings_of(url)) as connection:
        graph = claim_graph(ChainView(claim_named(connection, "1")))
    assert graph is not None
    return graph


def shapes(graph: ChainGraph) -> set[Shape]:
    return {node.shape for node in graph.nodes}


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
class TestAClaim:
    """What is drawn of one claim."""

    def test_each_sort_of_origin_has_a_shape_of_its_own(self, db_url: str) -> None:
        graph = drawn(
            db_url,
            [
                record("source", "ann", kind="person", name="Ann"),
                record("source", "one", kind="person", named=False, described="one official"),
                record("source", "many", kind="person", named=False, described="officials"),
                record("source", "house", kind="institution", name="The House"),
                record("source", "paper", kind="document", name="The Paper"),
                *(line for number in range(8) for line in article(f"a{number}", f"Outlet {number}")),
                appearance("a0", "named", source="ann"),
                appearance("a1", "unnamed", source="one"),
                appearance("a2", "collective", source="many"),
                appearance("a3", "institution", source="house"),
                appearance("a4", "document", source="paper"),
                appearance("a5", "witnessed"),
                appearance("a6", "own_voice"),
                appearance("a7", "unattributed"),
            ],
        )
        assert shapes(graph) == set(Shape) - {Shape.CIRCLE, Shape.UNREAD, Shape.SUMMARY}
        told = etree.fromstring(graph_svg(graph, "x").encode())
        outlines = {
            group.get("class"): [
                (one.tag, one.get("stroke-dasharray"), one.get("rx"), re.sub(r"[-\d., ]+", "", one.get("d", "")))
                for one in group[1:3]
            ]
            for group in told.iter(f"{SVG}g")
            if (group.get("class") or "").startswith("node ")
        }
        assert len(outlines) == 8
        assert all(one != other for one, other in combinations(outlines.values(), 2))

    def test_relays_say_on_what_they_rest(self, db_url: str) -> None:
        graph = drawn(
            db_url,
            [
                *(line for number in range(5) for line in article(f"a{number}", f"Outlet {number}")),
                appearance("a0", "own_voice", hedges=[{"kind": "likelihood", "words": "likely"}], excerpt="likely",
                           wording="direct", likelihood="likely"),
                appearance("a1", "outlet", relays="a0"),
                appearance("a2", "outlet", relays="a0", relay_basis="inferred"),
                appearance("a3", "outlet", relays="a1", relay_basis="suspected"),
                appearance("a4", "outlet", relays="a0"),
                record("correction", "x", appearance="c-a4", kind="retracted", note="withdrawn"),
            ],
        )  # fmt: skip
        assert {edge.line for edge in graph.edges} >= {Line.STATED, Line.INFERRED}
        assert any(edge.retracted for edge in graph.edges)
        told = graph_svg(graph, "x")
        assert 'stroke-dasharray="7 4"' in told
        assert 'class="cross"' in told
        assert "line-through" in told

    def test_many_that_only_relay_are_summed_up(self, db_url: str) -> None:
        names = [f"a{number}" for number in range(60)]
        relays = [appearance(name, "outlet", relays="a0") for name in names[1:]]
        records = [line for name in names for line in article(name, f"Outlet {name}")]
        graph = drawn(db_url, [*records, appearance("a0", "own_voice"), *relays])
        assert len(graph.nodes) == 3
        assert graph.summary == "60 articles: 1 drawn one by one, 59 summed up."
        assert "59 articles that only relay it" in {node.label for node in graph.nodes}

    @pytest.mark.parametrize(("number", "below"), [(600, 3), (90, 1)], ids=["a tree", "a line"])
    def test_hundreds_are_summed_up_and_none_is_lost(self, db_url: str, number: int, below: int) -> None:
        names = [f"a{at}" for at in range(number)]
        relays = [appearance(name, "outlet", relays=names[(at - 1) // below]) for at, name in enumerate(names) if at]
        records = [line for name in names for line in article(name, f"Outlet {name}")]
        graph = drawn(db_url, [*records, appearance("a0", "own_voice"), *relays])
        assert sum(node.articles for node in graph.nodes) == number
        assert len(graph.nodes) <= MOST
        assert graph.summary.startswith(f"{number} articles: ")
        assert laid_out(graph).width < (DEEPEST + 1) * 240

    def test_hundreds_of_origins_are_summed_up_too(self, db_url: str) -> None:
        records = [
            line
            for at in range(100)
            for line in (
                record("source", f"s{at}", kind="person", name=f"Person {at}"),
                *article(f"a{at}", f"Outlet {at}"),
                appearance(f"a{at}", "named", source=f"s{at}"),
            )
        ]
        graph = drawn(db_url, records)
        assert sum(node.articles for node in graph.nodes) == 100
        assert any("more origins" in node.label for node in graph.nodes)
        assert len(graph.nodes) <= MOST


def chain(*edges: GraphEdge) -> ChainGraph:
    """A graph of articles."""
    keys = dict.fromkeys(key for edge in edges for key in (edge.upstream, edge.downstream))
    return ChainGraph([GraphNode(key, Shape.ARTICLE, f"Outlet {key}", "", articles=1) for key in keys], edges)


def paths(graph: ChainGraph) -> list[str]:
    told = etree.fromstring(graph_svg(graph, "x").encode())
    edges = [one for one in told.iter(f"{SVG}g") if (one.get("class") or "").startswith("edge")]
    return [edge[0].get("d", "") for edge in edges]


def test_what_skips_a_column_or_closes_a_circle_goes_below_all() -> None:
    graph = chain(GraphEdge("1", "2"), GraphEdge("2", "3"), GraphEdge("1", "3"), GraphEdge("3", "2", back=True))
    bottom = max(box.y + box.height for box in laid_out(graph).boxes.values())
    ways = [max(float(one.split(",")[1]) for one in re.findall(r"[-\d.]+,[-\d.]+", way)) for way in paths(graph)]
    assert [way > bottom for way in ways] == [False, False, True, True]


def test_what_is_summed_up_stands_on_its_weakest_relay() -> None:
    line = [GraphEdge(str(at), str(at + 1), Line.SUSPECTED if at == 15 else Line.STATED) for at in range(20)]
    shown = summed_up(chain(*line))
    (last,) = (edge for edge in shown.edges if edge.downstream.startswith("summary"))
    assert last.line is Line.SUSPECTED
    assert sum(node.articles for node in shown.nodes) == 21


def test_those_that_relay_the_same_two_are_summed_up_under_both() -> None:
    shown = summed_up(chain(*(GraphEdge(up, str(at)) for at in range(100) for up in ("a", "b"))))
    assert sorted(edge.upstream for edge in shown.edges) == ["a", "b"]
    assert len(shown.nodes) == 3


def test_aukus_is_drawn_whole(case_url: str) -> None:
    with reading(settings_of(case_url)) as connection:
        graph = claim_graph(ChainView(claim_named(connection, "98")))
    assert graph is not None
    assert any(edge.hardened and edge.line is Line.INFERRED for edge in graph.edges)
    told = etree.fromstring(graph_svg(graph, "chain-98").encode())
    described = told.findtext(f"{SVG}desc") or ""
    assert told.get("role") == "img"
    assert "1 inferred relay" in described
    assert "The Silicon Review" in described
    assert [words for _, words in legend([graph])][:2] == ["people without a name", "an article"]


HOSTILE = ["<script>x</script>", "\"'&<>]]>", "\u202e\x00\ud800", "漢字" * 12, "W" * 60]
TEXTS = st.text(max_size=30) | st.sampled_from(HOSTILE)


@st.composite
def graphs(draw: st.DrawFn) -> ChainGraph:
    number = draw(st.integers(1, 14))
    nodes = [
        GraphNode(str(at), draw(st.sampled_from(list(Shape))), draw(TEXTS) or "x", draw(TEXTS), draw(st.booleans()))
        for at in range(number)
    ]
    edges = {
        (upstream, at): GraphEdge(
            str(upstream), str(at), draw(st.sampled_from(list(Line))), draw(st.booleans()), draw(TEXTS)
        )
        for at in range(1, number)
        for upstream in draw(st.sets(st.integers(0, at - 1), max_size=2))
    }
    return ChainGraph(tuple(nodes), tuple(edges.values()), draw(TEXTS))


@settings(max_examples=100)
@given(graphs())
def test_nothing_overlaps_and_relays_stand_to_the_right(graph: ChainGraph) -> None:
    layout = laid_out(graph)
    assert laid_out(graph) == layout
    for one, other in combinations(layout.boxes.values(), 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y
    for edge in graph.edges:
        assert layout.boxes[edge.upstream].x < layout.boxes[edge.downstream].x
    for box in layout.boxes.values():
        assert box.x + box.width <= layout.width
        assert box.y + box.height <= layout.height


@settings(max_examples=60)
@given(graphs())
def test_any_text_stays_text(graph: ChainGraph) -> None:
    told = etree.fromstring(graph_svg(graph, "x").encode("utf-8"))
    assert {str(one.tag).removeprefix(SVG) for one in told.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "rect",
        "path",
        "text",
    }
    titles = {" ".join((one.text or "").split()) for one in told.iter(f"{SVG}title")}
    for node in graph.nodes:
        assert any(" ".join(plain(node.label).split()) in title for title in titles)
